#pragma once
// The chip of a Loket card, first profile: one transparent file with biodata, two finger templates and a digest, written
// and read with ISO/IEC 7816-4 commands. It is Loket's own layout on open standards, not the national applet, which only
// Ditjen Dukcapil can issue.

#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/biometrics/finger/template.h"
#include "devices/biometrics/position.h"
#include "devices/model/request.h"

namespace loket::app {

struct ChipFinger {
    biometrics::Finger finger = biometrics::Finger::Unknown;
    biometrics::FingerTemplate minutiae;  ///< after decoding: in the resolution of the compact card format
};

struct ChipContent {
    std::string nik, name, born;  ///< born: ISO 8601 day
    std::string serial;           ///< of the blanko
    std::vector<ChipFinger> fingers;
};

Bytes encode_chip(const ChipContent& content);
/// Corrupt for anything that was not written by `encode_chip` or was changed since.
Result<ChipContent> decode_chip(ByteView file);

/// SELECT, then UPDATE BINARY of the whole file in pieces.
std::vector<Bytes> write_commands(ByteView file);
/// SELECT, then READ BINARY of `length` bytes in pieces.
std::vector<Bytes> read_commands(std::size_t length);
/// SELECT, then ACTIVATE FILE (ISO/IEC 7816-9).
std::vector<Bytes> activate_commands();

/// The joined data of the answers after the first (SELECT). Corrupt, naming command and status word, unless all ended 9000.
Result<Bytes> answer_data(const model::ApduOutcome& outcome, std::size_t commands);

/// First bytes of the file say how long it is; nothing if they are not ours.
Result<std::size_t> chip_length(ByteView head);
inline constexpr std::size_t kChipHead = 8;

}  // namespace loket::app
