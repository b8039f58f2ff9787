#include "kiosk/app/flows/display_board.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/flows/call_words.h"

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

void DisplayBoard::begin(Instant now, Instant heard) {
    begun_ = now;
    heard_ = heard;
}

/// The oldest first.
void DisplayBoard::announce(const lan::DisplayState& state, const Now& now, speech::Speaker& speaker) {
    auto fresh = state.calls;
    std::erase_if(fresh, [this](const auto& call) { return call.at <= heard_; });
    std::ranges::sort(fresh, {}, &lan::DisplayState::Call::at);
    for (const auto& call : fresh) {
        heard_ = call.at;
        flash_since_ = now.at;
        speaker.play(speech::Sound::Call);
        speaker.say(call_sentence(call.number, call.loket, now.language), now.language, speech::Priority::Message);
    }
}

std::string DisplayBoard::notice(const Now& now, const ui::Strings& words) const {
    if (data_.notices.empty()) return words.text("display.notice");
    const auto turn = static_cast<std::size_t>((now.at - begun_) / std::chrono::seconds(data_.seconds));
    const auto& notice = data_.notices[turn % data_.notices.size()];
    const auto said = notice.find(now.language);
    return said == notice.end() ? notice.at("id") : said->second;
}

viewmodels::Display DisplayBoard::show(const lan::DisplayState& state, const Now& now, const ui::Strings& words, speech::Speaker& speaker) {
    constexpr std::size_t kRecent = 5;
    constexpr auto kFlash = 9s;
    announce(state, now, speaker);
    viewmodels::Display view;
    if (!state.calls.empty()) view.now = viewmodels::Display::Call{state.calls.front().number, state.calls.front().loket};
    for (std::size_t i = 1; i < state.calls.size() && i <= kRecent; ++i) view.recent.push_back({state.calls[i].number, state.calls[i].loket});
    view.waiting = state.waiting;
    view.calling = view.now && flash_since_ && now.at - *flash_since_ < kFlash;
    view.lit = view.calling && (now.at - *flash_since_) / 700ms % 2 == 0;
    const auto known = now.answered.value_or(begun_);
    if (now.at - known > std::chrono::seconds(data_.stale_after_seconds)) {
        const auto wall = wib_time(known);
        view.stale = words.text("display.stale", {{"time", fmt::format("{:02}.{:02}", wall.hour, wall.minute)}});
    }
    view.notice = notice(now, words);
    return view;
}

}  // namespace loket::app
