#pragma once
// The register's door: HTTPS with certificates on both ends over the books on PostgreSQL and a store of packets. It keeps nothing itself;
// any number of them may stand in front of one database and one packet folder or bucket.

#include "workflow/register/gateway/https_server.h"
#include "workflow/register/gateway/packet_store.h"
#include "workflow/register/postgres/books.h"
#include "workflow/sync/carry/card.h"
#include "workflow/sync/wire/code.h"

namespace loket::centre {

struct GatewayOptions {
    std::filesystem::path folder;  ///< of the register: pki/, packets/ or packets.json, register.sign, register.seal; made where it is missing
    std::string conninfo;          ///< of PostgreSQL, for libpq
    std::vector<std::string> hosts = {"127.0.0.1", "localhost"};  ///< what offices call it: stands in its certificate
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one
    std::size_t workers = 2;  ///< and as many for pieces of packets, each with a connection to the database
    std::chrono::hours device_life{24 * 30}, server_life{24 * 90};
};

class Gateway {
  public:
    /// `clock` must outlive it. Gone `register.database`, Rejected `register.port`.
    static Result<std::unique_ptr<Gateway>> start(const GatewayOptions& options, const Clock& clock);
    ~Gateway();
    [[nodiscard]] std::uint16_t port() const;

  private:
    struct State;
    explicit Gateway(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The register's own keys, register.sign and register.seal of this folder; made where they are missing.
Result<std::unique_ptr<sync::RegisterKeys>> keys_in(const std::filesystem::path& folder);

/// A one-time code of the register in this folder, noted in its books, good for so long.
Result<sync::wire::OneTimeCode> issue_code(const std::filesystem::path& folder, Books& books, const std::string& note, Millis good_for, const Clock& clock);

}  // namespace loket::centre
