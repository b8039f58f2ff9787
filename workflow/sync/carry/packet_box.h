#pragma once
// Packets that wait: sealed files in a folder, each under its digest. A packet leaves it when the register has proven it whole.

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "devices/base/result.h"
#include "workflow/sync/office.h"

namespace loket::sync {

/// packet_digest of a file, read in pieces; nothing where it cannot be opened.
std::optional<Digest> digest_of_file(const std::filesystem::path& path);

/// A packet that is being written, in pieces. Whoever is interrupted begins again.
class NewPacket {
  public:
    /// Internal `disk.full`, `disk.failed`.
    static Result<std::unique_ptr<NewPacket>> begin(const std::filesystem::path& file);
    ~NewPacket();
    NewPacket(const NewPacket&) = delete;
    NewPacket& operator=(const NewPacket&) = delete;
    Status add(ByteView piece);
    /// Flushed to the disk.
    Result<WaitingPacket> finish();

  private:
    explicit NewPacket(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
    PacketHash hash_;
    std::int64_t size_ = 0;
};

class PacketBox {
  public:
    explicit PacketBox(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// A packet of this event that is not in the box yet: `admit` takes it in under its digest, where it is still there.
    Result<std::unique_ptr<NewPacket>> begin(std::int64_t event) const;
    Status admit(std::int64_t event, const Digest& name) const;
    [[nodiscard]] bool has(const Digest& name) const;
    /// Keeps sealed bytes; the same bytes are kept once.
    Result<Digest> add(ByteView sealed) const;
    /// The oldest that waits.
    [[nodiscard]] std::optional<WaitingPacket> next() const;
    /// All that wait, oldest first.
    [[nodiscard]] std::vector<WaitingPacket> waiting() const;
    struct Count {
        std::int64_t packets = 0, bytes = 0;
    };
    [[nodiscard]] Count count() const;
    /// `Gone` where it is no longer there.
    [[nodiscard]] Result<Bytes> read(const Digest& name, std::int64_t offset, std::int64_t length) const;
    void drop(const Digest& name) const;

  private:
    [[nodiscard]] std::filesystem::path making(std::int64_t event) const { return folder_ / ("making-" + std::to_string(event)); }
    [[nodiscard]] std::filesystem::path path_of(const Digest& name) const { return folder_ / to_hex(ByteView{name}); }
    std::filesystem::path folder_;
};

}  // namespace loket::sync
