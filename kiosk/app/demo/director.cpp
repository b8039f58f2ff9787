#include "kiosk/app/demo/director.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/desk/sim_person.h"
#include "workflow/register/simulated_centre.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/resi.h"

namespace loket::app {

using engine::CardStage;
using engine::StepKind;
using namespace std::chrono_literals;

namespace {

constexpr auto kFrontOffice = "rina", kPetugas = "yusuf", kKasi = "ratna", kKabid = "iskandar";
constexpr auto kService = "S02";
constexpr int kOpens = 8, kCloses = 15;  // office hours in WIB for the things a demo does

/// Into the office hours of a weekday.
Instant in_office_hours(Instant at) {
    auto wall = wib_time(at);
    if (wall.hour >= kCloses) wall = wib_time(wib_instant(Date{std::chrono::sys_days{wall.date} + std::chrono::days{1}}, kOpens));
    if (wall.hour < kOpens) wall.hour = kOpens;
    auto day = std::chrono::sys_days{wall.date};
    bool moved = day != std::chrono::sys_days{wib_date(at)};
    while (std::chrono::weekday{day} == std::chrono::Saturday || std::chrono::weekday{day} == std::chrono::Sunday) {
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
    clock_.set(std::max(clock_.now(), in_office_hours(since + std::chrono::seconds(random.between(least_seconds, most_seconds)))));
    station_.touched();
}

Director::CaseRef Director::current(const VisitPlan& plan) const {
    const auto snapshot = equipment_.core.snapshot();
    const auto open = snapshot->office.case_by_nik.find(plan.nik);
    return open == snapshot->office.case_by_nik.end() ? nullptr : snapshot->office.find_case(open->second);
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
        LOKET_ASSIGN(went, next(plan));
        if (went == Went::Done) return {};
    }
    const auto c = current(plan);
    const auto& notice = station_.session().notice;
    return internal(fmt::format("visit {} does not come to an end: step {}, page {}, {}", plan.number, c ? c->step : 0, to_string(station_.page()), notice ? notice->text : ""));
}

Result<Director::Went> Director::next(const VisitPlan& plan) {
    set_scene(plan, false);
    if (const auto c = current(plan)) {
        LOKET_TRY(c->status == engine::CaseStatus::WaitingForApplicant ? before_case(plan) : on_step(plan, *c));
        return Went::On;
    }
    auto closed = equipment_.core.ask([nik = plan.nik](Core& core) { return core.store().cases_of(nik); }).get();
    if (!closed) return closed.error();
    if (closed->empty()) {
        LOKET_TRY(before_case(plan));
        return Went::On;
    }
    if (equipment_.core.snapshot()->office.surveys < plan.number) LOKET_TRY(survey(plan));
    return Went::Done;
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
    const auto ticket = ticket_of(plan.nik);
    return ticket ? receive(*ticket) : take_ticket(plan);
}

Status Director::take_ticket(const VisitPlan& plan) {
    if (station_.session().officer) LOKET_TRY(puppet_.act("sign_out"));
    station_.handle({"home", ""});
    LOKET_TRY(puppet_.settle());
    pass(60, 600);
    LOKET_TRY(puppet_.snap("home"));
    LOKET_TRY(puppet_.act("service", kService));
    LOKET_TRY(puppet_.type(plan.nik.substr(0, 14)));
    LOKET_TRY(puppet_.snap("identity"));
    LOKET_TRY(puppet_.type(plan.nik.substr(14)));
    LOKET_TRY(puppet_.act("next"));
    LOKET_TRY(puppet_.snap("confirm"));
    LOKET_TRY(puppet_.act("confirm"));
    LOKET_TRY(puppet_.act("answer", plan.reason));
    LOKET_TRY(puppet_.snap("reason"));
    LOKET_TRY(puppet_.act("next"));
    LOKET_TRY(puppet_.act("answer", plan.priority));
    LOKET_TRY(puppet_.snap("priority"));
    LOKET_TRY(puppet_.act("next"));
    LOKET_TRY(puppet_.snap("bring"));
    LOKET_TRY(puppet_.act("next"));
    LOKET_TRY(puppet_.snap("ticket"));
    const auto& notice = station_.session().notice;
    if (station_.page() != Page::Ticket)
        return internal(fmt::format("visit {} got no ticket but the page {}: {}", plan.number, to_string(station_.page()), notice ? notice->text : ""));
    return puppet_.act("done");
}

Status Director::receive(const engine::Ticket& ticket) {
    LOKET_TRY(puppet_.sign_in(kFrontOffice));
    if (station_.page() != Page::FrontOffice) LOKET_TRY(puppet_.act("tab", "front_office"));
    LOKET_TRY(puppet_.snap("front-office-queue"));
    if (ticket.status == engine::TicketStatus::Waiting) LOKET_TRY(puppet_.act("call"));
    LOKET_TRY(puppet_.snap("front-office-called"));
    pass(30, 120);
    if (!ticket_of(ticket.nik)) return {};  // the office closed meanwhile
    return puppet_.act("receive", ticket.number);
}

// --- the officers -----------------------------------------------------------------------------------------------------------

Status Director::on_step(const VisitPlan& plan, const engine::Case& c) {
    if (!c.resi.empty() && !c.recording_approved && !engine::is_recorded(c.record_state)) return record(plan, c);
    switch (equipment_.core.reference().services.find(c.service)->step(c.step).kind) {
        case StepKind::Submit:
        case StepKind::Receive: return open_file(kFrontOffice, Page::CheckFile, c);
        case StepKind::Check: return check(plan, c);
        case StepKind::Forward: return forward(c);
        case StepKind::Verify: return verify(plan, c);
        case StepKind::Print: return engine::is_print_ready(c.record_state) ? print(plan, c) : hear_centre(c);
        case StepKind::Activate: return activate(plan, c);
        case StepKind::HandOver: return hand_over(c);
        case StepKind::Collect: return sign(c);
        default: return internal("the demo does not know this kind of step");
    }
}

Status Director::open_file(const std::string& user, Page page, const engine::Case& c) {
    LOKET_TRY(puppet_.sign_in(user));
    if (station_.page() != page) LOKET_TRY(puppet_.act("tab", std::string(to_string(page))));
    pass(30, 300);
    LOKET_TRY(puppet_.act("open", c.id));
    const auto now = equipment_.core.snapshot()->office.find_case(c.id);
    const bool by_itself = page == Page::CheckFile || page == Page::Recording;
    if (!by_itself && now && !now->begun) LOKET_TRY(puppet_.act("begin"));
    return {};
}

Status Director::check(const VisitPlan& plan, const engine::Case& c) {
    if (station_.page() != Page::CheckFile || !c.begun || !station_.session().officer) LOKET_TRY(open_file(kFrontOffice, Page::CheckFile, c));
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

Status Director::forward(const engine::Case& c) {
    LOKET_TRY(open_file(kPetugas, Page::Forward, c));
    LOKET_TRY(puppet_.snap("forward"));
    pass(30, 170);
    return puppet_.act("complete");
}

Status Director::verify(const VisitPlan& plan, const engine::Case& c) {
    const bool kasi = equipment_.core.reference().services.find(c.service)->step(c.step).desk == engine::Role::Kasi;
    LOKET_TRY(open_file(kasi ? kKasi : kKabid, Page::Verify, c));
    LOKET_TRY(puppet_.settle());
    LOKET_TRY(puppet_.snap(kasi ? "verify-kasi" : "verify-kabid"));
    pass(300, 2000);
    const bool returned_here = std::ranges::any_of(c.returns, [&](const auto& r) { return r.from == c.step; });
    if ((kasi ? plan.returned_by_kasi : plan.returned_by_kabid) && !returned_here) return puppet_.act_with_reason("return", 0, "return.data_differs");
    return puppet_.act("paraf");
}

Status Director::hear_centre(const engine::Case& c) {
    const auto answer = centre::next_answer(seed_, c.id, c.record_state);
    if (!answer) return internal("the centre will never answer: the record is " + c.record_state);
    clock_.set(in_office_hours(equipment_.core.snapshot()->head_at + answer->after));
    station_.touched();
    LOKET_TRY(tell(equipment_.core, engine::ReportRecordState{c.id, answer->state}, {"pusat-simulasi", engine::Role::Pusat}));
    return puppet_.settle();
}

// --- survey -------------------------------------------------------------------------------------------------------------------

Status Director::survey(const VisitPlan& plan) {
    if (station_.page() != Page::Survey) {
        station_.handle({"survey", kService});
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
