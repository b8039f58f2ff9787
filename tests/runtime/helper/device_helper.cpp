// device_helper device-helper DRIVER: the helper process of tests. It knows every driver of this build, with a scene for the simulated
// ones, and one that does whatever harm its address says.

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "devices/base/wait.h"
#include "devices/isolation/child.h"
#include "devices/isolation/serve.h"
#include "devices/model/scene.h"
#include "drivers/table.h"

using namespace loket;

namespace {

/// Never obeys anybody, as long as a test may take.
void hang() { wait_for(Millis{60'000}, {}); }

void say_on_the_line(const std::string& bytes) { (void)!write(isolation::kHelperSocket, bytes.data(), bytes.size()); }

class Naughty final : public model::Device {
  public:
    explicit Naughty(std::string how) : how_(std::move(how)) {}
    Status open() override {
        if (how_ == "hang in open") hang();
        if (how_ == "crash in open") std::abort();
        return {};
    }
    Result<model::Content> perform(const model::Request&, model::Sink& sink, std::stop_token stop) override {
        sink.hint("paper.empty");
        if (how_ == "deaf") hang();
        if (how_ == "crash") std::abort();
        if (how_ == "exit") _exit(3);
        if (how_ == "throw") throw std::runtime_error("vendor");
        if (how_ == "noise") say_on_the_line(std::string(64, '\xEE'));
        if (how_ == "oversized") say_on_the_line(std::string("\x21\xFF\xFF\xFF\xFF", 5) + std::string(100, ' '));
        if (how_ == "half") say_on_the_line(std::string("\x21\x40\x00\x00\x00", 5)), _exit(0);
        if (how_ == "flood")
            while (!stop.stop_requested()) sink.preview(RgbaImage(640, 480));
        if (!wait_for(Millis{how_ == "slow" ? 60'000 : 0}, stop)) return Error{Fault::Cancelled, "stopped"};
        return model::Content{model::PaperOutcome{RgbaImage(4, 4), {}}};
    }
    model::Health health() override {
        if (how_ == "hang in health") hang();
        return {};
    }
    [[nodiscard]] model::Identity identity() const override { return {.driver = "naughty", .vendor = "Test", .product = how_, .serial = "1", .firmware = "1", .simulated = true}; }
    void close() override {
        if (how_ == "hang in close") hang();
    }

  private:
    const std::string how_;
};

constexpr model::Driver kNaughty{.id = "naughty",
                                 .kind = model::Kind::DocumentCamera,
                                 .usb = {},
                                 .rank = 1,
                                 .create = [](const model::Surroundings& around) -> std::unique_ptr<model::Device> { return std::make_unique<Naughty>(around.address); }};

}  // namespace

int main(int count, char** words) {
    if (count != 3 || words[1] != std::string(isolation::kHelperWord)) return 2;
    model::Scene scene(1);
    scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    const SystemClock clock;
    std::vector<const model::Driver*> all(drivers::all().begin(), drivers::all().end());
    all.push_back(&kNaughty);
    return isolation::run_helper(all, {.transport = nullptr, .scene = &scene, .clock = &clock});
}
