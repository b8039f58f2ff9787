#pragma once
// The kiosk's side of a device that lives in a process of its own: whatever a vendor's library does there, the kiosk goes on.

#include <memory>
#include <optional>

#include "devices/isolation/channel.h"
#include "devices/isolation/child.h"
#include "devices/isolation/fields.h"

namespace loket::isolation {

/// A running helper and the line to it. Ends it when it goes.
class Helper {
  public:
    static Result<std::unique_ptr<Helper>> start(const Launcher& launch, const Begin& begin);
    ~Helper() { end(); }
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;

    Channel& line() { return line_; }
    /// Asks and waits for the answer, hearing nothing else.
    Result<Answer> ask(Word word, Channel::Time deadline, const std::stop_token& stop = {});
    /// Lets it close its device and end by itself; by force if that takes long.
    void dismiss();
    /// By force; how it ended.
    std::string end();

  private:
    explicit Helper(Child child) : line_(child.socket), end_(std::move(child.end)) {}

    Channel line_;
    std::function<std::string()> end_;
};

/// The helper lives from `open` to `close`, or to its own end: then what is under way is Gone and the next `open` starts another. One
/// that does not obey a stop within 70 ms is killed; the next request starts another. What it says is believed in nothing (pack.h):
/// nonsense is Corrupt and ends it.
class IsolatedDevice final : public model::Device {
  public:
    IsolatedDevice(const model::Driver& driver, const model::Surroundings& around, Launcher launch);

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override { return identity_; }
    void close() override;

  private:
    Status start(const std::stop_token& stop);
    Result<model::Content> listen(std::size_t kind, model::Sink& sink, const std::stop_token& stop);
    Result<model::Content> obey(std::size_t kind);
    Result<model::Content> read(const Message& message, std::size_t kind);
    Error lost(const Error& why);

    const Begin begin_;
    const Launcher launch_;
    model::Identity identity_;
    std::unique_ptr<Helper> helper_;
    bool open_ = false;
};

}  // namespace loket::isolation
