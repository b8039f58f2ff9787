#include <catch2/catch.hpp>

#include "workflow/trust/officers.h"

using namespace loket;
using namespace loket::trust;
using engine::Role;

namespace {

Date day(const char* text) { return *parse_iso_date(text); }

Officer ratna() { return {"ratna", "RATNA DEWI", Role::Kasi, "hash"}; }

std::string code_of(const Status& status) { return status ? "" : status.error().code; }

}  // namespace

TEST_CASE("an officer acts in the own role, and in a delegated one on its days only") {
    auto officer = ratna();
    officer.delegations.push_back({DelegationKind::Plh, Role::Kabid, day("2026-03-02"), day("2026-03-06"), "800/12/2026"});
    CHECK(roles_on(officer, day("2026-03-01")) == std::vector{Role::Kasi});
    CHECK(roles_on(officer, day("2026-03-02")) == std::vector{Role::Kasi, Role::Kabid});
    CHECK(roles_on(officer, day("2026-03-06")) == std::vector{Role::Kasi, Role::Kabid});
    CHECK(roles_on(officer, day("2026-03-07")) == std::vector{Role::Kasi});
    officer.suspended = true;
    CHECK(roles_on(officer, day("2026-03-03")).empty());
}

TEST_CASE("an officer document comes back as it went, and an older one without delegations is read") {
    auto officer = ratna();
    officer.delegations.push_back({DelegationKind::Plt, Role::Kadis, day("2026-01-01"), day("2026-12-31"), "821.2/7"});
    officer.suspended = true;
    officer.card = card_token("office", "04A1");
    officer.fingers = {{biometrics::Finger::LeftThumb, Bytes{1, 2, 0xFF}}};
    const auto back = decode_officer(encode(officer)).value();
    CHECK(back.delegations == officer.delegations);
    CHECK(back.suspended);
    CHECK(back.card == officer.card);
    CHECK(back.fingers == officer.fingers);
    CHECK(back.role == Role::Kasi);
    CHECK(decode_officer(R"({"user":"a1","name":"A","role":"FO","pin":"x"})").value().delegations.empty());
    for (const auto* broken : {"", "[]", R"({"user":"a"})", R"({"user":"a1","name":"A","role":"RAJA","pin":"x"})",
                               R"({"user":"a1","name":"A","role":"FO","pin":"x","delegations":[{"kind":"PLH","role":"KABID","from":"2026-02-30","to":"2026-03-01","decree":"x"}]})"})
        CHECK(decode_officer(broken).error().fault == Fault::Corrupt);
}

TEST_CASE("delegations that make no sense are refused with what is wrong") {
    const auto with = [](Role role, const char* from, const char* to, const char* decree) {
        return code_of(may_delegate(ratna(), {DelegationKind::Plh, role, day(from), day(to), decree}));
    };
    CHECK(with(Role::Kabid, "2026-03-02", "2026-03-06", "800/12").empty());
    CHECK(with(Role::Kabid, "2026-03-02", "2026-03-02", "800/12").empty());
    CHECK(with(Role::Kabid, "2026-03-06", "2026-03-02", "800/12") == "delegation.dates");
    CHECK(with(Role::Kabid, "2026-03-02", "2027-03-06", "800/12") == "delegation.dates");
    CHECK(with(Role::Kasi, "2026-03-02", "2026-03-06", "800/12") == "delegation.role");
    CHECK(with(Role::FrontOffice, "2026-03-02", "2026-03-06", "800/12") == "delegation.role");
    CHECK(with(Role::Kabid, "2026-03-02", "2026-03-06", "") == "delegation.decree");
}

TEST_CASE("weak PINs and bad names are refused") {
    for (const auto* pin : {"246810", "902814", "112233"}) CHECK(may_use_pin(pin));
    for (const auto* pin : {"", "12345", "9028141", "123456", "987654", "000000", "12a456", "１２３４５６"}) CHECK(code_of(may_use_pin(pin)) == "pin.weak");
    const auto named = [](const char* user, const char* name, Role role) { return code_of(may_add({user, name, role, ""}, {ratna()})); };
    CHECK(named("budi2", "BUDI", Role::Petugas).empty());
    CHECK(named("Budi", "BUDI", Role::Petugas) == "officer.user");
    CHECK(named("2101064107900001", "BUDI", Role::Petugas) == "officer.user");  // a NIK is no user name
    CHECK(named("budi", "", Role::Petugas) == "officer.name");
    CHECK(named("budi", "BUDI", Role::Pusat) == "officer.role");
    CHECK(named("ratna", "RATNA", Role::Kasi) == "officer.taken");
}
