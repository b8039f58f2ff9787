#include "drivers/magicard/model.h"

#include <algorithm>

#include "drivers/magicard/driver.h"

namespace loket::drivers::magicard {
namespace {

constexpr std::uint8_t kOut = 0x01, kIn = 0x82;
constexpr Millis kCardTime{3000};  // in real time
constexpr std::size_t kMark = 3;   // after each plane
constexpr int kPanelsOfSide = 5;

/// A dye of one dot, 0–255, out of its six bits.
std::uint8_t dye_at(ByteView plane, int line, int dot) {
    unsigned level = 0;
    for (unsigned bit = 0; bit < kBits; ++bit) {
        const auto byte = plane[(static_cast<std::size_t>(line) * kBits + bit) * kRow + static_cast<std::size_t>(dot / 8)];
        level |= (byte >> (7 - dot % 8) & 1U) << bit;
    }
    return static_cast<std::uint8_t>(level * 255 / 63);
}

}  // namespace

Model::Model(model::Scene* scene)
    : description_{.id = kIds[0],
                   .release = 0x0100,
                   .vendor = "Magicard",
                   .product = "Tango 2E",
                   .serial = "EMULATED-1",
                   .interfaces = {{.of = kInterface, .endpoints = {{kOut, 2, 64}, {kIn, 2, 64}}}}},
      scene_(scene) {}

model::UsbReply Model::setup(const model::UsbSetup& setup, ByteView, std::size_t) {
    if (setup != kSoftReset) return model::UsbReply::stall();
    buffer_.clear();
    answers_.clear();
    return model::UsbReply::done();
}

model::UsbReply Model::out(std::uint8_t endpoint, ByteView bytes) {
    if (endpoint != kOut) return model::UsbReply::stall();
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    work();
    return model::UsbReply::done();
}

model::UsbReply Model::in(std::uint8_t endpoint, std::size_t max) {
    if (endpoint != kIn) return model::UsbReply::stall();
    if (answers_.empty()) return model::UsbReply::later();
    const auto end = std::find(answers_.begin(), answers_.end(), kEnd);
    return model::UsbReply::first_of(answers_, std::min(max, static_cast<std::size_t>(end - answers_.begin()) + 1));
}

void Model::work() {
    while (!buffer_.empty()) {
        const auto done = take();
        if (done == 0) return;
        buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(std::min(done, buffer_.size())));
    }
}

/// What is no head is skipped, byte by byte.
std::size_t Model::take() {
    const auto parsed = parse_head(buffer_);
    if (!parsed) return 1;
    if (!*parsed) return 0;
    const auto& head = **parsed;
    if (head.tags.starts_with("REQ,")) {
        if (buffer_.size() < head.size + 1) return 0;
        const auto comma = head.tags.rfind(',');
        const auto key = comma == std::string::npos || comma < 3 ? std::string() : head.tags.substr(comma - 3, 3);
        const auto answer = std::string(1, static_cast<char>(kBegin)) + "STA," + key + value(key) + "," + static_cast<char>(kEnd);
        answers_.insert(answers_.end(), answer.begin(), answer.end());
        return head.size + 1;
    }
    std::size_t size = head.size + 1;
    for (const char plane : kPlanes) {
        const auto said = parse_number(head.value(std::string("SZ") + plane).value_or("-"));
        if (plane == 'K' && !said) continue;
        if (!said || static_cast<std::size_t>(*said) != size_of(plane)) return head.size;  // not a job that this printer knows
        size += size_of(plane) + kMark;
    }
    if (buffer_.size() < size) return 0;
    print(head, ByteView(buffer_).subspan(head.size));
    return size;
}

std::string Model::value(std::string_view key) const {
    if (key == "MSR") return "EMULATED-1";
    if (key == "VRS") return "2.41";
    if (key == "TCQ") return std::to_string(std::chrono::steady_clock::now() < busy_until_ ? tray_.size() - 1 : tray_.size());
    if (key == "DFR") return std::to_string(panels_);
    return {};
}

void Model::print(const Head& head, ByteView planes) {
    const bool back = head.value("PAG") == "2", duplex = head.value("DPX") == "ON", resin = head.value("SZK").has_value();
    if (back && !waiting_) return;  // no front came before it
    if (!back) {
        if (feeder_ == 0) return;
        --feeder_;
        ++fed_;
    }
    RgbaImage side(kLines, kWidth, 300);
    const auto plane = [&](std::size_t i) { return planes.subspan(i * (kDyeSize + kMark), i < 3 ? kDyeSize : kResinSize); };
    const auto yellow = plane(0), magenta = plane(1), cyan = plane(2), black = resin ? plane(3) : ByteView{};
    for (int line = 0; line < kLines; ++line)
        for (int dot = 0; dot < kWidth; ++dot) {
            const bool covered = resin && (black[static_cast<std::size_t>(line) * kRow + static_cast<std::size_t>(dot / 8)] >> (7 - dot % 8) & 1) != 0;
            kHead.draw(side, line, dot, {.yellow = dye_at(yellow, line, dot), .magenta = dye_at(magenta, line, dot), .cyan = dye_at(cyan, line, dot), .resin = covered});
        }
    panels_ -= kPanelsOfSide;
    Card card = back ? std::move(*waiting_) : Card{};
    waiting_.reset();
    (back ? card.back : card.front) = std::move(side);
    if (duplex && !back) waiting_ = std::move(card);
    else come_out(std::move(card));
}

void Model::come_out(Card card) {
    if (std::exchange(jam_, false)) return;
    if (scene_ != nullptr) {
        scene_->store_print({.job = {}, .card_uid = {}, .data_side = kHead.picture_on(card.front), .emblem_side = kHead.picture_on(card.back)});
        if (scene_->real_time()) busy_until_ = std::chrono::steady_clock::now() + kCardTime;
    }
    tray_.push_back(std::move(card));
}

bool Model::event(std::string_view what) {
    if (what == "reset") {
        buffer_.clear();
        answers_.clear();
        waiting_.reset();
        if (scene_ != nullptr) feeder_ = kFeeder, panels_ = kPanels;
    } else if (what == "jam") jam_ = true;
    else if (what == "feeder_empty") feeder_ = 0;
    else if (what == "repaired") {
        jam_ = false;
        feeder_ = kFeeder;
        panels_ = kPanels;
    } else return false;
    return true;
}

std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene) { return std::make_unique<Model>(&scene); }

}  // namespace loket::drivers::magicard
