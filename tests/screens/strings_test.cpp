// The words of the interface: complete, the same in both languages, and there for whatever the code asks for.

#include <catch2/catch.hpp>
#include <imgui.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "devices/base/result.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/strings.h"
#include "kiosk/ui/utf8.h"
#include "kiosk/viewmodels/common.h"

using namespace loket;

namespace {

const std::filesystem::path kSource = LOKET_SOURCE_DIR;

ui::Strings load(const char* language) {
    auto strings = ui::Strings::load(kSource / "assets/strings", language);
    REQUIRE(strings.ok());
    return std::move(*strings);
}

std::string read(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

/// Text of every source file under the folders.
template <class Each>
void for_sources(std::initializer_list<const char*> folders, Each each) {
    for (const char* folder : folders)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(kSource / folder))
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
                each(read(entry.path()));
}

std::set<std::string> matches(std::initializer_list<const char*> folders, const char* pattern) {
    const std::regex expression(pattern);
    std::set<std::string> found;
    for_sources(folders, [&](const std::string& text) {
        for (auto match = std::sregex_iterator(text.begin(), text.end(), expression);
             match != std::sregex_iterator(); ++match)
            found.insert((*match)[1]);
    });
    return found;
}

void require_all(const std::set<std::string>& keys) {
    REQUIRE_FALSE(keys.empty());
    for (const char* language : viewmodels::kLanguages) {
        const auto strings = load(language);
        for (const auto& key : keys) {
            INFO(language << " " << key);
            CHECK(strings.has(key));
        }
    }
}

std::set<std::string> with_prefix(const std::string& prefix, const std::set<std::string>& codes) {
    std::set<std::string> keys;
    for (const auto& code : codes) keys.insert(prefix + code);
    return keys;
}

}  // namespace

TEST_CASE("whatever is wrong with a NIK or a KK number is told in words") {
    for (const std::string number : {"nik", "kk"}) {
        const std::string named = number == "nik" ? "kNik" : "kKk";
        require_all(with_prefix("error." + number + ".", matches({"workflow/population"}, R"re(add_error\(findings, number, "([a-z_]+)")re")));
        require_all(with_prefix("error." + number + ".", matches({"workflow/population"}, (R"re(add_error\(report.findings, )re" + named + R"re(, "([a-z_]+)")re").c_str())));
    }
}

TEST_CASE("all languages have the same keys and the same placeholders, and a name of their own") {
    const auto id = load("id");
    for (const std::string language : viewmodels::kLanguages) {
        const auto other = load(language.c_str());
        INFO(language);
        CHECK(id.keys() == other.keys());
        CHECK(id.has("language." + language));
        for (const auto& key : id.keys()) {
            INFO(key);
            const auto mine = id.text(key);
            CHECK_FALSE(mine.empty());
            CHECK_FALSE(other.text(key).empty());
            CHECK(ui::Strings::placeholders(mine) == ui::Strings::placeholders(other.text(key)));
        }
    }
}

TEST_CASE("every key that the screens and flows name is there") {
    // A literal that ends in a dot or underscore is the beginning of a key that is put together at run time.
    auto keys = matches(
        {"kiosk"}, R"re((?:\bsay|\btext|primary\(page, "[a-z_.]+",)\s*\(?"([a-z_]+(?:\.[a-z0-9_]+)+)")re");
    require_all(keys);
}

TEST_CASE("every failure has a sentence that says what to do") {
    std::set<std::string> faults;
    for (int fault = 0; fault <= static_cast<int>(Fault::Internal); ++fault)
        faults.emplace(to_string(static_cast<Fault>(fault)));
    require_all(with_prefix("error.", faults));
    require_all(with_prefix("error.", matches({"workflow", "devices", "drivers", "kiosk"},
                                              R"re(\brejected\(\s*"([a-z_]+\.[a-z_-]+)")re")));
    require_all(
        with_prefix("error.", matches({"workflow", "devices", "drivers", "kiosk"},
                                      R"re(Error\{Fault::[A-Za-z]+,[^;]*?"([a-z_]+\.[a-z_-]+)"\})re")));
}

TEST_CASE("every piece of coaching has its sentence") {
    require_all(with_prefix("hint.", matches({"devices", "drivers", "kiosk/app"},
                                             R"re("((?:finger|face|iris|signature)\.[a-z_]+)")re")));
}

TEST_CASE("every sign of every text can be drawn, in every size") {
    const auto fonts = ui::Fonts::load({});
    REQUIRE(fonts);
    for (const char* language : viewmodels::kLanguages) {
        const auto strings = load(language);
        for (const auto& key : strings.keys()) {
            const std::string text = strings.text(key);
            for (std::size_t at = 0; at < text.size();) {
                const auto sign = ui::next_char(text, at);
                INFO(language << " " << key << ": " << text);
                if (sign >= ' ')
                    for (const auto style : {ui::TextStyle::Caption, ui::TextStyle::CaptionStrong, ui::TextStyle::Body, ui::TextStyle::BodyStrong, ui::TextStyle::H3, ui::TextStyle::H2, ui::TextStyle::H1})
                        CHECK(fonts.value()->text(style)->FindGlyphNoFallback(static_cast<ImWchar>(sign)) != nullptr);
            }
        }
    }
}
