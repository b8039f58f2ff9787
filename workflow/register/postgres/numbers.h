#pragma once
// NIK and KK numbers: each given once, by request or from blocks that an office is lent.

#include <memory>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/population/codes.h"
#include "workflow/sync/promises.h"
#include "workflow/sync/wire/requests.h"

namespace loket::centre {

class Connection;

/// What is asked for. The digits follow PP 37/2007 Pasal 37 (NIK) and DOMAIN §2.2 (KK).
struct NumberWish {
    std::string reference, slot;  ///< of the office: the same asks for the same number
    std::string district;         ///< "210106"
    Date day{};                   ///< birthday of a NIK, day of issue of a KK
    std::optional<population::Sex> sex = {};  ///< of a NIK; empty: a KK number is asked for
};

/// Not thread-safe; any number of them may work on one database: the lock is the district's row.
class Numbers {
  public:
    explicit Numbers(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    /// Rejected "nik.serial", "kk.serial" where all of that day and district are given; "number.shape" for no such district or day.
    Result<std::string> give(const std::string& origin, const NumberWish& wish, Instant now);
    /// `count` serials in a row of every day of the district, 1 to 100; again under the same reference and epoch is the same block.
    /// Rejected "number.count", "number.shape", "number.blocks" where there is no room.
    Result<sync::NumberBlock> lend(const std::string& origin, const sync::NumberBlock& wish, Instant now);
    /// Either, as an office asks; a block is signed. Rejected besides: `sync.unknown_origin`, `sync.quarantined` for an office that is held
    /// back, `sync.old_epoch` for a block of an epoch that is over.
    Result<sync::wire::NumberGiven> answer(const std::string& origin, const sync::wire::NumberAsk& ask, const sync::SigningKey& key, Instant now);

  private:
    Status may_ask(const std::string& origin, const sync::wire::NumberAsk& ask);
    Result<int> floor_of(const std::string& district);
    Result<int> take(const std::string& series, const char* exhausted);
    Result<std::optional<int>> lowest_on_record(const std::string& district, int first, int last);
    Result<int> free_below(const std::string& district, int floor, int count);
    std::shared_ptr<Connection> connection_;
};

/// The epoch of an office's ask for a block; nothing where it names none.
std::optional<std::int64_t> epoch_of(const sync::wire::NumberAsk& ask);

}  // namespace loket::centre
