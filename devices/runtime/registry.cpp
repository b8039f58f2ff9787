#include "devices/runtime/registry.h"

#include <algorithm>
#include <exception>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "devices/base/log.h"
#include "devices/runtime/run.h"

namespace loket::runtime {
namespace {

constexpr std::size_t kUnreadEvents = 256;

bool is_simulated(const model::Driver& driver) { return driver.rank < 0; }

bool fits(const model::Driver& driver, const Found& found) {
    if (!found.driver.empty()) return driver.id == found.driver;
    return found.usb && std::any_of(driver.usb.begin(), driver.usb.end(), [&](const model::UsbId& each) { return each.fits(found.usb->vendor, found.usb->product); });
}

}  // namespace

/// For card printers, whose sessions may outlive the registry: asks the reader of this station as long as there is one to ask.
struct Registry::Station {
    explicit Station(Registry& of) : registry(&of) {}
    Result<std::string> talk(model::ApduRequest ask, const std::stop_token& stop) {
        constexpr Millis kLook{2000}, kTalk{60'000};
        const std::lock_guard lock(mutex);
        if (registry == nullptr) return Error{Fault::Gone, "the station is closed", "device.gone"};
        SilentSink sink;
        LOKET_ASSIGN(reader, registry->station_reader());
        const auto limit = ask.talk ? kTalk : kLook;
        LOKET_ASSIGN(outcome, run(*registry, reader, std::move(ask), sink, stop, limit));
        return std::get<model::ApduOutcome>(outcome.content).card_uid;
    }
    std::mutex mutex;
    Registry* registry;
};

Registry::Registry(std::span<const model::Driver* const> drivers, const Clock& clock, model::Scene* scene, model::Settings settings,
                   isolation::Launcher launch)
    : drivers_(drivers.begin(), drivers.end()),
      station_(std::make_shared<Station>(*this)),
      around_{.transport = nullptr, .scene = scene, .clock = &clock, .address = {}, .name = {}, .settings = std::move(settings),
              .station = [station = station_](model::ApduRequest ask, const std::stop_token& stop) { return station->talk(std::move(ask), stop); }},
      launch_(std::move(launch)),
      events_(std::make_shared<Queue<RegistryEvent>>(kUnreadEvents)),
      deadlines_(std::make_shared<DeadlineWatch>()) {
    if (scene != nullptr) attach_simulated();
}

Registry::~Registry() {
    for (const auto& each : list()) leave(each.id);
    const std::lock_guard lock(station_->mutex);
    station_->registry = nullptr;
}

void Registry::attach_simulated() {
    std::map<model::Kind, const model::Driver*> best;
    for (const auto* driver : drivers_) {
        if (!is_simulated(*driver)) continue;
        auto& chosen = best[driver->kind];
        if (chosen == nullptr || driver->rank > chosen->rank) chosen = driver;
    }
    for (const auto& [kind, driver] : best) (void)attach({.id = std::string(driver->id), .usb = {}, .driver = {}, .transport = nullptr}, *driver);
}

Status Registry::arrive(Found found) {
    const auto* driver = driver_for(found);
    if (driver == nullptr)
        return Error{Fault::Unsupported, "no driver fits " + found.id, "device.unsupported"};
    leave(found.id);
    if (!is_simulated(*driver)) dismiss_simulated(driver->kind);
    if (found.transport && tap_) found.transport = tap_(found.id, std::move(found.transport));
    return attach(std::move(found), *driver);
}

const model::Driver* Registry::driver_for(const Found& found) const {
    const model::Driver* best = nullptr;
    for (const auto* driver : drivers_) {
        if (fits(*driver, found) && (best == nullptr || driver->rank > best->rank)) best = driver;
    }
    return best;
}

Status Registry::attach(Found found, const model::Driver& driver) {
    // The queue is shared so that a session that outlives the registry still has someone to tell.
    auto changed = [events = events_, changes = changes_](const DeviceInfo& news) {
        changes->fetch_add(1, std::memory_order_release);
        if (news.state != State::Left) events->try_push({RegistryEvent::What::Changed, news});
    };
    auto around = around_;
    around.address = std::move(found.seen.address);
    around.name = std::move(found.seen.name);
    const bool inside = found.seen.inside_printer;
    std::shared_ptr<Attachment> entry;
    try {
        entry = std::make_shared<Attachment>(found.id, driver, std::move(found.transport), std::move(around), launch_, std::move(changed), inside);
    } catch (const std::exception& thrown) {  // called by hot-plug threads: one bad box ends no other
        return internal(fmt::format("{} cannot make a device of {}: {}", driver.id, found.id, thrown.what()));
    }
    const auto info = entry->info();
    {
        const std::lock_guard lock(mutex_);
        const auto place = std::find_if(entries_.begin(), entries_.end(),
                                        [&](const auto& each) { return each->info().rank < driver.rank; });
        entries_.insert(place, std::move(entry));
    }
    log::info("device {} attached: {} {} {}", info.id, driver.id, info.identity.vendor,
              info.identity.product);
    tell(RegistryEvent::What::Arrived, info);
    return {};
}

void Registry::dismiss_simulated(model::Kind kind) {
    for (const auto& each : list()) {
        if (each.kind == kind && each.rank < 0) leave(each.id);
    }
}

void Registry::leave(const std::string& id) {
    const auto entry = take(id);
    if (!entry) return;
    entry->leave();
    log::info("device {} left", id);
    tell(RegistryEvent::What::Left, entry->info());
}

std::shared_ptr<Attachment> Registry::take(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const auto& each) { return each->info().id == id; });
    if (found == entries_.end()) return nullptr;
    auto entry = *found;
    entries_.erase(found);
    return entry;
}

void Registry::tell(RegistryEvent::What what, const DeviceInfo& device) {
    changes_->fetch_add(1, std::memory_order_release);
    events_->try_push({what, device});
}

std::vector<DeviceInfo> Registry::list() const {
    const std::lock_guard lock(mutex_);
    std::vector<DeviceInfo> all;
    for (const auto& each : entries_) all.push_back(each->info());
    return all;
}

std::deque<HealthEntry> Registry::history(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    for (const auto& each : entries_) {
        if (each->info().id == id) return each->history();
    }
    return {};
}

Result<std::shared_ptr<Attachment>> Registry::claim(model::Kind kind) {
    const std::lock_guard lock(mutex_);
    bool any = false;
    for (const auto& each : entries_) {
        if (const auto info = each->info(); info.kind != kind || info.inside_printer) continue;
        if (each->claim()) return each;
        any = true;
    }
    if (any) return Error{Fault::Busy, "every device of this kind is in use", "device.busy"};
    return Error{Fault::Gone, "no device of this kind is attached", "device.none"};
}

Result<std::string> Registry::station_reader() const {
    std::vector<DeviceInfo> readers;
    for (const auto& each : list())
        if (each.kind == model::Kind::CardReader) readers.push_back(each);
    const auto inside = std::ranges::find_if(readers, &DeviceInfo::inside_printer);
    if (inside != readers.end()) return inside->id;
    if (settings().contains("pcsc_reader.printer")) return Error{Fault::NeedsOperator, "the reader that pcsc_reader.printer names is not attached", "printer.no_station"};
    if (readers.size() == 1) return readers.front().id;
    if (readers.empty()) return Error{Fault::Gone, "no card reader is attached", "device.none"};
    return Error{Fault::NeedsOperator, "several card readers: name the printer's in assets/devices.json (pcsc_reader.printer)", "printer.which_reader"};
}

Result<std::shared_ptr<Attachment>> Registry::claim(const std::string& id) {
    const std::lock_guard lock(mutex_);
    for (const auto& each : entries_) {
        if (each->info().id != id) continue;
        if (each->claim()) return each;
        return Error{Fault::Busy, id + " is in use", "device.busy"};
    }
    return Error{Fault::Gone, id + " is not attached", "device.none"};
}

}  // namespace loket::runtime
