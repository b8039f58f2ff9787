#include <deque>

#include "devices/model/device.h"
#include "devices/model/emulations.h"
#include "drivers/hid_wedge/driver.h"
#include "drivers/hid_wedge/model.h"
#include "drivers/hid_wedge/typing.h"

namespace loket::drivers::hid_wedge {
namespace {

constexpr std::chrono::hours kForever{24};  // the session's deadline comes long before
constexpr Millis kGap{300};                 // between two strokes of one code; readers over radio pause for some tens

const Layout& layout_of(const model::Settings& settings) {
    const auto named = settings.find("hid_wedge.layout");
    const auto* layout = named == settings.end() ? nullptr : layout_named(named->second);
    return layout != nullptr ? *layout : *layout_named("us");
}

class WedgeReader final : public model::Device {
  public:
    explicit WedgeReader(const model::Surroundings& around) : address_(around.address), name_(around.name), typing_(layout_of(around.settings)) {}

    Status open() override {
        close();
        LOKET_ASSIGN(node, evdev::open_node(address_));
        LOKET_TRY(node->grab());
        node_ = std::move(node);
        return {};
    }
    Result<model::Content> perform(const model::Request& request, model::Sink&, std::stop_token stop) override {
        if (!std::holds_alternative<model::CodeRequest>(request)) return Error{Fault::Unsupported, "not a request of a code reader", "device.unsupported"};
        while (codes_.empty()) {
            if (!node_) return Error{Fault::Gone, "the code reader is not open", "device.gone"};
            LOKET_TRY(hear(stop));
        }
        auto code = std::move(codes_.front());
        codes_.pop_front();
        if (!code) return code.error();
        return model::Content{model::CodeOutcome{std::move(code).value()}};
    }
    model::Health health() override {
        if (node_ && node_->check()) return {};
        return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    }
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = std::string(kDriver.id), .vendor = {}, .product = name_.empty() ? "Code reader" : name_, .serial = {}, .firmware = {}, .simulated = model::is_emulated(address_)};
    }
    void close() override {
        node_.reset();
        typing_.give_up();
        codes_.clear();
    }

  private:
    /// One reading of the node; half a code that is not gone on with is given up and told.
    Status hear(const std::stop_token& stop) {
        const auto bytes = node_->read(typing_.begun() ? kGap : Millis{kForever}, stop);
        if (!bytes && bytes.error().fault == Fault::TimedOut && typing_.begun()) {
            typing_.give_up();
            codes_.emplace_back(rejected("scan.unclear", "the code reader stopped in mid-code"));
            return {};
        }
        if (!bytes && bytes.error().fault == Fault::Gone) close();
        if (!bytes) return bytes.error();
        LOKET_ASSIGN(events, evdev::parse_events(*bytes));
        for (const auto& event : events)
            if (auto code = typing_.push(event)) codes_.push_back(std::move(*code));
        return {};
    }

    const std::string address_, name_;
    Typing typing_;
    std::unique_ptr<evdev::Node> node_;
    std::deque<Result<std::string>> codes_;  // read at once with the one that was asked for
};

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<WedgeReader>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> seen;
    for (const auto& node : evdev::nodes())
        if (is_reader(node, settings)) seen.push_back({node.address, node.name});
    return seen;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return evdev::emulate(std::make_unique<ReaderHand>(scene)); }

}  // namespace loket::drivers::hid_wedge
