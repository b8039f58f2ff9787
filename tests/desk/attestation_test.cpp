// What a machine says of itself to a telephone, and what becomes of it on the way.

#include <catch2/catch.hpp>

#include "kiosk/app/desk/document_check.h"
#include "office.h"
#include "workflow/documents/qr.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using documents::signing::Attestation;
using documents::signing::Finding;

namespace {

Attestation said_by(const DeskOffice& office) {
    Attestation said{"0.3.0.202611300306", "1A2B-3C4D-5E6F", {}, office.clock.now()};
    said.root.fill(0xa7);
    return said;
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), by);
}

}  // namespace

TEST_CASE("a machine's code can be read by anybody and checked without a network") {
    DeskOffice office("PERPRES96");
    const auto said = said_by(office);
    const auto text = office.equipment().paperwork->signing.attest(said);
    REQUIRE(text);
    CHECK(text->starts_with("LOKET 0.3.0.202611300306\nakar a7a7a7"));
    CHECK(text->find("alat 1A2B-3C4D-5E6F\n") != std::string::npos);
    CHECK(documents::encode_qr(*text));
    const auto codes = codes_of_document(*text);
    REQUIRE(codes);
    const auto verdict = check_codes(*codes, anchors(office), {});
    CHECK(verdict.valid());
    CHECK(verdict.number == "ALAT/1A2B-3C4D-5E6F/0.3.0.202611300306");
    CHECK(describe(verdict, documents::signing::Language::English).find(to_hex(said.root)) != std::string::npos);
}

TEST_CASE("other words before the signature, or none, are found out") {
    DeskOffice office("PERPRES96");
    const auto text = office.equipment().paperwork->signing.attest(said_by(office)).value();
    const auto finding = [&](const std::string& other) { return check_codes({other}, anchors(office), {}).finding; };
    CHECK(finding(replaced(text, "LOKET 0.3", "LOKET 0.9")) == Finding::Altered);
    CHECK(finding(replaced(text, "akar a7", "akar b7")) == Finding::Altered);
    CHECK(finding(replaced(text, "alat 1A", "alat 2A")) == Finding::Altered);
    CHECK(finding("LOKET 0.3.0 adalah program yang bagus") == Finding::NotALoketPaper);
    CHECK(finding(text.substr(0, text.size() - 10)) == Finding::Altered);
    DeskOffice another("PERPRES96");
    CHECK(check_codes({text}, anchors(another), {}).finding == Finding::UnknownIssuer);
}
