#pragma once
// Where a paper is signed: the officer's block at the bottom right, with a signed QR code or room for pen and stamp
// (DOMAIN §5; Permendagri 109/2019 Pasal 12 and 21).

#include <string>

#include "workflow/documents/canvas.h"

namespace loket::documents {

enum class SealMode : std::uint8_t {
    TteQr,         ///< electronic signature: the QR code is the signature
    WetSignStamp,  ///< pen and cap dinas; the QR code only tells the number
};

/// Whoever signs, as the paper names him.
struct Seal {
    SealMode mode = SealMode::TteQr;
    std::string role;      ///< "KADIS"; a letter's template says which roles may sign it
    std::string capacity;  ///< "Kepala Dinas Kependudukan dan Pencatatan Sipil"
    std::string name;
    std::string nip;    ///< staff number; may be empty
    std::string place;  ///< "Bintan Buyu"
    std::string qr;     ///< `SigningAuthority::sign`, or signing::kNumberPrefix and the number
    std::string acting{};  ///< "Plh." or "Plt." before the capacity, for who stands in; else empty
};

/// A seal of 80 x 64 mm on letters, of 74 x 44 mm on sheets with little room.
enum class SealSize : std::uint8_t { Letter, Compact };
inline constexpr double kSealWidth = 80, kSealHeight = 64;
inline constexpr double kCompactSealWidth = 74, kCompactSealHeight = 44;

/// Draws the block with its left top corner at x, y (mm). `issued` is the day written beside the place.
void draw_seal(Canvas& canvas, double x, double y, const Seal& seal, Date issued, SealSize size = SealSize::Letter);

/// One sentence for the foot of the paper: how its signature is checked, and that it is a test signature.
std::string seal_note(const Seal& seal, bool specimen);

/// A line to sign on: who, the room for the pen, the name. `duty_stamp` shows where the meterai goes.
struct SignatureLine {
    std::string label;
    std::string name;
    bool duty_stamp = false;
};
inline constexpr double kSignatureLineHeight = 34;
void draw_signature_line(Canvas& canvas, double x, double y, double width, const SignatureLine& line);

}  // namespace loket::documents
