#pragma once
// Numbers of the centre (NIK, KK, blocks of them), as the office's owner sees them.

#include <functional>

#include "workflow/sync/promises.h"
#include "workflow/sync/wire/requests.h"

namespace loket::sync {

struct NumberDesk {
    std::function<Result<std::vector<wire::NumberAsk>>()> wanted = {};   ///< what files wait for; nothing is asked without it
    std::function<Result<std::vector<BlockLeft>>()> left = {};           ///< of what the register lent
    std::function<Status(const wire::NumberAsk&, const wire::NumberGiven&)> take = {};
};

}  // namespace loket::sync
