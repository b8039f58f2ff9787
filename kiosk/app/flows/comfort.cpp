#include "kiosk/app/flows/comfort.h"

#include <array>

#include "kiosk/screens/applicant.h"

namespace loket::app {

using viewmodels::Intent;

namespace {

constexpr Millis kCaptionShown{4000};
constexpr char kRepeatKey = '*';  // of a keypad: starts the voice, or reads the page again
constexpr std::array<float, 3> kVolumes{0.4F, 0.7F, 1.0F};
constexpr std::array<int, 3> kRates{115, 150, 195};

/// Also false when the clock was set back in between.
bool within(Instant now, Instant since, Millis span) { return now >= since && now - since < span; }

bool touched_in(const ui::InputFrame& frame) { return frame.pressed || frame.released || frame.key != ui::Key::None || !frame.text.empty() || !frame.scan.empty(); }

}  // namespace

bool is_public(Page page) { return page <= Page::Display; }

bool Comfort::handle(const Intent& intent) {
    if (intent.name == "tool.text_size") look_.text_step = (look_.text_step + 1) % 3;
    else if (intent.name == "tool.contrast") look_.high_contrast = !look_.high_contrast;
    else if (intent.name == "tool.voice") guide(!guidance_.on());
    else if (intent.name == "tool.display") look_open_ = true;
    else if (intent.name == "look.close") look_open_ = false;
    else if (intent.name.starts_with("look.")) set(intent.name.substr(5), intent.value);
    else if (intent.name == "timeout.stay") touched();
    else return false;
    return true;
}

void Comfort::set(const std::string& name, const std::string& value) {
    const bool on = value == "on";
    const int step = value == "2" ? 2 : value == "1" ? 1 : 0;
    if (name == "text") look_.text_step = step;
    if (name == "contrast") look_.high_contrast = on;
    if (name == "hand") look_.left_handed = on;
    if (name == "voice") guide(on);
    if (name == "volume") look_.volume = step;
    if (name == "rate") look_.rate = step;
    if (name == "volume" || name == "rate") speaker_.adjust({.volume = kVolumes.at(static_cast<std::size_t>(look_.volume)), .rate = kRates.at(static_cast<std::size_t>(look_.rate))});
}

void Comfort::guide(bool on) {
    const auto& words = context_.strings(context_.session.language);
    problem_.clear();
    guidance_.turn(on);
    if (on) speaker_.prepare(speech::fixed_phrases(words), context_.session.language);
    else speaker_.say(words.text("speech.off"), context_.session.language, speech::Priority::Reading);
}

void Comfort::headset(bool present) {
    if (present == guidance_.on()) return;
    guide(present);
    guidance_.headset(present);
}

void Comfort::touched() {
    idle_.touched();
    leaving_ = false;
}

Millis Comfort::limit(Page page) const {
    if (!is_public(page) && context_.session.officer) return context_.equipment.core.reference().trust.lock_after;
    return guidance_.on() ? kIdleGuided : kIdlePublic;
}

bool Comfort::at_rest() const { return look_ == Appearance{} && !guidance_.on() && context_.session.language == Session{}.language && !look_open_; }

bool Comfort::pass(Page page, bool busy) {
    const auto now = context_.equipment.clock.now();
    idle_.pass(now);
    if (!busy) busy_since_.reset();
    else if (!busy_since_ || now < *busy_since_) busy_since_ = now;
    if (guidance_.on() && speaker_.problem() != problem_) {
        problem_ = speaker_.problem();
        if (!problem_.empty()) context_.notify(Error{Fault::Unsupported, "no sound", problem_});
    }
    if (busy || page == Page::Display) touched();
    if (idle_.idle() < limit(page)) return false;
    if (page == Page::Attract && at_rest()) return false;
    if (page == Page::Attract || page == Page::Home || !is_public(page)) return true;  // nothing of anybody to lose
    if (!leaving_) warn();
    return idle_.idle() >= limit(page) + kWarning;
}

void Comfort::warn() {
    leaving_ = true;
    look_open_ = false;
    play(speech::Sound::Warning);
    speaker_.say(context_.say("timeout.spoken"), context_.session.language, speech::Priority::Alarm);
}

void Comfort::play(speech::Sound sound) {
    speaker_.play(sound);
    caption_ = context_.say("caption." + std::string(speech::to_string(sound)));
    caption_since_ = context_.equipment.clock.now();
}

void Comfort::wipe() {
    const bool heard = look_.volume != Appearance{}.volume || look_.rate != Appearance{}.rate;
    guidance_.turn(false);
    speaker_.stop();
    look_ = {};
    if (heard) set("volume", "1");
    look_open_ = leaving_ = false;
    forget_ = true;
    caption_.clear();
    problem_.clear();
    context_.session.language = Session{}.language;
    touched();
}

void Comfort::before(ui::Ui& ui, Page page) {
    if (std::exchange(forget_, false)) ui.forget_focus();
    const auto& frame = ui.frame();
    if (touched_in(frame) && !leaving_) touched();
    if (!is_public(page) || page == Page::Display) return;
    hear_notices(ui, page);
    if (frame.text.find(kRepeatKey) != std::string::npos && !leaving_) {
        if (guidance_.on()) guidance_.repeat();
        else guide(true);
    }
    const auto& language = context_.session.language;
    guidance_.follow(ui.nodes(), ui.screen_id(), context_.strings(language), language);
    if (guidance_.on() && touched_in(frame)) ui.keep_moving_until(ui.now() + Millis{100});  // what it changes is read from the next frames
}

/// What is written in a notice is also signalled, for whoever does not look.
void Comfort::hear_notices(const ui::Ui& ui, Page) {
    std::set<std::string> now;
    bool fresh = false;
    const auto& own = context_.session.notice;
    const bool good = own && (own->tone == viewmodels::Tone::Good || own->tone == viewmodels::Tone::Info);
    for (const auto& node : ui.nodes()) {
        if (node.id != "notice" && !node.id.ends_with(".notice")) continue;
        if (node.id == "notice" && good) continue;
        fresh = fresh || !notices_.contains(node.label);
        now.insert(node.label);
    }
    notices_ = std::move(now);
    if (fresh) play(speech::Sound::Error);
}

void Comfort::after(ui::Ui& ui, Page page, viewmodels::Intents& intents) {
    if (is_public(page)) std::erase_if(intents, [](const Intent& intent) { return intent.name == "letter" && intent.value == std::string(1, kRepeatKey); });
    const bool warned = leaving_;
    screens::draw_over(ui, context_.strings(context_.session.language), overlay(page), intents);
    const bool leaves = std::ranges::any_of(intents, [](const Intent& intent) { return intent.name == "timeout.leave"; });
    const auto& frame = ui.frame();
    if (warned && !leaves && (frame.released || frame.key != ui::Key::None || !frame.text.empty())) touched();  // one touch or key anywhere is enough
}

std::string Comfort::wait_words(Page page) const {
    if (!busy_since_ || context_.equipment.clock.now() - *busy_since_ < kPatience) return {};
    if (context_.equipment.core.pending() > 0 || !context_.asks.empty()) return context_.say("wait.core");
    // Desks show their own progress.
    return context_.worker.busy() && is_public(page) ? context_.say("wait.device") : std::string{};
}

viewmodels::Overlay Comfort::overlay(Page page) const {
    viewmodels::Overlay view;
    view.wait = wait_words(page);
    if (!caption_.empty() && within(context_.equipment.clock.now(), caption_since_, kCaptionShown)) view.caption = caption_;
    if (leaving_) {
        const auto left = limit(page) + kWarning - idle_.idle();
        view.leaving = static_cast<int>(std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(left).count()));
    }
    if (look_open_ && is_public(page)) view.look = viewmodels::Overlay::Look{look_.text_step, look_.high_contrast, look_.left_handed, guidance_.on(), look_.volume, look_.rate};
    return view;
}

}  // namespace loket::app
