#include "kiosk/app/flows/station.h"

#include "kiosk/app/flows/office_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/desk/health_recorder.h"
#include "kiosk/app/flows/permission.h"
#include "kiosk/app/flows/trouble_page.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"
#include "kiosk/screens/staff_memory.h"
#include "workflow/store/failure.h"

namespace loket::app {

using namespace std::chrono_literals;
using viewmodels::Intent;

namespace {

constexpr auto kCallShown = 30s;
constexpr auto kPlace = "anjungan";

bool takes_applicants_code(Page page) { return page == Page::Attract || page == Page::Home || page == Page::Identity || page == Page::Appointment || page == Page::Complain; }
bool takes_officers_code(Page page) { return page >= Page::FrontOffice && page <= Page::HandOver; }

}  // namespace

Result<StationStrings> StationStrings::load(const std::filesystem::path& assets) {
    StationStrings all;
    for (const auto* language : viewmodels::kLanguages) {
        LOKET_ASSIGN(table, ui::Strings::load(assets / "strings", language));
        if (!all.tables_.empty()) table.complete_from(all.tables_.at(viewmodels::kLanguages.front()));
        all.tables_.emplace(language, std::move(table));
    }
    return all;
}

const ui::Strings& StationStrings::in(const std::string& language) const {
    const auto found = tables_.find(language);
    return found == tables_.end() ? tables_.at(viewmodels::kLanguages.front()) : found->second;
}

Station::Station(Equipment& equipment, const StationStrings& strings, speech::Speaker* speaker)
    : equipment_(equipment),
      strings_(strings),
      pictures_(equipment.core),
      context_{equipment, worker_, pictures_, asks_, session_, navigation_, [this](const std::string& language) -> const ui::Strings& { return strings_.in(language); },
               speaker != nullptr ? *speaker : silent_, help_},
      comfort_(context_, context_.speaker),
      headset_(equipment.registry),
      codes_(equipment.registry, model::Kind::CodeReader, model::CodeRequest{}),
      keypad_(equipment.registry, model::Kind::Keypad, model::KeypadRequest{}),
      sign_(equipment.registry) {
    worker_.on_failure([this](const Error& error) { context_.notify(error); });
    asks_.then<Result<std::vector<HelpCall>>>(equipment_.core.ask([](Core& core) { return help_calls(core); }), [this](auto calls) { take_help(std::move(calls)); });
}

Flow& Station::flow_of(Page page) {
    switch (page) {
        case Page::Survey: return survey_;
        case Page::Display: return display_;
        case Page::Info: return info_;
        case Page::Complain: return complaint_;
        case Page::Reprint: return reprint_;
        case Page::Complaints: return complaints_;
        case Page::SignIn: return sign_in_;
        case Page::FrontOffice:
        case Page::CheckFile:
        case Page::Resi: return front_office_;
        case Page::Work: return work_;
        case Page::Opening: return opening_;
        case Page::AddService: return add_service_;
        case Page::Numbers: return numbers_;
        case Page::Officers: return officers_;
        case Page::Verify: return verify_;
        case Page::Recording: return recording_;
        case Page::Print: return print_;
        case Page::Stock: return stock_;
        case Page::CardCheck: return card_check_;
        case Page::Activation: return activation_;
        case Page::HandOver: return hand_over_;
        case Page::Dashboard: return dashboard_;
        case Page::Maintenance: return maintenance_;
        case Page::Delegation: return delegation_;
        default: return applicant_;
    }
}

bool Station::busy() const { return !asks_.empty() || worker_.busy() || equipment_.core.pending() > 0 || navigation_.next.has_value() || pictures_.busy(); }

void Station::poll() {
    asks_.poll();
    worker_.poll();
    pictures_.poll();
    if (auto officer = sign_in_.take_admitted()) admit(std::move(*officer));
    follow_navigation();
    greet_devices();
    if (!is_public(page_) || page_ == Page::Display) headset_.rest();
    else if (const auto plugged = headset_.poll()) headset(*plugged);
    hear_codes();
    hear_keypad();
    page_ == Page::Maintenance ? sign_.rest() : sign_.show(sign());  // there somebody tests it
    if (comfort_.pass(page_, busy() || session_.locked)) session_.officer && !is_public(page_) ? lock() : wipe();
}

/// The officer whose desk was hidden goes on where they were; anybody else ends that work first.
void Station::admit(trust::Officer officer) {
    const auto today = wib_date(equipment_.clock.now());
    touched();
    if (session_.locked && session_.officer->user == officer.user) {
        const auto role = session_.officer->role;
        session_.unlock(std::move(officer), today);
        if (session_.officer->role != role) go(home_of(context_, session_.officer->role), {});
        return;
    }
    if (session_.officer) sign_out();
    session_.begin(std::move(officer), today);
    go(home_of(context_, session_.officer->role), {});
}

void Station::greet_devices() {
    const auto changes = equipment_.registry.changes();  // before the list: what changes meanwhile is looked at next time
    if (std::exchange(devices_seen_, changes) == changes) return;
    const auto devices = equipment_.registry.list();
    simulated_ = std::ranges::any_of(devices, [](const auto& device) { return device.identity.simulated; });
    for (const auto& device : devices) {
        const auto line = health_line(device, {});
        const bool well = line.condition == Condition::Ready;
        const auto [known, fresh] = well_.try_emplace(device.id, well);
        if (!fresh && well && !known->second && session_.officer) context_.notify(viewmodels::Tone::Good, context_.say("device.back", {{"device", context_.say("device.kind." + line.kind)}}));
        known->second = well;
    }
}

void Station::lock() {
    session_.locked = true;
    touched();
    sign_in_.enter(Page::SignIn, {});
}

void Station::follow_navigation() {
    while (navigation_.next) {
        const auto next = *std::exchange(navigation_.next, std::nullopt);
        go(next, std::exchange(navigation_.argument, {}));
    }
}

void Station::go(Page page, const std::string& argument) {
    if (page != page_) session_.notice.reset();
    if (page == Page::Home && session_.officer) {
        // From a desk this is leaving it; from the applicant's survey it is the officer's turn again.
        if (is_public(page_)) page = home_of(context_, session_.officer->role);
        else sign_out();
    }
    page_ = page;
    flow_of(page).enter(page, argument);
}

void Station::sign_out() {
    session_.refused.reset();
    session_.officer.reset();
    session_.locked = false;
    session_.notice.reset();
    pictures_.clear();
    screens::staff::forget();
    for (Flow* flow : {static_cast<Flow*>(&front_office_), static_cast<Flow*>(&work_), static_cast<Flow*>(&opening_), static_cast<Flow*>(&add_service_), static_cast<Flow*>(&numbers_), static_cast<Flow*>(&verify_), static_cast<Flow*>(&recording_),
                       static_cast<Flow*>(&print_), static_cast<Flow*>(&stock_), static_cast<Flow*>(&card_check_), static_cast<Flow*>(&activation_), static_cast<Flow*>(&hand_over_), static_cast<Flow*>(&sign_in_), static_cast<Flow*>(&complaints_), static_cast<Flow*>(&dashboard_),
                       static_cast<Flow*>(&maintenance_), static_cast<Flow*>(&delegation_), static_cast<Flow*>(&officers_)})
        flow->wipe();
}

Status Station::sign_in_as(const std::string& user) {
    auto officers = equipment_.core.ask([](Core& core) { return core.accounts().all(); }).get();
    if (!officers) return officers.error();
    const auto found = std::ranges::find(*officers, user, &trust::Officer::user);
    if (found == officers->end()) return rejected("sign_in.wrong", "no officer " + user);
    admit(*found);
    return {};
}

void Station::wipe() {
    for (Flow* flow : {static_cast<Flow*>(&applicant_), static_cast<Flow*>(&survey_), static_cast<Flow*>(&info_), static_cast<Flow*>(&complaint_), static_cast<Flow*>(&reprint_)}) flow->wipe();
    session_.notice.reset();
    officer_called_.reset();
    comfort_.wipe();
    go(Page::Home, {});  // an officer's desk is left this way; where nobody works any more, nobody is there
    if (page_ == Page::Home) go(Page::Attract, {});
}

/// What cannot be kept is not begun; whoever is in the midst of something is told there.
bool Station::closed() const { return (page_ == Page::Attract || page_ == Page::Home) && !context_.snapshot()->trouble.empty(); }

bool Station::takes_codes() const { return !session_.locked && !closed() && (takes_applicants_code(page_) || page_ == Page::Reprint || takes_officers_code(page_)); }

void Station::code_read(const std::string& text) {
    touched();
    if (!takes_codes()) return;
    const bool public_page = takes_applicants_code(page_);
    if (page_ == Page::Reprint) reprint_.handle({"code", text});
    else if (const auto code = print_code_of_qr(text); public_page && code) go(Page::Reprint, *code);
    else if (public_page && text.starts_with("ADU-")) go(Page::Complain, text);
    else if (public_page) applicant_.code_read(text);
    else flow_of(page_).handle({"code", text});
    follow_navigation();  // before any answer to it can come
}

void Station::handle(const Intent& intent) {
    touched();
    if (intent.name == "language") session_.language = intent.value;
    else if (comfort_.handle(intent)) return;
    else if (intent.name == "done" && closed()) restore_ = may_restore(context_.snapshot()->trouble);
    else if (session_.locked) sign_in_.handle(intent);  // nothing else can be reached
    else if (intent.name == "timeout.leave") wipe();
    else if (intent.name == "tool.call_officer") call_officer();
    else if (intent.name == "help.answer" && session_.officer) answer_help(std::atoi(intent.value.c_str()));
    else if (intent.name == "notice.close") session_.notice.reset();
    else if (intent.name == "sign_out" && worker_.busy()) worker_.cancel();  // once more when it has stopped
    else if (intent.name == "sign_out") {
        sign_out();
        go(Page::Home, {});
    }
    else if (intent.name == "role" && session_.roles.size() > 1 && !worker_.busy()) {
        session_.officer->role = session_.next_role();
        go(home_of(context_, session_.officer->role), {});
    }
    else if (intent.name == "staff") go(session_.officer ? home_of(context_, session_.officer->role) : Page::SignIn, {});
    else if (intent.name == "home") go(Page::Home, {});
    else if (intent.name == "survey") go(Page::Survey, intent.value);
    else if (intent.name == "display") go(Page::Display, {});
    else if (intent.name.starts_with("override.")) answer_permission(context_, intent);
    else flow_of(page_).handle(intent);
    follow_navigation();
}

/// On the disk before the applicant is told that somebody comes.
void Station::call_officer() {
    const auto now = equipment_.clock.now();
    asks_.then<Result<std::vector<HelpCall>>>(equipment_.core.ask([page = std::string(to_string(page_)), now](Core& core) { return call_for_help(core, kPlace, page, now); }),
                                              [this, now](auto calls) {
                                                  if (calls) officer_called_ = now;
                                                  take_help(std::move(calls));
                                              });
}

void Station::answer_help(int number) {
    asks_.then<Result<std::vector<HelpCall>>>(equipment_.core.ask([number, officer = context_.actor(), now = equipment_.clock.now()](Core& core) { return loket::app::answer_help(core, number, officer, now); }),
                                              [this](auto calls) { take_help(std::move(calls)); });
}

void Station::take_help(Result<std::vector<HelpCall>> calls) {
    if (calls) help_ = std::move(*calls);
    else context_.notify(calls.error());
}

viewmodels::Chrome Station::chrome() const {
    const auto now = equipment_.clock.now();
    auto chrome = public_chrome(strings_.in(session_.language), session_.language, now);
    chrome.voice = comfort_.guided();
    chrome.simulated = simulated_;
    if (session_.officer) {
        const auto words = [&](engine::Role role) { return context_.say(fmt::format("role.{}", engine::code(role))); };
        chrome.officer = viewmodels::Officer{session_.officer->user, session_.officer->name, words(session_.officer->role), {}};
        if (session_.roles.size() > 1) chrome.officer->next_role = words(session_.next_role());
    }
    chrome.notice = session_.notice;
    if (session_.officer && !help_.empty()) {
        const auto since = wib_time(help_.front().since);
        const auto place = context_.say("help.place." + help_.front().place), time = fmt::format("{:02}.{:02}", since.hour, since.minute), more = std::to_string(help_.size() - 1);
        chrome.help_number = std::to_string(help_.front().number);
        chrome.help = help_.size() == 1 ? context_.say("help.waiting", {{"place", place}, {"time", time}}) : context_.say("help.waiting_more", {{"place", place}, {"time", time}, {"count", more}});
    }
    if (officer_called_ && now >= *officer_called_ && now - *officer_called_ < kCallShown) chrome.officer_called = context_.say("chrome.officer_called");
    if (const auto line = context_.snapshot()->line; !line.empty() && (session_.officer || line == lan::kDeposed))
        chrome.notice = viewmodels::Notice{line == lan::kNoInduk ? viewmodels::Tone::Warning : viewmodels::Tone::Bad, line_words(context_)};
    if (touchless_) chrome.notice = viewmodels::Notice{viewmodels::Tone::Warning, context_.say("error.ui.touch_gone")};
    // A full disk is told by whatever it refused; what breaks the store stands on every page.
    if (const auto trouble = context_.snapshot()->trouble; !trouble.empty() && !(trouble == store::kDiskFull && chrome.notice)) chrome.notice = viewmodels::Notice{viewmodels::Tone::Bad, context_.say("error." + trouble)};
    chrome.back = page_ != Page::Home && page_ != Page::Attract;
    return chrome;
}

void Station::draw(ui::Ui& ui) {
    for (auto& event : std::exchange(pressed_, {})) {
        event.at = ui.now();  // of the picture that the person pressed the key for
        ui.input().push(std::move(event));
    }
    comfort_.before(ui, page_);
    viewmodels::Intents intents;
    auto present = chrome();
    if (closed()) {
        present.notice.reset();
        screens::draw(ui, strings_.in(session_.language), present, trouble_page(strings_.in(session_.language), context_.snapshot()->trouble), intents);
    } else (session_.locked ? sign_in_ : flow_of(page_)).draw(ui, present, intents);
    comfort_.after(ui, page_, intents);
    for (const auto& intent : intents) handle(intent);
}

}  // namespace loket::app
