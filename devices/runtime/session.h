#pragma once
// One open device and the thread it works on.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "devices/runtime/backoff.h"
#include "devices/runtime/event_queue.h"
#include "devices/runtime/registry.h"

namespace loket::runtime {

struct Patience {
    Millis first_retry{250};  ///< before the first attempt to re-open a box that went away
    Millis longest_retry{8000};
    Millis health_period{2000};  ///< between looks at an idle device
};

/// Holds the claim on a device from construction to destruction; nobody else gets it meanwhile. All members
/// are safe from any thread. The device is opened in the background and re-opened when it goes away; only the
/// first and the last line of an absence is logged. Destruction stops the work and closes the device.
class Session {
  public:
    /// Gone or Busy as Registry::claim says.
    static Result<std::unique_ptr<Session>> open(Registry& registry, model::Kind kind,
                                                 Patience patience = {});
    static Result<std::unique_ptr<Session>> open(Registry& registry, const std::string& id,
                                                 Patience patience = {});
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Starts a request; its Done event follows in any case, TimedOut after `limit`. Busy while another one
    /// is under way or too many results were left unread; Gone once the device was detached.
    Result<JobId> submit(model::Request request, Millis limit);
    /// Done(Cancelled) follows within 100 ms, also while the device is still being opened. Ignored when the job is over.
    void cancel(JobId job);
    EventQueue& events() { return events_; }
    [[nodiscard]] DeviceInfo device() const { return attachment_->info(); }

  private:
    struct Job {
        Job(JobId number, model::Request what, DeadlineWatch& watch, DeadlineWatch::Time until)
            : id(number), request(std::move(what)), deadline(until), guard(watch.at(until, stop)) {}
        const JobId id;
        const model::Request request;
        const DeadlineWatch::Time deadline;
        std::stop_source stop;
        std::atomic<bool> cancelled = false;
        bool begun = false;  // the device works on it
        const DeadlineWatch::Guard guard;
        std::optional<std::stop_callback<std::function<void()>>> on_stop;
    };
    class QueueSink;

    Session(std::shared_ptr<Attachment> attachment, std::shared_ptr<DeadlineWatch> deadlines,
            Patience patience);
    void serve(const std::stop_token& end);
    void finish();
    std::shared_ptr<Job> wait_for_job(const std::stop_token& end);
    Status try_open();
    void go_offline(const Error& why);
    void shake();
    void be_patient() { silences_ = 0, next_remedy_ = kFirstRemedy; }
    void look_at_health();
    void work(Job& job, const std::stop_token& end);
    bool begin(Job& job);
    void give_up(Job& job);
    Result<model::Outcome> attempt(Job& job);
    Result<model::Content> perform(Job& job);
    [[nodiscard]] Error why_stopped(const Job& job, const Error& told) const;
    void retire(Job& job, Result<model::Outcome> result);

    const std::shared_ptr<Attachment> attachment_;
    const std::shared_ptr<DeadlineWatch> deadlines_;
    const Patience patience_;
    EventQueue events_;

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::shared_ptr<Job> job_;  // waiting or under way
    bool over_ = false;         // takes no more jobs
    JobId last_job_ = 0;

    // The thread's own.
    bool online_ = false;
    int failed_opens_ = 0;
    static constexpr int kFirstRemedy = 3;
    int silences_ = 0, next_remedy_ = kFirstRemedy;  ///< failures in a row that are the box's own: it hangs; at how many something is done
    Backoff backoff_;
    Millis pause_{0};

    std::stop_source end_;
    std::stop_callback<std::function<void()>> on_left_;
    std::jthread thread_;
};

}  // namespace loket::runtime
