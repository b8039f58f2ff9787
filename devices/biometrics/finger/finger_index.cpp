#include "devices/biometrics/finger/finger_index.h"

#include <algorithm>

namespace loket::biometrics {
namespace {

bool comes_before(const FingerCandidate& a, const FingerCandidate& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.id != b.id ? a.id < b.id : a.position < b.position;
}

/// Keeps the best few of what it is shown; `comes_before` makes a heap whose front is the worst of them.
class Best {
  public:
    explicit Best(std::size_t most) : most_(most) {}
    void show(const FingerCandidate& candidate) {
        if (list_.size() == most_ && (most_ == 0 || !comes_before(candidate, list_.front()))) return;
        if (list_.size() == most_) {
            std::pop_heap(list_.begin(), list_.end(), comes_before);
            list_.pop_back();
        }
        list_.push_back(candidate);
        std::push_heap(list_.begin(), list_.end(), comes_before);
    }
    std::vector<FingerCandidate> take() {
        std::sort_heap(list_.begin(), list_.end(), comes_before);
        return std::move(list_);
    }

  private:
    std::size_t most_;
    std::vector<FingerCandidate> list_;
};

}  // namespace

void FingerIndex::put(std::uint64_t id, Finger position, const detail::SearchCode& code) {
    const auto [known, fresh] = slot_of_.emplace(key_of(id, position), slots_.size());
    if (fresh) {
        slots_.push_back({id, 0, position});
        minutiae_.resize(slots_.size() * detail::kCodedMinutiae);
    }
    const auto count = std::min(code.size(), detail::kCodedMinutiae);
    slots_[known->second].count = static_cast<std::uint32_t>(count);
    std::copy_n(code.begin(), count, minutiae_.begin() + static_cast<std::ptrdiff_t>(known->second * detail::kCodedMinutiae));
}

/// The last finger moves into the gap: nothing else moves, and no gap stays.
bool FingerIndex::remove(std::uint64_t id, Finger position) {
    const auto known = slot_of_.find(key_of(id, position));
    if (known == slot_of_.end()) return false;
    const auto gap = known->second, last = slots_.size() - 1;
    slot_of_.erase(known);
    if (gap != last) {
        slots_[gap] = slots_[last];
        const auto from = minutiae_.begin() + static_cast<std::ptrdiff_t>(last * detail::kCodedMinutiae);
        std::copy_n(from, detail::kCodedMinutiae, minutiae_.begin() + static_cast<std::ptrdiff_t>(gap * detail::kCodedMinutiae));
        slot_of_[key_of(slots_[gap].id, slots_[gap].position)] = gap;
    }
    slots_.pop_back();
    minutiae_.resize(last * detail::kCodedMinutiae);
    return true;
}

std::vector<FingerCandidate> FingerIndex::search(const detail::SearchCode& probe, Finger position, std::size_t most, std::size_t part, std::size_t parts) const {
    Best best(most);
    for (std::size_t i = slots_.size() * part / parts; i < slots_.size() * (part + 1) / parts; ++i) {
        const Slot& slot = slots_[i];
        if (position != Finger::Unknown && slot.position != Finger::Unknown && slot.position != position) continue;
        const float score = detail::prefilter_score(probe, &minutiae_[i * detail::kCodedMinutiae], slot.count);
        if (score > 0) best.show({slot.id, slot.position, score});
    }
    return best.take();
}

detail::SearchCode search_probe(const FingerTemplate& finger) { return detail::search_code(finger, 2 * detail::kCodedMinutiae); }

std::vector<FingerCandidate> best_of(std::span<const std::vector<FingerCandidate>> lists, std::size_t most) {
    Best best(most);
    for (const auto& list : lists)
        for (const auto& candidate : list) best.show(candidate);
    return best.take();
}

}  // namespace loket::biometrics
