#include "kiosk/ui/field_model.h"

#include <catch2/catch.hpp>

#include "kiosk/ui/utf8.h"

using namespace loket::ui;

TEST_CASE("a digit field takes digits up to its limit and nothing else") {
    FieldModel nik(Accept::Digits, 4);
    CHECK(nik.insert("1a2-3"));
    CHECK(nik.text() == "123");
    CHECK_FALSE(nik.insert("xyz"));
    CHECK(nik.insert("45"));
    CHECK(nik.text() == "1234");
    CHECK(nik.full());
    CHECK_FALSE(nik.insert("5"));
}

TEST_CASE("a name field writes capitals and refuses digits and control characters") {
    FieldModel name(Accept::Name, 40);
    name.insert("siti o'neil-2\n, s.h.");
    CHECK(name.text() == "SITI O'NEIL-, S.H.");
    name.set("Zo\xC3\xAB");
    CHECK(name.text() == "ZO\xC3\xAB");
}

TEST_CASE("editing moves by characters, not bytes") {
    FieldModel field(Accept::Any, 10, "a\xC3\xA9z");
    CHECK(char_count(field.text()) == 3);
    field.edit(Key::Left);
    CHECK(field.backspace());
    CHECK(field.text() == "az");
    field.insert("b");
    CHECK(field.text() == "abz");
    field.edit(Key::Home);
    CHECK_FALSE(field.backspace());
    field.edit(Key::Delete);
    CHECK(field.text() == "bz");
    field.edit(Key::End);
    CHECK(field.caret() == 2);
    CHECK_FALSE(field.edit(Key::Enter));
}

TEST_CASE("malformed UTF-8 becomes replacement characters and never runs past the end") {
    const std::string text =
        "a\xFF\xC3"
        "b\xE2\x82";
    std::size_t at = 0;
    std::vector<char32_t> seen;
    while (at < text.size()) seen.push_back(next_char(text, at));
    CHECK(seen == std::vector<char32_t>{'a', 0xFFFD, 0xFFFD, 'b', 0xFFFD, 0xFFFD});
    FieldModel field(Accept::Any, 10);
    field.insert(text);
    CHECK(field.text() == "ab");
}

TEST_CASE("masking hides every character behind one dot") {
    CHECK(masked("1\xC3\xA9"
                 "3") == "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2");
}
