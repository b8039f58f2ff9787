#pragma once
// The head's dashboard: how the office stands, today and this semester.

#include "kiosk/viewmodels/staff.h"

namespace loket::viewmodels {

/// A measured value, and where there is one the value it is held against.
struct MeasuredBar {
    std::string label{};
    double value = -1;  ///< negative: nothing measured
    double mark = -1;   ///< the standard; negative: none
    double full = 0;    ///< what a whole bar means; 0: the largest value of all bars without one
    std::string word{};
    Tone tone = Tone::Info;
};

/// A table of words behind a figure. The first columns are the most important ones.
struct Listing {
    struct Line {
        std::vector<std::string> cells{};
        Tone tone = Tone::Info;  ///< of the last cell
    };
    std::string title{}, empty_text{};
    std::vector<std::string> columns{};
    std::vector<Line> lines{};
};

/// Intents: "period" ("today", "semester"), "service" (the next one), "show" (id of a tile, or "steps", "ikm", "stock", "devices",
/// "operators": the list behind it), "leave" (from the list back to the figures).
struct Dashboard {
    struct Tile {
        std::string id{}, label{}, value{}, detail{};
        Tone tone = Tone::Info;
    };
    struct Line {
        std::string label{}, word{};
        Tone tone = Tone::Good;
    };
    Desk desk{};
    bool semester = false;           ///< the period that is shown
    std::string as_of{};             ///< "Angka per 10.24 WIB"
    std::optional<Notice> stale{};   ///< the figures are older than they should be, or nothing reaches the register, and why
    std::vector<Tile> tiles{};
    std::string service{};           ///< whose steps are shown; empty: nothing was done
    std::vector<MeasuredBar> steps{};
    std::string ikm{};               ///< "91,48 · A (Sangat baik), 12 responden"
    std::vector<MeasuredBar> unsur{};
    std::vector<MeasuredBar> stock{};
    std::vector<Line> devices{};
    std::vector<MeasuredBar> operators{};
    std::optional<Listing> list{};   ///< open instead of the figures
};

}  // namespace loket::viewmodels
