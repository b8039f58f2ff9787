#include "workflow/engine/json_reader.h"

#include <catch2/catch.hpp>

using namespace loket::engine;
using nlohmann::json;

namespace {

/// The first problem that reading `text` as an object with `read` brings up, or empty.
template <class Read>
std::string problem_of(const std::string& text, Read read) {
    const auto parsed = json::parse(text);
    JsonProblem problem{.origin = "file.json", .text = std::nullopt};
    {
        JsonObject object(parsed, "", problem);
        read(object);
    }
    return problem.text.value_or("");
}

}  // namespace

TEST_CASE("a strict reader takes what fits") {
    const auto problem = problem_of(R"({"a":"x","n":3,"f":true,"l":["p","q"],"o":"given"})", [](JsonObject& object) {
        CHECK(object.text("a") == "x");
        CHECK(object.number("n", 1, 3) == 3);
        CHECK(object.flag_or("f", false));
        CHECK(object.texts("l") == std::vector<std::string>{"p", "q"});
        CHECK(object.text_or("o", "fallback") == "given");
        CHECK(object.text_or("absent", "fallback") == "fallback");
        CHECK(object.number_or("absent2", 7, 0, 9) == 7);
        CHECK_FALSE(object.flag_or("absent3", false));
        CHECK(object.member("absent4", false) == nullptr);
    });
    CHECK(problem.empty());
}

TEST_CASE("a strict reader names the place of the first mistake") {
    CHECK(problem_of("[]", [](JsonObject&) {}) == "file.json: /: must be an object");
    CHECK(problem_of(R"({"b":1})", [](JsonObject& o) { o.text("a"); }) == "file.json: /a: is missing");
    CHECK(problem_of(R"({"a":1})", [](JsonObject& o) { o.text("a"); }) == "file.json: /a: must be a text that is not empty");
    CHECK(problem_of(R"({"a":""})", [](JsonObject& o) { o.text("a"); }) == "file.json: /a: must be a text that is not empty");
    CHECK(problem_of(R"({"a":1,"b":2})", [](JsonObject& o) { o.number("a", 0, 9); }) == "file.json: /b: is not a known key");
    for (const std::string wrong : {"10", "-1", "1.0", "\"1\"", "true", "null", "[1]", "18446744073709551615", "1e30"})
        CHECK(problem_of("{\"a\":" + wrong + "}", [](JsonObject& o) { CHECK(o.number("a", 0, 9) == 0); }) ==
              "file.json: /a: must be a whole number from 0 to 9");
    CHECK(problem_of(R"({"a":"yes"})", [](JsonObject& o) { o.flag_or("a", true); }) == "file.json: /a: must be true or false");
    for (const std::string wrong : {"[]", "\"p\"", "[1]", "{}"})
        CHECK(problem_of("{\"a\":" + wrong + "}", [](JsonObject& o) { o.texts("a"); }) == "file.json: /a: must be a list of texts");
    CHECK(problem_of(R"({"z":1,"a":2})", [](JsonObject& o) { o.text("m"); }) == "file.json: /m: is missing");
}

TEST_CASE("a syntax error is told with its line") {
    const auto broken = parse_json("{\n \"a\": 1,\n \"b\" 2\n}", "S02.json");
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.error().fault == loket::Fault::Corrupt);
    CHECK(broken.error().context.starts_with("S02.json: line 3: not valid JSON"));
    CHECK(parse_json("", "x").error().context.starts_with("x: line 1:"));
    CHECK(parse_json("{\"a\":1}\n\n}", "x").error().context.starts_with("x: line 3:"));
}

TEST_CASE("a key given twice in one object is refused, in two objects it is not") {
    CHECK(parse_json(R"({"a":{"k":1},"b":{"k":2}})", "x").ok());
    CHECK(parse_json(R"({"a":[{"k":1},{"k":2}]})", "x").ok());
    CHECK(parse_json(R"({"a":[{"k":1},{"k":2,"k":3}]})", "x").error().context == "x: the key \"k\" is given twice in one object");
}

TEST_CASE("hostile JSON never escapes as an exception") {
    CHECK_FALSE(parse_json(std::string(200000, '['), "x").ok());
    CHECK_FALSE(parse_json("{\"a\": 1e999}", "x").ok());
    CHECK_FALSE(parse_json("\"\xff\xfe\"", "x").ok());
    CHECK_FALSE(parse_json(std::string("{\"a\":\0}", 7), "x").ok());
    CHECK(parse_json(std::string(100000, '[') + std::string(100000, ']'), "x").ok());
}
