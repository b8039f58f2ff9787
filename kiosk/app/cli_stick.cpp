// sync export, sync import: sticks for islands without a link.

#include <fmt/format.h>

#include "devices/base/wait.h"
#include "kiosk/app/centre/sticks.h"
#include "kiosk/app/cli_sync.h"
#include "kiosk/app/cli_words.h"
#include "kiosk/app/core/last_good.h"
#include "kiosk/app/core/office_files.h"
#include "workflow/register/sticks/counter.h"
#include "workflow/store/key_file.h"

namespace loket::app {
namespace {

namespace fs = std::filesystem;

/// An office that nobody has open.
struct OfficeAtRest {
    SystemClock clock;
    SystemRandom random;
    store::Key seed{};
    Reference reference;
    std::unique_ptr<Core> core;
    [[nodiscard]] StickDesk desk() { return {*core, seed, clock, random}; }
};

Result<std::unique_ptr<OfficeAtRest>> open_at_rest(const fs::path& folder) {
    if (!has_office(folder)) return no_office_in(folder);
    auto office = std::make_unique<OfficeAtRest>();
    LOKET_ASSIGN(seed, store::load_or_create_key(folder / "office.sync", office->random));
    office->seed = seed;
    LOKET_ASSIGN(data, load_reference_or_last_good(find_assets(), folder));
    office->reference = std::move(data.reference);
    LOKET_ASSIGN(core, Core::open({.data = folder, .assets = find_assets()}, office->reference, office->clock, office->random));
    office->core = std::move(core);
    return office;
}

Result<centre::Counter> counter_of(const SyncWish& wish, const RegisterFiles& reg, const Clock& clock) {
    LOKET_ASSIGN(packets, centre::packets_of(wish.data));
    return centre::Counter({reg.ledger(), reg.books.get(), std::move(packets), *reg.keys, clock});
}

Status write_answer(centre::Counter& counter, const centre::Arrival& arrival, const fs::path& out) {
    return sync::write_stick(out, [&](const auto& sink) { return counter.hand_out(arrival, sink); });
}

Status export_office(const SyncWish& wish) {
    LOKET_ASSIGN(office, open_at_rest(wish.data));
    LOKET_ASSIGN(made, write_stick(office->desk(), wish.out, wish.most_mb > 0 ? wish.most_mb << 20 : sync::kMostStickBytes));
    if (made.empty()) tell("sync.nothing_waits");
    tell("sync.exported", {{"count", std::to_string(made.events)}, {"packets", std::to_string(made.packets)}, {"size", fmt::format("{:.1f}", static_cast<double>(made.packet_bytes) / 1e6)},
                           {"numbers", std::to_string(made.numbers)}, {"file", wish.out.string()}});
    if (made.more) tell("sync.more_waits");
    return {};
}

Status export_register(const SyncWish& wish) {
    if (wish.origin.empty()) return rejected("sync.no_stick", "name the office with --office");
    LOKET_ASSIGN(reg, open_register(wish));
    const SystemClock clock;
    LOKET_ASSIGN(counter, counter_of(wish, reg, clock));
    LOKET_ASSIGN(arrival, counter.last_of(wish.origin));
    LOKET_TRY(write_answer(counter, arrival, wish.out));
    tell("sync.answered", {{"office", wish.origin}, {"file", wish.out.string()}});
    return {};
}

/// What the back office says of the recordings goes along, if it says it soon.
Status wait_for_verdicts(const SyncWish& wish, centre::Counter& counter, const std::string& origin) {
    const SystemClock clock;
    const auto end = clock.now() + std::chrono::seconds(wish.wait);
    for (;;) {
        LOKET_ASSIGN(left, counter.unopened(origin));
        if (left == 0) return {};
        if (clock.now() >= end) {
            tell("sync.not_looked_at", {{"count", std::to_string(left)}, {"office", origin}});
            return {};
        }
        wait_for(Millis(200), {});
    }
}

Status import_at_register(const SyncWish& wish) {
    LOKET_ASSIGN(reg, open_register(wish));
    const SystemClock clock;
    LOKET_ASSIGN(counter, counter_of(wish, reg, clock));
    LOKET_ASSIGN(arrival, counter.take_in(sync::stick_at(wish.file)));
    const auto& origin = arrival.head.origin;
    LOKET_TRY(wait_for_verdicts(wish, counter, origin));
    const fs::path out = wish.out.empty() ? wish.file.string() + ".receipt" : wish.out.string();
    LOKET_TRY(write_answer(counter, arrival, out));
    tell("sync.imported", {{"office", origin}, {"count", std::to_string(arrival.fresh)}, {"total", std::to_string(arrival.total)}, {"packets", std::to_string(arrival.packets)}, {"file", out.string()}});
    if (!reg.books && !arrival.head.packets.empty()) tell("sync.events_only", {{"count", std::to_string(arrival.head.packets.size())}});
    const auto& answer = arrival.answer;
    if (answer.verdict == sync::Verdict::Ack) return {};
    const auto code = answer.verdict == sync::Verdict::Fork ? sync::kFork : answer.verdict == sync::Verdict::Gap ? sync::kGap : answer.code;
    return rejected(code, fmt::format("the register does not take this: epoch {}, last event {}", answer.epoch, answer.at.seq));
}

Status import_at_office(const SyncWish& wish) {
    LOKET_ASSIGN(office, open_at_rest(wish.data));
    LOKET_ASSIGN(back, read_stick(office->desk(), wish.file));
    const auto& exchange = back.received.exchange;
    tell("sync.received", {{"seq", std::to_string(exchange.progress.acked.seq)}, {"packets", std::to_string(back.received.packets)}, {"directives", std::to_string(back.received.directives)},
                           {"numbers", std::to_string(back.numbers)}, {"blocks", std::to_string(back.blocks)}});
    if (exchange.standing.stopped) return rejected(exchange.standing.code, "the register does not take what this office sends");
    return {};
}

}  // namespace

Status export_stick(const SyncWish& wish) { return is_register(wish) ? export_register(wish) : export_office(wish); }

Status import_stick(const SyncWish& wish) {
    LOKET_ASSIGN(kind, sync::kind_of_file(wish.file));
    if (!kind) return Error{Fault::Corrupt, "no stick of Loket", sync::kShape};
    if (*kind == sync::StickKind::Shipment && !is_register(wish)) return rejected("sync.wrong_place", "a shipment is for the register; an office takes receipts");
    if (*kind == sync::StickKind::Receipt && is_register(wish)) return rejected("sync.wrong_place", "a receipt is for the office; a register takes shipments");
    return is_register(wish) ? import_at_register(wish) : import_at_office(wish);
}

}  // namespace loket::app
