#include "workflow/register/postgres/private_server.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "devices/base/file.h"
#include "devices/base/wait.h"
#include "workflow/register/postgres/connection.h"

namespace loket::centre {
namespace {

const std::filesystem::path kPrograms = "/usr/lib/postgresql/15/bin";  // Debian's place (postgresql-15)

/// Whom it runs as: ourselves, unless we are root.
const passwd* server_user() {
    if (geteuid() != 0) return nullptr;
    const auto* user = getpwnam("postgres");
    return user != nullptr ? user : getpwnam("nobody");
}

/// Starts a program of PostgreSQL in `folder`; its words go to server.log there.
int spawn(const std::filesystem::path& folder, std::vector<std::string> arguments) {
    arguments.front() = (kPrograms / arguments.front()).string();  // whole: they look for each other beside it, and Debian's PATH has them not
    std::vector<char*> pointers;
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const auto* user = server_user();
    const auto log = (folder / "server.log").string();
    const int pid = fork();
    if (pid != 0) return pid;
    setpgid(0, 0);  // so that all its processes can be ended together, and Ctrl-C goes to us first
    if (user != nullptr && (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out >= 0) dup2(out, STDOUT_FILENO), dup2(out, STDERR_FILENO);
    if (chdir(folder.c_str()) != 0) _exit(126);
    execv(pointers.front(), pointers.data());
    _exit(127);
}

Error gone(const std::string& words) { return {Fault::Gone, words, kDatabaseGone}; }

}  // namespace

Result<std::unique_ptr<PrivateServer>> PrivateServer::start(const std::filesystem::path& folder) {
    LOKET_TRY(make_folder(folder));
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    const auto whole = std::filesystem::absolute(folder);
    if (const auto* user = server_user(); user != nullptr && chown(whole.c_str(), user->pw_uid, user->pw_gid) != 0) return gone("cannot give " + whole.string() + " to " + user->pw_name);
    std::unique_ptr<PrivateServer> server(new PrivateServer(whole));
    if (!std::filesystem::exists(whole / "data/PG_VERSION")) {
        const int pid = spawn(whole, {"initdb", "-D", "data", "-U", "loket", "--auth-local=trust", "--auth-host=reject", "-E", "UTF8", "--locale=C", "--data-checksums"});
        int status = 0;
        if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) return gone("initdb failed: see server.log in " + whole.string());
    }
    LOKET_TRY(server->launch());
    return server;
}

/// Only whoever may enter the folder reaches the socket; there is no port.
Status PrivateServer::launch() {
    pid_ = spawn(folder_, {"postgres", "-D", "data", "-k", folder_.string(), "-c", "listen_addresses=", "-c", "unix_socket_permissions=0777", "-c", "synchronous_commit=on"});
    if (pid_ < 0) return gone("PostgreSQL cannot be started");
    for (int tries = 0; tries < 600; ++tries) {
        if (Connection::open(conninfo())) return {};
        int status = 0;
        if (waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            return gone("PostgreSQL ended: see server.log in " + folder_.string());
        }
        wait_for(Millis(100), {});
    }
    return gone("PostgreSQL does not answer");
}

std::string PrivateServer::conninfo_of(const std::filesystem::path& folder) { return "host=" + std::filesystem::absolute(folder).string() + " user=loket dbname=postgres connect_timeout=5"; }

void PrivateServer::stop(int signal) {
    if (pid_ < 0) return;
    kill(pid_, signal);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

PrivateServer::~PrivateServer() { stop(SIGINT); }

/// SIGQUIT: every process exits at once without writing anything more; the next start recovers from the log.
Status PrivateServer::crash() {
    stop(SIGQUIT);
    return launch();
}

}  // namespace loket::centre
