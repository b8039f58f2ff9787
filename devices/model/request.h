#pragma once
// What a device can be asked to do, and what it answers. Values only: they cross threads by move.

#include <cstdint>
#include <map>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/image.h"
#include "devices/base/result.h"
#include "devices/biometrics/position.h"

namespace loket::model {

using biometrics::Eye;
using biometrics::Finger;
using biometrics::Slap;

/// One placement on a finger scanner: a slap (4-4-2) or one finger (activation, re-verification).
struct FingerRequest {
    std::vector<Finger> fingers;  ///< expected on the glass, left to right; fingers excused by an exception are left out
    std::optional<Slap> slap;     ///< nothing for a single finger
};
struct FingerImage {
    Finger finger = Finger::Unknown;
    GrayImage image;  ///< 500 dpi, dark ridges on light ground
};
struct FingerOutcome {
    GrayImage plate;                   ///< the whole glass, for the operator's eyes
    std::vector<FingerImage> fingers;  ///< one for each finger found, in the order requested
};

struct IrisRequest {
    std::vector<Eye> eyes;
};
struct IrisImage {
    Eye eye = Eye::Right;
    GrayImage image;  ///< 640 x 480 near infrared (ISO/IEC 19794-6 VGA)
};
struct IrisOutcome {
    std::vector<IrisImage> eyes;
};

struct PhotoRequest {};
struct PhotoOutcome {
    RgbaImage image;  ///< at least 480 x 640
};

/// One raw sample of a pen: position in pad units, pressure 0–1023 (0 = lifted), milliseconds since the first sample.
struct PenSample {
    int x = 0, y = 0, pressure = 0, millis = 0;
};
struct SignatureRequest {};
struct SignatureOutcome {
    int width = 0, height = 0;  ///< extent of the pad in the units of the samples
    std::vector<PenSample> samples;
};

/// Carries one command to the chip and its answer back, SW1 SW2 at its end.
using ApduCarry = std::function<Result<Bytes>(ByteView)>;
/// A conversation in which each command depends on the answers before. `uid` as in ApduOutcome. What it returns becomes the request's own failure.
/// It owns all it needs: where a chip hangs it may outlive the request.
using ApduTalk = std::function<Status(const std::string& uid, const ApduCarry& carry)>;

/// Personalises one pre-printed blanko: variable data only.
struct CardPrintRequest {
    std::string job;        ///< unique; a printer that saw it before must refuse to print it twice
    RgbaImage data_side;    ///< SIDE_DATA, 1011 x 638 at 300 dpi
    RgbaImage emblem_side;  ///< SIDE_EMBLEM, same size; may be empty: the side stays as pre-printed
    /// Had with the chip at the printer's contactless station, before anything is printed; may be had again with the same chip. Where it fails the
    /// card goes to the reject box (NeedsOperator "printer.chip_error"). Printers without a station leave it; it stays in this process.
    ApduTalk encode = {};
};
struct CardPrintOutcome {
    std::string card_uid;  ///< chip UID in hexadecimal, read while the card was in the printer; the card lies in the output tray
    bool encoded = false;  ///< `encode` succeeded with that chip
};

/// Commands to the chip of the card that lies on the reader (ISO/IEC 7816-4), in order; stops after a failing one. Then the conversation, with the
/// card still powered up.
struct ApduRequest {
    std::vector<Bytes> commands;
    Millis patience{0};  ///< how long to wait for a card where none lies there yet
    ApduTalk talk = {};  ///< stays in this process: no reader's driver runs in another
};
struct ApduOutcome {
    std::string card_uid;          ///< hexadecimal; empty where a card tells none (cards with contacts)
    std::vector<Bytes> responses;  ///< data followed by SW1 SW2, one for each command sent
};

struct ReceiptRequest {
    std::string job;
    GrayImage slip;  ///< 576 dots wide (80 mm paper at 203 dpi), 0 = black
};
struct ReceiptOutcome {};

/// Pictures of the paper that lies under the document camera or on the scanner's glass, or of those in its feeder.
struct PaperRequest {
    int sheets = 1;  ///< most pictures wanted; only a feeder gives more than one
};
struct PaperOutcome {
    RgbaImage image;                 ///< at least 1000 px on its longer side: an A4 sheet can be read
    std::vector<RgbaImage> further;  ///< the sheets after the first
};

/// Sheets for the A4 printer.
struct SheetRequest {
    std::string job;
    Bytes pdf;
    int sheets = 1;
};
struct SheetOutcome {};

/// Is something plugged into the socket for a headset? Answers at once, or with `known` as soon as it is otherwise.
struct HeadsetRequest {
    std::optional<bool> known;
};
struct HeadsetOutcome {
    bool plugged = false;
};

/// The next code that somebody holds before a code reader; waits for it. Rejected "scan.unclear": half a code, hold it again.
struct CodeRequest {};
struct CodeOutcome {
    std::string text;  ///< as the code has it: bytes, mostly UTF-8
};

/// What the keys of a keypad for those who do not use the screen mean, and its socket for a headset. Digits follow each other.
enum class PadKey : std::uint8_t { Up, Down, Left, Right, Ok, Back, Louder, Quieter, Help, Repeat, Erase, HeadsetIn, HeadsetOut, Digit0, Digit1, Digit2, Digit3, Digit4, Digit5, Digit6, Digit7, Digit8, Digit9 };
/// The next key that is pressed; waits for it.
struct KeypadRequest {};
struct KeypadOutcome {
    PadKey key = PadKey::Ok;
    bool held = false;  ///< the key was pressed before and is still down
};

/// What a light above the kiosk tells from afar.
enum class Sign : std::uint8_t { Free, InUse, Help, OutOfOrder };
struct LightRequest {
    Sign sign = Sign::Free;  ///< shown until the next request
};
struct LightOutcome {};

using Request = std::variant<FingerRequest, IrisRequest, PhotoRequest, SignatureRequest, CardPrintRequest, ApduRequest, ReceiptRequest, PaperRequest, SheetRequest, HeadsetRequest, CodeRequest, KeypadRequest, LightRequest>;
using Content = std::variant<FingerOutcome, IrisOutcome, PhotoOutcome, SignatureOutcome, CardPrintOutcome, ApduOutcome, ReceiptOutcome, PaperOutcome, SheetOutcome, HeadsetOutcome, CodeOutcome, KeypadOutcome, LightOutcome>;

}  // namespace loket::model
