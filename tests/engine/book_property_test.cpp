// Long random days over all services: tickets, lists, internal cases, honest and dishonest officers.

#include <catch2/catch.hpp>
#include <set>

#include "tests/engine/book_ledger.h"
#include "tests/engine/form_filler.h"
#include "workflow/engine/checkpoint.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

class RandomBook {
  public:
    explicit RandomBook(std::uint64_t seed) : world(12), ledger(shipped_services()), filler_(world, seed), random_(filler_.random()) {
        world.profile = seed % 2 == 0 ? "SOP2019" : "PERPRES96";
        for (const auto& fact : world.facts) ledger.add(fact);
        known_ = world.facts.size();
    }

    /// One command, honest or not; whether it was accepted.
    bool step() {
        world.clock.advance(Millis{random_.between(0, 200'000)});
        if (random_.chance(0.003)) world.wait(std::chrono::hours(24));
        restock();
        const auto [actor, command] = random_.chance(0.6) ? honest() : dishonest();
        const auto before = random_.chance(0.02) ? describe(world.office) : std::string();
        const auto decided = world.attempt(command, actor);
        if (!decided) REQUIRE(world.facts.size() == known_);
        if (!decided && !before.empty()) REQUIRE(describe(world.office) == before);
        for (; known_ < world.facts.size(); ++known_) ledger.add(world.facts[known_]);
        return decided.ok();
    }

    World world;
    BookLedger ledger;

  private:
    template <class T>
    const T& one_of(const std::vector<T>& values) {
        return values[random_.below(values.size())];
    }
    const Service& any_service() { return one_of(shipped_services().all()); }
    std::string any_case() {
        std::vector<std::string> ids = {"2026-11-23/A-404"};
        for (const auto& [id, c] : world.office.cases) ids.push_back(id);
        return one_of(ids);
    }
    std::string any_ticket() {
        std::vector<std::string> numbers = {"", "A-404"};
        for (const auto& [number, ticket] : world.office.queue.tickets) numbers.push_back(number);
        return one_of(numbers);
    }
    std::string any_called_ticket() {
        for (const auto& [number, ticket] : world.office.queue.tickets)
            if (ticket.status == TicketStatus::Called && ticket.errand == Errand::Apply) return number;
        return any_ticket();
    }
    std::string any_resi() {
        std::vector<std::string> all = {""};
        for (const auto& [resi, id] : world.office.case_by_resi) all.push_back(resi);
        return one_of(all);
    }
    std::string maybe(const std::string& text) { return random_.chance(0.8) ? text : ""; }
    Actor anybody() {
        static constexpr Role kDesks[] = {Role::FrontOffice, Role::Petugas, Role::OperatorPindah, Role::OperatorCetak,
                                          Role::Kasi,        Role::Kabid,   Role::Kadis,          Role::Sekretaris,
                                          Role::Adb,         Role::Rekanan, Role::TimPendataan,   Role::KasubagUmum};
        const auto role = kDesks[random_.below(std::size(kDesks))];
        if (random_.chance(0.2)) return {officer_of(kDesks[random_.below(std::size(kDesks))]).user, role};  // two roles in one person
        return officer_of(role);
    }
    void restock() {
        for (const auto* prefix : {kKtpPrefix, kKiaPrefix})
            if (world.office.stock_of(prefix).free.empty()) (void)world.attempt(ReceiveBlanko{random_.between(1, 9), prefix}, kPrinter);
    }

    /// A new application as it should be made.
    Move new_case() {
        const auto& service = any_service();
        const auto person = service.internal() ? std::string() : filler_.anybody();
        auto answers = filler_.fill(service, person);
        if (service.internal()) return {officer_of(service.opened_by.front()), OpenInternal{service.id, std::move(answers)}};
        if (service.intake == Intake::List) return {kTeam, OpenFromList{service.id, {{person, std::move(answers)}}}};
        if (random_.chance(0.4)) return {kFront, AddService{any_ticket(), service.id, person, std::move(answers)}};
        return {kKiosk, TakeTicket{service.id, Errand::Apply, random_.chance(0.3), person, std::move(answers), ""}};
    }
    Move honest() {
        switch (random_.below(12)) {
            case 0: return new_case();
            case 1: return {kFront, CallTicket{"1", ""}};
            case 2: return {kFront, ReceiveFile{any_called_ticket()}};
            case 3: return come_back();
            default: break;
        }
        const auto c = world.office.find_case(any_case());
        if (!c || c->status == CaseStatus::WaitingForApplicant) return come_back();
        return world.next_move(*c);
    }
    Move come_back() {
        for (const auto& [id, c] : world.office.cases) {
            if (c->status != CaseStatus::WaitingForApplicant) continue;
            if (shipped_services().find(c->service)->intake == Intake::List) return {kTeam, OpenFromList{c->service, {{c->nik, {}}}}};
            if (random_.chance(0.5)) return {kKiosk, TakeTicket{c->service, Errand::Apply, false, c->nik, {}, ""}};
        }
        return {kFront, CallTicket{"1", ""}};
    }
    Move dishonest() {
        const auto id = any_case();
        const auto c = world.office.find_case(id);
        const auto actor = c && random_.chance(0.6) ? world.next_move(*c).actor : anybody();
        return {actor, anything(id, c.get())};
    }
    Command anything(const std::string& id, const Case* c) {
        const bool has_paper = c != nullptr && !c->papers.empty();
        switch (random_.below(17)) {
            case 0: return BeginStep{id, random_.chance(0.5)};
            case 1: return CompleteStep{id};
            case 2: return random_.chance(0.5) ? Command{DeclareIncomplete{id, maybe("kurang")}} : BeginStep{id};
            case 3: return ReturnCase{id, maybe("salah")};
            case 4: return ReportPaper{id, has_paper ? c->papers.front().kind : "KK", random_.between(0, 3), maybe("ulang")};
            case 5: return SignDocument{id, has_paper ? c->papers.front().number : "X", std::string(random_.chance(0.9) ? 64 : 3, 'c'), maybe("QR")};
            case 6: return ReserveBlanko{id};
            case 7: return ReportPrinted{id, c != nullptr ? maybe("CHIP-" + c->card.serial) : ""};
            case 8: return random_.chance(0.3) ? Command{ReportSpoiled{id, maybe("rusak")}} : ReleaseBlanko{id};
            case 9: return PresentResi{id, c != nullptr && random_.chance(0.5) ? c->resi : any_resi()};
            case 10: return SignPickup{id, maybe("signature")};
            case 11: return random_.chance(0.15) ? Command{CancelCase{id, maybe("batal")}} : CompleteStep{id};
            case 12: return AddService{any_ticket(), any_service().id, maybe(filler_.anybody()), {}};
            case 13: return OpenInternal{any_service().id, {}};
            case 14: return OpenFromList{any_service().id, {{filler_.anybody(), {}}, {filler_.anybody(), {}}}};
            case 15: return paper_code(c);
            default: return TakeTicket{any_service().id, Errand::Collect, false, "", {}, any_resi()};
        }
    }

    /// A code for a paper of this case or the one just closed, given or used.
    Command paper_code(const Case* c) {
        const auto& last = world.office.last_closed;
        const auto* of = last && !last->papers.empty() && random_.chance(0.5) ? last.get() : c;
        const std::string digest(64, static_cast<char>('a' + random_.below(2)));
        const auto& codes = world.office.house.print_codes;
        if (!codes.empty() && random_.chance(0.5)) return UsePrintCode{codes.begin()->second.nik, digest};
        return IssuePrintCode{of != nullptr && !of->papers.empty() ? of->papers.front().number : "X", digest};
    }

    FormFiller filler_;
    SeededRandom& random_;
    std::size_t known_ = 0;
};

Office replay_stored(const std::vector<Fact>& facts) {
    Office office;
    for (const auto& fact : facts) {
        auto event = decode_event(std::string(name_of(fact.event)), encode(fact.event));
        REQUIRE(event.ok());
        office =
            evolve(std::move(office), {fact.stream, std::move(*event), *actor_from_string(to_string(fact.actor)), from_millis(to_millis(fact.at))});
    }
    return office;
}

}  // namespace

TEST_CASE("random days over all services break no promise") {
    std::set<std::string_view> events;
    std::set<std::string> finished;
    for (const auto seed : {11u, 12u, 13u, 14u, 15u, 16u}) {
        INFO("seed " << seed);
        RandomBook office(seed);
        int accepted = 0;
        for (int command = 0; command < 8000; ++command) {
            accepted += office.step() ? 1 : 0;
            if (const auto broken = office.ledger.broken_promise(office.world.office)) FAIL("command " << command << ": " << *broken);
            if (const auto& last = office.world.office.last_closed; last && last->outcome != "cancelled") finished.insert(last->service);
        }
        CHECK(accepted > 1500);
        const auto live = describe(office.world.office);
        CHECK(describe(replay_stored(office.world.facts)) == live);
        CHECK(describe(decode_checkpoint(encode_checkpoint(office.world.office)).value()) == live);
        for (const auto& fact : office.world.facts) events.insert(name_of(fact.event));
    }
    CHECK(finished.size() == 21);  // a run in which little is finished proves little
    for (const auto* name : {"ReportedLate", "DocumentIssued", "DocumentPrinted", "DocumentSigned", "RegisteredOut", "DocumentWithdrawn", "EffectDue",
                             "CaseReturned", "FileResubmitted", "PrintCodeIssued", "PrintCodeUsed"}) {
        INFO(name);
        CHECK(events.contains(name));
    }
}
