#include <algorithm>

#include "devices/model/preview.h"
#include "devices/model/wire.h"
#include "drivers/uru4000/driver.h"
#include "drivers/uru4000/protocol.h"

namespace loket::drivers::uru4000 {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis kRegisterLimit{500};
constexpr Millis kPowerLimit{300};
constexpr Millis kFrameLimit{3000};
constexpr Millis kLiftLimit{2000};
constexpr std::chrono::hours kForever{24};  // the session's deadline comes long before
constexpr int kPowerTries = 3;
constexpr int kWakeTries = 20;
constexpr Millis kPause{10};
constexpr std::uint8_t kLowBits = 0x0F;  // of HWSTAT: what is written back
constexpr std::uint32_t kSeed = 0x4C6F6B65;  // hides the key on the wire from nobody; any number does
constexpr int kPreviewWidth = 384;

class Reader final : public model::Device {
  public:
    explicit Reader(const model::Surroundings& around) : wire_(*around.transport) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override;

  private:
    Result<Bytes> read(std::uint16_t reg, std::size_t count);
    Status write(std::uint16_t reg, ByteView values);
    Status write(std::uint16_t reg, std::uint8_t value) { return write(reg, ByteView(&value, 1)); }
    Status start_up();
    Status power_up();
    Status wake(std::uint8_t hwstat);
    /// The next interrupt that is `wanted`; the others are skipped.
    Status await(std::uint16_t wanted, Millis limit);
    Result<GrayImage> capture(model::Sink& sink);
    Result<GrayImage> fetch();
    Status unscramble(Frame& frame);
    Status await_lift(model::Sink& sink);
    /// The sensor of the 4000B and 4500 lies the other way round.
    [[nodiscard]] bool newer() const { return wire_.box().vendor_id == kIds[0].vendor && wire_.box().product_id == kIds[0].product; }

    model::Wire wire_;
    std::string firmware_;
};

Result<Bytes> Reader::read(std::uint16_t reg, std::size_t count) {
    LOKET_ASSIGN(bytes, wire_.exchange({.setup = {kReadType, kRequest, reg, 0}, .max = count}, kRegisterLimit));
    if (bytes.size() != count) return corrupt("a register answered with the wrong length");
    return std::move(bytes);
}

Status Reader::write(std::uint16_t reg, ByteView values) {
    LOKET_TRY(wire_.exchange({.setup = {kWriteType, kRequest, reg, 0}, .out = values}, kRegisterLimit));
    return {};
}

Status Reader::open() {
    return wire_.open(kInterface, model::Wire::InterruptIn | model::Wire::BulkIn, [this] { return start_up(); });
}

Status Reader::start_up() {
    Status powered;
    for (int i = 0; i < kPowerTries; ++i) {
        powered = power_up();
        if (powered || powered.error().fault != Fault::TimedOut) break;
    }
    LOKET_TRY(powered);
    LOKET_ASSIGN(info, read(kInfo, kInfoSize));
    LOKET_ASSIGN(firmware, parse_info(info));
    firmware_ = firmware;
    return write(kMode, kOff);
}

/// Off and on again, so that it begins from a known state; then it says that its scanner has power.
Status Reader::power_up() {
    LOKET_ASSIGN(state, read(kHwStat, 1));
    if ((state[0] & (kLowPower | kTrouble)) == (kLowPower | kTrouble)) LOKET_TRY(wake(state[0] & kLowBits));
    if ((state[0] & kLowPower) == 0) LOKET_TRY(write(kHwStat, state[0] | kLowPower));
    for (int i = 0; i < kWakeTries; ++i) {
        LOKET_TRY(write(kHwStat, state[0] & kLowBits));
        LOKET_ASSIGN(now, read(kHwStat, 1));
        if ((now[0] & kLowPower) == 0) return await(kPowerOn, kPowerLimit);
        LOKET_TRY(wire_.pause(kPause));
    }
    return Error{Fault::TimedOut, "the reader stays in low power", "device.timed_out"};
}

/// Some come up confused after another program left them so: told to be off, they recover.
Status Reader::wake(std::uint8_t hwstat) {
    LOKET_TRY(write(kHwStat, hwstat));
    for (int i = 0; i < kWakeTries; ++i) {
        LOKET_ASSIGN(state, read(kHwStat, 1));
        if ((state[0] & kAlive) != 0) return {};
        LOKET_TRY(wire_.pause(kPause));
    }
    return Error{Fault::TimedOut, "the reader does not come up", "device.timed_out"};
}

Status Reader::await(std::uint16_t wanted, Millis limit) {
    const auto deadline = Clock::now() + limit;
    while (true) {
        LOKET_ASSIGN(packet, wire_.listen(kIrqSize, std::chrono::ceil<Millis>(deadline - Clock::now())));
        LOKET_ASSIGN(what, parse_irq(packet));
        if (what == wanted) return {};
        if (what == kDying) return corrupt("the reader announces that its scanner fails");
        if (Clock::now() >= deadline) return Error{Fault::TimedOut, "other news only", "device.timed_out"};
    }
}

Result<model::Content> Reader::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::FingerRequest>(&request);
    if (ask == nullptr || ask->slap || ask->fingers.size() != 1) return Error{Fault::Unsupported, "this reader takes one finger at a time", "device.unsupported"};
    LOKET_TRY(wire_.expect_open());
    model::Wire::Work work(wire_, std::move(stop));
    auto picture = capture(sink);
    work.part();
    const auto off = write(kMode, kOff);  // the light goes out, whatever happened
    if (!picture) return picture.error();
    LOKET_TRY(off);
    if (!shows_finger(*picture)) return rejected("finger.no_finger", "the picture shows no finger");
    return model::Content{model::FingerOutcome{*picture, {{ask->fingers.front(), *picture}}}};
}

Result<GrayImage> Reader::capture(model::Sink& sink) {
    sink.hint("finger.place_one");
    LOKET_TRY(write(kMode, kAwaitOn));
    LOKET_TRY(await(kFingerOn, kForever));
    LOKET_TRY(write(kMode, kCapture));
    LOKET_ASSIGN(picture, fetch());
    sink.preview(model::preview_of(picture, kPreviewWidth));
    LOKET_TRY(await_lift(sink));
    return std::move(picture);
}

Result<GrayImage> Reader::fetch() {
    LOKET_ASSIGN(bytes, wire_.receive(kLargestFrame, kFrameLimit));
    LOKET_ASSIGN(frame, parse_frame(bytes));
    if (says_scrambled(frame) && looks_scrambled(frame)) LOKET_TRY(unscramble(frame));
    return picture_of(frame, newer());
}

Status Reader::unscramble(Frame& frame) {
    Descrambler descrambler(frame);
    while (const auto number = descrambler.wanted()) {
        const std::uint8_t index[] = {*number, kSeed & 0xFF, kSeed >> 8 & 0xFF, kSeed >> 16 & 0xFF, kSeed >> 24};
        LOKET_TRY(write(kKeyIndex, index));
        LOKET_ASSIGN(key, read(kKey, 4));
        descrambler.apply((key[0] | key[1] << 8 | key[2] << 16 | static_cast<std::uint32_t>(key[3]) << 24) ^ kSeed);
    }
    return {};
}

/// The next person must not find the finger of this one. Somebody who lets it lie is let off after a while.
Status Reader::await_lift(model::Sink& sink) {
    sink.hint("finger.lift");
    LOKET_TRY(write(kMode, kAwaitOff));
    const auto lifted = await(kFingerOff, kLiftLimit);
    if (!lifted && lifted.error().fault != Fault::TimedOut) return lifted;
    return {};
}

model::Health Reader::health() {
    if (wire_.is_open() && read(kHwStat, 1)) return {};
    return {.ready = false, .reasons = {"offline"}, .supplies = {}};
}

model::Identity Reader::identity() const {
    auto who = wire_.identity(kDriver, "U.are.U fingerprint reader");
    if (who.vendor.empty()) who.vendor = "DigitalPersona";
    who.firmware = firmware_;
    return who;
}

void Reader::close() {
    if (wire_.is_open()) (void)write(kHwStat, kLowPower);
    wire_.close();
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Reader>(around); }

}  // namespace loket::drivers::uru4000
