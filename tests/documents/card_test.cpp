#include "workflow/documents/card.h"

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "devices/base/random.h"
#include "tests/documents/samples.h"
#include "tests/documents/tools.h"

using namespace loket;
using namespace loket::documents;

namespace {

constexpr CardLook kBare{.proof = false, .specimen = false};

std::string design_text() {
    return read_text(std::string(LOKET_SOURCE_DIR) + "/assets/cards/ktp_el.json").value();
}

std::string changed(const std::string& from, const std::string& to) {
    auto text = design_text();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

void check_layout(const std::vector<CardField>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& a = fields[i].placed.ink;
        if (a.x < 0 || a.y < 0 || a.right() > 85.60 || a.bottom() > 53.98)
            FAIL_CHECK(fields[i].id << " leaves the card");
        for (std::size_t j = i + 1; j < fields.size(); ++j)
            if (overlap(a, fields[j].placed.ink, 0.02))
                FAIL_CHECK(fields[i].id << " lies on " << fields[j].id);
    }
}

const CardField& field(const CardFace& face, const std::string& id) {
    const auto found =
        std::find_if(face.fields.begin(), face.fields.end(), [&](const CardField& f) { return f.id == id; });
    REQUIRE(found != face.fields.end());
    return *found;
}

CardData noise_card(SeededRandom& random) {
    auto data = samples::card();
    const auto words = [&] {
        std::string out;
        for (auto length = random.below(90); out.size() < length;)
            out += random.below(7) == 0 ? ' ' : static_cast<char>('A' + random.below(26));
        return out;
    };
    for (auto* text :
         {&data.province, &data.regency, &data.name, &data.birth_place, &data.sex, &data.blood, &data.address,
          &data.rt_rw, &data.village, &data.district, &data.religion, &data.marital, &data.occupation,
          &data.citizenship, &data.valid_until, &data.issue_place, &data.serial})
        *text = words();
    return data;
}

}  // namespace

TEST_CASE("a card face has the size of ID-1 at 300 and 600 dpi") {
    const auto face = render_card(samples::design(), CardSide::Data, samples::card(), {}).value().image;
    CHECK((face.width == 1011 && face.height == 638 && face.dpi == 300));
    const auto fine = render_card(samples::design(), CardSide::Data, samples::card(), {}, 600).value().image;
    CHECK((fine.width == 2022 && fine.height == 1275));
}

TEST_CASE("every field has ink where the layout says it stands") {
    const auto face = render_card(samples::design(), CardSide::Data, samples::card(), kBare).value();
    CHECK(face.fields.size() == 48);
    for (const auto& item : face.fields) {
        INFO(item.id);
        CHECK(tools::darkness(face.image, item.placed.ink) > 0.02);
    }
    CHECK(face.shortened().empty());
    check_layout(face.fields);
}

TEST_CASE("the fields stand in the order of the regulation") {
    const auto face = render_card(samples::design(), CardSide::Data, samples::card(), kBare).value();
    double last = 0;
    for (const auto* id :
         {"province", "regency", "nik", "name", "birth", "sex", "address", "rt_rw", "village", "district",
          "religion", "marital", "occupation", "citizenship", "valid_until"}) {
        const auto& ink = field(face, id).placed.ink;
        if (!(ink.y > last)) FAIL_CHECK(id << " stands too high");
        last = ink.y;
    }
}

TEST_CASE("the longest records stay apart, wrap where they may, and what is cut is reported") {
    const auto face = render_card(samples::design(), CardSide::Data, samples::extreme_card(), kBare).value();
    check_layout(face.fields);
    CHECK(samples::extreme_card().name.size() >= 60);
    CHECK(field(face, "name").placed.lines == 2);
    CHECK_FALSE(field(face, "name").placed.shortened);
    CHECK_FALSE(field(face, "religion").placed.shortened);
    const auto cut = face.shortened();
    CHECK(std::find(cut.begin(), cut.end(), "address") != cut.end());
}

TEST_CASE("one word of sixty letters is broken, not pushed off the card") {
    auto data = samples::card();
    data.name = std::string(60, 'M');
    auto face = render_card(samples::design(), CardSide::Data, data, kBare).value();
    check_layout(face.fields);
    data.name = "Samudra";
    face = render_card(samples::design(), CardSide::Data, data, kBare).value();
    CHECK(field(face, "name").placed.lines == 1);
}

TEST_CASE("no text whatever makes two fields overlap") {
    SeededRandom random(20261123);
    for (int i = 0; i < 25; ++i) {
        const auto face = render_card(samples::design(), CardSide::Data, noise_card(random), kBare, 72);
        REQUIRE(face);
        check_layout(face->fields);
    }
}

TEST_CASE("the proof is tinted and marked, the print is bare, white or transparent") {
    const auto red = [](const RgbaImage& image) {
        int count = 0;  // mark ink on the left half, where no photo is
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width / 2; ++x)
                count += image.at(x, y)[0] > image.at(x, y)[1] + 20 ? 1 : 0;
        return count;
    };
    const auto face = [](CardLook look) {
        return render_card(samples::design(), CardSide::Data, samples::card(), look).value().image;
    };
    const auto proof = face({}), marked = face({.proof = false}), bare = face(kBare);
    const auto clear = face({.proof = false, .specimen = false, .transparent = true});
    CHECK(red(proof) > 2000);
    CHECK(red(marked) > 2000);
    CHECK(red(bare) == 0);
    CHECK(proof.at(3, 3)[0] < proof.at(3, 3)[2]);
    CHECK((bare.at(3, 3)[0] == 255 && bare.at(3, 3)[3] == 255));
    CHECK(clear.at(3, 3)[3] == 0);
}

TEST_CASE("the emblem side is a plain proof panel, and nothing at all in print") {
    const auto proof = render_card(samples::design(), CardSide::Emblem, samples::card(), {}).value();
    CHECK(field(proof, "serial").placed.ink.w > 10);
    CHECK(tools::darkness(proof.image, field(proof, "panel").placed.ink) > 0.05);
    const auto print = render_card(samples::design(), CardSide::Emblem, samples::card(), kBare).value();
    CHECK(print.fields.empty());
    CHECK(std::all_of(print.image.pixels.begin(), print.image.pixels.end(),
                      [](std::uint8_t v) { return v == 255; }));
}

TEST_CASE("the PDF of a card has its size, its words and its fonts") {
    const auto pdf = render_card_pdf(samples::design(), CardSide::Data, samples::card(), {},
                                     wib_instant(samples::kMonday, 8))
                         .value();
    const auto text = tools::poppler("pdftotext", pdf);
    const auto fonts = tools::poppler("pdffonts", pdf);
    const auto info = tools::poppler("pdfinfo", pdf);
    if (!text || !fonts || !info) return;
    CHECK(text->find("CONTOH PERMATA SAMUDRA") != std::string::npos);
    CHECK(text->find("2101085709050001") != std::string::npos);
    CHECK(fonts->find("+OCRA") != std::string::npos);
    CHECK(info->find("242.6") != std::string::npos);  // 85.60 mm in points
}

TEST_CASE("a card without a sound NIK or date is refused") {
    auto data = samples::card();
    for (const auto* nik : {"", "210108570905000", "21010857090500011", "2101O85709050001"}) {
        data.nik = nik;
        CHECK(render_card(samples::design(), CardSide::Data, data, {}).error().code == "card.nik");
    }
    data = samples::card();
    data.issue_date = Date{};
    CHECK(render_card(samples::design(), CardSide::Data, data, {}).error().code == "card.date");
}

TEST_CASE("mistakes in a design are found when it is read") {
    REQUIRE(parse_card_design(design_text()));
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"{nik}", "{nomor}"},
                                                          {"{nik}", "{nik"},
                                                          {"\"style\": \"nik\"", "\"style\": \"nix\""},
                                                          {"[62.6, 11.2, 20, 30]", "[72.6, 11.2, 20, 30]"},
                                                          {"[62.6, 11.2, 20, 30]", "[62.6, 11.2, 20]"},
                                                          {"\"font\": \"number\"", "\"font\": \"nomor\""},
                                                          {"\"wrapped_pitch\": 4.5", "\"wrapped_pitch\": 8"},
                                                          {"\"colon_x\": 22.6", "\"colon_x\": 2"},
                                                          {"\"width_mm\": 85.60", "\"width_mm\": \"lebar\""},
                                                          {"}", ""}}) {
        INFO(from << " -> " << to);
        CHECK(parse_card_design(changed(from, to)).error().fault == Fault::Corrupt);
    }
    CHECK_FALSE(parse_card_design(""));
    CHECK_FALSE(parse_card_design("[1, 2"));
}

TEST_CASE("a font the design asks for and the machine lacks is named with its package") {
    const auto design = parse_card_design(changed("\"family\": \"OCRA\", \"package\": \"fonts-ocr-a\"",
                                                  "\"family\": \"OCR Q\", \"package\": \"fonts-ocr-q\""));
    REQUIRE(design);
    const auto error = render_card(*design, CardSide::Data, samples::card(), {}).error();
    CHECK(error.code == "document.font_missing");
    CHECK(error.context.find("fonts-ocr-q") != std::string::npos);
}

TEST_CASE("the card of a foreigner has the same fields on another blanko, the country and the day its permit ends") {
    const auto patch = read_text(std::string(LOKET_SOURCE_DIR) + "/assets/cards/ktp_el_oa.json").value();
    const auto foreign = parse_card_variant(design_text(), patch);
    REQUIRE(foreign);
    const auto citizen = parse_card_design(design_text()).value();
    CHECK(foreign->id == "ktp_el_oa");
    CHECK(foreign->tint.r > foreign->tint.b);
    CHECK(citizen.tint.b > citizen.tint.r);
    auto data = samples::card();
    data.citizenship = "Negara Brunei Darussalam";
    data.valid_until = "17-08-2029";
    const auto face = render_card(*foreign, CardSide::Data, data, {.proof = true, .specimen = true});
    REQUIRE(face);
    check_layout(face->fields);
    CHECK_FALSE(field(*face, "citizenship").placed.shortened);
    CHECK(face->fields.size() == render_card(citizen, CardSide::Data, data, {.proof = true, .specimen = true})->fields.size());
    CHECK_FALSE(parse_card_variant(design_text(), "[1"));
    CHECK_FALSE(parse_card_variant(design_text(), R"({"sides": null})"));
}
