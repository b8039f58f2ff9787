#pragma once
// Traffic between a driver and its box as a text file: recorded once, replayed in tests for ever.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/model/driver.h"
#include "devices/model/traffic.h"

namespace loket::runtime {

using model::Recording;
using model::Step;

/// One line for each thing said and each answer; bytes in hexadecimal, runs as `00*62`. `#` begins a comment.
///
///     > open                               < 05ba:000a 0110 0 82 00 81 "Digital Persona" "U.are.U 4500" ""
///     > 00 40 04 0007 0000 out 00          < -
///     > 00 c0 04 0007 0000 max 1           < 80
///     > 81 max 64                          < 56aa 00*62
///     > 81 max 64                          ! timed_out
std::string to_text(const Recording& recording);
/// Corrupt with the line number for anything else.
Result<Recording> parse_recording(std::string_view text);

/// The recording without anybody in it: what the driver knows of persons is made synthetic, serial numbers are left out. It replays
/// step for step. Unsupported for a driver whose boxes look at persons and that cannot do so.
Result<Recording> without_persons(const model::Driver& driver, Recording recording);

/// Remembers what passes. `recording` is shared, so that it outlives the device; read it when the driver is idle.
class Recorder final : public model::Transport {
  public:
    Recorder(std::shared_ptr<model::Transport> inner, std::shared_ptr<Recording> recording)
        : inner_(std::move(inner)), recording_(std::move(recording)) {}
    Result<model::UsbBox> open(model::UsbClass wanted) override;
    Result<Bytes> exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) override;
    void close() override { inner_->close(); }
    Status recover(model::Remedy remedy) override { return inner_->recover(remedy); }

  private:
    const std::shared_ptr<model::Transport> inner_;
    const std::shared_ptr<Recording> recording_;
};

/// Answers as recorded, strictly in order; what timed out takes its time again. Anything else that is said fails with Internal and is kept in `mistake`.
class Replayer final : public model::Transport {
  public:
    explicit Replayer(Recording recording) : recording_(std::move(recording)) {}
    Result<model::UsbBox> open(model::UsbClass wanted) override;
    Result<Bytes> exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) override;
    void close() override {}

    /// All was said, and nothing else.
    [[nodiscard]] bool finished() const { return next_ == recording_.size() && !mistake_; }
    [[nodiscard]] const std::optional<std::string>& mistake() const { return mistake_; }

  private:
    Error unexpected(std::string what);

    const Recording recording_;
    std::size_t next_ = 0;
    std::optional<std::string> mistake_;
};

}  // namespace loket::runtime
