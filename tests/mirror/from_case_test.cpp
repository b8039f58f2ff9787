// From the answers of a case to effects: every kind that the shipped services name, and the rules behind each.

#include "workflow/mirror/from_case.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "world.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

namespace {

const population::Enumerations& codes() {
    static const auto kCodes = population::Enumerations::load(LOKET_SOURCE_DIR "/assets/enumerations.json").value();
    return kCodes;
}
const population::Regions& regions() {
    static const auto kRegions = population::Regions::load(LOKET_SOURCE_DIR "/assets/regions").value();
    return kRegions;
}

Result<CaseEffects> ask(const World& world, std::string_view kind, const nlohmann::json& args) {
    return effects_of(kind, args.dump(), {world.mirror, codes(), regions(), world.on});
}

template <class Kind>
Kind only(const Result<CaseEffects>& asked) {
    INFO((asked ? std::string() : asked.error().code + " " + asked.error().context));
    REQUIRE(asked);
    REQUIRE(asked->effects.size() == 1);
    REQUIRE(std::holds_alternative<Kind>(asked->effects.front()));
    return std::get<Kind>(asked->effects.front());
}

}  // namespace

TEST_CASE("every kind of effect in the shipped services is known") {
    World world;
    std::set<std::string> kinds;
    for (const auto& entry : std::filesystem::directory_iterator(LOKET_SOURCE_DIR "/assets/services")) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream in(entry.path());
        const auto service = nlohmann::json::parse(in);
        for (const auto& effect : service.value("effects", nlohmann::json::array())) kinds.insert(effect["kind"].get<std::string>());
    }
    CHECK(kinds.size() >= 19);
    for (const auto& kind : kinds) {
        INFO(kind);
        const auto asked = ask(world, kind, {{"nik", kFarid}});
        CHECK((asked || asked.error().fault == Fault::Rejected));  // an empty form is refused, never unknown
    }
    CHECK(ask(world, "Nonsense", nlohmann::json::object()).error().fault == Fault::Corrupt);
    CHECK(effects_of("Death", "[]", {world.mirror, codes(), regions(), world.on}).error().fault == Fault::Corrupt);
}

TEST_CASE("a new KK: the husband heads a couple, who belongs to the head comes along as what he or she is") {
    World world;
    world.must(NoteDivorce{kTono, kMega, day("2026-11-01")});
    const auto asked = ask(world, "FormFamily", {{"nik", kMega}, {"spouse", kFarid}, {"members", {kMega}}});
    REQUIRE(asked);
    REQUIRE(asked->effects.size() == 2);
    const auto& wedding = std::get<NoteMarriage>(asked->effects[0]);
    CHECK((wedding.husband == kFarid && wedding.wife == kMega && wedding.married == world.on));
    CHECK_FALSE(asked->notes.empty());  // the day is assumed
    CHECK(std::get<FormFamily>(asked->effects[1]).members == std::vector<Member>{{kFarid, Shdk::KepalaKeluarga}, {kMega, Shdk::Istri}});
    for (const auto& effect : asked->effects) world.must(effect);
    world.answer_all();
    CHECK(world.person(kMega).kk == world.person(kFarid).kk);
    world.require_sound();

    CHECK(ask(world, "FormFamily", {{"nik", kHasan}})->effects.empty());  // has one already
    const auto split = only<FormFamily>(ask(world, "FormFamily", {{"nik", kAminah}, {"members", {kAminah, kRahim}}}));
    CHECK(split.members == std::vector<Member>{{kAminah, Shdk::KepalaKeluarga}, {kRahim, Shdk::Anak}});
    CHECK(ask(world, "FormFamily", {{"nik", "3273012501900001"}}).error().code == "mirror.unknown_person");
}

TEST_CASE("joining a KK: a head takes the family along, who is there already changes nothing") {
    World world;
    CHECK(only<JoinFamily>(ask(world, "JoinFamily", {{"nik", kTono}, {"kk", kHasanKk}})).members.size() == 2);
    CHECK(only<JoinFamily>(ask(world, "JoinFamily", {{"nik", kFarid}, {"kk", kWijayaKk}})).members.size() == 1);
    CHECK(ask(world, "JoinFamily", {{"nik", kFarid}, {"kk", kHasanKk}})->effects.empty());
}

TEST_CASE("changed data: labels and numbers of the code tables, and what cannot be read is refused") {
    World world;
    const auto change = [&](const char* element, const char* value) {
        return ask(world, "ChangeData", {{"nik", kHasan}, {"person", kFarid}, {"element", element}, {"value", value}});
    };
    CHECK(only<ChangeData>(change("AGAMA", "Hindu")).change.religion == population::Religion::Hindu);
    CHECK(only<ChangeData>(change("AGAMA", "2")).change.religion == population::Religion::Kristen);
    CHECK(only<ChangeData>(change("GOLONGAN_DARAH", "ab")).change.blood == population::Blood::AB);
    CHECK(only<ChangeData>(change("NAMA", "Farid Contoh")).change.name == "FARID CONTOH");
    CHECK(only<ChangeData>(change("PENDIDIKAN", "3")).change.education == 3);
    CHECK(only<ChangeData>(change("PEKERJAAN", "5")).nik == kFarid);
    CHECK(change("AGAMA", "Entah").error().code == "mirror.code_table");
    CHECK(change("PENDIDIKAN", "99").error().code == "mirror.code_table");
    CHECK(change("STATUS_KAWIN", "KAWIN").error().code == "mirror.spouse_needed");
    CHECK(change("LAINNYA", "x")->effects.empty());
    const nlohmann::json divorce = {{"nik", kTono}, {"person", kMega}, {"element", "STATUS_KAWIN"}, {"value", "Cerai hidup belum tercatat"}};
    CHECK(only<NoteDivorce>(ask(world, "ChangeData", divorce)).recorded == false);
}

TEST_CASE("a card follows the order that the register demands, from any state") {
    World world;
    for (const auto state : {CardState::None, CardState::Printed, CardState::Active, CardState::Lost, CardState::Damaged, CardState::Withdrawn})
        for (const auto* reason : {"PEMULA", "HILANG", "RUSAK", "PERUBAHAN", "PINDAH"})
            for (const auto wish : {CardState::Printed, CardState::Active}) {
                World fresh;
                auto person = fresh.person(kFarid);
                evolve(fresh.mirror, CardStateChanged{fresh.on, kFarid, state, RecordState::PrintReadyRecord, ""});
                person.card = state;
                for (const auto& effect : card_effects(person, wish, reason)) {
                    const auto planned = plan(fresh.mirror, effect, {fresh.on, "x", {}, true});
                    INFO(static_cast<int>(state) << " " << reason << " " << (planned ? "" : planned.error().code));
                    REQUIRE(planned);
                    evolve(fresh.mirror, *planned);
                }
                CHECK(fresh.person(kFarid).card == wish);
            }
}

TEST_CASE("moves: the form's answers and what they leave open") {
    World world;
    const auto out = [&](nlohmann::json args) {
        args["nik"] = kHasan;
        args["to"] = "32.73.01.1001";
        return only<MoveOut>(ask(world, "MoveOut", args));
    };
    const auto all = out({{"kind_of_move", "SELURUH"}, {"persons", {kHasan}}, {"moving", "TETAP"}});
    CHECK(all.movers.size() == 5);
    CHECK((all.stay == KkOfThoseWhoStay::TidakAda && all.move == KkOfThoseWhoMove::Tetap));
    const auto head = out({{"kind_of_move", "KEPALA"}, {"persons", nlohmann::json::array()}, {"staying", "BARU"}});
    CHECK(head.movers == std::vector{kHasan});
    CHECK(head.stay == KkOfThoseWhoStay::BuatKkBaru);
    CHECK(out({{"kind_of_move", "ANGGOTA"}, {"persons", {kFarid}}, {"staying", "TETAP"}}).stay == KkOfThoseWhoStay::Tetap);
    CHECK(out({{"kind_of_move", "KEPALA"}, {"persons", {kHasan}}, {"staying", "NUMPANG"}}).stay == KkOfThoseWhoStay::BuatKkBaru);
    world.must(Effect{head});

    const nlohmann::json place = {{"nik", kTono}, {"to", "21.01.07.1002"}, {"street", "Jalan Baru 1"}, {"rt", 2}, {"rw", 3}};
    auto whole = place, part = place;
    whole["persons"] = {kTono, kMega};
    part["persons"] = {kMega};
    const auto moved = only<MoveFamily>(ask(world, "MoveFamily", whole));
    CHECK((moved.address == Address{"JALAN BARU 1", 2, 3, "21.01.07.1002"} && moved.kk == kWijayaKk));
    CHECK(only<FormFamily>(ask(world, "MoveFamily", part)).members == std::vector<Member>{{kMega, Shdk::KepalaKeluarga}});
    CHECK(only<GoAbroad>(ask(world, "GoAbroad", {{"nik", kTono}, {"whole", "SEBAGIAN"}, {"persons", {kMega}}, {"country", "Jepang"}})).stay == KkOfThoseWhoStay::Tetap);
}

TEST_CASE("who comes: what the NIK says is taken, the rest is noted, who left from here comes back as known") {
    World world;
    const nlohmann::json args = {{"nik", "3273012501900001"}, {"name", "Budi Contoh"}, {"persons", {"3273014501920002"}},
                                 {"to", "21.01.06.1008"},     {"street", "Jalan 1"},   {"rt", 1},                        {"rw", 1}};
    const auto asked = ask(world, "MoveIn", args);
    const auto arrival = only<MoveIn>(asked);
    REQUIRE(arrival.people.size() == 2);
    CHECK((arrival.people[0].name == "BUDI CONTOH" && arrival.people[0].born == day("1990-01-25") && arrival.people[0].shdk == Shdk::KepalaKeluarga));
    CHECK((arrival.people[1].sex == Sex::Female && arrival.people[1].born == day("1992-01-05") && arrival.people[1].shdk == Shdk::Lainnya));
    CHECK(arrival.people[0].bio_seed != arrival.people[1].bio_seed);
    CHECK(asked->notes.size() == 3);
    world.must(Effect{arrival});
    world.answer_all();
    world.require_sound();

    auto bad = args;
    bad["nik"] = "PASPOR-X1234567";
    CHECK(ask(world, "MoveIn", bad).error().code == "mirror.number_shape");
    bad = args;
    bad.erase("to");
    CHECK(ask(world, "MoveIn", bad).error().code == "mirror.village");

    world.must(GoAbroad{kWijayaKk, {kTono, kMega}, KkOfThoseWhoStay::TidakAda, {}, "JEPANG"});
    const nlohmann::json back = {{"nik", kTono}, {"persons", {kTono, kMega}}, {"to", "21.01.06.1008"}};
    CHECK(only<ReturnFromAbroad>(ask(world, "ReturnFromAbroad", back)).people.size() == 2);
    auto with_new = back;
    with_new["persons"] = {kTono, "3273014501920003"};
    CHECK(only<MoveIn>(ask(world, "ReturnFromAbroad", with_new)).people.front().name == world.mirror.departed(kTono)->person.name);

    const nlohmann::json stay = {{"nik", "PASPOR-X1234567"}, {"name", "Ann Example"},
                                 {"sex", "P"},               {"born", "1990-05-01"},
                                 {"nationality", "Jepang"},  {"passport", "x1234567"},
                                 {"kitas", "k1"},            {"to", "21.01.06.1008"},
                                 {"valid_until", "2027-05-01"}, {"documents", {{{"kind", "SKTT"}, {"number", "SKTT/1"}}}}};
    const auto recorded = only<RecordStay>(ask(world, "RecordStay", stay));
    CHECK((recorded.stay.nik.empty() && recorded.stay.sktt == "SKTT/1" && recorded.stay.sex == Sex::Female));
    world.must(Effect{recorded});
    world.answer_all();
    CHECK_FALSE(only<RecordStay>(ask(world, "RecordStay", stay)).stay.nik.empty());  // extended: known by the passport
}

TEST_CASE("civil records: parents and spouses elsewhere are noted, not invented") {
    World world;
    const auto born = ask(world, "Birth", {{"nik", kHasan}, {"name", "Siti Contoh"}, {"sex", "P"}, {"born", "2026-11-20"}, {"mother", "3273014501920002"},
                                           {"father", kHasan}, {"kk", kHasanKk}, {"documents", {{{"kind", "KUTIPAN_AKTA_KELAHIRAN"}, {"number", "2101-LU-1"}}}}});
    const auto birth = only<Birth>(born);
    CHECK((birth.mother.empty() && birth.mother_name.empty() && birth.father == kHasan && birth.birth_deed == "2101-LU-1"));
    CHECK(born->notes.size() == 1);
    CHECK(only<Birth>(ask(world, "Birth", {{"nik", kHasan}, {"foundling", "YA"}, {"kk", kHasanKk}})).foundling);
    CHECK(only<Stillbirth>(ask(world, "Stillbirth", {{"nik", kHasan}, {"mother", "3273014501920002"}, {"weeks", 30}, {"on", "2026-11-20"}})).father == kHasan);
    CHECK(only<AnnulMarriage>(ask(world, "AnnulMarriage", {{"nik", kMega}, {"spouse", kTono}, {"ruling", "1/p"}, {"on", "2026-11-20"}})).husband == kTono);
    CHECK(ask(world, "AnnulMarriage", {{"nik", kMega}, {"spouse", "3273012501900001"}}).error().code == "mirror.unknown_person");
    CHECK(only<Adoption>(ask(world, "Adoption", {{"nik", kTono}, {"spouse", kMega}, {"child", kRahim}, {"order", "2/p"}, {"on", "2026-11-20"}})).parents.size() == 2);
    CHECK(only<Renunciation>(ask(world, "Renunciation", {{"nik", kFarid}, {"decision", "ahu"}, {"on", "2026-11-20"}, {"nationality", "Jepang"}})).country == "JEPANG");
    const nlohmann::json paper = {{"kind", "Skps"}, {"class", "TERLANTAR"}, {"documents", {{{"kind", "SKPS"}, {"number", "7"}}}}};
    auto known = paper;
    known["nik"] = kFarid;
    const auto issued = only<IssueTemporaryPaper>(ask(world, "IssueTemporaryPaper", known));
    CHECK((issued.kind == PaperKind::Skps && issued.hardship == Hardship::OrangTerlantar && issued.number == "7"));
    CHECK(ask(world, "IssueTemporaryPaper", paper)->effects.empty());  // in no register: the paper stands alone
    CHECK(only<SetKia>(ask(world, "SetKia", {{"nik", kHasan}, {"child", kFarid}})).held);
    CHECK(ask(world, "SetKia", {{"nik", kHasan}, {"child", kRahim}, {"reason", "HILANG"}})->effects.size() == 2);  // the old one ends first
}

TEST_CASE("the numbers in a text are found wherever they stand") {
    CHECK(numbers_in(R"({"a":"2101060301050001","b":["2101060301050002","21010603010500021"],"c":"123"})") ==
          std::vector<std::string>{"2101060301050001", "2101060301050002"});
}

TEST_CASE("an owner that keeps people elsewhere gets its tables back from the log") {
    World world;
    world.must(IssueTemporaryPaper{kFarid, PaperKind::Skpti, Hardship::BencanaAlam, "7"});
    world.must(Death{kHasan, day("2026-11-20"), {}, {}});  // asks for a KK number
    world.must(FormFamily{{{kFarid, Shdk::KepalaKeluarga}}, {}, {}, true});
    auto kept = world.mirror;
    kept.release_people();
    CHECK(kept.residents() == 0);
    CHECK(kept.waiting().size() == 2);
    const auto recalled = [&] {
        Mirror tables;
        for (const auto& [name, body] : world.log) tables.recall(decode_mirror_event(name, body).value());
        return tables;
    };
    CHECK(recalled() == kept);
    world.answer_all();
    kept = world.mirror;
    kept.release_people();
    CHECK(recalled() == kept);
    CHECK(kept.present_kk(kHasanKk) != kHasanKk);
    CHECK(world.mirror.household_of(kFarid)->due.empty());  // handed over with its number
}

TEST_CASE("what the forms ask is not assumed: wedding, divorce, status before, place on the card") {
    World world;
    world.must(NoteDivorce{kTono, kMega, day("2026-11-01")});
    const auto wedding = ask(world, "FormFamily", {{"nik", kMega}, {"spouse", kFarid}, {"members", {kMega}}, {"married", "2026-11-20"}});
    REQUIRE(wedding);
    CHECK(std::get<NoteMarriage>(wedding->effects.front()).married == day("2026-11-20"));
    CHECK(wedding->notes.empty());
    const auto divorce = ask(world, "ChangeData", {{"nik", kHasan}, {"element", "STATUS_KAWIN"}, {"value", "Cerai hidup"}, {"on", "2026-10-05"}});
    CHECK(only<NoteDivorce>(divorce).divorced == day("2026-10-05"));
    CHECK(divorce->notes.empty());
    const auto joins = ask(world, "JoinFamily", {{"nik", kFarid}, {"kk", kWijayaKk}, {"shdk", "FAMILI_LAIN"}});
    CHECK(only<JoinFamily>(joins).members == std::vector<Member>{{kFarid, Shdk::FamiliLain}});
    CHECK(joins->notes.empty());
    const auto annulled = ask(world, "AnnulMarriage", {{"nik", kAminah}, {"spouse", kHasan}, {"ruling", "1"}, {"on", "2026-11-01"}, {"before", "CERAI_MATI"}, {"spouse_before", "BELUM_KAWIN"}});
    CHECK(only<AnnulMarriage>(annulled).wife_before.marital == Marital::Widowed);
    CHECK(only<AnnulMarriage>(annulled).husband_before.marital == Marital::Single);
    CHECK(annulled->notes.empty());
    const auto again = ask(world, "AnnulDivorce", {{"nik", kTono}, {"spouse", kMega}, {"ruling", "1"}, {"on", "2026-11-10"}, {"married", "2010-05-01"}});
    CHECK(only<AnnulDivorce>(again).married == day("2010-05-01"));
    CHECK(again->notes.empty());
    CHECK(ask(world, "FormFamily", {{"nik", kHasan}, {"reason", "PISAH"}}).error().code == "mirror.nobody_leaves");
    CHECK(ask(world, "FormFamily", {{"nik", kHasan}, {"members", {kHasan, kAminah, kFarid, kLaila, kRahim}}, {"reason", "PISAH"}}).error().code == "mirror.nobody_stays");
    CHECK(only<FormFamily>(ask(world, "FormFamily", {{"nik", kFarid}, {"reason", "PISAH"}})).rest_issued);
}

TEST_CASE("newcomers are who they say they are, and their children have their parents") {
    World world;
    const auto mother = nik("1990-01-25", Sex::Female, 1), father = nik("1988-02-01", Sex::Male, 4), child = nik("2015-03-03", Sex::Male, 1);
    const auto asked = ask(world, "MoveIn", {{"nik", mother}, {"persons", {child, mother, father}}, {"name", "Siti Contoh"}, {"birth_place", "Garut"},
        {"religion", "KRISTEN"}, {"marital", "KAWIN"}, {"education", "8"}, {"occupation", "Guru"}, {"blood", "O"}, {"father", "Amir"}, {"mother", "Sri"},
        {"shdk", "ISTRI"}, {"name_2", "Adi Contoh"}, {"shdk_2", "ANAK"}, {"name_3", "Budi Contoh"}, {"shdk_3", "KEPALA_KELUARGA"},
        {"to", "21.01.06.1008"}, {"street", "Jalan Contoh"}, {"rt", 1}, {"rw", 2}, {"moving", "TETAP"}, {"number", "3273012501900001"}});
    const auto arrival = only<MoveIn>(asked);
    CHECK(arrival.number == "3273012501900001");
    REQUIRE(arrival.people.size() == 3);
    CHECK((arrival.people[0].name == "BUDI CONTOH" && arrival.people[0].shdk == Shdk::KepalaKeluarga));
    const auto& wife = arrival.people[1];
    CHECK((wife.name == "SITI CONTOH" && wife.shdk == Shdk::Istri && wife.marital == Marital::Married && wife.birth_place == "GARUT"));
    CHECK((wife.religion == population::Religion::Kristen && wife.education == 8 && wife.father == "AMIR" && wife.mother == "SRI"));
    CHECK(codes().occupation(wife.occupation) == "GURU");
    CHECK((arrival.people[2].father == "BUDI CONTOH" && arrival.people[2].mother == "SITI CONTOH"));
    world.must(arrival);
    world.require_sound();
    CHECK(ask(world, "MoveIn", {{"nik", mother}, {"persons", {mother}}, {"religion", "JEDI"}, {"to", "21.01.06.1008"}}).error().code == "mirror.code_table");
}

TEST_CASE("a parent who is not in the register is recorded by the name that was given, who stays behind joins the KK that was named") {
    World world;
    const auto birth = ask(world, "Birth", {{"nik", kHasan}, {"name", "BAYI CONTOH"}, {"sex", "P"}, {"born", "2026-11-20"}, {"birth_place", "Bintan"},
                                            {"mother", "3273016501900001"}, {"mother_name", "Ibu Contoh"}, {"father", kHasan}, {"kk", kHasanKk}});
    CHECK(only<Birth>(birth).mother_name == "IBU CONTOH");
    CHECK(birth->notes.empty());
    const auto leaves = ask(world, "MoveOut", {{"nik", kHasan}, {"kind_of_move", "KEPALA"}, {"staying", "NUMPANG"}, {"host", kWijayaKk}, {"moving", "BARU"}, {"to", "31.74.06.0000"}});
    const auto move = only<MoveOut>(leaves);
    CHECK((move.stay == KkOfThoseWhoStay::NumpangKk && move.rest.host == kWijayaKk));
    CHECK(leaves->notes.empty());
}
