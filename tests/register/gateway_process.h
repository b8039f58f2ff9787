#pragma once
// A gateway that can be killed.

#include "tests/killable.h"
#include "tests/register/tools.h"

namespace loket::centre::test {

/// A gateway in a process of its own, on one port through all its lives.
class GatewayProcess {
  public:
    GatewayProcess(std::filesystem::path folder, std::string conninfo) : folder_(std::move(folder)), conninfo_(std::move(conninfo)) { start(); }
    [[nodiscard]] int port() const { return port_; }
    /// kill -9, and another one in its place.
    void crash() {
        process_.kill();
        start();
    }

  private:
    void start() {
        const auto said = process_.start({folder_.string(), conninfo_, std::to_string(port_)});
        if (!said.empty()) port_ = std::stoi(said);  // else the database is being restarted; the next one will do better
    }
    std::filesystem::path folder_;
    std::string conninfo_;
    int port_ = 0;
    loket::test::Killable process_{LOKET_BINARY_DIR "/tests/gateway_process"};
};

}  // namespace loket::centre::test
