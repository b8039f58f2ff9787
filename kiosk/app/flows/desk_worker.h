#pragma once
// The thread on which a desk does what takes time: captures, prints, comparisons. One task at a time; the screen watches.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

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
    [[nodiscard]] TaskFeed::View view() const { return feed_.view(); }

  private:
    TaskFeed feed_;
    std::atomic<bool> ended_ = false;
    bool running_ = false;
    std::function<void()> done_;
    std::jthread thread_;
};

}  // namespace loket::app
