#include "drivers/sane_scanner/scan.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace loket::drivers::sane_scanner {
namespace {

constexpr int kMostPixels = 20'000, kMostLines = 40'000;  // A3 at 1200 dpi
constexpr std::size_t kMostBytes = std::size_t{200} << 20;
constexpr int kWarmingUp = 12, kLocked = 13;  // SANE 1.1, not in the header of 1.0
constexpr std::string_view kCodePrefix = "scanner.";

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool says(const std::string& text, std::string_view word) { return lower(text).find(word) != std::string::npos; }

Error needs_operator(std::string_view reason, std::string context) { return {Fault::NeedsOperator, std::move(context), std::string(kCodePrefix) + std::string(reason)}; }

/// Every value that the option can take, or its limits.
std::vector<SANE_Word> choices(const SANE_Option_Descriptor& option) {
    if (option.constraint_type == SANE_CONSTRAINT_WORD_LIST) return {option.constraint.word_list + 1, option.constraint.word_list + 1 + option.constraint.word_list[0]};
    if (option.constraint_type != SANE_CONSTRAINT_RANGE) return {};
    const auto& range = *option.constraint.range;
    const SANE_Word wanted = option.type == SANE_TYPE_FIXED ? SANE_FIX(kWantedDpi) : kWantedDpi;
    SANE_Word near = std::clamp(wanted, range.min, range.max);
    if (range.quant > 0 && near < range.max) near = std::min(range.max, range.min + (near - range.min + range.quant - 1) / range.quant * range.quant);
    return {near};
}

}  // namespace

Error error_of(SANE_Status status, std::string_view doing) {
    const auto context = "could not " + std::string(doing) + ": " + sane_strstatus(status);
    switch (static_cast<int>(status)) {
        case SANE_STATUS_CANCELLED: return {Fault::Cancelled, context};
        case SANE_STATUS_DEVICE_BUSY:
        case kWarmingUp: return {Fault::Busy, context, "device.busy"};
        case SANE_STATUS_JAMMED: return needs_operator("media-jam", context);
        case SANE_STATUS_COVER_OPEN: return needs_operator("cover-open", context);
        case kLocked: return needs_operator("locked", context);
        case SANE_STATUS_NO_DOCS: return rejected("scanner.no_paper", context);
        case SANE_STATUS_IO_ERROR:
        case SANE_STATUS_INVAL: return {Fault::Gone, context, "device.gone"};  // INVAL is also "no such device" of open
        case SANE_STATUS_NO_MEM: return internal(context);
        default: return {Fault::Unsupported, context, "device.unsupported"};
    }
}

std::string_view reason_of(const Error& error) {
    if (error.fault != Fault::NeedsOperator || !error.code.starts_with(kCodePrefix)) return {};
    return std::string_view(error.code).substr(kCodePrefix.size());
}

bool is_feeder(const std::string& source) { return says(source, "adf") || says(source, "feeder"); }

std::vector<std::string> sources_in_order(const std::vector<std::string>& offered) {
    const auto rank = [](const std::string& name) {
        const bool both_sides = says(name, "duplex") || says(name, "both");
        if (says(name, "transparen") || says(name, "film") || says(name, "negative") || says(name, "slide")) return -1;
        return is_feeder(name) ? (both_sides ? 2 : 0) : 1;
    };
    std::vector<std::string> all;
    std::copy_if(offered.begin(), offered.end(), std::back_inserter(all), [&](const auto& name) { return rank(name) >= 0; });
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    const bool other = std::any_of(all.begin(), all.end(), [&](const auto& name) { return rank(name) < 2; });
    if (other) std::erase_if(all, [&](const auto& name) { return rank(name) == 2; });
    return all;
}

std::string mode_of(const std::vector<std::string>& offered) {
    for (const auto* word : {"color", "colour", "gray", "grey"})
        for (const auto& name : offered)
            if (lower(name).starts_with(word)) return name;
    for (const auto* word : {"color", "gray"})
        for (const auto& name : offered)
            if (says(name, word)) return name;
    return {};
}

std::optional<SANE_Word> resolution_of(const SANE_Option_Descriptor& option) {
    auto all = choices(option);
    if (all.empty()) return std::nullopt;
    std::sort(all.begin(), all.end());
    const SANE_Word wanted = option.type == SANE_TYPE_FIXED ? SANE_FIX(kWantedDpi) : kWantedDpi;
    const auto enough = std::lower_bound(all.begin(), all.end(), wanted);
    return enough == all.end() ? all.back() : *enough;
}

Status Page::frame(const SANE_Parameters& said) {
    const bool colour = said.format == SANE_FRAME_RGB;
    if (said.format < SANE_FRAME_GRAY || said.format > SANE_FRAME_BLUE) return Error{Fault::Unsupported, "the scanner sends a format of its own", "device.unsupported"};
    if (said.depth != 1 && said.depth != 8 && said.depth != 16) return Error{Fault::Unsupported, "the scanner sends a depth of its own", "device.unsupported"};
    if (said.pixels_per_line <= 0 || said.pixels_per_line > kMostPixels || said.lines > kMostLines) return corrupt("the scanner gives a size that no sheet has");
    const auto bits = static_cast<std::int64_t>(said.pixels_per_line) * said.depth * (colour ? 3 : 1);
    if (said.bytes_per_line < (bits + 7) / 8 || said.bytes_per_line > 4 * ((bits + 7) / 8) + 4096) return corrupt("the scanner's lines do not hold their pixels");
    const bool first = pixels_.empty();
    if (!first && (said.pixels_per_line != parameters_.pixels_per_line || said.format == SANE_FRAME_GRAY || colour)) return corrupt("the frames of one page differ");
    parameters_ = said;
    channel_ = said.format >= SANE_FRAME_RED ? said.format - SANE_FRAME_RED : -1;
    row_ = 0;
    line_.clear();
    return {};
}

Status Page::add(ByteView bytes) {
    const auto size = static_cast<std::size_t>(parameters_.bytes_per_line);
    while (!bytes.empty()) {
        const auto part = std::min(size - line_.size(), bytes.size());
        line_.insert(line_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(part));
        bytes = bytes.subspan(part);
        if (line_.size() < size) return {};
        if (row_ >= kMostLines || pixels_.size() > kMostBytes) return corrupt("the scanner sends more than a sheet");
        put_line();
        line_.clear();
    }
    return {};
}

std::uint8_t Page::sample(int index) const {
    const auto at = static_cast<std::size_t>(index);
    if (parameters_.depth == 8) return line_[at];
    if (parameters_.depth == 16) {  // in the machine's own order (SANE 4.3.8): the high byte is enough
        std::uint16_t value = 0;
        std::copy_n(line_.begin() + static_cast<std::ptrdiff_t>(2 * at), 2, reinterpret_cast<std::uint8_t*>(&value));
        return static_cast<std::uint8_t>(value >> 8);
    }
    const bool one = (line_[at / 8] >> (7 - at % 8) & 1) != 0;
    const bool light = parameters_.format == SANE_FRAME_GRAY ? !one : one;  // 1 is black in grey frames, full intensity in colours
    return light ? 255 : 0;
}

void Page::put_line() {
    const auto width = static_cast<std::size_t>(parameters_.pixels_per_line), start = 4 * width * static_cast<std::size_t>(row_);
    if (pixels_.size() < start + 4 * width) pixels_.resize(start + 4 * width, 255);
    auto* pixel = pixels_.data() + start;
    for (int x = 0; x < parameters_.pixels_per_line; ++x, pixel += 4) {
        if (parameters_.format == SANE_FRAME_RGB)
            for (int c = 0; c < 3; ++c) pixel[c] = sample(3 * x + c);
        else if (channel_ >= 0) pixel[channel_] = sample(x);
        else pixel[0] = pixel[1] = pixel[2] = sample(x);
    }
    ++row_;
}

Result<RgbaImage> Page::picture(int dpi) const {
    if (pixels_.empty()) return corrupt("the scanner sent no picture");
    RgbaImage image;
    image.width = parameters_.pixels_per_line;
    image.height = static_cast<int>(pixels_.size() / 4 / static_cast<std::size_t>(image.width));
    image.dpi = dpi;
    image.pixels = pixels_;
    return image;
}

}  // namespace loket::drivers::sane_scanner
