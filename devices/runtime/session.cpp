#include "devices/runtime/session.h"

#include <exception>
#include <utility>

#include "devices/base/log.h"

namespace loket::runtime {
namespace {

/// A driver that throws must not take the office down.
template <class R, class Call>
R guarded(const Call& call) {
    try {
        return call();
    } catch (const std::exception& thrown) {
        return internal(std::string("driver threw: ") + thrown.what());
    }
}

}  // namespace

/// Turns what a device tells into events of its job.
class Session::QueueSink final : public model::Sink {
  public:
    QueueSink(EventQueue& events, JobId job) : events_(events), job_(job) {}
    void preview(const RgbaImage& frame) override { events_.push({job_, Preview{frame}}); }
    void hint(std::string_view code) override { events_.push({job_, Hint{std::string(code)}}); }
    void progress(int percent) override { events_.push({job_, Progress{percent}}); }

  private:
    EventQueue& events_;
    JobId job_;
};

Result<std::unique_ptr<Session>> Session::open(Registry& registry, model::Kind kind, Patience patience) {
    LOKET_ASSIGN(attachment, registry.claim(kind));
    return std::unique_ptr<Session>(new Session(std::move(attachment), registry.deadlines(), patience));
}

Result<std::unique_ptr<Session>> Session::open(Registry& registry, const std::string& id, Patience patience) {
    LOKET_ASSIGN(attachment, registry.claim(id));
    return std::unique_ptr<Session>(new Session(std::move(attachment), registry.deadlines(), patience));
}

Session::Session(std::shared_ptr<Attachment> attachment, std::shared_ptr<DeadlineWatch> deadlines,
                 Patience patience)
    : attachment_(std::move(attachment)),
      deadlines_(std::move(deadlines)),
      patience_(patience),
      backoff_(patience.first_retry, patience.longest_retry),
      on_left_(attachment_->left(), [this] { end_.request_stop(); }),
      thread_([this] { serve(end_.get_token()); }) {}

Session::~Session() { end_.request_stop(); }

Result<JobId> Session::submit(model::Request request, Millis limit) {
    std::unique_lock lock(mutex_);
    if (over_) return Error{Fault::Gone, "the device was detached", "device.gone"};
    if (job_) return Error{Fault::Busy, "a request is under way", "device.busy"};
    if (events_.unread_results() >= EventQueue::kUnreadResults) {
        return Error{Fault::Busy, "results of earlier requests are unread", "device.busy"};
    }
    const auto job = job_ = std::make_shared<Job>(++last_job_, std::move(request), *deadlines_, std::chrono::steady_clock::now() + limit);
    lock.unlock();
    job->on_stop.emplace(job->stop.get_token(), [this, &waiting = *job] { give_up(waiting); });
    wake_.notify_one();
    return job->id;
}

void Session::cancel(JobId id) {
    std::shared_ptr<Job> job;
    {
        const std::lock_guard lock(mutex_);
        if (job_ && job_->id == id) job = job_;
    }
    if (!job) return;
    job->cancelled = true;
    job->stop.request_stop();
}

void Session::serve(const std::stop_token& end) {
    while (!end.stop_requested()) {
        const auto job = wait_for_job(end);
        if (job) {
            work(*job, end);
        } else if (end.stop_requested()) {
            break;  // nobody is left to hear how it is
        } else if (online_) {
            look_at_health();
        } else {
            shake();
            (void)try_open();
        }
    }
    finish();
}

std::shared_ptr<Session::Job> Session::wait_for_job(const std::stop_token& end) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, end, pause_, [this] { return job_ != nullptr; });
    return job_;
}

/// Runs whatever happened before: answers the last job, closes the device, gives the claim back.
void Session::finish() {
    std::shared_ptr<Job> unanswered;
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
        unanswered = job_;
    }
    if (unanswered) retire(*unanswered, why_stopped(*unanswered, {Fault::Cancelled, "the session ended"}));
    attachment_->device().close();
    attachment_->release();
    if (attachment_->left().stop_requested()) events_.push({0, Removed{}});
}

Status Session::try_open() {
    const auto opened = guarded<Status>([this] { return attachment_->device().open(); });
    if (!opened) {
        go_offline(opened.error());
        return opened;
    }
    if (failed_opens_ > 0) log::info("device {} is back", device().id);
    online_ = true;
    failed_opens_ = 0;
    be_patient();
    backoff_.reset();
    attachment_->identify(attachment_->device().identity());
    look_at_health();
    return {};
}

/// A box that hangs is reset when it did not answer thrice; then, where its hub can do that, it loses its power for a moment, now and again.
void Session::shake() {
    constexpr int kAfterReset = 2, kAfterDark = 16;  // silences until the next remedy
    if (silences_ < next_remedy_) return;
    const bool dark = next_remedy_ > kFirstRemedy;
    next_remedy_ = silences_ + (dark ? kAfterDark : kAfterReset);
    const auto done = attachment_->recover(dark ? model::Remedy::PowerCycle : model::Remedy::Reset);
    if (done) log::info("device {}: {}", device().id, dark ? "its power was off for a moment" : "its port was reset");
}

void Session::go_offline(const Error& why) {
    // Only the box's own silence or noise: what is gone, in somebody else's hands or not permitted is not helped by a reset.
    if (why.fault == Fault::TimedOut || why.fault == Fault::Corrupt) ++silences_;
    else be_patient();
    if (failed_opens_++ == 0)
        log::warn("device {} does not answer: {} ({})", device().id, to_string(why.fault), why.context);
    attachment_->device().close();
    online_ = false;
    pause_ = backoff_.next();
    attachment_->note(State::Offline,
                      {.ready = false, .reasons = {"offline"}, .supplies = device().health.supplies});
}

void Session::look_at_health() {
    attachment_->note(State::Ready, attachment_->device().health());
    pause_ = patience_.health_period;
}

void Session::work(Job& job, const std::stop_token& end) {
    const std::stop_callback on_end(end, [&job] { job.stop.request_stop(); });
    // Somebody waits for this one: knock at once, whatever the back-off says.
    const auto opened = online_ ? Status{} : try_open();
    if (begin(job)) retire(job, opened ? attempt(job) : why_stopped(job, opened.error()));
}

/// False when it was stopped while the device was opened.
bool Session::begin(Job& job) {
    const std::lock_guard lock(mutex_);
    return job.begun = job_.get() == &job;
}

/// A job that still waits for its device to open is answered at once; the opening goes on, for the next one.
void Session::give_up(Job& job) {
    const std::lock_guard lock(mutex_);
    if (job_.get() != &job || job.begun) return;
    const auto kept = std::exchange(job_, nullptr);
    events_.push({job.id, Done{why_stopped(job, {Fault::Cancelled, "stopped before it began"})}});
}

Result<model::Outcome> Session::attempt(Job& job) {
    attachment_->note(State::Working);
    auto content = perform(job);
    if (content) {
        look_at_health();
        return model::Outcome{std::move(*content), attachment_->device().identity(),
                              attachment_->clock().now()};
    }
    const Error error = content.error();
    // A box that left or talks nonsense starts from a fresh open; everything else it survives.
    const bool lost =
        error.fault == Fault::Gone || error.fault == Fault::Corrupt || error.fault == Fault::Internal;
    lost ? go_offline(error) : look_at_health();
    return why_stopped(job, error);
}

Result<model::Content> Session::perform(Job& job) {
    if (job.stop.stop_requested()) return Error{Fault::Cancelled, "stopped before it began"};
    QueueSink sink(events_, job.id);
    return guarded<Result<model::Content>>(
        [&] { return attachment_->device().perform(job.request, sink, job.stop.get_token()); });
}

/// A device only knows that it was stopped, or that it read nonsense; the session knows why, and with which words.
Error Session::why_stopped(const Job& job, const Error& told) const {
    if (told.fault == Fault::Corrupt && told.code.empty()) return {told.fault, told.context, "device.wrong_answer"};
    if (told.fault != Fault::Cancelled || job.cancelled) return told;
    if (attachment_->left().stop_requested()) return {Fault::Gone, "the device was detached", "device.gone"};
    if (std::chrono::steady_clock::now() >= job.deadline)
        return {Fault::TimedOut, "no result in time", "device.timed_out"};
    return told;
}

void Session::retire(Job& job, Result<model::Outcome> result) {
    const std::lock_guard lock(mutex_);
    if (job_.get() != &job) return;  // given up meanwhile: every job is answered once
    const auto kept = std::exchange(job_, nullptr);
    events_.push({job.id, Done{std::move(result)}});
}

}  // namespace loket::runtime
