#include "office.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "kiosk/app/core/projections.h"
#include "kiosk/app/core/reference.h"
#include "tests/engine/world.h"
#include "workflow/engine/effect_arguments.h"
#include "workflow/mirror/from_case.h"
#include "workflow/mirror/plan.h"

namespace loket::app::test {
namespace {

using engine::Actor;
using engine::QuestionType;
using engine::StepKind;

constexpr auto kNewcomer = "3273012501900001";  // a made-up number of another regency
constexpr auto kForeigner = "PASPOR-X1234567";
const Actor kReader{"uji", engine::Role::Sistem};

std::filesystem::path new_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "loket-desk-XXXXXX").string();
    return mkdtemp(pattern.data());
}

}  // namespace

DeskOffice::DeskOffice(const std::string& profile, bool centre, model::Scene* scene)
    : clock(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}, 8)), folder_(new_folder()), profile_(profile) {
    CoreOptions options;
    options.data = folder_;
    options.assets = LOKET_SOURCE_DIR "/assets";
    options.residents = 600;
    options.seed = 3;
    options.profile = profile;
    options.simulated_numbers = centre;
    options.check = store::PageCheck::Never;
    auto opened = open_office(options, clock, random_, scene);
    INFO((opened ? std::string("opened") : opened.error().context));
    REQUIRE(opened);
    office_ = std::move(*opened);
    household_ = find_household();
}

DeskOffice::~DeskOffice() {
    office_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Household DeskOffice::find_household() {
    return equipment().core.ask([this](Core& core) {
        for (const auto* word : {"m", "s", "a", "r"}) {
            const auto rows = core.store().search_residents(word, 200);
            for (const auto& row : rows.value()) {
                Household home{row.kk, "", "", ""};
                const auto members = core.family(row.kk, kReader, "uji").value();
                for (const auto& member : members) {
                    using population::Shdk;
                    const auto age = age_on(member->born, wib_date(clock.now()));
                    if (member->nationality != population::Nationality::Wni) continue;
                    if (member->shdk == Shdk::KepalaKeluarga && member->sex == population::Sex::Male && member->marital == population::Marital::Married) home.father = member->nik;
                    if (member->shdk == Shdk::Istri) home.mother = member->nik;
                    if (member->shdk == Shdk::Anak && age > 5 && age < 15) home.child = member->nik;
                }
                if (!home.father.empty() && !home.mother.empty() && !home.child.empty()) return home;
            }
        }
        return Household{};
    }).get();
}

std::string DeskOffice::applicant(const engine::Service& service) const {
    if (service.internal()) return {};
    if (service.id == "S08") return kForeigner;
    return service.newcomer ? kNewcomer : household_.father;
}

std::string DeskOffice::answer(const engine::Question& question, Random& random) const {
    const auto& limits = question.limits;
    const auto& home = household_;
    switch (question.type) {
        case QuestionType::Choice: return question.options[random.below(question.options.size())].value;
        case QuestionType::Date: return iso_date(wib_date(clock.now()));
        case QuestionType::Number: return std::to_string(std::min(limits.high, std::max(limits.low, 28)));
        case QuestionType::Kk: return home.kk;
        case QuestionType::Village: return "21.01.06.1008";
        case QuestionType::Persons: return question.key == "anggota" && random.below(2) == 0 ? home.father + "," + home.child : home.father + "," + home.mother + "," + home.child;
        case QuestionType::Nik: return question.key == "anak" ? home.child : question.key == "ayah" ? home.father : home.mother;
        case QuestionType::Text: break;
    }
    if (limits.name) return "SITI CONTOH";
    std::string text = "Jalan Contoh 12 " + question.key;
    std::ranges::replace(text, '_', ' ');  // only what the keys of the screen can write
    while (static_cast<int>(text.size()) < limits.shortest) text += 'x';
    return limits.shortest == limits.longest ? std::string(static_cast<std::size_t>(limits.longest), '2') : text.substr(0, static_cast<std::size_t>(limits.longest));
}

/// What the core asks the register at the check: a form that is refused there is no use to a test of papers.
bool DeskOffice::register_allows(const engine::Service& service, const std::string& nik, const engine::Answers& answers) {
    if (service.card) return true;
    engine::Case c;
    c.id = c.resi = "uji";
    c.service = service.id;
    c.nik = nik;
    c.answers = answers;
    return equipment().core.ask([&c](Core& core) { return core.allows(c); }).get().ok();
}

engine::Answers DeskOffice::fill(const engine::Service& service, const std::string& nik, std::uint64_t seed, bool to_walk) {
    SeededRandom random(seed);
    const auto known = [this](const std::string& number) -> std::optional<engine::Applicant> {
        auto person = equipment().core.ask([number](Core& core) { return core.resident(number, kReader, "uji"); }).get();
        return person ? std::optional(applicant_of(**person)) : std::nullopt;
    };
    for (int tries = 0; tries < 4000; ++tries) {
        engine::Answers answers;
        const auto facts = [&] { return engine::with_register(service, answers, known(nik), known, wib_date(clock.now())); };
        for (const auto& question : service.questions)
            if (question.condition.holds(facts())) answers[question.key] = answer(question, random);
        const auto klass = answers.find("klasifikasi");  // a move out of the regency ends outside it
        if (klass != answers.end() && (klass->second == "ANTAR_KABUPATEN" || klass->second == "ANTAR_PROVINSI")) answers["tujuan_desa"] = "31.74.06.0000";
        if (service.newcomer && answers.contains("anggota")) answers["anggota"] = nik + ",3273016705920002";
        if (service.not_entitled(facts()) == nullptr && (!to_walk || register_allows(service, nik, answers))) return answers;
    }
    FAIL("nobody can fill in the form of " << service.id);
    return {};
}

void DeskOffice::must(engine::Command command, const Actor& actor) {
    const auto answer = tell(equipment().core, std::move(command), actor);
    INFO((answer ? std::string("accepted") : answer.error().code + ": " + answer.error().context));
    REQUIRE(answer);
}

std::string DeskOffice::open(const engine::Service& service, std::uint64_t seed) { return open_with(service, fill(service, applicant(service), seed, true)); }

std::string DeskOffice::open_with(const engine::Service& service, const engine::Answers& answers, const std::string& who) {
    const auto nik = who.empty() ? applicant(service) : who;
    const auto before = office_->core->snapshot();
    if (service.internal()) must(engine::OpenInternal{service.id, answers}, engine::test::officer_of(service.opened_by.front()));
    else if (service.intake == engine::Intake::List) must(engine::OpenFromList{service.id, {{nik, answers}}}, engine::test::kTeam);
    else {
        must(engine::TakeTicket{service.id, engine::Errand::Apply, false, nik, answers, ""}, engine::test::kKiosk);
        must(engine::CallTicket{"1", ""}, engine::test::kFront);
        const auto called = office_->core->snapshot();
        for (const auto& [number, ticket] : called->office.queue.tickets)
            if (ticket.status == engine::TicketStatus::Called) must(engine::ReceiveFile{number}, engine::test::kFront);
    }
    const auto after = office_->core->snapshot();
    for (const auto& [id, c] : after->office.cases)
        if (!before->office.cases.contains(id)) return id;
    FAIL("no case of " << service.id << " was opened");
    return {};
}

Actor DeskOffice::worker(const engine::Case& c) const {
    const auto desk = services().find(c.service)->step(c.step).desk;
    return c.begun ? Actor{c.begun_by, desk} : engine::test::officer_of(desk);
}

void DeskOffice::move_on(const std::string& id) {
    static const engine::test::World kHonest(0);  // knows the next move of any case; its own office stays empty
    const auto c = at(id);
    const auto move = kHonest.next_move(*c);
    Status done;
    if (std::holds_alternative<engine::ReportPaper>(move.command)) done = issue_papers(equipment(), id, move.actor);
    else if (std::holds_alternative<engine::SignDocument>(move.command)) done = sign_papers(equipment(), id, move.actor);
    else return must(move.command, move.actor);
    INFO(c->service << " " << (done ? std::string() : done.error().code + ": " + done.error().context));
    REQUIRE(done);
}

void DeskOffice::walk_to(const std::string& id, StepKind kind) {
    for (int moves = 0; moves < 300; ++moves) {
        const auto c = at(id);
        REQUIRE(c);
        if (c->begun && services().find(c->service)->step(c->step).kind == kind) return;
        move_on(id);
        clock.advance(std::chrono::minutes(2));
    }
    FAIL("the case never comes to that step");
}

void DeskOffice::walk_before(const std::string& id, StepKind kind) {
    for (int moves = 0; moves < 300 && services().find(at(id)->service)->step(at(id)->step).kind != kind; ++moves) {
        move_on(id);
        clock.advance(std::chrono::minutes(2));
    }
    REQUIRE_FALSE(at(id)->begun);
}

void DeskOffice::finish(const std::string& id) {
    for (int moves = 0; at(id); ++moves) {
        REQUIRE(moves < 300);
        move_on(id);
        clock.advance(std::chrono::minutes(2));
    }
}

documents::signing::TrustAnchors anchors(const DeskOffice& office) { return documents::signing::TrustAnchors::load(signing_folder(office.folder()) / "public").value(); }

ArchivedPaper archived(DeskOffice& office, const std::string& number) {
    return office.equipment().core.ask([number](Core& core) { return archived_paper(core.store(), number); }).get().value().value();
}

}  // namespace loket::app::test
