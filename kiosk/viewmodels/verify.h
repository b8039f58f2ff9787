#pragma once
// Those who verify and sign: the queue, one file with everything on it, several files together, what was decided.

#include "kiosk/viewmodels/dashboard.h"
#include "kiosk/viewmodels/pin.h"
#include "kiosk/viewmodels/staff.h"

namespace loket::viewmodels {

/// Of the queue: "filter" (a service's id, empty: all), "decisions", "batch" (the files set aside); of a file: "begin", "paraf",
/// "sign", "return" (reason), "judge" (a verdict's code, a colon, its words), "next_file", "previous_file", "collect" (set aside after reading, to be decided with others),
/// "uncollect"; of the files set aside: "decide_all", "leave"; of the decisions: "since" ("today", "week"), "leave". Those of
/// pin.h while the PIN is asked for.
struct Verify {
    struct Sample {
        std::string label{};
        int quality = 0;
        std::string excused{};
        Picture picture{};
        int threshold = 0;  ///< smallest quality that is good; 0: not judged
    };
    struct Event {
        std::string when{}, who{}, what{};
        Tone tone = Tone::Info;
    };
    /// One datum that the service will change; an empty `before` is new.
    struct Change {
        std::string who{}, what{}, before{}, after{};
    };
    /// Somebody on record under another number whose fingers are like the applicant's.
    struct Alike {
        std::string number{}, name{}, born{}, likeness{};  ///< likeness: how many fingers, how sure
        Picture photo{};
        bool pictured = false;  ///< there is a photo, even if it has not arrived yet
    };
    Desk desk{};
    std::vector<Row> filters{};  ///< id and name of each service that waits here
    std::string filter{};        ///< chosen; empty: all
    int set_aside = 0;           ///< files read and waiting to be decided together

    std::optional<FileHead> file{};
    std::string place{};         ///< "2 dari 14"
    bool has_previous = false, has_next = false;
    std::vector<CheckFile::Item> papers{};
    std::string record_state{};
    Picture photo{}, signature{};
    std::vector<Sample> fingers{};  ///< ten, then two irises
    std::vector<Event> history{};
    std::vector<std::string> reasons{};
    std::vector<Row> answers{};     ///< of the application form
    std::vector<Row> documents{};   ///< issued for the case: name, number and state
    std::vector<Change> changes{};  ///< of the register
    std::string changes_note{};     ///< why there are none, or not all
    std::string born{};             ///< the applicant, in the words of `alike`
    std::vector<Alike> alike{};     ///< most alike first; none: nothing is said of it
    std::string verdict{};          ///< what an officer said of them, in words
    Tone verdict_tone = Tone::Warning;
    bool may_judge = false;
    std::vector<Row> verdicts{};    ///< code and words of each that "judge" offers
    bool signs = false;             ///< this step signs instead of initialling
    bool begun = false, may_decide = false, working = false;
    bool collected = false;         ///< set aside already
    std::string refusal{};  ///< why this officer may not decide, in words

    std::optional<Listing> together{};   ///< open: the files set aside
    bool together_signs = false;
    std::optional<Listing> decisions{};  ///< open: what this officer decided
    bool week = false;                   ///< of the decisions: the last seven days instead of today
    std::optional<PinAsk> pin{};
};

}  // namespace loket::viewmodels
