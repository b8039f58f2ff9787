#include "kiosk/app/demo/card_demo.h"

#include <algorithm>
#include <map>
#include <set>

#include "devices/base/file.h"
#include "devices/card/operations.h"
#include "devices/model/sim_chip.h"
#include "kiosk/app/core/card_ledger.h"
#include "kiosk/app/demo/card_plan.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/app/demo/scenery.h"
#include "kiosk/app/desk/chip.h"

namespace loket::app {
namespace {

CoreOptions office_options(const CardDemoOptions& options) {
    constexpr int kBlanksPerVisit = 3, kResidentsPerVisit = 8;
    CoreOptions core;
    core.data = options.out;
    core.assets = options.assets;
    core.residents = std::max(options.residents, options.count * kResidentsPerVisit);
    core.seed = options.seed;
    core.blanks = std::max(500, options.count * kBlanksPerVisit);
    core.check = store::PageCheck::Never;
    return core;
}

/// All that the ledger and the log say.
struct Books {
    std::vector<store::CardRow> cards;
    std::vector<store::CaseRow> handed_over;
    int cases = 0, refused = 0;
};

Result<Books> read_books(store::Store& store) {
    Books books;
    LOKET_TRY(store.each_card([&](const store::CardRow& row) -> Status {
        books.cards.push_back(row);
        return {};
    }));
    std::set<std::string> cases;
    for (std::int64_t from = 1;;) {
        LOKET_ASSIGN(events, store.events(from));
        if (events.empty()) break;
        from = events.back().seq + 1;
        for (const auto& event : events) {
            if (event.kind == engine::ActivationRefused::kName) ++books.refused;
            if (event.kind == engine::CaseOpened::kName) cases.insert(event.stream.substr(event.stream.find(':') + 1));
        }
    }
    for (const auto& id : cases) {
        LOKET_ASSIGN(row, store.case_by_id(id));
        if (row && row->closed && row->state == "handed_over") books.handed_over.push_back(*row);
    }
    books.cases = static_cast<int>(cases.size());
    return books;
}

/// What the chip itself says, read as any reader would.
std::optional<card::Reading> read_plastic(const model::SimCard& plastic, const std::vector<Bytes>& authorities) {
    auto chip = model::power_up(plastic);
    card::TestSam sam;
    SystemRandom random;
    card::Terminal terminal([&](ByteView command) -> Result<Bytes> { return chip.answer(command); }, sam, random);
    auto reading = card::read_card(terminal, authorities);
    return reading ? std::optional(std::move(*reading)) : std::nullopt;
}

/// By case: all that its chip is to hold.
using Wanted = std::map<std::string, card::CardContent>;

/// Made anew from what log and register say of the case that was closed last, not from what the printing desk wrote.
Status want(Equipment& equipment, Wanted& wanted) {
    const auto closed = equipment.core.snapshot()->office.last_closed;
    if (!closed || closed->card.serial.empty()) return {};
    const auto person = equipment.core.ask([nik = closed->nik](Core& core) { return core.resident(nik, {"loket", engine::Role::Sistem}, "card demo"); }).get();
    if (!person) return person.error();
    LOKET_ASSIGN(material, card_material(equipment, *closed, **person));
    LOKET_ASSIGN(content, chip_content(equipment, *closed, **person, material));
    wanted[closed->id] = std::move(content);
    return {};
}

class Auditor {
  public:
    Auditor(const model::Scene& scene, std::vector<Bytes> authorities, Wanted wanted)
        : plastics_(scene.cards()), authorities_(std::move(authorities)), wanted_(std::move(wanted)) {}

    CardTally count(const Books& books, const engine::Stock& stock) {
        CardTally tally{.cases = books.cases, .handed_over = static_cast<int>(books.handed_over.size()), .refused = books.refused};
        std::map<std::string, int> by_ledger;
        for (const auto& row : books.cards) {
            tally.spoiled += row.state == kCardSpoiled ? 1 : 0;
            tally.revoked += row.state == kCardRevoked ? 1 : 0;
            if (row.state != kCardActive) continue;
            ++by_ledger[row.nik];
            tally.active += is_right(row) ? 1 : 0;
        }
        tally.persons_with_two_active = static_cast<int>(std::ranges::count_if(by_ledger, [](const auto& item) { return item.second > 1; }));
        tally.blanks_unaccounted = unaccounted(books, stock);
        tally.mismatch_handed_over = mismatches(books);
        return tally;
    }

  private:
    [[nodiscard]] bool is_right(const store::CardRow& row) const {
        const auto plastic = plastics_.find(row.uid);
        if (plastic == plastics_.end()) return false;
        const auto reading = read_plastic(plastic->second, authorities_);
        return reading && reading->authentic() && reading->life == card::Life::Active && reading->content.biodata.nik == row.nik && reading->content.blanko == row.serial && holds_all(row, reading->content);
    }
    /// Every word, photo, signature and finger; the number of the chip follows from its UID.
    [[nodiscard]] bool holds_all(const store::CardRow& row, const card::CardContent& chip) const {
        const auto found = wanted_.find(row.case_id);
        if (found == wanted_.end()) return false;
        auto wanted = found->second;
        wanted.number = card::number_of(row.uid);
        return chip == wanted;
    }
    /// Serials that are neither in stock nor in the ledger, and pieces of plastic beyond those that the ledger knows.
    [[nodiscard]] int unaccounted(const Books& books, const engine::Stock& stock) const {
        const int serials = stock.received - static_cast<int>(stock.free.size() + books.cards.size());
        const int pieces = static_cast<int>(plastics_.size()) - static_cast<int>(books.cards.size());
        const auto unknown = std::ranges::count_if(books.cards, [&](const auto& row) { return !row.uid.empty() && !plastics_.contains(row.uid); });
        return std::abs(serials) + std::abs(pieces) + static_cast<int>(unknown);
    }
    [[nodiscard]] int mismatches(const Books& books) const {
        int wrong = 0;
        for (const auto& handed : books.handed_over) {
            const auto row = std::ranges::find_if(books.cards, [&](const auto& card) { return card.case_id == handed.case_id && card.state != kCardSpoiled; });
            const bool fits = row != books.cards.end() && row->nik == handed.nik && (row->state == kCardActive || row->state == kCardRevoked) && is_right(*row);
            wrong += fits ? 0 : 1;
        }
        return wrong;
    }

    const std::map<std::string, model::SimCard> plastics_;
    const std::vector<Bytes> authorities_;
    const Wanted wanted_;
};

}  // namespace

Result<CardTally> run_card_demo(const CardDemoOptions& options) {
    LOKET_TRY(make_folder(options.out));
    LOKET_TRY(remove_old_office(options.out));
    const auto made = office_options(options);
    LOKET_ASSIGN(stage, set_scenery(made));
    auto& equipment = *stage->office->equipment;
    LOKET_ASSIGN(visits, plan_cards(made, stage->office->reference, options.seed, options.count, options.faults));
    Station station(equipment, stage->strings);
    LOKET_ASSIGN(puppet, Puppet::create(station, {}, {}));
    Director director(equipment, station, *puppet, stage->scene, stage->clock, options.seed);
    Wanted wanted;
    for (auto& visit : visits) {
        director.set_extra_faults(std::move(visit.at_desk), std::move(visit.at_activation));
        LOKET_TRY(director.run(visit.plan));
        LOKET_TRY(want(equipment, wanted));
        if (!options.quiet) show_progress("kartu", visit.plan.number, options.count);
    }
    auto books = equipment.core.ask([](Core& core) { return read_books(core.store()); }).get();
    if (!books) return books.error();
    LOKET_ASSIGN(authorities, equipment.paperwork->signing.authorities());
    auto tally = Auditor(stage->scene, std::move(authorities), std::move(wanted)).count(*books, equipment.core.snapshot()->office.stock);
    tally.mismatch_handed_over += director.strangers_matched();
    return tally;
}

}  // namespace loket::app
