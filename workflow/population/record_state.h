#pragma once
// The states that a resident, the biometric record and the identity card of a resident go through, and their
// names in journals.

#include <cstdint>
#include <optional>
#include <string_view>

namespace loket::population {

/// Where the person is, in the eyes of the office.
enum class LifeStatus : std::uint8_t { Active, Deceased, MovedAway, Abroad };

/// The biometric record, in the public names of the national system (DOMAIN §4.3). Only PrintReadyRecord may
/// be printed.
enum class RecordState : std::uint8_t {
    Unregistered,
    BioCaptured,
    Processing,
    SentForEnrollment,
    ReceivedAtCentral,
    EnrollFailureAtCentral,
    EnrollFailureAtRegional,
    SearchFailureAtCentral,
    AdjudicateRecord,
    DuplicateRecord,
    PrintReadyRecord,
    CardPrinted,
};

/// The identity card in the hands of the office or the holder.
enum class CardState : std::uint8_t {
    None,       ///< never printed
    Printed,    ///< lies at the office, not matched with its holder yet
    Active,     ///< handed over after a 1:1 match
    Lost,       ///< reported
    Damaged,    ///< reported
    Withdrawn,  ///< taken back: the holder died, left the country or became a foreigner
};

/// "ACTIVE", "UNREGISTERED", "PRINT_READY_RECORD", …: stable, for storage and the screen key.
std::string_view to_string(LifeStatus status);
std::string_view to_string(RecordState state);
std::string_view to_string(CardState state);

/// Nothing unless the text is exactly one of the names.
std::optional<LifeStatus> parse_life_status(std::string_view text);
std::optional<RecordState> parse_record_state(std::string_view text);
std::optional<CardState> parse_card_state(std::string_view text);

}  // namespace loket::population
