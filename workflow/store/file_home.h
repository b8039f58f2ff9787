#pragma once
// A store in a file of its own, with the lock and the fingerprint of its key beside it.

#include "workflow/store/home.h"
#include "workflow/store/owner_lock.h"
#include "workflow/store/store.h"

namespace loket::store {

class FileHome final : public Home {
  public:
    /// Errors as of Store::open.
    static Result<std::unique_ptr<Home>> open(const StoreOptions& options);

    Database& database() override { return *database_; }
    Result<bool> check_pages(std::int64_t most) override;
    [[nodiscard]] PagesChecked pages_checked() const override { return checked_; }
    [[nodiscard]] std::int64_t pages_read() const override { return database_->pages_read(); }
    [[nodiscard]] bool remote() const override { return false; }
    Status look() override { return {}; }
    Status tidy() override;
    Status scrub() override { return database_->fold_log(true); }
    Status believe() override;
    void distrust() override { database_->fold_log_on_close(false); }  // folding would drop the log on the word of the same disk
    [[nodiscard]] NameCondition named(std::string_view words) const override;
    std::unique_ptr<Bulk> bulk() override;
    Result<std::vector<std::string>> damage() override;
    Result<std::unique_ptr<Copy>> copy_to(const std::filesystem::path& path, const Key& key) override { return copy_pages(*database_, path, key); }

  private:
    FileHome(OwnerLock lock, std::unique_ptr<FileDatabase> database, int fold_after_pages) : lock_(std::move(lock)), database_(std::move(database)), fold_after_pages_(fold_after_pages) {}

    OwnerLock lock_;  ///< freed last
    std::unique_ptr<FileDatabase> database_;
    int fold_after_pages_;
    std::string fingerprint_;  ///< of the key
    PagesChecked checked_;
};

}  // namespace loket::store
