#pragma once
// The officers' screens. All carry a work list on the left or top and one file beside it.

#include "kiosk/viewmodels/common.h"

namespace loket::viewmodels {

/// Also what hides the desk of an officer who went away. Intents: "user" (login), "digit", "erase", "clear", "card" (read the one on
/// the reader), "sign_in" (with the PIN, or the finger once it is asked for), "leave", "loket" (number).
struct SignIn {
    std::vector<std::string> lokets{};  ///< counters of the office to choose from; empty: not asked
    std::string loket{};                ///< that of this station
    std::string title{}, confirm{};     ///< of a page that asks for a second officer; empty: the ordinary words
    std::vector<Officer> officers{};
    std::string selected{};
    int pin_length = 0;
    std::optional<Notice> notice{};
    bool can_continue = false;
    std::string locked{};  ///< name of the officer whose work waits behind this page; empty: nobody's
    bool offers_card = false, card_read = false;
    bool asks_finger = false, scanning = false;
    Picture live{};
    std::vector<std::string> hints{};
};

/// One line of a work list.
struct WorkItem {
    std::string id{};      ///< case id or ticket number
    std::string number{};  ///< resi or ticket
    std::string name{}, service{}, since{}, promised{};
    std::string state{};  ///< in words
    Tone tone = Tone::Info;
};

/// Where people are called by number. Intents: "call" (empty: next; number: again), "miss" (number), "hold" (reason),
/// "transfer" ("ROLE:reason"), "resume" (held number), "requeue" (number that was missed).
struct Counter {
    std::string loket{};          ///< number of this counter
    int waiting = 0;
    std::string called{};         ///< ticket at the counter, empty: nobody
    std::string called_detail{};  ///< service, times called
    bool can_miss = false;
    std::vector<std::string> held{};  ///< numbers put aside, the page shows a way back for each
    std::vector<std::string> hold_reasons{};
    std::vector<Row> desks{};     ///< to be sent on to: role code, words
};

/// A step that only a superior may allow: intents "override.user" (login), "override.digit", "override.erase", "override.clear",
/// "override.allow" (reason), "override.close".
struct Override {
    std::string refusal{};            ///< what was refused, in words
    std::vector<Officer> officers{};  ///< who may allow it
    std::string selected{};
    int pin_length = 0;
    bool can_allow = false;
    std::optional<Notice> notice{};
};

/// A page of any officer. Tabs go to the side navigation. Intents everywhere: "tab" (id), "open" (WorkItem
/// id), "sign_out", those of Counter and Override where the page has them.
struct Desk {
    struct Tab {
        std::string id{}, label{};
        int count = 0;
    };
    std::string title{}, empty_text{};
    std::vector<Tab> tabs{};
    std::string tab{};
    std::vector<WorkItem> items{};
    std::string selected{};
    std::optional<Notice> notice{};
    std::optional<Counter> counter{};
    std::optional<Override> override_{};
};

/// Minutes of the step that is being done.
struct Timer {
    std::string step{};  ///< "Langkah 3: Periksa kelengkapan"
    int used = 0, standard = 0;
};

/// Head of a file: who and what. Intent while a colleague has it: "take_over" (reason).
struct FileHead {
    std::string case_id{}, number{}, name{}, nik{}, service{}, reason{};
    std::string taken_by{};  ///< the colleague who began this step, empty: nobody else
    std::vector<Row> register_data{};
    Timer timer{};
};

/// One fact of how the office stands, and whether somebody must see to it.
struct Standing {
    std::string text{};
    Tone tone = Tone::Info;
};

/// Front office: the queue. Intents: those of Counter, "receive" (ticket).
struct FrontOffice {
    struct Waiting {
        std::string number{}, service{}, lane{}, since{}, estimate{};
        Tone tone = Tone::Info;
    };
    Desk desk{};
    std::vector<Waiting> waiting{}, held{}, missed{};  ///< `lane` says of held ones why, of missed ones whether they may wait again
    int waiting_priority = 0;
    std::vector<Standing> standing{};  ///< centre, blanks, ribbon
};

/// What the applicant said beside what the register has; either may be empty.
struct Compared {
    std::string label{}, said{}, registered{};
    bool differs = false;
};

/// Front office: check-list and registration. Intents: "mark" ("no:present|missing|open"), "complete",
/// "incomplete" (reason), "record" (to the recording desk), "cancel" (reason), "add_service", "begin" (while neither
/// complete nor incomplete is possible).
struct CheckFile {
    struct Item {
        int no = 0;
        std::string text{}, form{}, why{}, note{};
        enum class Mark { Open, Present, Missing, ByMachine } mark = Mark::Open;
        bool satisfied = false;       ///< ByMachine
        std::string machine_state{};  ///< ByMachine, in words
        bool pictured = false;        ///< the applicant has photographed it at the kiosk
        Picture picture{};            ///< empty until it has arrived
    };
    FileHead head{};
    std::vector<Item> items{};
    std::vector<Row> returns{};          ///< who, why
    std::vector<std::string> reasons{};  ///< offered for "incomplete"
    std::vector<Compared> compared{};
    bool can_complete = false, can_incomplete = false, can_add = false;
    std::string complete_label{};
};

/// One more application from the same ticket: for whom and which service. Intents: "person" (NIK), "service" (id), "next", "leave".
struct AddService {
    Desk desk{};
    std::string ticket{};
    std::vector<Row> people{};    ///< NIK; name and year of birth
    std::string person{};
    std::vector<Row> services{};  ///< id, name
    std::string service{};
    bool can_continue = false;
};

/// The resi just issued. Intents: "print_again", "done", "record", "add_service".
struct ResiPage {
    std::string resi{}, promised{}, service{};
    Picture slip{};
    bool needs_recording = false, can_add = false;
    std::optional<Notice> notice{};
};

/// Steps that are one piece of work on a file: forwarding, printing of papers, registration and stamp, reports of the PIAK
/// services, filing. Intents: "begin", "complete", "print" (the papers), "open_internal" (service).
struct Work {
    Desk desk{};
    std::optional<FileHead> file{};
    std::string kind = "forward";  ///< as the service files name it; picks the words of hint and button
    bool begun = false, working = false, can_print = false, can_complete = false;
    std::vector<Row> papers{};     ///< name and number of each; what became of it
    std::vector<Row> openable{};   ///< internal services that this officer may begin: id, name
    std::optional<Notice> notice{};
};

/// What somebody before a device should do: shown in words and as a picture that the code chooses.
struct Hint {
    std::string code{};  ///< "finger.press_harder"
    std::string text{};
};

/// Recording of biometrics. Intents: "capture", "retake", "keep", "next", "cancel_capture", "leave";
/// "early" (NIK: records somebody of sixteen without an application);
/// "excuse" ("slot:REASON": begins an exception and takes its picture), "evidence" (the picture again), "evidence.keep",
/// "evidence.cancel"; "facing" (turns the screen to the applicant, and back); "sign" (the applicant, for the approval), "approve".
struct Recording {
    enum class Stage { Photo, Signature, RightFour, LeftFour, Thumbs, Irises, Verify, Review };
    enum class SlotState { Waiting, Now, Good, Poor, Excused };
    struct Slot {
        std::string id{}, label{};  ///< "finger:2", "Telunjuk kanan"
        int finger = 0;             ///< ISO position, 0 for the rest
        SlotState state = SlotState::Waiting;
        int quality = 0, threshold = 0, tries = 0;
        std::string word{};  ///< "Baik", "Ulangi", "Tidak ada", "Letakkan jari"
        Picture picture{};
    };
    /// Being written down; `preview` shows the picture of it.
    struct Exception {
        std::string slot{}, reason{};  ///< in words
        bool taken = false;
    };
    FileHead head{};
    Stage stage = Stage::Photo;
    Stepper stepper{};
    std::string title{}, instruction{};
    std::vector<Hint> hints{};                   ///< coaching, newest last
    Picture preview{};                           ///< live or last picture of this stage
    std::vector<std::pair<float, float>> ink{};  ///< signature: points 0..1, a pair of -1 lifts the pen
    std::vector<float> ink_pressure{};
    std::vector<Slot> slots{};               ///< all fourteen
    std::vector<std::string> stage_slots{};  ///< ids of this stage
    bool capturing = false;
    bool can_capture = true, can_continue = false, can_sign = false, can_approve = false;
    bool facing = false;  ///< the applicant's own page: one sentence, no data
    int tries = 3, tries_left = 3;
    std::optional<Exception> exception{};
    std::optional<Notice> notice{};
    std::vector<Row> excuse_reasons{};  ///< value, label
    std::string device{};               ///< "Pemindai sidik jari (simulasi)"
    std::vector<Row> review{};          ///< data the applicant approves
};

/// Card printing. Intents: "begin", "print", "spoiled" (reason), "untouched" (blank is still in the feeder),
/// "complete".
struct PrintDesk {
    struct Supply {
        std::string name{};
        int percent = 100;
        std::string detail{};
        Tone tone = Tone::Good;
    };
    Desk desk{};
    std::optional<FileHead> file{};
    std::string gate{};  ///< record state in words; tone says whether it may be printed
    Tone gate_tone = Tone::Info;
    std::vector<Supply> supplies{};
    Picture front{}, back{};
    std::vector<Row> stages{};  ///< blank, print, write and read back the chip: label, state in words
    int progress = 0;
    bool working = false, begun = false, can_print = false, can_complete = false;
    bool ask_outcome =
        false;  ///< power failed while printing: the operator must say what became of the blank
    std::vector<std::string> spoil_reasons{};
    std::optional<Notice> notice{};
};

/// Any card on the reader. Intents: "read", "clear" (takes it off the screen), "end_card" (of one that was replaced), "cancel_capture".
struct CardCheck {
    Desk desk{};
    bool working = false, can_end = false;
    std::string verdict{}, advice{};  ///< in words; empty: nothing was read
    Tone tone = Tone::Info;
    std::vector<Row> rows{};          ///< what the card holds, only of a genuine one
    Picture photo{};
    std::optional<Notice> notice{};
};

/// Blanks and supplies, what became of the spoiled ones, and the end of the day. Intents: "kind" (id), "receive" (pieces),
/// "count" (pieces), "use" (pieces), "spoil" (pieces), "print_books", "close_day" (a word that says it is meant).
struct StockPage {
    struct Kind {
        std::string id{}, name{};
        int left = 0, least = 0;
        std::string today{};    ///< what came in, was used and spoiled today
        std::string counted{};  ///< the last count of the day against the books
        Tone tone = Tone::Good;
        bool numbered = false;  ///< blanks, whose use and spoiling the printing desk reports one by one
    };
    struct Spoiled {
        std::string when{}, serial{}, resi{}, who{}, reason{};
    };
    Desk desk{};
    std::vector<Kind> kinds{};
    std::string kind{};
    bool may_receive = false;  ///< this officer, of the kind that is chosen
    std::vector<Spoiled> spoiled{};
    bool spoiled_complete = true;  ///< the whole month is there; else it is still being read
    std::vector<Standing> day{};   ///< what is open, stock against the books
    bool closed = false, may_close = false, working = false;
    std::optional<Notice> notice{};
};

/// Activation in person. Intents: those of Counter (people who came to collect), "begin", "read" (the chip again),
/// "compare" (finger), "compare_eye" (ISO eye), "refuse" (reason), "spoiled" (reason), "complete", "cancel_capture"; for whom nothing can be compared
/// "officers" (REASON: takes the picture), "officers.photo" (again), "officers.second", "officers.cancel", and those of SignIn.
struct Activation {
    /// Two officers look at the person and the card: the picture they keep.
    struct Officers {
        std::string reason{};  ///< in words
        Picture photo{};
    };
    Desk desk{};
    std::optional<FileHead> file{};
    std::string card_state{};  ///< in words
    int tries_left = 3;
    bool begun = false, working = false, matched = false, active = false, can_compare = false,
         can_refuse = false, can_spoil = false, can_complete = false;
    std::string finger_label{};  ///< "Telunjuk kanan"
    std::vector<Row> fingers{};  ///< on the chip: iso position, label
    bool without_fingers = false;  ///< the chip was read and holds none
    std::vector<Row> eyes{};       ///< recorded here: ISO eye, label
    std::vector<Row> excuse_reasons{};
    std::optional<Officers> officers{};
    std::optional<SignIn> second{};  ///< the second officer's PIN, on a page of its own
    Picture live{};
    std::vector<Hint> hints{};
    std::optional<Notice> notice{};
    std::vector<std::string> reasons{}, spoil_reasons{};
};

/// Hand-over against the resi, then the applicant signs. Intents: "begin", "resi" (typed or read text),
/// "hand_over", "sign" (capture on the pad), "complete"; where the resi is lost "lost" (and again: it was found), "knows"
/// (fact: the person knew it, or did not), "print_statement", "accept_statement"; "codes" (and again: closes them), "print_code"
/// (number of a paper), "access_pin".
struct HandOver {
    /// Codes with which the applicant prints at the kiosk, given on a slip and kept by nobody.
    struct Codes {
        std::vector<Row> papers{};  ///< number; name
        std::vector<std::string> states{};  ///< of the code of each paper, in words; empty: none was given
        std::string pin_state{};    ///< of the access PIN, in words
        std::string no_pin{};       ///< why the person gets none, in words
        std::optional<Notice> notice{};
    };
    /// What the register says, for the officer to ask about.
    struct Fact {
        std::string id{}, question{}, answer{};
        bool known = false;
    };
    Desk desk{};
    bool lost = false, statement_printed = false, can_accept = false;
    std::vector<Fact> facts{};
    int facts_needed = 3;
    std::optional<FileHead> file{};
    bool begun = false, resi_ok = false, signing = false, signed_ = false, at_signature = false;
    std::string typed{};
    std::vector<std::pair<float, float>> ink{};
    std::vector<float> ink_pressure{};
    bool can_hand_over = false, can_complete = false;
    bool can_codes = false;
    std::optional<Codes> codes{};  ///< open
    std::optional<Notice> notice{};
};

}  // namespace loket::viewmodels
