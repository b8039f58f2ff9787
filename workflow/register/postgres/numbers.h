#pragma once
// NIK and KK numbers: each given once, by request or in blocks that an office is lent.

#include <memory>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/population/codes.h"

namespace loket::centre {

class Connection;

/// What is asked for. The digits follow PP 37/2007 Pasal 37 (NIK) and DOMAIN §2.2 (KK).
struct NumberWish {
    std::string reference, slot;  ///< of the office: the same asks for the same number
    std::string district;         ///< "210106"
    Date day{};                   ///< birthday of a NIK, day of issue of a KK
    std::optional<population::Sex> sex = {};  ///< of a NIK; empty: a KK number is asked for
};
struct NumberBlock {
    std::string series;  ///< first twelve digits
    int first = 0, count = 0;
    bool operator==(const NumberBlock&) const = default;
};

/// Not thread-safe; any number of them may work on one database: the lock is the series' row.
class Numbers {
  public:
    explicit Numbers(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    /// Rejected "nik.serial", "kk.serial" where all 9999 of that day and district are given; "number.shape" for no such district or day.
    Result<std::string> give(const std::string& origin, const NumberWish& wish, Instant now);
    /// `count` serials in a row, 1 to 100.
    Result<NumberBlock> lend(const std::string& origin, const NumberWish& wish, int count, Instant now);

  private:
    Result<int> take(const std::string& series, int count, const char* exhausted);
    std::shared_ptr<Connection> connection_;
};

}  // namespace loket::centre
