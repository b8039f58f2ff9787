#pragma once
// Fingerprints: quality, minutiae, comparison. Pure functions; no I/O, no globals, no threads of their own.

#include <memory>
#include <string>
#include <vector>

#include "devices/base/image.h"
#include "devices/base/result.h"
#include "devices/biometrics/finger/template.h"

namespace loket::biometrics {

/// 0–100, higher is better, and what the person could do about it.
struct FingerQuality {
    int score = 0;
    std::vector<std::string> causes;  ///< string-table keys, worst first: "finger.dry", "finger.wet", "finger.too_light", "finger.small_area", "finger.smeared", "finger.off_centre"
};
FingerQuality finger_quality(const GrayImage& image);

/// Minutiae of one finger, dark ridges on a light ground, any resolution 250–1000 dpi as `image.dpi` says.
/// Rejected ("finger.no_finger") where no ridge pattern is found; Corrupt where the image breaks its own sizes.
Result<FingerTemplate> extract_minutiae(const GrayImage& image);

namespace detail {
struct Comparable;
}

/// A template made ready for many comparisons. Immutable, cheap to copy, may be shared between threads.
class PreparedFinger {
  public:
    explicit PreparedFinger(std::shared_ptr<const detail::Comparable> content) : content_(std::move(content)) {}
    [[nodiscard]] const detail::Comparable& content() const { return *content_; }

  private:
    std::shared_ptr<const detail::Comparable> content_;
};
PreparedFinger prepare(const FingerTemplate& finger);

/// Similarity of two templates, 0 = nothing in common. Symmetric, and the same on every machine and thread.
double match_score(const FingerTemplate& a, const FingerTemplate& b);
double match_score(const PreparedFinger& a, const PreparedFinger& b);

/// Scores at and above this are a match at a false match rate of 1e-4, calibrated on impostor scores (see README.md).
extern const double kVerifyThreshold;

}  // namespace loket::biometrics
