#include "devices/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "devices/base/private_file.h"

namespace loket {
namespace {

class Descriptor {
  public:
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0) : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

  private:
    int fd_;
};

Error system_error(std::string_view doing, const std::filesystem::path& path) {
    const int code = errno;
    const auto fault = code == ENOENT ? Fault::Gone : Fault::Internal;
    std::string reason = code == ENOSPC ? "disk.full" : code == EROFS || code == EACCES ? "disk.read_only" : code == ENOENT ? "file.missing" : "";
    return {fault, fmt::format("{} {}: {}", doing, path.string(), std::strerror(code)), std::move(reason)};
}

Status write_all(int fd, ByteView content, const std::filesystem::path& path) {
    while (!content.empty()) {
        const auto written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("cannot write", path);
        content = content.subspan(static_cast<std::size_t>(written));
    }
    if (::fsync(fd) != 0) return system_error("cannot flush", path);
    return {};
}

/// Beside the target, then over it.
Status replace(const std::filesystem::path& path, ByteView content, mode_t rights) {
    auto temporary = path;
    temporary += ".part";
    ::unlink(temporary.c_str());  // what a power cut left would keep its own rights
    {
        const Descriptor file(temporary, O_WRONLY | O_CREAT | O_TRUNC, rights);
        if (file.get() < 0) return system_error("cannot create", temporary);
        if (auto status = write_all(file.get(), content, temporary); !status) {
            ::unlink(temporary.c_str());
            return status;
        }
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) return system_error("cannot replace", path);
    return flush_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit) {
    const Descriptor file(path, O_RDONLY);
    if (file.get() < 0) return system_error("cannot open", path);
    Bytes content;
    std::uint8_t chunk[65536];
    for (;;) {
        const auto count = ::read(file.get(), chunk, sizeof chunk);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error("cannot read", path);
        if (count == 0) return content;
        if (content.size() + static_cast<std::size_t>(count) > limit)
            return internal(fmt::format("{} is larger than {} bytes", path.string(), limit));
        content.insert(content.end(), chunk, chunk + count);
    }
}

Result<std::string> read_text(const std::filesystem::path& path, std::size_t limit) {
    LOKET_ASSIGN(bytes, read_file(path, limit));
    return std::string(as_text(bytes));
}

Status flush_folder(const std::filesystem::path& folder) {
    const Descriptor names(folder, O_RDONLY | O_DIRECTORY);
    if (names.get() < 0 || ::fsync(names.get()) != 0) return system_error("cannot flush", folder);
    return {};
}

Status write_file(const std::filesystem::path& path, ByteView content) { return replace(path, content, 0644); }

Status write_text(const std::filesystem::path& path, std::string_view content) { return write_file(path, as_bytes(content)); }

Status write_private(const std::filesystem::path& path, std::string_view content) { return replace(path, as_bytes(content), 0600); }

Status make_folder(const std::filesystem::path& path) {
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code) {
        errno = code.value();
        return system_error("cannot create folder", path);
    }
    return {};
}

}  // namespace loket
