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

}  // namespace

Copy::Copy(fs::path to, std::unique_ptr<Database> database) : to_(std::move(to)), part_(to_.string() + ".part"), database_(std::move(database)) {}

Copy::~Copy() {
    if (handle_ != nullptr) sqlite3_backup_finish(handle_);
    database_.reset();
    std::error_code none;
    fs::remove(part_, none);  // a whole one has its name by now
}

Result<std::unique_ptr<Copy>> Copy::begin(Database& from, const fs::path& to, const Key& key) {
    if (to.has_parent_path()) LOKET_TRY(make_folder(to.parent_path()));
    std::error_code none;
    const fs::path part = to.string() + ".part";
    fs::remove(part, none);
    LOKET_ASSIGN(database, Database::open(part, key));
    std::unique_ptr<Copy> copy(new Copy(to, std::move(database)));
    copy->handle_ = sqlite3_backup_init(copy->database_->handle_.get(), "main", from.handle_.get(), "main");
    if (copy->handle_ == nullptr) return copy->database_->failure("cannot begin a copy");
    return copy;
}

Result<bool> Copy::step(int pages) {
    const int code = sqlite3_backup_step(handle_, pages);
    if (code == SQLITE_OK) return false;
    if (code != SQLITE_DONE) return describe(code, 0, "cannot copy the store");
    LOKET_TRY(finish());
    return true;
}

Status Copy::finish() {
    const int code = sqlite3_backup_finish(std::exchange(handle_, nullptr));
    if (code != SQLITE_OK) return describe(code, 0, "cannot end the copy");
    database_.reset();
    const auto folder = to_.has_parent_path() ? to_.parent_path() : fs::path(".");
    std::error_code failed;
    if (flush_contents(part_)) fs::rename(part_, to_, failed);
    else failed = std::make_error_code(std::errc::io_error);
    if (failed || !flush_folder(folder)) return Error{Fault::Internal, "the copy of the store cannot be flushed", "disk.failed"};
    return {};
}

}  // namespace loket::store
