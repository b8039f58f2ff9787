#pragma once
// The files of an office in its folder: office.db, office.key (opens it), office.seal (signs its chains).

#include <filesystem>
#include <memory>

#include "workflow/store/store.h"

namespace loket::app {

/// Where `run` keeps the office of this machine if nobody says otherwise.
std::filesystem::path default_office_folder();

struct OfficeFiles {
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::SealKey> seal_key;
    Bytes code_key;  ///< derived from the store's key: for digests of PIN and print codes
};

enum class Missing { Make, Refuse };

/// Opens the store of a folder with its keys, or makes all three. `Gone` "store.missing" for a folder without an office that
/// must have one, "key.missing" for an office without its key (a new key would make it
/// unreadable for ever), "seal.missing" and Rejected "seal.other_key" for one that was sealed with a key that is not there.
Result<OfficeFiles> open_office_files(const std::filesystem::path& folder, Random& random, Missing missing, store::PageCheck check = store::PageCheck::AtOpening);

}  // namespace loket::app
