// With LOKET_STORE_ON_SERVER in the environment, the cases of the contract ("[contract]") run on a PostgreSQL: a database for each path.

#include <cstdlib>

#include "tests/store/server.h"

namespace loket::store::test {
namespace {

std::string database_for(const std::filesystem::path& path) {
    static Server server;
    return server.database("store_" + to_hex(sha256(as_bytes(path.string()))).substr(0, 20));
}

[[maybe_unused]] const bool kOnServer = [] {
    if (std::getenv("LOKET_STORE_ON_SERVER") != nullptr) server_for = database_for;
    return true;
}();

}  // namespace
}  // namespace loket::store::test
