#include "office.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "kiosk/app/core/projections.h"
#include "tests/engine/world.h"
#include "workflow/mirror/master.h"
#include "workflow/population/demographics.h"
#include "workflow/population/resident_json.h"
#include "workflow/population/synthetic.h"

namespace loket::app::test {
namespace {

using engine::QuestionType;
using population::Resident;

const engine::Actor kReader{"uji", engine::Role::Sistem};

std::filesystem::path new_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "loket-core-XXXXXX").string();
    return mkdtemp(pattern.data());
}

Reference load() {
    auto loaded = load_reference(LOKET_SOURCE_DIR "/assets");
    if (!loaded) throw std::runtime_error(loaded.error().context);
    return std::move(*loaded);
}

/// The state of the biometric record is the centre's word and not in the register's log.
Resident without_record(Resident person) {
    person.record_state = population::RecordState::Unregistered;
    return person;
}

}  // namespace

CoreOffice::CoreOffice(bool simulated_numbers, std::uint64_t seed)
    : clock(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}, 8)), folder_(new_folder()), reference_(load()) {
    options_.data = folder_;
    options_.assets = LOKET_SOURCE_DIR "/assets";
    options_.residents = 600;
    options_.seed = seed;
    options_.check = store::PageCheck::Never;
    options_.room = [this] { return room; };
    options_.simulated_numbers = simulated_numbers;
    const auto source = population::PopulationSource::load(options_.assets / "names", reference_.regions);
    REQUIRE(source);
    const population::PopulationPlan plan{.seed = seed, .size = 600, .on = today()};
    REQUIRE(population::generate_population(plan, reference_.regions, *source, [&](population::Family&& family) -> Status {
        opening_.push_back(std::move(family));
        return {};
    }));
    restart();
}

CoreOffice::~CoreOffice() {
    core_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void CoreOffice::restart() {
    core_.reset();
    auto opened = Core::open(options_, reference_, clock, random_);
    INFO((opened ? std::string() : opened.error().context));
    REQUIRE(opened);
    core_ = std::move(*opened);
}

std::string CoreOffice::answer(const engine::Question& question, const std::string& nik, Random* random) {
    const auto pick = [&](std::size_t size) { return random == nullptr ? 0 : static_cast<std::size_t>(random->below(size)); };
    const auto& limits = question.limits;
    const auto person = core_->resident(nik, kReader, "uji");
    const auto family = person ? rows_of((*person)->kk) : std::vector<Resident>{};
    switch (question.type) {
        case QuestionType::Choice: return question.options[pick(question.options.size())].value;
        case QuestionType::Date: return iso_date(today());
        case QuestionType::Number: return std::to_string(std::min(limits.high, std::max(limits.low, 28)));
        case QuestionType::Kk: return pick(2) == 0 && person ? (*person)->kk : opening_[pick(opening_.size())].kk;
        case QuestionType::Village: return pick(3) == 2 ? "32.73.01.1001" : "21.01.06.1008";
        case QuestionType::Nik: return family.empty() ? nik : family[pick(family.size())].nik;
        case QuestionType::Persons: {
            if (family.empty()) return nik;
            std::string persons;
            for (const auto& member : family)
                if (pick(3) != 1) persons += (persons.empty() ? "" : ",") + member.nik;
            return persons.empty() ? nik : persons;
        }
        case QuestionType::Text: break;
    }
    if (limits.name) return "SITI CONTOH";
    std::string text = "Contoh " + question.key;
    while (static_cast<int>(text.size()) < limits.shortest) text += 'x';
    return limits.shortest == limits.longest ? std::string(static_cast<std::size_t>(limits.longest), '2') : text.substr(0, static_cast<std::size_t>(limits.longest));
}

engine::Answers CoreOffice::fill(const engine::Service& service, const std::string& nik, const engine::Answers& given, Random* random) {
    const auto known = [this](const std::string& number) -> std::optional<engine::Applicant> {
        const auto person = core_->resident(number, kReader, "uji");
        return person ? applicant_if_here(**person) : std::nullopt;
    };
    engine::Answers answers;
    for (const auto& question : service.questions) {
        if (!question.condition.holds(engine::with_register(service, answers, known(nik), known, today()))) continue;
        const auto wish = given.find(question.key);
        answers[question.key] = wish == given.end() ? answer(question, nik, random) : wish->second;
    }
    return answers;
}

std::string CoreOffice::execute(const engine::Command& command, const engine::Actor& actor) {
    const auto done = core_->execute(command, actor);
    clock.advance(std::chrono::minutes(1));
    UNSCOPED_INFO((done ? std::string("done") : done.error().code + ": " + done.error().context));
    return done ? std::string() : done.error().code;
}

std::string CoreOffice::open(const std::string& id, const std::string& nik, const engine::Answers& answers, std::string& case_id) {
    const auto& service = *services().find(id);
    const auto before = core_->snapshot();
    std::string refused;
    if (service.internal()) refused = execute(engine::OpenInternal{id, answers}, engine::test::officer_of(service.opened_by.front()));
    else if (service.intake == engine::Intake::List) refused = execute(engine::OpenFromList{id, {{nik, answers}}}, engine::test::kTeam);
    else {
        refused = execute(engine::TakeTicket{id, engine::Errand::Apply, false, nik, answers, ""}, engine::test::kKiosk);
        if (!refused.empty()) return refused;
        refused = execute(engine::CallTicket{"1", ""}, engine::test::kFront);
        const auto called = core_->snapshot();
        for (const auto& [number, ticket] : called->office.queue.tickets)
            if (ticket.status == engine::TicketStatus::Called && refused.empty()) refused = execute(engine::ReceiveFile{number}, engine::test::kFront);
    }
    const auto after = core_->snapshot();
    for (const auto& [number, c] : after->office.cases)
        if (!before->office.cases.contains(number)) case_id = number;
    return refused;
}

std::string CoreOffice::finish(const std::string& case_id) {
    static const engine::test::World kHonest(0);  // knows the next move of any case; its own office stays empty
    for (int moves = 0; moves < 300; ++moves) {
        const auto c = core_->snapshot()->office.find_case(case_id);
        if (!c) return {};
        const auto move = kHonest.next_move(*c);
        if (auto refused = execute(move.command, move.actor); !refused.empty()) return refused;
    }
    return "the case never ends";
}

std::string CoreOffice::serve(const std::string& service, const std::string& nik, const engine::Answers& given) {
    std::string id;
    const auto refused = open(service, nik, fill(*services().find(service), nik, given), id);
    INFO(service << " " << refused);
    REQUIRE(refused.empty());
    const auto stuck = finish(id);
    INFO(stuck);
    REQUIRE(stuck.empty());
    return id;
}

Resident CoreOffice::row(const std::string& nik) {
    const auto found = core_->store().resident(nik).value();
    REQUIRE(found);
    return population::decode_resident(found->doc).value();
}

std::vector<Resident> CoreOffice::rows_of(const std::string& kk) {
    std::vector<Resident> people;
    for (const auto& found : core_->store().residents_by_kk(kk).value()) people.push_back(population::decode_resident(found.doc).value());
    std::ranges::sort(people, {}, &Resident::nik);
    return people;
}

std::vector<mirror::MirrorEvent> CoreOffice::register_log() {
    std::vector<mirror::MirrorEvent> events;
    for (const auto& stored : core_->store().events(kRegisterStream).value())
        if (stored.kind != mirror::RegisterOpened::kName && stored.kind != mirror::ApplicantNamed::kName && stored.kind != mirror::MasterChangeAsked::kName) events.push_back(mirror::decode_mirror_event(stored.kind, stored.body).value());
    return events;
}

mirror::Mirror CoreOffice::by_the_log() {
    mirror::Mirror full;
    for (auto family : opening_) REQUIRE(full.take(std::move(family)));
    for (const auto& event : register_log()) mirror::evolve(full, event);
    return full;
}

/// A master that is fed by the log alone ends with what the rows say, each change made from what it held.
void CoreOffice::check_master() {
    std::map<std::string, std::string> held;
    for (const auto& family : opening_)
        for (const auto& member : family.members) held[member.nik] = population::demographics_digest(member);
    for (const auto& stored : core_->store().events(kRegisterStream).value()) {
        if (stored.kind != mirror::MasterChangeAsked::kName) continue;
        const auto asked = mirror::decode_master_change(stored.body).value();
        CHECK_FALSE(asked.reference.empty());
        CHECK(held[asked.person.nik] == asked.base);
        held[asked.person.nik] = population::demographics_digest(asked.person);
    }
    for (const auto& [nik, digest] : held) CHECK(digest == population::demographics_digest(row(nik)));
}

void CoreOffice::check_register() {
    check_master();
    const auto full = by_the_log();
    for (const auto& finding : mirror::check(full, today())) {
        INFO(finding.code << " " << finding.context);
        CHECK(finding.level != population::Level::Error);
    }
    mirror::Mirror stored;
    full.each_household([&](const mirror::Household& household) {
        auto expected = household.family.members;
        for (auto& person : expected) person = without_record(person);
        std::ranges::sort(expected, {}, &Resident::nik);
        auto rows = rows_of(household.family.kk);
        REQUIRE(stored.take({household.family.kk, {}, rows}));
        for (auto& person : rows) person = without_record(person);
        CHECK(rows == expected);
        const auto family = core_->store().family(household.family.kk).value();
        REQUIRE(family);
        CHECK(family->head_nik == household.family.members.front().nik);
        CHECK((family->doc != "{}") == !household.due.empty());
    });
    CHECK_FALSE(mirror::has_error(mirror::check(stored, today())));
    full.each_departed([&](const mirror::Departed& gone) {
        CHECK(without_record(row(gone.person.nik)) == without_record(gone.person));
        CHECK(core_->store().resident(gone.person.nik).value()->kk.empty());
    });
}

}  // namespace loket::app::test
