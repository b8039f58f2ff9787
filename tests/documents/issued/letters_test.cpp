// Every letter of the office: rendered from data, signed, read back and verified; mistakes are named.

#include <array>
#include <catch2/catch.hpp>

#include "tests/documents/issued/office.h"
#include "tests/documents/tools.h"
#include "workflow/documents/letters/values.h"

using namespace loket;
using namespace loket::documents;
using namespace loket::documents::letters;
using namespace loket::documents::issued;

namespace {

const std::string kSmall = R"({
  "id": "UJI", "service": "S00", "title": "SURAT UJI", "signers": ["KADIS"], "holder": {"name": "nama"},
  "fields": [{"key": "nama", "label": "Nama"}, {"key": "lahir", "label": "Lahir", "kind": "date"}],
  "columns": [{"key": "hal", "label": "Hal"}],
  "parts": [{"paragraph": "Bahwa {nama} pada {tanggal}"}, {"facts": ["lahir"]}, {"table": "Daftar"}]
})";

std::string changed(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

Result<Paper> rendered(const LetterTemplate& letter, const LetterData& data) {
    return render(letter, data, office().head, seal_for(letter, data));
}

}  // namespace

TEST_CASE("there is a paper for every product of the office") {
    for (const auto* id :
         {"SKPWNI", "SKDWNI", "SKPLN", "SKDLN", "SKTT", "SK-KELAHIRAN", "SK-LAHIR-MATI", "SK-BATAL-KAWIN", "SK-BATAL-CERAI",
          "SK-KEMATIAN", "SK-ANGKAT-ANAK", "SK-LEPAS-WNI", "SKPTI", "SKPS", "BIODATA", "SP-NUMPANG-KK", "SP-BEDA-DATA",
          "SP-HILANG-RESI", "F-1-04", "F-1-05", "F-2-03", "F-2-04", "P01", "P02", "P03", "P04", "P04-SPJ"}) {
        INFO(id);
        CHECK(library().contains(id));
    }
    CHECK(library().size() == 27);
}

TEST_CASE("every letter renders, its QR verifies from the PDF, and one changed field is found") {
    for (const auto& [id, letter] : library()) {
        INFO(id);
        auto data = data_for(letter, 3, false);
        const auto paper = rendered(letter, data);
        if (!paper) {
            FAIL_CHECK(paper.error().context);
            continue;
        }
        const auto qr = check_paper(*paper, kA4Width, kA4Height);
        const auto digest = content_digest(letter, data);
        const auto verdict = signing::verify(qr, office().trust, {}, digest);
        CHECK(verdict.finding == (letter.by_applicant() ? signing::Finding::NumberOnly : signing::Finding::Valid));
        CHECK(verdict.number == data.number);
        auto& value = data.fields.begin()->second;
        value.back() = value.back() == 'x' ? 'y' : 'x';
        if (!letter.by_applicant())
            CHECK(signing::verify(qr, office().trust, {}, content_digest(letter, data)).finding == signing::Finding::Altered);
    }
}

TEST_CASE("a letter prints its values, Indonesian dates, number, forms and the mark of the demo") {
    const auto& letter = library().at("SKPWNI");
    const auto data = data_for(letter, 2, false);
    auto head = office().head;
    const auto text = words_of(render(letter, data, head, seal_for(letter, data)).value());
    if (text.empty()) return;
    for (const auto* words : {"SURAT KETERANGAN PINDAH WNI", "Nomor: 470/000123/SKPWNI/2026", "5 Januari 2026", "SITI CONTOH LESTARI",
                              "2101084501900001", "Ditandatangani secara elektronik", "sertifikat uji", "GRATIS", "F-1.03", "Halaman 1 dari",
                              "SPECIMEN / CONTOH", "Pasal 15", "Bintan Buyu, 5 Januari 2026", "NIP. 19700101"})
        if (text.find(words) == std::string::npos) FAIL_CHECK("missing on the letter: " << words);
    CHECK(text.find('{') == std::string::npos);
    head.specimen = false;
    const auto real = words_of(render(letter, data, head, seal_for(letter, data)).value());
    CHECK(real.find("SPECIMEN") == std::string::npos);
    CHECK(real.find("sertifikat uji") == std::string::npos);
}

TEST_CASE("pen and stamp: the number only, and room for both") {
    const auto& letter = library().at("SK-KELAHIRAN");
    const auto data = data_for(letter, 0, false);
    const auto paper = render(letter, data, office().head, seal_for(letter, data, SealMode::WetSignStamp)).value();
    CHECK(check_paper(paper, kA4Width, kA4Height) == "LKTN:470/000123/SK-KELAHIRAN/2026");
    const auto text = words_of(paper);
    if (text.empty()) return;
    CHECK(text.find("cap dinas") != std::string::npos);
    CHECK(text.find("Ditandatangani secara elektronik") == std::string::npos);
}

TEST_CASE("the longest names and twelve persons run on to further sheets, never over foot or edge") {
    for (const auto& [id, letter] : library()) {
        INFO(id);
        auto head = office().head;
        head.specimen = false;
        const auto data = data_for(letter, 12, true);
        const auto paper = render(letter, data, head, seal_for(letter, data)).value();
        for (const auto& page : paper.pages) {
            const auto image = render_rgba(page, 60).value();
            CHECK(tools::darkness(image, {0, 272.5, kA4Width, 3.2}) == 0);
            CHECK(tools::darkness(image, {0, 3, kA4Margin - 1, 290}) == 0);
            CHECK(tools::darkness(image, {kA4Width - kA4Margin + 1, 3, kA4Margin - 1, 290}) == 0);
        }
        const auto text = words_of(paper);
        if (text.empty()) return;
        CHECK(text.find("…") == std::string::npos);
    }
    const auto& letter = library().at("SKPWNI");
    const auto data = data_for(letter, 60, true);
    const auto paper = rendered(letter, data).value();
    CHECK(paper.pages.size() >= 4);
    const auto text = words_of(paper);
    if (text.empty()) return;
    CHECK(text.find("Halaman 4 dari") != std::string::npos);
}

TEST_CASE("what is missing or wrong in the data is named, without its value") {
    const auto letter = read_template(kSmall, "uji.json").value();
    const LetterData good{"470/1/UJI/2026", kIssued, {{"nama", "A"}, {"lahir", "2026-01-05"}}, {{{"hal", "x"}}}};
    CHECK(check(letter, good));
    const auto error_of = [&](auto change) {
        auto data = good;
        change(data);
        const auto status = check(letter, data);
        return status ? Error{} : status.error();
    };
    const auto missing = error_of([](LetterData& d) { d.fields.erase("nama"); });
    CHECK(missing.code == "letter.field_missing");
    CHECK(missing.context.find("'nama'") != std::string::npos);
    const auto form = error_of([](LetterData& d) { d.fields["lahir"] = "5-1-2026"; });
    CHECK(form.code == "letter.field_form");
    CHECK(form.context.find("5-1-2026") == std::string::npos);
    CHECK(error_of([](LetterData& d) { d.fields["nma"] = "A"; }).code == "letter.field_unknown");
    CHECK(error_of([](LetterData& d) { d.rows.clear(); }).code == "letter.rows");
    CHECK(error_of([](LetterData& d) { d.rows[0]["hal"].clear(); }).context.find("row 1") != std::string::npos);
    CHECK(error_of([](LetterData& d) { d.number.clear(); }).code == "letter.number");
    auto seal = seal_for(letter, good);
    seal.role = "KABID";
    CHECK(render(letter, good, office().head, seal).error().code == "letter.signer");
    seal.role = "KADIS";
    seal.qr.clear();
    CHECK(render(letter, good, office().head, seal).error().code == "document.qr_empty");
    auto endless = good;
    endless.rows[0]["hal"] = std::string(3999, 'x');
    endless.fields["nama"] = std::string(3999, 'W');
    CHECK(rendered(letter, endless).error().code == "letter.too_long");
}

TEST_CASE("a template with a mistake names file, place and reason") {
    const std::vector<std::array<std::string, 3>> mistakes{
        {R"("service": "S00", )", "", "/service: is missing"},
        {"{nama} pada", "{nma} pada", "/parts/0: names 'nma'"},
        {R"(["KADIS"])", R"(["RAJA"])", "/signers: 'RAJA'"},
        {R"(["KADIS"])", R"(["PEMOHON"], "legal": ["UU"])", "/legal: is not printed"},
        {R"("kind": "date")", R"("kind": "datum")", "/fields/1/kind"},
        {R"("key": "lahir")", R"("key": "nama")", "/fields/1/key: 'nama' is given twice"},
        {R"("key": "lahir")", R"("key": "tanggal")", "/fields/1/key"},
        {R"({"facts": ["lahir"]}, )", "", "/fields/1: 'lahir' is asked for but never printed"},
        {R"(, {"table": "Daftar"})", "", "/columns: are given"},
        {R"("label": "Nama")", R"("lable": "Nama")", "/fields/0/label: is missing"},
        {R"({"paragraph": "Bahwa)", R"({"paragraf": "Bahwa)", "/parts/0"},
        {"{tanggal}", "{tanggal", "/parts/0"},
        {R"("UJI")", R"("uji")", "/id"},
        {"\"parts\"", "parts", "line"},
    };
    REQUIRE(read_template(kSmall, "uji.json"));
    for (const auto& [from, to, reason] : mistakes) {
        const auto broken = read_template(changed(kSmall, from, to), "uji.json");
        INFO(reason);
        REQUIRE_FALSE(broken);
        CHECK(broken.error().fault == Fault::Corrupt);
        INFO(broken.error().context);
        CHECK(broken.error().context.starts_with("uji.json: "));
        CHECK(broken.error().context.find(reason) != std::string::npos);
    }
}

TEST_CASE("values are printed as Indonesian papers write them") {
    CHECK(printed(FieldKind::Date, "2026-01-05") == "5 Januari 2026");
    CHECK(printed(FieldKind::Time, "08:15") == "08.15\u00a0WIB");
    CHECK(printed(FieldKind::Money, "1250000") == "Rp1.250.000");
    CHECK(printed(FieldKind::Money, "999") == "Rp999");
    CHECK(printed(FieldKind::Text, "") == "–");
    for (const auto* bad : {"24:00", "08.15", "8:15", "08:60"}) CHECK_FALSE(has_form(FieldKind::Time, bad));
    CHECK_FALSE(has_form(FieldKind::Nik, "210108450190000"));
    CHECK_FALSE(has_form(FieldKind::Date, "2026-02-30"));
}

TEST_CASE("gallery of letters", "[.gallery]") {
    for (const auto& [id, letter] : library()) {
        const auto data = data_for(letter, 3, false);
        show(id, rendered(letter, data).value());
    }
    const auto& letter = library().at("SKPWNI");
    const auto data = data_for(letter, 12, true);
    show("SKPWNI-long", render(letter, data, office().head, seal_for(letter, data, SealMode::WetSignStamp)).value());
}
