#pragma once
// Who belongs to the office: a list in the store's meta, the same on every machine.

#include <vector>

#include "workflow/store/store.h"

namespace loket::app {

struct MemberRecord {
    std::int64_t number = 0;  ///< never given again
    std::string name, role, serial;  ///< serial of the certificate
    std::string addresses;    ///< where it would listen as the induk
    bool removed = false;
};

Result<std::vector<MemberRecord>> load_members(store::Store& store);
/// Into the batch that makes the change.
void put_members(store::Batch& batch, const std::vector<MemberRecord>& members);

}  // namespace loket::app
