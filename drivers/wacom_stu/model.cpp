#include "drivers/wacom_stu/model.h"

#include <algorithm>

#include "drivers/wacom_stu/driver.h"

namespace loket::drivers::wacom_stu {
namespace {

constexpr std::uint8_t kInterrupt = 0x81;
constexpr int kMaxX = 10'800, kMaxY = 6'480, kMaxPressure = 1023;  // 0.01 mm
constexpr int kScreenWidth = 800, kScreenHeight = 480;
constexpr std::uint16_t kFirstWithClock = 0x00A4;
constexpr int kAfterwards = 1600;  // milliseconds until the pen is put back

/// Input reports 01 and 34, and the features by id and size: enough for any HID host.
Bytes report_descriptor() {
    Bytes out{0x06, 0x0D, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08};
    const auto add = [&out](std::uint8_t id, std::uint8_t size, std::uint8_t item) { out.insert(out.end(), {0x85, id, 0x95, size, 0x09, id, item, 0x02}); };
    constexpr std::uint8_t kInput = 0x81, kFeatureItem = 0xB1;
    add(kPen, 6, kInput);
    add(kPenTimed, 10, kInput);
    for (const auto& [id, size] : {std::pair{kStatus, 4}, {kInformation, 16}, {kCapability, 16}, {kClear, 1}, {kInkMode, 1}, {kPenOption, 1}})
        add(id, static_cast<std::uint8_t>(size), kFeatureItem);
    out.push_back(0xC0);
    return out;
}

const model::UsbId& id_of(std::uint16_t product) {
    const auto found = std::find_if(std::begin(kIds), std::end(kIds), [product](const auto& id) { return id.product == product; });
    return found != std::end(kIds) ? *found : kIds[0];
}

}  // namespace

Model::Model(model::Scene* scene, std::uint16_t product)
    : description_{.id = id_of(product),
                   .release = 0x0100,
                   .vendor = "Wacom Co.,Ltd.",
                   .product = std::string(id_of(product).name.substr(6)),
                   .serial = "EMULATED-1",
                   .interfaces = {{.of = kInterface, .endpoints = {{kInterrupt, 3, 64}}, .report = report_descriptor()}}},
      scene_(scene),
      has_clock_(product >= kFirstWithClock) {}

Bytes Model::feature(std::uint8_t report) const {
    ByteWriter out;
    out.u8(report);
    if (report == kStatus) out.u8(ink_ ? 2 : 0).u8(0).u16(0);
    if (report == kInformation) {
        std::string name = description_.product;
        name.resize(9);
        out.raw(as_bytes(name)).u8(1).u8(21).u8(1).u32(0x01000000);
    }
    if (report == kCapability) out.u16(kMaxX).u16(kMaxY).u16(kMaxPressure).u16(kScreenWidth).u16(kScreenHeight).u8(200).u16(2540).u8(2).u16(0);
    return out.take();
}

bool Model::set(std::uint8_t report, std::uint8_t value) {
    if (report == kClear) clean_ = true;
    else if (report == kInkMode) ink_ = value != 0, asked_ = ink_;
    else if (report == kPenOption && has_clock_) timed_ = value == kTimeAndSequence;
    else return false;
    if (!ink_) due_.clear();
    return true;
}

model::UsbReply Model::setup(const model::UsbSetup& setup, ByteView out, std::size_t max) {
    const auto report = static_cast<std::uint8_t>(setup.value);
    if (setup == get_feature(report, 0)) {
        auto bytes = feature(report);
        if (bytes.size() == 1) return model::UsbReply::stall();
        bytes.resize(std::min(bytes.size(), max));
        return model::UsbReply::done(std::move(bytes));
    }
    const bool done = setup == set_feature(report, 0) && out.size() >= 2 && out[0] == report && set(report, out[1]);
    return done ? model::UsbReply::done() : model::UsbReply::stall();
}

void Model::sign(const std::vector<biometrics::synth::Pen>& strokes) {
    namespace synth = biometrics::synth;
    began_ = std::chrono::steady_clock::now();
    due_.clear();
    for (const auto& each : strokes)
        due_.push_back({each.millis, {.near = true, .pressure = each.pressure, .x = each.x * kMaxX / synth::kPadWidth, .y = each.y * kMaxY / synth::kPadHeight, .millis = {}}});
    if (!due_.empty()) due_.push_back({due_.back().millis + kAfterwards, {}});
}

void Model::person_acts() {
    if (scene_ == nullptr || !std::exchange(asked_, false)) return;
    sign(biometrics::synth::signature(scene_->person().seed, scene_->next_take("wacom_stu")));
}

model::UsbReply Model::in(std::uint8_t endpoint, std::size_t max) {
    if (endpoint != kInterrupt) return model::UsbReply::stall();
    person_acts();
    const bool paced = scene_ != nullptr && scene_->real_time();
    if (due_.empty() || (paced && std::chrono::steady_clock::now() < began_ + Millis{due_.front().millis})) return model::UsbReply::later();
    const auto [millis, pen] = due_.front();
    due_.pop_front();
    if (pen.pressure > 0) clean_ = false;
    ByteWriter out;
    out.u8(encrypts_ ? kPenEncrypted : timed_ ? kPenTimed : kPen);
    out.u8(static_cast<std::uint8_t>((pen.near ? 0x80 : 0) | (pen.pressure > 0 ? 0x10 : 0) | pen.pressure >> 8)).u8(static_cast<std::uint8_t>(pen.pressure));
    out.u16(static_cast<std::uint16_t>(pen.x)).u16(static_cast<std::uint16_t>(pen.y));
    if (timed_) out.u16(static_cast<std::uint16_t>(millis)).u16(sequence_++);
    auto bytes = out.take();
    bytes.resize(std::min(bytes.size(), max));
    return model::UsbReply::done(std::move(bytes));
}

bool Model::event(std::string_view what) {
    if (what == "reset") {
        timed_ = ink_ = asked_ = false;
        clean_ = true;
        due_.clear();
    } else if (what == "encrypts") {
        encrypts_ = true;
    } else if (what == "dot") {
        sign({{500, 300, 600, 0}, {500, 300, 0, 10}});
        asked_ = false;
    } else {
        return false;
    }
    return true;
}

std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene) { return std::make_unique<Model>(&scene); }

}  // namespace loket::drivers::wacom_stu
