#include "drivers/uru4000/model.h"

#include <algorithm>
#include <span>

#include "devices/base/random.h"
#include "devices/biometrics/synth/synth.h"
#include "drivers/uru4000/driver.h"

namespace loket::drivers::uru4000 {
namespace {

constexpr std::uint8_t kIrqEndpoint = 0x81, kDataEndpoint = 0x82;
constexpr int kLines = 288;                      // of every frame
constexpr int kBlockLines[] = {32, 96, 64, 96};  // how they are grouped; the third block brings a new key
constexpr std::uint8_t kFirstKey = 0x3A;
constexpr std::uint64_t kKeySeed = 4500;
constexpr Millis kHesitation{400};
constexpr std::uint8_t kInfoBytes[kInfoSize] = {0, 0, 0, 0, 0x04, 0x05, 0, 0, 0, 0, 0x01, 0x10, 0, 0, 0, 0};

}  // namespace

Model::Model(model::Scene* scene)
    : description_{.id = kIds[0],
                   .release = 0x0103,
                   .vendor = "DigitalPersona, Inc.",
                   .product = "U.are.U 4500 Fingerprint Reader",
                   .serial = "EMULATED-1",
                   .interfaces = {{.of = kInterface, .endpoints = {{kIrqEndpoint, 3, 64}, {kDataEndpoint, 2, 64}}}}},
      scene_(scene),
      glass_(kWidth, kLines) {}

std::uint32_t Model::key(std::uint8_t number) const { return static_cast<std::uint32_t>(mix64(kKeySeed + number)); }

model::UsbReply Model::setup(const model::UsbSetup& setup, ByteView out, std::size_t max) {
    if (setup.request != kRequest) return model::UsbReply::stall();
    if (setup.type == kReadType) return model::UsbReply::done(read(setup.value, max));
    if (setup.type != kWriteType) return model::UsbReply::stall();
    write(setup.value, out);
    return model::UsbReply::done();
}

Bytes Model::read(std::uint16_t reg, std::size_t count) const {
    Bytes out(count);
    const std::uint32_t hidden = key(key_number_) ^ seed_;
    for (std::size_t i = 0; i < count; ++i) {
        if (reg == kHwStat && i == 0) out[i] = hwstat_;
        if (reg == kMode && i == 0) out[i] = mode_;
        if (reg == kInfo && i < kInfoSize) out[i] = kInfoBytes[i];
        if (reg == kKey && i < 4) out[i] = static_cast<std::uint8_t>(hidden >> (8 * i));
    }
    return out;
}

void Model::write(std::uint16_t reg, ByteView values) {
    if (values.empty()) return;
    if (reg == kHwStat) set_power(values[0]);
    if (reg == kMode && powered()) set_mode(values[0]);
    if (reg == kKeyIndex && values.size() == 5) {
        key_number_ = values[0];
        seed_ = values[1] | values[2] << 8 | values[3] << 16 | static_cast<std::uint32_t>(values[4]) << 24;
    }
}

void Model::set_power(std::uint8_t hwstat) {
    const bool was = powered();
    hwstat_ = hwstat | kAlive;
    if (!was && powered()) interrupts_ = {kPowerOn};
    if (was && !powered()) mode_ = kOff;
}

void Model::set_mode(std::uint8_t mode) {
    mode_ = mode;
    asked_ = std::chrono::steady_clock::now();
    if (mode == kAwaitOn && finger_) interrupts_.push_back(kFingerOn);
    if (mode == kAwaitOff && !finger_) interrupts_.push_back(kFingerOff);
    if (mode == kCapture) pending_ = frame();
    else pending_.clear();
    ends_full_ = false;
}

void Model::set_finger(bool on) {
    finger_ = on;
    if (on && mode_ == kAwaitOn) interrupts_.push_back(kFingerOn);
    if (!on && mode_ == kAwaitOff) interrupts_.push_back(kFingerOff);
}

void Model::place(const GrayImage& finger) {
    glass_ = GrayImage(kWidth, kLines);
    const int width = std::min(finger.width, kWidth), height = std::min(finger.height, kLines);
    const int left = (kWidth - width) / 2, top = (kLines - height) / 2;
    const int from_x = (finger.width - width) / 2, from_y = (finger.height - height) / 2;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) glass_.at(left + x, top + y) = finger.at(from_x + x, from_y + y);
}

/// The person of the scene does what the light asks for.
void Model::person_acts() {
    namespace synth = biometrics::synth;
    if (scene_ == nullptr) return;
    const bool asked = mode_ == kAwaitOn ? !finger_ : mode_ == kAwaitOff && finger_;
    if (!asked || (scene_->real_time() && std::chrono::steady_clock::now() < asked_ + kHesitation)) return;
    if (mode_ == kAwaitOn) {
        const auto seed = scene_->person().seed;
        if (!skin_ || skin_->first != seed) skin_.emplace(seed, synth::finger_master(seed, biometrics::Finger::RightIndex));
        place(synth::render_impression(skin_->second, {.seed = scene_->next_take("uru4000")}));
    }
    set_finger(mode_ == kAwaitOn);
}

model::UsbReply Model::in(std::uint8_t endpoint, std::size_t max) {
    if (endpoint == kIrqEndpoint) {
        person_acts();
        if (interrupts_.empty()) return model::UsbReply::later();
        Bytes packet(kIrqSize);
        packet[0] = static_cast<std::uint8_t>(interrupts_.front() >> 8);
        packet[1] = static_cast<std::uint8_t>(interrupts_.front());
        interrupts_.pop_front();
        return model::UsbReply::done(std::move(packet));
    }
    if (endpoint != kDataEndpoint) return model::UsbReply::stall();
    if (pending_.empty() && !ends_full_) return model::UsbReply::later();
    const auto count = std::min(max, pending_.size());
    Bytes part(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
    ends_full_ = count == max && pending_.empty();
    return model::UsbReply::done(std::move(part));
}

std::uint32_t scramble(std::span<std::uint8_t> pixels, std::uint32_t key) {
    std::uint8_t seen = pixels.empty() ? std::uint8_t{0} : pixels[0];
    for (std::size_t i = 0; i + 1 < pixels.size(); ++i, key = next_key(key))
        seen = std::exchange(pixels[i + 1], static_cast<std::uint8_t>(seen ^ mask_of(key)));
    return next_key(key);
}

/// Blocks: plain or scrambled; scrambled frames change their key once.
Bytes Model::frame() const {
    const auto brings_key = [this](std::size_t block) { return block == 2 && !one_key_; };
    Bytes bytes(kHeaderSize);
    bytes[4] = kLines & 0xFF;
    bytes[5] = kLines >> 8;
    bytes[6] = kFirstKey;
    for (std::size_t i = 0; i < std::size(kBlockLines); ++i) {
        bytes[16 + 2 * i] = !scrambled_ ? 0 : brings_key(i) ? kScrambled | kNewKey : kScrambled;
        bytes[17 + 2 * i] = static_cast<std::uint8_t>(kBlockLines[i]);
    }
    std::transform(glass_.pixels.begin(), glass_.pixels.end(), std::back_inserter(bytes), [](std::uint8_t p) { return static_cast<std::uint8_t>(255 - p); });
    if (description_.id.product == kIds[0].product) std::reverse(bytes.begin() + kHeaderSize, bytes.end());  // its sensor lies the other way round
    std::uint32_t now = key(kFirstKey);
    auto rest = std::span(bytes).subspan(kHeaderSize);
    for (std::size_t i = 0; scrambled_ && i < std::size(kBlockLines); ++i) {
        if (brings_key(i)) now = key(kFirstKey + 1);
        const std::size_t size = static_cast<std::size_t>(kBlockLines[i]) * kWidth;
        now = scramble(rest.first(size), now);
        rest = rest.subspan(size);
    }
    return bytes;
}

bool Model::event(std::string_view what) {
    if (what == "finger_on" || what == "finger_off") set_finger(what == "finger_on");
    else if (what == "fault") interrupts_.push_back(kDying);
    else if (what == "plain" || what == "scrambled") scrambled_ = what == "scrambled";
    else if (what == "one_key") one_key_ = true;
    else if (what == "older") description_.id = kIds[1];
    else if (what == "reset") {
        interrupts_.clear();
        pending_.clear();
        ends_full_ = finger_ = false;
        hwstat_ = kLowPower | kAlive;
        mode_ = kOff;
    } else return false;
    return true;
}

std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene) { return std::make_unique<Model>(&scene); }

}  // namespace loket::drivers::uru4000
