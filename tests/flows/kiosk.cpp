#include "kiosk.h"

#include <cstdlib>

#include "kiosk/ui/headless.h"
#include "workflow/population/resident.h"

namespace loket::app::test {

namespace {

const engine::Actor kFront{"rina", engine::Role::FrontOffice}, kLooker{"uji", engine::Role::Sistem};

std::filesystem::path kiosk_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "loket-flows-XXXXXX").string();
    return mkdtemp(pattern.data());
}

}  // namespace

Kiosk::Kiosk() : clock(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}, 9)), folder_(kiosk_folder()) {
    scene.set_real_time(false);
    CoreOptions options;
    options.data = folder_ / "office";
    options.assets = LOKET_SOURCE_DIR "/assets";
    options.residents = 400;
    options.seed = 3;
    options.check = store::PageCheck::Never;
    options.apply_rules = true;
    options.room = [this] { return room.load(); };
    auto opened = open_office(options, clock, random_, &scene);
    INFO((opened ? std::string("opened") : opened.error().context));
    REQUIRE(opened);
    office = std::move(*opened);
    auto words = StationStrings::load(options.assets);
    REQUIRE(words);
    strings = std::make_unique<StationStrings>(std::move(*words));
    station = std::make_unique<Station>(*office->equipment, *strings);
    const char* pictures = std::getenv("LOKET_PICTURES");
    auto made = Puppet::create(*station, {}, pictures == nullptr ? folder_ / "screens" : std::filesystem::path(pictures));
    REQUIRE(made);
    hands = std::move(*made);
}

Kiosk::~Kiosk() {
    hands.reset();
    station.reset();
    office.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void Kiosk::tap(const std::string& name, const std::string& value) {
    const auto done = hands->act(name, value);
    INFO(name << ":" << value << " " << (done ? std::string() : done.error().context));
    REQUIRE(done);
}

void Kiosk::type(const std::string& digits) { REQUIRE(hands->type(digits)); }
void Kiosk::write(const std::string& text) { REQUIRE(hands->write(text)); }
void Kiosk::settle() { REQUIRE(hands->settle()); }
void Kiosk::pass(std::chrono::seconds span) {
    for (auto gone = std::chrono::seconds(0); gone < span; gone += std::chrono::seconds(1)) {
        clock.advance(std::chrono::seconds(1));
        station->poll();
    }
    settle();
}
void Kiosk::snap(const std::string& name) {
    if (std::getenv("LOKET_PICTURES") != nullptr) REQUIRE(hands->snap(name));
}

std::string Kiosk::text() {
    std::string all;
    for (const auto& node : hands->nodes()) all += node.label + " | " + node.value + "\n";
    return all;
}

bool Kiosk::has(const std::string& id) {
    return std::ranges::any_of(hands->nodes(), [&](const auto& node) { return node.id == id && node.enabled; });
}

std::string Kiosk::adult() {
    return equipment().core.ask([](Core& core) -> std::string {
        std::vector<std::string> all;
        (void)core.store().each_resident([&](const store::ResidentRow& row) -> Status {
            all.push_back(row.nik);
            return {};
        });
        for (const auto& nik : all) {
            const auto person = core.resident(nik, kLooker, "uji");
            if (person && (*person)->life == population::LifeStatus::Active && (*person)->marital == population::Marital::Married &&
                (*person)->nationality == population::Nationality::Wni && (*person)->shdk == population::Shdk::KepalaKeluarga)
                return nik;
        }
        return {};
    }).get();
}

void Kiosk::identify(const std::string& service, const std::string& nik) {
    const auto* about = equipment().core.reference().services.find(service);
    if (page() == Page::Attract) tap("begin");
    if (has("service:" + service)) tap("service", service);
    else {
        tap("group", about->letter);
        tap("answer", service);
    }
    tap("next");
    type(nik);
    tap("next");
    tap("confirm");
}

void Kiosk::fill_in(const std::string& service, const std::string& nik, const std::vector<std::string>& choices) {
    identify(service, nik);
    for (const auto& choice : choices) {
        tap("answer", choice);
        tap("next");
    }
    tap("answer", "none");
    tap("next");
    tap("next");  // what to bring
    REQUIRE(page() == Page::Review);
}

std::string Kiosk::take_ticket(const std::string& service, const std::string& nik, const std::vector<std::string>& choices) {
    fill_in(service, nik, choices);
    tap("next");
    REQUIRE(page() == Page::Ticket);
    for (const auto& [number, ticket] : state().queue.tickets)
        if (ticket.nik == nik) return number;
    FAIL("no ticket was given");
    return {};
}

void Kiosk::must(engine::Command command, const engine::Actor& actor) {
    const auto answer = tell(equipment().core, std::move(command), actor);
    INFO((answer ? std::string("accepted") : answer.error().code + ": " + answer.error().context));
    REQUIRE(answer);
}

std::string Kiosk::register_file(const std::string& ticket) {
    must(engine::CallTicket{"1", ""}, kFront);
    must(engine::ReceiveFile{ticket}, kFront);
    const auto nik = state().queue.find(ticket)->nik;
    const auto of = [&] { return state().find_case_of(nik, state().queue.find(ticket)->service); };
    const auto& services = equipment().core.reference().services;
    for (int moves = 0; of()->resi.empty() && moves < 20; ++moves) {
        const auto c = of();
        if (!c->begun) must(engine::BeginStep{c->id}, kFront);
        if (services.find(c->service)->step(c->step).kind == engine::StepKind::Check)
            for (const auto* paper : services.find(c->service)->applicable(c->profile, c->answers))
                if (paper->gate.empty()) must(engine::MarkRequirement{c->id, paper->no, engine::Mark::Present, ""}, kFront);
        must(engine::CompleteStep{c->id}, kFront);
    }
    REQUIRE_FALSE(of()->resi.empty());
    return of()->resi;
}

}  // namespace loket::app::test
