// KIA of both kinds and the SKTT card: everything on the face, nothing on anything else, codes readable.

#define ZX_USE_UTF8  // the header of zxing-cpp 1.4 asks for it
#include <ZXing/ReadBarcode.h>

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "tests/documents/issued/office.h"
#include "tests/documents/samples.h"
#include "tests/documents/tools.h"
#include "workflow/documents/barcode.h"
#include "workflow/documents/cards/kia.h"
#include "workflow/documents/cards/sktt.h"

using namespace loket;
using namespace loket::documents;
using namespace loket::documents::issued;

namespace {

constexpr CardLook kBare{.proof = false, .specimen = false};

constexpr Date day(int y, unsigned m, unsigned d) { return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}}; }

CardDesign design_of(std::string_view name, const FieldNames& names) {
    return parse_card_design(read_text(std::string(LOKET_SOURCE_DIR) + "/assets/cards/" + std::string(name) + ".json").value(), names).value();
}
CardDesign design_of(KiaKind kind) { return design_of(kia_design_name(kind), kia_field_names()); }

KiaData child(int birth_year, bool longest = false) {
    const std::string name = longest ? std::string(kLongName) : "Contoh Anak Lestari";
    KiaData out;
    out.province = "Kepulauan Riau";
    out.regency = "Kabupaten Bintan";
    out.nik = "2101084501200001";
    out.name = name;
    out.birth_place = longest ? "Kabupaten Kepulauan Tanimbar Barat Daya" : "Tanjung Uban";
    out.birth_date = day(birth_year, 1, 5);
    out.sex = "Perempuan";
    out.blood = "O";
    out.kk = "2101080501200001";
    out.head = name;
    out.deed = "2101-LU-05012020-0001";
    out.religion = longest ? "Kepercayaan terhadap Tuhan YME" : "Islam";
    out.address = longest ? "Jl. Contoh Raya No. 12 Gang Melati Kompleks Perumahan Bukit Indah Blok C" : "Jl. Contoh No. 12";
    out.rt_rw = "003/005";
    out.village = "Bintan Buyu";
    out.district = "Teluk Bintan";
    out.issue_date = kToday;
    out.issue_place = "Bintan";
    out.office = "Kepala Dinas Kependudukan dan Pencatatan Sipil";
    out.official = "Kepala Contoh, S.Sos.";
    out.serial = "KIA-CONTOH-000042";
    out.photo = samples::photo();
    out.signature = samples::signature();
    return out;
}

SkttData foreigner(bool longest = false) {
    SkttData out;
    out.number = "470/000123/SKTT/2026";
    out.government = "Pemerintah Kabupaten Bintan";
    out.office = "Dinas Kependudukan dan Pencatatan Sipil";
    out.nik = "2101084501900001";
    out.name = longest ? std::string(kLongName) : "Contoh Asing Smith";
    out.birth_place = longest ? "Kabupaten Kepulauan Tanimbar Barat Daya" : "Penang";
    out.birth_date = day(1990, 1, 5);
    out.sex = "Laki-laki / Male";
    out.nationality = "Malaysia";
    out.occupation = "Karyawan Swasta";
    out.address = longest ? "Jl. Contoh Raya No. 12 Gang Melati Kompleks Perumahan Bukit Indah Blok C" : "Jl. Contoh No. 12";
    out.village = "Sebong Lagoi";
    out.district = "Telok Sebong";
    out.kitas = "2C21JE0001-T";
    out.valid_until = day(2027, 1, 4);
    out.issue_place = "Bintan Buyu";
    out.issue_date = kToday;
    out.official = "Kepala Contoh, S.Sos.";
    out.photo = samples::photo();
    out.signature = samples::signature();
    out.holder_signature = samples::signature();
    out.qr = std::string(signing::kNumberPrefix) + out.number;
    return out;
}

void check_layout(const CardFace& face, double width, double height) {
    for (const auto& id : face.shortened()) FAIL_CHECK(id << " is shortened");
    for (std::size_t i = 0; i < face.fields.size(); ++i) {
        const auto& a = face.fields[i].placed.ink;
        if (a.x < 0 || a.y < 0 || a.right() > width || a.bottom() > height) FAIL_CHECK(face.fields[i].id << " leaves the card");
        for (std::size_t j = i + 1; j < face.fields.size(); ++j)
            if (overlap(a, face.fields[j].placed.ink, 0.02)) FAIL_CHECK(face.fields[i].id << " lies on " << face.fields[j].id);
    }
}

std::string read_code128(const RgbaImage& image) {
    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::Code128);
    const auto found = ZXing::ReadBarcode({image.pixels.data(), image.width, image.height, ZXing::ImageFormat::RGBX}, hints);
    return found.isValid() ? std::string(as_text(found.bytes())) : "";
}

}  // namespace

TEST_CASE("Code 128 of every printable character is read back") {
    std::string all;
    for (char c = ' '; c <= '~'; ++c) all += c;
    for (std::size_t at = 0; at < all.size(); at += 16) {
        const auto text = all.substr(at, 16) + "x";  // readers drop a space at the end
        const Drawing bars{"", 100, 20, [=](Canvas& canvas) {
                               canvas.barcode({2, 2, 96, 16}, text);
                               return 20.0;
                           }};
        CHECK(read_code128(render_rgba(bars, 300).value()) == text);
    }
    for (const auto& bad : {std::string(), std::string(41, 'A'), std::string("é"), std::string("a\nb")})
        CHECK(encode_code128(bad).error().code == "document.barcode");
}

TEST_CASE("the kind of KIA and its validity follow the age") {
    CHECK(kia_kind(day(2021, 1, 6), kToday).value() == KiaKind::UnderFive);
    CHECK(kia_kind(day(2021, 1, 5), kToday).value() == KiaKind::FiveToSeventeen);
    CHECK(kia_kind(day(2009, 1, 6), kToday).value() == KiaKind::FiveToSeventeen);
    CHECK(kia_kind(day(2009, 1, 5), kToday).error().code == "kia.age");
    CHECK(kia_kind(day(2026, 1, 6), kToday).error().code == "kia.age");
    CHECK(kia_valid_until(day(2022, 3, 9), KiaKind::UnderFive) == day(2027, 3, 9));
    CHECK(kia_valid_until(day(2012, 3, 9), KiaKind::FiveToSeventeen) == day(2029, 3, 8));
    CHECK(kia_valid_until(day(2012, 3, 1), KiaKind::FiveToSeventeen) == day(2029, 2, 28));
    CHECK(kia_valid_until(day(2024, 2, 29), KiaKind::UnderFive) == day(2029, 2, 28));
}

TEST_CASE("both KIA faces hold the longest data without overlap, at the size of an ID-1 card") {
    for (const int year : {2023, 2015})
        for (const bool longest : {false, true}) {
            const auto data = child(year, longest);
            const auto kind = kia_kind(data.birth_date, data.issue_date).value();
            const auto face = render_kia(design_of(kind), KiaSide::Data, data, kBare).value();
            CHECK(face.image.width == 1011);
            CHECK(face.image.height == 638);
            check_layout(face, 85.60, 53.98);
            const Rect photo{66, 24.4, 14, 4};  // hair beside the face; nothing on the younger card
            CHECK((tools::darkness(face.image, photo) > 0) == (kind == KiaKind::FiveToSeventeen));
            const auto back = render_kia(design_of(kind), KiaSide::Back, data, kBare).value();
            CHECK(read_code128(back.image) == data.serial);
        }
}

TEST_CASE("a KIA without what it needs is refused") {
    const auto code = [](const KiaData& data, KiaKind kind) { return render_kia(design_of(kind), KiaSide::Data, data, kBare).error(); };
    auto data = child(2015);
    data.photo = {};
    CHECK(code(data, KiaKind::FiveToSeventeen).code == "kia.photo");
    data = child(2015);
    data.kk = "1";
    CHECK(code(data, KiaKind::FiveToSeventeen).code == "kia.kk");
    data = child(2015);
    data.nik = "1";
    CHECK(code(data, KiaKind::FiveToSeventeen).code == "card.nik");
    CHECK(code(child(2000), KiaKind::FiveToSeventeen).code == "kia.age");
    CHECK(code(child(2015), KiaKind::UnderFive).fault == Fault::Corrupt);
    const auto ktp = read_text(std::string(LOKET_SOURCE_DIR) + "/assets/cards/kia_5to17.json").value();
    CHECK(parse_card_design(ktp).error().context.find("unknown field") != std::string::npos);
}

TEST_CASE("the SKTT card is 90 x 65 mm, bilingual, green on the proof, and its QR is read") {
    const auto design = design_of("sktt", sktt_field_names());
    for (const bool longest : {false, true}) {
        const auto face = render_sktt(design, foreigner(longest), kBare).value();
        CHECK(face.image.width == 1063);
        CHECK(face.image.height == 768);
        check_layout(face, 90, 65);
        CHECK(tools::read_qr(face.image) == "LKTN:470/000123/SKTT/2026");
    }
    auto signed_card = foreigner();
    const signing::Statement statement{signed_card.number, "SKTT", kIssued, "KADIS", "C.A.S.", "21010001", {}};
    signed_card.qr = office().authority.sign(statement).value();
    CHECK(signing::verify(tools::read_qr(render_sktt(design, signed_card, kBare).value().image), office().trust, {}).valid());
    const auto proof = render_sktt(design, foreigner(), {}).value();
    const auto* corner = proof.image.at(5, 5);
    CHECK(corner[1] > corner[0] + 40);
    CHECK(corner[1] > corner[2] + 40);
    auto data = foreigner();
    data.valid_until = day(2026, 1, 4);
    CHECK(render_sktt(design, data, kBare).error().code == "sktt.expired");
    data.valid_until = kToday;
    data.kitas.clear();
    CHECK(render_sktt(design, data, kBare).error().code == "sktt.permit");
}

TEST_CASE("gallery of cards", "[.gallery]") {
    show("kia-under5", render_kia(design_of(KiaKind::UnderFive), KiaSide::Data, child(2023), {}).value().image);
    show("kia-5to17", render_kia(design_of(KiaKind::FiveToSeventeen), KiaSide::Data, child(2015), {}).value().image);
    show("kia-5to17-long", render_kia(design_of(KiaKind::FiveToSeventeen), KiaSide::Data, child(2015, true), {}).value().image);
    show("kia-back", render_kia(design_of(KiaKind::UnderFive), KiaSide::Back, child(2023), {}).value().image);
    show("sktt", render_sktt(design_of("sktt", sktt_field_names()), foreigner(), {}).value().image);
    show("sktt-long", render_sktt(design_of("sktt", sktt_field_names()), foreigner(true), {}).value().image);
}
