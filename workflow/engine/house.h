#pragma once
// The state beside queue and cases: complaints, appointments, codes for the kiosk's printer, supplies.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/engine/condition.h"

namespace loket::engine {

/// What somebody wrote: content of its own, which retention can erase. Logs from before 2026-11-28 hold the words themselves.
struct Words {
    std::string digest;  ///< SHA-256 of the content, hexadecimal
    std::string plain;   ///< old logs
    [[nodiscard]] bool empty() const { return digest.empty() && plain.empty(); }
};

struct Complaint {
    std::string number, category, channel, resi;
    Words text, contact;
    Instant filed;
    std::optional<Date> due;
    std::string taken_by;  ///< user; empty: nobody yet
    Words answer;
    std::string answered_by;
    std::optional<Instant> answered;
    [[nodiscard]] bool is_open() const { return !answered; }
    [[nodiscard]] bool is_late(Date today) const { return is_open() && due && *due < today; }
};
/// WAKTU, PUNGUTAN (somebody asked for money), PERILAKU, DATA, SARANA, SARAN, LAINNYA.
const std::vector<std::string>& complaint_categories();
const std::vector<std::string>& complaint_channels();

struct Appointment {
    std::string code, service, nik;
    Date day;
    int minute = 0;  ///< since midnight, WIB
    Answers answers;
};

struct Access {
    std::string digest;
    Date until;
};
struct PrintCode {
    std::string digest, number, kind, case_id, nik;
    Date until;
    bool used = false;
    [[nodiscard]] bool may_print(Date today) const { return !used && until >= today; }
};
struct WrongTries {
    int count = 0;
    Instant last;
};
inline constexpr int kFreeTries = 3;
/// Until when no further try is taken: after three, one minute, doubled with each, at most a day. Nothing before that.
std::optional<Instant> blocked_until(const WrongTries& tries);

/// What befell one kind of blanks or supplies on the last day on which anything did.
struct StockDay {
    std::string day{};  ///< ISO 8601, WIB
    int received = 0;
    int printed = 0;  ///< of supplies: used
    int spoiled = 0;
    bool is_counted = false;
    int counted = 0, expected = 0;  ///< at the last count of the day
    /// This, empty if that is another day.
    [[nodiscard]] StockDay on(Date date) const { return day == iso_date(date) ? *this : StockDay{iso_date(date)}; }
};

/// Since the office goes on from a copy: numbers of series that the log does not know begin above these.
struct NumbersBegin {
    std::string day;  ///< on which it began to, ISO 8601; empty: never
    int day_jump = 0, year_jump = 0;
};

struct House {
    std::map<std::string, Complaint> complaints;       ///< by number: the open ones, and those answered in this semester or the last
    std::map<std::string, Appointment> appointments;   ///< by code: of today and later that nobody has come for yet
    std::map<std::string, Access> access;              ///< by NIK
    std::map<std::string, PrintCode> print_codes;      ///< by number of the paper; used and expired ones until the next is issued a month later
    std::map<std::string, WrongTries> wrong_tries;     ///< by NIK, of the last day
    std::map<std::string, int> supplies;               ///< pieces, by kind
    std::map<std::string, StockDay> supply_days;       ///< by kind: those that were ever delivered
    std::string day_closed;                            ///< the last day that was written up, ISO 8601
    NumbersBegin numbers_begin;
};

/// The paper whose print code this is, used and expired ones too; null for a wrong code.
const PrintCode* find_print_code(const House& house, const std::string& nik, const std::string& digest);

/// Of this kind on this day; empty where nothing happened.
StockDay supply_day(const House& house, const std::string& kind, Date day);
/// UseSupply::reason of what was spoiled, not used.
inline constexpr auto kSupplySpoiled = "rusak";
/// RIBBON, FILM, KERTAS_A4, KERTAS_RESI, CLEANING.
const std::vector<std::string>& supply_kinds();
/// Facts of the register by which an officer knows somebody who has lost their resi: "nama_ibu", "tanggal_lahir" …
const std::vector<std::string>& identity_facts();

}  // namespace loket::engine
