#pragma once
// The applicant's pages at the self-service kiosk.

#include "kiosk/viewmodels/common.h"

namespace loket::viewmodels {

/// Intents: "service" (id), "group" (id), "status", "collect".
struct Home {
    struct Service {
        std::string id, name, hint;  ///< hint: "128 menit, gratis"
        bool group = false;          ///< several services behind one tile
    };
    std::vector<Service> services;
};

/// NIK, nomor KK or resi by keypad, or a code held before the reader. Intents: "digit" (0-9), "erase", "clear",
/// "letter" (A-Z, resi and passport), "mode" (nik|kk|passport), "next".
struct Identity {
    enum class Mode { Nik, Kk, Resi, Passport };
    Mode mode = Mode::Nik;
    bool choose_mode = true;     ///< the person may switch between NIK and KK
    bool newcomer = false;       ///< between NIK and passport: the register need not know them yet
    std::string title, hint;
    std::string typed;           ///< digits so far; for a resi also letters and hyphens
    std::size_t length = 16;
    std::optional<Notice> notice;
    std::vector<Row> preview;    ///< province, birth date, sex once they can be read from the digits
    bool can_continue = false;
    Stepper stepper;
};

/// "Apakah ini Anda?" Intents: "confirm", "not_me", "member" (index in `members`, after a KK number).
struct Confirm {
    std::vector<Row> rows;             ///< masked
    std::vector<std::string> members;  ///< masked names of the family, when a KK number was typed
    int selected = -1;
    bool can_continue = false;
    Stepper stepper;
};

/// One question a page. Intents: "answer" (value), "next".
struct Choice {
    struct Item {
        std::string value, label, hint;
    };
    std::string title, hint;
    std::vector<Item> items;
    std::string selected;
    Stepper stepper;
};

/// One field of the application form a page. Intents: "letter" (one character), "digit", "erase", "clear", "pick" (index of an
/// item, again to take it back), "add" (the number just typed joins the list), "next" (empty if optional: passed over).
struct Field {
    /// Text and Region by keyboard, Digits and Date (DDMMYYYY) by keypad, People by picking.
    enum class Entry { Text, Digits, Date, People, Region };
    struct Item {
        std::string label, hint;
        bool picked = false;
    };
    Entry entry = Entry::Text;
    std::string title, hint;
    std::string typed;
    std::size_t length = 0;   ///< Digits: how many at most
    std::vector<Item> items;  ///< People: the family, then numbers added; Region: places that match
    bool can_add = false, can_continue = false, optional = false;
    std::optional<Notice> notice;
    Stepper stepper;
};

/// What to bring. Intents: "next".
struct Bring {
    struct Item {
        std::string text, form, why;
        bool by_machine = false;  ///< biometric record: looked up, not brought
        bool satisfied = false;   ///< by_machine only
    };
    std::string service;
    std::vector<Item> items;
    std::vector<Row> facts;  ///< time, fee, product
    Stepper stepper;
};

/// Intents: "done".
struct TicketPage {
    std::string number, service;
    bool priority = false;
    std::string ahead, wait;   ///< "3 orang di depan Anda", "sekitar 15 menit"
    std::string instruction;
    std::optional<Notice> notice;  ///< e.g. the slip could not be printed: remember the number
    Picture slip;
};

/// Where an application is. Intents: "collect" (when it is ready), "done".
struct Status {
    struct Step {
        std::string text, who, when;
        enum class State { Done, Now, Later } state = State::Later;
    };
    std::string resi, service, headline, next, you_must;
    std::string promised;
    std::vector<Step> steps;
    bool ready = false;
};

/// IKM: one unsur a page. Intents: "score" (1-4), "skip".
struct Survey {
    int index = 0, count = 9;
    std::string question;
    std::vector<std::string> options;  ///< worst to best
    int selected = 0;
};

/// A full page that says one thing: thank-you, refusal, fault. Intents: "done".
struct Message {
    Tone tone = Tone::Info;
    std::string title, text, action;
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
