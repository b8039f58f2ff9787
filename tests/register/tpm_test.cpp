// The device's key in a TPM (swtpm, one for each test), for mutual TLS with a register; and what happens when that TPM is gone or another.

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cstdlib>

#include "devices/base/sha256.h"
#include "tests/killable.h"
#include "tests/register/tools.h"
#include "workflow/pki/device_key.h"
#include "workflow/pki/request.h"
#include "workflow/tpm/key_form.h"
#include "workflow/tpm/tpm.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

/// A pair of ports that nobody uses at this moment: swtpm takes commands on one and control on the next.
int free_pair() {
    for (int port = 21'000 + ::getpid() % 8000 * 2;; port += 2) {
        bool both = true;
        for (int n = 0; n < 2; ++n) {
            const int tried = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            sockaddr_in place{};
            place.sin_family = AF_INET;
            place.sin_port = htons(static_cast<std::uint16_t>(port + n));
            place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            both = both && ::bind(tried, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0;
            ::close(tried);
        }
        if (both) return port;
    }
}

/// A TPM for this process, as long as it lives; afterwards there is none.
class SoftTpm {
  public:
    SoftTpm() { start(); }
    ~SoftTpm() {
        kill();
        ::setenv(tpm::kEnvironment, "none", 1);
    }
    SoftTpm(const SoftTpm&) = delete;
    SoftTpm& operator=(const SoftTpm&) = delete;

    void start() {
        const int port = free_pair();
        const auto server = fmt::format("type=tcp,bindaddr=127.0.0.1,port={}", port), control = fmt::format("type=tcp,bindaddr=127.0.0.1,port={}", port + 1), state = "dir=" + folder.path().string();
        std::vector<std::string> words{"setpriv", "--pdeathsig", "KILL", "swtpm", "socket", "--tpm2", "--tpmstate", state, "--server", server, "--ctrl", control, "--flags", "not-need-init,startup-clear"};
        std::vector<char*> argv;
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        REQUIRE(::posix_spawnp(&pid_, "setpriv", nullptr, nullptr, argv.data(), environ) == 0);
        tcti = fmt::format("swtpm:host=127.0.0.1,port={}", port);
        ::setenv(tpm::kEnvironment, tcti.c_str(), 1);
        ::setenv("TSS2_LOG", "all+none", 1);
        for (int tries = 0; tries < 500 && !answers(port + 1); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    void kill() {
        if (pid_ < 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
    TemporaryFolder folder;  ///< what it remembers
    std::string tcti;

  private:
    static bool answers(int port) {
        const int tried = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(static_cast<std::uint16_t>(port));
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool there = ::connect(tried, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0;
        ::close(tried);
        return there;
    }
    pid_t pid_ = -1;
};

/// The openssl program with its provider for TPMs.
bool openssl(const SoftTpm& tpm, const std::string& what) {
    return std::system(fmt::format("TPM2OPENSSL_TCTI='{}' openssl {} -provider default -provider tpm2 -propquery '?provider=tpm2' >/dev/null 2>&1", tpm.tcti, what).c_str()) == 0;
}

void deliver_all(OfficeAt& office, sync::Sender& sender) {
    const auto patience = office.clock.now() + std::chrono::seconds(20);
    do (void)sender.step();
    while (sender.view()->waiting() > 0 && office.clock.now() < patience);
    INFO(sender.view()->standing.code);
    REQUIRE(sender.view()->waiting() == 0);
}

}  // namespace

TEST_CASE("tpm: a key is of use to its TPM alone, and to other programs with that TPM, theirs to us") {
    SoftTpm soft;
    TemporaryFolder folder;
    const auto key = must(tpm::make_key());
    CHECK(tpm::is_key(key));
    CHECK(must(tpm::make_key()) != key);
    must(tpm::try_key(key));
    const auto ours = folder / "ours.pem", theirs = folder / "theirs.pem", note = folder / "note";
    must(write_text(ours, key));
    must(write_text(note, "a note"));
    const auto file = [&](const char* name) { return (folder / name).string(); };
    CHECK(openssl(soft, fmt::format("pkeyutl -sign -rawin -digest sha256 -inkey {} -in {} -out {}", ours.string(), note.string(), file("signature"))));
    CHECK(openssl(soft, fmt::format("pkey -in {} -pubout -out {}", ours.string(), file("public.pem"))));
    CHECK(std::system(fmt::format("openssl dgst -sha256 -verify {} -signature {} {} >/dev/null 2>&1", file("public.pem"), file("signature"), note.string()).c_str()) == 0);
    REQUIRE(openssl(soft, "genpkey -algorithm EC -pkeyopt group:P-256 -out " + theirs.string()));
    const auto other = must(read_text(theirs));
    must(tpm::try_key(other));
    must(write_file(folder / "request", must(pki::make_request(other, "abc"))));
    CHECK(std::system(fmt::format("openssl req -inform DER -in {} -noout -verify 2>/dev/null", file("request")).c_str()) == 0);  // signed by it

    for (const auto& broken : {key.substr(0, 200), std::string("-----BEGIN TSS2 PRIVATE KEY-----\nAAAA\n-----END TSS2 PRIVATE KEY-----\n")}) CHECK(tpm::try_key(broken).error().code == "tpm.key");
    SoftTpm another;
    CHECK(tpm::try_key(key).error().code == "tpm.other");
    another.kill();
    CHECK(tpm::try_key(key).error().code == "tpm.gone");
    CHECK(tpm::make_key().error().code == "tpm.gone");
}

TEST_CASE("tpm: an office whose device has one proves itself with it, waits while it is gone, and enrols anew on another board") {
    SoftTpm soft;
    Register reg;
    OfficeAt office;
    CHECK(tpm::is_key(office.device));
    const auto path = office.folder / "office.device";
    CHECK(must(read_text(path)) == office.device);
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 077) == 0);
    must(office.join(reg.url(), reg.code()));
    office.write(20);
    auto sender = office.sender();
    deliver_all(office, *sender);
    CHECK(reg.events_of(office.uuid()) == 20);

    soft.kill();
    office.write(5);
    sender = office.sender();
    const auto patience = office.clock.now() + std::chrono::seconds(10);
    while (sender->view()->standing.failures < 2 && office.clock.now() < patience) (void)sender->step();
    CHECK(sender->view()->standing.code == "tpm.gone");
    CHECK(must(sync::device_key(path)) == office.device);
    CHECK(sync::device_key_to_enrol(path).error().code == "tpm.gone");
    CHECK(must(read_text(path)) == office.device);  // nothing was changed, nothing half made
    soft.start();
    deliver_all(office, *sender);
    CHECK(reg.events_of(office.uuid()) == 25);

    SoftTpm board;
    CHECK(office.link().head().error().code == "tpm.other");
    office.device = must(sync::device_key_to_enrol(path));
    CHECK(std::filesystem::exists(path.string() + ".other-tpm"));
    must(office.join(reg.url(), reg.code()));
    office.write(5);
    sender = office.sender();
    deliver_all(office, *sender);
    CHECK(reg.events_of(office.uuid()) == 30);
}

TEST_CASE("tpm: keys that lie in files go on as they are, without a TPM a new one is a file, with one that fails there is none") {
    Register reg;
    OfficeAt office;
    const auto path = office.folder / "office.device";
    CHECK(office.device.starts_with("-----BEGIN PRIVATE KEY-----"));
    SoftTpm soft;
    CHECK(must(sync::device_key_to_enrol(path)) == office.device);
    must(office.join(reg.url(), reg.code()));
    office.write(3);
    auto sender = office.sender();
    deliver_all(office, *sender);
    soft.kill();
    CHECK(pki::make_device_key().error().code == "tpm.gone");
    CHECK(sync::device_key(office.folder / "new.device").error().code == "tpm.gone");
    CHECK_FALSE(std::filesystem::exists(office.folder / "new.device"));
}
