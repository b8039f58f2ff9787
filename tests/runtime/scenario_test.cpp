#include "devices/runtime/scenario.h"

#include <catch2/catch.hpp>

#include <filesystem>

#include "devices/base/file.h"
#include "drivers/table.h"

using namespace loket;
using runtime::parse_scenario;

namespace {

std::string complaint(std::string_view text) {
    const auto parsed = parse_scenario(text, "demo.json", drivers::all());
    return parsed ? "" : parsed.error().context;
}
std::string with_fault(const std::string& fields) { return R"({"faults":[)" + fields + "]}"; }

}  // namespace

TEST_CASE("faults are grouped by visit, those without one belong to all") {
    const auto scenario =
        parse_scenario(with_fault(R"({"driver":"sim_fingerprint","fault":"dry_finger","visit":2},
        {"driver":"sim_iris","fault":"blink","times":3},
        {"driver":"sim_fingerprint","fault":"missing_finger","value":4,"visit":2})"),
                       "demo.json", drivers::all());
    REQUIRE(scenario);
    CHECK(scenario->at(1).size() == 1);
    CHECK(scenario->at(0).size() == 1);
    const auto second = scenario->at(2);
    REQUIRE(second.size() == 3);
    CHECK(second[0].fault == "blink");
    CHECK(second[0].times == 3);
    CHECK(second[1].fault == "dry_finger");
    CHECK(second[2].value == 4);
}

TEST_CASE("a scenario that is wrong says where and why") {
    CHECK(complaint("{") == "demo.json: is not JSON");
    CHECK(complaint("[]") == "demo.json: must be an object");
    CHECK(complaint("{}") == "demo.json: faults: must be a list");
    CHECK(complaint(R"({"faults":[],"fault":[]})") == "demo.json: fault: is not a known field");
    CHECK(complaint(with_fault("1")) == "demo.json: faults[0]: must be an object");
    CHECK(complaint(with_fault(R"({"fault":"blink"})")) == "demo.json: faults[0].driver: must be a text");
    CHECK(complaint(with_fault(R"({"driver":"sim_iriss","fault":"blink"})")) ==
          "demo.json: faults[0].driver: \"sim_iriss\" is not a driver of this build");
    CHECK(complaint(with_fault(R"({"driver":"sim_card_reader","fault":"blink"})")) ==
          "demo.json: faults[0].fault: \"blink\" is not one of: chip_error, tear, removed, altered, wrong_key, cloned, unplugged, slow, garbage");
    CHECK(complaint(with_fault(R"({"driver":"sim_iris","fault":"blink","times":0})")) ==
          "demo.json: faults[0].times: must be a whole number from 1 to 1000");
    CHECK(complaint(with_fault(R"({"driver":"sim_iris","fault":"blink","visit":1.5})")) ==
          "demo.json: faults[0].visit: must be a whole number from 0 to 1000000");
    CHECK(complaint(with_fault(R"({"driver":"sim_iris","fault":"blink","value":99999999999999999999})")) ==
          "demo.json: faults[0].value: must be a whole number from 0 to 3600000");
    CHECK(complaint(with_fault(R"({"driver":"sim_iris","fault":"blink","vist":1})")) ==
          "demo.json: faults[0].vist: is not a known field");
}

TEST_CASE("a scenario is loaded from a file") {
    const auto path = std::filesystem::temp_directory_path() / "loket-scenario-test.json";
    REQUIRE(write_text(path, with_fault(R"({"driver":"sim_iris","fault":"far"})")));
    const auto scenario = runtime::load_scenario(path, drivers::all());
    std::filesystem::remove(path);
    REQUIRE(scenario);
    CHECK(scenario->at(9).front().fault == "far");
    CHECK(runtime::load_scenario(path, drivers::all()).error().fault == Fault::Gone);
}
