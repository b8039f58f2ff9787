#include "devices/model/card_print.h"

#include <algorithm>

namespace loket::model {

Status CardJobs::accept(const CardPrintRequest& job) const {
    const auto fits = [](const RgbaImage& side) { return side.width == kCardWidth && side.height == kCardHeight; };
    if (job.job.empty()) return Error{Fault::Unsupported, "a print job needs an id", "device.unsupported"};
    if (!fits(job.data_side) || (!job.emblem_side.empty() && !fits(job.emblem_side))) return Error{Fault::Unsupported, "a side is not 1011 x 638", "device.unsupported"};
    if (std::find(printed_.begin(), printed_.end(), job.job) != printed_.end()) return rejected("printer.job_repeated", "this job was already printed");
    return {};
}

void CardJobs::printed(const std::string& job) {
    constexpr std::size_t kKept = 10'000;  // more than a printer's head lasts
    printed_.push_back(job);
    if (printed_.size() > kKept) printed_.pop_front();
}

CardInk CardHead::ink(const RgbaImage& side, int line, int dot) const {
    constexpr int kNearlyBlack = 48;  // three dyes over one another are brown, and blur small print
    const int x = line - (lines - side.width) / 2, y = dots - 1 - dot - (dots - side.height) / 2;
    if (x < 0 || y < 0 || x >= side.width || y >= side.height) return {};
    const auto* p = side.at(x, y);
    const auto ink = [&](int i) { return static_cast<std::uint8_t>((255 - p[i]) * p[3] / 255); };
    const CardInk all{.yellow = ink(2), .magenta = ink(1), .cyan = ink(0)};
    if (std::min({all.yellow, all.magenta, all.cyan}) > 255 - kNearlyBlack) return {.resin = true};
    return all;
}

void CardHead::draw(RgbaImage& card, int line, int dot, const CardInk& ink) const {
    auto* p = card.at(line, dots - 1 - dot);
    p[0] = static_cast<std::uint8_t>(ink.resin ? 0 : 255 - ink.cyan);
    p[1] = static_cast<std::uint8_t>(ink.resin ? 0 : 255 - ink.magenta);
    p[2] = static_cast<std::uint8_t>(ink.resin ? 0 : 255 - ink.yellow);
    p[3] = 255;
}

RgbaImage CardHead::picture_on(const RgbaImage& card) const {
    if (card.empty()) return {};
    RgbaImage out(kCardWidth, kCardHeight, card.dpi);
    const int left = (lines - kCardWidth) / 2, top = (dots - kCardHeight) / 2;
    for (int y = 0; y < kCardHeight; ++y) std::copy_n(card.at(left, top + y), 4 * kCardWidth, out.at(0, y));
    return out;
}

}  // namespace loket::model
