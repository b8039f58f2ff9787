#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/desk/equipment.h"

using namespace loket;
using namespace loket::app;
using nlohmann::json;

namespace {

const std::filesystem::path kAssets = std::filesystem::path(LOKET_SOURCE_DIR) / "assets";

const engine::Services& services() {
    static const auto all = engine::Services::load(kAssets / "services");
    return all.value();
}
const documents::letters::LetterLibrary& letters() {
    static const auto all = load_letters(kAssets);
    return all.value();
}

json shipped(const std::string& kind) { return json::parse(read_text(kAssets / "papers" / "sources" / (kind + ".json")).value()); }

std::string problem_of(const json& file, const std::string& kind = "SKPWNI", const std::string& service = "S04") {
    const auto source = read_paper_source(file.dump(), kind + ".json", kind, letters(), {services().find(service)});
    if (source) return "accepted";
    CHECK(source.error().fault == Fault::Corrupt);
    return source.error().context;
}

std::string with(const std::string& pointer, const json& value) {
    auto file = shipped("SKPWNI");
    file[json::json_pointer(pointer)] = value;
    return problem_of(file);
}

}  // namespace

TEST_CASE("every paper of every service has a complete source in an existing letter") {
    const auto sources = load_paper_sources(kAssets / "papers" / "sources", letters(), services());
    INFO((sources ? std::string() : sources.error().context));
    REQUIRE(sources);
    for (const auto& service : services().all())
        for (const auto& paper : service.papers) {
            INFO(service.id << " " << paper.kind);
            REQUIRE(sources->contains(paper.kind));
            const auto& source = sources->find(paper.kind)->second;
            CHECK((source.family_card != PaperSource::Card::None || source.fields.size() == source.letter.fields.size()));
        }
}

TEST_CASE("a mistake in a source is named with file, place and reason") {
    CHECK(problem_of(shipped("SKPWNI")) == "accepted");
    CHECK(with("/fields/nama", "{persoon:name}") == "SKPWNI.json: /fields/nama: 'persoon:name' is not a source");
    CHECK(with("/fields/nama", "{person:nama}") == "SKPWNI.json: /fields/nama: 'person:nama': nothing is called 'nama'");
    CHECK(with("/fields/nama", "{person:name") == "SKPWNI.json: /fields/nama: has a brace without its partner");
    CHECK(with("/fields/nama", 3) == "SKPWNI.json: /fields/nama: must be a text, texts, or null at the end where nobody is asked");
    CHECK(with("/fields/nama", json::array({nullptr, "x"})).find("/fields/nama: must be a text") != std::string::npos);
    CHECK(with("/fields/namaa", "x") == "SKPWNI.json: /fields/namaa: the letter has no such field");
    CHECK(with("/fields/alasan", "{answer:alasann}") == "SKPWNI.json: /fields/alasan: 'answer:alasann': service S04 has no question 'alasann'");
    CHECK(with("/fields/alasan", "{place@alasan:village}") == "SKPWNI.json: /fields/alasan: 'place@alasan:village': the answer 'alasan' of service S04 is of type choice");
    CHECK(with("/fields/alasan", "{row:nik}") == "SKPWNI.json: /fields/alasan: 'row:nik' has a meaning in rows of persons or devices only");
    CHECK(with("/fields/alasan", "{paper:KK}") == "SKPWNI.json: /fields/alasan: 'paper:KK': service S04 issues no such paper");
    CHECK(with("/fields/alasan", "{officer:BUPATI}") == "SKPWNI.json: /fields/alasan: 'officer:BUPATI': no such role");
    CHECK(with("/rows/each", "persons:alasan") == "SKPWNI.json: /rows/each: 'persons:alasan': the answer 'alasan' of service S04 is of type choice");
    CHECK(with("/rows/each", "everybody") == "SKPWNI.json: /rows/each: must be device or persons:ANSWER");
    CHECK(with("/template", "SKPWN") == "SKPWNI.json: /template: no letter 'SKPWN' in assets/papers");
    CHECK(with("/colour", "red").find("/colour") != std::string::npos);
    auto missing = shipped("SKPWNI");
    missing["fields"].erase("alasan");
    CHECK(problem_of(missing) == "SKPWNI.json: /fields: field 'alasan' of the letter has no source");
    missing = shipped("SKPWNI");
    missing.erase("rows");
    CHECK(problem_of(missing).find("/rows") != std::string::npos);
    auto biodata = shipped("BIODATA");
    biodata.erase("also_signed_by");
    CHECK(problem_of(biodata, "BIODATA") == "BIODATA.json: /also_signed_by: service S04 is signed by 'KABID', who may not sign letter BIODATA");
}

TEST_CASE("a folder without a paper, or with one that nobody issues, is refused by name") {
    const auto folder = std::filesystem::temp_directory_path() / "loket-sources-test";
    std::filesystem::remove_all(folder);
    std::filesystem::copy(kAssets / "papers" / "sources", folder, std::filesystem::copy_options::recursive);
    std::filesystem::remove(folder / "SKPLN.json");
    CHECK(load_paper_sources(folder, letters(), services()).error().context == "SKPLN.json: /: is missing, but service S06 issues that paper");
    REQUIRE(write_text(folder / "SKPLX.json", "{}"));
    CHECK(load_paper_sources(folder, letters(), services()).error().context == "SKPLX.json: /: no service issues a paper 'SKPLX'");
    std::filesystem::remove_all(folder);
    CHECK(load_paper_sources(folder, letters(), services()).error().fault == Fault::Gone);
}
