#include "devices/model/scene.h"

#include <algorithm>
#include <utility>

#include "devices/base/random.h"

namespace loket::model {

void Scene::set_person(SimPerson person) {
    const std::lock_guard lock(mutex_);
    person_ = std::move(person);
}

SimPerson Scene::person() const {
    const std::lock_guard lock(mutex_);
    return person_;
}

void Scene::add_fault(SimFault fault) {
    const std::lock_guard lock(mutex_);
    if (fault.times > 0) faults_.push_back(std::move(fault));
}

void Scene::clear_faults() {
    const std::lock_guard lock(mutex_);
    faults_.clear();
}

std::optional<SimFault> Scene::take_fault(const std::string& driver, const std::string& fault,
                                          const std::function<bool(const SimFault&)>& fits) {
    const std::lock_guard lock(mutex_);
    const auto rule = std::find_if(faults_.begin(), faults_.end(), [&](const SimFault& each) {
        return each.driver == driver && each.fault == fault && (!fits || fits(each));
    });
    if (rule == faults_.end()) return std::nullopt;
    SimFault taken = *rule;
    if (--rule->times == 0) faults_.erase(rule);
    return taken;
}

std::uint64_t Scene::next_take(const std::string& driver) {
    const std::lock_guard lock(mutex_);
    return derive_seed(derive_seed(person_.seed, driver, station_), "take", ++takes_[driver]);
}

void Scene::set_real_time(bool real_time) {
    const std::lock_guard lock(mutex_);
    real_time_ = real_time;
}

bool Scene::real_time() const {
    const std::lock_guard lock(mutex_);
    return real_time_;
}

void Scene::place_card(const std::string& uid) {
    const std::lock_guard lock(mutex_);
    on_reader_ = uid;
    if (!uid.empty()) cards_.try_emplace(uid, SimCard{.uid = uid});
}

std::optional<SimCard> Scene::card_on_reader() const {
    const std::lock_guard lock(mutex_);
    const auto found = cards_.find(on_reader_);
    return found == cards_.end() ? std::nullopt : std::optional{found->second};
}

void Scene::store_card(const SimCard& card) {
    const std::lock_guard lock(mutex_);
    cards_.insert_or_assign(card.uid, card);
}

std::optional<SimCard> Scene::card(const std::string& uid) const {
    const std::lock_guard lock(mutex_);
    const auto found = cards_.find(uid);
    return found == cards_.end() ? std::nullopt : std::optional{found->second};
}

std::map<std::string, SimCard> Scene::cards() const {
    const std::lock_guard lock(mutex_);
    return cards_;
}

void Scene::store_print(SimPrint print) {
    const std::lock_guard lock(mutex_);
    print_ = std::move(print);
}

std::optional<SimPrint> Scene::last_print() const {
    const std::lock_guard lock(mutex_);
    return print_;
}

void Scene::store_slip(GrayImage slip) {
    const std::lock_guard lock(mutex_);
    slip_ = std::move(slip);
}

std::optional<GrayImage> Scene::last_slip() const {
    const std::lock_guard lock(mutex_);
    return slip_;
}

void Scene::lay_paper(RgbaImage paper) {
    const std::lock_guard lock(mutex_);
    paper_ = std::move(paper);
}

RgbaImage Scene::paper() const {
    const std::lock_guard lock(mutex_);
    return paper_;
}

void Scene::store_sheets(Bytes pdf) {
    const std::lock_guard lock(mutex_);
    sheets_ = std::move(pdf);
}

Bytes Scene::last_sheets() const {
    const std::lock_guard lock(mutex_);
    return sheets_;
}

void Scene::plug_headset(bool plugged) {
    const std::lock_guard lock(mutex_);
    headset_ = plugged;
}

bool Scene::headset_plugged() const {
    const std::lock_guard lock(mutex_);
    return headset_;
}

void Scene::hold_code(std::string text) {
    const std::lock_guard lock(mutex_);
    code_ = std::move(text);
}

std::string Scene::held_code() const {
    const std::lock_guard lock(mutex_);
    return code_;
}

}  // namespace loket::model
