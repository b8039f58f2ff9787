// How a bundle gets from a stick to where the system takes it, and what is told of it afterwards.

#include <catch2/catch.hpp>

#include "kiosk/app/update/outcome.h"
#include "kiosk/app/update/supply.h"
#include "tests/update/bundle.h"

using namespace loket;
using loket::test::Appliance;
using loket::test::publisher;
namespace fs = std::filesystem;

namespace {

/// A stick beside the disk.
class Stick {
  public:
    explicit Stick(const Appliance& disk) : disk_(disk) {
        fs::create_directories(folder());
        fs::create_directories(target().parent_path());
        REQUIRE(write_text(disk_.folder() / "key", to_hex(publisher().public_key()) + "\n"));
    }
    [[nodiscard]] fs::path folder() const { return disk_.folder() / "stick"; }
    [[nodiscard]] fs::path target() const { return disk_.folder() / "office/update.bundle"; }
    [[nodiscard]] fs::path part() const { return target().string() + ".part"; }
    [[nodiscard]] update::Gate gate() const { return {disk_.folder() / "key", "1.0", disk_.folder() / "floor"}; }
    void bring(const std::string& version, const sync::SigningKey& key = publisher()) const {
        disk_.make(version, key);
        fs::rename(disk_.bundle(), folder() / ("loket-" + version + ".bundle"));
    }
    [[nodiscard]] std::string refusal() const { return update::find_offer(folder(), gate()).error().code; }

  private:
    const Appliance& disk_;
};

bool always(int) { return true; }

Bytes box(std::initializer_list<std::uint8_t> classes) {
    Bytes bytes{18, 1, 0, 2, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9, 2, 0, 0, 0, 1, 0, 0x80, 50};
    for (const auto kind : classes) bytes.insert(bytes.end(), {9, 4, 0, 0, 1, kind, 6, 0x50, 0, 7, 5, 0x81, 2, 0, 2, 0});
    return bytes;
}

}  // namespace

TEST_CASE("the newest bundle of a stick that may be taken is offered, and why none may") {
    const Appliance disk;
    const Stick stick(disk);
    CHECK(stick.refusal() == "update.no_bundle");
    stick.bring("0.8");
    CHECK(stick.refusal() == "update.older");
    stick.bring("1.2");
    stick.bring("1.10");
    stick.bring("7.0", sync::SigningKey(std::array<std::uint8_t, 32>{9}));
    const auto offer = update::find_offer(stick.folder(), stick.gate());
    REQUIRE(offer);
    CHECK(offer->head.manifest.version == "1.10");
    CHECK(offer->size() == fs::file_size(offer->file));
    REQUIRE(write_text(disk.folder() / "floor", "1.11\n"));
    CHECK_FALSE(update::find_offer(stick.folder(), stick.gate()));
}

TEST_CASE("a bundle is laid down whole or not at all, wherever its copy is cut or changed") {
    const Appliance disk;
    const Stick stick(disk);
    stick.bring("1.2");
    const auto offer = update::find_offer(stick.folder(), stick.gate());
    REQUIRE(offer);
    const auto whole = read_file(offer->file).value();
    for (std::size_t i = 0; i < 24; ++i) {
        const auto at = i * whole.size() / 24 + i % 3;
        INFO("at byte " << at);
        auto cut = whole, changed = whole;
        cut.resize(at);
        changed[at] ^= 0x40;
        for (const auto& content : {cut, changed}) {
            REQUIRE(write_file(offer->file, content));
            CHECK_FALSE(update::lay_down(*offer, stick.gate(), stick.target(), always));  // as if it had gone bad after it was offered
            CHECK_FALSE(fs::exists(stick.target()));
            CHECK_FALSE(fs::exists(stick.part()));
        }
    }
    REQUIRE(write_file(offer->file, whole));
    int asked = 0;
    const auto stopped = update::lay_down(*offer, stick.gate(), stick.target(), [&](int) { return ++asked < 1; });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().fault == Fault::Cancelled);
    CHECK_FALSE(fs::exists(stick.target()));
    REQUIRE(write_file(stick.part(), loket::test::payload(2'000'000, 3)));  // what a power cut left, longer than the bundle
    REQUIRE(update::lay_down(*offer, stick.gate(), stick.target(), always));
    CHECK(read_file(stick.target()).value() == whole);
    CHECK_FALSE(fs::exists(stick.part()));
}

TEST_CASE("only a box of nothing but storage is a stick") {
    CHECK(update::is_only_storage(box({8})));
    CHECK(update::is_only_storage(box({8, 8})));
    CHECK_FALSE(update::is_only_storage(box({})));
    CHECK_FALSE(update::is_only_storage(box({3})));     // a keyboard
    CHECK_FALSE(update::is_only_storage(box({8, 3})));  // a stick that can type
    CHECK_FALSE(update::is_only_storage({}));
    const auto stick = box({8});
    for (std::size_t cut = 1; cut < 16; ++cut) CHECK_FALSE((cut != 7 && update::is_only_storage(ByteView(stick).first(stick.size() - cut))));  // 7: a whole descriptor less
    auto endless = stick;
    endless[0] = 0;
    CHECK_FALSE(update::is_only_storage(endless));
}

TEST_CASE("what became of a bundle is read back as it was written, and anything else says nothing") {
    const Appliance disk;
    const auto file = disk.folder() / "outcome";
    CHECK(update::read_outcome(file) == update::Outcome{});
    for (int stage = 0; stage <= static_cast<int>(update::Stage::WentBack); ++stage) {
        const update::Outcome outcome{static_cast<update::Stage>(stage), "1.2", stage * 20, "update.older"};
        REQUIRE(update::write_outcome(file, outcome));
        CHECK(update::read_outcome(file) == outcome);
    }
    const auto good = read_text(file).value();
    for (std::size_t length = 0; length + 2 < good.size(); ++length) {
        REQUIRE(write_text(file, good.substr(0, length)));
        CHECK(update::read_outcome(file).stage == update::Stage::Nothing);
    }
    REQUIRE(write_text(file, R"({"stage":"new","version":"1","percent":1,"code":""})"));
    CHECK(update::read_outcome(file).stage == update::Stage::Nothing);
}

TEST_CASE("a start says whether the version before it was kept") {
    using update::Stage;
    const update::Outcome installed{Stage::Installed, "1.2", 100, {}};
    const auto after = [&](const std::string& running, std::vector<update::Entry> entries) { return update::after_start(installed, running, entries).stage; };
    CHECK(after("1.2", {{"1.2", std::nullopt, 0}, {"1.0", std::nullopt, 0}}) == Stage::Good);
    CHECK(after("1.2", {{"1.2", 2, 1}, {"1.0", std::nullopt, 0}}) == Stage::Installed);  // still on trial
    CHECK(after("1.0", {{"1.2", 0, 3}, {"1.0", std::nullopt, 0}}) == Stage::WentBack);
    CHECK(after("1.0", {{"1.2", 3, 0}, {"1.0", std::nullopt, 0}}) == Stage::Installed);  // nobody has tried it yet
    const update::Outcome refused{Stage::Refused, "1.2", 100, "update.older"};
    CHECK(update::after_start(refused, "1.0", {{"1.2", 0, 3}}) == refused);
}

TEST_CASE("an installation tells how far it is, never backwards") {
    const Appliance disk;
    disk.make("1.2");
    std::vector<int> told;
    REQUIRE(update::install(disk.bundle(), publisher().public_key(), disk.places(), [](const fs::path&) { return true; }, [&](int percent) { told.push_back(percent); }));
    REQUIRE(told.size() >= 4);
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(told.front() == 0);
    CHECK(told.back() < 100);
}
