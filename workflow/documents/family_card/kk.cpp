#include "workflow/documents/family_card/kk.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"
#include "workflow/documents/grid.h"

namespace loket::documents {
namespace {

using population::Enumerations;
using population::Marital;
using population::Regions;
using population::Resident;
using Cells = std::vector<std::string>;

constexpr double kRow = 4.8, kHead = 7;      // mm
constexpr double kTitleTop = 6, kFactsTop = 21.5, kFactPitch = 4.1;
constexpr double kFirstTable = 39, kSecondTable = 99, kSealTop = 158.2;

const std::vector<GridColumn> kPersons{{"No.", 7, Align::Centre},     {"Nama Lengkap", 60},          {"NIK", 31, Align::Centre},
                                       {"Jenis Kelamin", 20},         {"Tempat Lahir", 34},          {"Tanggal Lahir", 19, Align::Centre},
                                       {"Agama", 24},                 {"Pendidikan", 34},            {"Jenis Pekerjaan", 34},
                                       {"Golongan Darah", 14, Align::Centre}};
const std::vector<GridColumn> kRelations{{"No.", 7, Align::Centre},
                                         {"Status Perkawinan", 33},
                                         {"Tanggal Perkawinan / Perceraian", 24, Align::Centre},
                                         {"Status Hubungan Dalam Keluarga", 30},
                                         {"Kewarganegaraan", 21, Align::Centre},
                                         {"Dokumen Imigrasi: No. Paspor", 25, Align::Centre},
                                         {"Dokumen Imigrasi: No. KITAP", 25, Align::Centre},
                                         {"Nama Orang Tua: Ayah", 56},
                                         {"Nama Orang Tua: Ibu", 56}};
const GridType kCell{.size = 6.8, .min_size = 5.0, .max_lines = 2};

std::string or_dash(std::string_view text) { return text.empty() ? "-" : std::string(text); }

/// The wedding or divorce; of the widowed the register keeps the day of death, which is not this column's.
std::string marital_date(const Resident& r) {
    const bool told = r.marital == Marital::Married || r.marital == Marital::Divorced;
    return told && r.marital_since ? dmy_date(*r.marital_since) : "-";
}

Cells person_cells(const Resident& r, std::size_t number, const Enumerations& words) {
    return {std::to_string(number),    r.name,  r.nik, std::string(words.label(r.sex)), or_dash(r.birth_place), dmy_date(r.born),
            or_dash(words.label(r.religion)), or_dash(words.education(r.education)), or_dash(words.occupation(r.occupation)),
            std::string(words.blood_on_card(r.blood))};
}

Cells relation_cells(const Resident& r, std::size_t number, const Enumerations& words) {
    const auto& permit = r.immigration;
    return {std::to_string(number),
            words.marital_on_kk(r.marital, r.marriage_recorded),
            marital_date(r),
            or_dash(words.label(r.shdk)),
            or_dash(words.label(r.nationality)),
            or_dash(permit ? permit->passport : ""),
            or_dash(permit ? permit->kitap : ""),
            or_dash(r.father),
            or_dash(r.mother)};
}

struct Household {
    std::vector<Row> left, right;
};

Household household_of(const FamilyCard& card, const Regions& regions) {
    const auto& head = *card.family.head();
    const auto place = regions.place(head.address.village);
    return {{{"Nama Kepala Keluarga", upper(head.name)},
             {"Alamat", or_dash(upper(head.address.street))},
             {"RT/RW", fmt::format("{:03}/{:03}", head.address.rt, head.address.rw)},
             {"Kode Pos", or_dash(card.postcode)}},
            {{"Desa/Kelurahan", upper(place.village)},
             {"Kecamatan", upper(place.district)},
             {"Kabupaten/Kota", upper(place.regency)},
             {"Provinsi", upper(place.province)}}};
}

/// Everything a sheet needs, so that the drawing outlives the arguments.
struct Sheet {
    OfficeHead head;
    Seal seal;
    std::string kk, number, head_name;
    Date issued{};
    Household household;
    std::vector<Cells> persons, relations;  ///< of this sheet
    std::size_t page = 1, pages = 1;
};

void facts(Canvas& canvas, double x, const std::vector<Row>& rows, double label_width, double width) {
    double y = kFactsTop;
    for (const auto& row : rows) {
        canvas.text({x, y, label_width, kFactPitch}, row.label, {.size = 7.8});
        const auto placed = canvas.text({x + label_width, y, width - label_width, kFactPitch}, ": " + row.value,
                                        {.size = 7.8, .weight = Weight::Medium, .min_size = 5, .narrow = {"Roboto Condensed", "fonts-roboto"}});
        if (placed.shortened) canvas.fail(rejected("document.too_long", "a text does not fit the field '" + row.label + "'"));
        y += kFactPitch;
    }
}

void table(Canvas& canvas, double y, const std::vector<GridColumn>& columns, const std::vector<Cells>& rows) {
    y = grid_head(canvas, kWideMargin, y, columns, kHead, true);
    const Cells empty(columns.size());
    for (std::size_t i = 0; i < kMembersPerSheet; ++i, y += kRow)
        grid_row(canvas, kWideMargin, y, kRow, columns, i < rows.size() ? rows[i] : empty, kCell);
}

void signatures(Canvas& canvas, const Sheet& sheet) {
    const double middle = kWideMargin + 100;
    canvas.text({kWideMargin, kSealTop + 1, 80, 4}, "Dikeluarkan tanggal : " + dmy_date(sheet.issued), {.size = 7.8, .weight = Weight::Medium});
    canvas.text({kWideMargin, kSealTop + 5.4, 80, 4}, fmt::format("Lembar {} dari {}", sheet.page, sheet.pages),
                {.size = 7.8, .weight = Weight::Medium});
    canvas.text({kWideMargin, kSealTop + 9.8, 80, 4}, "Nomor dokumen : " + sheet.number, one_line(7.8));
    const TextStyle centred{.size = 7.4, .weight = Weight::SemiBold, .align = Align::Centre, .min_size = 4.6};
    canvas.text({middle, kSealTop + 4, 70, 4}, "KEPALA KELUARGA", centred);
    canvas.text({middle, kSealTop + 33, 70, 4}, sheet.head_name, centred);
    canvas.line(middle + 4, kSealTop + 37, middle + 66, kSealTop + 37, 0.2, kText);
    draw_seal(canvas, kWideWidth - kWideMargin - kCompactSealWidth, kSealTop, sheet.seal, sheet.issued, SealSize::Compact);
}

void draw_sheet(Canvas& canvas, const Sheet& sheet) {
    canvas.text({kWideMargin, kTitleTop, kWideContent, 8}, "KARTU KELUARGA", {.size = 18, .weight = Weight::Bold, .align = Align::Centre});
    canvas.text({kWideMargin, kTitleTop + 8, kWideContent, 6}, "No. " + sheet.kk, {.size = 12.5, .weight = Weight::SemiBold, .align = Align::Centre});
    facts(canvas, kWideMargin, sheet.household.left, 36, 160);
    facts(canvas, kWideMargin + 176, sheet.household.right, 30, 101);
    table(canvas, kFirstTable, kPersons, sheet.persons);
    table(canvas, kSecondTable, kRelations, sheet.relations);
    signatures(canvas, sheet);
    wide_foot(canvas, seal_note(sheet.seal, sheet.head.specimen),
              fmt::format("{}  ·  {} {}", kFreeOfCharge, sheet.head.office, sheet.head.government),
              fmt::format("Lembar {} dari {}", sheet.page, sheet.pages));
    wide_specimen(canvas, sheet.head);
}

}  // namespace

Status check(const FamilyCard& card, const Regions& regions) {
    const auto& members = card.family.members;
    const auto& kk = card.family.kk;
    if (!sixteen_digits(kk)) return rejected("kk.number", "the number of a family card has 16 digits");
    if (members.empty()) return rejected("kk.empty", "a family card needs members");
    const auto heads = std::count_if(members.begin(), members.end(), [](const Resident& r) { return r.shdk == population::Shdk::KepalaKeluarga; });
    if (heads != 1) return rejected("kk.head", fmt::format("a family card has one head of the family, this one has {}", heads));
    if (regions.place(card.family.head()->address.village).village.empty())
        return rejected("kk.village", "the village of the head's address is not in the table of regions");
    return {};
}

Sha256 content_digest(const FamilyCard& card, const Regions& regions, const Enumerations& words) {
    ByteWriter out;
    const auto add = [&](std::string_view text) { out.sized(as_bytes(text)); };
    add("KK");
    add(card.number);
    add(card.family.kk);
    add(iso_date(wib_date(card.issued)));
    const auto household = household_of(card, regions);
    for (const auto* rows : {&household.left, &household.right})
        for (const auto& row : *rows) add(row.value);
    out.u32(static_cast<std::uint32_t>(card.family.members.size()));
    std::size_t number = 0;
    for (const auto& member : card.family.members) {
        ++number;
        for (const auto& cell : person_cells(member, number, words)) add(cell);
        for (const auto& cell : relation_cells(member, number, words)) add(cell);
    }
    return sha256(out.bytes());
}

Result<signing::Statement> statement_of(const FamilyCard& card, const Regions& regions, const Enumerations& words, const std::string& role) {
    LOKET_TRY(check(card, regions));
    const auto& head = *card.family.head();
    return signing::Statement{card.number,
                              "KK",
                              from_millis(to_millis(card.issued) / 1000 * 1000),
                              role,
                              signing::initials_of(head.name),
                              signing::nik_ends_of(head.nik),
                              content_digest(card, regions, words)};
}

Result<Paper> kk(const FamilyCard& card, const OfficeHead& head, const Seal& seal, const Regions& regions, const Enumerations& words) {
    LOKET_TRY(check(card, regions));
    if (seal.qr.empty()) return rejected("document.qr_empty", "the seal of the family card has no text for its QR code");
    const auto& members = card.family.members;
    const std::size_t pages = (members.size() + kMembersPerSheet - 1) / kMembersPerSheet;
    Paper out{"Kartu Keluarga", {}};
    for (std::size_t page = 0; page < pages; ++page) {
        Sheet sheet{head, seal, card.family.kk, card.number, upper(card.family.head()->name), wib_date(card.issued), household_of(card, regions),
                    {},   {},   page + 1,       pages};
        for (std::size_t i = page * kMembersPerSheet; i < std::min(members.size(), (page + 1) * kMembersPerSheet); ++i) {
            sheet.persons.push_back(person_cells(members[i], i + 1, words));
            sheet.relations.push_back(relation_cells(members[i], i + 1, words));
        }
        LOKET_TRY(lay_out([&](Canvas& canvas) { draw_sheet(canvas, sheet); }));  // a text too long is found now, not at the printer
        out.pages.push_back({out.title, kWideWidth, kWideHeight, [sheet](Canvas& canvas) {
                                 draw_sheet(canvas, sheet);
                                 return kWideHeight;
                             }});
    }
    return out;
}

}  // namespace loket::documents
