#include "kiosk/app/desk/listener.h"

namespace loket::app {

namespace {
constexpr std::chrono::seconds kPause{2};
constexpr Millis kLongestPatience{3'600'000};  ///< then the request is made once more
}  // namespace

void Listener::rest() {
    posts_.clear();
    seen_ = 0;
}

/// A device may be busy for a moment (it is just being looked after): tried again a little later.
void Listener::find_posts() {
    const auto changes = registry_.changes();
    const auto now = Time::now();
    if (changes == seen_ && now < look_again_) return;
    seen_ = changes;
    look_again_ = now + kPause;
    for (const auto& device : registry_.list()) {
        if (device.kind != kind_ || posts_.contains(device.id)) continue;
        auto session = runtime::Session::open(registry_, device.id);
        if (!session) continue;
        if (news_) (*session)->events().announce(news_);
        posts_[device.id].session = std::move(*session);
    }
}

std::optional<Result<model::Content>> Listener::hear(Post& post, bool& removed) {
    if (!post.job && Time::now() >= post.again)
        if (const auto job = post.session->submit(request_, kLongestPatience)) post.job = *job;
    while (auto event = post.session->events().try_pop()) {
        removed = removed || std::holds_alternative<runtime::Removed>(event->body);
        auto* done = std::get_if<runtime::Done>(&event->body);
        if (done == nullptr) continue;
        post.job.reset();
        if (done->result) return Result<model::Content>(std::move(done->result->content));
        const auto& error = done->result.error();
        if (error.fault == Fault::Rejected) return Result<model::Content>(error);
        post.again = Time::now() + kPause;
    }
    return std::nullopt;
}

std::optional<Result<model::Content>> Listener::poll() {
    find_posts();
    for (auto post = posts_.begin(); post != posts_.end();) {
        bool removed = false;
        auto heard = hear(post->second, removed);
        if (heard) return heard;
        post = removed ? posts_.erase(post) : std::next(post);
    }
    return std::nullopt;
}

}  // namespace loket::app
