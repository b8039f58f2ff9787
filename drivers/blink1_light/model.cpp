#include "drivers/blink1_light/model.h"

#include "drivers/blink1_light/driver.h"

namespace loket::drivers::blink1_light {
namespace {

/// One feature report of eight bytes behind its id.
Bytes report_descriptor() {
    return {0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x85, kReport, 0x95, 0x08, 0x09, 0x00, 0xB2, 0x02, 0x01, 0xC0};
}

}  // namespace

Model::Model(const model::Scene* scene)
    : scene_(scene),
      description_{.id = kIds[0],
                   .release = 0x0002,
                   .vendor = "ThingM",
                   .product = "blink(1) mk2",
                   .serial = "EMULATED",
                   .interfaces = {{.of = kInterface, .endpoints = {{0x81, 3, 8}}, .report = report_descriptor()}}} {}

Colour Model::shown() const {
    const auto now = shown_.load();
    return {static_cast<std::uint8_t>(now >> 16), static_cast<std::uint8_t>(now >> 8), static_cast<std::uint8_t>(now)};
}

void Model::fade(const Colour& to, Millis span) {
    if (stuck_) return;
    from_ = shown();
    to_ = to;
    begun_ = std::chrono::steady_clock::now();
    span_ = scene_ != nullptr && scene_->real_time() ? span : Millis{0};
    advance();
}

void Model::advance() {
    const auto passed = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begun_);
    const auto between = [&](int from, int to) { return static_cast<std::uint32_t>(passed >= span_ ? to : from + (to - from) * passed.count() / span_.count()); };
    shown_ = between(from_.red, to_.red) << 16 | between(from_.green, to_.green) << 8 | between(from_.blue, to_.blue);
}

bool Model::obey(ByteView report) {
    if (report.size() < kShortest || report.size() > kSize || report[0] != kReport) return false;
    answer_ = {};
    std::copy(report.begin(), report.end(), answer_.begin());
    advance();
    switch (report[1]) {
        case 'n': fade({report[2], report[3], report[4]}, Millis{0}); break;
        case 'c': fade({report[2], report[3], report[4]}, Millis{10 * (report[5] << 8 | report[6])}); break;
        case 'v': answer_ = {kReport, 'v', 0, static_cast<std::uint8_t>(mk1_ ? '1' : '2'), '4'}; break;
        case 'r':
            if (const auto now = shown(); !mk1_) answer_ = {kReport, 'r', now.red, now.green, now.blue};
            break;
        default: break;  // what it does not know it takes and leaves
    }
    return true;
}

model::UsbReply Model::setup(const model::UsbSetup& setup, ByteView out, std::size_t max) {
    if (setup == get_report(0)) {
        Bytes bytes(answer_.begin(), answer_.end());
        bytes.resize(std::min(bytes.size(), max));
        return model::UsbReply::done(std::move(bytes));
    }
    return setup == set_report(0) && obey(out) ? model::UsbReply::done() : model::UsbReply::stall();
}

bool Model::event(std::string_view what) {
    if (what == "reset") return shown_ = 0, from_ = to_ = {}, answer_ = {}, mk1_ = stuck_ = false, true;
    if (what == "mk1") return mk1_ = true;
    return what == "stuck" ? stuck_ = true : false;
}

std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene) { return std::make_unique<Model>(&scene); }

}  // namespace loket::drivers::blink1_light
