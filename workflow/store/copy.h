#pragma once
// A copy of a running store, as a file of its own under a key: whole, flushed and under its name, or not there.

#include <filesystem>
#include <memory>

#include "workflow/store/file_database.h"

namespace loket::store {

class Copy {
  public:
    virtual ~Copy();
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    /// Copies up to so many pages, or rows of as much; true when the copy is done. Internal "disk.full", "disk.failed"; besides what the
    /// store that is copied has to say.
    virtual Result<bool> step(int pages) = 0;

  protected:
    Copy(std::filesystem::path to, std::unique_ptr<FileDatabase> database);
    /// An empty file where the copy grows.
    static Result<std::unique_ptr<FileDatabase>> begin_part(const std::filesystem::path& to, const Key& key);
    Status put_in_place();
    FileDatabase& database() { return *database_; }

  private:
    std::filesystem::path to_, part_;
    std::unique_ptr<FileDatabase> database_;
};

/// Page by page: as the store is when the last page is copied, whatever is committed meanwhile. `from` outlives it and is used from one thread.
Result<std::unique_ptr<Copy>> copy_pages(FileDatabase& from, const std::filesystem::path& to, const Key& key);

}  // namespace loket::store
