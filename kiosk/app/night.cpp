#include "kiosk/app/night.h"

namespace loket::app {
namespace {

std::optional<Instant> wakes_at(const Evening& evening) {
    if (!evening.opens) return std::nullopt;
    auto at = *evening.opens - Night::kWakeBefore;
    if (evening.sends_at) at = std::min(at, *evening.sends_at);
    return at - evening.now >= Night::kShortest ? std::optional(at) : std::nullopt;
}

}  // namespace

std::optional<Instant> Night::look(const Evening& evening) {
    const auto until = wakes_at(evening);
    if (evening.in_use || evening.sending || !until) quiet_.touched();
    quiet_.pass(evening.now);
    if (quiet_.idle() < kQuiet) return std::nullopt;
    quiet_.touched();
    return until;
}

}  // namespace loket::app
