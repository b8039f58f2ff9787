#pragma once
// A small office for tests: state, log, clock and register in one place; every accepted command is decided, logged, evolved.

#include <map>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/engine/decide.h"
#include "workflow/engine/office.h"
#include "workflow/engine/record_state.h"

namespace loket::engine::test {

inline const Actor kKiosk{"kiosk-1", Role::Pemohon};
inline const Actor kFront{"rina", Role::FrontOffice};
inline const Actor kFront2{"dewi", Role::FrontOffice};
inline const Actor kPetugas{"yusuf", Role::Petugas};
inline const Actor kRecorder{"wulan", Role::OperatorRekam};
inline const Actor kPrinter{"hendra", Role::OperatorCetak};
inline const Actor kPrinter2{"lim", Role::OperatorCetak};
inline const Actor kKasi{"ratna", Role::Kasi};
inline const Actor kKabid{"iskandar", Role::Kabid};
inline const Actor kKadis{"zainal", Role::Kadis};
inline const Actor kTeam{"syamsul", Role::TimPendataan};
inline const Actor kCentre{"pusat", Role::Pusat};

/// The services shipped with the program.
const Services& shipped_services();
const Service& ktp();

/// A made-up NIK: `number` from 1.
std::string nik(int number);
inline constexpr int kFirstChild = 61;  ///< 61 … 69 are children of the family of everybody else, 2, 4, … 18 years old
/// The officer who does the work of this desk.
const Actor& officer_of(Role desk);

struct Move {
    Actor actor;
    Command command;
};

class World {
  public:
    /// Monday 23 November 2026, 08:00 WIB, with `blanks` of each kind in stock and people 1 … 40 (and children) in the
    /// register, ready to be printed.
    explicit World(int blanks = 10);

    /// Decides; what is accepted is logged and evolved.
    Result<std::vector<Happening>> attempt(const Command& command, const Actor& actor);
    /// Fails the test if refused.
    std::vector<Happening> must(const Command& command, const Actor& actor);
    /// The code of the refusal, "accepted" if there was none; a refusal that leaves a fact fails the test.
    std::string refusal(const Command& command, const Actor& actor);

    void wait(std::chrono::minutes minutes) { clock.advance(minutes); }

    /// Takes a ticket to apply and returns its number.
    std::string take_ticket(int person, bool priority = false, const Answers& answers = {{"alasan", "HILANG"}});
    /// Ticket, call and file: returns the case, whose first step is being done.
    std::string open_case(int person);
    /// Opens a case of any service, as it comes in: by ticket, list or officer. Returns its id.
    std::string open(const Service& service, const std::string& person, const Answers& answers);
    /// What was missing is brought: by the applicant with a ticket, or on the team's next list.
    void bring_what_was_missing(const std::string& id);
    /// What an honest office would do next with this case.
    [[nodiscard]] Move next_move(const Case& c) const;
    /// Does the step the case stands at, wholly; it takes `minutes`, the standard's unless told.
    void do_step(const std::string& id, int minutes = -1);
    /// Goes on until the case stands at `step`, or is closed.
    void walk_to(const std::string& id, int step);
    /// Begins the step the case stands at, unless it has begun by itself.
    void begin(const std::string& id);

    [[nodiscard]] const Case& at(const std::string& id) const;
    [[nodiscard]] bool is_open(const std::string& id) const { return office.find_case(id) != nullptr; }
    [[nodiscard]] Context context(const Command& command, const Actor& actor) const;

    Office office;
    std::vector<Fact> facts;
    ManualClock clock;
    std::map<std::string, Applicant> people;
    const Services* services = &shipped_services();
    std::string profile = "SOP2019";
    const OfficeRules* rules = nullptr;
    std::optional<Override> override_by;  ///< of the next commands
    WorkingDays working_days;             ///< Monday to Friday unless told

  private:
    [[nodiscard]] Move recording_move(const Case& c) const;
};

/// Every field of the state as text: two offices are alike if and only if the texts are.
std::string describe(const Office& office);

/// The state that a log makes.
Office replay(const std::vector<Fact>& facts);

}  // namespace loket::engine::test
