#pragma once
// Packets as files: FOLDER/<origin>/<digest>. What is not complete ends in ".part". The rows of how far they are live in the books.

#include <filesystem>

#include "devices/base/result.h"
#include "workflow/sync/packet.h"

namespace loket::centre {

class PacketFiles {
  public:
    explicit PacketFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// One PATCH: by sync::patch, the piece written and flushed before the row that comes back counts it, the whole proven at the end.
    /// `Internal` "disk.full", "disk.failed": nothing of the piece counts.
    struct Taken {
        sync::PacketAnswer answer;
        sync::PacketRow row;
    };
    Result<Taken> take(const std::string& origin, const sync::Digest& name, const sync::PacketRow& row, std::int64_t size, std::int64_t offset, ByteView piece) const;
    [[nodiscard]] std::filesystem::path path_of(const std::string& origin, const sync::Digest& name) const;

  private:
    std::filesystem::path folder_;
};

}  // namespace loket::centre
