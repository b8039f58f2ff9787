#include <algorithm>

#include "devices/model/wire.h"
#include "drivers/magicard/driver.h"
#include "drivers/magicard/protocol.h"

namespace loket::drivers::magicard {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis kSendLimit{2000}, kJobLimit{30'000}, kAnswerLimit{2000}, kStaleLimit{10};
constexpr Millis kLook{400};            // between looks whether the card has come out
constexpr Millis kCardLimit{120'000};   // two sides in full colour take about a minute
constexpr std::size_t kPiece = 64 * 1024;
constexpr int kFullRibbon = 1500;       // panels: 300 sides of five

class Printer final : public model::Device {
  public:
    explicit Printer(const model::Surroundings& around) : wire_(*around.transport) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override { wire_.close(); }

  private:
    Result<std::string> ask(std::string_view key);
    Result<int> count(std::string_view key);
    Status start_fresh();
    Status print(const model::CardPrintRequest& job, int before, model::Sink& sink);
    Status send(ByteView bytes, model::Sink& sink, int from, int to);
    Status wait_for_card(int before);

    model::Wire wire_;
    model::CardJobs jobs_;
    std::string serial_, firmware_;
    int panels_ = 0;
    bool dirty_ = false;  // half a job may lie in its buffer
};

Result<std::string> Printer::ask(std::string_view key) {
    LOKET_TRY(wire_.send(question(key), kSendLimit));
    LOKET_ASSIGN(bytes, wire_.receive(kAnswerSize, kAnswerLimit));
    return parse_answer(bytes, key);
}

Result<int> Printer::count(std::string_view key) {
    LOKET_ASSIGN(value, ask(key));
    return parse_number(value);
}

Status Printer::open() {
    return wire_.open(kInterface, model::Wire::BulkIn | model::Wire::BulkOut, [this]() -> Status {
        LOKET_TRY(start_fresh());
        LOKET_ASSIGN(serial, ask("MSR"));
        LOKET_ASSIGN(firmware, ask("VRS"));
        LOKET_ASSIGN(panels, count("DFR"));
        serial_ = serial, firmware_ = firmware, panels_ = panels;
        return {};
    });
}

/// Half a job that was cut short must not swallow the next question.
Status Printer::start_fresh() {
    LOKET_TRY(wire_.suggest(kSoftReset, kAnswerLimit));
    LOKET_TRY(wire_.drain(kAnswerSize, kStaleLimit));
    dirty_ = false;
    return {};
}

Result<model::Content> Printer::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* job = std::get_if<model::CardPrintRequest>(&request);
    if (job == nullptr) return Error{Fault::Unsupported, "not a card", "device.unsupported"};
    LOKET_TRY(wire_.expect_open());
    LOKET_TRY(jobs_.accept(*job));
    const model::Wire::Work work(wire_, std::move(stop));
    if (dirty_) LOKET_TRY(start_fresh());
    LOKET_ASSIGN(panels, count("DFR"));
    panels_ = panels;
    if (panels_ == 0) return Error{Fault::NeedsOperator, "the ribbon is used up", "printer.marker-supply-empty"};
    LOKET_ASSIGN(before, count("TCQ"));
    dirty_ = true;
    if (const auto printed = print(*job, before, sink); !printed) {
        auto why = printed.error();
        if (why.fault == Fault::Cancelled) why.code = "printer.outcome_unknown";  // a card may be inside
        return why;
    }
    dirty_ = false;
    jobs_.printed(job->job);
    sink.progress(100);
    return model::Content{model::CardPrintOutcome{}};
}

Status Printer::print(const model::CardPrintRequest& asked, int before, model::Sink& sink) {
    constexpr int kHalf = 45, kSent = 90;
    const bool duplex = !asked.emblem_side.empty();
    LOKET_TRY(send(job(asked.data_side, 1, duplex), sink, 0, duplex ? kHalf : kSent));
    if (duplex) LOKET_TRY(send(job(asked.emblem_side, 2, duplex), sink, kHalf, kSent));
    return wait_for_card(before);
}

Status Printer::send(ByteView bytes, model::Sink& sink, int from, int to) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto piece = bytes.subspan(at, std::min(kPiece, bytes.size() - at));
        LOKET_TRY(wire_.send(piece, kJobLimit));
        at += piece.size();
        sink.progress(from + static_cast<int>(static_cast<std::size_t>(to - from) * at / bytes.size()));
    }
    return {};
}

/// A job is not answered. What the printer says by itself is how many cards it has printed: one more is this one.
Status Printer::wait_for_card(int before) {
    for (const auto end = Clock::now() + kCardLimit; Clock::now() < end;) {
        LOKET_ASSIGN(now, count("TCQ"));
        if (now > before) return {};
        LOKET_TRY(wire_.pause(kLook));
    }
    return Error{Fault::TimedOut, "the printer does not say that the card came out", "device.timed_out"};
}

model::Health Printer::health() {
    const model::Health offline{.ready = false, .reasons = {"offline"}, .supplies = {}};
    if (!wire_.is_open()) return offline;
    if (dirty_) (void)start_fresh();
    if (const auto panels = count("DFR")) panels_ = *panels;
    if (!wire_.is_open()) return offline;
    model::Health health;
    if (panels_ == 0) health = {.ready = false, .reasons = {"marker-supply-empty"}, .supplies = {}};
    health.supplies = {{.name = "ribbon", .percent = std::min(100, 100 * panels_ / kFullRibbon), .units = panels_}};
    return health;
}

model::Identity Printer::identity() const {
    auto who = wire_.identity(kDriver, "Magicard card printer");
    who.vendor = "Magicard";
    if (!serial_.empty()) who.serial = serial_;
    who.firmware = firmware_;
    return who;
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Printer>(around); }

/// A card in the traffic is in what we said to the printer: a white one takes its place, plane by plane. Its serial number becomes noughts.
void anonymise(model::Recording& recording) {
    Bytes white;  // what is left of the job under way, without ink
    std::size_t at = 0;
    for (auto& step : recording) {
        const auto head = step.out.size() > kJobFill ? parse_head(step.out) : Result<std::optional<Head>>(std::optional<Head>{});
        if (head && *head && (*head)->tags.starts_with(',')) {
            white.assign(step.out.begin(), step.out.begin() + static_cast<std::ptrdiff_t>((*head)->size));
            for (const char plane : kPlanes) {
                white.resize(white.size() + size_of(plane));
                white.insert(white.end(), {kEndOfText, static_cast<std::uint8_t>(plane), kColon});
            }
            white.push_back(kEnd);
            at = 0;
        }
        for (auto& byte : step.out) {
            if (at >= white.size()) break;
            byte = white[at++];
        }
        const std::string answer = "\x01STA,MSR";
        if (auto* heard = step.heard(); heard != nullptr && as_text(*heard).starts_with(answer) && heard->size() > answer.size() + 2)
            std::fill(heard->begin() + static_cast<std::ptrdiff_t>(answer.size()), heard->end() - 2, std::uint8_t{'0'});
    }
}

}  // namespace loket::drivers::magicard
