#pragma once
// The public names of a biometric record's states and the ways between them (DOMAIN §4.3).

#include <string>
#include <string_view>
#include <vector>

namespace loket::engine {

inline constexpr std::string_view kUnregistered = "UNREGISTERED";
inline constexpr std::string_view kBioCaptured = "BIO_CAPTURED";
inline constexpr std::string_view kReceived = "RECEIVED_AT_CENTRAL";
inline constexpr std::string_view kPrintReady = "PRINT_READY_RECORD";
inline constexpr std::string_view kDuplicate = "DUPLICATE_RECORD";
inline constexpr std::string_view kFailedHere = "ENROLL_FAILURE_AT_REGIONAL";  ///< also: an officer sent the recording back
inline constexpr std::string_view kCardPrinted = "CARD_PRINTED";

/// Whether the centre may report `to` after `from`.
bool may_follow(std::string_view from, std::string_view to);
/// The states after `from` up to `to`, the shortest way; empty where there is none.
std::vector<std::string> way_between(std::string_view from, std::string_view to);
/// Recorded, and the centre does not have it yet.
bool may_be_on_its_way(std::string_view state);
/// Whether the applicant has been recorded at all, whatever became of it.
bool is_recorded(std::string_view state);
/// Recorded, and the centre has not answered yet: the office can do nothing about it.
bool waits_for_centre(std::string_view state);
/// Only such a record may be printed.
bool is_print_ready(std::string_view state);
/// The centre could not use the recording: capture starts again.
bool must_record_again(std::string_view state);

}  // namespace loket::engine
