#pragma once
// A copy of a running store: its pages, encrypted with the same key, as they are when the last of them is copied, whatever is committed
// meanwhile.

#include <filesystem>
#include <memory>

#include "workflow/store/database.h"

struct sqlite3_backup;

namespace loket::store {

class Copy {
  public:
    /// Nothing stands under `to` before the copy is whole and flushed. `from` outlives it and is used from one thread.
    static Result<std::unique_ptr<Copy>> begin(Database& from, const std::filesystem::path& to, const Key& key);
    ~Copy();
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    /// Copies up to so many pages; true when the copy is done. Internal "disk.full", "disk.failed".
    Result<bool> step(int pages);

  private:
    Copy(std::filesystem::path to, std::unique_ptr<Database> database);
    Status finish();
    std::filesystem::path to_, part_;
    std::unique_ptr<Database> database_;
    sqlite3_backup* handle_ = nullptr;
};

}  // namespace loket::store
