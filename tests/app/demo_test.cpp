#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/ui/png.h"
#include "process.h"
#include "tests/whole.h"
#include "workflow/trust/looks.h"

using namespace loket;
using nlohmann::json;

namespace {

app::DemoOptions options_for(const test::Folder& folder, std::uint64_t seed, int visits) {
    app::DemoOptions options;
    options.out = folder.path();
    options.assets = app::find_assets();
    options.seed = seed;
    options.visits = visits;
    options.residents = 1500;
    options.pictures = false;
    options.quiet = true;
    return options;
}

/// Who worked on whose file according to the facts, and has no line in the access log for it: "actor case". Empty is right.
std::vector<std::string> looks_without_a_line(const std::filesystem::path& office) {
    SystemRandom random;
    const auto files = app::open_office_files(office, random, app::Missing::Refuse);
    if (!files) return {files.error().context};
    auto& store = *files->store;
    std::set<std::string> lines, missing;
    for (const auto& line : trust::looks(store, {}).value())
        if (line.action == trust::kRead && !line.purpose.empty()) lines.insert(line.actor + " " + line.subject);
    std::map<std::string, std::string> person;  // by stream
    static const std::set<std::string> kDone{"StepDone", "RequirementMarked", "CaseReturned", "SampleKept", "RecordingApproved", "CardPrinted", "CardActivated", "PickupSigned"};
    for (const auto& stored : store.events(1, 100'000).value()) {
        if (stored.kind == "CaseOpened") person[stored.stream] = trust::subject_of(store.identity(), json::parse(stored.body).at("nik").get<std::string>());
        const bool officer = !stored.actor.starts_with("PEMOHON:") && !stored.actor.starts_with("PUSAT:") && !stored.actor.starts_with("SISTEM:");
        if (officer && kDone.contains(stored.kind) && !lines.contains(stored.actor + " " + person[stored.stream])) missing.insert(stored.actor + " " + stored.stream);
    }
    return {missing.begin(), missing.end()};
}

std::string journal_of(const test::Folder& folder) { return read_text(folder.path() / "journal.json").value(); }

}  // namespace

TEST_CASE("one visit by touching the screens: pictures, papers, and the same journal as without screens") {
    const test::Folder drawn("drawn"), blind("blind");
    auto options = options_for(drawn, 7, 1);
    options.pictures = true;
    REQUIRE(app::run_demo(options).value() == 1);
    REQUIRE(app::run_demo(options_for(blind, 7, 1)).value() == 1);
    CHECK(journal_of(drawn) == journal_of(blind));
    CHECK(looks_without_a_line(drawn.path()) == std::vector<std::string>{});
    CHECK_FALSE(looks_without_a_line(blind.path()).empty());  // nobody saw a page there: the check bites
    int screens = 0;
    for (const auto& file : std::filesystem::directory_iterator(drawn.path() / "screens")) screens += file.path().extension() == ".png" ? 1 : 0;
    CHECK(screens >= 20);
    for (const auto* face : {"card-front.png", "card-back.png"}) {
        const auto image = ui::decode_png(read_file(drawn.path() / face).value());
        REQUIRE(image);
        CHECK(image->width == 1011);
        CHECK(image->height == 638);
    }
    for (const auto* paper : {"resi.png", "resi.pdf", "pickup.pdf", "journal.md"}) CHECK(std::filesystem::file_size(drawn.path() / paper) > 500);
}

TEST_CASE("the same seed gives the same journal bit for bit, another seed another one") {
    const test::Folder first("seed-a"), again("seed-b"), other("seed-c");
    const int visits = test::whole_or(3, 1);
    REQUIRE(app::run_demo(options_for(first, 3, visits)).value() == visits);
    REQUIRE(app::run_demo(options_for(again, 3, visits)).value() == visits);
    REQUIRE(app::run_demo(options_for(other, 4, visits)).value() == visits);
    CHECK(journal_of(first) == journal_of(again));
    CHECK(journal_of(first) != journal_of(other));
}

TEST_CASE("a mix of visits: all ten steps with actor and minutes, every blank accounted for, no personal numbers in the journal") {
    const test::Folder folder("mix");
    const int visits = test::whole_or(30, 12);
    REQUIRE(app::run_demo(options_for(folder, 5, visits)).value() == visits);
    const auto text = journal_of(folder);
    const auto journal = json::parse(text);
    CHECK(journal["surveys"] == visits);
    std::map<std::string, std::set<int>> steps;
    std::map<std::string, int> kinds;
    for (const auto& event : journal["events"]) {
        ++kinds[event["kind"].get<std::string>()];
        if (event["kind"] == "StepDone") {
            steps[event["stream"].get<std::string>()].insert(event["step"].get<int>());
            CHECK(event["minutes"].get<int>() >= 0);
            CHECK(event["standard_minutes"].get<int>() > 0);
        }
    }
    REQUIRE(steps.size() == static_cast<std::size_t>(visits));
    for (const auto& [stream, done] : steps) CHECK(done.size() == 10);
    CHECK(kinds["CaseReturned"] + kinds["FileIncomplete"] > 0);
    CHECK(kinds["SampleExcused"] > 0);
    CHECK(kinds["BlankoSpoiled"] + kinds["ActivationRefused"] > 0);
    const auto& stock = journal["stock"];
    CHECK(stock["received"].get<int>() == stock["free"].get<int>() + stock["spoiled"].get<int>() + visits);
    CHECK(text.find("••••••••") != std::string::npos);
}

TEST_CASE("every service of the book is walked from the kiosk, the field or a desk to its end") {
    const int visits = test::whole_or(3, 1);
    for (const auto* id : {"S01", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17", "P01", "P02", "P03", "P04"}) {
        INFO(id);
        const test::Folder folder(id);
        auto options = options_for(folder, 7, visits);
        options.service = id;
        options.residents = test::whole_or(3000, 1000);
        const auto done = app::run_demo(options);
        REQUIRE(done);
        CHECK(*done == visits);
        const auto journal = json::parse(journal_of(folder));
        std::map<std::string, int> kinds;
        for (const auto& event : journal["events"]) ++kinds[event["kind"].get<std::string>()];
        CHECK(kinds["CaseClosed"] == visits);
        CHECK(kinds["CaseOpened"] == visits);
        if (id != std::string("S03")) CHECK(kinds["DocumentSigned"] >= visits);
    }
    const test::Folder folder("unknown");
    auto options = options_for(folder, 7, 1);
    options.service = "S99";
    CHECK(app::run_demo(options).error().code == "service.not_listed");
}

TEST_CASE("a scenario file makes devices misbehave, and a broken one is refused by name") {
    const test::Folder folder("scenario");
    auto options = options_for(folder, 7, 1);
    options.scenario = folder.path() / "faults.json";
    REQUIRE(write_text(options.scenario, R"({"faults":[{"driver":"sim_card_printer","fault":"jam","times":1}]})"));
    REQUIRE(app::run_demo(options).value() == 1);
    CHECK(json::parse(journal_of(folder))["stock"]["spoiled"] == 1);
    REQUIRE(write_text(options.scenario, R"({"faults":[{"driver":"sim_card_printer","fault":"explode"}]})"));
    const auto refused = app::run_demo(options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().context.find("faults.json") != std::string::npos);
}
