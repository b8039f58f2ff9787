// The SOP book as data: all 21 services, their sums, components, forms and conditions.

#include <catch2/catch.hpp>
#include <numeric>

#include "tests/engine/form_filler.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

const std::vector<Service>& all() { return shipped_services().all(); }

std::string roles_of(const Service& service) {
    std::string roles;
    for (const auto& step : service.steps) roles.append(roles.empty() ? 0 : 1, ' ').append(code(step.actor));
    return roles;
}

std::string kinds_of(const Service& service) {
    std::string kinds;
    for (const auto& step : service.steps) kinds.append(kinds.empty() ? 0 : 1, ' ').append(code(step.kind));
    return kinds;
}

const Service& service(const std::string& id) {
    const auto* found = shipped_services().find(id);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("the book has 17 services for residents and four internal ones") {
    std::vector<std::string> ids;
    for (const auto& each : all()) ids.push_back(each.id);
    CHECK(ids == std::vector<std::string>{"P01", "P02", "P03", "P04", "S01", "S02", "S03", "S04", "S05", "S06", "S07",
                                          "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17"});
    CHECK(shipped_services().with_ticket().size() == 15);
    for (const auto& each : all()) {
        INFO(each.id);
        CHECK(each.fee_rupiah == 0);
        CHECK(each.internal() == each.id.starts_with("P"));
        CHECK((each.intake == Intake::List) == (each.id == "S16" || each.id == "S17"));
    }
}

TEST_CASE("queue letters are those of the office") {
    const std::map<std::string, std::string> letters = {{"S01", "B"}, {"S02", "A"}, {"S03", "E"}, {"S04", "C"}, {"S05", "C"}, {"S06", "C"},
                                                        {"S07", "C"}, {"S08", "D"}, {"S09", "D"}, {"S13", "D"}, {"P01", ""}};
    for (const auto& [id, letter] : letters) CHECK(service(id).letter == letter);
}

TEST_CASE("minutes add up to what the book and the proposals say") {
    const std::map<std::string, int> minutes = {{"S01", 118}, {"S02", 128}, {"S03", 113}, {"S04", 128}, {"S05", 128}, {"S06", 128}, {"S07", 128},
                                                {"S08", 118}, {"S09", 118}, {"S10", 118}, {"S11", 118}, {"S12", 118}, {"S13", 118}, {"S14", 118},
                                                {"S15", 118}, {"S16", 98},  {"S17", 98},  {"P01", 35},  {"P02", 0},   {"P03", 115}, {"P04", 0}};
    for (const auto& [id, sum] : minutes) {
        INFO(id);
        CHECK(service(id).total_minutes() == sum);
    }
    CHECK(service("P01").total_days() == 4);
    CHECK(service("P01").step(2).open_ended);
    CHECK(service("P02").total_days() == 1);
    std::map<Role, int> by_actor;
    for (const auto& step : service("S01").steps) by_actor[step.actor] += step.minutes;
    CHECK(by_actor == std::map<Role, int>{{Role::Pemohon, 10},
                                          {Role::FrontOffice, 20},
                                          {Role::Petugas, 18},
                                          {Role::Kasi, 30},
                                          {Role::Kabid, 30},
                                          {Role::Kadis, 10},
                                          {Role::OperatorCetak, 0}});
}

TEST_CASE("the chains of the book: who does what in which order") {
    CHECK(roles_of(service("S01")) == "PEMOHON FO FO PET KASI KABID OP_CETAK KADIS PET FO PEMOHON");
    CHECK(kinds_of(service("S01")) == "submit receive check forward verify verify print_paper sign stamp hand_over collect");
    CHECK(roles_of(service("S03")) == "PEMOHON FO FO PET KASI KABID OP_CETAK FO PEMOHON");
    CHECK(roles_of(service("S04")) == "PEMOHON FO FO PET OP_PINDAH PET KASI KABID FO FO PEMOHON");
    CHECK(service("S04").signer == Role::Kabid);
    CHECK(service("S06").signer == Role::Kadis);
    CHECK(roles_of(service("P01")) == "ADB ADB KASI KABID SEKRETARIS KADIS KASI ADB");
    CHECK(roles_of(service("P04")) == "KASI REKANAN KASI KABID SEKRETARIS KADIS KASI ADB");
    CHECK(service("P01").step(4).return_to == 3);
    CHECK(service("S01").step(5).return_to == 3);
    CHECK(service("S01").step(8).return_to == 6);  // a correction of the Kadis goes to the Kabid
}

TEST_CASE("every service has the 14 components of the Standar Pelayanan once, in order") {
    for (const auto& each : all()) {
        INFO(each.id);
        std::vector<std::string> components;
        for (const auto& [component, text] : each.standard) {
            components.push_back(component);
            CHECK_FALSE(text.id().empty());
        }
        CHECK(components == standard_components());
    }
}

TEST_CASE("what people read is there in Indonesian and English") {
    const auto both = [](const Text& text) { return text.by_language.contains("id") && text.by_language.contains("en"); };
    for (const auto& each : all()) {
        INFO(each.id);
        CHECK((both(each.name) && both(each.product)));
        for (const auto& question : each.questions) {
            CHECK(both(question.text));
            for (const auto& option : question.options) CHECK(both(option.label));
        }
        for (const auto& [profile, list] : each.requirements)
            for (const auto& requirement : list) {
                INFO(profile << " " << requirement.no);
                CHECK((both(requirement.text) && both(requirement.why) && !requirement.tag.empty()));
            }
        for (const auto& step : each.steps) CHECK(both(step.text));
        for (const auto& paper : each.papers) CHECK(both(paper.name));
        for (const auto& entitlement : each.entitlements) CHECK(both(entitlement.otherwise));
    }
}

TEST_CASE("forms are known by rule and code: the same code means different papers") {
    const auto& forms = shipped_services().forms();
    CHECK(forms.find("19/2010:F-1.06")->words("id") == "F-1.06 Formulir biodata penduduk untuk perubahan data WNI (biodata individu)");
    CHECK(forms.find("109/2019:F-1.06")->words("id") == "F-1.06 Surat Pernyataan Perubahan Elemen Data Kependudukan");
    CHECK(forms.find("F-1.06") == nullptr);
    const auto& letters = service("S04").requirements.at("SOP2019");
    CHECK(letters[1].form == "F-1.33 + F-1.34");
    CHECK(letters[1].forms.size() == 2);
}

TEST_CASE("every requirement is asked of somebody, and of nobody whom it does not concern") {
    World world;
    for (auto& [number, person] : world.people) person.foreigner = number.ends_with("3") || number.ends_with("7");
    world.people[nik(5)].rentan = true;
    FormFiller filler(world, 7);
    for (const auto& each : all()) {
        std::map<std::string, std::map<int, int>> asked;
        constexpr int kForms = 250;
        for (int form = 0; form < kForms; ++form) {
            const auto context = world.context(BeginStep{}, kFront);
            auto person = filler.anybody();
            while (each.not_entitled(with_register(each, {}, context.look_up(person), context.look_up, wib_date(context.now))) != nullptr &&
                   world.people[person].foreigner && (each.id == "S06" || each.id == "S15"))
                person = filler.anybody();
            const auto known = with_register(each, filler.fill(each, person), context.look_up(person), context.look_up, wib_date(context.now));
            for (const auto* profile : {"SOP2019", "PERPRES96"})
                for (const auto* requirement : each.applicable(profile, known)) ++asked[profile][requirement->no];
        }
        for (const auto& [profile, list] : each.requirements)
            for (const auto& requirement : list) {
                INFO(each.id << " " << profile << " requirement " << requirement.no << " " << requirement.text.id());
                CHECK(asked[profile][requirement.no] > 0);
                if (requirement.condition.op != Condition::Op::Always) CHECK(asked[profile][requirement.no] < kForms);
            }
    }
}

TEST_CASE("photos for a child card are asked from five years") {
    World world;
    const auto& kia = service("S03");
    const auto asked = [&](int child) {
        const auto context = world.context(BeginStep{}, kFront);
        const auto known = with_register(kia, {{"anak", nik(kFirstChild + child)}, {"alasan", "BARU"}}, context.look_up(nik(1)), context.look_up,
                                         wib_date(context.now));
        std::vector<int> numbers;
        for (const auto* requirement : kia.applicable("PERPRES96", known)) numbers.push_back(requirement->no);
        return numbers;
    };
    CHECK(asked(1) == std::vector{1, 2, 3, 4});     // 4 years old
    CHECK(asked(2) == std::vector{1, 2, 3, 4, 5});  // 6 years old
    CHECK(world.refusal(TakeTicket{"S03", Errand::Apply, false, nik(1), {{"anak", nik(kFirstChild + 8)}, {"alasan", "BARU"}}, ""}, kKiosk) ==
          "applicant.not_entitled");  // 18
}

TEST_CASE("settings of the book change the product without code") {
    auto text = shipped_services().find("S09")->settings;
    REQUIRE(text.size() == 1);
    CHECK(text[0].value == "letter");
    CHECK(service("S09").due_papers({}).size() == 1);
    CHECK(service("S09").due_papers({})[0]->kind == "SK_KELAHIRAN");
    CHECK(service("S09").papers.size() == 2);
}
