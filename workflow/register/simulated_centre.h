#pragma once
// A stand-in for the national centre, labelled as simulated wherever it shows: answers recordings after a believable time,
// and holds the biometric records of residents who were recorded earlier. Replaced by the real register's client when one
// is configured; the office works the same without either.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/image.h"
#include "devices/biometrics/position.h"
#include "workflow/population/resident.h"

namespace loket::centre {

struct Answer {
    std::string state;  ///< what the record becomes
    Millis after{0};    ///< how long after the present state
};

/// What the centre says next of a record, or nothing when it has said its last word. A function of its arguments only.
std::optional<Answer> next_answer(std::uint64_t seed, const std::string& case_id, const std::string& state);

/// A finger of the stored record.
struct StoredFinger {
    biometrics::Finger finger = biometrics::Finger::Unknown;
    GrayImage image;
};

/// What a card is made from when the person was recorded before: photo, signature and the two fingers for the chip
/// (right and left index; the next best where one is missing).
struct StoredRecord {
    RgbaImage photo;
    std::vector<StoredFinger> fingers;
    struct Pen {
        int x = 0, y = 0, pressure = 0;
    };
    std::vector<Pen> signature;
    int pad_width = 0, pad_height = 0;
};
StoredRecord stored_record(const population::Resident& person);
/// The fingers of that record.
std::vector<biometrics::Finger> stored_fingers(const population::Resident& person);

/// Whether this synthetic person wears a headscarf: the same to the centre, which holds the photo, and to a simulated camera.
bool wears_headscarf(const population::Resident& person);

/// Fingers for the chip in order of preference, without the missing ones.
std::vector<biometrics::Finger> chip_fingers(std::uint16_t missing_bits);

}  // namespace loket::centre
