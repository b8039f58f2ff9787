#pragma once
// Packets as files: FOLDER/<origin>/<digest>. What is not complete ends in ".part".

#include "workflow/register/gateway/packet_store.h"

namespace loket::centre {

class PacketFiles final : public PacketStore {
  public:
    explicit PacketFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The piece is flushed. `Internal` "disk.full", "disk.failed".
    Result<Taken> take(const std::string& origin, const sync::Digest& name, const sync::PacketRow& row, std::int64_t size, std::int64_t offset, ByteView piece) const override;
    Result<sync::Source> open(const std::string& origin, const sync::Digest& name) const override;
    [[nodiscard]] std::filesystem::path path_of(const std::string& origin, const sync::Digest& name) const;

  private:
    std::filesystem::path folder_;
};

}  // namespace loket::centre
