#pragma once
// The files of an office in its folder: office.db, office.key (opens it), office.seal (signs its chains). Where the store lies on a PostgreSQL
// that several machines reach, office.server stands in the place of office.db: where it is, as libpq takes it.

#include <filesystem>
#include <memory>
#include <optional>

#include "workflow/store/store.h"

namespace loket::app {

/// Where `run` keeps the office of this machine if nobody says otherwise.
std::filesystem::path default_office_folder();

/// Holds at most one line; with a password in it nobody else should be able to read it.
inline constexpr const char* kServerFile = "office.server";

/// Whether there is an office in the folder, in a file or on a server.
bool has_office(const std::filesystem::path& folder);
/// One line of a file: where a store lies on a server. Corrupt "office.server" for anything else.
Result<std::string> read_server_line(const std::filesystem::path& file);
/// Of the office in this folder; nothing: its store is a file.
Result<std::optional<std::string>> server_of(const std::filesystem::path& folder);
/// "store.missing"
Error no_office_in(const std::filesystem::path& folder);

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
