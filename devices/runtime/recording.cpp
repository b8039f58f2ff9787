#include "devices/runtime/recording.h"

#include "devices/base/wait.h"

namespace loket::runtime {

Result<Recording> without_persons(const model::Driver& driver, Recording recording) {
    using model::Kind;
    const bool prints_for_tests = driver.kind == Kind::ReceiptPrinter || driver.kind == Kind::PaperPrinter || driver.kind == Kind::Headset || driver.kind == Kind::StatusLight;
    if (driver.anonymise == nullptr && !prints_for_tests)
        return Error{Fault::Unsupported, std::string(driver.id) + " cannot take persons out of its traffic", "device.unsupported"};
    if (driver.anonymise != nullptr) driver.anonymise(recording);
    for (auto& step : recording) step.box.serial.clear();
    return recording;
}

Result<model::UsbBox> Recorder::open(model::UsbClass wanted) {
    auto box = inner_->open(wanted);
    Step step;
    step.opening = true;
    if (box) step.box = *box;
    else step.answer = box.error();
    recording_->push_back(std::move(step));
    return box;
}

Result<Bytes> Recorder::exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) {
    auto answer = inner_->exchange(transfer, deadline, stop);
    recording_->push_back({.endpoint = transfer.endpoint,
                           .setup = transfer.setup,
                           .out = {transfer.out.begin(), transfer.out.end()},
                           .max = transfer.max,
                           .answer = answer});
    return answer;
}

Error Replayer::unexpected(std::string what) {
    if (!mistake_) mistake_ = "step " + std::to_string(next_ + 1) + ": " + std::move(what);
    return internal("not as recorded: " + *mistake_);
}

Result<model::UsbBox> Replayer::open(model::UsbClass) {
    if (next_ == recording_.size() || !recording_[next_].opening) return unexpected("opened");
    const auto& step = recording_[next_++];
    if (!step.answer) return step.answer.error();
    return step.box;
}

Result<Bytes> Replayer::exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) {
    if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    if (next_ == recording_.size()) return unexpected("said more");
    const auto& step = recording_[next_];
    const Bytes out(transfer.out.begin(), transfer.out.end());
    const bool same = !step.opening && step.endpoint == transfer.endpoint && step.setup == transfer.setup && step.max == transfer.max && step.out == out;
    if (!same) return unexpected("said something else");
    ++next_;
    if (!step.answer && step.answer.error().fault == Fault::TimedOut) wait_for(std::chrono::ceil<Millis>(deadline - std::chrono::steady_clock::now()), stop);
    return step.answer;
}

}  // namespace loket::runtime
