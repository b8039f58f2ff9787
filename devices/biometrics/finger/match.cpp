#include "devices/biometrics/finger/match.h"

#include <algorithm>
#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/finger/pairs.h"

namespace loket::biometrics {

const double kVerifyThreshold = 40;

namespace detail {
namespace {

constexpr std::size_t kPairPoses = 6, kFlowPoses = 4;
constexpr int kNear = 4, kFar = 6;          // samples that blocks may slide
constexpr std::size_t kRefined = 3;
constexpr float kClear = 0.45F;             // agreement that makes looking further needless

std::uint64_t digest_of(const FingerTemplate& finger) {
    std::uint64_t digest = mix64(finger.minutiae.size());
    for (const Minutia& m : finger.minutiae)
        digest = mix64(digest ^ (std::uint64_t{m.x} << 40 | std::uint64_t{m.y} << 24 | std::uint64_t{m.angle} << 8 | m.quality));
    for (const std::uint64_t word : finger.ridges.ridge) digest = mix64(digest ^ word);
    return digest;
}

double log_odds(const Evidence& e);

Evidence weigh(const Comparable& a, const Comparable& b, float similarity, const Overlay& overlay) {
    return {similarity, overlap_of(a.minutiae, b.minutiae, overlay), true, overlay.agreement, overlay.area};
}

/// Whether a map brings as many samples as it says; one that does not is left out.
bool whole(const RidgeMap& map) {
    constexpr int kLargest = 1 << 12;
    if (map.width <= 0 || map.height <= 0 || map.width > kLargest || map.height > kLargest) return false;
    const std::size_t words = static_cast<std::size_t>(map.words()) * static_cast<std::size_t>(map.height);
    return map.inside.size() == words && map.ridge.size() == words;
}

/// Lays the ridges over each other by every pose, again by what the most promising ones learnt from it, and keeps the most
/// convincing.
Evidence lay_ridges(const Comparable& a, const Comparable& b, float similarity, const std::vector<Pose>& poses, int reach) {
    std::vector<Overlay> tried;
    for (const Pose& pose : poses) tried.push_back(lay_over(a.ridges, b.ridges, pose, reach));
    std::stable_sort(tried.begin(), tried.end(), [](const Overlay& p, const Overlay& q) { return p.worth() > q.worth(); });
    tried.resize(std::min(tried.size(), kRefined));
    Evidence best{similarity, {}, true, 0, 0};
    for (const Overlay& o : tried) {
        const Evidence e = weigh(a, b, similarity, lay_over(a.ridges, b.ridges, o.refined(), kNear));
        if (log_odds(e) > log_odds(best)) best = e;
    }
    return best;
}

Overlap best_overlap(const Comparable& a, const Comparable& b, const std::vector<Pose>& poses) {
    Overlap best;
    for (const Pose& pose : poses) {
        const Overlap o = overlap_of(a.minutiae, b.minutiae, pose);
        if (o.share() * static_cast<float>(o.together) > best.share() * static_cast<float>(best.together)) best = o;
    }
    return best;
}

/// Logistic weights fitted to genuine and impostor pairs (README.md); 0 where one impostor in ten thousand arrives, with
/// ridges and without.
double log_odds(const Evidence& e) {
    if (!e.ridges) return 55.4 * std::sqrt(e.similarity) + 7.7 * e.overlap.share() - 17.8;
    const double ridges = e.agreement * e.area / (e.area + 6);  // a small area may agree by chance
    return 36.6 * std::sqrt(e.similarity) + 38.9 * ridges + 12.2 * e.overlap.share() - 23;
}

double score_of(const Evidence& e) { return std::max(0.0, kVerifyThreshold + 4 * log_odds(e)); }

}  // namespace

/// Neighbourhoods that are alike, and how much.
struct Alike {
    Pairs pairs;
    float similarity = 0;
};

/// The finger as it lies, or upside down where that is plainly the better guess; ridges have to bear it out.
Alike best_pairs(const Comparable& a, const Comparable& b, bool ridges) {
    constexpr float kPlain = 0.06F, kBetter = 2;
    constexpr int kHalfTurn = 128;
    const auto fewer = std::min(a.minutiae.size(), b.minutiae.size());
    const auto alike = [&](int turn) {
        Alike out{pair_up(a.minutiae, a.cylinders, b.minutiae, b.cylinders, turn), 0};
        out.similarity = relaxed_similarity(out.pairs, fewer);
        return out;
    };
    Alike straight = alike(0);
    if (!ridges || straight.similarity >= kPlain) return straight;
    Alike turned = alike(kHalfTurn);
    return turned.similarity >= std::max(kPlain, kBetter * straight.similarity) ? turned : straight;
}

Evidence compare(const Comparable& a, const Comparable& b) {
    Evidence out;
    out.ridges = !a.ridges.empty() && !b.ridges.empty();
    const Alike alike = best_pairs(a, b, out.ridges);
    out.similarity = alike.similarity;
    const std::vector<Pose> poses = poses_of(alike.pairs, a.minutiae, b.minutiae, kPairPoses);
    if (!out.ridges) {
        out.overlap = best_overlap(a, b, poses);
        return out;
    }
    // from the minutiae, and where these do not tell, from the flow of the ridges
    const Evidence by_minutiae = lay_ridges(a, b, out.similarity, poses, kNear);
    if (by_minutiae.agreement >= kClear) return by_minutiae;
    const Evidence by_flow = lay_ridges(a, b, out.similarity, likely_poses(a.flow, b.flow, kFlowPoses), kFar);
    return log_odds(by_flow) > log_odds(by_minutiae) ? by_flow : by_minutiae;
}

}  // namespace detail

PreparedFinger prepare(const FingerTemplate& finger) {
    auto content = std::make_shared<detail::Comparable>();
    content->minutiae = finger.minutiae;
    content->cylinders = detail::encode_cylinders(finger.minutiae);
    if (detail::whole(finger.ridges)) content->ridges = finger.ridges;
    content->flow = detail::coarse_flow(content->ridges);
    content->digest = detail::digest_of(finger);
    return PreparedFinger(std::move(content));
}

double match_score(const PreparedFinger& a, const PreparedFinger& b) {
    const bool swap = b.content().digest < a.content().digest;
    return detail::score_of(swap ? detail::compare(b.content(), a.content()) : detail::compare(a.content(), b.content()));
}

double match_score(const FingerTemplate& a, const FingerTemplate& b) { return match_score(prepare(a), prepare(b)); }

}  // namespace loket::biometrics
