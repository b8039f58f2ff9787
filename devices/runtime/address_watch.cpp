#include "devices/runtime/address_watch.h"

#include <algorithm>
#include <exception>

#include "devices/base/log.h"
#include "devices/base/wait.h"

namespace loket::runtime {
namespace {

constexpr Millis kLongestPause{60'000}, kStillLooking{100};
constexpr Millis kGlance{1000}, kSettling{30'000};  // whoever comes waits for its rights and may load its firmware first

std::string id_of(const model::Driver& driver, const std::string& address) { return std::string(driver.id) + ":" + address; }

Result<std::optional<std::vector<model::Sighting>>> look_guarded(const model::Driver& driver, const model::Settings& settings, const std::stop_token& stop) {
    try {
        LOKET_ASSIGN(seen, driver.finder.look(settings, stop));
        return std::optional(std::move(seen));
    } catch (const std::exception& thrown) {
        return internal(std::string("finder threw: ") + thrown.what());
    }
}

std::set<std::string> names_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) names.insert(entry.path().filename().string());
    return names;
}

}  // namespace

AddressWatch::AddressWatch(Registry& registry, std::filesystem::path usb) : registry_(registry), usb_(std::move(usb)) {
    for (const auto* driver : registry.drivers()) {
        if (driver->finder.look == nullptr) continue;
        auto isolated = driver->isolated ? std::make_unique<isolation::IsolatedFinder>(*driver, registry.settings(), registry.launch()) : nullptr;
        posts_.push_back({.driver = driver, .isolated = std::move(isolated), .backoff = Backoff(driver->finder.period * 2, std::max(kLongestPause, driver->finder.period))});
    }
    looked_ = posts_.empty();
    if (!looked_) thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

AddressWatch::~AddressWatch() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    for (const auto& post : posts_)
        for (const auto& address : post.here) registry_.leave(id_of(*post.driver, address));
}

bool AddressWatch::looked(Millis patience) {
    std::unique_lock lock(mutex_);
    return first_round_.wait_for(lock, patience, [this] { return looked_; });
}

void AddressWatch::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        notice_plugging();
        for (auto& post : posts_)
            if (!stop.stop_requested() && post.next <= std::chrono::steady_clock::now()) look(post, stop);
        if (std::all_of(posts_.begin(), posts_.end(), [](const Post& post) { return post.looked; })) {
            const std::lock_guard lock(mutex_);
            looked_ = true;
            first_round_.notify_all();
        }
        const auto soonest = std::min_element(posts_.begin(), posts_.end(), [](const Post& a, const Post& b) { return a.next < b.next; });
        wait_for(std::clamp(std::chrono::ceil<Millis>(soonest->next - std::chrono::steady_clock::now()), Millis{0}, kGlance), stop);
    }
}

void AddressWatch::notice_plugging() {
    auto now = names_in(usb_);
    if (now == plugged_) return;
    plugged_ = std::move(now);
    const auto began = std::chrono::steady_clock::now();
    settled_ = began + kSettling;
    for (auto& post : posts_)
        if (!post.failing) post.next = std::min(post.next, began + post.driver->finder.period);
}

Millis AddressWatch::pause(const Post& post) const {
    const auto& finder = post.driver->finder;
    return std::chrono::steady_clock::now() < settled_ ? finder.period : std::max(finder.period, finder.rest);
}

void AddressWatch::look(Post& post, const std::stop_token& stop) {
    const auto seen = post.isolated ? post.isolated->look(stop) : look_guarded(*post.driver, registry_.settings(), stop);
    if (stop.stop_requested()) return;  // an answer that was hurried is none
    if (seen && !*seen) {
        post.next = std::chrono::steady_clock::now() + kStillLooking;
        return;
    }
    post.looked = true;
    if (!seen && !post.failing) log::warn("cannot tell which boxes of {} are there: {}", post.driver->id, seen.error().context);
    if (seen && post.failing) log::info("the boxes of {} can be told again", post.driver->id);
    post.failing = !seen;
    if (seen) {
        post.backoff.reset();
        tell(post, **seen);
    }
    post.next = std::chrono::steady_clock::now() + (seen ? pause(post) : post.backoff.next());
}

void AddressWatch::tell(Post& post, const std::vector<model::Sighting>& seen) {
    std::set<std::string> now;
    for (const auto& each : seen) now.insert(each.address);
    for (const auto& address : post.here)
        if (!now.contains(address)) registry_.leave(id_of(*post.driver, address));
    for (const auto& each : seen) {
        if (!post.here.insert(each.address).second) continue;
        const auto id = id_of(*post.driver, each.address);
        const auto attached = registry_.arrive({.id = id, .usb = {}, .driver = std::string(post.driver->id), .transport = nullptr, .seen = each});
        if (attached) continue;
        if (post.refused.insert(each.address).second) log::warn("{} cannot be used: {}", id, attached.error().context);
        now.erase(each.address);  // tried again at the next look
    }
    std::erase_if(post.refused, [&](const auto& address) { return now.contains(address); });
    post.here = std::move(now);
}

}  // namespace loket::runtime
