#pragma once
// Biometric records in the envelope that MOSIP uses: XML after ISO/IEC 19785-3:2015 clause 20 ("BIR"), one inner BIR a record.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics::iso {

enum class BirKind : std::uint8_t { Finger = 7, Face = 8, Iris = 9 };  ///< as <Format><Type> of the organisation "Mosip"

struct Bir {
    BirKind kind = BirKind::Finger;
    Finger finger = Finger::Unknown;  ///< of a finger
    Eye eye = Eye::Right;             ///< of an iris
    int quality = -1;                 ///< 0-100; -1 not said
    std::string created;              ///< xs:dateTime, as it stands
    std::string level = "Raw", purpose = "Enroll";
    Bytes record;                     ///< ISO/IEC 19794-4, -5 or -6
    bool operator==(const Bir&) const = default;
};

std::string encode_cbeff(std::span<const Bir> birs);

/// Elements that are not known here are read over; comments too. Corrupt where it is not well-formed, has a document type (an entity could grow without
/// end), lies deeper than 16 elements, or a BDB is not Base64; Unsupported ("record.kind") for other kinds of records.
Result<std::vector<Bir>> decode_cbeff(std::string_view xml);

}  // namespace loket::biometrics::iso
