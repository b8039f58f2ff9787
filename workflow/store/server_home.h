#pragma once
// A store on a PostgreSQL that several machines of an office can reach and one of them owns (scale C): whoever takes its place finds
// everything that was acknowledged.

#include "workflow/store/home.h"
#include "workflow/store/server_database.h"
#include "workflow/store/store.h"

namespace loket::store {

class ServerHome final : public Home {
  public:
    /// Errors as of Store::open.
    static Result<std::unique_ptr<Home>> open(const StoreOptions& options);

    Database& database() override { return *database_; }
    /// The server proves the sums of its pages whenever it reads one.
    Result<bool> check_pages(std::int64_t) override { return true; }
    [[nodiscard]] PagesChecked pages_checked() const override { return {}; }
    [[nodiscard]] std::int64_t pages_read() const override { return 0; }
    [[nodiscard]] bool remote() const override { return true; }
    Status look() override { return database_->still_owned(); }
    Status tidy() override { return {}; }
    Status scrub() override;
    void distrust() override {}
    [[nodiscard]] NameCondition named(std::string_view words) const override;
    std::unique_ptr<Bulk> bulk() override { return std::make_unique<Bulk>(); }
    /// Every row is read by whoever asks, which proves the pages they lie on.
    Result<std::vector<std::string>> damage() override { return std::vector<std::string>{}; }
    Result<std::unique_ptr<Copy>> copy_to(const std::filesystem::path& path, const Key& key) override;

  private:
    ServerHome(std::string conninfo, std::unique_ptr<ServerDatabase> database) : conninfo_(std::move(conninfo)), database_(std::move(database)) {}
    std::string conninfo_;  ///< copies read beside the owner
    std::unique_ptr<ServerDatabase> database_;
};

}  // namespace loket::store
