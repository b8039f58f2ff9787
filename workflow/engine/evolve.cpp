// evolve: what each fact does to the office. No decisions here; `decide` has made them before the fact was written.

#include <algorithm>

#include "workflow/engine/office.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/resi.h"
#include "workflow/engine/serials.h"

namespace loket::engine {
namespace {

/// Fingers that lie on the glass together (4-4-2).
bool same_placement(const std::string& a, const std::string& b) {
    static const std::vector<std::vector<int>> kPlacements = {{2, 3, 4, 5}, {7, 8, 9, 10}, {1, 6}};
    return std::ranges::any_of(kPlacements, [&](const auto& placement) {
        const auto has = [&](const std::string& slot) { return std::ranges::any_of(placement, [&](int finger) { return finger_slot(finger) == slot; }); };
        return has(a) && has(b);
    });
}

/// What applies to one case. Each overload is one event; those of the stock and the queue are below.
struct OnCase {
    Case& c;
    const Fact& fact;

    void operator()(const StepBegun& e) const {
        c.step = e.step;
        c.begun = fact.at;
        c.begun_by = fact.actor.user;
        if (c.card.stage != CardStage::Refused) return;
        c.card.stage = CardStage::Encoded;  // the applicant tries to activate once more
        c.card.comparisons = 0;
        c.waiting_reason.clear();
    }
    void operator()(const StepDone& e) const {
        c.history.push_back({e.step, e.actor, fact.actor.user, from_millis(e.begun), fact.at, e.standard_minutes, e.outcome});
        c.step = e.step + 1;
        c.begun.reset();
    }
    void operator()(const RequirementMarked& e) const {
        auto& mark = c.marks[e.no];
        const auto scan = e.scan.empty() ? mark.scan : e.scan;
        mark = e;
        mark.scan = scan;
    }
    void operator()(const FileIncomplete& e) const {
        end_centre_wait();
        c.status = CaseStatus::WaitingForApplicant;
        c.waiting_since = fact.at;
        ++c.incomplete;
        c.waiting_reason = e.reason;
        c.begun.reset();
    }
    void operator()(const FileResubmitted& e) const {
        c.status = CaseStatus::Open;
        c.ticket = e.ticket;
        end_applicant_wait();
        if (waits_for_centre(c.record_state)) c.centre_since = fact.at;
        c.waiting_reason.clear();
        std::erase_if(c.marks, [](const auto& mark) { return mark.second.mark == Mark::Missing; });
    }
    void operator()(const ResiIssued& e) const {
        c.resi = e.resi;
        c.registered = fact.at;
        c.promised = parse_iso_date(e.promised);
        c.calendar_missing = e.calendar_missing;
    }
    void operator()(const CaseReturned& e) const {
        c.returns.push_back({e.from, e.to, e.reason, fact.actor.user, fact.at});
        c.step = e.to;
        c.begun.reset();
        void_papers(e.to);
    }
    void operator()(const SampleKept& e) const {
        c.samples[e.slot] = {e.digest, e.quality, e.tries, "", e.simulated};
        c.recorded_by.insert(fact.actor.user);
    }
    void operator()(const SampleExcused& e) const {
        c.samples[e.slot] = {e.photo, 0, 0, e.reason, false};
        c.recorded_by.insert(fact.actor.user);
    }
    void operator()(const SampleVerified& e) const {
        c.recorded_by.insert(fact.actor.user);
        if (!e.match) std::erase_if(c.samples, [&](const auto& sample) { return sample.second.excused.empty() && same_placement(sample.first, e.slot); });
        else if (const auto sample = c.samples.find(e.slot); sample != c.samples.end()) sample->second.verified = true;
    }
    void operator()(const RecordingApproved&) const {
        c.recording_approved = true;
        c.recorded_by.insert(fact.actor.user);
    }
    void operator()(const DuplicatesSought& e) const { c.duplicates = {.sought = true, .suspects = e.suspects}; }
    void operator()(const DuplicateJudged& e) const { c.duplicates.verdict = e.same ? Duplicates::Verdict::OnePerson : Duplicates::Verdict::TwoPeople; }
    void operator()(const RecordStateChanged& e) const {
        c.record_state = e.state;
        if (!waits_for_centre(e.state)) end_centre_wait();
        else if (!c.centre_since && c.status == CaseStatus::Open) c.centre_since = fact.at;
        if (!must_record_again(e.state)) return;
        c.samples.clear();
        c.duplicates = {};
        c.recording_approved = false;
        c.recorded_by.clear();
    }
    void operator()(const BlankoReserved& e) const {
        c.card.stage = CardStage::Reserved;
        c.card.serial = e.serial;
        c.card.job = e.job;
        c.card.reserved = fact.at;
        c.card.uid.clear();
    }
    void operator()(const CardPrinted& e) const {
        c.card.stage = CardStage::Printed;
        c.card.uid = e.uid;
    }
    void operator()(const CardEncoded&) const {
        c.card.stage = CardStage::Encoded;
        c.card.comparisons = 0;
        c.card.matched = false;
    }
    void operator()(const BlankoSpoiled&) const { start_card_over(c.card.spoiled + 1); }
    void operator()(const BlankoReleased&) const { start_card_over(c.card.spoiled); }
    void operator()(const FingerCompared& e) const {
        ++c.card.comparisons;
        c.card.matched = e.match;
        c.card.by_iris = e.eye != 0;
    }
    void operator()(const CardActivated&) const { c.card.stage = CardStage::Active; }
    void operator()(const ActivationRefused& e) const {
        c.card.stage = CardStage::Refused;
        c.waiting_reason = e.reason;
        c.begun.reset();
    }
    void operator()(const ReportedLate& e) const { c.late[e.after] = e.days; }
    void operator()(const DocumentIssued& e) const {
        IssuedPaper paper{.kind = e.kind, .number = e.number, .step = c.step, .sheets = e.sheets, .prints = 1, .printed = true};
        c.papers.push_back(std::move(paper));
    }
    void operator()(const DocumentPrinted& e) const {
        for (auto& paper : c.papers) {
            if (paper.number != e.number) continue;
            paper.printed = true;
            paper.sheets = e.sheets;
            ++paper.prints;
        }
    }
    void operator()(const DocumentSigned& e) const {
        for (auto& paper : c.papers) {
            if (paper.number != e.number) continue;
            paper.digest = e.digest;
            paper.payload = e.payload;
            paper.signed_by = fact.actor.user;
        }
    }
    void operator()(const RegisteredOut& e) const { c.registered_out = e.serial; }
    void operator()(const EffectDue& e) const { c.effects_due.push_back(e.kind); }
    void operator()(const ResiPresented& e) const {
        c.resi_presented = true;
        c.resi_lost = e.lost;
    }
    void operator()(const PickupSigned& e) const { c.pickup_signature = e.digest; }
    void operator()(const CaseClosed& e) const {
        end_applicant_wait();
        end_centre_wait();
        c.status = CaseStatus::Closed;
        c.outcome = e.outcome;
        c.close_reason = e.reason;
    }
    template <class Other>
    void operator()(const Other&) const {}

    void end_applicant_wait() const {
        if (!c.waiting_since) return;
        c.waited += pause(WaitsFor::Applicant, *c.waiting_since);
        c.waiting_since.reset();
    }
    void end_centre_wait() const {
        if (!c.centre_since) return;
        c.centre_waited += pause(WaitsFor::Centre, *c.centre_since);
        c.centre_since.reset();
    }
    /// Keeps the pause; a clock that was set back meanwhile makes none.
    [[nodiscard]] Millis pause(WaitsFor whom, Instant from) const {
        if (fact.at <= from) return Millis{0};
        c.pauses.push_back({whom, from, fact.at});
        return fact.at - from;
    }
    /// What the file went back before is printed and signed anew, under the same number.
    void void_papers(int from_step) const {
        for (auto& paper : c.papers) {
            if (paper.step >= from_step) paper.printed = false;
            paper.digest.clear();
            paper.payload.clear();
            paper.signed_by.clear();
        }
    }
    void start_card_over(int spoiled) const {
        c.card = Card{};
        c.card.spoiled = spoiled;
    }
};

/// Blanks of each kind are counted apart; the serial says which.
struct OnStock {
    Office& office;
    const Fact& fact;
    void operator()(const BlankoReceived& e) const {
        if (e.first < 1 || e.first > kLastBlankoSerial || e.count < 1 || e.count > kLargestDelivery) return;  // no such delivery
        auto& stock = of(e.prefix);
        for (int i = 0; i < e.count; ++i) stock.free.insert(e.first + i);
        stock.received += e.count;
        today(stock).received += e.count;
    }
    void operator()(const BlankoReserved& e) const { of(e.serial).free.erase(blanko_number(e.serial)); }
    void operator()(const BlankoReleased& e) const { of(e.serial).free.insert(blanko_number(e.serial)); }
    void operator()(const BlankoSpoiled& e) const {
        ++of(e.serial).spoiled;
        ++today(of(e.serial)).spoiled;
    }
    void operator()(const CardPrinted& e) const {
        auto& stock = of(e.serial);
        ++stock.printed;
        ++today(stock).printed;
    }
    void operator()(const StockCounted& e) const {
        if (e.prefix != kKtpPrefix && e.prefix != kKiaPrefix) return;  // supplies: evolve_house.cpp
        auto& day = today(of(e.prefix));
        day.is_counted = true;
        day.counted = e.counted;
        day.expected = e.expected;
    }
    template <class Other>
    void operator()(const Other&) const {}

    StockDay& today(Stock& stock) const { return stock.last_day = stock.on(wib_date(fact.at)); }
    [[nodiscard]] Stock& of(const std::string& serial) const { return serial.starts_with(kKiaPrefix) ? office.kia_stock : office.stock; }
};

/// Serials of the cases that no ticket numbers: "2026-11-23/L-007"; and how many cases a ticket has opened.
void count_case(Office& office, const CaseOpened& e) {
    const auto ticket = office.queue.tickets.find(e.ticket);
    if (ticket != office.queue.tickets.end()) {
        if (++ticket->second.cases > 1) ++office.queue.added[e.service];
        return;
    }
    const auto dash = e.case_id.rfind('-');
    int number = 0;
    if (!e.ticket.empty() || dash == std::string::npos || !read_whole_number(e.case_id.substr(dash + 1), number)) return;
    auto& last = office.serials[e.case_id.substr(0, dash)];
    last = std::max(last, number);
}

void open_case(Office& office, const std::string& id, const CaseOpened& e, const Fact& fact) {
    if (e.case_id != id || office.cases.contains(id)) return;
    auto c = std::make_shared<Case>();
    c->id = e.case_id;
    c->service = e.service;
    c->profile = e.profile;
    c->nik = e.nik;
    c->ticket = e.ticket;
    c->answers = e.answers;
    c->record_state = e.record_state;
    c->early = e.early;
    c->step = 1;
    c->opened = c->updated = fact.at;
    c->events = 1;
    if (waits_for_centre(e.record_state)) c->centre_since = fact.at;
    if (!e.nik.empty()) {  // an internal case has no applicant
        office.case_by_nik[e.nik] = e.case_id;
        office.case_by_person[{e.nik, e.service}] = e.case_id;
    }
    count_case(office, e);
    office.cases[e.case_id] = std::move(c);
}

/// A case that is closed is no longer found by its applicant; another one of theirs may be.
void forget_person(Office& office, const Case& c) {
    const auto of_service = office.case_by_person.find({c.nik, c.service});
    if (of_service != office.case_by_person.end() && of_service->second == c.id) office.case_by_person.erase(of_service);
    const auto latest = office.case_by_nik.find(c.nik);
    if (latest == office.case_by_nik.end() || latest->second != c.id) return;
    office.case_by_nik.erase(latest);
    for (const auto& other : office.cases_of(c.nik)) {
        auto& kept = office.case_by_nik[c.nik];
        if (kept.empty() || office.cases.at(kept)->opened < other->opened) kept = other->id;
    }
}

/// Keeps the look-up tables in step with the case that has just changed.
void index_case(Office& office, const std::shared_ptr<const Case>& c, const Event& event) {
    if (const auto* issued = std::get_if<ResiIssued>(&event)) {
        office.case_by_resi[issued->resi] = c->id;
        const auto series = resi_series(issued->resi);
        office.resi_serial[series] = office.next_resi_serial(series);
    }
    if (const auto* paper = std::get_if<DocumentIssued>(&event)) office.count_up(paper_series(paper->kind, wib_date(c->updated)));
    if (std::holds_alternative<RegisteredOut>(event)) office.count_up(register_series(wib_date(c->updated)));
    if (c->status != CaseStatus::Closed) return;
    ++office.closed;
    office.handed_over += c->outcome == "handed_over" ? 1 : 0;
    office.case_by_resi.erase(c->resi);
    forget_person(office, *c);
    office.cases.erase(c->id);
    office.last_closed = c;
}

void change_case(Office& office, const std::string& id, const Fact& fact) {
    const auto found = office.cases.find(id);
    if (found == office.cases.end()) return;
    std::visit(OnStock{office, fact}, fact.event);
    auto changed = std::make_shared<Case>(*found->second);
    std::visit(OnCase{*changed, fact}, fact.event);
    changed->updated = fact.at;
    ++changed->events;
    found->second = changed;
    index_case(office, changed, fact.event);
}

/// Numbers given after the copy was made are on papers in people's hands: those that the log knows go on above them, and so do those that
/// it does not know yet (serials_begin).
void begin_epoch(Office& office, const EpochBegun& e, Instant at) {
    const NumbersBegin jump{iso_date(wib_date(at)), e.day_jump, e.year_jump};
    for (auto& [series, last] : office.serials) last += serials_begin(jump, series);
    for (auto& [series, last] : office.resi_serial) last += resi_begin(jump, series);
    if (office.queue.stream == queue_stream(wib_date(at)))
        for (auto& [letter, last] : office.queue.last_number) last += e.day_jump;
    auto& begin = office.house.numbers_begin;
    const bool same_day = begin.day == jump.day, same_year = begin.day.substr(0, 4) == jump.day.substr(0, 4);
    begin = {jump.day, jump.day_jump + (same_day ? begin.day_jump : 0), jump.year_jump + (same_year ? begin.year_jump : 0)};
}

}  // namespace

Office evolve(Office office, const Fact& fact) {
    static constexpr std::string_view kCasePrefix = "perkara:", kQueuePrefix = "antrean:";
    if (fact.stream.starts_with(kCasePrefix)) {
        const auto id = fact.stream.substr(kCasePrefix.size());
        if (const auto* opened = std::get_if<CaseOpened>(&fact.event)) open_case(office, id, *opened, fact);
        else change_case(office, id, fact);
    } else if (fact.stream == kStockStream) {
        std::visit(OnStock{office, fact}, fact.event);
        evolve_house(office, fact);
    } else if (fact.stream.starts_with(kComplaintStream) || fact.stream == kAppointmentStream || fact.stream == kCodeStream) {
        evolve_house(office, fact);
    } else if (fact.stream == kCopyStream) {
        if (const auto* begun = std::get_if<EpochBegun>(&fact.event)) begin_epoch(office, *begun, fact.at);
    } else if (fact.stream == kSurveyStream) {
        office.surveys += std::holds_alternative<SurveyAnswered>(fact.event) ? 1 : 0;
    } else if (fact.stream.starts_with(kQueuePrefix)) {
        evolve_queue(office.queue, fact, office.tickets_begin(fact.stream));
        evolve_house(office, fact);
    }
    return office;
}

}  // namespace loket::engine
