#include "kiosk/app/desk/link.h"

#include "devices/base/wait.h"
#include "kiosk/app/centre/centre_orders.h"
#include "kiosk/app/centre/packet_contents.h"
#include "kiosk/app/core/at_core.h"
#include "kiosk/app/core/health_log.h"
#include "kiosk/app/core/number_blocks.h"
#include "kiosk/app/desk/fleet.h"
#include "kiosk/app/update/machine.h"
#include "workflow/store/key_file.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/link/status_file.h"

namespace loket::app {
namespace {

struct Place {
    std::filesystem::path folder;
    bool has_register = false;  ///< over a link, or by sticks
};

class LinkThread final : public Link {
  public:
    LinkThread(CoreThread& core, const Clock& clock, const store::Key& seed, std::string device_key, const std::filesystem::path& folder, const std::shared_ptr<const update::Machine>& machine)
        : sender_({.at_store = at_store(core), .clock = clock, .random = random_, .signing_seed = seed, .device_key = std::move(device_key),
                   .packets = folder / "packets", .contents = packet_contents,
                   .numbers = {.wanted = [&core, &clock] { return ask_core(core, [today = wib_date(clock.now())](Core& owner) { return numbers_to_ask(owner, today); }); },
                               .left = [&core] { return ask_core(core, [](Core& owner) { return blocks_left(owner.store()); }); },
                               .take = [&core](const auto& ask, const auto& given) { return ask_core(core, [ask, given](Core& owner) { return take_number(owner, ask, given); }); }},
                   .machines = machine ? desk_of(core, clock, machine) : sync::Sender::Parts::MachineDesk{},
                   .news = [&core] { return ask_core(core, [](Core& owner) { return obey_centre(owner); }); }}),
          thread_([this, &clock, folder](const std::stop_token& stop) { run(clock, folder, stop); }) {}
    [[nodiscard]] std::shared_ptr<const sync::LinkView> view() const override { return sender_.view(); }
    void try_now() override { sender_.try_now(); }
    void carry(const std::filesystem::path& folder) override { sender_.carry(folder); }
    [[nodiscard]] std::shared_ptr<const sync::StickTrip> trip() const override { return sender_.trip(); }

  private:
    /// What it has come to is noted every few seconds, for who asks from outside.
    void run(const Clock& clock, const std::filesystem::path& folder, const std::stop_token& stop) {
        constexpr Millis kNote{5000};
        for (Instant noted{}; !stop.stop_requested();) {
            wait_for(sender_.step(stop), stop);
            if (const auto now = clock.now(); now >= noted + kNote || now < noted) {
                sync::write_status(folder, *sender_.view(), now);
                noted = now;
            }
        }
    }
    static sync::Sender::Parts::MachineDesk desk_of(CoreThread& core, const Clock& clock, const std::shared_ptr<const update::Machine>& machine) {
        const auto tell = [&core, &clock] {
            return ask_core(core, [now = clock.now()](Core& owner) -> Result<sync::wire::Machines> {
                LOKET_ASSIGN(lines, health_lines(owner.store()));
                return fleet_of(last_of_each(lines), owner.machine(), now);
            });
        };
        const auto wants = [machine](const sync::wire::BundleOffer& offer) { return update::is_wanted(*machine, offer.version); };
        return {tell, wants, machine->fetched()};
    }

    SystemRandom random_;
    sync::Sender sender_;
    std::jthread thread_;  ///< last: stops before the rest goes
};

}  // namespace

Result<std::shared_ptr<Link>> start_link(CoreThread& core, const Clock& clock, const std::shared_ptr<const update::Machine>& machine) {
    LOKET_ASSIGN(place, core.ask([](Core& owner) -> Result<Place> {
                                const auto card = sync::register_of(owner.store());
                                if (!card && card.error().code != sync::kNotEnrolled) return card.error();
                                return Place{owner.folder(), card.ok()};
                            }).get());
    if (!place.has_register) return std::shared_ptr<Link>();
    SystemRandom random;
    LOKET_ASSIGN(seed, store::load_or_create_key(place.folder / "office.sync", random));
    LOKET_ASSIGN(device, sync::device_key(place.folder / "office.device"));
    return std::shared_ptr<Link>(std::make_shared<LinkThread>(core, clock, seed, device, place.folder, machine));
}

VersionCare version_care(const std::shared_ptr<const update::Machine>& machine) {
    return {machine->fetched(), [machine](const std::string& version) { return update::is_wanted(*machine, version); }, [machine](const std::string& version) { return update::is_proven(*machine, version); }};
}

Status enrol_office(CoreThread& core, const std::string& url, const std::string& code) {
    return core.ask([url, code](Core& owner) -> Status {
                   SystemRandom random;
                   LOKET_ASSIGN(seed, store::load_or_create_key(owner.folder() / "office.sync", random));
                   LOKET_ASSIGN(device, sync::device_key_to_enrol(owner.folder() / "office.device"));
                   const auto joined = sync::join(owner.store(), sync::SigningKey(seed), {.url = url, .code = code, .device_key = device});
                   return joined ? Status{} : Status{joined.error()};
               }).get();
}

Result<sync::Card> card_of_office(CoreThread& core) {
    return core.ask([](Core& owner) -> Result<sync::Card> {
                   SystemRandom random;
                   LOKET_ASSIGN(seed, store::load_or_create_key(owner.folder() / "office.sync", random));
                   return sync::Card{.of = sync::Card::Of::Office, .origin = owner.store().identity().uuid, .key = sync::SigningKey(seed).public_key()};
               }).get();
}

Status enrol_by_card(CoreThread& core, const sync::Card& card, const engine::Actor& by) {
    return core.ask([&](Core& owner) -> Status {
                   LOKET_TRY(sync::enrol(owner.store(), card));
                   return owner.audit(by, "sync.enrol", "pusat", sync::spoken(card));
               }).get();
}

bool needs_new_epoch(const sync::LinkView& view) {
    const auto& code = view.standing.code;
    return view.standing.stopped && (code == sync::kFork || code == sync::kBehind || code == sync::kOldEpoch);
}

Result<std::int64_t> begin_new_epoch(CoreThread& core, const engine::Actor& by, const std::string& second) {
    return core.ask([&](Core& owner) -> Result<std::int64_t> {
                   LOKET_ASSIGN(exchange, sync::load_exchange(owner.store()));
                   LOKET_TRY(owner.audit(by, "sync.new_epoch", owner.store().identity().uuid, exchange.standing.code + ", " + second));
                   return sync::new_epoch(owner.store(), exchange, 0);
               }).get();
}

}  // namespace loket::app
