#pragma once
// The part of CBOR (RFC 8949) that signed texts and batches need: definite lengths, shortest heads (§4.2.1 deterministic
// encoding). The reader refuses everything else, so that one statement has one encoding only.

#include <optional>
#include <string>
#include <string_view>

#include "devices/base/bytes.h"

namespace loket {

class CborWriter {
  public:
    CborWriter& integer(std::int64_t value);
    CborWriter& text(std::string_view value);
    CborWriter& bytes(ByteView value);
    CborWriter& array(std::size_t count);  ///< its items follow
    CborWriter& map(std::size_t count);    ///< its keys and values follow, keys ascending
    CborWriter& tag(std::uint64_t number);
    Bytes take() { return std::move(out_); }

  private:
    CborWriter& head(unsigned major, std::uint64_t value);
    Bytes out_;
};

/// After the first item that is not what was asked for, `ok()` stays false and every read yields nothing.
class CborReader {
  public:
    explicit CborReader(ByteView bytes) : bytes_(bytes) {}
    std::int64_t integer();
    std::string text();
    Bytes bytes();
    std::size_t array();
    std::size_t map();
    std::uint64_t tag();
    /// True if everything was read and well-formed.
    [[nodiscard]] bool finished() const { return ok_ && at_ == bytes_.size(); }
    [[nodiscard]] bool ok() const { return ok_; }

  private:
    struct Head {
        unsigned major = 0;
        std::uint64_t value = 0;
    };
    Head head();
    std::uint64_t head_of(unsigned major);
    ByteView take(std::uint64_t count);

    ByteView bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

}  // namespace loket
