#include "kiosk/app/update/stream.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace loket::update {
namespace {

constexpr std::size_t kPiece = 1u << 20;

Error from_system(const std::string& what) { return {Fault::Internal, what + ": " + std::strerror(errno), "update.disk"}; }

}  // namespace

Result<Stream> Stream::read(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return Error{Fault::Gone, path.string() + ": " + std::strerror(errno), "update.missing"};
    return Stream(fd);
}

Result<Stream> Stream::write(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return from_system(path.string());
    return Stream(fd);
}

Stream::~Stream() {
    if (fd_ >= 0) ::close(fd_);
}

Status Stream::each(std::uint64_t at, std::uint64_t size, const std::function<Status(ByteView)>& take) const {
    Bytes piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size)));
    for (std::uint64_t done = 0; done < size;) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), size - done));
        const auto got = ::pread(fd_, piece.data(), wanted, static_cast<off_t>(at + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return from_system("reading");
        if (got == 0) return Error{Fault::Corrupt, "the file ends too early", "update.damaged"};
        LOKET_TRY(take(ByteView(piece).first(static_cast<std::size_t>(got))));
        done += static_cast<std::uint64_t>(got);
    }
    return {};
}

Result<Sha256> Stream::digest(std::uint64_t at, std::uint64_t size) const {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    LOKET_TRY(each(at, size, [&](ByteView piece) -> Status {
        crypto_hash_sha256_update(&state, piece.data(), piece.size());
        return {};
    }));
    Sha256 digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return digest;
}

Status Stream::append(ByteView bytes) {
    while (!bytes.empty()) {
        const auto wrote = ::write(fd_, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return from_system("writing");
        bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    }
    return {};
}

Status Stream::settle() {
    if (::fsync(fd_) != 0) return from_system("writing");
    ::posix_fadvise(fd_, 0, 0, POSIX_FADV_DONTNEED);
    return {};
}

std::uint64_t Stream::size() const {
    const auto end = ::lseek(fd_, 0, SEEK_END);
    ::lseek(fd_, 0, SEEK_SET);
    return end < 0 ? 0 : static_cast<std::uint64_t>(end);
}

}  // namespace loket::update
