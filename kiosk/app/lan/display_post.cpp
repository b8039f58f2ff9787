#include "kiosk/app/lan/display_post.h"

#include <fmt/format.h>

#include "kiosk/app/lan/display_line.h"

namespace loket::app {
namespace {

constexpr std::size_t kMostDisplays = 8;
constexpr Millis kHeartbeatEach{15'000};

}  // namespace

/// What one display was told.
struct DisplayPost::Watching {
    Watching(DisplayPost& of, std::string shows, std::function<void(std::int64_t)> note) : post(of), last(std::move(shows)), seen(std::move(note)) { ++post.displays_; }
    ~Watching() { --post.displays_; }
    Watching(const Watching&) = delete;
    DisplayPost& post;
    std::string last;                        ///< id of what it shows; at first of an earlier connection
    std::function<void(std::int64_t)> seen;
    std::optional<lan::DisplayState> shown;
    std::int64_t head = 0;                   ///< up to which commit was looked
    Todays todays;
};

centre::HttpResponse DisplayPost::open(const std::string& last_event, std::function<void(std::int64_t head)> seen) {
    if (displays_ >= kMostDisplays) return {.status = 503, .code = "sync.busy"};
    auto watching = std::make_shared<Watching>(*this, last_event, std::move(seen));
    return {.status = 200, .fields = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}, .more = [watching] { return watching->post.next_for(*watching); }};
}

std::optional<Bytes> DisplayPost::next_for(Watching& watching) {
    const auto head = news_(watching.head, watching.shown ? kHeartbeatEach : Millis(0));
    if (!head) return std::nullopt;
    watching.head = *head;
    watching.seen(*head);
    const auto present = core_.ask([](Core& owner) { return owner.snapshot(); }).get();  // after what was just written
    const auto today = wib_date(clock_.now());
    auto state = display_state_of(*watching.todays.of(present, today));
    const auto id = fmt::format("{}.{}.{}", epoch_, present->head, iso_date(today));
    const bool known = watching.shown ? state == *watching.shown : id == watching.last;
    const auto text = known ? std::string(lan::kHeartbeat) : lan::display_event(state, id);
    watching.shown = std::move(state);
    watching.last = id;
    return Bytes(text.begin(), text.end());
}

}  // namespace loket::app
