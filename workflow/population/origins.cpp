#include "workflow/population/origins.h"

namespace loket::population {
namespace {

using Codes = std::string_view;

constexpr Codes kMelayu[] = {"21.02", "21.04", "21.03", "21.05", "21.71", "21.72", "14.04", "14.03", "19.71"};
constexpr Codes kJawa[] = {"33.05", "33.01", "33.02", "33.10", "33.15", "33.18", "34.01", "34.02", "35.01",
                           "35.02", "35.04", "35.06", "35.17", "35.18", "35.22", "32.05", "32.12", "18.02"};
constexpr Codes kMinang[] = {"13.01", "13.02", "13.04", "13.05", "13.06", "13.07", "13.71", "13.75", "13.77"};
constexpr Codes kBatak[] = {"12.02", "12.04", "12.08", "12.10", "12.11",
                            "12.12", "12.16", "12.17", "12.71", "12.72"};
constexpr Codes kBugis[] = {"73.08", "73.11", "73.13", "73.14", "73.71", "73.72"};
constexpr Codes kTionghoa[] = {"21.02", "21.71", "21.72", "61.72", "19.71", "12.71", "14.71"};
constexpr Codes kFlores[] = {"53.06", "53.07", "53.08", "53.09", "53.10", "53.13", "53.16", "53.71"};

/// Religions: Islam, Kristen, Katholik, Hindu, Budha, Khonghucu, Kepercayaan; the last ones per ten thousand.
constexpr OriginFacts kFacts[kOrigins] = {
    {"melayu", 395, {10000, 0, 0, 0, 0, 0, 0}, 14, kMelayu},
    {"jawa", 268, {9560, 230, 150, 40, 10, 0, 10}, 52, kJawa},
    {"minang", 92, {9990, 10, 0, 0, 0, 0, 0}, 55, kMinang},
    {"batak", 82, {1900, 7280, 800, 0, 0, 0, 20}, 62, kBatak},
    {"bugis", 48, {9970, 20, 10, 0, 0, 0, 0}, 25, kBugis},
    {"tionghoa", 68, {250, 1500, 900, 0, 6400, 950, 0}, 22, kTionghoa},
    {"flores", 47, {0, 1600, 8400, 0, 0, 0, 0}, 66, kFlores},
    {"asing", 0, {30, 35, 15, 5, 15, 0, 0}, 100, {}},
};

}  // namespace

const OriginFacts& facts(Origin origin) { return kFacts[static_cast<std::size_t>(origin)]; }

}  // namespace loket::population
