#include "workflow/store/copy.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "devices/base/file.h"
#include "workflow/store/failure.h"

namespace loket::store {
namespace {

namespace fs = std::filesystem;

bool flush_contents(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    return flushed;
}

fs::path part_of(const fs::path& to) { return to.string() + ".part"; }

class PageCopy final : public Copy {
  public:
    PageCopy(fs::path to, std::unique_ptr<FileDatabase> database) : Copy(std::move(to), std::move(database)) {}
    ~PageCopy() override {
        if (handle_ != nullptr) sqlite3_backup_finish(handle_);
    }
    static Result<std::unique_ptr<Copy>> begin(const FileDatabase& from, const fs::path& to, const Key& key) {
        LOKET_ASSIGN(part, begin_part(to, key));
        auto copy = std::make_unique<PageCopy>(to, std::move(part));
        copy->handle_ = sqlite3_backup_init(copy->database().handle(), "main", from.handle(), "main");
        if (copy->handle_ == nullptr) return copy->database().failure("cannot begin a copy");
        return std::unique_ptr<Copy>(std::move(copy));
    }
    Result<bool> step(int pages) override {
        const int code = sqlite3_backup_step(handle_, pages);
        if (code == SQLITE_OK) return false;
        if (code != SQLITE_DONE) return describe(code, 0, "cannot copy the store");
        if (const int ended = sqlite3_backup_finish(std::exchange(handle_, nullptr)); ended != SQLITE_OK) return describe(ended, 0, "cannot end the copy");
        LOKET_TRY(put_in_place());
        return true;
    }

  private:
    sqlite3_backup* handle_ = nullptr;
};

}  // namespace

Copy::Copy(fs::path to, std::unique_ptr<FileDatabase> database) : to_(std::move(to)), part_(part_of(to_)), database_(std::move(database)) {}

Copy::~Copy() {
    database_.reset();
    std::error_code none;
    fs::remove(part_, none);  // a whole one has its name by now
}

Result<std::unique_ptr<FileDatabase>> Copy::begin_part(const fs::path& to, const Key& key) {
    if (to.has_parent_path()) LOKET_TRY(make_folder(to.parent_path()));
    std::error_code none;
    fs::remove(part_of(to), none);
    return FileDatabase::open(part_of(to), key);
}

Status Copy::put_in_place() {
    database_.reset();
    const auto folder = to_.has_parent_path() ? to_.parent_path() : fs::path(".");
    std::error_code failed;
    if (flush_contents(part_)) fs::rename(part_, to_, failed);
    else failed = std::make_error_code(std::errc::io_error);
    if (failed || !flush_folder(folder)) return Error{Fault::Internal, "the copy of the store cannot be flushed", kDiskFailed};
    return {};
}

Result<std::unique_ptr<Copy>> copy_pages(FileDatabase& from, const fs::path& to, const Key& key) { return PageCopy::begin(from, to, key); }

}  // namespace loket::store
