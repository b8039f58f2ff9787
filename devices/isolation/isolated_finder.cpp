#include "devices/isolation/isolated_finder.h"

#include <utility>

#include "devices/isolation/pack.h"

namespace loket::isolation {
namespace {

constexpr Millis kLookPatience{400}, kLookLimit{30'000};

}  // namespace

IsolatedFinder::IsolatedFinder(const model::Driver& driver, const model::Settings& settings, Launcher launch)
    : begin_{.driver = std::string(driver.id), .address = {}, .name = {}, .settings = settings}, launch_(std::move(launch)) {}

Status IsolatedFinder::begin() {
    LOKET_ASSIGN(helper, Helper::start(launch_, begin_));
    LOKET_TRY(helper->line().send(Word::Look, {}, std::chrono::steady_clock::now() + kLookPatience));
    helper_ = std::move(helper);
    give_up_ = std::chrono::steady_clock::now() + kLookLimit;
    return {};
}

Result<std::optional<std::vector<model::Sighting>>> IsolatedFinder::look(const std::stop_token& stop) {
    if (!helper_) LOKET_TRY(begin());
    const auto now = std::chrono::steady_clock::now();
    auto message = helper_->line().receive(now + kLookPatience, stop);
    if (!message) {
        if (message.error().fault == Fault::TimedOut && now < give_up_) return std::optional<std::vector<model::Sighting>>();
        if (message.error().fault != Fault::Cancelled) helper_.reset();
        return message.error();
    }
    const auto done = std::exchange(helper_, nullptr);
    if (message->word != Word::Answer) return corrupt("a finder's process said what nobody asked for");
    LOKET_ASSIGN(answer, unpack<Answer>(message->body));
    if (answer.error) return *answer.error;
    return std::optional(std::move(answer.sightings));
}

}  // namespace loket::isolation
