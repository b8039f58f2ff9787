#pragma once
// Packets that wait: sealed files in a folder, each under its digest. A packet leaves it when the register has proven it whole.

#include <filesystem>
#include <optional>

#include "devices/base/result.h"
#include "workflow/sync/office.h"

namespace loket::sync {

class PacketBox {
  public:
    explicit PacketBox(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Keeps sealed bytes; the same bytes are kept once.
    Result<Digest> add(ByteView sealed) const;
    /// The oldest that waits.
    [[nodiscard]] std::optional<WaitingPacket> next() const;
    struct Count {
        std::int64_t packets = 0, bytes = 0;
    };
    [[nodiscard]] Count count() const;
    /// `Gone` where it is no longer there.
    [[nodiscard]] Result<Bytes> read(const Digest& name, std::int64_t offset, std::int64_t length) const;
    void drop(const Digest& name) const;

  private:
    [[nodiscard]] std::filesystem::path path_of(const Digest& name) const { return folder_ / to_hex(ByteView{name}); }
    std::filesystem::path folder_;
};

}  // namespace loket::sync
