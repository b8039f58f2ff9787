#pragma once
// Every row of a store from one database to another, whatever engine either is.

#include <variant>

#include "workflow/store/database.h"

namespace loket::store {

class RowCopy {
  public:
    using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;  ///< nothing: NULL
    /// Both outlive it. `to` has the schema and no rows; transactions are the caller's: `from` should show one moment.
    RowCopy(Database& from, Database& to);
    /// What is copied; a store has no other tables.
    static std::vector<std::string_view> tables();
    /// Copies rows of about so many pages of 4 KiB; true when none is left.
    Result<bool> step(int pages);

  private:
    Result<std::int64_t> some_rows();

    Database& from_;
    Database& to_;
    std::size_t table_ = 0;
    Value after_;  ///< key of the last row
};

}  // namespace loket::store
