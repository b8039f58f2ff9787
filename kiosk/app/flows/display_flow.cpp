#include "kiosk/app/flows/display_flow.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/flows/call_words.h"
#include "kiosk/screens/applicant.h"

namespace loket::app {

using namespace std::chrono_literals;
using nlohmann::json;

Result<DisplayData> load_display_data(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file, 1u << 20));
    try {
        const auto document = json::parse(text);
        DisplayData data{.notices = document.at("notices"), .seconds = document.at("seconds"), .stale_after_seconds = document.at("stale_after_seconds")};
        if (data.seconds < 1 || data.stale_after_seconds < 1) return corrupt(file.filename().string() + ": seconds must be at least 1");
        for (const auto& notice : data.notices)
            if (!notice.contains("id") || notice.at("id").empty()) return corrupt(file.filename().string() + ": /notices: a notice without \"id\"");
        return data;
    } catch (const json::exception& wrong) {
        return corrupt(file.filename().string() + ": " + wrong.what());
    }
}

void DisplayFlow::enter(Page, const std::string&) {
    entered_ = answered_ = heard_ = now();
    asked_ = {};
    using Answer = Result<DisplayData>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core&) { return load_display_data(find_assets() / "display.json"); }), [this](Answer answer) {
        if (answer) data_ = std::move(*answer);
        else context_.notify(answer.error());
    });
}

/// A question every few seconds: when the answers stop, what is shown may no longer be true.
void DisplayFlow::ask_core() {
    constexpr auto kEvery = 3s;
    if (waiting_ || now() - asked_ < kEvery) return;
    waiting_ = true;
    asked_ = now();
    context_.asks.then<bool>(context_.equipment.core.ask([](Core&) { return true; }), [this](bool) {
        waiting_ = false;
        answered_ = now();
    });
}

/// Calls since the last look, the oldest first; a repeated call is spoken again.
void DisplayFlow::hear_calls(const Snapshot& snapshot) {
    std::vector<const engine::Ticket*> fresh;
    for (const auto& [number, ticket] : snapshot.office.queue.tickets)
        if (ticket.calls > 0 && ticket.called > heard_) fresh.push_back(&ticket);
    std::ranges::sort(fresh, {}, &engine::Ticket::called);
    for (const auto* ticket : fresh) {
        heard_ = ticket->called;
        flash_since_ = now();
        context_.speaker.play(speech::Sound::Call);
        context_.speaker.say(call_sentence(ticket->number, ticket->loket, context_.session.language), context_.session.language, speech::Priority::Message);
    }
}

void DisplayFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    ask_core();
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::Display DisplayFlow::view() {
    constexpr std::size_t kRecent = 5;
    constexpr auto kFlash = 9s;
    viewmodels::Display view;
    const auto snapshot = context_.snapshot();
    hear_calls(*snapshot);
    std::vector<const engine::Ticket*> called;
    for (const auto& [number, ticket] : snapshot->office.queue.tickets)
        if (ticket.calls > 0) called.push_back(&ticket);
    std::ranges::sort(called, [](const auto* a, const auto* b) { return a->called > b->called; });
    if (!called.empty()) view.now = viewmodels::Display::Call{called.front()->number, called.front()->loket};
    for (std::size_t i = 1; i < called.size() && i <= kRecent; ++i) view.recent.push_back({called[i]->number, called[i]->loket});
    view.waiting = static_cast<int>(snapshot->office.queue.waiting.size());
    view.calling = view.now && flash_since_ && now() - *flash_since_ < kFlash;
    view.lit = view.calling && (now() - *flash_since_) / 700ms % 2 == 0;
    if (now() - answered_ > std::chrono::seconds(data_.stale_after_seconds)) {
        const auto wall = wib_time(answered_);
        view.stale = context_.say("display.stale", {{"time", fmt::format("{:02}.{:02}", wall.hour, wall.minute)}});
    }
    if (data_.notices.empty()) view.notice = context_.say("display.notice");
    else {
        const auto turn = static_cast<std::size_t>((now() - entered_) / std::chrono::seconds(data_.seconds));
        const auto& notice = data_.notices[turn % data_.notices.size()];
        const auto words = notice.find(context_.session.language);
        view.notice = words == notice.end() ? notice.at("id") : words->second;
    }
    return view;
}

}  // namespace loket::app
