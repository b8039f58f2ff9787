#pragma once
// The preview: JPEG pictures one after the other in one answer (multipart/x-mixed-replace, RFC 2046; each part says its length).

#include <optional>
#include <string>

#include "devices/base/bytes.h"

namespace loket::drivers::sbi {

/// Takes the answer in pieces of any size. A part that says no length, or more than 4 MB, ends it.
class Multipart {
  public:
    void add(ByteView piece);
    /// The last whole part that has come since the last call; the ones before it are late already.
    std::optional<Bytes> latest();
    [[nodiscard]] bool broken() const { return broken_; }

  private:
    bool step();

    std::string waiting_;
    std::optional<std::size_t> length_;  // of the part under way, once its header is there
    std::optional<Bytes> latest_;
    bool broken_ = false;
};

}  // namespace loket::drivers::sbi
