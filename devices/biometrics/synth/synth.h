#pragma once
// Synthetic people: fingerprints, irises, faces and signatures that look right, differ between people, and
// repeat from a seed. No real person's biometric is or could be reproduced. Pure functions: same arguments,
// same bytes, on any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "devices/base/image.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics::synth {

/// How a finger lies on the glass this time. The default is a good impression.
struct Impression {
    std::uint64_t seed = 0;   ///< noise, small pose and contact shape of this placement
    double dryness = 0;       ///< 0 normal … 1 ridges broken up
    double wetness = 0;       ///< 0 normal … 1 valleys flooded
    double rotation_deg = 0;  ///< clockwise
    double coverage = 1;      ///< share of the pad that touches the glass
};

inline constexpr int kFingerprintWidth = 320;   ///< px at 500 dpi
inline constexpr int kFingerprintHeight = 400;  ///< px at 500 dpi

/// The pattern families of the Henry system. A left loop opens to the left edge of the print.
enum class HenryClass : std::uint8_t { Arch, TentedArch, LeftLoop, RightLoop, Whorl, DoubleLoop };

/// The skin of one finger: what every impression of it has in common. Costs much more than an impression:
/// cache it.
struct FingerMaster {
    std::uint64_t seed = 0;  ///< derived from person and finger
    Finger finger = Finger::Unknown;
    HenryClass henry = HenryClass::Arch;
    double pad_width = 0;   ///< px at 500 dpi, half the width of the pad that lies on the glass
    double pad_height = 0;  ///< px at 500 dpi, half its height
    GrayImage ridges;  ///< skin relief at 500 dpi, larger than a print: 255 ridge crest … 0 valley floor
};
FingerMaster finger_master(std::uint64_t person, Finger finger);
/// The pattern finger_master() would grow, without growing it.
HenryClass henry_class(std::uint64_t person, Finger finger);
/// Lays the finger on the glass once: 500 dpi, kFingerprintWidth x kFingerprintHeight, dark ridges on a light
/// ground.
GrayImage render_impression(const FingerMaster& master, const Impression& impression);

/// One flat finger, 500 dpi, 320 x 400, dark ridges on a light ground. The ridge pattern (Henry class,
/// minutiae) is a function of (person, finger) alone; the impression changes only how it is seen. Same as
/// render_impression(finger_master(person, finger), impression).
GrayImage fingerprint(std::uint64_t person, Finger finger, const Impression& impression);

/// Places single-finger images on a scanner plate as they lie in a slap: 1600 x 1000 at 500 dpi (four
/// fingers) or 1000 x 1000 (thumbs). `images[i]` belongs to `fingers[i]`.
GrayImage slap_plate(const std::vector<Finger>& fingers, const std::vector<GrayImage>& images,
                     std::uint64_t seed);

struct EyeConditions {
    std::uint64_t seed = 0;
    double blink = 0;  ///< 0 open … 1 closed
    double blur = 0;   ///< 0 sharp … 1 out of focus
    double gaze = 0;   ///< -1 … 1 off axis
};
/// One eye in near infrared, 640 x 480, iris diameter 220–260 px (ISO/IEC 19794-6).
GrayImage iris(std::uint64_t person, Eye eye, const EyeConditions& conditions);

struct FaceTraits {
    bool female = false;
    int age = 30;
    bool headscarf = false;
};
struct FaceConditions {
    std::uint64_t seed = 0;
    bool eyes_closed = false;
    bool mouth_open = false;
    double yaw = 0;         ///< -1 left … 1 right
    double brightness = 1;  ///< 1 well lit
    double blur = 0;
    std::uint32_t background = 0xE8EDF3;  ///< 0xRRGGBB
    double gaze = 0;        ///< of the eyes alone: -1 left … 1 right of the picture
};
/// A drawn, plainly artificial portrait, 720 x 960, head and shoulders, framed as ISO/IEC 19794-5 asks.
RgbaImage face(std::uint64_t person, const FaceTraits& traits, const FaceConditions& conditions);

/// One pen sample: pad units of 0.1 mm, pressure 0–1023 (0 lifted), milliseconds since the start.
struct Pen {
    int x = 0, y = 0, pressure = 0, millis = 0;
};
inline constexpr int kPadWidth = 1000;  ///< 100 mm
inline constexpr int kPadHeight = 600;  ///< 60 mm
/// A signature of the person: same shape each time, with the small variations of a hand (`take`).
std::vector<Pen> signature(std::uint64_t person, std::uint64_t take);

}  // namespace loket::biometrics::synth
