#include "kiosk/app/centre/centre_orders.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/log.h"
#include "kiosk/app/core/card_ledger.h"
#include "kiosk/app/core/number_blocks.h"
#include "workflow/engine/record_state.h"
#include "workflow/sync/carry/change_book.h"
#include "workflow/sync/carry/directives.h"
#include "workflow/sync/carry/outbox.h"
#include "workflow/sync/carry/packet_book.h"
#include "workflow/sync/codes.h"

namespace loket::app {
namespace {

using nlohmann::json;

constexpr const char* kAppliedMeta = "sync.applied";
const engine::Actor kCentre{"pusat", engine::Role::Pusat};
const engine::Actor kAdministrator{"pusat", engine::Role::Adb};  ///< accounts are changed by administrators only

bool is_final(const Error& error) { return error.fault == Fault::Rejected || error.fault == Fault::Gone || error.fault == Fault::Corrupt; }

/// Whether the recording that the centre speaks of is in this log: after a restore a file may bear the name of one that was lost, and the
/// answer is to that one.
Status is_ours(store::Store& store, const std::string& case_id, std::int64_t event) {
    LOKET_ASSIGN(found, store.events(event, 1));
    const bool ours = !found.empty() && found.front().seq == event && found.front().kind == engine::RecordingApproved::kName && found.front().stream == "perkara:" + case_id;
    return ours ? Status{} : Status{rejected("record.other", "the recording that the centre speaks of is not in this log")};
}

/// The centre speaks of where a record is; the steps in between are the office's to write down.
Status move_record(Core& core, const std::string& case_id, const std::string& to) {
    const auto c = core.snapshot()->office.find_case(case_id);
    if (!c) return rejected("case.unknown", "no open case " + case_id);
    if (c->record_state == to) return {};
    const auto way = engine::way_between(c->record_state, to);
    if (way.empty()) return rejected("record.order", "a record that is " + c->record_state + " cannot become " + to);
    for (const auto& state : way) {
        const auto done = core.execute(engine::ReportRecordState{case_id, state}, kCentre);
        if (!done) return done.error();
    }
    return {};
}

/// What the centre says of a change of this office's: it waits for a person there, or was settled.
Status note_change(store::Store& store, const sync::Directive& directive) {
    LOKET_ASSIGN(book, sync::load_changes(store));
    const auto before = book;
    book.note(directive);
    if (book == before) return {};
    store::Batch batch;
    sync::put_changes(batch, book);
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

Status revoke_card(store::Store& store, const std::string& serial, Instant at) {
    LOKET_ASSIGN(row, store.card(serial));
    if (!row) return rejected("card.unknown", "no card of this office");
    if (row->state == kCardRevoked) return {};
    store::Batch batch;
    batch.add(store::NewAudit{engine::to_string(kCentre), "card.revoke", serial, "directive", at});
    row->state = kCardRevoked;
    row->updated_at = at;
    batch.put(*row);
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

Status apply(Core& core, const sync::Directive& directive) {
    if (directive.kind == "person") return note_change(core.store(), directive);
    if (directive.kind == "reference") return take_reference(core.store(), core.folder(), find_assets(), directive.body);
    const auto body = json::parse(directive.body, nullptr, false);
    const auto word = [&](const char* key) { return body.is_object() && body.contains(key) && body[key].is_string() ? body[key].get<std::string>() : std::string(); };
    if (directive.kind == "record") {
        if (body.is_object() && body.contains("event")) LOKET_TRY(is_ours(core.store(), word("case"), body["event"].is_number_integer() ? body["event"].get<std::int64_t>() : 0));
        return move_record(core, word("case"), word("state"));
    }
    if (directive.kind == "card") return revoke_card(core.store(), word("serial"), directive.at);
    if (directive.kind == "officer") return core.accounts().suspend(word("user"), !body.is_object() || !body.contains("suspended") || body["suspended"] != false, kAdministrator);
    return {};
}

/// Recordings whose packet the centre has signed for. Only the newest packet of a file speaks of its recording.
Status note_receipts(Core& core) {
    LOKET_ASSIGN(book, sync::load_packets(core.store()));
    const auto office = core.snapshot();
    std::map<std::string, const sync::PacketEntry*> newest;
    for (const auto& entry : book.entries) {
        auto& known = newest[entry.case_id];
        if (known == nullptr || known->event < entry.event) known = &entry;
    }
    for (const auto& [case_id, entry] : newest) {
        const auto c = office->office.find_case(case_id);
        if (!c || !entry->received || !c->recording_approved || engine::way_between(c->record_state, engine::kReceived).empty() || !engine::may_be_on_its_way(c->record_state)) continue;
        LOKET_ASSIGN(events, core.store().events("perkara:" + case_id));
        const auto later = [&](const store::StoredEvent& event) { return event.seq > entry->event && event.kind == engine::RecordingApproved::kName; };
        if (std::ranges::any_of(events, later)) continue;
        LOKET_TRY(move_record(core, case_id, std::string(engine::kReceived)));
    }
    return {};
}

/// Those whose villages this office has on its lists.
std::vector<std::string> office_districts(const population::Regions& regions) {
    std::vector<std::string> out;
    for (const auto& province : regions.children(""))
        for (const auto& regency : regions.children(province.code))
            for (const auto& district : regions.children(regency.code))
                if (!regions.children(district.code).empty()) out.push_back(district.code);
    return out;
}

Result<std::int64_t> applied_upto(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kAppliedMeta));
    return text ? std::strtoll(text->c_str(), nullptr, 10) : std::int64_t{0};
}

}  // namespace

Status obey_centre(Core& core) {
    LOKET_TRY(note_receipts(core));
    LOKET_ASSIGN(exchange, sync::load_exchange(core.store()));
    LOKET_ASSIGN(upto, applied_upto(core.store()));
    for (auto seq = upto + 1; seq <= exchange.progress.feed; ++seq) {
        LOKET_ASSIGN(directive, sync::directive(core.store(), seq));
        const auto done = directive ? apply(core, *directive) : Status{};
        if (!done && !is_final(done.error())) return done.error();
        if (directive && done) log::info("centre: directive {} ({}) applied", seq, directive->kind);
        if (!done) log::warn("centre: directive {} ({}) passed over: {} {}", seq, directive->kind, done.error().code, done.error().context);
        store::Batch batch;
        batch.put_meta(kAppliedMeta, std::to_string(seq));
        if (const auto written = core.store().commit(batch); !written) return written.error();
    }
    return {};
}

Result<std::vector<sync::wire::NumberAsk>> numbers_to_ask(Core& core, Date today) {
    core.lend_numbers();  // whoever asks has spoken to the register, or tried
    LOKET_ASSIGN(awaited, core.numbers_awaited());
    LOKET_ASSIGN(out, blocks_to_ask(core.store(), office_districts(core.reference().regions)));
    const auto epoch = core.store().identity().epoch;
    for (const auto& one : awaited) {
        const auto& request = one.request;
        const bool nik = request.kind == mirror::NumberKind::Nik;
        if (nik && (!request.born || !request.sex)) continue;
        const auto given = core.give_from_block(one, kCentre);
        if (!given && given.error().fault != Fault::Rejected) return given.error();
        if (!given) log::warn("centre: a number of a lent block does not fit: {} {}", given.error().code, given.error().context);
        if (given && *given) continue;
        out.push_back({fmt::format("{}/{}", epoch, request.reference), request.slot, population::region_digits(request.district), iso_date(nik ? *request.born : today),
                       nik ? static_cast<std::int64_t>(*request.sex) : 0, 0});
    }
    return out;
}

Status take_number(Core& core, const sync::wire::NumberAsk& ask, const sync::wire::NumberGiven& given) {
    if (ask.count > 0) return keep_block(core.store(), ask, given);
    const auto epoch = fmt::format("{}/", core.store().identity().epoch);
    if (!ask.reference.starts_with(epoch)) return rejected(sync::kOldEpoch, "a number that was asked for before this epoch");
    return core.enter_number(ask.reference.substr(epoch.size()), ask.slot, given.number, kCentre);
}

}  // namespace loket::app
