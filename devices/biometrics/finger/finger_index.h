#pragma once
// Whose finger is this: a fast look at everybody that leaves a short list to be compared in full.

#include <span>
#include <unordered_map>

#include "devices/biometrics/finger/search_code.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics {

/// Somebody's finger that may be the one that is looked for.
struct FingerCandidate {
    std::uint64_t id = 0;
    Finger position = Finger::Unknown;
    float score = 0;  ///< of the prefilter, to order by; not the score of a comparison
    bool operator==(const FingerCandidate&) const = default;
};

/// Fingers of many people in memory: kIndexBytes each, whatever the finger. What is found depends on what is in it, not on the order in
/// which it came. May be searched by several threads at once, changed by one while nobody searches.
class FingerIndex {
  public:
    /// In place of what was known of this finger. A finger without minutiae is kept and never found.
    void put(std::uint64_t id, Finger position, const detail::SearchCode& code);
    void put(std::uint64_t id, Finger position, const FingerTemplate& finger) { put(id, position, detail::search_code(finger)); }
    /// False where it was not there.
    bool remove(std::uint64_t id, Finger position);
    [[nodiscard]] std::size_t size() const { return slot_of_.size(); }

    /// The `most` best fingers of the same position, or of an unknown one; of any for a probe of unknown position. Best first, equal
    /// scores by id and position. `part` of `parts` looks at a share of the index, for callers with threads; `best_of` puts the shares together.
    [[nodiscard]] std::vector<FingerCandidate> search(const detail::SearchCode& probe, Finger position, std::size_t most, std::size_t part = 0, std::size_t parts = 1) const;

    static constexpr std::size_t kIndexBytes = detail::kCodedMinutiae * sizeof(detail::CodedMinutia) + 16;

  private:
    struct Slot {
        std::uint64_t id = 0;
        std::uint32_t count = 0;
        Finger position = Finger::Unknown;
    };
    static std::uint64_t key_of(std::uint64_t id, Finger position) { return id * 11 + static_cast<std::uint64_t>(position); }

    std::vector<Slot> slots_;
    std::vector<detail::CodedMinutia> minutiae_;  ///< kCodedMinutiae places a slot
    std::unordered_map<std::uint64_t, std::size_t> slot_of_;
};

/// The probe of a search knows more minutiae than the index keeps.
detail::SearchCode search_probe(const FingerTemplate& finger);

/// The `most` best of several lists.
std::vector<FingerCandidate> best_of(std::span<const std::vector<FingerCandidate>> lists, std::size_t most);

}  // namespace loket::biometrics
