#pragma once
// Secure Biometric Interface 0.9.5, as pure functions on what travels (README: sources). All values of its JSON are texts.

#include <string>
#include <string_view>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/sha256.h"
#include "devices/biometrics/position.h"
#include "drivers/sbi/jws.h"

namespace loket::drivers::sbi {

inline constexpr std::string_view kSpec = "0.9.5";
inline constexpr std::string_view kFinger = "Finger", kIris = "Iris", kFace = "Face";  // types of devices and of biometrics
inline constexpr int kLeftHand = 1, kRightHand = 2, kBoth = 3;                         // deviceSubId: thumbs or eyes together are 3
inline constexpr int kFirstPort = 4501, kLastPort = 4600;
inline constexpr Millis kFresh{5 * 60'000};  // how old or young what was signed for us may be

/// One device of a discovery (MOSIPDISC), which nobody has signed.
struct Found {
    std::string id, type;
    std::string status;  ///< "Ready", "Busy", "Not Ready", "Not Registered"
    std::string name;    ///< make and model
};
/// Those with an id. Corrupt when it is no list of devices; a service without devices gives none.
Result<std::vector<Found>> parse_discovery(std::string_view json);

/// What a device says of itself under its signature (MOSIPDINFO).
struct Info {
    std::string id, code, env, firmware;
    std::string type, sub_type;  ///< "Slap", "Single", "Touchless", "Double", "Full face"
    std::string make, model, serial;
    std::vector<std::string> sub_ids;
};
/// The device `id` of an answer. NeedsOperator as Trust::open, or where the device itself says why; Gone: not in the list; Unsupported:
/// another edition of the interface, or not for registration.
Result<Info> parse_info(std::string_view json, const std::string& id, const Trust& trust, Instant now);

std::string_view name_of(biometrics::Finger finger);
std::string_view name_of(biometrics::Eye eye);

/// One capture: what is to come back, and what is excused.
struct Wish {
    std::string type = {}, device = {};
    int sub_id = 0;
    std::vector<std::string> names = {};       ///< bioSubType of each; one empty name for a face
    std::vector<std::string> exceptions = {};  ///< fingers or eyes that are not there
    bool by_name = false;                 ///< a device for single fingers has to be told which
    std::string transaction = {};              ///< 4-50 letters, digits, hyphens; never the same again
    std::string env = {};
    Instant at = {};
    Millis timeout{0};
};
std::string capture_request(const Wish& wish);
std::string stream_request(const std::string& device, int sub_id, Millis timeout);
std::string discovery_request(std::string_view type);

struct Taken {
    std::string name;
    Bytes record;  ///< ISO/IEC 19794-4, -5 or -6
};
/// What was taken, in the order of the wish. Corrupt: not signed by this device for this wish, a broken hash chain, something else than was
/// asked for. Otherwise as error_of.
Result<std::vector<Taken>> parse_capture(std::string_view json, const Wish& wish, const Info& device, const Trust& trust, Instant now);

/// The next hash of the chain.
Sha256 chained(const Sha256& previous, ByteView record);
std::string upper_hex(const Sha256& hash);

/// What the caller can do about an error of a device (not 0). `type` chooses the words for people.
Error error_of(int code, std::string_view type);

/// 2026-11-29T02:44:00.123+07:00 (ISO 8601); nothing for anything else.
std::optional<Instant> parse_timestamp(std::string_view text);

}  // namespace loket::drivers::sbi
