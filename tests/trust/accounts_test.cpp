#include "devices/base/file.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/synth/synth.h"
#include "tests/store/fixture.h"
#include "workflow/trust/accounts.h"

using namespace loket;
using namespace loket::trust;
using namespace std::chrono_literals;
using engine::Actor;
using engine::Role;
using store::test::code_of;

namespace {

const Actor kAdmin{"admin", Role::Sistem};

/// An office with one officer whose PIN is 902814.
struct OneOfficer {
    store::test::TemporaryFolder folder;
    ManualClock clock{from_millis(1'767'600'000'000)};
    std::unique_ptr<store::Store> store = store::test::opened(folder / "store.db");
    Accounts accounts{*store, clock};

    OneOfficer() { REQUIRE(accounts.add({"budi", "BUDI", Role::Petugas, ""}, "902814", kAdmin)); }
    std::vector<std::string> actions() {
        std::vector<std::string> out;
        for (const auto& line : store->audits("budi").value()) out.push_back(line.action);
        return out;
    }
};

/// One placement of a synthetic person's right index finger.
biometrics::FingerTemplate print(std::uint64_t person, std::uint64_t placement) {
    return biometrics::extract_minutiae(biometrics::synth::fingerprint(person, biometrics::Finger::RightIndex, {.seed = placement})).value();
}

}  // namespace

TEST_CASE("signing in, and waiting after three wrong PINs, longer each time") {
    OneOfficer office;
    auto& accounts = office.accounts;
    CHECK(accounts.sign_in({"budi", "902814"}).value().name == "BUDI");
    for (int i = 0; i < 3; ++i) CHECK(code_of(accounts.sign_in({"budi", "111111"})) == "sign_in.wrong");
    CHECK(code_of(accounts.sign_in({"budi", "902814"})) == "sign_in.wait");
    office.clock.advance(6s);
    CHECK(code_of(accounts.sign_in({"budi", "111111"})) == "sign_in.wrong");
    office.clock.advance(6s);
    CHECK(code_of(accounts.sign_in({"budi", "902814"})) == "sign_in.wait");
    office.clock.advance(6s);
    CHECK(accounts.sign_in({"budi", "902814"}));
    CHECK(code_of(accounts.sign_in({"nobody", "902814"})) == "sign_in.wrong");
    CHECK(office.actions() == std::vector<std::string>{"officer_added", "sign_in", "sign_in_failed", "sign_in_failed", "sign_in_failed", "sign_in_failed", "sign_in"});
}

TEST_CASE("a suspended officer stays on record and cannot sign in, a new PIN ends the old one") {
    OneOfficer office;
    auto& accounts = office.accounts;
    REQUIRE(accounts.suspend("budi", true, kAdmin));
    CHECK(code_of(accounts.sign_in({"budi", "902814"})) == "sign_in.suspended");
    CHECK(accounts.all()->size() == 1);
    REQUIRE(accounts.suspend("budi", false, kAdmin));
    REQUIRE(accounts.set_pin("budi", "775533", kAdmin));
    CHECK(code_of(accounts.sign_in({"budi", "902814"})) == "sign_in.wrong");
    CHECK(accounts.sign_in({"budi", "775533"}));
    CHECK(code_of(accounts.set_pin("budi", "111111", kAdmin)) == "pin.weak");
    CHECK(code_of(accounts.set_pin("siti", "775533", kAdmin)) == "officer.unknown");
}

TEST_CASE("no PIN is in the store or the audit as it was typed") {
    OneOfficer office;
    CHECK(office.store->officer("budi").value()->doc.find("902814") == std::string::npos);
    CHECK(office.store->officer("budi").value()->doc.find("$argon2id$") != std::string::npos);
    for (const auto& line : office.store->audits(1).value()) CHECK((line.action + line.subject + line.purpose).find("902814") == std::string::npos);
}

TEST_CASE("a delegation is kept with its decree") {
    OneOfficer office;
    const Delegation plh{DelegationKind::Plh, Role::Kasi, *parse_iso_date("2026-03-02"), *parse_iso_date("2026-03-06"), "800/12/2026"};
    REQUIRE(office.accounts.delegate("budi", plh, kAdmin));
    CHECK(office.accounts.sign_in({"budi", "902814"})->delegations == std::vector{plh});
    CHECK(office.actions().back() == "sign_in");
}

TEST_CASE("a role is delegated by its own holder, not by a stand-in and not by anybody else") {
    OneOfficer office;
    const Delegation plh{DelegationKind::Plh, Role::Kasi, *parse_iso_date("2026-03-02"), *parse_iso_date("2026-03-06"), "800/12/2026"};
    REQUIRE(office.accounts.add({"ratna", "RATNA", Role::Kasi, ""}, "482915", kAdmin));
    REQUIRE(office.accounts.add({"sari", "SARI", Role::FrontOffice, ""}, "573820", kAdmin));
    REQUIRE(office.accounts.delegate("budi", plh, {"ratna", Role::Kasi}));
    CHECK(office.accounts.sign_in({"budi", "902814"})->delegations == std::vector{plh});
    CHECK(code_of(office.accounts.delegate("sari", plh, {"budi", Role::Kasi})) == "officer.not_yours");
    CHECK(code_of(office.accounts.delegate("sari", plh, {"sari", Role::FrontOffice})) == "officer.not_yours");
    CHECK(code_of(office.accounts.delegate("sari", plh, {"nobody", Role::Kasi})) == "officer.not_yours");
}

TEST_CASE("waiting after wrong PINs outlives a restart of the program, and a new PIN ends it") {
    store::test::TemporaryFolder folder;
    ManualClock clock{from_millis(1'767'600'000'000)};
    {
        const auto store = store::test::opened(folder / "store.db");
        Accounts accounts(*store, clock);
        REQUIRE(accounts.add({"budi", "BUDI", Role::Petugas, ""}, "902814", kAdmin));
        for (int i = 0; i < 4; ++i) static_cast<void>(accounts.sign_in({"budi", "111111"})), clock.advance(1s);
    }
    const auto store = store::test::opened(folder / "store.db");
    Accounts accounts(*store, clock);
    CHECK(code_of(accounts.sign_in({"budi", "902814"})) == "sign_in.wait");
    CHECK(accounts.standings()->front().failures == 3);  // the fourth was refused without a look at the PIN
    REQUIRE(accounts.set_pin("budi", "775533", kAdmin));
    CHECK(accounts.sign_in({"budi", "775533"}));
    CHECK(accounts.standings()->front().failures == 0);
    CHECK(accounts.standings()->front().last_sign_in == clock.now());
}

TEST_CASE("a second officer vouches with a role that may, never for themselves, with waits of their own") {
    OneOfficer office;
    auto& accounts = office.accounts;
    REQUIRE(accounts.add({"ratna", "RATNA", Role::Kasi, ""}, "482915", kAdmin));
    REQUIRE(accounts.add({"bagus", "BAGUS", Role::Adb, ""}, "482915", kAdmin));
    const Actor rina{"rina", Role::FrontOffice};
    CHECK(accounts.confirm("ratna", "482915", Authority::Override, "override", rina).value() == Actor{"ratna", Role::Kasi});
    const auto line = office.store->latest_audits("ratna", 1)->front();
    CHECK(line.action + "|" + line.actor + "|" + line.purpose == "confirm|KASI:ratna|override for FO:rina");
    CHECK(code_of(accounts.confirm("budi", "902814", Authority::Override, "override", rina)) == "confirm.role");
    CHECK(code_of(accounts.confirm("bagus", "482915", Authority::Override, "override", rina)) == "confirm.role");
    CHECK(accounts.confirm("bagus", "482915", Authority::Maintenance, "kiosk_exit", rina)->role == Role::Adb);
    CHECK(accounts.confirm("budi", "902814", Authority::Witness, "activation", rina)->role == Role::Petugas);
    CHECK(code_of(accounts.confirm("ratna", "482915", Authority::Override, "override", {"ratna", Role::Kasi})) == "confirm.self");
    CHECK(code_of(accounts.confirm("nobody", "482915", Authority::Override, "override", rina)) == "confirm.wrong");
    for (int i = 0; i < 3; ++i) CHECK(code_of(accounts.confirm("ratna", "111111", Authority::Override, "override", rina)) == "confirm.wrong");
    CHECK(code_of(accounts.confirm("ratna", "482915", Authority::Override, "override", rina)) == "confirm.wait");
    CHECK(accounts.sign_in({"ratna", "482915"}));  // waiting here does not keep anybody from their own work
    REQUIRE(accounts.suspend("ratna", true, kAdmin));
    office.clock.advance(400s);
    CHECK(code_of(accounts.confirm("ratna", "482915", Authority::Override, "override", rina)) == "sign_in.suspended");
}

TEST_CASE("who stands in for a supervisor vouches in that role, on those days") {
    OneOfficer office;
    const auto today = wib_date(office.clock.now());
    REQUIRE(office.accounts.delegate("budi", {DelegationKind::Plh, Role::Kasi, today, today, "800/12/2026"}, kAdmin));
    const Actor rina{"rina", Role::FrontOffice};
    CHECK(office.accounts.confirm("budi", "902814", Authority::Override, "override", rina).value() == Actor{"budi", Role::Kasi});
    office.clock.advance(24h);
    CHECK(code_of(office.accounts.confirm("budi", "902814", Authority::Override, "override", rina)) == "confirm.role");
}

TEST_CASE("only an administrator changes accounts, and nobody suspends the own one") {
    OneOfficer office;
    const Actor kasi{"ratna", Role::Kasi}, adb{"budi", Role::Adb};
    CHECK(code_of(office.accounts.set_pin("budi", "775533", kasi)) == "officer.not_yours");
    CHECK(code_of(office.accounts.add({"siti", "SITI", Role::Petugas, ""}, "775533", kasi)) == "officer.not_yours");
    CHECK(code_of(office.accounts.suspend("budi", true, adb)) == "officer.self");
    CHECK(office.accounts.set_pin("budi", "775533", adb));
}

TEST_CASE("an officer card names its officer, is kept as a token only, and is asked for where the rule says so") {
    OneOfficer office;
    REQUIRE(office.accounts.add({"siti", "SITI", Role::Petugas, ""}, "482915", kAdmin));
    REQUIRE(office.accounts.set_card("budi", "04A1B2C3", kAdmin));
    CHECK(office.store->officer("budi").value()->doc.find("04A1B2C3") == std::string::npos);
    CHECK(code_of(office.accounts.set_card("siti", "04A1B2C3", kAdmin)) == "officer.card_taken");
    CHECK(office.accounts.sign_in({.user = "", .pin = "902814", .card = "04A1B2C3"})->user == "budi");
    CHECK(code_of(office.accounts.sign_in({.user = "", .pin = "902814", .card = "04FFFFFF"})) == "sign_in.card_unknown");
    CHECK(code_of(office.accounts.sign_in({.user = "siti", .pin = "482915", .card = "04A1B2C3"})) == "sign_in.card");
    Accounts strict(*office.store, office.clock, {.sign_in = SignInRule::CardPin});
    CHECK(code_of(strict.sign_in({"budi", "902814"})) == "sign_in.card");
    CHECK(strict.sign_in({.user = "budi", .pin = "902814", .card = "04A1B2C3"}));
    REQUIRE(office.accounts.set_card("budi", "", kAdmin));
    CHECK(code_of(strict.sign_in({.user = "", .pin = "902814", .card = "04A1B2C3"})) == "sign_in.card_unknown");
}

TEST_CASE("PIN and finger: the enrolled finger opens, another does not, and suspending forgets it") {
    OneOfficer office;
    Accounts strict(*office.store, office.clock, {.sign_in = SignInRule::PinFinger});
    CHECK(code_of(strict.sign_in({.user = "budi", .pin = "902814", .finger = print(1, 1)})) == "sign_in.not_enrolled");
    REQUIRE(strict.enrol("budi", biometrics::Finger::RightIndex, print(1, 1), 80, kAdmin));
    CHECK(code_of(strict.sign_in({"budi", "902814"})) == "sign_in.finger");
    CHECK(code_of(strict.sign_in({.user = "budi", .pin = "902814", .finger = print(2, 1)})) == "sign_in.finger_wrong");
    const auto in = strict.sign_in({.user = "budi", .pin = "902814", .finger = print(1, 2)});
    REQUIRE(in);
    CHECK(in->fingers.size() == 1);
    CHECK(in->fingers.front().record.empty());
    CHECK(in->pin_hash.empty());
    REQUIRE(strict.add({"siti", "SITI", Role::Petugas, ""}, "482915", kAdmin));
    CHECK(code_of(strict.enrol("siti", biometrics::Finger::LeftThumb, print(1, 3), 80, kAdmin)) == "officer.finger_taken");
    REQUIRE(strict.suspend("budi", true, kAdmin));
    REQUIRE(strict.suspend("budi", false, kAdmin));
    CHECK(code_of(strict.sign_in({.user = "budi", .pin = "902814", .finger = print(1, 2)})) == "sign_in.not_enrolled");
    CHECK(office.actions().back() == "reinstated");
}

TEST_CASE("rules of signing in come from a file that says what is wrong with it") {
    store::test::TemporaryFolder folder;
    const auto rules = load_rules(std::filesystem::path(LOKET_SOURCE_DIR) / "assets/trust.json");
    REQUIRE(rules);
    CHECK(rules->sign_in == SignInRule::Pin);  // a new synthetic office has no cards and no fingers yet
    const auto written = [&](std::string_view text) {
        REQUIRE(write_file(folder / "trust.json", as_bytes(text)));
        const auto read = load_rules(folder / "trust.json");
        return read ? std::string() : read.error().context;
    };
    CHECK(written(R"({"sign_in":"pin+finger","lock_after_minutes":5})").empty());
    CHECK(written(R"({"sign_in":"password","lock_after_minutes":5})").find("/sign_in") != std::string::npos);
    CHECK(written(R"({"sign_in":"pin","lock_after_minutes":0})").find("lock_after_minutes") != std::string::npos);
}
