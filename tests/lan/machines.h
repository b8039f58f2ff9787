#pragma once
// Machines of one office in this process, each with a real core, folder and socket on loopback.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "kiosk/app/core/reference.h"
#include "kiosk/app/lan/office_line.h"
#include "workflow/population/resident_json.h"

namespace loket::app::test {

inline const Reference& shared_reference() {
    static const Reference reference = load_reference(LOKET_SOURCE_DIR "/assets").value();
    return reference;
}

/// A folder of its own that goes away with it.
struct LanFolder {
    std::filesystem::path path;
    LanFolder() {
        static int count = 0;
        path = std::filesystem::temp_directory_path() / ("loket-lan-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::remove_all(path);
    }
    ~LanFolder() { std::filesystem::remove_all(path); }
    LanFolder(const LanFolder&) = delete;
};

inline CoreOptions lan_options(const std::filesystem::path& folder, bool follows) {
    CoreOptions options;
    options.data = folder;
    options.assets = LOKET_SOURCE_DIR "/assets";
    options.residents = 120;
    options.follows = follows;
    options.check = store::PageCheck::Never;
    return options;
}

inline std::uint16_t free_port() {
    static int next = 0;
    for (;;) {
        const auto port = static_cast<std::uint16_t>(20'000 + (::getpid() * 37 + next++ * 11) % 12'000);  // below those given to clients
        const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        const bool free = ::bind(probe, reinterpret_cast<const sockaddr*>(&at), sizeof(at)) == 0;
        ::close(probe);
        if (free) return port;
    }
}

/// One machine: closed (`down`) or at work (`up`).
class Machine {
  public:
    LanFolder folder;
    SystemClock clock;
    std::uint16_t port = free_port();  ///< here it listens as the induk
    std::optional<OnNetwork> network;  ///< it says that it is there, or looks for its induk

    void up() {
        SeededRandom random(5);
        const auto place = load_place(folder.path).value();
        auto opened = Core::open(lan_options(folder.path, place && !place->induk), shared_reference(), clock, random);
        INFO((opened ? std::string() : opened.error().code + " " + opened.error().context));
        REQUIRE(opened);
        core = std::make_unique<CoreThread>(std::move(*opened));
        auto started = start_office_line(*core, clock, folder.path, network);
        INFO((started ? std::string() : started.error().context));
        REQUIRE(started);
        line = std::move(*started);
    }
    void down() {
        line.reset();
        core.reset();
    }
    ~Machine() { down(); }

    /// The first machine of an office, on a free port.
    void found() {
        up();
        down();
        REQUIRE(found_office_lan(folder.path, "Induk", port, clock));
        up();
    }
    void join(Machine& induk, const std::string& name) {
        const auto code = induk.line->induk->new_code().value().written;
        const auto joined = join_office({.folder = folder.path, .address = induk.address(), .code = code, .name = name, .role = "loket", .port = port});
        INFO((joined ? std::string() : joined.error().code + joined.error().context));
        REQUIRE(joined);
        up();
        REQUIRE(wait([&] { return !line->station->alone(); }));
    }

    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(line->induk->port()); }
    [[nodiscard]] std::shared_ptr<const Snapshot> now() const { return core->snapshot(); }
    std::string run(const engine::Command& command, const engine::Actor& actor) {
        const auto done = core->execute(command, actor).get();
        return done ? std::string() : done.error().code + (done.error().code.empty() ? done.error().context : "");
    }
    std::int64_t head() const {
        return core->ask([](Core& owner) { return owner.store().shared_head(); }).get();
    }
    store::VerifyReport verify() const {
        return core->ask([](Core& owner) { return owner.store().verify().value(); }).get();
    }

    static bool wait(const std::function<bool()>& until, Millis most = Millis(15'000)) {
        const auto end = std::chrono::steady_clock::now() + most;
        while (!until() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return until();
    }

    std::unique_ptr<CoreThread> core;
    std::shared_ptr<OfficeLine> line;
};

/// Grown-up residents of the synthetic office.
inline std::vector<std::string> grown_ups(Machine& machine, std::size_t count) {
    return machine.core->ask([count](Core& owner) {
                            std::vector<std::string> out;
                            const auto done = owner.store().each_resident([&](const store::ResidentRow& row) -> Status {
                                const auto person = population::decode_resident(row.doc).value();
                                if (out.size() < count && int(person.born.year()) < 2000) out.push_back(row.nik);
                                return {};
                            });
                            REQUIRE(done);
                            return out;
                        }).get();
}

inline const engine::Actor kCounter{"rina", engine::Role::FrontOffice};
inline const engine::Actor kSelf{"anjungan", engine::Role::Pemohon};

inline engine::Command ticket_for(const std::string& nik) {
    engine::TakeTicket wish;
    wish.service = "S02";
    wish.nik = nik;
    wish.answers = {{"alasan", "HILANG"}};
    return wish;
}

}  // namespace loket::app::test
