#include "workflow/sync/link/fetcher.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "devices/base/file.h"
#include "workflow/sync/carry/packet_box.h"

namespace loket::sync {
namespace {

namespace fs = std::filesystem;

Error cannot_write(int problem) {
    const bool full = problem == ENOSPC || problem == EDQUOT;
    return {full ? Fault::NeedsOperator : Fault::Internal, "the piece of a bundle cannot be written", full ? "disk.full" : "disk.failed"};
}

Status write_at(const fs::path& path, std::int64_t offset, ByteView piece) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return cannot_write(errno);
    int problem = 0;
    for (std::size_t done = 0; problem == 0 && done < piece.size();) {
        const auto count = ::pwrite(file, piece.data() + done, piece.size() - done, offset + static_cast<std::int64_t>(done));
        if (count < 0 && errno != EINTR) problem = errno;
        if (count > 0) done += static_cast<std::size_t>(count);
    }
    if (problem == 0 && ::fsync(file) != 0) problem = errno;
    ::close(file);
    return problem == 0 ? Status{} : Status{cannot_write(problem)};
}

}  // namespace

void Fetcher::forget() {
    std::error_code ignored;
    for (const auto* end : {"", ".part", ".name"}) fs::remove(beside(end), ignored);
    have_ = 0;
    whole_ = false;
}

Status Fetcher::want(const wire::BundleOffer& offer) {
    if (!offer.name) {
        wanted_.reset();
        forget();
        return {};
    }
    if (wanted_ == offer && (whole_ ? fs::exists(file_) : have_ > 0)) return {};
    wanted_ = offer;
    const auto name = to_hex(ByteView{*offer.name});
    std::error_code failed;
    if (read_text(beside(".name"), 128).value_or("") != name) {
        forget();
        return write_text(beside(".name"), name);
    }
    whole_ = fs::exists(file_, failed);
    const auto size = fs::file_size(whole_ ? file_ : beside(".part"), failed);
    have_ = failed ? 0 : std::min(static_cast<std::int64_t>(size), offer.size);
    return !whole_ && have_ == offer.size ? prove() : Status{};
}

std::optional<std::pair<std::int64_t, std::int64_t>> Fetcher::next(std::int64_t most) const {
    if (!wanted_ || whole_) return std::nullopt;
    return std::pair(have_, std::min(most, wanted_->size - have_));
}

Status Fetcher::take(ByteView piece) {
    LOKET_TRY(write_at(beside(".part"), have_, piece));
    have_ += static_cast<std::int64_t>(piece.size());
    return have_ < wanted_->size ? Status{} : prove();
}

Status Fetcher::prove() {
    std::error_code failed;
    fs::resize_file(beside(".part"), static_cast<std::uintmax_t>(wanted_->size), failed);
    if (failed || digest_of_file(beside(".part")) != *wanted_->name) {
        forget();
        LOKET_TRY(write_text(beside(".name"), to_hex(ByteView{*wanted_->name})));
        return Error{Fault::Corrupt, "a bundle that is not what its name says", "sync.damaged"};
    }
    fs::rename(beside(".part"), file_, failed);
    if (failed) return internal(file_.string() + ": " + failed.message());
    whole_ = true;
    return {};
}

}  // namespace loket::sync
