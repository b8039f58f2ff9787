#include "kiosk/app/desk/link.h"

#include "workflow/store/key_file.h"

namespace loket::app {
namespace {

struct Place {
    std::filesystem::path folder;
    bool enrolled = false;
};

class LinkThread final : public Link {
  public:
    LinkThread(CoreThread& core, const Clock& clock, const store::Key& seed, std::string device_key, const std::filesystem::path& folder)
        : sender_({.at_store = [&core](const auto& work) { return at_store(core, work); }, .clock = clock, .random = random_, .signing_seed = seed, .device_key = std::move(device_key),
                   .packets = folder / "packets"}),
          thread_([this](const std::stop_token& stop) { sender_.run(stop); }) {}
    [[nodiscard]] std::shared_ptr<const sync::LinkView> view() const override { return sender_.view(); }
    void try_now() override { sender_.try_now(); }

  private:
    /// The core's thread owns the store; `work` lives until it has answered.
    static Status at_store(CoreThread& core, const std::function<Status(store::Store&)>& work) {
        try {
            return core.ask([&work](Core& owner) { return work(owner.store()); }).get();
        } catch (const std::future_error&) {
            return Error{Fault::Busy, "the core's queue was full"};
        }
    }

    SystemRandom random_;
    sync::Sender sender_;
    std::jthread thread_;  ///< last: stops before the rest goes
};

}  // namespace

Result<std::shared_ptr<Link>> start_link(CoreThread& core, const Clock& clock) {
    LOKET_ASSIGN(place, core.ask([](Core& owner) -> Result<Place> {
                                LOKET_ASSIGN(membership, sync::membership_of(owner.store()));
                                return Place{owner.folder(), membership.has_value()};
                            }).get());
    if (!place.enrolled) return std::shared_ptr<Link>();
    SystemRandom random;
    LOKET_ASSIGN(seed, store::load_or_create_key(place.folder / "office.sync", random));
    LOKET_ASSIGN(device, sync::device_key(place.folder / "office.device"));
    return std::shared_ptr<Link>(std::make_shared<LinkThread>(core, clock, seed, device, place.folder));
}

}  // namespace loket::app
