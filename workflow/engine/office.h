#pragma once
// The state of the office: what `evolve` makes of the log. Cases are immutable values shared with every snapshot.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/engine/events.h"
#include "workflow/engine/house.h"
#include "workflow/engine/queue.h"
#include "workflow/engine/service.h"

namespace loket::engine {

/// One finished (or repeated) pass of a step.
struct StepRecord {
    int step = 0;
    std::string actor, user;
    Instant begun, done;
    int standard_minutes = 0;
    std::string outcome;
    [[nodiscard]] int used_minutes() const;  ///< rounded up; 0 if the clock was set back meanwhile
};

struct ReturnRecord {
    int from = 0, to = 0;
    std::string reason, user;
    Instant at;
};

struct Sample {
    std::string digest;   ///< of the picture; of an excused one, of the picture that shows why, or empty
    int quality = 0;
    int tries = 0;
    std::string excused;  ///< reason when it cannot be recorded, else empty
    bool simulated = false;
    bool verified = false;   ///< captured again and matched
};

/// The slots of a whole recording, in the order of capture: photo, signature, ten fingers, two irises.
const std::vector<std::string>& recording_slots();
std::string finger_slot(int iso_position);

/// Which fingers go on the chip first, by ISO position: both index fingers, else the next best (DOMAIN §4.2).
inline constexpr int kChipOrder[] = {2, 7, 1, 6, 3, 8, 4, 9, 5, 10};
/// The slots of the fingers that go on the chip: at most two of those recorded.
std::vector<std::string> chip_slots(const std::map<std::string, Sample>& samples);

/// For whom the clock of the promise stands still.
enum class WaitsFor { Applicant, Centre };

/// A time that the office does not answer for. Pauses of one case never overlap: while both are waited for, it is the applicant.
struct Pause {
    WaitsFor whom = WaitsFor::Applicant;
    Instant from, to;
};

enum class CaseStatus { Open, WaitingForApplicant, Closed };
enum class CardStage { None, Reserved, Printed, Encoded, Active, Refused };

struct Card {
    CardStage stage = CardStage::None;
    std::string serial, uid, job;
    int spoiled = 0;       ///< blanks this case has cost
    int comparisons = 0;   ///< tries since the card was encoded
    bool matched = false;
    bool by_iris = false;  ///< the last comparison was of an eye
    Instant reserved{};    ///< the day of issue on the card, whenever it is printed
};

/// Whether this person is on record under another number, too.
struct Duplicates {
    enum class Verdict { None, TwoPeople, OnePerson };
    bool sought = false;
    std::vector<Suspect> suspects;
    Verdict verdict = Verdict::None;
    /// An officer has yet to say that these are different people: no card is made before.
    [[nodiscard]] bool in_doubt() const { return !suspects.empty() && verdict != Verdict::TwoPeople; }
};

/// A paper issued for a case.
struct IssuedPaper {
    std::string kind, number;
    int step = 0;           ///< at which it is printed
    int sheets = 0, prints = 0;
    bool printed = false;   ///< since the file last came back to the step that prints it
    std::string digest{}, payload{}, signed_by{};  ///< empty until signed
    [[nodiscard]] bool is_signed() const { return !signed_by.empty(); }
};

struct Case {
    std::string id, service, profile, nik, ticket;
    Answers answers;
    CaseStatus status = CaseStatus::Open;
    int step = 0;                     ///< step that is being done or waits to be begun
    std::optional<Instant> begun;     ///< set while the step is being done
    std::string begun_by;             ///< user
    Instant opened, updated;
    std::string resi;
    std::optional<Instant> registered;
    std::optional<Date> promised;
    std::map<int, RequirementMarked> marks;
    std::vector<StepRecord> history;
    std::vector<ReturnRecord> returns;
    std::optional<Instant> waiting_since;
    std::string waiting_reason;
    int incomplete = 0;               ///< times the file went back to the applicant
    Millis waited{0};                 ///< clock stopped while waiting for the applicant (DOMAIN §7)
    std::map<std::string, Sample> samples;
    bool recording_approved = false;
    std::string record_state;
    Card card;
    bool resi_presented = false;
    std::string pickup_signature;
    std::string outcome, close_reason;
    int events = 0;
    std::vector<IssuedPaper> papers;
    std::string registered_out;               ///< serial in the register of outgoing papers
    std::map<std::string, int> late;          ///< days over a limit of reporting, by the answer that it counts from
    std::vector<Pause> pauses;                ///< those that are over, in order
    std::optional<Instant> centre_since;      ///< the recording is at the centre and the applicant is not waited for
    Millis centre_waited{0};                  ///< clock stopped while waiting for the centre, shown beside `waited`
    std::vector<std::string> effects_due;     ///< kinds already asked of the population register
    bool early = false;                       ///< records only, before the age of the card
    std::set<std::string> recorded_by;        ///< users who had a hand in the recording as it stands
    bool resi_lost = false;                   ///< handed over without it, after asking for facts of the register
    Duplicates duplicates;
    int calendar_missing = 0;                 ///< year without holiday file that the promise reaches into; 0: none

    [[nodiscard]] const IssuedPaper* paper(const std::string& kind) const;  ///< null if not issued
    [[nodiscard]] std::vector<std::string> missing_slots() const;
    [[nodiscard]] bool recording_complete() const { return missing_slots().empty(); }
    /// Fingers for the chip that have not been captured again yet.
    [[nodiscard]] std::vector<std::string> unverified_slots() const;
    /// The user who last finished a step of this number, empty if nobody did.
    [[nodiscard]] std::string done_by(int step_no) const;
};

struct Stock {
    std::set<int> free;    ///< serial numbers in the feeder or the safe
    int received = 0;
    int printed = 0;       ///< passes through the printer, also those that spoiled the blank
    int spoiled = 0;
    StockDay last_day{};
    /// As last_day, empty if that is another day.
    [[nodiscard]] StockDay on(Date day) const { return last_day.on(day); }
};

struct Office {
    Office();
    Office(const Office& other);
    Office(Office&& other) noexcept;
    Office& operator=(const Office& other);
    Office& operator=(Office&& other) noexcept;
    ~Office();

    std::map<std::string, std::shared_ptr<const Case>> cases;  ///< those not closed, by id
    std::map<std::string, std::string> case_by_nik;            ///< of an applicant's open cases, the one opened last
    std::map<std::pair<std::string, std::string>, std::string> case_by_person;  ///< by NIK and service: one of a service at a time
    std::map<std::string, std::string> case_by_resi;
    std::map<std::string, int> resi_serial;                    ///< last serial by series, "YYMMDD-KTP"
    std::map<std::string, int> serials;  ///< last by series: papers "SKPWNI/2026", register "REG-2026", lists "2026-11-23/L"
    Queue queue;
    Stock stock;      ///< of KTP-el blanks
    Stock kia_stock;
    int closed = 0;
    int handed_over = 0;
    int surveys = 0;
    std::shared_ptr<const Case> last_closed;
    House house;

    [[nodiscard]] std::shared_ptr<const Case> find_case(const std::string& id) const;
    [[nodiscard]] std::shared_ptr<const Case> find_resi(const std::string& resi) const;
    /// The open case of this person for this service, or null.
    [[nodiscard]] std::shared_ptr<const Case> find_case_of(const std::string& nik, const std::string& service) const;
    /// All open cases of this person, by service.
    [[nodiscard]] std::vector<std::shared_ptr<const Case>> cases_of(const std::string& nik) const;
    [[nodiscard]] int next_serial(const std::string& series) const;
    [[nodiscard]] int next_resi_serial(const std::string& series) const;
    /// Numbers of this queue of tickets begin above it.
    [[nodiscard]] int tickets_begin(const std::string& stream) const;
    /// A number of the series was given.
    void count_up(const std::string& series) { serials[series] = next_serial(series); }
    /// Of blanks with this prefix or of a serial that begins with it.
    [[nodiscard]] const Stock& stock_of(const std::string& serial) const;
    /// A complaint about the application with this resi that nobody has answered, or null.
    [[nodiscard]] const Complaint* open_complaint(const std::string& resi) const;
    /// The appointment that this person has for this service, or null.
    [[nodiscard]] const Appointment* appointment_of(const std::string& nik, const std::string& service) const;
};

inline constexpr int kLargestDelivery = 100'000;    ///< blanks received at once
inline constexpr int kLastBlankoSerial = 999'999;   ///< the serial has six places

inline constexpr auto kKtpPrefix = "KEP";
inline constexpr auto kKiaPrefix = "KIA";

/// `KEP000042`.
std::string blanko_serial(int number, const std::string& prefix = kKtpPrefix);
int blanko_number(const std::string& serial);

/// Pure: the state after one more fact. A fact about an unknown case or ticket changes nothing. Called as
/// `office = evolve(std::move(office), fact)` it copies one case and no table.
Office evolve(Office office, const Fact& fact);
/// Part of evolve: what facts of complaints, appointments, codes and supplies do.
void evolve_house(Office& office, const Fact& fact);

}  // namespace loket::engine
