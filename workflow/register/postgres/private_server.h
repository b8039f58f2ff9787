#pragma once
// A PostgreSQL 15 of one's own: its own folder, its own socket there, no port, nobody else's cluster touched. For `./loket register up` and
// for tests.

#include <filesystem>
#include <memory>

#include "devices/base/result.h"

namespace loket::centre {

class PrivateServer {
  public:
    /// Makes a cluster in `folder` where there is none and starts it; waits until it answers, at most a minute. PostgreSQL refuses to run
    /// as root: then it runs as `postgres`, or `nobody`. Gone `register.database`.
    static Result<std::unique_ptr<PrivateServer>> start(const std::filesystem::path& folder);
    /// Stops it in order.
    ~PrivateServer();
    PrivateServer(const PrivateServer&) = delete;
    PrivateServer& operator=(const PrivateServer&) = delete;

    /// For libpq.
    [[nodiscard]] std::string conninfo() const { return conninfo_of(folder_); }
    /// Of the server that may be running in this folder.
    static std::string conninfo_of(const std::filesystem::path& folder);
    /// Ends every process of it at once, as a power cut of the machine would, and starts it again.
    Status crash();

  private:
    explicit PrivateServer(std::filesystem::path folder) : folder_(std::move(folder)) {}
    Status launch();
    void stop(int signal);
    std::filesystem::path folder_;
    int pid_ = -1;
};

}  // namespace loket::centre
