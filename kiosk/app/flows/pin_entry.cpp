#include "kiosk/app/flows/pin_entry.h"

namespace loket::app {

void PinEntry::ask(std::string user, std::string title, std::string text, std::function<void()> then, std::string purpose) {
    wipe();
    purpose_ = std::move(purpose);
    user_ = std::move(user);
    title_ = std::move(title);
    text_ = std::move(text);
    then_ = std::move(then);
}

void PinEntry::wipe() {
    std::ranges::fill(pin_, '0');
    pin_.clear();
    notice_.reset();
    checking_ = false;
    then_ = nullptr;
}

bool PinEntry::handle(const viewmodels::Intent& intent) {
    if (!then_) return false;
    if (intent.name == "pin.cancel") wipe();
    else if (intent.name == "pin.confirm") check();
    else if (intent.name == "clear") pin_.clear();
    else if (intent.name == "erase" && !pin_.empty()) pin_.pop_back();
    else if (intent.name == "digit" && pin_.size() < trust::kPinLength) pin_ += intent.value;
    else return false;
    return true;
}

void PinEntry::check() {
    if (checking_ || pin_.size() != trust::kPinLength) return;
    checking_ = true;
    using Answer = Status;
    context_.asks.then<Answer>(context_.equipment.core.ask([user = user_, pin = pin_, purpose = purpose_, by = context_.actor()](Core& core) -> Status {
        if (user == by.user) return core.accounts().confirm_own(user, pin, "pin", by);
        const auto vouched = core.accounts().confirm(user, pin, trust::Authority::Maintenance, purpose, by);
        return vouched ? Status{} : Status{vouched.error()};
    }), [this](Answer answer) {
        if (!then_) return;  // closed meanwhile
        checking_ = false;
        std::ranges::fill(pin_, '0');
        pin_.clear();
        if (!answer) return void(notice_ = viewmodels::Notice{viewmodels::Tone::Bad, context_.explain(answer.error())});
        const auto then = std::exchange(then_, nullptr);
        wipe();
        then();
    });
}

std::optional<viewmodels::PinAsk> PinEntry::view() const {
    if (!then_) return std::nullopt;
    return viewmodels::PinAsk{title_, text_, static_cast<int>(pin_.size()), checking_, notice_};
}

}  // namespace loket::app
