#include "tests/engine/world.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "devices/base/sha256.h"

namespace loket::engine::test {
namespace {

/// Monday to Friday, no holidays.
Result<Date> add_weekdays(Date from, int days) {
    auto day = std::chrono::sys_days(from);
    while (days > 0) {
        day += std::chrono::days(1);
        const std::chrono::weekday weekday(day);
        if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) --days;
    }
    return Date(day);
}

std::string nik_of(const Command& command, const Office& office) {
    if (const auto* take = std::get_if<TakeTicket>(&command)) return take->nik;
    const auto* receive = std::get_if<ReceiveFile>(&command);
    const auto* ticket = receive == nullptr ? nullptr : office.queue.find(receive->ticket);
    return ticket == nullptr ? std::string() : ticket->nik;
}

Command print_command(const Case& c, bool chip) {
    switch (c.card.stage) {
        case CardStage::None: return ReserveBlanko{c.id};
        case CardStage::Reserved: return ReportPrinted{c.id, chip ? "CHIP-" + c.card.serial : ""};
        case CardStage::Printed: return chip ? Command{ReportEncoded{c.id, c.card.uid}} : CompleteStep{c.id};
        default: return CompleteStep{c.id};
    }
}

Command activation_command(const Case& c) {
    if (c.card.stage == CardStage::Active) return CompleteStep{c.id};
    if (c.card.matched) return ActivateCard{c.id, c.card.uid};
    if (c.card.comparisons == kMaxTries) return RefuseActivation{c.id, "jari tidak cocok"};
    return ReportComparison{c.id, {.finger = 2, .score = 0.8, .threshold = 0.3, .match = true}};
}

/// The first paper that is due and not yet `done`, else the step is over.
template <class Done, class Act>
Command paper_command(const Case& c, const Service& service, Done done, Act act) {
    for (const auto* due : service.due_papers(c.answers)) {
        const auto* paper = c.paper(due->kind);
        if (paper == nullptr || !done(*paper)) return act(*due, paper);
    }
    return CompleteStep{c.id};
}

Command printing_command(const Case& c, const Service& service) {
    return paper_command(c, service, [](const IssuedPaper& paper) { return paper.printed; },
                         [&](const Paper& due, const IssuedPaper*) -> Command { return ReportPaper{c.id, due.kind, 1, ""}; });
}

Command signing_command(const Case& c, const Service& service) {
    return paper_command(c, service, [](const IssuedPaper& paper) { return paper.is_signed(); },
                         [&](const Paper&, const IssuedPaper* paper) -> Command { return SignDocument{c.id, paper->number, std::string(64, 'a'), "LOKET:DOK:" + paper->number}; });
}

Command check_command(const Case& c, const Service& service) {
    for (const auto* requirement : service.applicable(c.profile, c.answers)) {
        const auto mark = c.marks.find(requirement->no);
        if (requirement->gate.empty() && (mark == c.marks.end() || mark->second.mark != Mark::Present))
            return MarkRequirement{c.id, requirement->no, Mark::Present, ""};
    }
    return CompleteStep{c.id};
}

/// As a ledger beside the log would know them.
std::vector<std::string> active_cards(const std::vector<Fact>& facts, const std::string& nik) {
    std::map<std::string, std::string> nik_of, blank_of;  // by stream
    std::vector<std::string> active;
    for (const auto& fact : facts) {
        if (const auto* opened = std::get_if<CaseOpened>(&fact.event)) nik_of[fact.stream] = opened->nik;
        if (const auto* reserved = std::get_if<BlankoReserved>(&fact.event)) blank_of[fact.stream] = reserved->serial;
        if (std::holds_alternative<CardActivated>(fact.event) && nik_of[fact.stream] == nik) active.push_back(blank_of[fact.stream]);
        if (const auto* revoked = std::get_if<CardRevoked>(&fact.event)) std::erase(active, revoked->serial);
    }
    return active;
}

}  // namespace

const Actor& officer_of(Role desk) {
    static const std::map<Role, Actor> kOfficers = [] {
        std::map<Role, Actor> all;
        for (const auto& actor : {kFront, kPetugas, kRecorder, kPrinter, kKasi, kKabid, kKadis, kTeam}) all[actor.role] = actor;
        for (const auto role : {Role::OperatorPindah, Role::Sekretaris, Role::Adb, Role::Rekanan, Role::KasubagUmum}) all[role] = {"si_" + std::string(code(role)), role};
        return all;
    }();
    return kOfficers.at(desk);
}

const Services& shipped_services() {
    static const Services kServices = [] {
        auto loaded = Services::load(LOKET_SOURCE_DIR "/assets/services");
        if (!loaded) throw std::runtime_error(loaded.error().context);
        return *loaded;
    }();
    return kServices;
}

const Service& ktp() { return *shipped_services().find("S02"); }

std::string nik(int number) { return fmt::format("210101{:06}{:04}", 410181, number); }

World::World(int blanks) : clock(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}, 8)) {
    working_days = add_weekdays;
    const Date born{std::chrono::year(1981), std::chrono::month(1), std::chrono::day(1)};
    for (int person = 1; person <= 40; ++person)
        people[nik(person)] = {.nik = nik(person), .born = born, .ever_married = false, .alive = true, .record_state = std::string(kPrintReady)};
    const Date today = wib_date(clock.now());
    for (int child = 0; child < 9; ++child) {
        const auto number = nik(kFirstChild + child);
        people[number] = {.nik = number, .born = Date{today.year() - std::chrono::years(2 * child + 2), today.month(), today.day()}, .record_state = std::string(kUnregistered)};
    }
    for (auto& [number, person] : people) person.kk = "2101060101010001";
    if (blanks > 0) must(ReceiveBlanko{blanks}, kPrinter);
    if (blanks > 0) must(ReceiveBlanko{blanks, kKiaPrefix}, kPrinter);
}

Context World::context(const Command& command, const Actor& actor) const {
    Context context{.services = *services, .actor = actor, .now = clock.now(), .profile = profile, .applicant = {}, .add_working_days = working_days};
    context.rules = rules;
    context.keep_words = [](const std::string& words) { return to_hex(sha256(as_bytes(words))); };
    context.override_by = override_by;
    if (const auto person = people.find(nik_of(command, office)); person != people.end()) context.applicant = person->second;
    context.look_up = [this](const std::string& number) {
        const auto found = people.find(number);
        return found == people.end() ? std::nullopt : std::optional(found->second);
    };
    context.active_cards = [this](const std::string& number) { return active_cards(facts, number); };
    return context;
}

Result<std::vector<Happening>> World::attempt(const Command& command, const Actor& actor) {
    auto decided = decide(office, command, context(command, actor));
    if (!decided) return decided;
    for (const auto& [stream, event] : *decided) {
        facts.push_back({stream, event, actor, clock.now()});
        office = evolve(std::move(office), facts.back());
    }
    return decided;
}

std::vector<Happening> World::must(const Command& command, const Actor& actor) {
    auto decided = attempt(command, actor);
    INFO((decided ? std::string("accepted") : decided.error().code + ": " + decided.error().context));
    REQUIRE(decided.ok());
    return *decided;
}

std::string World::refusal(const Command& command, const Actor& actor) {
    const auto before = facts.size();
    const auto decided = attempt(command, actor);
    if (decided) return "accepted";
    CHECK(facts.size() == before);
    return decided.error().code;
}

std::string World::take_ticket(int person, bool priority, const Answers& answers) {
    const auto taken = must(TakeTicket{"S02", Errand::Apply, priority, nik(person), answers, ""}, kKiosk);
    return std::get<TicketIssued>(taken.front().event).number;
}

std::string World::open_case(int person) {
    const auto number = take_ticket(person);
    while (office.queue.find(number)->status == TicketStatus::Waiting) must(CallTicket{"1", ""}, kFront);
    must(ReceiveFile{number}, kFront);
    return office.case_by_nik.at(nik(person));
}

std::string World::open(const Service& service, const std::string& person, const Answers& answers) {
    if (service.intake == Intake::Ticket) {
        const auto taken = must(TakeTicket{service.id, Errand::Apply, false, person, answers, ""}, kKiosk);
        const auto number = std::get<TicketIssued>(taken.front().event).number;
        while (office.queue.find(number)->status == TicketStatus::Waiting) must(CallTicket{"1", ""}, kFront);
        must(ReceiveFile{number}, kFront);
        return office.find_case_of(person, service.id)->id;
    }
    Move opening{kTeam, OpenFromList{service.id, {{person, answers}}}};
    if (service.internal()) opening = {officer_of(service.opened_by.front()), OpenInternal{service.id, answers}};
    return std::get<CaseOpened>(must(opening.command, opening.actor).front().event).case_id;
}

void World::bring_what_was_missing(const std::string& id) {
    const auto& service = *services->find(at(id).service);
    const auto person = at(id).nik;
    if (service.intake == Intake::List) return void(must(OpenFromList{service.id, {{person, {}}}}, kTeam));
    const auto taken = must(TakeTicket{service.id, Errand::Apply, false, person, {}, ""}, kKiosk);
    const auto number = std::get<TicketIssued>(taken.front().event).number;
    while (office.queue.find(number)->status == TicketStatus::Waiting) must(CallTicket{"1", ""}, kFront);
    must(ReceiveFile{number}, kFront);
}

Move World::recording_move(const Case& c) const {
    static const std::map<std::string, std::string> kOnwards = {{"BIO_CAPTURED", "PROCESSING"},
                                                                {"PROCESSING", "SENT_FOR_ENROLLMENT"},
                                                                {"SENT_FOR_ENROLLMENT", "RECEIVED_AT_CENTRAL"},
                                                                {"RECEIVED_AT_CENTRAL", "PRINT_READY_RECORD"},
                                                                {"SEARCH_FAILURE_AT_CENTRAL", "RECEIVED_AT_CENTRAL"},
                                                                {"ADJUDICATE_RECORD", "PRINT_READY_RECORD"}};
    if (const auto next = kOnwards.find(c.record_state); next != kOnwards.end()) return {kCentre, ReportRecordState{c.id, next->second}};
    if (c.recording_complete() && !c.unverified_slots().empty()) return {kRecorder, VerifySample{c.id, {c.unverified_slots().front(), 80, 40, true}}};
    if (c.recording_complete()) return {kRecorder, ApproveRecording{c.id, "digest of the approval"}};
    const auto slot = c.missing_slots().front();
    return {kRecorder, KeepSample{c.id, {slot, "digest of " + slot, 80, "nfiq 2", 1, "sim", true}}};
}

Move World::next_move(const Case& c) const {
    const auto& service = *services->find(c.service);
    if (c.early) return recording_move(c);
    const auto& step = service.step(c.step);
    const bool chip = service.card && service.card->chip;
    if (step.kind == StepKind::Print && chip && !is_print_ready(c.record_state)) return recording_move(c);
    const auto& officer = c.begun ? Actor{c.begun_by, step.desk} : officer_of(step.desk);
    if (!c.begun) return {officer, BeginStep{c.id}};
    switch (step.kind) {
        case StepKind::Check: return {officer, check_command(c, service)};
        case StepKind::Print: return {officer, print_command(c, chip)};
        case StepKind::PrintPaper: return {officer, printing_command(c, service)};
        case StepKind::Sign: return {officer, signing_command(c, service)};
        case StepKind::Activate: return {officer, activation_command(c)};
        case StepKind::HandOver: return {officer, c.resi_presented ? Command{CompleteStep{c.id}} : PresentResi{c.id, c.resi}};
        case StepKind::Collect: return {officer, c.pickup_signature.empty() ? Command{SignPickup{c.id, "signature"}} : CompleteStep{c.id}};
        default: return {officer, CompleteStep{c.id}};
    }
}

void World::do_step(const std::string& id, int minutes) {
    const auto& step = services->find(at(id).service)->step(at(id).step);
    int moves = 0;
    for (bool done = false; !done;) {
        if (++moves > 100) FAIL("step " << step.no << " never ends");
        const auto move = next_move(at(id));
        done = std::holds_alternative<CompleteStep>(move.command);
        if (done) wait(std::chrono::minutes(minutes < 0 ? step.minutes : minutes));
        must(move.command, move.actor);
    }
}

void World::walk_to(const std::string& id, int step) {
    while (is_open(id) && at(id).step != step) do_step(id);
}

void World::begin(const std::string& id) {
    if (at(id).begun) return;
    const auto move = next_move(at(id));
    must(move.command, move.actor);
}

const Case& World::at(const std::string& id) const {
    const auto found = office.find_case(id);
    REQUIRE(found != nullptr);
    return *found;
}

Office replay(const std::vector<Fact>& facts) {
    Office office;
    for (const auto& fact : facts) office = evolve(std::move(office), fact);
    return office;
}

}  // namespace loket::engine::test
