#pragma once
// Where a store lives, and what there is to do there that is not SQL: in a file of its own (file_home.h), or on a PostgreSQL (server_home.h).

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/store/copy.h"
#include "workflow/store/database.h"

namespace loket::store {

struct PagesChecked {
    std::int64_t read = 0, of = 0;
};

/// While very many residents are written.
class Bulk {
  public:
    virtual ~Bulk() = default;
    /// The last of it, inside the transaction.
    virtual Status finish() { return {}; }
};

/// A condition on rows of `resident`, with the one value it takes; an empty value: nobody.
struct NameCondition {
    std::string sql, value;
};

class Home {
  public:
    virtual ~Home() = default;
    virtual Database& database() = 0;

    /// Reads up to so many of the pages nobody has read since the opening; true when none is left. Corrupt `store.corrupt`.
    virtual Result<bool> check_pages(std::int64_t most) = 0;
    [[nodiscard]] virtual PagesChecked pages_checked() const = 0;
    [[nodiscard]] virtual std::int64_t pages_read() const = 0;
    /// Whether it is elsewhere, and can be lost to another machine.
    [[nodiscard]] virtual bool remote() const = 0;
    /// Asks, where it is elsewhere, whether it is there and this machine's still. Gone `store.unreachable`, Gone `store.taken`.
    virtual Status look() = 0;
    /// After a commit. Trouble takes nothing of it back.
    virtual Status tidy() = 0;
    /// What was deleted leaves the disk.
    virtual Status scrub() = 0;
    /// What lies there was read and is a store: until now it must stay as it was found.
    virtual Status believe() { return {}; }
    /// Nothing of what lies there may be tidied any more: the disk or the content is not to be trusted.
    virtual void distrust() = 0;

    /// People whose name has, for every word typed, a word beginning with it; case and accents do not matter.
    [[nodiscard]] virtual NameCondition named(std::string_view words) const = 0;
    virtual std::unique_ptr<Bulk> bulk() = 0;
    /// What is wrong with the pages and their structure, in words; reads all of it.
    virtual Result<std::vector<std::string>> damage() = 0;
    virtual Result<std::unique_ptr<Copy>> copy_to(const std::filesystem::path& path, const Key& key) = 0;
};

}  // namespace loket::store
