#pragma once
// Packets as objects of an S3 bucket: PREFIX<origin>/<digest>. The pieces of one that is not complete lie beside it, each under its offset:
// PREFIX<origin>/<digest>.part/<offset>. Gateways keep nothing: any of them takes the next piece.

#include "workflow/register/gateway/packet_store.h"
#include "workflow/register/gateway/s3.h"

namespace loket::centre {

class PacketBucket final : public PacketStore {
  public:
    static constexpr std::size_t kPartBytes = 16u << 20;  ///< packets above it are uploaded in parts of so much
    PacketBucket(S3Settings settings, std::string prefix, std::size_t part_bytes = kPartBytes) : s3_(std::move(settings)), prefix_(std::move(prefix)), part_bytes_(part_bytes) {}

    /// A piece is one object, so that the same again replaces itself. At the end the pieces are read back, proven, put together and removed; what
    /// is not what its name says never becomes visible under it.
    Result<Taken> take(const std::string& origin, const sync::Digest& name, const sync::PacketRow& row, std::int64_t size, std::int64_t offset, ByteView piece) const override;
    Result<sync::Source> open(const std::string& origin, const sync::Digest& name) const override;

  private:
    struct Gathered;
    class Assembly;
    [[nodiscard]] std::string key_of(const std::string& origin, const sync::Digest& name) const;
    Result<sync::Digest> digest_of(const std::string& key, std::int64_t size) const;
    Result<Gathered> gather(const std::string& key, std::int64_t size, Assembly& whole) const;
    Result<bool> is_whole(const std::string& key, const sync::Digest& name, std::int64_t size) const;
    void clear(const std::string& key, std::vector<std::int64_t> offsets) const;

    S3 s3_;
    std::string prefix_;
    std::size_t part_bytes_;
};

}  // namespace loket::centre
