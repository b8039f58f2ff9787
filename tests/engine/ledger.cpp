#include "tests/engine/ledger.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/decide.h"

namespace loket::engine::test {
namespace {

void say(std::optional<std::string>& broken, bool holds, const std::string& what) {
    if (!holds && !broken) broken = what;
}

/// The applicant may come back or give up; the recording goes its own way.
bool happens_while_waiting(const Event& event) {
    return std::holds_alternative<FileResubmitted>(event) || std::holds_alternative<CaseClosed>(event) || std::holds_alternative<SampleKept>(event) ||
           std::holds_alternative<SampleExcused>(event) || std::holds_alternative<SampleVerified>(event) ||
           std::holds_alternative<RecordingApproved>(event) || std::holds_alternative<RecordStateChanged>(event) ||
           std::holds_alternative<DuplicatesSought>(event) || std::holds_alternative<DuplicateJudged>(event);
}

}  // namespace

void Ledger::move_blank(Book& book, const std::string& serial, Blank from, Blank to) {
    auto& blank = blanks_[blanko_number(serial)];
    if (blank != from) complain(serial + " moved from a place where it was not");
    blank = to;
    const bool gone = to == Blank::Free || to == Blank::Spoiled;
    if (gone) book.matched = false;
    book.card = gone ? 0 : blanko_number(serial);
}

struct Ledger::Noting {
    Ledger& ledger;
    Book& book;
    const std::string& id;
    const std::string& user;

    void expect(bool holds, const std::string& otherwise) const {
        if (!holds) ledger.complain(id + ": " + otherwise);
    }
    void operator()(const StepBegun& e) const {
        if (e.step == book.last_done + 1) return;
        expect(e.step == 1, fmt::format("step {} was begun after step {}", e.step, book.last_done));
        book.last_done = 0;  // handed in anew before there was a resi
    }
    void operator()(const StepDone& e) const {
        expect(e.step == book.last_done + 1, fmt::format("step {} was done after step {}", e.step, book.last_done));
        book.last_done = e.step;
        if (e.step == 3) book.checked_by = user;
        if (e.step == 5) book.first_paraf_by = user;
        expect((e.step != 5 && e.step != 6) || user != book.checked_by, user + " verified their own check");
        expect((e.step != 5 && e.step != 6) || !book.recorded_by.contains(user), user + " verified whom they recorded");
        expect((e.step != 5 && e.step != 6) || !book.in_doubt, "verified while somebody may have two numbers");
        expect(e.step != 6 || user != book.first_paraf_by, user + " gave both paraf");
        expect(e.step != 8 || ledger.blanks_[book.card] == Blank::Active, "step 8 was done without an active card");
        expect(e.step != 9 || book.resi_shown, "handed over without the resi");
    }
    void operator()(const CaseReturned& e) const { book.last_done = e.to - 1; }
    void operator()(const FileIncomplete&) const { book.waiting = true; }
    void operator()(const FileResubmitted&) const { book.waiting = false; }
    void operator()(const ResiIssued& e) const {
        expect(book.resi.empty(), "has a second resi");
        expect(ledger.resi_ever_.insert(e.resi).second, e.resi + " was issued before");
        book.resi = e.resi;
    }
    void operator()(const RecordStateChanged& e) const {
        book.record_state = e.state;
        if (!e.state.starts_with("ENROLL_FAILURE")) return;
        book.recorded_by.clear();
        book.in_doubt = false;
    }
    void operator()(const DuplicatesSought& e) const { book.in_doubt = !e.suspects.empty(); }
    void operator()(const DuplicateJudged& e) const {
        expect(!book.recorded_by.contains(user), user + " judged whom they recorded");
        book.in_doubt = e.same;
    }
    void operator()(const SampleKept&) const { book.recorded_by.insert(user); }
    void operator()(const SampleExcused&) const { book.recorded_by.insert(user); }
    void operator()(const RecordingApproved&) const { book.recorded_by.insert(user); }
    void operator()(const BlankoReserved& e) const {
        expect(book.card == 0, "has a second card");
        expect(!book.in_doubt, "gets a card while somebody may have two numbers");
        expect(book.record_state == "PRINT_READY_RECORD" || book.record_state == "CARD_PRINTED", "gets a card while " + book.record_state);
        ledger.move_blank(book, e.serial, Blank::Free, Blank::Reserved);
    }
    void operator()(const CardPrinted& e) const {
        ledger.move_blank(book, e.serial, Blank::Reserved, Blank::Printed);
        book.chip = e.uid;
    }
    void operator()(const CardEncoded& e) const {
        expect(e.uid == book.chip, "another chip was encoded than was printed");
        ledger.move_blank(book, blanko_serial(book.card), Blank::Printed, Blank::Encoded);
        book.mismatches = 0;
    }
    void operator()(const BlankoReleased& e) const { ledger.move_blank(book, e.serial, Blank::Reserved, Blank::Free); }
    void operator()(const BlankoSpoiled& e) const {
        expect(e.serial == blanko_serial(book.card), "spoils a blank it does not hold");
        expect(ledger.blanks_[book.card] != Blank::Active, "spoils an active card");
        ledger.move_blank(book, e.serial, ledger.blanks_[book.card], Blank::Spoiled);
    }
    void operator()(const FingerCompared& e) const {
        book.matched = e.score >= e.threshold;
        book.mismatches += book.matched ? 0 : 1;
    }
    void operator()(const CardActivated& e) const {
        const bool by_two = (e.how == "officers" ? book.mismatches == 0 : e.how == "override" && book.mismatches >= kMaxTries) && !e.second.empty() && e.second != user;
        expect(book.matched ? e.how != "override" : by_two, "activated without the owner's finger or two officers");
        expect(e.uid == book.chip, "activated another card");
        ledger.move_blank(book, blanko_serial(book.card), Blank::Encoded, Blank::Active);
    }
    void operator()(const ActivationRefused&) const { book.mismatches = 0; }
    void operator()(const ResiPresented&) const { book.resi_shown = true; }
    void operator()(const PickupSigned&) const { book.signed_for = true; }
    void operator()(const CaseClosed& e) const {
        ++ledger.closed_;
        book.closed = true;
        if (e.outcome != "handed_over") return expect(book.card == 0, "was cancelled and kept its card");
        ++ledger.handed_over_;
        expect(book.last_done == 10 && book.signed_for, "handed over without all ten steps and a signature");
        expect(ledger.blanks_[book.card] == Blank::Active, "handed over a card that is not active");
        ledger.blanks_[book.card] = Blank::HandedOver;
    }
    template <class Other>
    void operator()(const Other&) const {}
};

void Ledger::note_ticket(const Fact& fact) {
    const auto* issued = std::get_if<TicketIssued>(&fact.event);
    if (issued != nullptr && !tickets_ever_.insert(fact.stream + issued->number).second) complain("ticket " + issued->number + " was issued twice in one day");
}

void Ledger::add(const Fact& fact) {
    note_ticket(fact);
    if (const auto* received = std::get_if<BlankoReceived>(&fact.event); received != nullptr && received->prefix == kKtpPrefix)
        for (int i = 0; i < received->count; ++i)
            if (!blanks_.emplace(received->first + i, Blank::Free).second) complain("a blank was received twice");
    if (const auto* opened = std::get_if<CaseOpened>(&fact.event)) {
        if (!cases_ever_.insert(opened->case_id).second) complain("case " + opened->case_id + " was opened twice");
        for (const auto& [id, book] : open_)
            if (book.nik == opened->nik && (opened->early || !book.early)) complain("a second open case of one person");  // beside an early recording only
        open_[opened->case_id] = {.nik = opened->nik, .record_state = opened->record_state, .resi = {}, .chip = {}, .checked_by = {}, .first_paraf_by = {}, .early = opened->early};
    }
    if (const auto* made = std::get_if<AppointmentMade>(&fact.event); made != nullptr && !tickets_ever_.insert(made->day.substr(0, 4) + made->code).second)
        complain("appointment " + made->code + " was given twice in a year");
    if (const auto* filed = std::get_if<ComplaintFiled>(&fact.event); filed != nullptr && !tickets_ever_.insert(filed->number).second)
        complain("complaint " + filed->number + " was numbered twice");
    if (const auto* rule = std::get_if<RuleOverridden>(&fact.event); rule != nullptr && (rule->supervisor == fact.actor.user || rule->reason.empty()))
        complain("a rule was set aside by the officer themselves, or without a reason");
    const auto id = fact.stream.starts_with("perkara:") ? fact.stream.substr(8) : std::string();
    const auto book = open_.find(id);
    if (book == open_.end()) return;
    if (book->second.waiting && !happens_while_waiting(fact.event)) complain(id + ": " + std::string(name_of(fact.event)) + " while it waits for its applicant");
    std::visit(Noting{*this, book->second, id, fact.actor.user}, fact.event);
    if (book->second.closed) open_.erase(book);
}

std::optional<std::string> Ledger::broken_promise(const Office& office) const {
    if (complaint_) return complaint_;
    std::optional<std::string> broken;
    check_blanks(office, broken);
    check_cases(office, broken);
    check_queue(office, broken);
    return broken;
}

void Ledger::check_blanks(const Office& office, std::optional<std::string>& broken) const {
    std::map<Blank, int> count;
    for (const auto& [number, blank] : blanks_) {
        ++count[blank];
        say(broken, office.stock.free.contains(number) == (blank == Blank::Free), fmt::format("blank {} is free for one and not for the other", number));
    }
    int held = 0;
    for (const auto& [id, c] : office.cases) held += c->card.stage == CardStage::None ? 0 : 1;
    say(broken, office.stock.received == static_cast<int>(blanks_.size()), "blanks received are miscounted");
    say(broken, office.stock.spoiled == count[Blank::Spoiled], "spoiled blanks are miscounted");
    say(broken, office.handed_over == count[Blank::HandedOver], "cards handed over are miscounted");
    say(broken, office.stock.received == static_cast<int>(office.stock.free.size()) + held + office.stock.spoiled + office.handed_over,
        "a blank is not accounted for");
}

void Ledger::check_cases(const Office& office, std::optional<std::string>& broken) const {
    std::set<std::string> applicants;
    for (const auto& [id, book] : open_) applicants.insert(book.nik);
    say(broken, office.cases.size() == open_.size() && office.case_by_nik.size() == applicants.size(), "open cases are miscounted");
    say(broken, office.closed == closed_ && office.handed_over == handed_over_, "closed cases are miscounted");
    std::size_t with_resi = 0;
    for (const auto& [id, book] : open_) {
        const auto c = office.find_case(id);
        say(broken, c != nullptr, "open case " + id + " is lost");
        if (!c) return;
        with_resi += book.resi.empty() ? 0 : 1;
        const auto of_person = office.case_by_nik.find(book.nik);
        say(broken, of_person != office.case_by_nik.end() && (of_person->second == id || book.early), id + " is not found by its applicant");
        say(broken, c->resi == book.resi && (book.resi.empty() || office.find_resi(book.resi) == c), id + " is not found by its resi");
        say(broken, c->record_state == book.record_state, id + " has another record state");
        say(broken, c->step >= 1 && c->step <= 10, fmt::format("{} stands at step {}", id, c->step));
        say(broken, (c->status == CaseStatus::WaitingForApplicant) == book.waiting && !(book.waiting && c->begun), id + " waits and is worked on");
        say(broken, c->card.stage == CardStage::None ? book.card == 0 : c->card.serial == blanko_serial(book.card), id + " holds another card");
        say(broken, c->step > 7 || book.card == 0 || c->step == 7, id + " holds a card before it is to be printed");
    }
    say(broken, office.case_by_resi.size() == with_resi, "a closed case is still found by its resi");
}

void Ledger::check_queue(const Office& office, std::optional<std::string>& broken) const {
    const auto waiting = std::ranges::count_if(office.queue.tickets, [](const auto& item) { return item.second.status == TicketStatus::Waiting; });
    say(broken, waiting == static_cast<std::ptrdiff_t>(office.queue.waiting.size()), "the queue and its tickets disagree");
    std::set<std::string> people;
    for (const auto& [number, ticket] : office.queue.tickets)
        if (ticket.is_live())
            say(broken, people.insert(ticket.nik).second, "a person holds two tickets");
}

}  // namespace loket::engine::test
