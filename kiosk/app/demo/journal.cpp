#include "kiosk/app/demo/journal.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/core/log_reader.h"
#include "workflow/population/nik.h"

namespace loket::app {
namespace {

using nlohmann::json;
using Events = std::vector<store::StoredEvent>;

Result<Events> all_events(CoreThread& core) {
    return core.ask([](Core& owner) -> Result<Events> {
        Events all;
        LOKET_TRY(each_event(owner.store(), 1, [&](const store::StoredEvent& event) -> Status {
            all.push_back(event);
            return {};
        }));
        return all;
    }).get();
}

/// Each run of 16 digits as mask_nik writes it.
std::string mask_digits(const std::string& text) {
    constexpr std::size_t kDigits = 16;
    std::string out, run;
    const auto flush = [&] {
        out += run.size() == kDigits ? population::mask_nik(run) : run;
        run.clear();
    };
    for (const char c : text) {
        if (c >= '0' && c <= '9') run += c;
        else {
            flush();
            out += c;
        }
    }
    flush();
    return out;
}

/// No number of a person stands in a journal, wherever in an event it is.
void mask_numbers(json& value) {
    if (value.is_structured()) {
        for (auto& item : value) mask_numbers(item);
    } else if (value.is_string()) {
        value = mask_digits(value.get<std::string>());
    }
}

json entry(const store::StoredEvent& event) {
    auto body = json::parse(event.body);
    mask_numbers(body);
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

/// Service of each case, from the events so far.
using ServiceOfCase = std::map<std::string, std::string>;

std::string readable_line(const store::StoredEvent& event, const engine::Services& services, ServiceOfCase& service_of) {
    const auto wall = wib_time(event.at);
    const auto body = json::parse(event.body);
    std::string what = event.kind;
    if (event.kind == "CaseOpened") service_of[event.stream] = body["service"];
    if (event.kind == "StepDone") {
        const auto& step = services.find(service_of[event.stream])->step(body["step"].get<int>());
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
    ServiceOfCase service_of;
    std::string page = fmt::format("# Jurnal kantor (benih {}, {} kunjungan)\n\nDiserahkan: {} · blanko rusak: {} · survei: {}\n\n| no | waktu WIB | pelaku | peristiwa |\n|---|---|---|---|\n",
                                   head.seed, head.visits, office.handed_over, office.stock.spoiled, office.surveys);
    for (const auto& event : events) {
        journal["events"].push_back(entry(event));
        page += readable_line(event, core.reference().services, service_of);
    }
    LOKET_TRY(write_text(folder / "journal.json", journal.dump(1) + "\n"));
    return write_text(folder / "journal.md", page);
}

}  // namespace loket::app
