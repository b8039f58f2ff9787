#pragma once
// What the files of a card hold, and their coding (ICAO Doc 9303-10 clause 4.7; ISO/IEC 7816-11 for the fingers).

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/biometrics/position.h"
#include "devices/card/profile.h"

namespace loket::card {

/// The data elements of Permendagri 74/2015, as words, in the order in which the card prints them. Dates are ISO 8601 days.
struct Biodata {
    std::string nik, name, birth_place, born, sex, blood, address, rt_rw, village, district, regency, province, religion, marital, occupation,
        citizenship, valid_until, issued;
    bool operator==(const Biodata&) const = default;
};

/// The same as a list, for whoever writes, reads or prints all of them: name and place.
struct BiodataField {
    std::string_view name;
    std::string Biodata::*value;
};
inline constexpr std::array kBiodataFields{
    BiodataField{"nik", &Biodata::nik},           BiodataField{"name", &Biodata::name},         BiodataField{"birth_place", &Biodata::birth_place},
    BiodataField{"born", &Biodata::born},         BiodataField{"sex", &Biodata::sex},           BiodataField{"blood", &Biodata::blood},
    BiodataField{"address", &Biodata::address},   BiodataField{"rt_rw", &Biodata::rt_rw},       BiodataField{"village", &Biodata::village},
    BiodataField{"district", &Biodata::district}, BiodataField{"regency", &Biodata::regency},   BiodataField{"province", &Biodata::province},
    BiodataField{"religion", &Biodata::religion}, BiodataField{"marital", &Biodata::marital},   BiodataField{"occupation", &Biodata::occupation},
    BiodataField{"citizenship", &Biodata::citizenship}, BiodataField{"valid_until", &Biodata::valid_until}, BiodataField{"issued", &Biodata::issued}};

struct CardFinger {
    biometrics::Finger finger = biometrics::Finger::Unknown;
    Bytes minutiae;  ///< compact card format, ISO/IEC 19794-2:2005 clause 8; empty where the chip gives them to nobody
    bool operator==(const CardFinger&) const = default;
};

struct CardContent {
    Biodata biodata;
    Bytes photo;      ///< JPEG or JPEG 2000
    Bytes signature;  ///< PNG; empty where the holder cannot sign
    std::vector<CardFinger> fingers;
    std::string blanko;    ///< serial of the plastic
    CardNumber number{};   ///< of the chip
    bool operator==(const CardContent&) const = default;
};

/// The files of a card but EF.SOD, which is made from them.
using CardFiles = std::map<File, Bytes>;

/// Rejected "card.too_large" when files and their signature would not fit into the chip: a smaller photo is needed.
Result<CardFiles> encode_content(const CardContent& content);
/// Corrupt for anything `encode_content` does not write. EF.SOD may be among the files; what it says is another's business. `kept_back`: not there to be decoded.
Result<CardContent> decode_content(const CardFiles& files, const std::set<File>& kept_back = {});
/// What a chip that compares fingers itself says of them (GET DATA 7F61): which it has, each with the number for VERIFY. Corrupt where it is none of that.
struct ChipFinger {
    biometrics::Finger finger = biometrics::Finger::Unknown;
    std::uint8_t reference = 0;
};
Result<std::vector<ChipFinger>> decode_chip_fingers(ByteView group);
/// What EF.COM alone says: the serial of the blanko. Corrupt likewise.
Result<std::string> blanko_of(ByteView common);

/// Room that `encode_content` leaves for EF.SOD.
inline constexpr std::size_t kSecurityRoom = 1600;
/// What is left for photo and signature beside two fingers and long names.
inline constexpr std::size_t kPhotoRoom = 4000, kSignatureRoom = 1000;

}  // namespace loket::card
