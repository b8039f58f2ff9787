#pragma once
// The applicant's pages at the self-service kiosk.

#include "kiosk/viewmodels/common.h"

namespace loket::viewmodels {

/// Nobody stands here. Intents: "begin" (nothing, or the language touched).
struct Attract {
    std::string title, text;      ///< of the slide shown now
    int slide = 0, slides = 1;
    std::vector<Row> languages;   ///< code, and what to touch in that language: "Mulai"
};

/// Intents: "service" (id), "group" (id), and those of the errands.
struct Home {
    struct Service {
        std::string id, name, hint;  ///< hint: "Paling lama 3 hari kerja. Gratis."
        bool group = false;          ///< several services behind one tile
    };
    std::vector<Service> services;
    std::vector<Row> errands;  ///< intent and words: "status", "collect", "complain" …
};

/// NIK, nomor KK, resi or the code of a print by keypad, a code held before the reader, or a card laid on it. Intents: "digit" (0-9),
/// "erase", "clear", "letter" (A-Z; resi, passport and code), "mode" (nik|kk|passport), "card" (read it; again: stop waiting for it),
/// "camera" (read the paper under the document camera), "next".
struct Identity {
    enum class Mode { Nik, Kk, Resi, Passport, Code };
    Mode mode = Mode::Nik;
    bool choose_mode = true;     ///< the person may switch between NIK and KK
    bool newcomer = false;       ///< between NIK and passport: the register need not know them yet
    bool can_card = false;       ///< a card reader is there
    bool reading = false;        ///< it waits for a card
    bool can_camera = false;     ///< a document camera is there that may read a printed code
    bool optional = false;       ///< may be passed over
    std::string title, hint;
    std::string typed;           ///< digits so far; for a resi also letters and hyphens
    std::size_t length = 16;
    std::optional<Notice> notice;
    std::vector<Row> preview;    ///< province, birth date, sex once they can be read from the digits
    bool can_continue = false;
    Stepper stepper;
};

/// Free times for an appointment, day by day. Intents: "day" (as in `days`), "answer" (a time).
struct Slots {
    struct Time {
        std::string value, label, hint;  ///< minutes since midnight, "09.30", "3 tempat"
    };
    std::string title, hint;
    std::vector<Row> days;  ///< value and words
    std::string day;
    std::vector<Time> morning, afternoon;
};

/// "Apakah ini Anda?" Intents: "confirm", "not_me", "member" (index in `members`, after a KK number).
struct Confirm {
    std::vector<Row> rows;             ///< masked
    std::vector<std::string> members;  ///< masked names of the family, when a KK number was typed
    int selected = -1;
    bool can_continue = false;
    Stepper stepper;
};

/// One question a page. Intents: "answer" (value), "next"; where `direct`, the answer itself leads on.
struct Choice {
    struct Item {
        std::string value, label, hint;
    };
    std::string title, hint;
    std::vector<Item> items;
    std::string selected;
    Stepper stepper;
    bool direct = false;
};

/// One field of the application form a page. Intents: "letter" (one character), "digit", "erase", "clear", "pick" (index of an
/// item, again to take it back), "add" (the number just typed joins the list), "next" (empty if optional: passed over).
struct Field {
    /// Text, Address (of a machine or a register) and Region by keyboard, Digits and Date (DDMMYYYY) by keypad, People by picking.
    enum class Entry { Text, Digits, Date, People, Region, Address };
    struct Item {
        std::string label, hint;
        bool picked = false;
    };
    Entry entry = Entry::Text;
    std::string title, hint;
    std::string typed;
    std::size_t length = 0;   ///< Digits: how many at most
    int lines = 1;            ///< Text: of the box
    std::vector<Item> items;  ///< People: the family, then numbers added; Region: places that match
    bool can_add = false, can_continue = false, optional = false;
    std::optional<Notice> notice{};
    Stepper stepper{};
};

/// What to bring, before the form (all that may be asked) or after it (what applies). Intents: "next", those of `more`, "scan"
/// (number of the requirement), "turn" (page); while `shot` is shown "scan.stop", and when it is taken "scan.again", "scan.keep".
struct Bring {
    struct Item {
        std::string text, form, why;
        bool by_machine = false;  ///< biometric record: looked up, not brought
        bool satisfied = false;   ///< by_machine only
        int no = 0;               ///< of the requirement
        bool can_scan = false, scanned = false;
    };
    struct Shot {
        std::string title;  ///< which paper
        Picture picture;
        bool taken = false;
        bool can_keep = false;  ///< taken, and something is on it
        std::optional<Notice> notice;
    };
    std::string title, service;
    std::vector<Item> items;
    std::vector<Row> facts;  ///< time, fee, product
    std::vector<Row> more;   ///< further ways on: intent and words
    std::string next;        ///< word of the primary button
    int page = 0;            ///< held to the last
    std::optional<Shot> shot;
    Stepper stepper;
};

/// All answers before they count. Intents: "edit" (index), "turn" (page), "next".
struct Review {
    std::string title, hint;
    std::vector<Row> rows;
    int page = 0;      ///< held to the last, where the letters leave fewer
    std::string next;  ///< word of the primary button
    Stepper stepper;
};

/// A text in sections, over as many pages as it takes. Intents: "turn" (page), "print", "done".
struct Reading {
    std::string title, hint;
    std::vector<Row> sections;  ///< heading and text
    int page = 0;               ///< held to the last
    bool can_print = false;
    std::optional<Notice> notice;
};

/// A number to keep: of the queue, of a complaint, of an appointment. Intents: "done", and that of `other`.
struct TicketPage {
    std::string title;  ///< empty: of the queue
    Row other;          ///< another way on: intent and words; none if empty
    std::string number, service;
    bool priority = false;
    std::string ahead, wait;   ///< "3 orang di depan Anda", "sekitar 15 menit"
    std::string instruction;
    std::string courtesy;          ///< after the instruction where there is room for it; may be empty
    std::optional<Notice> notice;  ///< e.g. the slip could not be printed: remember the number
    Picture slip;
};

/// Where an application is. Intents: "collect" (when it is ready), "complain", "done".
struct Status {
    struct Step {
        std::string text, who, when;
        enum class State { Done, Now, Later } state = State::Later;
    };
    std::string resi, service, headline, next, you_must;
    std::string promised;
    std::string stopped{};  ///< why the clock stands still, or stood; empty: it never did
    std::vector<Step> steps;
    bool ready = false, can_complain = false;
};

/// IKM: one unsur a page. Intents: "score" (1-4), "skip".
struct Survey {
    int index = 0, count = 9;
    std::string question;
    std::vector<std::string> options;  ///< worst to best
    int selected = 0;
};

/// A full page that says one thing: thank-you, refusal, fault. Intents: "done", "status".
struct Message {
    Tone tone = Tone::Info;
    std::string title, text, action;
    std::string status{};  ///< label of the way to the status of one's application; empty without one
    bool back = false;     ///< "back" stands in its place, where the chrome has it
};

/// The public display. No intents; numbers only, never names.
struct Display {
    struct Call {
        std::string number, loket;
    };
    std::optional<Call> now;
    std::vector<Call> recent;
    int waiting = 0;
    std::string notice;
    bool calling = false;  ///< `now` was called a moment ago: the caption of the signal is shown
    bool lit = false;      ///< the flash that goes with it is on
    std::string stale{};   ///< "Data terakhir 10.24": nothing new has been heard since
};

}  // namespace loket::viewmodels
