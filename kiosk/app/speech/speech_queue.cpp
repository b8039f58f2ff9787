#include "kiosk/app/speech/speech_queue.h"

#include <algorithm>
#include <utility>

namespace loket::speech {

namespace {

/// What was to be said may be personal: it does not stay in memory.
void forget(std::string& text) {
    std::ranges::fill(text, '\0');
    text.clear();
}

}  // namespace

bool SpeechQueue::add(Utterance utterance) {
    const bool interrupts = saying_ && (utterance.priority == Priority::Alarm || (utterance.priority == Priority::Reading && *saying_ == Priority::Reading));
    if (utterance.priority != Priority::Message)
        std::erase_if(waiting_, [](Utterance& old) {
            const bool dropped = old.priority == Priority::Reading;
            if (dropped) forget(old.text);
            return dropped;
        });
    const auto place = std::ranges::find_if(waiting_, [&](const Utterance& old) { return old.priority < utterance.priority; });
    waiting_.insert(place, std::move(utterance));
    return interrupts;
}

std::optional<Utterance> SpeechQueue::next() {
    saying_.reset();
    if (waiting_.empty()) return std::nullopt;
    auto first = std::move(waiting_.front());
    waiting_.pop_front();
    saying_ = first.priority;
    return first;
}

void SpeechQueue::clear() {
    for (auto& utterance : waiting_) forget(utterance.text);
    waiting_.clear();
}

}  // namespace loket::speech
