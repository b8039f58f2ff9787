#include "workflow/population/record_state.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace loket::population {
namespace {

constexpr std::string_view kLifeStatuses[] = {"ACTIVE", "DECEASED", "MOVED_AWAY", "ABROAD"};
constexpr std::string_view kRecordStates[] = {"UNREGISTERED",
                                              "BIO_CAPTURED",
                                              "PROCESSING",
                                              "SENT_FOR_ENROLLMENT",
                                              "RECEIVED_AT_CENTRAL",
                                              "ENROLL_FAILURE_AT_CENTRAL",
                                              "ENROLL_FAILURE_AT_REGIONAL",
                                              "SEARCH_FAILURE_AT_CENTRAL",
                                              "ADJUDICATE_RECORD",
                                              "DUPLICATE_RECORD",
                                              "PRINT_READY_RECORD",
                                              "CARD_PRINTED"};
constexpr std::string_view kCardStates[] = {"NONE", "PRINTED", "ACTIVE", "LOST", "DAMAGED", "WITHDRAWN"};

template <class State>
std::optional<State> parse(std::span<const std::string_view> names, std::string_view text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return std::nullopt;
    return static_cast<State>(found - names.begin());
}

}  // namespace

std::string_view to_string(LifeStatus status) { return kLifeStatuses[static_cast<std::size_t>(status)]; }
std::string_view to_string(RecordState state) { return kRecordStates[static_cast<std::size_t>(state)]; }
std::string_view to_string(CardState state) { return kCardStates[static_cast<std::size_t>(state)]; }

std::optional<LifeStatus> parse_life_status(std::string_view text) {
    return parse<LifeStatus>(kLifeStatuses, text);
}
std::optional<RecordState> parse_record_state(std::string_view text) {
    return parse<RecordState>(kRecordStates, text);
}
std::optional<CardState> parse_card_state(std::string_view text) {
    return parse<CardState>(kCardStates, text);
}

}  // namespace loket::population
