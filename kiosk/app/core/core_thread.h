#pragma once
// The core's thread: everything that touches the disk happens here; the screens only ask and look at snapshots.

#include <atomic>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <type_traits>

#include "devices/base/queue.h"
#include "kiosk/app/core/core.h"

namespace loket::app {

/// What an exception becomes that somebody's work let out: our own mistake, told to the asker instead of ending the program.
Error as_internal(const std::exception* thrown);

/// Owns the Core once it is open. All members are safe from any thread.
class CoreThread {
  public:
    explicit CoreThread(std::unique_ptr<Core> core);
    ~CoreThread();

    /// Runs `work(Core&)` on the core's thread. Never call `.get()` on the ui thread: poll instead. Work that throws answers
    /// `Internal` where it answers with a Result; any other answer throws from `.get()`.
    template <class Work>
    auto ask(Work work) -> std::future<std::invoke_result_t<Work, Core&>> {
        using Answer = std::invoke_result_t<Work, Core&>;
        return ask_for<Answer>(std::move(work));
    }

    std::future<Result<std::vector<store::StoredEvent>>> execute(engine::Command command, engine::Actor actor, std::vector<Attachment> attachments = {},
                                                                std::optional<engine::Override> override_by = {});

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const { return core_->snapshot(); }
    [[nodiscard]] const Reference& reference() const { return *reference_; }
    /// Work that has been asked for and is not finished.
    [[nodiscard]] int pending() const { return pending_; }

  private:
    /// Once for each sort of answer, not for each question: there are hundreds of those.
    template <class Answer>
    std::future<Answer> ask_for(std::function<Answer(Core&)> work) {
        auto task = std::make_shared<std::packaged_task<Answer(Core&)>>([work = std::move(work)](Core& core) -> Answer {
            if constexpr (std::is_constructible_v<Answer, Error>) {
                try {
                    return work(core);
                } catch (const std::exception& thrown) {
                    return as_internal(&thrown);
                } catch (...) {
                    return as_internal(nullptr);
                }
            } else {
                return work(core);
            }
        });
        auto answer = task->get_future();
        post([task](Core& core) { (*task)(core); });
        return answer;
    }
    void post(std::function<void(Core&)> work);
    void run(std::stop_token stop);

    std::unique_ptr<Core> core_;
    const Reference* reference_;
    Queue<std::function<void(Core&)>> queue_{4096};
    std::atomic<int> pending_ = 0;
    std::jthread thread_;  ///< last: stops before the rest goes
};

}  // namespace loket::app
