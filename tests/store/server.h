#pragma once
// A PostgreSQL of the tests' own, and databases on it.

#include "tests/store/fixture.h"
#include "workflow/register/postgres/connection.h"
#include "workflow/register/postgres/private_server.h"

namespace loket::store::test {

class Server {
  public:
    Server() : cluster_(start(folder_ / "postgres")) {}

    /// Says something to the server as its master.
    void say(const std::string& sql) {
        auto master = centre::Connection::open(conninfo());
        if (!master) FAIL(master.error().context);
        if (const auto said = (*master)->script(sql); !said) FAIL(said.error().context);
    }
    /// Of this database, which is made where it is not there.
    std::string database(const std::string& name) {
        auto master = centre::Connection::open(conninfo());
        if (!master) FAIL(master.error().context);
        const auto rows = (*master)->query("SELECT 1 FROM pg_database WHERE datname = $1", {name});
        if (rows && rows->count() == 0) say("CREATE DATABASE " + name + " TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
        return conninfo() + " dbname=" + name;
    }
    [[nodiscard]] std::string conninfo() const { return cluster_->conninfo(); }
    [[nodiscard]] std::filesystem::path socket() const { return folder_ / "postgres/.s.PGSQL.5432"; }
    void crash() {
        if (const auto back = cluster_->crash(); !back) FAIL(back.error().context);
    }

  private:
    static std::unique_ptr<centre::PrivateServer> start(const std::filesystem::path& folder) {
        auto server = centre::PrivateServer::start(folder);
        if (!server) FAIL(server.error().context);
        return std::move(*server);
    }
    TemporaryFolder folder_;
    std::unique_ptr<centre::PrivateServer> cluster_;
};

inline StoreOptions options_on(const std::string& conninfo, const std::string& owner = "loket-1") { return {.path = {}, .key = test_key(), .server = conninfo, .owner = owner}; }

inline Result<std::unique_ptr<Store>> open_on(const std::string& conninfo, const std::string& owner = "loket-1", std::uint64_t seed = 1) {
    SeededRandom random(seed);
    return Store::open(options_on(conninfo, owner), random);
}
inline std::unique_ptr<Store> opened_on(const std::string& conninfo, const std::string& owner = "loket-1") {
    auto store = open_on(conninfo, owner);
    if (!store) FAIL(store.error().code << ": " << store.error().context);
    return std::move(*store);
}

}  // namespace loket::store::test
