#include <fmt/format.h>

#include "devices/model/wire.h"
#include "drivers/blink1_light/driver.h"
#include "drivers/blink1_light/protocol.h"

namespace loket::drivers::blink1_light {
namespace {

constexpr Millis kLimit{500};
constexpr Millis kPause{20};  // between two looks at a light that fades
constexpr int kLooks = 2 * static_cast<int>(kFade / kPause);

class Light final : public model::Device {
  public:
    explicit Light(const model::Surroundings& around) : wire_(*around.transport) {}

    Status open() override {
        return wire_.open(kInterface, model::Wire::Nothing, [this]() -> Status {
            LOKET_ASSIGN(answer, ask(ask_version()));
            LOKET_ASSIGN(version, parse_version(answer));
            version_ = version;
            return {};
        });
    }
    /// Shown only counts what the light itself says it shows; the first ones cannot tell.
    Result<model::Content> perform(const model::Request& request, model::Sink&, std::stop_token stop) override {
        const auto* wish = std::get_if<model::LightRequest>(&request);
        if (wish == nullptr) return Error{Fault::Unsupported, "not a sign to show", "device.unsupported"};
        LOKET_TRY(wire_.expect_open());
        const model::Wire::Work work(wire_, std::move(stop));
        const auto wanted = colour_of(wish->sign);
        LOKET_TRY(tell(show(wanted)));
        if (!version_.tells_colour()) return model::Content{model::LightOutcome{}};
        for (int look = 0; look < kLooks; ++look) {
            LOKET_ASSIGN(answer, ask(ask_colour()));
            LOKET_ASSIGN(shown, parse_colour(answer));
            if (shown == wanted) return model::Content{model::LightOutcome{}};
            LOKET_TRY(wire_.pause(kPause));
        }
        return corrupt("the light shows another colour");
    }
    model::Health health() override {
        if (wire_.is_open() && ask(ask_version())) return {};
        return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    }
    [[nodiscard]] model::Identity identity() const override {
        auto who = wire_.identity(kDriver, "blink(1)");
        if (version_.major > 0) who.firmware = fmt::format("{}.{}", version_.major, version_.minor);
        return who;
    }
    /// The colour stays: whoever opens it next says another.
    void close() override { wire_.close(); }

  private:
    Status tell(const Report& report) {
        LOKET_TRY(wire_.exchange({.setup = set_report(wire_.box().interface), .out = report}, kLimit));
        return {};
    }
    Result<Bytes> ask(const Report& report) {
        LOKET_TRY(tell(report));
        return wire_.exchange({.setup = get_report(wire_.box().interface), .max = kSize}, kLimit);
    }

    model::Wire wire_;
    Version version_;
};

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Light>(around); }

}  // namespace loket::drivers::blink1_light
