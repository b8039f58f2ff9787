#pragma once
// A driver whose device does exactly what a test tells it, to see what the runtime makes of it.

#include <atomic>
#include <functional>
#include <mutex>

#include "devices/model/driver.h"

namespace loket::test {

struct Fake {
    std::function<Status()> open = [] { return Status{}; };
    std::function<Result<model::Content>(model::Sink&, std::stop_token)> perform =
        [](model::Sink&, std::stop_token) { return Result<model::Content>{model::ReceiptOutcome{}}; };
    std::atomic<int> opens = 0, closes = 0, performs = 0, alive = 0;
};
/// What the devices of `kFake` and `kFakeBetter` do. Set before a registry is made.
inline Fake* fake = nullptr;

class FakeDevice final : public model::Device {
  public:
    explicit FakeDevice(const char* name) : name_(name) { ++fake->alive; }
    ~FakeDevice() override { --fake->alive; }
    Status open() override { return ++fake->opens, fake->open(); }
    Result<model::Content> perform(const model::Request&, model::Sink& sink, std::stop_token stop) override {
        ++fake->performs;
        return fake->perform(sink, stop);
    }
    model::Health health() override { return {}; }
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = name_, .vendor = "Test", .product = "Fake", .serial = "1", .firmware = "1"};
    }
    void close() override { ++fake->closes; }

  private:
    const char* name_;
};

inline constexpr model::UsbId kFakeIds[] = {{0x1234, 0x0001}, {0x1234, 0x0002}};
inline constexpr model::UsbId kBetterIds[] = {{0x1234, 0x0002}};
inline constexpr model::Driver kFake{
    .id = "fake",
    .kind = model::Kind::ReceiptPrinter,
    .usb = kFakeIds,
    .rank = 0,
    .create = [](const model::Surroundings&) -> std::unique_ptr<model::Device> {
        return std::make_unique<FakeDevice>("fake");
    }};
inline constexpr model::Driver kBetter{
    .id = "better",
    .kind = model::Kind::ReceiptPrinter,
    .usb = kBetterIds,
    .rank = 5,
    .create = [](const model::Surroundings&) -> std::unique_ptr<model::Device> {
        return std::make_unique<FakeDevice>("better");
    }};
inline constexpr model::Driver kStandIn{
    .id = "stand_in",
    .kind = model::Kind::ReceiptPrinter,
    .usb = {},
    .rank = -1,
    .create = [](const model::Surroundings&) -> std::unique_ptr<model::Device> {
        return std::make_unique<FakeDevice>("stand_in");
    }};
inline constexpr const model::Driver* kFakes[] = {&kFake, &kBetter, &kStandIn};

}  // namespace loket::test
