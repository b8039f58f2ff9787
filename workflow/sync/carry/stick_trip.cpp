#include "workflow/sync/carry/stick_trip.h"

#include <algorithm>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kRoomToSpare = 1 << 20;  ///< a stick's own tables
constexpr int kMostLookedAt = 400;

std::string short_name(const std::string& origin) { return "loket-" + origin.substr(0, 8); }

std::optional<Card> card_of_register(const fs::path& file) {
    constexpr std::size_t kMostCardBytes = 4096;
    const auto text = read_text(file, kMostCardBytes);
    const auto card = text ? read_card(*text) : Result<Card>(text.error());
    return card && card->of == Card::Of::Register ? std::optional(*card) : std::nullopt;
}

void add(Returned& sum, Returned one) {
    one.received.packets += sum.received.packets;
    one.received.directives += sum.received.directives;
    one.numbers += sum.numbers;
    one.blocks += sum.blocks;
    sum = std::move(one);
}

Status bring_back(const StickWork& work, const StickFolder& stick, StickTrip& trip) {
    for (const auto& file : stick.receipts) {
        auto returned = take_back(work, file);
        if (!returned && returned.error().fault == Fault::Rejected && (returned.error().code == kOtherReader || returned.error().code == "sync.wrong_place")) {
            ++trip.others;
            continue;
        }
        if (!returned) return returned.error();
        ++trip.receipts;
        add(trip.returned, std::move(*returned));
    }
    return {};
}

/// What the file will hold, roughly. Refused where nothing is sent until a person has settled something: the stick keeps what it has.
Result<std::int64_t> expected_bytes(const StickWork& work) {
    constexpr std::int64_t kEvent = 600;
    std::int64_t events = 0;
    LOKET_TRY(work.at_store([&events](store::Store& store) -> Status {
        LOKET_ASSIGN(exchange, load_exchange(store));
        if (exchange.standing.stopped) return rejected(exchange.standing.code, "nothing is sent until a person has settled it");
        events = store.event_head().seq - exchange.progress.acked.seq;
        return {};
    }));
    return std::max<std::int64_t>(1, work.packets.count().bytes + events * kEvent);
}

Status left() { return Error{Fault::Cancelled, "the stick is left"}; }

/// Seals the packets of recordings that were approved since.
Status pack_all(const StickWork& work, const WatchBytes& watch) {
    Card to;
    LOKET_TRY(work.at_store([&to](store::Store& store) -> Status {
        LOKET_ASSIGN(card, register_of(store));
        to = card;
        return {};
    }));
    for (bool more = true; more;) {
        if (watch && !watch(0)) return left();
        LOKET_ASSIGN(busy, work.packer.step(to, work.clock.now()));
        more = busy;
    }
    return {};
}

/// The shipment of the last trip gives its room back where that is needed: all that is in it and not acknowledged is in the new one.
std::int64_t make_room(const StickFolder& stick, const fs::path& file, std::int64_t expected) {
    if (stick.room - stick.shipment < expected + expected / 8 + kRoomToSpare) {
        std::error_code none;
        fs::remove(file, none);
        return stick.room;
    }
    return stick.room - stick.shipment;
}

/// What waits, packed already.
Result<Shipped> write_out(const StickWork& work, const fs::path& file, std::int64_t most_bytes, const WatchBytes& watch) {
    std::vector<wire::NumberAsk> asks;
    if (work.numbers.wanted) {
        LOKET_ASSIGN(wanted, work.numbers.wanted());
        asks = std::move(wanted);
    }
    const Cargo cargo{work.at_store, work.packets, work.key, work.box, std::move(asks), most_bytes};
    Shipped shipped;
    std::int64_t bytes = 0;
    LOKET_TRY(write_stick(file, [&](const auto& sink) -> Status {
        const auto watched = [&](ByteView piece) -> Status {
            bytes += static_cast<std::int64_t>(piece.size());
            if (watch && !watch(bytes)) return left();
            return sink(piece);
        };
        LOKET_ASSIGN(made, write_shipment(cargo, watched, work.clock.now()));
        shipped = made;
        return {};
    }));
    LOKET_TRY(work.at_store([&shipped](store::Store& store) { return note_shipment(store, shipped); }));
    return shipped;
}

Status go(const StickWork& work, const fs::path& folder, const std::string& origin, StickTrip& trip, const std::function<bool(const StickTrip&)>& tell) {
    LOKET_ASSIGN(before, look_at_stick(folder, origin));
    LOKET_TRY(bring_back(work, before, trip));
    std::int64_t expected = 1;
    const auto watch = [&](std::int64_t bytes) {
        trip.percent = static_cast<int>(std::min<std::int64_t>(99, bytes * 100 / expected));
        return tell(trip);
    };
    LOKET_TRY(pack_all(work, watch));
    LOKET_ASSIGN(size, expected_bytes(work));
    expected = size;
    trip.writing = true;
    if (!tell(trip)) return left();
    const auto file = shipment_in(folder, origin);
    LOKET_ASSIGN(stick, look_at_stick(folder, origin));
    LOKET_ASSIGN(shipped, write_out(work, file, std::min(kMostStickBytes, make_room(stick, file, expected) - kRoomToSpare), watch));
    trip.shipped = shipped;
    trip.percent = 100;
    return {};
}

}  // namespace

Result<Shipped> ship(const StickWork& work, const fs::path& file, std::int64_t most_bytes, const WatchBytes& watch) {
    LOKET_TRY(pack_all(work, watch));
    return write_out(work, file, most_bytes, watch);
}

Result<Returned> take_back(const StickWork& work, const fs::path& file) {
    LOKET_ASSIGN(received, take_receipt(work.at_store, work.packer, work.box, stick_at(file), work.clock.now(), work.random));
    if (work.news) LOKET_TRY(work.news());
    Returned out{.received = std::move(received)};
    for (const auto& [ask, given] : out.received.numbers) {
        const auto taken = work.numbers.take ? work.numbers.take(ask, given) : Status{};
        if (taken) ++(ask.count > 0 ? out.blocks : out.numbers);
        else if (taken.error().fault == Fault::Rejected) log::info("sticks: a number that is not waited for any more: {}", taken.error().code);
        else return taken.error();
    }
    return out;
}

Result<StickFolder> look_at_stick(const fs::path& folder, const std::string& origin) {
    std::error_code failed;
    StickFolder out;
    int looked = 0;
    for (fs::directory_iterator one(folder, failed), end; !failed && one != end && looked < kMostLookedAt; one.increment(failed), ++looked) {
        std::error_code none;
        if (!one->is_regular_file(none)) continue;
        if (const auto kind = kind_of_file(one->path()); kind && *kind == StickKind::Receipt) out.receipts.push_back(one->path());
        if (!out.card) out.card = card_of_register(one->path());
    }
    const auto space = failed ? fs::space_info{} : fs::space(folder, failed);
    if (failed) return Error{Fault::Gone, "the stick cannot be read: " + failed.message(), "sync.no_stick_here"};
    std::ranges::sort(out.receipts);
    out.room = static_cast<std::int64_t>(space.available);
    std::error_code none;
    const auto own = fs::file_size(shipment_in(folder, origin), none);
    out.shipment = none ? 0 : static_cast<std::int64_t>(own);
    out.room += out.shipment;
    return out;
}

fs::path shipment_in(const fs::path& folder, const std::string& origin) { return folder / (short_name(origin) + ".shipment"); }
fs::path card_in(const fs::path& folder, const std::string& origin) { return folder / (short_name(origin) + ".card"); }

StickTrip travel(const StickWork& work, const fs::path& folder, const std::string& origin, const std::function<bool(const StickTrip&)>& tell) {
    StickTrip trip;
    const auto gone = go(work, folder, origin, trip, tell);
    trip.done = true;
    if (gone) return trip;
    trip.code = gone.error().code.empty() ? "disk.failed" : gone.error().code;
    trip.detail = gone.error().context;
    return trip;
}

}  // namespace loket::sync
