#include <algorithm>

#include "devices/model/wire.h"
#include "drivers/evolis/driver.h"
#include "drivers/evolis/protocol.h"

namespace loket::drivers::evolis {
namespace {

constexpr Millis kSendLimit{2000}, kAnswerLimit{2000}, kStaleLimit{10};
constexpr Millis kMoveLimit{15'000};   // a card from the feeder to the station, or out
constexpr Millis kPanelLimit{30'000};  // the panel before is printed meanwhile
constexpr std::size_t kPiece = 64 * 1024;

struct Sensors {
    bool cover_open = false, feeder_empty = false;
    int sides = 0, capacity = 0;
    Place card = Place::Nowhere;
    [[nodiscard]] std::string_view reason(int sides_wanted) const {
        if (cover_open) return "cover-open";
        if (feeder_empty) return "media-empty";
        return sides < sides_wanted ? "marker-supply-empty" : "";
    }
};

class Printer final : public model::Device {
  public:
    explicit Printer(const model::Surroundings& around) : wire_(*around.transport), station_(around.station) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override { wire_.close(); }

  private:
    Result<std::string> ask(std::string_view text, Millis limit = kAnswerLimit);
    Status tell(std::string_view text, Millis limit = kAnswerLimit);
    Status expect_ok(const std::string& answer);
    Result<std::string> hear(Millis limit);
    Status start_fresh();
    Result<Sensors> look();
    Status make_ready(const model::CardPrintRequest& job);
    Result<model::CardPrintOutcome> feed(const model::ApduTalk& encode, const std::stop_token& stop);
    Status print(const model::CardPrintRequest& job, model::Sink& sink);
    Status print_side(const RgbaImage& side, model::Sink& sink, int from, int to);
    Error spoiled(Error why);
    Error needs_operator(std::string_view reason);

    model::Wire wire_;
    model::Station station_;
    std::string product_, serial_, firmware_;
    Sensors sensors_;
    std::string reason_;            // why the last job ended, until the next one finds it put right
    bool dirty_ = false;  // half a command may lie in its buffer
    model::CardJobs jobs_;
};

Error Printer::needs_operator(std::string_view reason) {
    reason_ = reason;
    return {Fault::NeedsOperator, "the card printer waits for its operator", "printer." + reason_};
}

Result<std::string> Printer::hear(Millis limit) {
    LOKET_ASSIGN(bytes, wire_.receive(kAnswerSize, limit));
    return parse_answer(bytes);
}

Result<std::string> Printer::ask(std::string_view text, Millis limit) {
    LOKET_TRY(wire_.send(command(text), kSendLimit));
    return hear(limit);
}

Status Printer::expect_ok(const std::string& answer) {
    if (const auto reason = refusal(answer)) return needs_operator(*reason);
    return {};
}

Status Printer::tell(std::string_view text, Millis limit) {
    LOKET_ASSIGN(answer, ask(text, limit));
    return expect_ok(answer);
}

Status Printer::open() {
    return wire_.open(kInterface, model::Wire::BulkIn | model::Wire::BulkOut, [this]() -> Status {
        LOKET_TRY(start_fresh());
        LOKET_ASSIGN(product, ask("Rtp"));
        LOKET_ASSIGN(serial, ask("Rsn"));
        LOKET_ASSIGN(firmware, ask("Rfv"));
        product_ = product, serial_ = serial, firmware_ = firmware;
        LOKET_ASSIGN(sensors, look());
        sensors_ = sensors;
        return {};
    });
}

/// Half a panel of a job that was cut short must not swallow the next command.
Status Printer::start_fresh() {
    LOKET_TRY(wire_.suggest(kSoftReset, kAnswerLimit));
    LOKET_TRY(wire_.drain(kAnswerSize, kStaleLimit));
    LOKET_TRY(tell("Pem;2"));  // we see to errors, the printer does not try again by itself
    dirty_ = false;
    return {};
}

Result<Sensors> Printer::look() {
    Sensors now;
    LOKET_ASSIGN(cover, ask("Rse;o"));
    LOKET_ASSIGN(closed, parse_sensor(cover));
    LOKET_ASSIGN(feeder, ask("Rse;f"));
    LOKET_ASSIGN(filled, parse_sensor(feeder));
    LOKET_ASSIGN(left, ask("Rrt;count"));
    LOKET_ASSIGN(sides, parse_count(left));
    LOKET_ASSIGN(whole, ask("Rrt;qty"));
    LOKET_ASSIGN(capacity, parse_count(whole));
    LOKET_ASSIGN(place, ask("Rlr;p"));
    LOKET_ASSIGN(card, parse_place(place));
    now.cover_open = !closed;
    now.feeder_empty = !filled;
    now.sides = sides, now.capacity = capacity, now.card = card;
    return now;
}

/// A card that an earlier job left inside goes to the reject box: nobody knows what is on it.
Status Printer::make_ready(const model::CardPrintRequest& job) {
    reason_.clear();
    if (dirty_) LOKET_TRY(start_fresh());
    LOKET_ASSIGN(sensors, look());
    sensors_ = sensors;
    if (sensors_.cover_open) return needs_operator("cover-open");
    if (sensors_.card != Place::Nowhere) LOKET_TRY(tell("Ser", kMoveLimit));
    if (const auto reason = sensors_.reason(job.emblem_side.empty() ? 1 : 2); !reason.empty()) return needs_operator(reason);
    return tell("Pr;ymcko");
}

Result<model::Content> Printer::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* job = std::get_if<model::CardPrintRequest>(&request);
    if (job == nullptr) return Error{Fault::Unsupported, "not a card", "device.unsupported"};
    LOKET_TRY(wire_.expect_open());
    LOKET_TRY(jobs_.accept(*job));
    const model::Wire::Work work(wire_, stop);
    LOKET_TRY(make_ready(*job));
    LOKET_TRY(station_.look(job->encode != nullptr, stop));
    dirty_ = true;
    LOKET_ASSIGN(outcome, feed(job->encode, stop));
    sink.progress(10);
    if (const auto printed = print(*job, sink); !printed) return spoiled(printed.error());
    dirty_ = false;
    jobs_.printed(job->job);
    sink.progress(100);
    return model::Content{std::move(outcome)};
}

/// To the contactless station, where the chip is read or written; printers without one take the card under the head.
/// A card that a refusal left in the feeder is no spoiled one.
Result<model::CardPrintOutcome> Printer::feed(const model::ApduTalk& encode, const std::stop_token& stop) {
    auto answer = ask("Sic", kMoveLimit);
    const bool no_station = answer && answer->find("NOT AVAILABLE") != std::string::npos;
    if (no_station) answer = ask("Si", kMoveLimit);
    if (!answer) return spoiled(answer.error());
    if (const auto reason = refusal(*answer)) {
        const auto place = ask("Rlr;p");
        const auto card = place ? parse_place(*place) : Result<Place>(place.error());
        if (card && *card == Place::Nowhere) return needs_operator(*reason);
        return spoiled(needs_operator(*reason));
    }
    if (no_station) return model::CardPrintOutcome{};
    auto met = station_.meet(encode, stop);
    if (!met) return spoiled(met.error());
    return met;
}

Status Printer::print(const model::CardPrintRequest& job, model::Sink& sink) {
    constexpr int kFed = 10, kTurned = 50, kPrinted = 90;
    const bool duplex = !job.emblem_side.empty();
    LOKET_TRY(tell("Ss"));
    LOKET_TRY(tell("Sr"));
    LOKET_TRY(print_side(job.data_side, sink, kFed, duplex ? kTurned : kPrinted));
    if (duplex) {
        LOKET_TRY(tell("Sv", kPanelLimit));
        LOKET_TRY(print_side(job.emblem_side, sink, kTurned, kPrinted));
    }
    LOKET_TRY(tell("Se", kPanelLimit));
    LOKET_ASSIGN(place, ask("Rlr;p"));
    LOKET_ASSIGN(card, parse_place(place));
    return card == Place::Nowhere ? Status{} : Status{needs_operator("media-jam")};
}

Status Printer::print_side(const RgbaImage& side, model::Sink& sink, int from, int to) {
    int done = 0;
    for (const auto panel : kRibbon) {
        const auto bytes = download(panel, side);
        for (auto rest = ByteView(bytes); !rest.empty();) {
            const auto piece = rest.first(std::min(kPiece, rest.size()));
            LOKET_TRY(wire_.send(piece, kPanelLimit));
            rest = rest.subspan(piece.size());
        }
        LOKET_ASSIGN(answer, hear(kPanelLimit));
        LOKET_TRY(expect_ok(answer));
        sink.progress(from + (to - from) * ++done / static_cast<int>(std::size(kRibbon)));
    }
    return {};
}

/// The blank has left the feeder and will not be a card. What is not known is said to be so; what the printer told is known: the card
/// goes to the reject box, or is stuck.
Error Printer::spoiled(Error why) {
    if (why.fault == Fault::Cancelled) return {Fault::Cancelled, "stopped with a card inside", "printer.outcome_unknown"};
    if (why.fault != Fault::NeedsOperator || why.code == "printer.media-jam") return why;
    if (!wire_.is_open()) return why;
    const std::string reason = reason_;
    const auto out = tell("Ser", kMoveLimit);
    reason_ = reason;
    if (!out && out.error().fault != Fault::NeedsOperator) return out.error();
    if (why.code == "printer.chip_error") return why;
    return {Fault::NeedsOperator, "the card printer stopped with a card inside: " + reason, "printer.card_spoiled"};
}

model::Health Printer::health() {
    const model::Health offline{.ready = false, .reasons = {"offline"}, .supplies = {}};
    if (!wire_.is_open()) return offline;
    if (dirty_) (void)start_fresh();
    if (const auto sensors = look()) sensors_ = *sensors;
    if (!wire_.is_open()) return offline;
    if (sensors_.reason(1).empty() && reason_ != "media-jam") reason_.clear();
    model::Health health;
    const std::string reason = !sensors_.reason(1).empty() ? std::string(sensors_.reason(1)) : reason_;
    if (!reason.empty()) health = {.ready = false, .reasons = {reason}, .supplies = {}};
    const int ribbon = sensors_.capacity > 0 ? std::min(100, 100 * sensors_.sides / sensors_.capacity) : 0;
    health.supplies = {{.name = "blanko", .percent = sensors_.feeder_empty ? 0 : 100}, {.name = "ribbon", .percent = ribbon, .units = sensors_.sides}};
    return health;
}

model::Identity Printer::identity() const {
    auto who = wire_.identity(kDriver, "Evolis card printer");
    who.vendor = "Evolis";
    if (!product_.empty()) who.product = product_;
    if (!serial_.empty()) who.serial = serial_;
    who.firmware = firmware_;
    return who;
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Printer>(around); }

/// A card in the traffic is in what we said to the printer: a white one takes its place. Its serial number becomes noughts.
void anonymise(model::Recording& recording) {
    bool serial = false;  // that was asked for
    constexpr std::size_t kLetter = 4, kColourHead = 9, kMonoHead = 8;
    std::size_t left = 0;  // bytes of the panel under way
    std::uint8_t white = 0;
    for (auto& step : recording) {
        const auto text = as_text(step.out);
        std::size_t at = 0;
        if (text.size() > kColourHead && text.starts_with("\x1B" "Db;")) {
            const auto panel = static_cast<Panel>(text[kLetter]);
            left = size_of(panel);
            white = panel == Panel::Overlay ? 0xFF : 0x00;
            at = is_colour(panel) ? kColourHead : kMonoHead;
        }
        for (; at < step.out.size() && left > 0; ++at, --left) step.out[at] = white;
        if (auto* heard = step.heard(); heard != nullptr && serial && !heard->empty()) std::fill(heard->begin(), heard->end() - 1, std::uint8_t{'0'});
        serial = step.out == command("Rsn");
    }
}

}  // namespace loket::drivers::evolis
