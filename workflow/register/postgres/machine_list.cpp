#include "workflow/register/postgres/machine_list.h"

#include "workflow/register/postgres/connection.h"

namespace loket::centre {

Status MachineList::keep(const std::string& origin, const sync::wire::Machines& machines, Instant now) {
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    const auto gone = connection_->query("DELETE FROM reg.machine WHERE origin = $1", {origin});
    if (!gone) return gone.error();
    for (const auto& one : machines) {
        const auto kept = connection_->query("INSERT INTO reg.machine (origin, number, serial, body, heard) VALUES ($1, $2, $3, $4, $5)",
                                             {origin, std::to_string(one.number), one.serial, pg_bytes(sync::wire::encode(sync::wire::Machines{one})), std::to_string(to_millis(now))});
        if (!kept) return kept.error();
    }
    return work.commit();
}

Result<std::vector<KnownMachine>> MachineList::all() {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT origin, body, heard FROM reg.machine ORDER BY origin, number", {}));
    std::vector<KnownMachine> out;
    for (int row = 0; row < rows.count(); ++row) {
        LOKET_ASSIGN(told, sync::wire::decode_machines(rows.bytes(row, 1)));
        for (auto& facts : told) out.push_back({rows.text(row, 0), std::move(facts), from_millis(rows.integer(row, 2))});
    }
    return out;
}

}  // namespace loket::centre
