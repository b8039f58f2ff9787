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

}  // namespace

TEST_CASE("signing in, and waiting after three wrong PINs, longer each time") {
    OneOfficer office;
    auto& accounts = office.accounts;
    CHECK(accounts.sign_in("budi", "902814").value().name == "BUDI");
    for (int i = 0; i < 3; ++i) CHECK(code_of(accounts.sign_in("budi", "111111")) == "sign_in.wrong");
    CHECK(code_of(accounts.sign_in("budi", "902814")) == "sign_in.wait");
    office.clock.advance(6s);
    CHECK(code_of(accounts.sign_in("budi", "111111")) == "sign_in.wrong");
    office.clock.advance(6s);
    CHECK(code_of(accounts.sign_in("budi", "902814")) == "sign_in.wait");
    office.clock.advance(6s);
    CHECK(accounts.sign_in("budi", "902814"));
    CHECK(code_of(accounts.sign_in("nobody", "902814")) == "sign_in.wrong");
    CHECK(office.actions() == std::vector<std::string>{"officer_added", "sign_in", "sign_in_failed", "sign_in_failed", "sign_in_failed", "sign_in_failed", "sign_in"});
}

TEST_CASE("a suspended officer stays on record and cannot sign in; a new PIN ends the old one") {
    OneOfficer office;
    auto& accounts = office.accounts;
    REQUIRE(accounts.suspend("budi", true, kAdmin));
    CHECK(code_of(accounts.sign_in("budi", "902814")) == "sign_in.suspended");
    CHECK(accounts.all()->size() == 1);
    REQUIRE(accounts.suspend("budi", false, kAdmin));
    REQUIRE(accounts.set_pin("budi", "775533", kAdmin));
    CHECK(code_of(accounts.sign_in("budi", "902814")) == "sign_in.wrong");
    CHECK(accounts.sign_in("budi", "775533"));
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
    CHECK(office.accounts.sign_in("budi", "902814")->delegations == std::vector{plh});
    CHECK(office.actions().back() == "sign_in");
}
