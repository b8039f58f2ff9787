#include "workflow/engine/record_state.h"

#include <algorithm>
#include <array>
#include <utility>

namespace loket::engine {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWays = {{
    {"BIO_CAPTURED", "PROCESSING"},
    {"PROCESSING", "SENT_FOR_ENROLLMENT"},
    {"PROCESSING", "ENROLL_FAILURE_AT_REGIONAL"},
    {"SENT_FOR_ENROLLMENT", "RECEIVED_AT_CENTRAL"},
    {"RECEIVED_AT_CENTRAL", "PRINT_READY_RECORD"},
    {"RECEIVED_AT_CENTRAL", "ENROLL_FAILURE_AT_CENTRAL"},
    {"RECEIVED_AT_CENTRAL", "SEARCH_FAILURE_AT_CENTRAL"},
    {"RECEIVED_AT_CENTRAL", "ADJUDICATE_RECORD"},
    {"SEARCH_FAILURE_AT_CENTRAL", "RECEIVED_AT_CENTRAL"},
    {"ADJUDICATE_RECORD", "PRINT_READY_RECORD"},
    {"ADJUDICATE_RECORD", "DUPLICATE_RECORD"},
    {"PRINT_READY_RECORD", "CARD_PRINTED"},
}};

}  // namespace

bool may_follow(std::string_view from, std::string_view to) {
    return std::ranges::find(kWays, std::pair{from, to}) != kWays.end();
}

std::vector<std::string> way_between(std::string_view from, std::string_view to) {
    std::vector<std::vector<std::string>> open{{std::string(from)}};
    for (std::size_t n = 0; n < open.size() && open.size() < 100; ++n)  // a state that is left may come again: every way is cut at its length
        for (const auto& [before, after] : kWays) {
            if (before != open[n].back() || std::ranges::find(open[n], after) != open[n].end()) continue;
            auto longer = open[n];
            longer.emplace_back(after);
            if (after == to) return {longer.begin() + 1, longer.end()};
            open.push_back(std::move(longer));
        }
    return {};
}

bool may_be_on_its_way(std::string_view state) { return state == kBioCaptured || state == "PROCESSING" || state == "SENT_FOR_ENROLLMENT"; }

bool is_recorded(std::string_view state) { return state != kUnregistered && !state.empty() && !must_record_again(state); }

bool waits_for_centre(std::string_view state) { return is_recorded(state) && !is_print_ready(state); }

bool is_print_ready(std::string_view state) { return state == kPrintReady || state == kCardPrinted; }

bool must_record_again(std::string_view state) {
    return state == "ENROLL_FAILURE_AT_REGIONAL" || state == "ENROLL_FAILURE_AT_CENTRAL";
}

}  // namespace loket::engine
