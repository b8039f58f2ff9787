#include "kiosk/ui/wedge.h"

#include <utility>

namespace loket::ui {

std::string WedgeFilter::push(const std::string& text, Instant at) {
    std::string typed = flush(at);
    held_ += text;
    last_ = at;
    return typed;
}

bool WedgeFilter::enter(Instant at) { return held_.size() >= kShortest && at - last_ <= kGap; }

std::string WedgeFilter::flush(Instant now) {
    // A clock that was set back must not hold text for ever, hence the second half.
    return now - last_ > kGap || now < last_ ? take() : std::string{};
}

std::string WedgeFilter::take() { return std::exchange(held_, {}); }

}  // namespace loket::ui
