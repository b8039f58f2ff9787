#include "devices/base/cbor.h"

namespace loket {
namespace {

enum Major : unsigned { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag };

/// Additional information of a head (RFC 8949 §3): 24..27 say that 1, 2, 4 or 8 bytes follow.
constexpr unsigned kOneByte = 24;

}  // namespace

CborWriter& CborWriter::head(unsigned major, std::uint64_t value) {
    const auto first = [&](unsigned info) { out_.push_back(static_cast<std::uint8_t>(major << 5 | info)); };
    if (value < kOneByte) {
        first(static_cast<unsigned>(value));
        return *this;
    }
    unsigned info = kOneByte;
    int length = 1;
    while (length < 8 && value >> (8 * length) != 0) length *= 2, ++info;
    first(info);
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8)
        out_.push_back(static_cast<std::uint8_t>(value >> shift));
    return *this;
}

CborWriter& CborWriter::integer(std::int64_t value) {
    return value >= 0 ? head(kUnsigned, static_cast<std::uint64_t>(value))
                      : head(kNegative, static_cast<std::uint64_t>(-1 - value));
}
CborWriter& CborWriter::text(std::string_view value) {
    head(kText, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
    return *this;
}
CborWriter& CborWriter::bytes(ByteView value) {
    head(kBytes, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
    return *this;
}
CborWriter& CborWriter::array(std::size_t count) { return head(kArray, count); }
CborWriter& CborWriter::map(std::size_t count) { return head(kMap, count); }
CborWriter& CborWriter::tag(std::uint64_t number) { return head(kTag, number); }

ByteView CborReader::take(std::uint64_t count) {
    if (!ok_ || count > bytes_.size() - at_) {
        ok_ = false;
        return {};
    }
    const auto out = bytes_.subspan(at_, static_cast<std::size_t>(count));
    at_ += static_cast<std::size_t>(count);
    return out;
}

CborReader::Head CborReader::head() {
    const auto first = take(1);
    if (!ok_) return {};
    const unsigned info = first[0] & 0x1f;
    Head out{static_cast<unsigned>(first[0] >> 5), info};
    if (info < kOneByte) return out;
    if (info > kOneByte + 3) {
        ok_ = false;
        return {};
    }
    const int length = 1 << (info - kOneByte);
    out.value = 0;
    for (const auto byte : take(static_cast<std::uint64_t>(length))) out.value = out.value << 8 | byte;
    const std::uint64_t least = length == 1 ? kOneByte : 1ull << (4 * length);
    if (out.value < least) ok_ = false;  // a shorter head would have done
    return out;
}

std::uint64_t CborReader::head_of(unsigned major) {
    const auto found = head();
    if (found.major != major) ok_ = false;
    return ok_ ? found.value : 0;
}

std::int64_t CborReader::integer() {
    const auto found = head();
    if (found.major > kNegative || found.value > INT64_MAX) ok_ = false;
    if (!ok_) return 0;
    const auto value = static_cast<std::int64_t>(found.value);
    return found.major == kUnsigned ? value : -1 - value;
}
std::string CborReader::text() { return std::string(as_text(take(head_of(kText)))); }
Bytes CborReader::bytes() {
    const auto found = take(head_of(kBytes));
    return {found.begin(), found.end()};
}
std::size_t CborReader::array() { return static_cast<std::size_t>(head_of(kArray)); }
std::size_t CborReader::map() { return static_cast<std::size_t>(head_of(kMap)); }
std::uint64_t CborReader::tag() { return head_of(kTag); }

}  // namespace loket
