#include "kiosk/app/setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "kiosk/app/cli_words.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/app/lan/finding.h"
#include "kiosk/screens/applicant.h"

namespace loket::app {

using Step = Setup::Step;

namespace {

constexpr std::size_t kLongestName = 24, kLongestText = 80;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// The key of a text's words: "setup.address".
const char* name_of(Step step) {
    switch (step) {
        case Step::Welcome: return "setup.welcome";
        case Step::Network: return "setup.network";
        case Step::Part: return "setup.part";
        case Step::Use: return "setup.use";
        case Step::Name: return "setup.name";
        case Step::Address: return "setup.address";
        case Step::Code: return "setup.code";
        case Step::Joining: return "setup.joining";
        case Step::Recovery: return "setup.recovery";
        case Step::Url: return "setup.url";
        case Step::UrlCode: return "setup.url_code";
        case Step::Enrolling: return "setup.enrolling";
        case Step::Enrolled: return "setup.enrolled";
        case Step::Ready: return "setup.ready";
        case Step::Stick: return "setup.stick";
        case Step::BackupCode: return "setup.backup_code";
        case Step::Restoring: return "setup.restoring";
        case Step::Restored: return "setup.restored";
        case Step::Done: return "setup.ready";
    }
    return "";
}

/// Where "back" leads; the step itself where there is no way back.
Step before(Step step) {
    switch (step) {
        case Step::Network: return Step::Welcome;
        case Step::Part: return Step::Network;
        case Step::Use: return Step::Part;
        case Step::Name: return Step::Use;
        case Step::Address: return Step::Name;
        case Step::Code: return Step::Address;
        case Step::UrlCode: return Step::Url;
        case Step::Stick: return Step::Part;
        case Step::BackupCode: return Step::Stick;
        default: return step;
    }
}

}  // namespace

Result<LanPlace> join_or_find(const JoinWish& wish) {
    constexpr Millis kPatience{3000};
    return wish.address.empty() ? join_found(wish, find_induks(kPatience)) : join_office(wish);
}

std::filesystem::path recovery_key_of(const std::filesystem::path& data) { return data.parent_path() / "recovery-key"; }

std::optional<LanPlace> display_place(const std::filesystem::path& data) {
    auto place = load_place(data);
    return place && *place && (*place)->role == lan::kDisplayRole ? std::move(*place) : std::nullopt;
}

bool key_unconfirmed(const std::filesystem::path& data) {
    return std::filesystem::exists(recovery_key_of(data)) && (has_office(data) || display_place(data));
}

Setup::Setup(Step first, bool new_machine, const StationStrings& strings, SetupWorld world)
    : strings_(strings), world_(std::move(world)), step_(first), new_machine_(new_machine) {
    recovery_key_ = read_text(world_.recovery_key, 4096).value_or("");
    while (!recovery_key_.empty() && std::isspace(static_cast<unsigned char>(recovery_key_.back())) != 0) recovery_key_.pop_back();
    if (first == Step::Stick) seek_stick();
}

Setup::~Setup() {
    if (work_.valid()) work_.wait();
}

std::string Setup::say(const std::string& key, ui::Strings::Args args) const { return strings_.in(language_).text(key, args); }

void Setup::go(Step step) {
    step_ = step;
    typed_.clear();
    refusal_.clear();
}

bool Setup::asks_text() const { return step_ == Step::Name || step_ == Step::Address || step_ == Step::Code || step_ == Step::Url || step_ == Step::UrlCode || step_ == Step::BackupCode; }

void Setup::handle(const viewmodels::Intent& intent) {
    if (intent.name == "language") language_ = intent.value;
    if (busy()) return;
    if (intent.name == "back") return back();
    if (intent.name == "next" || intent.name == "done") return next();
    if (intent.name == "answer" && step_ == Step::Part && intent.value == "copy") return seek_stick();
    if (intent.name == "answer" && step_ == Step::Part) return intent.value == "station" ? go(Step::Use) : show_recovery_key();
    if (intent.name == "answer" && step_ == Step::Use) return join_.role = intent.value, go(Step::Name);
    if (!asks_text()) return;
    if (intent.name == "letter" || intent.name == "digit") type(intent.value);
    if (intent.name == "erase" && !typed_.empty()) typed_.pop_back();
    if (intent.name == "clear") typed_.clear();
}

void Setup::type(const std::string& letter) {
    if (typed_.size() < (step_ == Step::Name ? kLongestName : kLongestText)) typed_ += letter;
    refusal_.clear();
}

/// No page for a key that is not there: a disk that is not encrypted, or one whose key was written down before.
void Setup::show_recovery_key() { go(recovery_key_.empty() ? Step::Done : Step::Recovery); }

void Setup::back() {
    if (step_ == Step::Url) return go(new_machine_ ? Step::Ready : Step::Done);
    if (step_ == Step::Stick) {
        (void)world_.let_stick_go();
        return go(new_machine_ ? Step::Part : Step::Done);
    }
    go(before(step_));
}

void Setup::next() {
    switch (step_) {
        case Step::Welcome: return go(Step::Network);
        case Step::Network: return go(Step::Part);
        case Step::Recovery: return forget_recovery_key();
        case Step::Stick: return copy_ ? go(Step::BackupCode) : seek_stick();
        case Step::Restored: return show_recovery_key();
        case Step::Enrolled: return go(new_machine_ ? Step::Ready : Step::Done);
        case Step::Ready: return go(Step::Done);
        default: return asks_text() ? take_typed() : void();
    }
}

void Setup::take_typed() {
    const auto text = typed_;
    if (text.empty() && step_ == Step::Url) return back();
    if (text.empty() && step_ != Step::Address) return;
    if (step_ == Step::Name) return join_.name = text, go(Step::Address);
    if (step_ == Step::Address) return join_.address = lower(text), go(Step::Code);
    if (step_ == Step::Url) return url_ = (text.find("://") == std::string::npos ? "https://" : "") + lower(text), go(Step::UrlCode);
    if (step_ == Step::BackupCode) return restore();
    if (step_ == Step::Code) {
        join_.code = text;
        join_.folder = world_.data;
        join_.progress = [this](int percent) { percent_ = percent; };
        begin([this]() -> Status {
            const auto joined = world_.join(join_);
            return joined ? Status{} : Status{joined.error()};
        }, Step::Joining);
    } else begin([this, text] { return world_.enrol(url_, text); }, Step::Enrolling);
}

void Setup::seek_stick() {
    go(Step::Stick);
    copy_.reset();
    if (const auto asked = world_.seek_stick(); !asked) refusal_ = say("error." + asked.error().code);
}

void Setup::look_for_copy() {
    constexpr Millis kLook{1000};
    if (const auto since = world_.clock.now() - looked_; since >= Millis{0} && since < kLook) return;
    looked_ = world_.clock.now();
    const auto place = world_.stick();
    const auto found = place.state == StickState::Open ? backups_on(place.folder) : std::vector<StickBackup>{};
    copy_ = found.empty() ? std::nullopt : std::optional(found.front());
    if (place.state == StickState::Open && found.empty()) refusal_ = say("setup.stick.no_copy");
    else if (!found.empty()) refusal_.clear();
}

/// The stick is let go once everything of it is here.
void Setup::restore() {
    begin([this, copy = *copy_, code = typed_]() -> Status {
        SystemRandom random;
        LOKET_ASSIGN(restored, restore_from(copy.folder, world_.data, code, world_.clock.now(), random));
        log::warn("the office was restored from a copy of {}, epoch {}", iso_instant(restored.note.at), restored.epoch);
        return world_.let_stick_go();
    }, Step::Restoring);
}

void Setup::begin(std::function<Status()> work, Step meanwhile) {
    percent_ = 0;
    go(meanwhile);
    work_ = std::async(std::launch::async, std::move(work));
}

void Setup::poll() {
    constexpr Millis kLook{2000};
    if (step_ == Step::Network && world_.clock.now() - looked_ > kLook) links_ = world_.links(), looked_ = world_.clock.now();
    if (step_ == Step::Stick) look_for_copy();
    if (!work_.valid() || work_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
    const auto ended = work_.get();
    if (!ended) return refuse(ended.error());
    if (step_ == Step::Restoring) return restored_ = true, go(Step::Restored);
    if (step_ == Step::Enrolling) return go(Step::Enrolled);
    joined_ = true;
    show_recovery_key();
}

/// Back to the page whose answer was not taken; what stands before it can still be changed.
void Setup::refuse(const Error& error) {
    const bool induk = step_ == Step::Joining;
    log::warn("setup: {} ({})", error.context, error.code);
    go(induk ? Step::Code : step_ == Step::Restoring ? Step::BackupCode : Step::UrlCode);
    if (induk && error.code == "sync.no_link") refusal_ = say("setup.no_induk");
    else if (induk && error.code == "sync.register_unknown") refusal_ = say("setup.other_office");
    else refusal_ = say("error." + error.code);
}

/// It was written down; from now on it is nowhere on this machine. What is made of it here only closes the box of the office's keys on sticks.
void Setup::forget_recovery_key() {
    if (!joined_ && !std::filesystem::exists(world_.data / kRecoveryFile))
        if (const auto kept = keep_recovery_code(world_.data, recovery_key_); !kept) log::warn("copies on sticks need a code of their own: {}", kept.error().context);
    std::error_code gone;
    std::filesystem::remove(world_.recovery_key, gone);
    recovery_key_.clear();
    go(Step::Done);
}

void Setup::draw(ui::Ui& ui) {
    poll();
    viewmodels::Intents intents;
    const auto& words = strings_.in(language_);
    if (step_ == Step::Part || step_ == Step::Use) screens::draw(ui, words, chrome(), choice(), intents);
    else if (asks_text()) screens::draw(ui, words, chrome(), field(), intents);
    else screens::draw(ui, words, chrome(), message(), intents);
    for (const auto& intent : intents) handle(intent);
}

viewmodels::Chrome Setup::chrome() const {
    auto chrome = public_chrome(strings_.in(language_), language_, world_.clock.now());
    chrome.back = !busy() && (step_ == Step::Url || before(step_) != step_);
    return chrome;
}

std::string Setup::network_words() const {
    std::string up;
    for (const auto& link : links_)
        if (link.up && !link.address.empty()) up += (up.empty() ? "" : ", ") + link.name + " " + link.address;
    const auto wall = wib_time(world_.clock.now());
    const auto time = fmt::format("{}, {:02}.{:02} WIB", iso_date(wall.date), wall.hour, wall.minute);
    return up.empty() ? say("setup.network.none", {{"time", time}}) : say("setup.network.up", {{"links", up}, {"time", time}});
}

std::string Setup::stick_words() const {
    if (copy_) return say("setup.stick.found", {{"office", copy_->note.uuid.substr(0, 8)}, {"at", wall_clock(copy_->note.at)}, {"events", std::to_string(copy_->note.event.seq)}});
    return say("setup.stick.text") + (refusal_.empty() ? "" : " " + refusal_);
}

viewmodels::Message Setup::message() const {
    const std::string name = name_of(step_);
    viewmodels::Message view{viewmodels::Tone::Info, say(name + ".title"), "", busy() ? "" : say("action.next")};
    view.back = chrome().back;
    if (step_ == Step::Network) view.text = network_words();
    else if (step_ == Step::Recovery) view.text = say("setup.recovery.text", {{"key", recovery_key_}}), view.action = say("setup.recovery.written"), view.tone = viewmodels::Tone::Warning;
    else if (step_ == Step::Stick) view.text = stick_words(), view.action = say(copy_ ? "action.next" : "setup.stick.again");
    else if (step_ == Step::Restored) view.text = say("setup.restored.text", {{"at", wall_clock(copy_->note.at)}});
    else if (step_ == Step::Joining) view.text = say("setup.joining.text", {{"percent", std::to_string(percent_)}});
    else view.text = say(name + ".text");
    if (step_ == Step::Enrolled || step_ == Step::Ready || step_ == Step::Restored) view.tone = viewmodels::Tone::Good;
    return view;
}

viewmodels::Choice Setup::choice() const {
    viewmodels::Choice view{.title = say(std::string(name_of(step_)) + ".title"), .hint = say(std::string(name_of(step_)) + ".hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    const auto add = [&](const char* value) { view.items.push_back({value, say(fmt::format("{}.{}", name_of(step_), value)), say(fmt::format("{}.{}.hint", name_of(step_), value))}); };
    if (step_ == Step::Part) add("first"), add("station"), add("copy");
    else add("loket"), add("perekaman"), add("layar");
    return view;
}

viewmodels::Field Setup::field() const {
    const std::string name = name_of(step_);
    viewmodels::Field view{.entry = step_ == Step::Name ? viewmodels::Field::Entry::Text : viewmodels::Field::Entry::Address, .title = say(name + ".title"), .hint = say(name + ".hint"), .typed = typed_, .items = {}};
    view.optional = step_ == Step::Url || step_ == Step::Address;
    view.can_continue = view.optional || !typed_.empty();
    if (!refusal_.empty()) view.notice = viewmodels::Notice{viewmodels::Tone::Bad, refusal_};
    return view;
}

}  // namespace loket::app
