#pragma once
// A slap taken apart: where each fingertip lies on the plate, which finger it is, and of which hand. Pure; no I/O, no threads.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/image.h"
#include "devices/base/result.h"
#include "devices/biometrics/finger/same_finger.h"

namespace loket::biometrics {

struct PlatePoint {
    double x = 0, y = 0;
    bool operator==(const PlatePoint&) const = default;
};

/// One fingertip (the part beyond the last crease), in pixels of the picture that was given.
struct SlapFinger {
    Finger finger = Finger::Unknown;    ///< Unknown where the hand is not known
    int x = 0, y = 0, w = 0, h = 0;     ///< upright bounding box, within the picture
    std::array<PlatePoint, 4> corners;  ///< of the oriented box, clockwise from the upper left as the finger points up
    double angle = 0;                   ///< degrees clockwise, 0 = pointing up
    int sure = 0;                       ///< 0-100, that a fingertip lies there
    bool operator==(const SlapFinger&) const = default;
};

struct SlapSegmentation {
    Hand hand = Hand::Unknown;         ///< seen, not asked for; Unknown for thumbs, and where a tip over the edge leaves it open
    int hand_sure = 0;                 ///< 0-100
    double angle = 0;                  ///< of the whole hand, degrees clockwise
    std::vector<SlapFinger> fingers;   ///< left to right as they lie
    std::vector<Finger> missing;       ///< of the slap, in the order of fingers_of
    std::vector<std::string> warnings; ///< string-table keys: "finger.wrong_hand", "finger.missing", "finger.too_low", "finger.extra", "finger.off_plate", "finger.turned"
    bool operator==(const SlapSegmentation&) const = default;
};

/// What is expected on the glass. Without a slap the picture tells hand and thumbs itself.
struct SlapAsk {
    std::optional<Slap> slap;
    std::vector<Finger> excused;  ///< fingers that are not there and not to be missed
};

/// Dark ridges on a light ground, 250-1000 dpi. Rejected ("finger.no_finger") where no fingertip is found; else as to_500_dpi.
Result<SlapSegmentation> segment_slap(const GrayImage& plate, const SlapAsk& ask = {});

/// One finger of the plate, turned upright, 500 dpi, with a margin of bare glass; what lies beside it is left out.
Result<GrayImage> cut_finger(const GrayImage& plate, const SlapSegmentation& slap, std::size_t index);

}  // namespace loket::biometrics
