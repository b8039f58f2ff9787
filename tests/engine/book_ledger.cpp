#include "tests/engine/book_ledger.h"

#include <algorithm>

namespace loket::engine::test {

struct BookLedger::Noting {
    BookLedger& ledger;
    Book& book;
    const std::string& id;
    const std::string& user;

    void expect(bool holds, const std::string& otherwise) const { ledger.complain(holds, id + ": " + otherwise); }

    void operator()(const StepBegun& e) const {
        const bool anew = e.step == 1 && book.resi.empty();
        expect(anew || e.step == book.last_done + 1, "a step was begun out of order");
        if (anew) book.last_done = 0;
    }
    void operator()(const StepDone& e) const {
        expect(e.step == book.last_done + 1, "a step was done out of order");
        const auto& step = book.service->step(e.step);
        if (step.kind == StepKind::Verify || step.kind == StepKind::Sign)
            for (const auto& [no, who] : book.done_by)
                if (no < e.step && judges(book.service->step(no).kind)) expect(who != user, user + " judged their own work");
        if (step.kind == StepKind::Sign) expect(book.signed_papers.size() == book.printed.size(), "signed without signatures");
        if (step.kind == StepKind::HandOver) expect(book.resi_shown, "handed over without the resi");
        book.done_by[e.step] = user;
        book.last_done = e.step;
    }
    static bool judges(StepKind kind) {
        return kind == StepKind::Check || kind == StepKind::Verify || kind == StepKind::Sign || kind == StepKind::PrintPaper ||
               kind == StepKind::Work;
    }
    void operator()(const FileResubmitted&) const {
        const auto* check = book.service->first(StepKind::Check);
        book.last_done = book.resi.empty() ? 0 : check->no - 1;
    }
    void operator()(const CaseReturned& e) const {
        expect(e.to < e.from && e.to >= 1, "returned forwards");
        expect(book.effects.empty(), "returned after it had its effects");
        book.last_done = e.to - 1;
        book.signed_papers.clear();
    }
    void operator()(const ResiIssued& e) const {
        expect(book.resi.empty() && !book.service->internal(), "has a second resi, or one without an applicant");
        expect(ledger.resi_ever_.insert(e.resi).second, e.resi + " was issued before");
        book.resi = e.resi;
    }
    void operator()(const DocumentIssued& e) const {
        expect(book.number_of.emplace(e.kind, e.number).second, e.kind + " has a second number");
        expect(ledger.numbers_ever_.insert(e.number).second, e.number + " was given before");
        book.printed.insert(e.number);
    }
    void operator()(const DocumentPrinted& e) const { expect(book.printed.contains(e.number), "prints what was never issued"); }
    void operator()(const DocumentSigned& e) const {
        expect(book.printed.contains(e.number), "signs what was never printed");
        expect(book.signed_papers.insert(e.number).second, "signs twice");
    }
    void operator()(const RegisteredOut& e) const {
        expect(book.registered_out.empty(), "is registered twice");
        expect(ledger.registered_ever_.insert(e.serial).second, e.serial + " was given before");
        book.registered_out = e.serial;
    }
    void operator()(const EffectDue& e) const {
        expect(book.effects.insert(e.kind).second, e.kind + " comes about twice");
        expect(book.service->step(book.last_done).kind == book.service->effect_at, "has an effect at another step");
    }
    void operator()(const BlankoReserved& e) const {
        expect(book.card.empty(), "holds two blanks");
        expect(book.service->card && e.serial.starts_with(book.service->card->prefix), "holds a blank of another kind");
        book.card = e.serial;
    }
    void operator()(const BlankoReleased&) const { book.card.clear(); }
    void operator()(const BlankoSpoiled& e) const {
        expect(e.serial == book.card, "spoils what it does not hold");
        ledger.spoiled_[e.serial.substr(0, 3)].insert(e.serial);
        book.card.clear();
    }
    void operator()(const ResiPresented&) const { book.resi_shown = true; }
    void operator()(const PickupSigned&) const { book.signed_for = true; }
    void operator()(const CaseClosed& e) const {
        ++ledger.closed_;
        if (e.outcome == "cancelled")
            return expect(book.effects.empty() && book.card.empty() && book.registered_out.empty(), "was cancelled although it was valid");
        expect(book.last_done == static_cast<int>(book.service->steps.size()), "ends before its last step");
        expect(book.service->internal() || book.signed_for, "ends without a signature for receipt");
        if (!book.card.empty()) ledger.handed_out_[book.card.substr(0, 3)].insert(book.card);
    }
    template <class Other>
    void operator()(const Other&) const {}
};

void BookLedger::add(const Fact& fact) {
    if (const auto* received = std::get_if<BlankoReceived>(&fact.event)) received_[received->prefix] += received->count;
    if (!fact.stream.starts_with("perkara:")) return;
    const auto id = fact.stream.substr(8);
    if (const auto* opened = std::get_if<CaseOpened>(&fact.event)) {
        complain(cases_ever_.insert(id).second, id + " was opened twice");
        for (const auto& [other, book] : open_)
            complain(book.nik.empty() || book.nik != opened->nik || book.service->id != opened->service,
                     id + ": a second case of one person and service");
        Book book;
        book.service = services_.find(opened->service);
        book.nik = opened->nik;
        open_.emplace(id, std::move(book));
        return;
    }
    const auto book = open_.find(id);
    if (book == open_.end()) return complain(false, id + ": a fact about a case that is not open");
    std::visit(Noting{*this, book->second, id, fact.actor.user}, fact.event);
    if (std::holds_alternative<CaseClosed>(fact.event)) open_.erase(book);
}

void BookLedger::check_case(const Office& office, const std::string& id, const Book& book, std::optional<std::string>& broken) const {
    const auto say = [&](bool holds, const std::string& what) {
        if (!holds && !broken) broken = id + ": " + what;
    };
    const auto c = office.find_case(id);
    if (!c) return say(false, "is lost");
    say(c->resi == book.resi, "has another resi");
    say(book.resi.empty() || office.find_resi(book.resi) == c, "is not found by its resi");
    say(book.nik.empty() || office.find_case_of(book.nik, c->service) == c, "is not found by its applicant");
    say(book.service->find_step(c->step) != nullptr, "stands at no step");
    say(c->papers.size() == book.number_of.size() && c->registered_out == book.registered_out && c->card.serial == book.card, "has other papers");
    for (const auto& paper : c->papers) say(paper.is_signed() == book.signed_papers.contains(paper.number), "disagrees about a signature");
}

void BookLedger::check_stock(const Stock& stock, const std::string& prefix, std::optional<std::string>& broken) const {
    const auto count = [&](const auto& by_prefix) { return by_prefix.contains(prefix) ? by_prefix.at(prefix).size() : 0; };
    const auto held = std::ranges::count_if(open_, [&](const auto& item) { return item.second.card.starts_with(prefix); });
    const auto received = received_.contains(prefix) ? received_.at(prefix) : 0;
    const auto total = stock.free.size() + static_cast<std::size_t>(held) + count(handed_out_) + count(spoiled_);
    if (!broken && (stock.received != received || total != static_cast<std::size_t>(received) || stock.spoiled != static_cast<int>(count(spoiled_))))
        broken = "blanks " + prefix + " do not add up";
}

std::optional<std::string> BookLedger::broken_promise(const Office& office) const {
    if (complaint_) return complaint_;
    std::optional<std::string> broken;
    if (office.cases.size() != open_.size() || office.closed != closed_) broken = "the number of cases does not add up";
    for (const auto& [id, book] : open_) check_case(office, id, book, broken);
    const auto with_person = std::ranges::count_if(open_, [](const auto& item) { return !item.second.nik.empty(); });
    if (!broken && office.case_by_person.size() != static_cast<std::size_t>(with_person)) broken = "a closed case is still found by its applicant";
    for (const auto& [nik, id] : office.case_by_nik)
        if (!broken && (!office.cases.contains(id) || office.cases.at(id)->nik != nik)) broken = "an applicant leads to another's case";
    check_stock(office.stock, kKtpPrefix, broken);
    check_stock(office.kia_stock, kKiaPrefix, broken);
    return broken;
}

}  // namespace loket::engine::test
