#include "devices/runtime/event_queue.h"

#include <algorithm>
#include <utility>

namespace loket::runtime {
namespace {

bool replaceable(const SessionEvent& event) {
    return !std::holds_alternative<Done>(event.body) && !std::holds_alternative<Removed>(event.body);
}

/// Only the newest preview and progress of a job are worth showing; hints are said one after the other.
bool replaces(const SessionEvent& newer, const SessionEvent& older) {
    return newer.job == older.job && newer.body.index() == older.body.index() && replaceable(newer) &&
           !std::holds_alternative<Hint>(newer.body);
}

}  // namespace

void EventQueue::push(SessionEvent event) {
    std::function<void()> news;
    {
        const std::lock_guard lock(mutex_);
        make_room(event);
        events_.push_back(std::move(event));
        news = news_;
    }
    ready_.notify_one();
    if (news) news();
}

void EventQueue::announce(std::function<void()> news) {
    const std::lock_guard lock(mutex_);
    news_ = std::move(news);
}

void EventQueue::make_room(const SessionEvent& event) {
    std::erase_if(events_, [&](const SessionEvent& older) { return replaces(event, older); });
    if (events_.size() < kCapacity) return;
    const auto victim = std::find_if(events_.begin(), events_.end(), replaceable);
    if (victim != events_.end()) events_.erase(victim);
}

std::optional<SessionEvent> EventQueue::try_pop() {
    const std::lock_guard lock(mutex_);
    return take();
}

std::optional<SessionEvent> EventQueue::pop(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, stop, [this] { return !events_.empty(); });
    return take();
}

std::optional<SessionEvent> EventQueue::take() {
    if (events_.empty()) return std::nullopt;
    std::optional<SessionEvent> event{std::move(events_.front())};
    events_.pop_front();
    return event;
}

std::size_t EventQueue::unread_results() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(events_.begin(), events_.end(),
                      [](const SessionEvent& event) { return std::holds_alternative<Done>(event.body); }));
}

std::size_t EventQueue::size() const {
    const std::lock_guard lock(mutex_);
    return events_.size();
}

}  // namespace loket::runtime
