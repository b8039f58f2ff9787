#include "kiosk/app/demo/director.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/log.h"
#include "kiosk/app/desk/sim_person.h"
#include "workflow/register/simulated_centre.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/resi.h"

namespace loket::app {

using engine::CardStage;
using engine::StepKind;
using namespace std::chrono_literals;

namespace {

constexpr int kOpens = 8, kCloses = 15;  // office hours in WIB for the things a demo does

/// Into the office hours of a working day.
Instant in_office_hours(Instant at, const population::WorkCalendar& calendar) {
    auto wall = wib_time(at);
    if (wall.hour >= kCloses) wall = wib_time(wib_instant(Date{std::chrono::sys_days{wall.date} + std::chrono::days{1}}, kOpens));
    if (wall.hour < kOpens) wall.hour = kOpens;
    auto day = std::chrono::sys_days{wall.date};
    bool moved = day != std::chrono::sys_days{wib_date(at)};
    while (calendar.due_day(Date{day - std::chrono::days{1}}, 1).day != Date{day}) {
        day += std::chrono::days{1};
        moved = true;
    }
    return moved ? wib_instant(Date{day}, kOpens) : std::max(at, wib_instant(Date{day}, kOpens));
}

}  // namespace

void Director::pass(int least_seconds, int most_seconds) {
    const auto snapshot = equipment_.core.snapshot();
    SeededRandom random(seed_, "pass", static_cast<std::uint64_t>(snapshot->head));
    const auto since = std::max(snapshot->head_at, kDemoStart);
    // Never back: near closing time a look at the queue of tomorrow must not be followed by a ticket of today.
    clock_.set(std::max(clock_.now(), in_office_hours(since + std::chrono::seconds(random.between(least_seconds, most_seconds)), equipment_.core.reference().calendar)));
    station_.touched();
}

std::string_view officer_of(engine::Role role) {
    using engine::Role;
    switch (role) {
        case Role::Petugas: return "yusuf";
        case Role::OperatorRekam: return "wulan";
        case Role::OperatorPindah: return "maya";
        case Role::OperatorCetak: return "hendra";
        case Role::Kasi: return "ratna";
        case Role::Kabid: return "iskandar";
        case Role::Kadis: return "zainal";
        case Role::Sekretaris: return "farida";
        case Role::Adb: return "bagus";
        case Role::Rekanan: return "tono";
        case Role::TimPendataan: return "intan";
        default: return "rina";
    }
}

Director::CaseRef Director::current(const VisitPlan& plan) const {
    const auto snapshot = equipment_.core.snapshot();
    if (!service(plan).internal()) return snapshot->office.find_case_of(plan.nik, plan.service);
    for (const auto& [id, c] : snapshot->office.cases)
        if (c->service == plan.service) return c;
    return nullptr;
}

/// Cases of the plan's service that are closed: of this person, or the internal ones so far.
Result<int> Director::closed(const VisitPlan& plan) {
    auto cases = equipment_.core.ask([nik = plan.nik](Core& core) { return core.store().cases_of(nik); }).get();
    if (!cases) return cases.error();
    return static_cast<int>(std::ranges::count_if(*cases, [&](const auto& row) { return row.service == plan.service && row.closed; }));
}

const population::Resident& Director::person(const std::string& nik) {
    auto& known = people_[nik];
    if (!known) {
        auto found = equipment_.core.ask([nik](Core& core) { return core.resident(nik, {"sutradara", engine::Role::Sistem}, "demo"); }).get();
        if (found) known = *found;
        else known = std::make_shared<const population::Resident>();
    }
    return *known;
}

void Director::set_scene(const VisitPlan& plan, bool stranger) {
    const auto& applicant = person(plan.nik);
    auto sim = sim_person(applicant, wib_date(clock_.now()));
    if (stranger) {
        sim.seed = derive_seed(applicant.bio_seed, "stranger");
        sim.missing_fingers.clear();
    } else if (plan.wounded_finger != 0) {
        sim.missing_fingers.insert(static_cast<biometrics::Finger>(plan.wounded_finger));
    }
    scene_.set_person(sim);
}

void Director::add_fault(const std::string& driver, const std::string& fault, int times, int value) { scene_.add_fault({driver, fault, times, value}); }

Status Director::run(const VisitPlan& plan) {
    constexpr int kMostActions = 400;  // a visit that needs more goes round in circles
    ribbon_changed_ = stranger_sent_away_ = false;
    scene_.clear_faults();
    for (const auto& fault : extra_faults_) scene_.add_fault(fault);
    for (int i = 0; i < kMostActions; ++i) {
        LOKET_ASSIGN(done, advance(plan));
        if (done) return {};
    }
    const auto c = current(plan);
    const auto& notice = station_.session().notice;
    return internal(fmt::format("visit {} does not come to an end: step {}, page {}, {}", plan.number, c ? c->step : 0, to_string(station_.page()), notice ? notice->text : ""));
}

Result<bool> Director::advance(const VisitPlan& plan) {
    set_scene(plan, false);
    if (const auto c = current(plan)) {
        LOKET_TRY(c->status == engine::CaseStatus::WaitingForApplicant ? before_case(plan) : on_step(plan, *c));
        return false;
    }
    LOKET_ASSIGN(finished, closed(plan));
    if (finished < (service(plan).internal() ? plan.number : 1 + plan.earlier)) {
        LOKET_TRY(before_case(plan));
        return false;
    }
    if (!service(plan).internal() && equipment_.core.snapshot()->office.surveys < plan.number) LOKET_TRY(survey(plan));
    return true;
}

// --- the applicant at the kiosk, and the counter that calls ---------------------------------------------------------------

std::optional<engine::Ticket> Director::ticket_of(const std::string& nik) const {
    const auto snapshot = equipment_.core.snapshot();
    const auto& queue = snapshot->office.queue;
    if (queue.stream != engine::queue_stream(wib_date(clock_.now()))) return std::nullopt;  // yesterday's numbers are void
    for (const auto& [number, ticket] : queue.tickets)
        if (ticket.nik == nik && (ticket.status == engine::TicketStatus::Waiting || ticket.status == engine::TicketStatus::Called)) return ticket;
    return std::nullopt;
}

Status Director::before_case(const VisitPlan& plan) {
    pass(20, 240);
    if (service(plan).intake == engine::Intake::Internal) return open_internal(plan);
    if (service(plan).intake == engine::Intake::List) return field_list(plan);
    const auto ticket = ticket_of(plan.nik);
    return ticket ? receive(*ticket) : take_ticket(plan);
}

Status Director::take_ticket(const VisitPlan& plan) {
    if (station_.session().officer) LOKET_TRY(puppet_.act("sign_out"));
    station_.handle({"home", ""});
    LOKET_TRY(puppet_.settle());
    pass(60, 600);
    LOKET_TRY(puppet_.snap("home"));
    LOKET_TRY(choose_service(plan));
    LOKET_TRY(identify(plan));
    LOKET_TRY(fill_form(plan));
    LOKET_TRY(puppet_.act("answer", plan.priority));
    LOKET_TRY(puppet_.snap("priority"));
    LOKET_TRY(puppet_.act("next"));
    LOKET_TRY(puppet_.snap("bring"));
    LOKET_TRY(puppet_.act("next"));
    LOKET_TRY(puppet_.snap("review"));
    LOKET_TRY(puppet_.act("next"));
    LOKET_TRY(puppet_.snap("ticket"));
    const auto& notice = station_.session().notice;
    if (station_.page() != Page::Ticket)
        return internal(fmt::format("visit {} got no ticket but the page {}: {}", plan.number, to_string(station_.page()), notice ? notice->text : ""));
    return puppet_.act("done");
}

Status Director::receive(const engine::Ticket& ticket) {
    LOKET_TRY(puppet_.sign_in(std::string(officer_of(engine::Role::FrontOffice))));
    if (station_.page() != Page::FrontOffice) LOKET_TRY(puppet_.act("tab", "front_office"));
    LOKET_TRY(puppet_.snap("front-office-queue"));
    if (ticket.status == engine::TicketStatus::Waiting) LOKET_TRY(puppet_.act("call"));
    LOKET_TRY(puppet_.snap("front-office-called"));
    pass(30, 120);
    if (!ticket_of(ticket.nik)) return {};  // the office closed meanwhile
    return puppet_.act("receive", ticket.number);
}

// --- the officers -----------------------------------------------------------------------------------------------------------

const engine::Service& Director::service(const VisitPlan& plan) const { return *equipment_.core.reference().services.find(plan.service); }

const engine::Step& Director::step_of(const engine::Case& c) const { return equipment_.core.reference().services.find(c.service)->step(c.step); }

Status Director::on_step(const VisitPlan& plan, const engine::Case& c) {
    const bool card = service(plan).card && service(plan).card->chip;
    if (card && !c.resi.empty() && !c.recording_approved && !engine::is_recorded(c.record_state)) return record(plan, c);
    if (c.duplicates.in_doubt()) return judge_alike(c);
    switch (step_of(c).kind) {
        case StepKind::Submit:
        case StepKind::Receive: return open_file(Page::CheckFile, c);
        case StepKind::Check: return check(plan, c);
        case StepKind::Verify:
        case StepKind::Sign: return verify(plan, c);
        case StepKind::Print: return !card || engine::is_print_ready(c.record_state) ? print(plan, c) : hear_centre(c);
        case StepKind::Activate: return activate(plan, c);
        case StepKind::HandOver: return hand_over(c);
        case StepKind::Collect: return sign(c);
        default: return work(c);
    }
}

Status Director::open_file(Page page, const engine::Case& c) {
    const auto desk = page == Page::Recording ? engine::Role::OperatorRekam : step_of(c).desk;
    LOKET_TRY(puppet_.sign_in(std::string(officer_of(desk))));
    if (station_.page() != page) LOKET_TRY(puppet_.act("tab", std::string(to_string(page))));
    pass(30, 300);
    LOKET_TRY(puppet_.act("open", c.id));
    const auto now = equipment_.core.snapshot()->office.find_case(c.id);
    const bool by_itself = page == Page::CheckFile || page == Page::Recording;
    if (!by_itself && now && !now->begun) LOKET_TRY(puppet_.act("begin"));
    return {};
}

Status Director::check(const VisitPlan& plan, const engine::Case& c) {
    if (station_.page() != Page::CheckFile || !c.begun || !station_.session().officer) LOKET_TRY(open_file(Page::CheckFile, c));
    LOKET_TRY(puppet_.snap("check-open"));
    const auto& service = *equipment_.core.reference().services.find(c.service);
    std::vector<int> papers;
    for (const auto* requirement : service.applicable(c.profile, c.answers))
        if (requirement->gate.empty()) papers.push_back(requirement->no);
    const bool incomplete = plan.incomplete && c.incomplete == 0;
    for (const int no : papers) {
        const auto mark = c.marks.find(no);
        if (mark != c.marks.end() && mark->second.mark == engine::Mark::Present) continue;
        pass(15, 90);
        LOKET_TRY(puppet_.act("mark", fmt::format("{}:{}", no, incomplete && no == papers.back() ? "missing" : "present")));
    }
    LOKET_TRY(puppet_.snap("check-marked"));
    pass(60, 300);
    if (incomplete) return puppet_.act_with_reason("incomplete", 0, "incomplete.paper");
    LOKET_TRY(puppet_.act("complete"));
    LOKET_TRY(puppet_.snap("resi"));
    return {};
}

/// Forwarding, printing of papers, stamp, reports, filing.
Status Director::work(const engine::Case& c) {
    const std::string kind(code(step_of(c).kind));
    LOKET_TRY(open_file(Page::Work, c));
    LOKET_TRY(puppet_.snap(kind));
    pass(30, std::max(60, step_of(c).minutes * 55));
    if (step_of(c).kind == StepKind::PrintPaper) {
        LOKET_TRY(puppet_.act("print"));
        LOKET_TRY(puppet_.snap(kind + "-done"));
        pass(30, 120);
    }
    return puppet_.act("complete");
}

Status Director::verify(const VisitPlan& plan, const engine::Case& c) {
    const auto& step = step_of(c);
    LOKET_TRY(open_file(Page::Verify, c));
    LOKET_TRY(puppet_.settle());
    LOKET_TRY(puppet_.snap(fmt::format("{}-{}", code(step.kind), officer_of(step.desk))));
    pass(300, 2000);
    const bool returned_here = std::ranges::any_of(c.returns, [&](const auto& r) { return r.from == c.step; });
    const bool wants_return = step.kind == StepKind::Sign ? plan.corrected : step.desk == engine::Role::Kasi ? plan.returned_by_kasi : plan.returned_by_kabid;
    if (wants_return && step.return_to && !returned_here) return puppet_.act_with_reason("return", 0, "return.data_differs");
    return puppet_.act(step.kind == StepKind::Sign ? "sign" : "paraf");
}

/// Fingers that are alike by chance: the Kasi looks at both people. Who the synthetic people are is known here.
Status Director::judge_alike(const engine::Case& c) {
    for (const auto& suspect : c.duplicates.suspects) {
        log::info("{} looks like another person: {:.1f} of {:.1f}", c.id, suspect.score, suspect.threshold);
        if (suspect.nik == c.nik || person(suspect.nik).bio_seed == person(c.nik).bio_seed) return internal("one person under two numbers in " + c.id);
    }
    LOKET_TRY(puppet_.sign_in(std::string(officer_of(engine::Role::Kasi))));
    if (station_.page() != Page::Verify) LOKET_TRY(puppet_.act("tab", std::string(to_string(Page::Verify))));
    LOKET_TRY(puppet_.act("open", c.id));
    LOKET_TRY(puppet_.snap("verify-alike"));
    pass(120, 600);
    return puppet_.act_with_reason("judge", 0, "verify.alike.differ", "two:");
}

Status Director::hear_centre(const engine::Case& c) {
    const auto answer = centre::next_answer(seed_, c.id, c.record_state);
    if (!answer) return internal("the centre will never answer: the record is " + c.record_state);
    clock_.set(in_office_hours(equipment_.core.snapshot()->head_at + answer->after, equipment_.core.reference().calendar));
    station_.touched();
    LOKET_TRY(tell(equipment_.core, engine::ReportRecordState{c.id, answer->state}, {"pusat-simulasi", engine::Role::Pusat}));
    return puppet_.settle();
}

// --- survey -------------------------------------------------------------------------------------------------------------------

Status Director::survey(const VisitPlan& plan) {
    if (station_.page() != Page::Survey) {
        station_.handle({"survey", plan.service});
        LOKET_TRY(puppet_.settle());
    }
    pass(5, 60);
    SeededRandom random(seed_, "survey", static_cast<std::uint64_t>(plan.number));
    constexpr int kQuestions = 9;
    for (int i = 0; i < kQuestions; ++i) {
        LOKET_TRY(puppet_.snap("survey"));
        const int roll = random.between(1, 100);
        LOKET_TRY(puppet_.act("score", std::to_string(roll > 45 ? 4 : roll > 8 ? 3 : roll > 2 ? 2 : 1)));
    }
    LOKET_TRY(puppet_.snap("thanks"));
    return {};
}

}  // namespace loket::app
