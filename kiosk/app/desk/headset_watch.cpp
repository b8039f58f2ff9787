#include "kiosk/app/desk/headset_watch.h"

namespace loket::app {

namespace {
constexpr std::chrono::seconds kNextTry{2};
constexpr Millis kLongestWait{3'600'000};  ///< then the question is put once more
}  // namespace

void HeadsetWatch::rest() {
    session_.reset();
    job_.reset();
}

void HeadsetWatch::ask() {
    if (job_ || std::chrono::steady_clock::now() < again_) return;
    again_ = std::chrono::steady_clock::now() + kNextTry;
    if (!session_) {
        auto opened = runtime::Session::open(registry_, model::Kind::Headset);
        if (!opened) return;
        session_ = std::move(*opened);
    }
    if (const auto job = session_->submit(model::HeadsetRequest{plugged_}, kLongestWait)) job_ = *job;
}

std::optional<bool> HeadsetWatch::poll() {
    ask();
    if (!session_) return std::nullopt;
    while (const auto event = session_->events().try_pop()) {
        const auto* done = std::get_if<runtime::Done>(&event->body);
        if (std::holds_alternative<runtime::Removed>(event->body)) rest();
        if (done != nullptr) job_.reset();
        const auto* told = done != nullptr && done->result ? std::get_if<model::HeadsetOutcome>(&done->result->content) : nullptr;
        if (told != nullptr) again_ = {};  // ask for the next change at once
        const bool now = told != nullptr && told->plugged;
        if ((told != nullptr || !session_) && now != plugged_) return plugged_ = now;  // a socket that has gone has nothing in it
        if (!session_) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace loket::app
