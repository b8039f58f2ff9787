#pragma once
// Facts beside the queue and the cases: complaints, appointments, codes for the kiosk's printer, supplies and the end of the day.
// Part of events.h. Texts, contacts and NIK in them are personal data: they stay in the encrypted log and never reach a line of
// the journal. Numbers and codes of these facts say nothing about a person.

#include <map>
#include <string>

namespace loket::engine {

// --- streams "aduan:NUMBER" ("aduan" in old logs): complaints (SERVICES §4.0, UU 25/2009). What people wrote is content beside the
// --- log, which can be erased; the fields that hold the words themselves are empty but in old logs

struct ComplaintFiled {
    static constexpr auto kName = "ComplaintFiled";
    std::string number;    ///< "ADU-2026-0001"; counts by year
    std::string category;  ///< see complaint_categories()
    std::string channel;   ///< "KIOS", "LOKET", "SMS", "KOTAK_SARAN"
    std::string text;     ///< old logs
    std::string contact;  ///< old logs
    std::string resi;     ///< of the application it is about; may be empty
    std::string due;      ///< WIB day, ISO 8601
    std::string text_digest{};     ///< SHA-256 of the content that says it, hexadecimal
    std::string contact_digest{};  ///< the same of how to answer; empty if that was not told
};
struct ComplaintTaken {
    static constexpr auto kName = "ComplaintTaken";
    std::string number;
};
struct ComplaintAnswered {
    static constexpr auto kName = "ComplaintAnswered";
    std::string number;
    std::string answer;           ///< old logs
    std::string answer_digest{};  ///< SHA-256 of the content that says it, hexadecimal
};

// --- stream "janji": appointments -----------------------------------------------------------------------------------------

struct AppointmentMade {
    static constexpr auto kName = "AppointmentMade";
    std::string code;  ///< "JT-2811-0007-K"
    std::string service;
    std::string day;  ///< WIB, ISO 8601
    int minute = 0;   ///< since midnight, WIB: the beginning of its slot
    std::string nik;
    std::map<std::string, std::string> answers;
};
struct AppointmentCancelled {
    static constexpr auto kName = "AppointmentCancelled";
    std::string code;
};

// --- stream "cetak": who may print at the kiosk. Of a code only its keyed digest is kept -----------------------------------

struct AccessIssued {
    static constexpr auto kName = "AccessIssued";
    std::string nik;
    std::string digest;
    std::string until;  ///< last WIB day, ISO 8601
};
struct AccessUsed {
    static constexpr auto kName = "AccessUsed";
    std::string nik;
};
struct PrintCodeIssued {
    static constexpr auto kName = "PrintCodeIssued";
    std::string number;  ///< of the paper
    std::string kind;
    std::string case_id;
    std::string nik;
    std::string digest;
    std::string until;  ///< last WIB day, ISO 8601
};
/// The paper may be printed this once.
struct PrintCodeUsed {
    static constexpr auto kName = "PrintCodeUsed";
    std::string number;
};
/// A wrong code was entered: counts towards the pause before the next try.
struct CodeRefused {
    static constexpr auto kName = "CodeRefused";
    std::string nik;
    std::string what;  ///< "access", "print"
};

// --- stream "stok": counts, supplies, the end of the day --------------------------------------------------------------------

struct StockCounted {
    static constexpr auto kName = "StockCounted";
    std::string prefix;  ///< KEP, KIA, or a kind of supply
    int counted = 0;
    int expected = 0;  ///< by the books; of blanks: free, and reserved but not yet fed
};
/// Ribbon, film: whatever is not numbered piece by piece.
struct SupplyReceived {
    static constexpr auto kName = "SupplyReceived";
    std::string kind;
    int count = 0;
};
struct SupplyUsed {
    static constexpr auto kName = "SupplyUsed";
    std::string kind;
    int count = 0;
    std::string reason;  ///< kSupplySpoiled, else used
};
/// One kind of blanks or supplies at the end of a day.
struct StockClosed {
    static constexpr auto kName = "StockClosed";
    std::string day;
    std::string prefix;  ///< KEP, KIA, or a kind of supply
    int received = 0, used = 0, spoiled = 0;  ///< of this day
    int free = 0;
    int counted = 0, expected = 0;  ///< as last counted this day; 0 and 0 where there are none
};
struct DayClosed {
    static constexpr auto kName = "DayClosed";
    std::string day;
    int served = 0, no_show = 0;
    int left = 0;     ///< tickets that were still waiting, called or on hold
    int open = 0;     ///< files in the office
    int waiting = 0;  ///< of those, the ones that wait for their applicant
};

// --- stream "salinan" -----------------------------------------------------------------------------------------------------

/// The office goes on from a copy of its store: what was written after the copy was made is not in this log, and the numbers that were
/// given then are on papers in people's hands. Every number goes on above them.
struct EpochBegun {
    static constexpr auto kName = "EpochBegun";
    std::int64_t epoch = 0;
    std::string copied;  ///< when the copy was made, ISO 8601
    int day_jump = 0;    ///< numbers of this day (tickets, resi, lists, appointments) that are passed over
    int year_jump = 0;   ///< numbers of this year (papers, the register of papers, complaints) that are passed over
};

// --- in the stream of what it allowed ---------------------------------------------------------------------------------------

/// A second officer let something pass that the rules refuse.
struct RuleOverridden {
    static constexpr auto kName = "RuleOverridden";
    std::string code;        ///< of the refusal: "queue.quota"
    std::string supervisor;  ///< user
    std::string role;        ///< code of the role they allowed it in
    std::string reason;
};

}  // namespace loket::engine
