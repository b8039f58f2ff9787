#pragma once
// Files and slots too large for memory: copied and digested piece by piece.

#include <filesystem>
#include <functional>

#include "kiosk/app/update/manifest.h"

namespace loket::update {

/// An open file. Closes itself; move-only.
class Stream {
  public:
    /// `Gone` if it is not there.
    static Result<Stream> read(const std::filesystem::path& path);
    /// Made if it is not there, never cut: a slot keeps its size.
    static Result<Stream> write(const std::filesystem::path& path);
    Stream(Stream&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Stream& operator=(Stream&&) = delete;
    ~Stream();

    /// Exactly `size` bytes from `at`, piece by piece. Corrupt "update.damaged" if the file is shorter.
    Status each(std::uint64_t at, std::uint64_t size, const std::function<Status(ByteView)>& take) const;
    Result<Sha256> digest(std::uint64_t at, std::uint64_t size) const;
    Status append(ByteView bytes);
    /// On the disk, and no longer in memory: what is read next comes from the disk.
    Status settle();
    /// Bytes; of a block device, too.
    [[nodiscard]] std::uint64_t size() const;

  private:
    explicit Stream(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace loket::update
