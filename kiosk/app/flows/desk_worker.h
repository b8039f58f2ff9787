#pragma once
// The thread on which a desk does what takes time: captures, prints, comparisons. One task at a time; the screen watches.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "devices/base/result.h"
#include "devices/model/device.h"
#include "kiosk/viewmodels/common.h"

namespace loket::app {

/// What a running task shows: newest preview, coaching, progress. Safe from any thread.
class TaskFeed final : public model::Sink {
  public:
    void preview(const RgbaImage& frame) override;
    void hint(std::string_view code) override;
    void progress(int percent) override;
    void reset();

    struct View {
        viewmodels::Picture preview;
        std::vector<std::string> hints;  ///< string-table keys, newest last
        int percent = 0;
    };
    [[nodiscard]] View view() const;

  private:
    mutable std::mutex mutex_;
    View view_;
};

class DeskWorker {
  public:
    using Task = std::function<void(TaskFeed&, std::stop_token)>;
    ~DeskWorker();
    /// False while another task runs. `done` is called by `poll` on the caller's thread after the task has ended.
    bool start(Task task, std::function<void()> done);
    void cancel();
    /// Delivers a finished task; call once a frame.
    void poll();
    [[nodiscard]] bool busy() const { return running_; }
    /// A task that threw ends like any other, then this is called on the caller's thread with an `Internal` error to show.
    void on_failure(std::function<void(const Error&)> tell) { tell_ = std::move(tell); }
    [[nodiscard]] TaskFeed::View view() const { return feed_.view(); }

  private:
    TaskFeed feed_;
    std::atomic<bool> ended_ = false;
    bool running_ = false;
    std::function<void()> done_;
    std::function<void(const Error&)> tell_;
    std::optional<Error> failure_;  ///< written by the task's thread before `ended_`, read after
    std::jthread thread_;
};

}  // namespace loket::app
