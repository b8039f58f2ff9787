// The family card: both tables, ten members a sheet, long names whole, signed.

#include <catch2/catch.hpp>

#include "tests/documents/issued/office.h"
#include "tests/documents/tools.h"
#include "workflow/documents/family_card/kk.h"

using namespace loket;
using namespace loket::documents;
using namespace loket::documents::issued;
using namespace loket::population;

namespace {

const Regions& regions() {
    static const auto all = Regions::load(std::string(LOKET_SOURCE_DIR) + "/assets/regions").value();
    return all;
}
const Enumerations& words() {
    static const auto all = Enumerations::load(std::string(LOKET_SOURCE_DIR) + "/assets/enumerations.json").value();
    return all;
}

Resident member(std::size_t number) {
    Resident r;
    r.nik = "21010845019" + std::to_string(10000 + number);
    r.name = number % 3 == 0 ? std::string(kLongName) : "SITI CONTOH LESTARI " + std::string(1, static_cast<char>('A' + number));
    r.birth_place = number % 4 == 1 ? "KABUPATEN KEPULAUAN TANIMBAR BARAT DAYA" : "TANJUNG UBAN";
    r.born = Date{std::chrono::year{1980 + static_cast<int>(number)}, std::chrono::month{5}, std::chrono::day{5}};
    r.sex = number % 2 == 0 ? Sex::Male : Sex::Female;
    r.religion = number % 5 == 2 ? Religion::Kepercayaan : Religion::Islam;
    r.education = 7;
    r.occupation = static_cast<OccupationCode>(number % 2 == 0 ? 54 : 20);
    r.father = kLongName;
    r.mother = number % 2 == 0 ? "" : std::string(kLongName);
    r.address = {"JL. CONTOH RAYA NO. 12 GANG MELATI KOMPLEKS PERUMAHAN BUKIT INDAH BLOK C", 3, 5, "21.01.08.2001"};
    r.shdk = number == 0 ? Shdk::KepalaKeluarga : number == 1 ? Shdk::Istri : Shdk::Anak;
    if (number < 2) {
        r.marital = Marital::Married;
        r.marital_since = Date{std::chrono::year{2004}, std::chrono::month{2}, std::chrono::day{29}};
        r.marriage_recorded = false;
    }
    if (number == 1) {
        r.nationality = Nationality::Wna;
        r.immigration = Immigration{"MALAYSIA", "A1234567", "2C21JE0001-T", {}};
    }
    return r;
}

FamilyCard card_of(std::size_t members) {
    FamilyCard card{{"2101080501200001", kToday, {}}, "29133", "470/000123/KK/2026", kIssued};
    for (std::size_t i = 0; i < members; ++i) card.family.members.push_back(member(i));
    return card;
}

Result<Paper> sheets_of(const FamilyCard& card, OfficeHead head = office().head) {
    return kk(card, head, seal_over(card.number, "KK", content_digest(card, regions(), words())), regions(), words());
}

}  // namespace

TEST_CASE("a family of twelve takes two signed sheets, of ten one") {
    const auto card = card_of(12);
    const auto paper = sheets_of(card).value();
    CHECK(paper.pages.size() == 2);
    CHECK(sheets_of(card_of(10)).value().pages.size() == 1);
    CHECK(sheets_of(card_of(11)).value().pages.size() == 2);
    const auto qr = check_paper(paper, 297, 210);
    CHECK(signing::verify(qr, office().trust, {}, content_digest(card, regions(), words())).valid());
    auto changed = card;
    changed.family.members[11].mother += "X";
    CHECK(signing::verify(qr, office().trust, {}, content_digest(changed, regions(), words())).finding == signing::Finding::Altered);
    for (const auto& page : paper.pages) CHECK(tools::read_qr(render_rgba(page, 200).value()) == qr);
    const auto text = words_of(paper);
    if (text.empty()) return;
    CHECK(text.find("Lembar 1 dari 2") != std::string::npos);
    CHECK(text.find("Lembar 2 dari 2") != std::string::npos);
    CHECK(text.find("SITI CONTOH LESTARI L") != std::string::npos);
}

TEST_CASE("a card tells what the law asks for, with nothing shortened") {
    const auto text = words_of(sheets_of(card_of(12)).value());
    if (text.empty()) return;
    for (const auto* part :
         {"KARTU KELUARGA", "No. 2101080501200001", "BINTAN BUYU", "TELUK BINTAN", "KEPULAUAN RIAU", "29133", "003/005", "KAWIN BELUM TERCATAT",
          "29-02-2004", "A1234567", "2C21JE0001-T", "WNA", "KEPALA KELUARGA", "AKADEMI/DIPLOMA III/S.MUDA", "05-05-1980", "LAKI-LAKI",
          "Dikeluarkan tanggal : 05-01-2026", "SPECIMEN / CONTOH"})
        if (text.find(part) == std::string::npos) FAIL_CHECK("missing on the card: " << part);
    CHECK(text.find("…") == std::string::npos);
    CHECK(text.find("BELUM KAWIN") != std::string::npos);
}

TEST_CASE("the statement holds neither KK number nor NIK") {
    const auto statement = statement_of(card_of(3), regions(), words(), "KADIS").value();
    CHECK(statement.kind == "KK");
    CHECK(statement.number == "470/000123/KK/2026");
    CHECK(statement.nik_ends.size() == 8);
}

TEST_CASE("families that cannot stand on a card are refused with the reason") {
    const auto code = [](auto change) {
        auto card = card_of(3);
        change(card);
        return check(card, regions()).error().code;
    };
    CHECK(code([](FamilyCard& c) { c.family.kk = "210108"; }) == "kk.number");
    CHECK(code([](FamilyCard& c) { c.family.members.clear(); }) == "kk.empty");
    CHECK(code([](FamilyCard& c) { c.family.members[0].shdk = Shdk::Anak; }) == "kk.head");
    CHECK(code([](FamilyCard& c) { c.family.members[1].shdk = Shdk::KepalaKeluarga; }) == "kk.head");
    CHECK(code([](FamilyCard& c) { c.family.members[0].address.village = "99.99.99.9999"; }) == "kk.village");
    auto endless = card_of(2);
    endless.family.members[1].father = std::string(300, 'W');
    const auto refused = sheets_of(endless);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "document.too_long");
    CHECK(refused.error().context.find("Ayah") != std::string::npos);
}

TEST_CASE("gallery of family cards", "[.gallery]") {
    show("KK", sheets_of(card_of(12)).value());
    const auto card = card_of(4);
    auto seal = seal_over(card.number, "KK", {});
    seal.mode = SealMode::WetSignStamp;
    seal.qr = "LKTN:" + card.number;
    show("KK-wet", kk(card, office().head, seal, regions(), words()).value());
}
