#include "kiosk/app/centre/sticks.h"

#include "devices/base/log.h"
#include "kiosk/app/centre/centre_orders.h"
#include "kiosk/app/centre/packet_contents.h"

namespace loket::app {
namespace {

/// The keys and packets of an office, as long as a stick is written or read.
struct StickTools {
    sync::SigningKey key;
    sync::SealingKey box;
    std::filesystem::path folder;
    sync::Packer packer;
    explicit StickTools(const StickDesk& desk)
        : key(desk.seed), box(sync::stick_seed(desk.seed)), folder(desk.core.folder() / "packets"),
          packer([&core = desk.core](const auto& work) { return work(core.store()); }, packet_contents, key, folder) {}
};

}  // namespace

Result<sync::Shipped> write_stick(const StickDesk& desk, const std::filesystem::path& file, std::int64_t most_bytes) {
    StickTools tools(desk);
    auto& store = desk.core.store();
    LOKET_ASSIGN(to, sync::register_of(store));
    LOKET_TRY(tools.packer.begin(store));
    for (bool more = true; more;) {
        LOKET_ASSIGN(busy, tools.packer.step(to, desk.clock.now()));
        more = busy;
    }
    LOKET_ASSIGN(numbers, numbers_to_ask(desk.core, wib_date(desk.clock.now())));
    const sync::PacketBox packets(tools.folder);
    const sync::Cargo cargo{store, packets, tools.key, tools.box, std::move(numbers), most_bytes};
    sync::Shipped shipped;
    LOKET_TRY(sync::write_stick(file, [&](const auto& sink) -> Status {
        LOKET_ASSIGN(made, sync::write_shipment(cargo, sink, desk.clock.now()));
        shipped = made;
        return {};
    }));
    LOKET_TRY(sync::note_shipment(store, shipped));
    return shipped;
}

Result<Returned> read_stick(const StickDesk& desk, const std::filesystem::path& file) {
    StickTools tools(desk);
    auto& store = desk.core.store();
    LOKET_TRY(tools.packer.begin(store));
    LOKET_ASSIGN(received, sync::take_receipt(store, tools.packer, tools.box, sync::stick_at(file), desk.clock.now(), desk.random));
    LOKET_TRY(obey_centre(desk.core));
    Returned out{.received = std::move(received)};
    for (const auto& [ask, given] : out.received.numbers) {
        const auto taken = take_number(desk.core, ask, given);
        if (taken) ++(ask.count > 0 ? out.blocks : out.numbers);
        else if (taken.error().fault == Fault::Rejected) log::info("sticks: a number that is not waited for any more: {}", taken.error().code);
        else return taken.error();
    }
    return out;
}

}  // namespace loket::app
