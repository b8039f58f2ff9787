#include "kiosk/app/demo/monkey.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <thread>

#include "devices/base/file.h"
#include "devices/base/random.h"
#include "drivers/table.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/app/demo/director.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/desk/sim_person.h"
#include "kiosk/app/flows/station.h"
#include "kiosk/ui/audit.h"
#include "kiosk/ui/headless.h"
#include "workflow/register/simulated_centre.h"

namespace loket::app {
namespace {

using viewmodels::Intent;

constexpr int kHomeEvery = 400;    ///< inputs between two ways home
constexpr int kMostWork = 25;      ///< things that the office does between two visits of the monkey
constexpr int kHomePatience = 60;  ///< touches that must be enough to get there
constexpr int kAuditEvery = 25;
constexpr Millis kStep{125};       ///< from frame to frame: whatever moves is over after two
constexpr auto kPatience = std::chrono::minutes(10);  ///< of real time: other programs may starve this one

/// Present on every page: what leads nowhere.
bool is_tool(const ui::Node& node) { return node.id.starts_with("tool.") || node.id.starts_with("language:") || node.id == "notice.close"; }
/// What would end a visit too soon, if touched as often as the rest.
bool is_seldom(const ui::Node& node) { return is_tool(node) || node.id == "sign_out"; }
bool operable(const ui::Node& node) { return node.enabled && ui::interactive(node.role); }

class Monkey {
  public:
    explicit Monkey(const MonkeyOptions& options) : options_(options), clock_(kDemoStart), random_(options.seed, "monkey"), store_random_(options.seed, "store") {}

    Result<MonkeyReport> run() {
        LOKET_TRY(set_up());
        for (number_ = 1; number_ <= options_.inputs; ++number_) {
            LOKET_TRY(let_time_pass());
            ++report_.pages[std::string(to_string(station_->page()))];
            const auto& officer = station_->session().officer;
            ++report_.roles[officer ? std::string(engine::code(officer->role)) : std::string()];
            LOKET_TRY(do_something());
            LOKET_TRY(judge());
            if (number_ % kHomeEvery == 0) LOKET_TRY(begin_again());
            if (!options_.quiet && number_ % 5'000 == 0) fmt::print(stderr, "  {}/{} inputs, {} events\n", number_, options_.inputs, events());
        }
        LOKET_TRY(go_home());
        return finish();
    }

  private:
    Status set_up() {
        LOKET_TRY(make_folder(options_.out));
        LOKET_TRY(remove_old_office(options_.out));
        LOKET_ASSIGN(strings, StationStrings::load(options_.assets));
        strings_ = std::move(strings);
        scene_.set_real_time(false);
        CoreOptions made;
        made.data = options_.out;
        made.assets = options_.assets;
        made.residents = options_.residents;
        made.seed = options_.seed;
        LOKET_ASSIGN(office, open_office(made, clock_, store_random_, &scene_));
        office_ = std::move(office);
        station_ = std::make_unique<Station>(*office_->equipment, strings_);
        LOKET_TRY(fill_office(made));
        LOKET_ASSIGN(screen, ui::Headless::create([this](ui::Ui& ui) { station_->draw(ui); }, {.step = kStep}));
        screen_ = std::move(screen);
        const auto read = [this](const store::ResidentRow& row) -> Status {
            niks_.push_back(row.nik);
            return {};
        };
        LOKET_TRY(office_->core->ask([&read](Core& core) { return core.store().each_resident(read); }).get());
        auto officers = office_->core->ask([](Core& core) { return core.accounts().all(); }).get();
        if (!officers) return officers.error();
        for (const auto& officer : *officers) users_.push_back(officer.user);
        return settle();
    }

    /// Visits that go on between the monkey's: of every service somebody's, in an order of its own.
    Status fill_office(const CoreOptions& made) {
        LOKET_ASSIGN(puppet, Puppet::create(*station_, {}, {}));
        puppet_ = std::move(puppet);
        director_ = std::make_unique<Director>(*office_->equipment, *station_, *puppet_, scene_, clock_, options_.seed);
        constexpr int kCards = 60;
        LOKET_ASSIGN(cards, plan_visits(made, office_->reference, options_.seed, kCards, kDemoDay));
        plans_ = std::move(cards);
        for (const auto& service : office_->reference.services.all()) {
            auto others = plan_service(made, office_->reference, service.id, options_.seed, 1, kDemoDay);
            if (others) plans_.push_back(others->front());  // else nobody of this small population may have it
        }
        for (std::size_t i = plans_.size(); i > 1; --i) std::swap(plans_[i - 1], plans_[random_.below(i)]);
        return {};
    }

    /// The office works for a while, as its people would; what the monkey spoiled may end a visit for good.
    Status let_office_work() {
        for (int left = random_.between(0, kMostWork); left > 0 && !plans_.empty(); --left) {
            last_ = fmt::format("the office works on {}", plans_.back().service);
            const auto done = director_->advance(plans_.back());
            if (!done || *done) plans_.pop_back();
            else if (random_.chance(0.05)) std::swap(plans_.back(), plans_[random_.below(plans_.size())]);
        }
        return settle();
    }

    /// From the first page, with somebody new before the screen: more often than not one of the office.
    Status begin_again() {
        LOKET_TRY(go_home());
        LOKET_TRY(let_office_work());
        LOKET_TRY(go_home());
        if (!random_.chance(0.7)) return {};
        last_ = "sign in";
        return station_->sign_in_as(users_[random_.below(users_.size())]);
    }

    [[nodiscard]] Error wrong(const std::string& what) const {
        return {Fault::Internal, fmt::format("monkey, seed {}, input {} ({}), page {}: {}", options_.seed, number_, last_, to_string(station_->page()), what), "monkey"};
    }

    Status settle() {
        constexpr int kGlances = 200;
        const auto until = std::chrono::steady_clock::now() + kPatience;
        for (int looks = 0;; ++looks) {
            station_->poll();
            if (!station_->busy()) {
                screen_->settle();
                if (!station_->busy()) return {};
            }
            if (looks < kGlances) std::this_thread::yield();  // most answers come from a thread that only wants the processor
            else std::this_thread::sleep_for(std::chrono::microseconds(50));
            if (looks >= kGlances && std::chrono::steady_clock::now() > until) return wrong("still busy after ten minutes");
        }
    }

    /// A few seconds between two touches, now and then a break, and after hours the next morning.
    Status let_time_pass() {
        clock_.advance(Millis{random_.between(300, 6'000)});
        if (random_.chance(0.001)) clock_.advance(std::chrono::minutes(random_.between(2, 20)));
        const auto now = wib_time(clock_.now());
        if (now.hour >= 16) clock_.set(wib_instant(Date{std::chrono::sys_days{now.date} + std::chrono::days{1}}, 8));
        hear_centre();
        follow_person(scene_, *office_->core->snapshot());
        return settle();
    }

    void hear_centre() {
        const auto now = office_->core->snapshot();
        for (const auto& [id, c] : now->office.cases) {
            const auto answer = centre::next_answer(options_.seed, id, c->record_state);
            if (!answer || !c->recording_approved || !random_.chance(0.02)) continue;
            (void)office_->core->execute(engine::ReportRecordState{id, answer->state}, {"pusat-simulasi", engine::Role::Pusat}).get();
            return;
        }
    }

    Status do_something() {
        const int dice = random_.between(1, 1000);
        if (dice <= 720) return touch_control();
        if (dice <= 800) return touch_anywhere();
        if (dice <= 900) return press_key();
        if (dice <= 930) return type_text();
        if (dice <= 950) return hold_code();
        if (dice <= 960) return draw_stroke();
        if (dice <= 970) return with_palm();
        if (dice <= 975) return break_device();
        return change_person();
    }

    Status touch_control() {
        std::vector<const ui::Node*> controls;
        for (const auto& node : screen_->nodes())
            if (operable(node) && (!is_seldom(node) || random_.chance(0.1))) controls.push_back(&node);
        if (controls.empty()) return station_->page() == Page::Display ? leave_display() : Status{wrong("nothing to touch")};
        const auto id = controls[random_.below(controls.size())]->id;
        note("tap " + id);
        screen_->tap(id);
        return settle();
    }

    Status leave_display() {
        station_->handle({"home", ""});
        return settle();
    }

    /// Where nothing is drawn that can be operated, a touch does nothing.
    Status touch_anywhere() {
        const auto bounds = screen_->ui().bounds();
        const ui::Vec2 at{bounds.x + static_cast<float>(random_.unit()) * bounds.w, bounds.y + static_cast<float>(random_.unit()) * bounds.h};
        note(fmt::format("tap at {:.0f},{:.0f}", at.x, at.y));
        const bool something = std::ranges::any_of(screen_->nodes(), [&](const ui::Node& node) { return operable(node) && node.rect.contains(at); });
        const auto before = std::pair(station_->page(), events());
        screen_->tap_at(at);
        LOKET_TRY(settle());
        if (!something && before != std::pair(station_->page(), events())) return wrong("an action without a control");
        return {};
    }

    Status press_key() {
        static constexpr std::array kKeys = {ui::Key::Up, ui::Key::Down, ui::Key::Left, ui::Key::Right, ui::Key::Enter, ui::Key::Escape, ui::Key::Tab, ui::Key::BackTab,
                                             ui::Key::Backspace, ui::Key::Delete, ui::Key::Home, ui::Key::End, ui::Key::PageUp, ui::Key::PageDown, ui::Key::Staff};
        const auto key = kKeys[random_.below(kKeys.size())];
        note(fmt::format("key {}", static_cast<int>(key)));
        const bool had_focus = focused();
        const auto before = std::pair(screen_->ui().screen_id(), screen_->ui().dialog_open());
        screen_->key(key);
        LOKET_TRY(settle());
        const bool same = before == std::pair(screen_->ui().screen_id(), screen_->ui().dialog_open());
        const bool anywhere = std::ranges::any_of(screen_->nodes(), operable);
        return had_focus && same && anywhere && !focused() ? Status{wrong("the focus is lost")} : Status{};
    }
    [[nodiscard]] bool focused() const {
        return std::ranges::any_of(screen_->nodes(), [](const ui::Node& node) { return node.focused; });
    }

    /// Some device misbehaves at its next turn. Not "slow": it waits real time, and nothing else comes of it.
    Status break_device() {
        const auto drivers = drivers::all();
        const auto& driver = *drivers[random_.below(drivers.size())];
        if (driver.faults.empty()) return {};
        const std::string fault(driver.faults[random_.below(driver.faults.size())]);
        note("trouble " + std::string(driver.id) + " " + fault);
        if (fault != "slow") scene_.add_fault({std::string(driver.id), fault, random_.between(1, 2), random_.between(1, 10)});
        return settle();
    }

    /// Now somebody's number, now nonsense.
    Status type_text() {
        std::string text = niks_[random_.below(niks_.size())];
        if (random_.chance(0.4)) {
            static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.'/\u00e9";
            text.clear();
            for (int i = random_.between(1, 24); i > 0; --i) text += kLetters[random_.below(kLetters.size() - 2)];
        }
        note("type");
        screen_->type(text);
        return settle();
    }

    Status hold_code() {
        const auto snapshot = office_->core->snapshot();
        std::vector<std::string> resi;
        for (const auto& [number, id] : snapshot->office.case_by_resi) resi.push_back(number);
        note("code");
        if (resi.empty() || random_.chance(0.2)) station_->code_read("bukan-kode-kami");
        else if (random_.chance(0.5)) station_->code_read(resi[random_.below(resi.size())]);
        else screen_->scan(resi[random_.below(resi.size())]);
        return settle();
    }

    Status draw_stroke() {
        const auto bounds = screen_->ui().bounds();
        std::vector<ui::Vec2> points;
        ui::Vec2 at{static_cast<float>(random_.unit()) * bounds.w, static_cast<float>(random_.unit()) * bounds.h};
        for (int i = random_.between(2, 30); i > 0; --i) {
            points.push_back(at);
            at.x += static_cast<float>(random_.normal()) * 40;
            at.y += static_cast<float>(random_.normal()) * 40;
        }
        note("stroke");
        screen_->drag(points);
        return settle();
    }

    /// A finger on a control while a palm rests beside it and another finger drums.
    Status with_palm() {
        std::vector<const ui::Node*> controls;
        for (const auto& node : screen_->nodes())
            if (operable(node)) controls.push_back(&node);
        if (controls.empty()) return {};
        const auto at = controls[random_.below(controls.size())]->rect.centre();
        note("palm");
        auto& input = screen_->ui().input();
        input.push(ui::InputEvent::down({at.x + 300, at.y + 200}, screen_->now(), 7));
        for (int i = 0; i < 3; ++i) {
            input.push(ui::InputEvent::down(at, screen_->now() + Millis{10 * i}, 1));
            input.push(ui::InputEvent::up(at, screen_->now() + Millis{10 * i + 5}, 1));
        }
        screen_->frame();
        input.push(ui::InputEvent::up({at.x + 300, at.y + 200}, screen_->now(), 7));
        return settle();
    }

    /// Another person sits down: signs in properly, as random PINs would not.
    Status change_person() {
        if (station_->session().officer || station_->page() != Page::Home) return {};
        const auto& user = users_[random_.below(users_.size())];
        note("sign in " + user);
        LOKET_TRY(station_->sign_in_as(user));
        return settle();
    }

    Status judge() {
        const auto& nodes = screen_->nodes();
        const bool leads_on = std::ranges::any_of(nodes, [](const ui::Node& node) { return operable(node) && !is_tool(node); });
        if (!leads_on && station_->page() != Page::Display) return wrong("a dead end");
        if (number_ % kAuditEvery != 0) return {};
        const auto findings = ui::audit(nodes, screen_->ui().theme(), screen_->ui().bounds());
        return findings.empty() ? Status{} : Status{wrong("the page breaks the rules of screens: " + ui::describe(findings))};
    }

    /// What somebody who wants to leave would touch, most polite first; who goes back and forth goes forth in the end.
    [[nodiscard]] std::string way_out(int touches) const {
        int layer = 0;
        for (const auto& node : screen_->nodes())
            if (operable(node)) layer = std::max(layer, node.layer);
        static constexpr std::array kOut = {"sign_out", "back", "leave", "home", "done", "skip", "cancel_capture", "open", "next"};
        const auto find = [&](auto&& fits) {
            const auto found = std::ranges::find_if(screen_->nodes(), [&](const ui::Node& node) { return operable(node) && node.layer == layer && !is_tool(node) && fits(node); });
            return found == screen_->nodes().end() ? std::string() : found->id;
        };
        if (layer > 0)
            if (const auto close = find([](const ui::Node& node) { return node.id.ends_with(".close") || node.id.ends_with(".cancel"); }); !close.empty()) return close;
        for (const std::string_view out : kOut)
            if (const auto id = find([&](const ui::Node& node) { return node.id == out; }); !id.empty() && (out != "back" || touches < kHomePatience / 3)) return id;
        if (const auto stop = find([](const ui::Node& node) { return node.id.ends_with(".stop"); }); !stop.empty()) return stop;  // else a picture that never becomes good is taken for ever
        return find([](const ui::Node&) { return true; });
    }

    Status go_home() {
        for (int touches = 0; touches <= kHomePatience; ++touches) {
            if (station_->page() == Page::Home && !station_->session().officer) {
                report_.longest_way_home = std::max(report_.longest_way_home, touches);
                return {};
            }
            if (station_->page() == Page::Display) return leave_display();
            const auto out = way_out(touches);
            if (out.empty()) return wrong("no way out");
            last_ = "way home by " + out;
            screen_->tap(out);
            LOKET_TRY(settle());
        }
        return wrong(fmt::format("not home after {} touches", kHomePatience));
    }

    Result<MonkeyReport> finish() {
        auto verified = office_->core->ask([](Core& core) { return core.store().verify(); }).get();
        if (!verified) return verified.error();
        if (!verified->sound()) return wrong("the office's file is not sound");
        report_.inputs = options_.inputs;
        report_.events = events();
        return report_;
    }

    void note(std::string what) { last_ = std::move(what); }
    [[nodiscard]] std::int64_t events() const { return office_->core->snapshot()->head; }

    MonkeyOptions options_;
    ManualClock clock_;
    SeededRandom random_, store_random_;
    model::Scene scene_;
    StationStrings strings_;
    std::unique_ptr<OpenOffice> office_;
    std::unique_ptr<Station> station_;
    std::unique_ptr<Puppet> puppet_;
    std::unique_ptr<Director> director_;
    std::vector<VisitPlan> plans_;  ///< the next one last
    std::unique_ptr<ui::Headless> screen_;
    std::vector<std::string> niks_, users_;
    MonkeyReport report_;
    int number_ = 0;
    std::string last_;
};

}  // namespace

Result<MonkeyReport> run_monkey(const MonkeyOptions& options) { return Monkey(options).run(); }

}  // namespace loket::app
