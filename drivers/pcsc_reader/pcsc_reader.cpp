#include <algorithm>

#include "devices/model/aside.h"
#include "devices/model/emulations.h"
#include "drivers/pcsc_reader/driver.h"
#include "drivers/pcsc_reader/pcsc_reader.h"

namespace loket::drivers::pcsc_reader {
namespace {

constexpr std::uint8_t kGetUid[] = {0xFF, 0xCA, 0x00, 0x00, 0x00};  // PC/SC part 3, 3.2.2.1.3: answered by the reader itself
constexpr Millis kWaitStep{50};  // between looks whether somebody still waits
constexpr int kWarning = 0x62, kWarningChanged = 0x63, kFine = 0x90;

/// 9000, and the warnings 62xx and 63xx, let the next command follow (ISO/IEC 7816-4 table 5).
bool next_may_follow(const Bytes& answer) {
    const int sw1 = answer[answer.size() - 2];
    return sw1 == kFine || sw1 == kWarning || sw1 == kWarningChanged;
}

Error gone() { return {Fault::Gone, "the reader is not open", "device.gone"}; }

/// The number of a card without contacts; others have none that every card tells.
Result<std::string> uid_of(const Card& card, const Carry& carry) {
    const auto atr = parse_atr(card.atr);
    if (!atr) return dead_chip(atr.error().context);
    if (!atr->contactless) return std::string();
    LOKET_ASSIGN(answer, converse(kGetUid, card.protocol, carry));
    if (!next_may_follow(answer)) return std::string();
    return to_hex(ByteView{answer}.first(answer.size() - 2));
}

Status wait_for_card(Reader& reader, Millis patience, const std::stop_token& stop) {
    using Time = std::chrono::steady_clock;
    const auto end = Time::now() + patience;
    LOKET_ASSIGN(there, reader.card_there(Millis{0}));
    while (!there && !stop.stop_requested() && Time::now() < end) {
        LOKET_ASSIGN(now, reader.card_there(kWaitStep));
        there = now;
    }
    if (stop.stop_requested()) return Error{Fault::Cancelled, "nobody waits for a card any more"};
    return there ? Status{} : Status{no_card()};
}

/// All of a request with the card powered up for it. Stops between two commands.
Result<model::ApduOutcome> talk(Reader& reader, const model::ApduRequest& ask, const std::stop_token& stop) {
    LOKET_TRY(wait_for_card(reader, ask.patience, stop));
    LOKET_ASSIGN(card, reader.connect());
    const Carry carry = [&](ByteView command) -> Result<Bytes> {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped between two commands"};
        return reader.transmit(command);
    };
    model::ApduOutcome outcome;
    LOKET_ASSIGN(uid, uid_of(card, carry));
    outcome.card_uid = std::move(uid);
    for (const auto& command : ask.commands) {
        LOKET_ASSIGN(answer, converse(command, card.protocol, carry));
        outcome.responses.push_back(std::move(answer));
        if (!next_may_follow(outcome.responses.back())) break;
    }
    if (ask.talk) LOKET_TRY(ask.talk(outcome.card_uid, [&](ByteView command) { return converse(command, card.protocol, carry); }));
    return outcome;
}

/// What a request works on may outlast it: a chip that hangs is left to itself, and the next request waits for it.
struct Work {
    std::shared_ptr<Reader> reader;
    model::ApduRequest ask;
    std::stop_token stop;
    Result<model::ApduOutcome> result = internal("not done");
};

class ReaderDevice final : public model::Device {
  public:
    ReaderDevice(std::string name, Opener opener, bool simulated) : name_(std::move(name)), opener_(std::move(opener)), simulated_(simulated) {}

    Status open() override {
        LOKET_ASSIGN(reader, opener_());
        reader_ = std::move(reader);
        return {};
    }
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = std::string(kDriver.id), .vendor = {}, .product = name_, .serial = {}, .firmware = {}, .simulated = simulated_};
    }
    void close() override { reader_.reset(); }

  private:
    const std::string name_;
    const Opener opener_;
    const bool simulated_;
    std::shared_ptr<Reader> reader_;
    model::Aside aside_;
};

Result<model::Content> ReaderDevice::perform(const model::Request& request, model::Sink&, std::stop_token stop) {
    const auto* ask = std::get_if<model::ApduRequest>(&request);
    if (ask == nullptr) return Error{Fault::Unsupported, "not a conversation with a chip", "device.unsupported"};
    if (!reader_) return gone();
    auto work = std::make_shared<Work>(Work{reader_, *ask, stop});
    const bool done = aside_.run([work] {
        work->result = talk(*work->reader, work->ask, work->stop);
        work->reader->disconnect();
    }, stop);
    if (!done) return Error{Fault::Cancelled, "stopped on request"};
    if (!work->result) {
        if (work->result.error().fault == Fault::Gone) reader_.reset();
        return work->result.error();
    }
    return model::Content{std::move(*work->result)};
}

/// Whether a card lies there is no matter of health; whether the reader is still there is.
model::Health ReaderDevice::health() {
    auto answers = std::make_shared<Status>(gone());
    if (reader_) {
        std::stop_source impatient;
        aside_.run([reader = reader_, answers] {
            const auto there = reader->card_there(Millis{0});
            *answers = there || there.error().fault != Fault::Gone ? Status{} : Status{there.error()};
        }, impatient.get_token());
    }
    if (*answers) return {};
    return {.ready = false, .reasons = {"offline"}, .supplies = {}};
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The card of a resident has no contacts: of a box with both sorts its contactless side is taken first.
int order_of(const std::string& name) { return contains(name, "PICC") || contains(name, "ontactless") || contains(name, " CL ") ? 0 : 1; }

}  // namespace

std::unique_ptr<model::Device> make_device(std::string name, Opener opener, bool simulated) {
    return std::make_unique<ReaderDevice>(std::move(name), std::move(opener), simulated);
}

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    if (model::is_emulated(around.address))
        return make_device("Emulated reader", [address = around.address] { return open_emulated_reader(address); }, true);
    const bool virtual_box = contains(around.address, "Virtual PCD");  // vpcd: the card is a program
    return make_device(around.address, [name = around.address] { return open_reader(name); }, virtual_box);
}

std::vector<model::Sighting> readers_of_place(std::vector<std::string> names, const model::Settings& settings) {
    const auto named = [&](const char* key, const std::string& name, bool unset) {
        const auto part = settings.find(key);
        return part == settings.end() || part->second.empty() ? unset : contains(name, part->second);
    };
    const auto inside = [&](const std::string& name) { return named("pcsc_reader.printer", name, false); };
    std::erase_if(names, [&](const auto& name) {
        return contains(name, " SAM") || named("pcsc_reader.sam", name, false) || (!inside(name) && !named("pcsc_reader.name", name, true));
    });
    std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
    std::vector<model::Sighting> seen;
    for (auto& name : names) seen.push_back({name, name, inside(name)});
    return seen;
}

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    LOKET_ASSIGN(names, reader_names());
    return readers_of_place(std::move(names), settings);
}

}  // namespace loket::drivers::pcsc_reader
