#include "drivers/sbi/multipart.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace loket::drivers::sbi {
namespace {

constexpr std::size_t kMostPart = std::size_t{4} << 20, kMostPartHeader = 4096;
constexpr std::string_view kEndOfHeader = "\r\n\r\n", kLength = "content-length:";

/// The length that a part's header says.
std::optional<std::size_t> length_in(std::string header) {
    std::transform(header.begin(), header.end(), header.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    auto at = header.find(kLength);
    if (at == std::string::npos) return std::nullopt;
    at = header.find_first_not_of(' ', at + kLength.size());
    std::size_t length = 0;
    if (at == std::string::npos) return std::nullopt;
    const auto [end, wrong] = std::from_chars(header.data() + at, header.data() + header.size(), length);
    if (wrong != std::errc{} || length == 0 || length > kMostPart) return std::nullopt;
    return length;
}

}  // namespace

void Multipart::add(ByteView piece) {
    while (!broken_ && !piece.empty()) {
        const auto part = piece.first(std::min(piece.size(), kMostPartHeader));
        waiting_.append(as_text(part));
        piece = piece.subspan(part.size());
        while (step()) {}
    }
}

/// True when it came a step further.
bool Multipart::step() {
    if (length_) {
        if (waiting_.size() < *length_) return false;
        const auto whole = as_bytes(waiting_).first(*length_);
        latest_ = Bytes(whole.begin(), whole.end());
        waiting_.erase(0, *length_);
        length_.reset();
        return true;
    }
    const auto begin = waiting_.find_first_not_of("\r\n");  // what closes the part before
    if (begin == std::string::npos) return waiting_.clear(), false;
    waiting_.erase(0, begin);
    const auto end = waiting_.find(kEndOfHeader);
    if (end == std::string::npos) {
        broken_ = waiting_.size() >= kMostPartHeader;
        return false;
    }
    const bool begins = waiting_.starts_with("--") && end + kEndOfHeader.size() <= kMostPartHeader;
    length_ = begins ? length_in(waiting_.substr(0, end)) : std::nullopt;
    broken_ = !length_;
    waiting_.erase(0, end + kEndOfHeader.size());
    return !broken_;
}

std::optional<Bytes> Multipart::latest() { return std::exchange(latest_, std::nullopt); }

}  // namespace loket::drivers::sbi
