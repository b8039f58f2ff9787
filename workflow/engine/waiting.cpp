#include "workflow/engine/waiting.h"

#include <algorithm>
#include <set>

namespace loket::engine {

std::optional<int> measured_seconds(const Queue& queue, Role desk) {
    const auto found = queue.measured.find(desk);
    if (found == queue.measured.end() || found->second.size() < kEnoughMeasured) return std::nullopt;
    std::vector<int> sorted(found->second.begin(), found->second.end());
    std::ranges::sort(sorted);
    const auto middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

int counters_open(const Queue& queue, Role desk, Instant now) {
    const auto open = std::ranges::count_if(queue.counters, [&](const auto& item) {
        return item.first.first == desk && now - item.second.since <= std::chrono::hours(1);
    });
    return std::max(1, static_cast<int>(open));
}

int standard_minutes(const Service& service, Errand errand, Role desk) {
    static constexpr StepKind kApply[] = {StepKind::Submit, StepKind::Receive, StepKind::Check};
    static constexpr StepKind kCollect[] = {StepKind::Activate, StepKind::HandOver, StepKind::Collect};
    const auto& kinds = errand == Errand::Apply ? kApply : kCollect;
    int minutes = 0;
    for (const auto& step : service.steps)
        if (step.desk == desk && std::ranges::find(kinds, step.kind) != std::end(kinds)) minutes += step.minutes;
    return minutes;
}

std::optional<int> estimated_wait(const Queue& queue, const std::string& number, Instant now, const Services& services) {
    const auto* ticket = queue.find(number);
    if (ticket == nullptr || ticket->status != TicketStatus::Waiting) return std::nullopt;
    const auto measured = measured_seconds(queue, ticket->desk);
    int seconds = 0;
    for (const auto* before : queue.before(number)) {
        const auto* service = services.find(before->service);
        seconds += measured ? *measured : service == nullptr ? 0 : standard_minutes(*service, before->errand, before->desk) * 60;
    }
    const int shared = 60 * counters_open(queue, ticket->desk, now);
    return (seconds + shared - 1) / shared;
}

}  // namespace loket::engine
