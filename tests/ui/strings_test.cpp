#include "kiosk/ui/strings.h"

#include <catch2/catch.hpp>

using namespace loket;
using namespace loket::ui;

TEST_CASE("texts are looked up and their placeholders filled") {
    const auto strings =
        Strings::parse(R"({"left": "Kurang {count} angka, {name}", "plain": "Lanjut", "odd": "a { b"})");
    REQUIRE(strings.ok());
    CHECK(strings->text("plain") == "Lanjut");
    CHECK(strings->text("left", {{"count", "4"}, {"name", "{x}"}}) == "Kurang 4 angka, {x}");
    CHECK(strings->text("left", {{"count", "4"}}) == "Kurang 4 angka, {name}");
    CHECK(strings->text("odd") == "a { b");
    CHECK(strings->missing().empty());
}

TEST_CASE("a missing key shows itself and is remembered") {
    const auto strings = Strings::parse("{}");
    REQUIRE(strings.ok());
    CHECK(strings->text("nik.title") == "\xE2\x9F\xA6nik.title\xE2\x9F\xA7");
    CHECK(strings->missing() == std::set<std::string>{"nik.title"});
}

TEST_CASE("tables that are not objects of texts are refused") {
    for (const char* broken : {"", "[]", "{\"a\": 1}", "{\"a\": {\"b\": \"c\"}}", "{\"a\": \"b\""}) {
        INFO(broken);
        const auto strings = Strings::parse(broken);
        REQUIRE_FALSE(strings.ok());
        CHECK(strings.error().fault == Fault::Corrupt);
    }
    CHECK(Strings::load("no-such-folder", "id").error().fault == Fault::Gone);
}

TEST_CASE("both languages say the same things with the same placeholders") {
    const std::filesystem::path folder = std::filesystem::path(LOKET_SOURCE_DIR) / "assets/strings";
    const auto indonesian = Strings::load(folder, "id"), english = Strings::load(folder, "en");
    REQUIRE(indonesian.ok());
    REQUIRE(english.ok());
    CHECK(indonesian->keys() == english->keys());
    CHECK(indonesian->keys().size() > 40);
    for (const std::string& key : indonesian->keys()) {
        INFO(key);
        CHECK_FALSE(indonesian->text(key).empty());
        CHECK(Strings::placeholders(indonesian->text(key)) == Strings::placeholders(english->text(key)));
    }
    CHECK(english->missing().empty());
}
