#include "workflow/population/enumerations.h"

#include "devices/base/file.h"
#include "tests/population/fixture.h"

using namespace loket;
using namespace loket::population;
using namespace loket::population::test;

TEST_CASE("the shipped code tables are complete and say what DOMAIN §3 says") {
    const auto& codes = enumerations();
    const std::size_t sizes[kCodeTables] = {2, 7, 4, 13, 10, 11, 2, 88, 6, 5, 4, 4, 3, 7, 5, 5, 4};
    for (std::size_t i = 0; i < kCodeTables; ++i) {
        CAPTURE(key_of(static_cast<CodeTable>(i)));
        CHECK(codes.entries(static_cast<CodeTable>(i)).size() == sizes[i]);
    }
    CHECK(codes.occupation(1) == "BELUM/TIDAK BEKERJA");
    CHECK(codes.occupation(11) == "NELAYAN/PERIKANAN");
    CHECK(codes.occupation(65) == "GURU");
    CHECK(codes.occupation(88) == "WIRASWASTA");
    CHECK(codes.education(5) == "SLTA/SEDERAJAT");
    CHECK(codes.label(Religion::Kepercayaan) == "KEPERCAYAAN TERHADAP TUHAN YME");
    CHECK(codes.label(Shdk::Lainnya) == "LAINNYA");
    CHECK(codes.label(Sex::Female) == "PEREMPUAN");
    CHECK(codes.label(Nationality::Wna) == "WNA");
    CHECK(codes.label(Marital::Widowed) == "CERAI MATI");
    CHECK(codes.label(CodeTable::AlasanPindah, 7) == "LAINNYA");
}

TEST_CASE("labels and codes lead to each other, unknown ones to nothing") {
    for (std::size_t i = 0; i < kCodeTables; ++i)
        for (const auto& entry : enumerations().entries(static_cast<CodeTable>(i)))
            CHECK(enumerations().code_of(static_cast<CodeTable>(i), entry.label) == entry.code);
    CHECK_FALSE(enumerations().has(CodeTable::Pekerjaan, 0));
    CHECK_FALSE(enumerations().has(CodeTable::Pekerjaan, 89));
    CHECK_FALSE(enumerations().has(CodeTable::Agama, -1));
    CHECK_FALSE(enumerations().code_of(CodeTable::Agama, "ISLAM ").has_value());
}

TEST_CASE("cards and family cards have their own words") {
    CHECK(enumerations().blood_on_card(Blood::Unknown) == "-");
    CHECK(enumerations().blood_on_card(Blood::O) == "O");
    CHECK(enumerations().marital_on_kk(Marital::Married, true) == "KAWIN TERCATAT");
    CHECK(enumerations().marital_on_kk(Marital::Divorced, false) == "CERAI HIDUP BELUM TERCATAT");
    CHECK(enumerations().marital_on_kk(Marital::Single, true) == "BELUM KAWIN");
}

TEST_CASE("broken code tables are refused") {
    const Scratch scratch("enumerations");
    const auto file = scratch.path / "enumerations.json";
    CHECK(Enumerations::load(file).error().fault == Fault::Gone);
    auto whole = read_text(assets() / "enumerations.json");
    REQUIRE(whole.ok());
    const auto refuse = [&](const std::string& text) {
        REQUIRE(write_text(file, text).ok());
        CHECK(Enumerations::load(file).error().fault == Fault::Corrupt);
    };
    const auto with = [&](std::string_view from, std::string_view to) {
        auto text = *whole;
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        return text.replace(at, from.size(), to);
    };
    refuse("not json");
    refuse("[]");
    refuse(with("\"agama\"", "\"agamo\""));
    refuse(with("\"ISLAM\"", "7"));
    refuse(with("\"ISLAM\"", "\"\""));
    refuse(with("{", "{\"extra\": [\"A\"],"));
}
