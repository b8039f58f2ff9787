#include "kiosk/app/demo/journal.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "workflow/population/nik.h"

namespace loket::app {
namespace {

using nlohmann::json;
using Events = std::vector<store::StoredEvent>;

Result<Events> all_events(CoreThread& core) {
    return core.ask([](Core& owner) -> Result<Events> {
        constexpr std::int64_t kChunk = 5000;
        Events all;
        for (std::int64_t from = 1;; from = all.back().seq + 1) {
            LOKET_ASSIGN(chunk, owner.store().events(from, kChunk));
            all.insert(all.end(), chunk.begin(), chunk.end());
            if (static_cast<std::int64_t>(chunk.size()) < kChunk) return all;
        }
    }).get();
}

json entry(const store::StoredEvent& event) {
    auto body = json::parse(event.body);
    if (body.contains("nik")) body["nik"] = population::mask_nik(body["nik"].get<std::string>());
    json out{{"actor", event.actor}, {"at", iso_instant(event.at)}, {"hash", to_hex(event.hash)}, {"kind", event.kind}, {"seq", event.seq}, {"stream", event.stream}};
    if (body.contains("step")) out["step"] = body["step"];
    if (event.kind == "StepDone") {
        out["begun"] = iso_instant(from_millis(body["begun"].get<std::int64_t>()));
        out["minutes"] = (body["seconds"].get<int>() + 59) / 60;
        out["standard_minutes"] = body["standard_minutes"];
    }
    out["data"] = std::move(body);
    return out;
}

std::string readable_line(const store::StoredEvent& event, const engine::Services& services) {
    const auto wall = wib_time(event.at);
    const auto body = json::parse(event.body);
    std::string what = event.kind;
    if (event.kind == "StepDone") {
        const auto& step = services.find("S02")->step(body["step"].get<int>());
        what = fmt::format("**langkah {} selesai**: {} ({} dari {} menit)", step.no, step.text.id(), (body["seconds"].get<int>() + 59) / 60, step.minutes);
    } else {
        for (const auto* key : {"number", "resi", "reason", "slot", "state", "serial", "outcome"})
            if (body.contains(key) && body[key].is_string() && !body[key].get_ref<const std::string&>().empty()) what += " " + body[key].get<std::string>();
    }
    return fmt::format("| {} | {} {:02}.{:02} | {} | {} |\n", event.seq, dmy_date(wall.date), wall.hour, wall.minute, event.actor, what);
}

}  // namespace

Status write_journal(CoreThread& core, const JournalHead& head, const std::filesystem::path& folder) {
    LOKET_ASSIGN(events, all_events(core));
    const auto office = core.snapshot()->office;
    json journal{{"seed", head.seed}, {"visits", head.visits}, {"handed_over", office.handed_over}, {"surveys", office.surveys}};
    journal["stock"] = {{"received", office.stock.received}, {"free", office.stock.free.size()}, {"spoiled", office.stock.spoiled}};
    journal["events"] = json::array();
    std::string page = fmt::format("# Jurnal kantor (benih {}, {} kunjungan)\n\nDiserahkan: {} · blanko rusak: {} · survei: {}\n\n| no | waktu WIB | pelaku | peristiwa |\n|---|---|---|---|\n",
                                   head.seed, head.visits, office.handed_over, office.stock.spoiled, office.surveys);
    for (const auto& event : events) {
        journal["events"].push_back(entry(event));
        page += readable_line(event, core.reference().services);
    }
    LOKET_TRY(write_text(folder / "journal.json", journal.dump(1) + "\n"));
    return write_text(folder / "journal.md", page);
}

}  // namespace loket::app
