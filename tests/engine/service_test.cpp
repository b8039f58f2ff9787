#include "workflow/engine/service.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;
using nlohmann::json;

namespace {

json shipped() { return json::parse(read_text(LOKET_SOURCE_DIR "/assets/services/S02-ktp-el.json").value()); }

const Shared& forms_only() {
    static const Shared kShared{Forms::load(LOKET_SOURCE_DIR "/assets/forms/forms.json").value()};
    return kShared;
}

Result<Service> parse(const json& file) { return parse_service(file.dump(), "S02.json", forms_only()); }

std::string problem_of(const json& file) {
    const auto parsed = parse(file);
    if (parsed) return "accepted";
    CHECK(parsed.error().fault == Fault::Corrupt);
    CHECK(parsed.error().code == "services.broken");
    return parsed.error().context;
}

std::string with(const std::string& pointer, const json& value) {
    auto file = shipped();
    file[json::json_pointer(pointer)] = value;
    return problem_of(file);
}

std::string without(const std::string& pointer) {
    auto file = shipped();
    const json::json_pointer at(pointer);
    file.at(at.parent_pointer()).erase(at.back());
    return problem_of(file);
}

std::vector<int> numbers(const std::string& profile, const std::string& reason) {
    std::vector<int> out;
    for (const auto* requirement : ktp().applicable(profile, {{"alasan", reason}})) out.push_back(requirement->no);
    return out;
}

}  // namespace

TEST_CASE("the KTP-el service is the SOP's: ten steps, 128 minutes, the actors in order") {
    const auto& service = ktp();
    REQUIRE(service.steps.size() == 10);
    CHECK(service.total_minutes() == 128);
    CHECK(service.promise_days == 3);
    CHECK(service.fee_rupiah == 0);
    const std::vector<std::string> actors = {"PEMOHON", "FO", "FO", "PET", "KASI", "KABID", "OP_CETAK", "PET", "FO", "PEMOHON"};
    const std::vector<int> minutes = {5, 5, 10, 3, 30, 30, 20, 15, 5, 5};
    for (std::size_t i = 0; i < 10; ++i) {
        CHECK(code(service.steps[i].actor) == actors[i]);
        CHECK(service.steps[i].minutes == minutes[i]);
        CHECK(service.steps[i].no == static_cast<int>(i) + 1);
    }
    CHECK(service.step(5).return_to == 3);
    CHECK(service.step(6).return_to == 3);
    CHECK(service.step(10).desk == Role::FrontOffice);
    CHECK(service.next(10) == nullptr);
    CHECK(service.find_step(0) == nullptr);
    CHECK(service.find_step(11) == nullptr);
    CHECK(service.first(StepKind::Activate)->no == 8);
    CHECK(service.first(StepKind::Sign) == nullptr);
    CHECK(service.standard.size() == 14);
}

TEST_CASE("the SOP's requirements follow from why the person comes") {
    CHECK(numbers("SOP2019", "PEMULA") == std::vector{1, 2, 5, 6});
    CHECK(numbers("SOP2019", "HILANG") == std::vector{4, 5, 6});
    CHECK(numbers("SOP2019", "RUSAK") == std::vector{3, 5, 6});
    CHECK(numbers("SOP2019", "PERUBAHAN") == std::vector{3, 5, 6});
    CHECK(numbers("PERPRES96", "PERUBAHAN") == std::vector{1, 2, 3, 4, 6});
    CHECK(numbers("PERPRES96", "HILANG") == std::vector{1, 5, 6});
    CHECK(numbers("SOP2019", "PINDAH") == std::vector{3, 5, 6});
    CHECK(numbers("PERPRES96", "PINDAH") == std::vector{1, 2, 3, 6, 7});
    CHECK(numbers("NO SUCH PROFILE", "HILANG").empty());
}

TEST_CASE("answers must be those the questions ask for") {
    CHECK(ktp().accepts({{"alasan", "PEMULA"}}).ok());
    CHECK(ktp().accepts({}).error().code == "answers.missing");
    CHECK(ktp().accepts({{"alasan", "BOSAN"}}).error().code == "answers.unknown");
    CHECK(ktp().accepts({{"alasan", "PEMULA"}, {"lain", "x"}}).error().code == "answers.unknown");
}

TEST_CASE("a question whose condition fails is neither asked nor to be answered") {
    auto file = shipped();
    auto second = file["questions"][0];
    second["key"] = "polisi";
    second["if"] = {{"answer", "alasan"}, {"in", {"HILANG"}}};
    file["questions"].push_back(second);
    const auto service = parse(file).value();
    CHECK(service.accepts({{"alasan", "RUSAK"}}).ok());
    CHECK(service.accepts({{"alasan", "RUSAK"}, {"polisi", "RUSAK"}}).error().code == "answers.unknown");
    CHECK(service.accepts({{"alasan", "HILANG"}}).error().code == "answers.missing");
    CHECK(service.accepts({{"alasan", "HILANG"}, {"polisi", "RUSAK"}}).ok());
}

TEST_CASE("text falls back to Indonesian") {
    CHECK(ktp().name.in("en") == "Electronic ID card (KTP-el)");
    CHECK(ktp().name.in("ms") == "KTP-el");
    CHECK(Text{}.in("id").empty());
}

TEST_CASE("conditions: all, any, not, and nothing") {
    const Condition a{.op = Condition::Op::AnswerIn, .answer = "a", .values = {"1", "2"}};
    const Condition b{.op = Condition::Op::AnswerIn, .answer = "b", .values = {"1"}};
    const Condition all{.op = Condition::Op::All, .parts = {a, b}};
    const Condition any{.op = Condition::Op::Any, .parts = {a, b}};
    const Condition neither{.op = Condition::Op::Not, .parts = {any}};
    CHECK(Condition{}.holds({}));
    CHECK(a.holds({{"a", "2"}}));
    CHECK_FALSE(a.holds({{"a", "3"}}));
    CHECK_FALSE(a.holds({{"b", "1"}}));
    CHECK(all.holds({{"a", "1"}, {"b", "1"}}));
    CHECK_FALSE(all.holds({{"a", "1"}}));
    CHECK(any.holds({{"b", "1"}}));
    CHECK_FALSE(any.holds({}));
    CHECK(neither.holds({}));
    CHECK_FALSE(neither.holds({{"b", "1"}}));
}

TEST_CASE("groups of conditions are read from a file") {
    auto file = shipped();
    const json lost = {{"answer", "alasan"}, {"in", {"HILANG"}}};
    const json damaged = {{"answer", "alasan"}, {"in", {"RUSAK"}}};
    file["/requirements/SOP2019/4/if"_json_pointer] = {{"all", {{{"not", lost}}, {{"any", {damaged, lost}}}}}};
    const auto service = parse(file).value();
    const auto& condition = service.requirements.at("SOP2019")[4].condition;
    CHECK(condition.holds({{"alasan", "RUSAK"}}));
    CHECK_FALSE(condition.holds({{"alasan", "HILANG"}}));
    CHECK_FALSE(condition.holds({{"alasan", "PEMULA"}}));
}

TEST_CASE("a broken service file is refused with its name and the place") {
    CHECK(with("/colour", "red") == "S02.json: /colour: is not a known key");
    CHECK(with("/steps/3/minuts", 5) == "S02.json: /steps/3/minuts: is not a known key");
    CHECK(with("/questions/0/options/1/label/fr", "x") == "S02.json: /questions/0/options/1/label/fr: is not a known key");
    CHECK(without("/steps/3/minutes") == "S02.json: /steps/3/minutes: is missing");
    CHECK(without("/steps/0/actor") == "S02.json: /steps/0/actor: is missing");
    CHECK(without("/requirements/PERPRES96") == "S02.json: /requirements/PERPRES96: is missing");
    CHECK(without("/name/id") == "S02.json: /name/id: is missing");
    CHECK(with("/steps/3/minutes", "5") == "S02.json: /steps/3/minutes: must be a whole number from 0 to 100000");
    CHECK(with("/steps/3/applicant_present", 1) == "S02.json: /steps/3/applicant_present: must be true or false");
    CHECK(with("/steps", json::array()) == "S02.json: /steps: must be a list that is not empty");
    CHECK(with("/steps/3", "x") == "S02.json: /steps/3: must be an object");
    CHECK(with("/requirements", json::array()) == "S02.json: /requirements: must be an object");
    CHECK(with("/fee_rupiah", 1000) == "S02.json: /fee_rupiah: must be a whole number from 0 to 0");
    CHECK(with("/steps/4/actor", "BUPATI") == "S02.json: /steps/4/actor: is not a known actor");
    CHECK(with("/steps/4/desk", "BUPATI") == "S02.json: /steps/4/desk: is not a known actor");
    CHECK(with("/steps/4/kind", "dance") == "S02.json: /steps/4/kind: is not a known kind of step");
    CHECK(with("/steps/4/no", 7) == "S02.json: /steps/4: steps must be numbered 1, 2, 3 … without gaps");
}

TEST_CASE("what would make a case go astray is refused") {
    auto gap = shipped();
    gap["steps"].erase(4);
    CHECK(problem_of(gap) == "S02.json: /steps/4: steps must be numbered 1, 2, 3 … without gaps");
    CHECK(with("/steps/4/return_to", 6) == "S02.json: /steps/4: return_to must name an earlier step");
    CHECK(with("/steps/4/return_to", 5) == "S02.json: /steps/4: return_to must name an earlier step");
    CHECK(without("/steps/4/return_to") == "S02.json: /steps/4: a step that verifies needs return_to");
    CHECK(with("/steps/0/kind", "receive") == "S02.json: /steps/0: the first step, and no other, must be of kind submit");
    CHECK(with("/steps/1/kind", "submit") == "S02.json: /steps/1: the first step, and no other, must be of kind submit");
    CHECK(with("/steps/2/kind", "receive") == "S02.json: /steps: needs a step of kind check");
    CHECK(with("/steps/8/kind", "stamp") == "S02.json: /steps: needs a step of kind hand_over");
    CHECK(with("/code", "KT") == "S02.json: /code: must have three capital letters");
    CHECK(with("/code", "ktp") == "S02.json: /code: must have three capital letters");
    CHECK(with("/letter", "P") == "S02.json: /letter: must be one capital letter other than P, the priority lane's");
    CHECK(with("/letter", "a") == "S02.json: /letter: must be one capital letter other than P, the priority lane's");
}

TEST_CASE("conditions and requirements that cannot be met are refused") {
    const json typo = {{"answer", "alasann"}, {"in", {"HILANG"}}};
    CHECK(with("/requirements/SOP2019/0/if", typo) == "S02.json: /requirements/SOP2019 no 1: depends on the answer \"alasann\", which no question asks");
    CHECK(with("/questions/0/if", {{"answer", "alasan"}, {"in", {"HILANG"}}}) ==
          "S02.json: /questions (alasan): depends on the answer \"alasan\", which no question asks");
    CHECK(with("/requirements/SOP2019/0/if/in/0", "PEMULAA") ==
          "S02.json: /requirements/SOP2019 no 1: depends on \"PEMULAA\", which question \"alasan\" does not offer");
    CHECK(with("/requirements/SOP2019/0/if/or", json::array()) == "S02.json: /requirements/SOP2019/0/if/or: is not a known key");
    CHECK(with("/requirements/SOP2019/0/if", {{"any", json::array()}}) == "S02.json: /requirements/SOP2019/0/if/any: must be a list of conditions");
    CHECK(with("/requirements/SOP2019/1/no", 1) == "S02.json: /requirements/SOP2019 no 1: is there twice");
    CHECK(with("/requirements/SOP2019/5/gate", "retina") == "S02.json: /requirements/SOP2019/5/gate: is not a known gate");
    CHECK(with("/questions/0/options/1/value", "PEMULA") == "S02.json: /questions (alasan): offers \"PEMULA\" twice");
    auto twice = shipped();
    twice["questions"].push_back(twice["questions"][0]);
    CHECK(problem_of(twice) == "S02.json: /questions (alasan): is asked twice");
}

TEST_CASE("conditions nested without end do not exhaust the stack") {
    std::string deep;
    for (int i = 0; i < 50000; ++i) deep += R"({"not":)";
    deep += R"({"answer":"alasan","in":["HILANG"]})" + std::string(50000, '}');
    auto file = shipped();
    file["requirements"]["SOP2019"][0]["if"] = "HERE";
    auto text = file.dump();
    text.replace(text.find("\"HERE\""), 6, deep);
    const auto parsed = parse_service(text, "S02.json", forms_only());
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().context.ends_with("conditions are nested too deeply"));
}

TEST_CASE("text that is not JSON is refused with its line") {
    const auto parsed = parse_service("{\n\"id\": \"S02\",\n,}", "S02.json");
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().code == "services.broken");
    CHECK(parsed.error().context.starts_with("S02.json: line 3:"));
}

namespace {

/// An assets folder with forms that goes away with the test.
struct Assets {
    std::filesystem::path root = std::filesystem::temp_directory_path() / ("loket-services-" + std::to_string(::getpid()));
    std::filesystem::path path = root / "services";
    Assets() {
        std::filesystem::create_directories(path);
        std::filesystem::create_directories(root / "forms");
        std::filesystem::copy_file(LOKET_SOURCE_DIR "/assets/forms/forms.json", root / "forms/forms.json", std::filesystem::copy_options::overwrite_existing);
    }
    ~Assets() { std::filesystem::remove_all(root); }
    Assets(const Assets&) = delete;
    Assets& operator=(const Assets&) = delete;
    void put(const std::string& name, const std::string& text) const { REQUIRE(write_text(path / name, text).ok()); }
    [[nodiscard]] std::string problem() const { return Services::load(path).error().context; }
};

}  // namespace

TEST_CASE("a folder of services: an id or a resi code given twice, a broken file, no file, no folder") {
    const Assets folder;
    CHECK(Services::load(folder.path).error().code == "services.missing");
    CHECK(Services::load(folder.path / "nowhere").error().code == "services.missing");
    folder.put("README.md", "not a service");
    folder.put("a.json", shipped().dump());
    REQUIRE(Services::load(folder.path).ok());
    CHECK(Services::load(folder.path)->all().size() == 1);
    CHECK(Services::load(folder.path)->forms().find("19/2010:F-1.21")->words("id") == "F-1.21 Formulir permohonan KTP WNI");
    folder.put("b.json", shipped().dump());
    CHECK(folder.problem() == "b.json: service S02 is defined twice");
    auto other = shipped();
    other["id"] = "S99";
    folder.put("b.json", other.dump());
    CHECK(folder.problem() == "b.json: /code: KTP is the resi code of service S02 already");
    folder.put("b.json", "{");
    CHECK(folder.problem().starts_with("b.json: line 1:"));
    CHECK(Services::load(folder.path).error().code == "services.broken");
}

TEST_CASE("without the list of forms, what refers to a form is refused") {
    const Assets folder;
    folder.put("a.json", shipped().dump());
    std::filesystem::remove(folder.root / "forms/forms.json");
    CHECK(folder.problem() == "a.json: /requirements/SOP2019/1/forms: \"19/2010:F-1.21\" is not in the list of forms");
}
