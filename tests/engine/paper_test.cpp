// Papers, lateness, several applications on one ticket, lists of the field team, internal cases, blanks of two kinds.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/engine/form_filler.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

const std::string kDigest(64, 'b');

Answers birth(const std::string& day) {
    return {{"temuan", "TIDAK"},
            {"nama", "SITI CONTOH"},
            {"jenis_kelamin", "P"},
            {"tanggal_lahir", day},
            {"tempat_lahir", "BINTAN"},
            {"tempat_dilahirkan", "RS"},
            {"jenis_kelahiran", "TUNGGAL"},
            {"kelahiran_ke", "1"},
            {"penolong", "BIDAN"},
            {"ibu", nik(1)},
            {"nama_ibu", "IBU CONTOH"},
            {"surat_lahir", "ADA"},
            {"buku_nikah", "ADA"},
            {"kk_anak", "2101060101010001"}};
}

const Service& of(const char* id) { return *shipped_services().find(id); }

Answers moving() {
    return {{"klasifikasi", "ANTAR_PROVINSI"},
            {"alasan", "PEKERJAAN"},
            {"jenis", "SELURUH"},
            {"anggota", nik(1) + "," + nik(2)},
            {"tujuan_alamat", "JL. CONTOH 1"},
            {"tujuan_rt", "1"},
            {"tujuan_rw", "2"},
            {"tujuan_desa", "14.71.01.1001"},
            {"status_pindah", "BARU"},
            {"tanggal_pindah", "2026-12-01"}};
}

/// A case of the moving service at the step of this kind, begun.
std::string moving_at(World& world, StepKind kind) {
    const auto id = world.open(of("S04"), nik(1), moving());
    world.walk_to(id, of("S04").first(kind)->no);
    world.begin(id);
    return id;
}

}  // namespace

TEST_CASE("papers get their numbers when they are first printed, by kind and year") {
    World world;
    const auto id = moving_at(world, StepKind::PrintPaper);
    const auto& operator_ = officer_of(Role::OperatorPindah);
    CHECK(world.refusal(ReportPaper{id, "SKDWNI", 1, ""}, operator_) == "paper.unknown");
    CHECK(world.refusal(ReportPaper{id, "SKPWNI", 0, ""}, operator_) == "paper.sheets");
    CHECK(world.refusal(CompleteStep{id}, operator_) == "paper.not_printed");
    world.must(ReportPaper{id, "SKPWNI", 2, ""}, operator_);
    CHECK(world.at(id).paper("SKPWNI")->number == "SKPWNI/2101/23112026/0001");
    CHECK(world.refusal(CompleteStep{id}, operator_) == "paper.not_printed");
    CHECK(world.refusal(ReportPaper{id, "SKPWNI", 2, ""}, operator_) == "return.reason_missing");
    world.must(ReportPaper{id, "SKPWNI", 2, "kertas macet"}, operator_);
    CHECK(world.at(id).paper("SKPWNI")->prints == 2);
    world.must(ReportPaper{id, "BIODATA", 1, ""}, operator_);
    world.must(CompleteStep{id}, operator_);
    const auto other = world.open(of("S04"), nik(2), [] {
        auto a = moving();
        a["anggota"] = nik(2);
        return a;
    }());
    world.walk_to(other, 6);
    CHECK(world.at(other).paper("SKPWNI")->number == "SKPWNI/2101/23112026/0002");
    world.clock.set(wib_instant(Date{std::chrono::year(2027), std::chrono::month(1), std::chrono::day(4)}, 8));
    auto next_year = moving();
    next_year["anggota"] = nik(3);
    const auto third = world.open(of("S04"), nik(3), next_year);
    world.walk_to(third, 6);
    CHECK(world.at(third).paper("SKPWNI")->number == "SKPWNI/2101/04012027/0001");
}

TEST_CASE("a signature is for a printed paper, its digest and, electronically, its QR") {
    World world;
    world.profile = "PERPRES96";
    const auto id = moving_at(world, StepKind::Sign);
    const auto number = world.at(id).paper("SKPWNI")->number;
    CHECK(world.refusal(CompleteStep{id}, kKabid) == "paper.not_signed");
    CHECK(world.refusal(SignDocument{id, "SKPWNI/2101/1/1", kDigest, "x"}, kKabid) == "paper.unknown");
    CHECK(world.refusal(SignDocument{id, number, "abc", "x"}, kKabid) == "paper.digest");
    CHECK(world.refusal(SignDocument{id, number, kDigest, ""}, kKabid) == "paper.payload");
    world.must(SignDocument{id, number, kDigest, "QR"}, kKabid);
    CHECK(world.at(id).paper("SKPWNI")->signed_by == "iskandar");
    CHECK(world.refusal(SignDocument{id, number, kDigest, "QR"}, kKabid) == "paper.signed");
    world.must(SignDocument{id, world.at(id).paper("BIODATA")->number, kDigest, "QR"}, kKabid);
    world.must(CompleteStep{id}, kKabid);
    CHECK(world.at(id).history.back().outcome == "signed");
    world.begin(id);
    world.must(ReportPaper{id, "SKPWNI", 2, "cetak akhir dengan QR"}, kFront);
    CHECK(world.at(id).paper("SKPWNI")->is_signed());
    world.must(CompleteStep{id}, kFront);
    CHECK(world.at(id).registered_out == "REG-2026-00001");
}

TEST_CASE("with pen and stamp a signature needs no QR") {
    World world;
    const auto id = moving_at(world, StepKind::Sign);
    world.must(SignDocument{id, world.at(id).paper("SKPWNI")->number, kDigest, ""}, kKabid);
}

TEST_CASE("the effect names the people and places answered, in their types") {
    World world;
    const auto id = world.open(of("S04"), nik(1), moving());
    world.walk_to(id, 10);
    const auto effect = std::ranges::find_if(world.facts, [](const Fact& fact) { return std::holds_alternative<EffectDue>(fact.event); });
    REQUIRE(effect != world.facts.end());
    const auto& due = std::get<EffectDue>(effect->event);
    CHECK(due.kind == "MoveOut");
    const auto args = nlohmann::json::parse(due.args);
    CHECK(args["persons"] == nlohmann::json({nik(1), nik(2)}));
    CHECK(args["to"] == "14.71.01.1001");
    CHECK(args["rt"] == 1);
    CHECK(args["documents"][0]["number"] == "SKPWNI/2101/23112026/0001");
    CHECK_FALSE(args.contains("staying"));  // the question was not asked
}

TEST_CASE("late reports are noted and taken in all the same") {
    World world;
    const auto in_time = world.open(of("S09"), nik(2), birth("2026-09-24"));  // 60 days
    CHECK(world.at(in_time).late.empty());
    const auto late = world.open(of("S09"), nik(3), birth("2026-09-23"));
    CHECK(world.at(late).late == std::map<std::string, int>{{"tanggal_lahir", 1}});
    world.walk_to(late, 12);
    CHECK(world.office.last_closed->outcome == "handed_over");
    CHECK(world.refusal(TakeTicket{"S09", Errand::Apply, false, nik(4), birth("2026-11-24"), ""}, kKiosk) == "answers.future");
}

TEST_CASE("the office keeps what the new card replaces") {
    World world;
    const auto id = world.open(of("S02"), nik(1), {{"alasan", "RUSAK"}});
    world.walk_to(id, 11);
    const auto kept = std::ranges::count_if(world.facts, [](const Fact& fact) { return std::holds_alternative<DocumentWithdrawn>(fact.event); });
    CHECK(kept == 1);
}

TEST_CASE("one ticket carries several applications, each with its own resi") {
    World world;
    CHECK(world.refusal(AddService{"B-001", "S02", "", {{"alasan", "RUSAK"}}}, kFront) == "ticket.unknown");
    const auto first = world.open(of("S02"), nik(1), {{"alasan", "RUSAK"}});
    CHECK(world.refusal(AddService{"A-001", "S02", "", {{"alasan", "RUSAK"}}}, kFront) == "case.already_open");
    CHECK(world.refusal(AddService{"A-001", "S04", "", moving()}, kPetugas) == "trust.role");
    CHECK(world.refusal(AddService{"A-001", "S16", "", {}}, kFront) == "service.no_ticket");
    CHECK(world.refusal(AddService{"A-001", "S04", "", {}}, kFront) == "answers.missing");
    world.must(AddService{"A-001", "S04", "", moving()}, kFront);
    world.must(AddService{"A-001", "S02", nik(2), {{"alasan", "HILANG"}}}, kFront);
    const auto second = world.office.find_case_of(nik(1), "S04")->id, third = world.office.find_case_of(nik(2), "S02")->id;
    CHECK(second == "2026-11-23/A-001.2");
    CHECK(third == "2026-11-23/A-001.3");
    CHECK(world.office.cases_of(nik(1)).size() == 2);
    for (const auto& id : {first, second, third}) world.walk_to(id, 4);
    CHECK(world.at(first).resi != world.at(third).resi);
    CHECK(world.at(second).resi.substr(11, 3) == "SKP");
    for (const auto& id : {first, second, third}) world.walk_to(id, 12);
    CHECK(world.office.handed_over == 3);
}

TEST_CASE("a ticket carries nine applications at most") {
    World world;
    world.open(of("S02"), nik(1), {{"alasan", "RUSAK"}});
    for (int person = 2; person <= 9; ++person) world.must(AddService{"A-001", "S02", nik(person), {{"alasan", "RUSAK"}}}, kFront);
    CHECK(world.refusal(AddService{"A-001", "S02", nik(10), {{"alasan", "RUSAK"}}}, kFront) == "ticket.full");
}

TEST_CASE("a list of the field team becomes one application for each person, wholly or not at all") {
    World world;
    const Answers victim = {{"golongan", "BENCANA_ALAM"},
                            {"lokasi", "POSKO CONTOH"},
                            {"tanggal_pendataan", "2026-11-22"},
                            {"keadaan", "HILANG"},
                            {"kawin_tanpa_bukti", "TIDAK"}};
    const auto list = [&](std::vector<int> people) {
        OpenFromList command{"S16", {}};
        for (const int person : people) command.lines.push_back({nik(person), victim});
        return command;
    };
    CHECK(world.refusal(list({1}), kFront) == "trust.role");
    CHECK(world.refusal(list({}), kTeam) == "list.length");
    CHECK(world.refusal(list({1, 2, 1}), kTeam) == "list.twice");
    CHECK(world.refusal(list({1, 99}), kTeam) == "nik.unknown");
    CHECK(world.attempt(list({1, 99}), kTeam).error().context.starts_with("line 2: "));
    CHECK(world.refusal(OpenFromList{"S02", {{nik(1), {}}}}, kTeam) == "service.no_list");
    CHECK(world.office.cases.empty());
    world.must(list({1, 2, 3}), kTeam);
    CHECK(world.office.cases.size() == 3);
    CHECK(world.is_open("2026-11-23/L-003"));
    CHECK(world.refusal(list({4, 2}), kTeam) == "case.already_open");
    world.must(list({4}), kTeam);
    CHECK(world.is_open("2026-11-23/L-004"));
    CHECK(world.refusal(TakeTicket{"S16", Errand::Apply, false, nik(5), victim, ""}, kKiosk) == "service.no_ticket");
    world.walk_to("2026-11-23/L-001", 3);
    world.begin("2026-11-23/L-001");
    world.must(DeclareIncomplete{"2026-11-23/L-001", "tanda tangan"}, kFront);
    world.must(list({1, 6}), kTeam);  // one comes in again, one is new
    CHECK(world.at("2026-11-23/L-001").status == CaseStatus::Open);
    CHECK(world.is_open("2026-11-23/L-005"));
    world.walk_to("2026-11-23/L-002", 12);
    CHECK(world.office.last_closed->papers.front().kind == "SKPTI");
}

TEST_CASE("internal cases have no ticket, no applicant and no resi") {
    World world;
    CHECK(world.refusal(OpenInternal{"P01", {{"tahun", "2026"}, {"semester", "I"}}}, kFront) == "trust.role");
    CHECK(world.refusal(OpenInternal{"P01", {{"tahun", "2026"}}}, officer_of(Role::Adb)) == "answers.missing");
    CHECK(world.refusal(OpenInternal{"S02", {}}, officer_of(Role::Adb)) == "service.no_ticket");
    CHECK(world.refusal(TakeTicket{"P01", Errand::Apply, false, nik(1), {}, ""}, kKiosk) == "service.no_ticket");
    world.must(OpenInternal{"P01", {{"tahun", "2026"}, {"semester", "I"}}}, officer_of(Role::Adb));
    world.must(OpenInternal{"P01", {{"tahun", "2026"}, {"semester", "II"}}}, officer_of(Role::Adb));
    REQUIRE(world.is_open("2026-11-23/I-002"));
    const std::string id = "2026-11-23/I-001";
    CHECK(world.office.case_by_nik.empty());
    world.walk_to(id, 4);
    CHECK(world.at(id).history.front().standard_minutes == 2 * 24 * 60);
    CHECK(world.at(id).history[1].standard_minutes == 0);
    world.walk_to(id, 9);
    CHECK(world.office.last_closed->outcome == "archived");
    CHECK(world.office.last_closed->registered_out == "REG-2026-00001");
    CHECK(world.office.handed_over == 0);
}

TEST_CASE("people who arrive need not be in the register, others must be") {
    World world;
    FormFiller filler(world, 3);
    const auto answers = filler.fill(of("S08"), "PASPOR-X1234567");
    const auto id = world.open(of("S08"), "PASPOR-X1234567", answers);
    world.walk_to(id, 12);
    CHECK(world.office.last_closed->nik == "PASPOR-X1234567");
    for (const auto* who : {"PASPOR-", "PASPOR-X 123", "paspor-X1234567", "123", ""})
        CHECK(world.refusal(TakeTicket{"S08", Errand::Apply, false, who, answers, ""}, kKiosk) == "nik.unknown");
    CHECK(world.refusal(TakeTicket{"S02", Errand::Apply, false, "PASPOR-X1234567", {{"alasan", "PEMULA"}}, ""}, kKiosk) == "nik.unknown");
}

TEST_CASE("answers that name people are looked up in the register") {
    World world;
    const auto with = [&](const std::string& people) {
        auto answers = moving();
        answers["anggota"] = people;
        return world.refusal(TakeTicket{"S04", Errand::Apply, false, nik(1), answers, ""}, kKiosk);
    };
    world.people[nik(3)].kk = "2101060101010002";
    world.people[nik(4)].alive = false;
    CHECK(with(nik(99)) == "answers.person");
    CHECK(with(nik(1) + "," + nik(3)) == "answers.person");
    CHECK(with(nik(4)) == "answers.person");
    CHECK(with(nik(1) + "," + nik(1)) == "answers.shape");
    CHECK(with("") == "answers.missing");
    CHECK(with(nik(1) + ",") == "answers.shape");
    auto forged = moving();
    forged["@age"] = "99";
    CHECK(world.refusal(TakeTicket{"S04", Errand::Apply, false, nik(1), forged, ""}, kKiosk) == "answers.unknown");
    CHECK(with(nik(1) + "," + nik(2)) == "accepted");
}

TEST_CASE("blanks for child cards are a stock of their own, and have no chip") {
    World world(2);
    const auto id = world.open(of("S03"), nik(1), {{"anak", nik(kFirstChild)}, {"alasan", "BARU"}});
    world.walk_to(id, 7);
    world.begin(id);
    world.must(ReserveBlanko{id}, kPrinter);
    CHECK(world.at(id).card.serial == "KIA000001");
    CHECK(world.office.kia_stock.free.size() == 1);
    CHECK(world.office.stock.free.size() == 2);
    world.must(ReportPrinted{id, ""}, kPrinter);
    CHECK(world.refusal(ReportEncoded{id, ""}, kPrinter) == "card.no_chip");
    world.must(ReportSpoiled{id, "gambar buram"}, kPrinter);
    CHECK(world.office.kia_stock.spoiled == 1);
    world.walk_to(id, 8);
    CHECK(world.office.kia_stock.free.empty());
    CHECK(world.refusal(ReceiveBlanko{5, "SIM"}, kPrinter) == "stock.kind");
    world.must(ReceiveBlanko{5, kKiaPrefix}, kPrinter);
    CHECK(*world.office.kia_stock.free.begin() == 3);
    world.must(CancelCase{id, "salah cetak"}, kFront);
    CHECK(world.office.kia_stock.spoiled == 2);
}
