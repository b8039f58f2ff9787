// The first pages of a new machine, without a window.

#include <catch2/catch.hpp>

#include <thread>

#include "devices/base/file.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/setup.h"
#include "process.h"
#include "workflow/store/key_file.h"

using namespace loket;
using namespace loket::app;
using Step = Setup::Step;

namespace {

/// A machine without an office, an induk and a register that answer as they are told.
struct NewMachine {
    ManualClock clock{from_millis(1'795'000'000'000)};
    StationStrings strings = StationStrings::load(find_assets()).value();
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("loket-setup-" + std::to_string(::getpid()));
    Result<LanPlace> joined = LanPlace{};
    Status enrolled;
    JoinWish wish;
    std::string url, code;

    NewMachine() {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        REQUIRE(write_text(folder / "recovery-key", "abcd-efgh-ijkl\n"));
    }
    ~NewMachine() { std::filesystem::remove_all(folder); }
    NewMachine(const NewMachine&) = delete;
    NewMachine& operator=(const NewMachine&) = delete;

    std::unique_ptr<Setup> begin(Step first) {
        return std::make_unique<Setup>(first, true, strings,
                                       SetupWorld{.clock = clock, .data = folder / "loket", .recovery_key = folder / "recovery-key", .links = [] { return std::vector<NetworkLink>{{"eth0", "192.168.1.9", true}}; },
                                                  .join = [this](const JoinWish& asked) { return wish = asked, joined; },
                                                  .enrol = [this](const std::string& at, const std::string& with) { return url = at, code = with, enrolled; }});
    }
};

void say(Setup& setup, const std::string& name, const std::string& value = {}) {
    setup.handle({name, value});
    while (setup.busy()) setup.poll(), std::this_thread::yield();
}

void type(Setup& setup, const std::string& text) {
    for (const char c : text) say(setup, "letter", std::string(1, c));
    say(setup, "next");
}

void to_code(Setup& setup) {
    say(setup, "next"), say(setup, "next"), say(setup, "answer", "station"), say(setup, "answer", "loket");
    type(setup, "LOKET 2");
    type(setup, "192.168.1.5:7373");
    REQUIRE(setup.step() == Step::Code);
}

}  // namespace

TEST_CASE("the first machine of an office: three pages, the recovery key once, then the register or not yet") {
    NewMachine machine;
    auto setup = machine.begin(Step::Welcome);
    say(*setup, "next"), say(*setup, "next"), say(*setup, "answer", "first");
    REQUIRE(setup->step() == Step::Recovery);
    CHECK(std::filesystem::exists(machine.folder / "recovery-key"));
    say(*setup, "next");
    CHECK(setup->done());
    CHECK_FALSE(setup->joined());
    CHECK_FALSE(std::filesystem::exists(machine.folder / "recovery-key"));

    auto later = machine.begin(Step::Url);
    SECTION("not yet") { say(*later, "next"); }
    SECTION("enrolled") {
        type(*later, "PUSAT.BINTANKAB.GO.ID:8443");
        type(*later, "ABCD-EFGH");
        CHECK(machine.url == "https://pusat.bintankab.go.id:8443");
        CHECK(machine.code == "ABCD-EFGH");
        REQUIRE(later->step() == Step::Enrolled);
        say(*later, "next");
    }
    REQUIRE(later->step() == Step::Ready);
    say(*later, "next");
    CHECK(later->done());
}

TEST_CASE("a station joins by the induk's address and code, what is refused can be typed again, also the address before it") {
    NewMachine machine;
    machine.joined = rejected("lan.code", "wrong code");
    auto setup = machine.begin(Step::Welcome);
    to_code(*setup);
    type(*setup, "K7QM");
    REQUIRE(setup->step() == Step::Code);
    CHECK(setup->refusal().starts_with("Kode salah"));
    machine.joined = Error{Fault::Gone, "nobody there", "sync.no_link"};
    type(*setup, "K7QN");
    CHECK(setup->refusal().starts_with("Induk tidak menjawab"));
    say(*setup, "back");
    REQUIRE(setup->step() == Step::Address);
    CHECK(setup->refusal().empty());
    machine.joined = LanPlace{};
    type(*setup, "192.168.1.6");
    type(*setup, "K7QP");
    CHECK(machine.wish.address == "192.168.1.6");
    CHECK(machine.wish.name == "LOKET 2");
    CHECK(machine.wish.role == "loket");
    CHECK(machine.wish.code == "K7QP");
    CHECK(setup->joined());
    CHECK(setup->step() == Step::Recovery);
}

TEST_CASE("a register that refuses is said in words, and nothing is typed into a page that asks nothing") {
    NewMachine machine;
    machine.enrolled = rejected("sync.code_shape", "no code");
    auto setup = machine.begin(Step::Url);
    type(*setup, "pusat");
    type(*setup, "X");
    REQUIRE(setup->step() == Step::UrlCode);
    CHECK_FALSE(setup->refusal().empty());
    auto first = machine.begin(Step::Welcome);
    say(*first, "letter", "A");
    CHECK(first->typed().empty());
    say(*first, "back");
    CHECK(first->step() == Step::Welcome);
}

TEST_CASE("a recovery key that nobody confirmed is shown by the next start, of a station and of a display, too") {
    NewMachine machine;
    const auto office = machine.folder / "loket";
    CHECK_FALSE(key_unconfirmed(office));  // a new machine comes to it by its pages
    std::filesystem::create_directories(office);
    SECTION("a station") { REQUIRE(write_text(office / "office.db", "office")); }
    SECTION("a display") {
        LanPlace place;
        place.role = std::string(lan::kDisplayRole);
        place.address = "192.168.1.5:7373";
        REQUIRE(save_place(office, place));
    }
    CHECK(key_unconfirmed(office));
    const auto setup = machine.begin(Step::Recovery);
    say(*setup, "next");
    CHECK(setup->done());
    CHECK_FALSE(key_unconfirmed(office));
}

TEST_CASE("a machine that takes the place of a lost one: the stick, the code from the paper, the office is back") {
    NewMachine machine;
    const auto stick = machine.folder / "stick", old = machine.folder / "old";
    SystemRandom random;
    const auto code = sync::new_recovery_code(random);
    {
        auto files = open_office_files(old, random, Missing::Make).value();
        REQUIRE(keep_recovery_code(old, code));
        REQUIRE(files.store->commit(store::Batch().add(store::NewEvent{"stok", "X", "loket/SISTEM", "{}", machine.clock.now()})));
        REQUIRE(make_folder(stick / "loket-old.backup"));
        const auto key = store::load_or_create_key(old / "office.key", random).value();
        REQUIRE(sync::make_backup(sync::at_hand(*files.store), key, stick / "loket-old.backup", machine.clock.now()));
        REQUIRE(write_file(stick / "loket-old.backup/keys.sealed", sync::seal_files({{"office.key", read_file(old / "office.key", 100).value()}, {"office.seal", read_file(old / "office.seal", 100).value()}},
                                                                                      recovery_reader(old).value().value())));
    }
    int asked = 0, let_go = 0;
    StickPlace place{StickState::Waiting};
    Setup setup(Step::Part, true, machine.strings,
                SetupWorld{.clock = machine.clock, .data = machine.folder / "loket", .recovery_key = machine.folder / "recovery-key", .enrol = {}, .seek_stick = [&] { return ++asked, Status{}; },
                           .let_stick_go = [&] { return ++let_go, Status{}; }, .stick = [&] { return place; }});
    const auto look = [&] { machine.clock.advance(std::chrono::seconds(2)), setup.poll(); };
    say(setup, "answer", "copy");
    REQUIRE(setup.step() == Step::Stick);
    CHECK(asked == 1);
    look();
    say(setup, "next");  // nothing is there yet: the system is asked again
    CHECK((setup.step() == Step::Stick && asked == 2));
    place = {StickState::Open, machine.folder};
    look();
    CHECK_FALSE(setup.refusal().empty());  // a stick without a copy
    place = {StickState::Open, stick};
    look();
    CHECK(setup.refusal().empty());
    say(setup, "next");
    REQUIRE(setup.step() == Step::BackupCode);
    type(setup, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA");
    CHECK(setup.step() == Step::BackupCode);
    CHECK_FALSE(setup.refusal().empty());
    CHECK_FALSE(has_office(machine.folder / "loket"));
    type(setup, code);
    REQUIRE(setup.step() == Step::Restored);
    CHECK(setup.restored());
    CHECK(let_go == 1);
    CHECK(has_office(machine.folder / "loket"));
    say(setup, "next");
    CHECK(setup.step() == Step::Recovery);  // of this machine's own disk
    say(setup, "next");
    CHECK(setup.done());
    CHECK(recovery_reader(machine.folder / "loket").value() == recovery_reader(old).value());
}
