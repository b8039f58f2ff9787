// Broken files of the larger services: each mistake is refused with file, place and reason.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;
using nlohmann::json;

namespace {

const std::string kAssets = LOKET_SOURCE_DIR "/assets/";

const Shared& shared() {
    static const Shared kShared =
        parse_shared(read_text(kAssets + "services/common.json").value(), "common.json", Forms::load(kAssets + "forms/forms.json").value()).value();
    return kShared;
}

json file(const std::string& name) { return json::parse(read_text(kAssets + "services/" + name).value()); }

std::string problem_of(const json& changed) {
    const auto parsed = parse_service(changed.dump(), "x.json", shared());
    if (parsed) return "accepted";
    CHECK(parsed.error().fault == Fault::Corrupt);
    CHECK(parsed.error().code == "services.broken");
    return parsed.error().context;
}

std::string with(json changed, const std::string& pointer, const json& value) {
    changed[json::json_pointer(pointer)] = value;
    return problem_of(changed);
}
std::string without(json changed, const std::string& pointer) {
    const json::json_pointer at(pointer);
    changed.at(at.parent_pointer()).erase(at.back());
    return problem_of(changed);
}

json moving() { return file("S04-keterangan-pindah.json"); }
json report() { return file("P01-laporan-perkembangan.json"); }
json child_card() { return file("S03-kartu-identitas-anak.json"); }
json arrival() { return file("S05-keterangan-pindah-datang.json"); }
json birth() { return file("S09-keterangan-kelahiran.json"); }

}  // namespace

TEST_CASE("sums that do not match are refused") {
    CHECK(with(moving(), "/total_minutes", 118) == "x.json: /total_minutes: says 118, but the steps make 128");
    CHECK(with(report(), "/total_days", 3) == "x.json: /total_days: says 3, but the steps make 4");
    CHECK(without(moving(), "/total_minutes") == "x.json: /total_minutes: is missing");
    CHECK(with(report(), "/steps/1/minutes", 5) == "x.json: /steps/1/minutes: must be a whole number from 0 to 0");  // open-ended
}

TEST_CASE("the 14 components are checked: none missing, none twice, none unknown") {
    auto file = report();
    file["standard"].push_back({{"component", "produk"}, {"text", {{"id", "x"}}}});
    CHECK(problem_of(file) == "x.json: /standard/4/component: \"produk\" is there twice");
    auto shorter = report();
    shorter["standard"].erase(0);
    CHECK(problem_of(shorter) == "x.json: /standard: the component \"prosedur\" is missing");
    CHECK(with(report(), "/standard/0/component", "harga") == "x.json: /standard/0/component: \"harga\" is not a component of the Standar Pelayanan");
    CHECK(parse_shared(R"({"standard": {"DAFDUK": []}})", "common.json", Forms{}).error().context ==
          "common.json: /standard/DAFDUK: must be a list that is not empty");
}

TEST_CASE("unknown words are refused: forms, roles, kinds, facts, effects, types, settings") {
    CHECK(with(moving(), "/requirements/SOP2019/1/forms/0", "19/2010:F-9.99") ==
          "x.json: /requirements/SOP2019/1/forms: \"19/2010:F-9.99\" is not in the list of forms");
    CHECK(with(moving(), "/signer", "BUPATI") == "x.json: /signer: is not a known actor");
    CHECK(with(report(), "/opened_by/0", "BUPATI") == "x.json: /opened_by: \"BUPATI\" is not a known actor");
    CHECK(with(moving(), "/effect_at", "jump") == "x.json: /effect_at: is not a known kind of step");
    CHECK(with(moving(), "/effects/0/kind", "Evaporate") == "x.json: /effects (Evaporate): is not a known kind of effect");
    CHECK(with(moving(), "/effects/1/args/to", "bulan") == "x.json: /effects (MoveOut): takes the answer \"bulan\", which no question asks");
    CHECK(with(child_card(), "/entitlements/0/must/all/0/fact", "height") ==
          "x.json: /entitlements/0/must/all/0/fact: is not a known fact of the register");
    CHECK(with(child_card(), "/entitlements/0/must/all/0/of", "alasan") ==
          "x.json: /entitlements: asks the register about \"alasan\", which is not a question for a NIK");
    CHECK(with(moving(), "/questions/0/type", "colour") == "x.json: /questions/0/type: is not a known type of answer");
    CHECK(with(arrival(), "/withdraws/0/if", {{"setting", "weather"}, {"in", {"wet"}}}) ==
          "x.json: /withdraws/0/if/setting: is not a setting of this service");
    CHECK(with(arrival(), "/papers/0/if/in/0", "sung") == "x.json: /papers/0/if/in: \"sung\" is not allowed for this setting");
    CHECK(with(moving(), "/section", "LAIN") == "x.json: /section: must be one of DAFDUK, PIAK");
    CHECK(with(moving(), "/intake", "post") == "x.json: /intake: must be one of ticket, list, internal");
    CHECK(with(moving(), "/sign_mode/SOP2019", "WAX") == "x.json: /sign_mode/SOP2019: must be one of WET_SIGN_STAMP, TTE_QR");
    CHECK(with(moving(), "/notes/0/about", "colour") == "x.json: /notes/0/about: is not a field of this file");
}

TEST_CASE("settings must be allowed and tested by something") {
    CHECK(with(arrival(), "/settings/0/value", "sung") == "x.json: /settings/0/value: is not among the allowed values");
    CHECK(without(arrival(), "/papers/0/if") == "x.json: /settings/0/key: \"letter\" is tested by no condition");
    auto deed = birth();
    deed["settings"][0]["value"] = "akta";
    const auto parsed = parse_service(deed.dump(), "x.json", shared());
    REQUIRE(parsed.ok());
    REQUIRE(parsed->due_papers({}).size() == 1);
    CHECK(parsed->due_papers({})[0]->kind == "KUTIPAN_AKTA_KELAHIRAN");
}

TEST_CASE("steps that would strand a case, or a product that nobody makes, are refused") {
    CHECK(without(moving(), "/steps/7/return_to") == "x.json: /steps/7: a step that signs needs return_to, for corrections");
    CHECK(with(moving(), "/steps/7/actor", "KADIS") == "x.json: /steps/7/actor: is not given for a signature: the service names its signer");
    auto unsigned_letter = moving();
    unsigned_letter.erase("signer");
    unsigned_letter.erase("notes");
    CHECK(problem_of(unsigned_letter) == "x.json: /steps: must not have a step of kind sign, as it names a signer or none");
    CHECK(with(moving(), "/papers", json::array()) == "x.json: /steps: must not have a step of kind print_paper, as it has papers or none");
    auto no_card = child_card();
    no_card.erase("card");
    no_card.erase("notes");
    CHECK(problem_of(no_card) == "x.json: /steps: must not have a step of kind print, as it makes a card or none");
    CHECK(with(child_card(), "/card/chip", true) == "x.json: /steps: needs a step of kind activate, as its card has a chip or none");
    CHECK(without(moving(), "/effect_at") == "x.json: /effect_at: must say at which step the effects come about");
    CHECK(with(moving(), "/effect_at", "activate") == "x.json: /effect_at: no step is of this kind");
    CHECK(with(report(), "/steps/7/kind", "work") == "x.json: /steps/7: an internal case ends with its only step of kind archive, no other has one");
    CHECK(with(report(), "/steps/0/kind", "check") == "x.json: /steps: must not have a step of kind check");
    auto misplaced = report();
    misplaced["section"] = "DAFDUK";
    misplaced["standard"].push_back({{"component", "dasar_hukum"}, {"text", {{"id", "UU 23/2006"}}}});
    CHECK(problem_of(misplaced) == "x.json: /intake: PIAK services are internal, all others are not");
    CHECK(with(moving(), "/steps/9/return_to", 9) == "x.json: /steps/9: return_to leads back over step 9, which makes the document valid");
    CHECK(with(moving(), "/letter", "L") == "x.json: /letter: L, I and R stand for lists, internal cases and early recordings");
    CHECK(with(moving(), "/opened_by", {"KASI"}) == "x.json: /opened_by: is not a known key");
}

TEST_CASE("numbers of papers need their serial and its year") {
    CHECK(with(moving(), "/papers/0/number", "SKPWNI/{yyyy}") == "x.json: /papers (SKPWNI): a number needs its {serial}");
    CHECK(with(moving(), "/papers/0/number", "SKPWNI/{serial}") ==
          "x.json: /papers (SKPWNI): a number needs its year, within which serials count: {yyyy} or {ddmmyyyy}");
    auto file = moving();
    file["papers"].push_back(file["papers"][0]);
    CHECK(problem_of(file) == "x.json: /papers (SKPWNI): is there twice");
}

TEST_CASE("conditions and rules that could never be tested are refused") {
    CHECK(with(moving(), "/report_within/0/after", "alasan") ==
          "x.json: /report_within: counts from the answer \"alasan\", which is not a question for a date");
    CHECK(with(birth(), "/questions/7/if", {{"answer", "nama"}, {"at_least", 3}}) ==
          "x.json: /questions (kelahiran_ke): compares the answer \"nama\", which is not a number");
    CHECK(with(birth(), "/questions/7/if", {{"answer", "nama"}, {"in", {"X"}}}) ==
          "x.json: /questions (kelahiran_ke): lists values of \"nama\", which is not a choice");
    CHECK(with(birth(), "/questions/7/if", {{"answered", "kk_anak"}}) ==
          "x.json: /questions (kelahiran_ke): depends on the answer \"kk_anak\", which no question asks");
    CHECK(with(report(), "/questions/0/if", {{"fact", "age"}, {"at_least", 3}}) ==
          "x.json: /questions (tahun): asks the register about an applicant, but there is none");
    CHECK(with(birth(), "/questions/1/key", "Nama Bayi") == "x.json: /questions (Nama Bayi): a key has small letters, digits and _ only");
    CHECK(with(birth(), "/questions/1/min", 3) == "x.json: /questions/1/min: is not a known key");
    CHECK(with(birth(), "/questions/1/min_length", 70) == "x.json: /questions/1/max_length: must be a whole number from 70 to 1000");
}

TEST_CASE("a list of forms is refused when one is given twice or badly") {
    const auto problem = [](const char* text) { return Forms::parse(text, "forms.json").error().context; };
    CHECK(
        problem(
            R"({"forms": [{"regulation": "a", "code": "b", "tag": "c", "name": {"id": "d"}}, {"regulation": "a", "code": "b", "tag": "c", "name": {"id": "d"}}]})") ==
        "forms.json: /forms: a form is there twice under one regulation and code");
    CHECK(problem(R"({"forms": []})") == "forms.json: /forms: must be a list that is not empty");
    CHECK(problem(R"({"forms": [{"code": "b", "tag": "c", "name": {"id": "d"}}]})") == "forms.json: /forms/0/regulation: is missing");
    CHECK(problem("{").starts_with("forms.json: line 1:"));
}
