#include "workflow/population/name_lists.h"

#include <set>

#include "devices/base/file.h"
#include "tests/population/fixture.h"
#include "workflow/population/names.h"
#include "workflow/population/villages.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

namespace {

const NameLists& lists() {
    static const auto loaded = NameLists::load(assets() / "names");
    REQUIRE(loaded.ok());
    return loaded.value();
}

}  // namespace

TEST_CASE("each origin names both sexes in every era, within the letters of a card") {
    SeededRandom random(5);
    for (std::size_t i = 0; i < kOrigins; ++i)
        for (const Sex sex : {Sex::Male, Sex::Female})
            for (const int year : {1950, 1985, 2015}) {
                std::set<std::string> names;
                for (int n = 0; n < 200; ++n) {
                    const auto origin = static_cast<Origin>(i);
                    const auto name =
                        lists().name(random, origin, sex, year, lists().family_name(random, origin));
                    if (has_error(check_name(name, NameUse::Deed)))
                        FAIL("breaks the rules for new names: " << name);
                    names.insert(name);
                }
                CAPTURE(facts(static_cast<Origin>(i)).file, year);
                CHECK(names.size() > 20);
            }
}

TEST_CASE("children of a line share its name where the origin has one") {
    SeededRandom random(6);
    CHECK(lists().name(random, Origin::Batak, Sex::Female, 2000, "SITORUS").ends_with(" SITORUS"));
    CHECK(lists().name(random, Origin::Tionghoa, Sex::Male, 1960, "TAN").starts_with("TAN "));
    CHECK(lists().family_name(random, Origin::Jawa).empty());
    CHECK_FALSE(lists().family_name(random, Origin::Flores).empty());
}

TEST_CASE("names at the edge of the rules are what they promise") {
    SeededRandom random(7);
    for (int i = 0; i < 100; ++i)
        for (const Sex sex : {Sex::Male, Sex::Female}) {
            if (lists().longest_name(random, sex).size() != kLongestName) FAIL("not 60 letters");
            if (!has_code(check_name(lists().apostrophe_name(random, sex), NameUse::Deed),
                          "name.punctuation"))
                FAIL("no apostrophe");
            const auto word = lists().one_word_name(random, sex);
            if (word.empty() || word.find(' ') != std::string::npos) FAIL("not one word");
        }
}

TEST_CASE("word files are read and refused with file and line") {
    const Scratch scratch("words");
    const auto file = scratch.path / "list.txt";
    const auto read = [&](const char* text) {
        REQUIRE(write_text(file, text).ok());
        return read_words(file);
    };
    const auto words = read("# comment\n[a]\nONE, TWO THREE\nFOUR\n[patterns]\nm o 1 : a\n");
    REQUIRE(words.ok());
    CHECK(words.value().sections.at("a") == std::vector<std::string>{"ONE", "TWO THREE", "FOUR"});
    REQUIRE(words.value().patterns.size() == 1);
    CHECK(words.value().patterns[0].line == 6);
    const std::pair<const char*, const char*> bad[] = {{"ONE\n", "list.txt:1:"},
                                                       {"[a]\nONE,,TWO\n", "list.txt:2:"},
                                                       {"[a]\nONE,\n", "list.txt:2:"},
                                                       {"[a]\nONE\n[a]\n", "list.txt:3:"}};
    for (const auto& [text, where] : bad) {
        const auto refused = read(text);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().context.find(where) != std::string::npos);
    }
    CHECK(read_words(scratch.path / "absent.txt").error().fault == Fault::Gone);
}

TEST_CASE("name lists with broken patterns are refused") {
    const Scratch scratch("names");
    std::filesystem::copy(assets() / "names", scratch.path, std::filesystem::copy_options::recursive);
    REQUIRE(NameLists::load(scratch.path).ok());
    const auto good = read_text(scratch.path / "jawa.txt");
    REQUIRE(good.ok());
    for (const auto* pattern : {"m o 1 : nowhere", "x o 1 : depan_m", "m q 1 : depan_m", "m o 0 : depan_m",
                                "m o 1 depan_m", "m o 1 :"}) {
        CAPTURE(pattern);
        auto text = *good;
        const auto at = text.find("[patterns]\n") + 11;
        REQUIRE(write_text(scratch.path / "jawa.txt", text.insert(at, std::string(pattern) + "\n")).ok());
        const auto refused = NameLists::load(scratch.path);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().context.find("jawa.txt:3:") != std::string::npos);
    }
    REQUIRE(write_text(scratch.path / "jawa.txt", "[patterns]\nm omn 1 : a\n[a]\nONE\n").ok());
    CHECK_FALSE(NameLists::load(scratch.path).ok());  // no pattern for women
    REQUIRE(write_text(scratch.path / "jawa.txt", *good).ok());
    REQUIRE(write_text(scratch.path / "khusus.txt", "[sixty_m]\nONE\n").ok());
    CHECK_FALSE(NameLists::load(scratch.path).ok());
}

TEST_CASE("every village of Bintan has families, and only those") {
    const auto villages = load_villages(assets() / "names" / "villages.csv", regions());
    REQUIRE(villages.ok());
    CHECK(villages.value().size() == 51);
    CHECK(villages.value()[4].name == "KIJANG KOTA");
    CHECK(villages.value()[4].district_digits == "210106");
    const Scratch scratch("villages");
    const auto refuse = [&](const char* rows) {
        const auto file = scratch.path / "villages.csv";
        REQUIRE(write_text(file, std::string("code,weight,work,town\n") + rows).ok());
        CHECK(load_villages(file, regions()).error().fault == Fault::Corrupt);
    };
    refuse("21.01.06.1008,10,town,KIJANG\n");  // the others are missing
    refuse("21.01.06,10,town,KIJANG\n");
    refuse("21.01.06.9999,10,town,KIJANG\n");
    refuse("21.01.06.1008,0,town,KIJANG\n");
    refuse("21.01.06.1008,x,town,KIJANG\n");
    refuse("21.01.06.1008,10,space,KIJANG\n");
    refuse("21.01.06.1008,10,town,KIJANG\n21.01.06.1008,10,town,KIJANG\n");
}
