#pragma once
// What can be recorded of a person: modalities and positions, in the numbering of the standards.

#include <array>
#include <cstdint>
#include <span>

namespace loket::biometrics {

/// ISO/IEC 19794-2 table 5 and ANSI/NIST-ITL finger position codes.
enum class Finger : std::uint8_t {
    Unknown = 0,
    RightThumb = 1, RightIndex = 2, RightMiddle = 3, RightRing = 4, RightLittle = 5,
    LeftThumb = 6, LeftIndex = 7, LeftMiddle = 8, LeftRing = 9, LeftLittle = 10,
};

/// ISO/IEC 19794-6 eye label.
enum class Eye : std::uint8_t { Right = 1, Left = 2 };

/// The three finger captures of a recording, in the 4-4-2 order (DOMAIN §4.3).
enum class Slap : std::uint8_t { RightFour, LeftFour, Thumbs };

inline constexpr std::array<Finger, 10> kFingers = {
    Finger::RightThumb, Finger::RightIndex, Finger::RightMiddle, Finger::RightRing, Finger::RightLittle,
    Finger::LeftThumb,  Finger::LeftIndex,  Finger::LeftMiddle,  Finger::LeftRing,  Finger::LeftLittle};

/// The fingers of a slap, left to right as they lie on the glass (palm down).
inline std::span<const Finger> fingers_of(Slap slap) {
    static constexpr Finger kRight[] = {Finger::RightIndex, Finger::RightMiddle, Finger::RightRing, Finger::RightLittle};
    static constexpr Finger kLeft[] = {Finger::LeftLittle, Finger::LeftRing, Finger::LeftMiddle, Finger::LeftIndex};
    static constexpr Finger kThumbs[] = {Finger::LeftThumb, Finger::RightThumb};
    switch (slap) {
        case Slap::RightFour: return kRight;
        case Slap::LeftFour: return kLeft;
        default: return kThumbs;
    }
}

}  // namespace loket::biometrics
