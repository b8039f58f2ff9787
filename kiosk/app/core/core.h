#pragma once
// The core: the one owner of store and state. Commands go in, acknowledged facts and snapshots come out.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/random.h"
#include "workflow/trust/accounts.h"
#include "workflow/trust/retention.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/core/register.h"
#include "kiosk/app/core/upstream.h"
#include "workflow/engine/decide.h"
#include "workflow/population/resident.h"
#include "workflow/store/store.h"

namespace loket::app {

using People = std::map<std::string, std::shared_ptr<const population::Resident>>;  ///< by NIK
using Texts = std::map<std::string, std::string>;                                   ///< by SHA-256, hexadecimal
using Names = std::map<std::string, std::string>;                                   ///< of officers, by user

/// What the screens may look at: immutable, replaced whole after every commit. Shares its parts with the core and with the snapshots
/// before and after it.
struct Snapshot {
    struct Parts {
        std::shared_ptr<const engine::Office> office;
        std::shared_ptr<const People> people;
        std::shared_ptr<const Texts> texts;
        std::shared_ptr<const Names> names;
    };
    explicit Snapshot(Parts shared) : parts(std::move(shared)) {}
    /// The same with another state of the office.
    [[nodiscard]] Snapshot with(engine::Office state) const;
    /// What somebody wrote; empty where retention has erased it.
    [[nodiscard]] std::string text_of(const engine::Words& words) const;
    /// How an officer is called; whoever has no account (this machine, the centre) keeps the user.
    [[nodiscard]] std::string name_of(const std::string& user) const;

    std::uint64_t revision = 0;
    std::string profile;  ///< rule profile in force
    std::int64_t head = 0;  ///< sequence number of the last event, and when it happened
    Instant head_at;
    std::string trouble;  ///< code of what keeps the office from writing anything down ("store.corrupt") or from beginning something ("disk.full"); empty: nothing
    bool numbers_by_hand = false;  ///< officers type what the centre gives: see Core::enter_number
    std::string line;       ///< code of what is wrong between this machine and its induk ("lan.no_induk"); empty: nothing, or no induk
    int aside = 0;          ///< what this station has written down by itself and nobody has decided on

  private:
    Parts parts;

  public:
    const engine::Office& office = *parts.office;
    const People& people = *parts.people;  ///< of open cases and today's tickets
    const Texts& texts = *parts.texts;     ///< of complaints
};

/// Snapshots as a page may show them on a day: the numbers of an earlier day's queue are void. For one thread.
class Todays {
  public:
    /// `latest` itself, or once for each `latest` a copy without its queue: a screen asks for it many times a frame.
    std::shared_ptr<const Snapshot> of(std::shared_ptr<const Snapshot> latest, Date today);

  private:
    std::shared_ptr<const Snapshot> latest_, emptied_;
};

struct CoreOptions {
    std::filesystem::path data;       ///< folder of the office, see office_files.h; created
    std::filesystem::path assets;
    int residents = 160000;           ///< size of the synthetic population a new office is given
    std::uint64_t seed = 1;           ///< of that population
    int blanks = 500;                 ///< first delivery of blanks
    std::string profile = "SOP2019";
    bool apply_rules = false;         ///< assets/office-rules.json limits who gets a ticket; otherwise only names days and levels
    store::PageCheck check = store::PageCheck::BeforeFirstCommit;
    bool follows = false;             ///< a station of an office: its store is a copy that an induk decides on, see Core::follow
    bool simulated_numbers = true;    ///< a stand-in for the centre gives NIK and KK numbers at once; otherwise see Core::supply
    std::function<void(const std::string& what, int percent)> progress = {};
    std::function<std::uintmax_t()> room = {};  ///< bytes that the store may still grow by; without one the disk of `data` is asked
};

/// A picture or document that facts of the same command refer to by its SHA-256.
struct Attachment {
    std::string kind;
    Bytes content;
};

/// The families that a case will leave behind; empty where there is none.
struct FamiliesAfter {
    population::Family applicant;  ///< the one the applicant will be on
    population::Family left;       ///< the one the applicant leaves
};

/// A number that a file waits for and the centre has not given.
struct AwaitedNumber {
    mirror::NumberRequested request;
    std::string case_id, resi;  ///< the file may be closed
    bool for_paper = false;     ///< it is to be printed on a paper of the open file; otherwise the register waits for it
};

/// Not thread-safe; see CoreThread. Every returned fact is on the disk.
class Core {
  public:
    static Result<std::unique_ptr<Core>> open(const CoreOptions& options, const Reference& reference, const Clock& clock, Random& random);

    /// Decides, commits, evolves. What makes a product valid changes the population register in the same commit; where the
    /// register refuses ("mirror.…"), the command is refused. A refusal changes nothing but the audit.
    /// With `override_by`, a supervisor who signed in beside lets pass what engine::may_be_overridden.
    Result<std::vector<store::StoredEvent>> execute(const engine::Command& command, const engine::Actor& actor,
                                                    const std::vector<Attachment>& attachments = {},
                                                    const std::optional<engine::Override>& override_by = {});
    /// What the office keeps of a PIN or print code (engine::code_digest), under a key of this office.
    [[nodiscard]] std::string code_digest(std::string_view nik, std::string_view code) const;

    /// The centre gives a number that an effect waits for (register_tables().waiting()). `Rejected`: as mirror::supply.
    Status supply(const std::string& reference, const std::string& slot, const std::string& number);
    /// What effects on the register, and papers that are to be printed, wait for the centre to give.
    Result<std::vector<AwaitedNumber>> numbers_awaited();
    /// An officer types the number that the centre gave in SIAK; the fact says who and when. `Rejected` "mirror.number_not_asked",
    /// "mirror.number_shape", "mirror.number_differs" (a NIK of another birthday or sex), "mirror.number_taken", "number.district",
    /// "number.date", "trust.role" for who does not print the papers of that file.
    Status enter_number(const std::string& reference, const std::string& slot, const std::string& number, const engine::Actor& actor);
    /// One line of the audit, now, with nothing else.
    Status audit(const engine::Actor& actor, const std::string& action, const std::string& subject, const std::string& purpose);
    /// From now on lent numbers are given as they are asked for: the register was asked how much it has of this office, or cannot be. Before, an old image of
    /// the disk would give what it gave already.
    void lend_numbers() { lending_ = true; }
    /// The same number out of what the register lent this office, entered for `actor`; false where nothing it lent fits.
    Result<bool> give_from_block(const AwaitedNumber& awaited, const engine::Actor& actor);
    /// The small tables of the register: effects that wait, SKTT, temporary papers, marginal notes.
    [[nodiscard]] const mirror::Mirror& register_tables() const { return register_->tables(); }

    /// Looks a person up for a purpose; the look is audited. Rejected "nik.unknown", "kk.unknown".
    Result<std::shared_ptr<const population::Resident>> resident(const std::string& nik, const engine::Actor& actor, const std::string& purpose);
    Result<std::vector<std::shared_ptr<const population::Resident>>> family(const std::string& kk, const engine::Actor& actor, const std::string& purpose);
    /// What the effects of this case will make of its families if they fall due on this day, by the plan that they will follow.
    /// Nothing is written but the look. Where a KK will need a number that the centre has not given, one of province 00 stands in.
    /// `Rejected` with the codes of workflow/mirror.
    Result<FamiliesAfter> families_after(const engine::Case& c, Date on, const engine::Actor& actor, const std::string& purpose);
    /// Asks the centre for the KK numbers that this case will need, so that its papers can be printed before it takes effect; they
    /// are kept for it. `Rejected` "kk.number_awaited" without a centre that answers.
    Status hold_numbers(const engine::Case& c, Date on);
    /// Whether the register would take what this case asks of it, open or only thought of. Nothing is kept of the trial.
    Status allows(const engine::Case& c) const;
    Result<Bytes> blob(const std::string& digest_hex);
    /// What the register will look like when this open case is finished, as far as can be known before the centre gives numbers;
    /// nothing is kept of it. The look is audited. `Rejected` as the effects would be, Gone for a case that is not open.
    Result<RegisterPreview> preview(const std::string& case_id, const engine::Actor& actor);
    [[nodiscard]] const std::filesystem::path& folder() const { return options_.data; }
    /// From now on this core is a station of an office: what it writes goes to the induk first, and it keeps aside what cannot wait
    /// while there is none. Null: it decides by itself (again). `number` of this machine is part of the ticket numbers that a station gives alone.
    Status follow(std::shared_ptr<Upstream> induk, std::int64_t number);
    /// Number of this machine in an office of several; 0 for the first induk, and in an office of one.
    [[nodiscard]] std::int64_t machine() const { return machine_; }
    /// At a station: commits of the induk, in order; those that are here already are passed over. With something set aside, that is
    /// sent to the induk afterwards.
    Status catch_up(const std::vector<store::SharedEntry>& entries);
    /// At a machine that has become the induk: what it had set aside as a station is written. What no longer fits stays aside.
    Status keep_aside_ones();
    /// At a station: what is said of the line to the induk in the snapshot.
    void set_line(const std::string& code);
    /// At the induk: a station's proposal is written, or refused: `lan.stale` for one that was decided on another state. The same one
    /// again is the same answer.
    Status consider(const lan::Proposal& proposal);
    /// Several that wait: each is decided on as if it had come after those before it that it hangs on; those that hang on none of the others are one
    /// flush of the disk.
    std::vector<Status> consider_all(const std::vector<const lan::Proposal*>& proposals);

    /// Somebody sees a person's record that is in the snapshot: the audit gets its line. Every desk calls it when a file is opened.
    Status note_look(const std::string& number, const engine::Actor& actor, const std::string& purpose);

    /// A small piece of what must be done some time and is asked for by nobody: reading the whole store once, saving a checkpoint,
    /// taking away what the retention rules say. At most some milliseconds; returns after how long to come again, 0 for at once.
    /// What fails is told in the log, and in the snapshot where it keeps the office from writing.
    Millis tend();

    trust::Accounts& accounts() { return *accounts_; }

    /// The state after the last commit. The one member that is safe from any thread: an answer never comes before its snapshot.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    [[nodiscard]] const Reference& reference() const { return reference_; }
    store::Store& store() { return *store_; }
    /// Called after each commit with what was acknowledged.
    void on_commit(std::function<void(const std::vector<store::StoredEvent>&)> observer) { observer_ = std::move(observer); }

  private:
    Core(const CoreOptions& options, const Reference& reference, const Clock& clock) : options_(options), reference_(reference), clock_(clock) {}
    Status prepare();
    Status import_population();
    Status replay();
    Result<engine::Office> state_of_log();
    Status need_people();
    Result<std::vector<store::StoredEvent>> try_execute(const engine::Command& command, const engine::Actor& actor, const std::vector<Attachment>& attachments,
                                                        const std::optional<engine::Override>& override_by, bool alone);
    Result<std::vector<store::StoredEvent>> send_up(const store::Batch& batch);
    Result<std::vector<store::StoredEvent>> ask_induk(const lan::Proposal& proposal);
    Result<std::vector<store::StoredEvent>> take_in(const std::vector<store::SharedEntry>& entries, const std::string& own);
    Status hear(const store::Batch& batch, const std::vector<store::StoredEvent>& stored);
    Status hear_people(const store::Batch& batch);
    Result<std::vector<store::StoredEvent>> put_aside(const store::Batch& batch, const std::string& instead_of);
    Status evolve_aside();
    Status deliver_aside();
    Status deliver_one(const lan::Proposal& whole, const std::vector<store::AsideEntry>& parts);
    Status hear_all();
    struct StillAside {
        std::vector<store::AsideEntry> open;
        std::vector<std::string> settled;               ///< ids of what the induk has
        std::map<std::string, std::int64_t> own_work;   ///< up to which event a stream holds nothing but this station's own
    };
    Result<StillAside> still_aside();
    Status forget_settled(const StillAside& told);
    Result<bool> settle_unsure(store::AsideEntry& entry, std::map<std::string, std::int64_t>& own_work);
    Result<std::int64_t> end_of(const store::Batch& written, const std::string& stream, std::int64_t base);
    struct Group;
    /// False: it must wait for what is in the group already.
    Result<bool> join_group(Group& group, std::size_t member, const lan::Proposal& proposal);
    Status may_be_written(const lan::Proposal& proposal);
    Status rows_unchanged(const lan::Proposal& proposal);
    void number_alone(std::vector<engine::Happening>& facts) const;
    Status recall_texts();
    Status seal_if_due();
    Status record_opening();
    Status name_applicants(store::Batch& batch, const std::vector<engine::Happening>& facts, Instant at);
    Status foresee(const engine::Command& command) const;
    /// `words` with something before them that nobody outside can guess, so that their digest does not give away short ones.
    [[nodiscard]] Bytes sealed(const std::string& words) const;
    /// The people, to be changed: on a copy as long as a snapshot shows them.
    People& changing_people();
    Result<RegisterWork> trial(const engine::Case& c) const;
    struct Plan {
        RegisterWork work;
        std::vector<RegisterWork::HeldNumber> numbers;
    };
    /// Everything that this case will ask of the register, carried out on a copy; `number` answers for the centre.
    Result<Plan> plan_of(const engine::Case& c, Date on, const std::function<Result<std::string>(const mirror::NumberRequested&)>& number) const;
    Status save_checkpoint_if_due();
    Result<std::shared_ptr<const population::Resident>> load_person(const std::string& nik);
    Result<std::optional<engine::Applicant>> applicant(const std::string& nik);
    /// `kept` gets what the decision keeps of words.
    Result<engine::Context> context_for(const engine::Command& command, const engine::Actor& actor, std::vector<Attachment>& kept);
    /// What the facts of one command do to the register. `Rejected` with a code of workflow/mirror.
    Status project(RegisterWork& work, const engine::Office& after, const std::vector<engine::Happening>& facts) const;
    /// What the work has changed, after it is on the disk.
    void keep(RegisterWork&& work);
    Status finish(const std::vector<store::StoredEvent>& stored);
    Status write_register(RegisterWork&& work, const std::string& by = {});
    Result<std::optional<std::string>> number_at_once(const mirror::NumberRequested& request, const NumberGiven& given);
    Status may_enter_number(const std::string& case_id, const engine::Actor& actor);
    /// Numbers for what waits, from the simulated centre or lent blocks; `again`: also what is blocked. Failures are for the log: the effect
    /// goes on waiting.
    void answer_requests(bool again);
    void look_for_room();
    void look_for_store();
    void note_failure(const std::string& code);
    Result<bool> read_through();
    Result<bool> retain();
    void forget_people();
    void note_head(const store::StoredEvent& last);
    void publish();
    void read_names();

    CoreOptions options_;
    const Reference& reference_;
    const Clock& clock_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<trust::Accounts> accounts_;
    std::unique_ptr<store::SealKey> seal_key_;
    Bytes code_key_;  ///< for code_digest
    std::unique_ptr<Register> register_;
    std::shared_ptr<const engine::Office> office_ = std::make_shared<const engine::Office>();
    std::shared_ptr<People> people_ = std::make_shared<People>();              ///< read or changed; see forget_people
    std::shared_ptr<const Texts> texts_ = std::make_shared<const Texts>();     ///< of the complaints in the state
    std::shared_ptr<const Names> names_ = std::make_shared<const Names>();
    int names_at_ = -1;                                                        ///< Accounts::changes when they were read
    std::size_t people_kept_ = 0;                                              ///< when last gone through
    mutable std::mutex snapshot_mutex_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::uint64_t revision_ = 0;
    std::int64_t head_ = 0;
    Instant head_at_;
    std::string trouble_;
    bool silent_ = false;                    ///< the server of the store does not answer
    bool cramped_ = false;                   ///< too little room on the disk to begin anything
    std::optional<Instant> read_since_;      ///< when reading the store through began; empty: done or not asked for
    std::optional<trust::Retention> retention_;  ///< of a pass that is under way
    Date retained_on_{};                     ///< day of the last pass that came to its end
    std::int64_t checkpoint_seq_ = 0;  ///< event up to which the saved state goes; 0: none
    std::function<void(const std::vector<store::StoredEvent>&)> observer_;
    std::shared_ptr<Upstream> induk_;        ///< of a station
    std::int64_t machine_ = 0;               ///< number of this one in an office of several
    std::string unsure_;                     ///< proposal of the command under way whose answer never came; empty: none
    int aside_ = 0;                          ///< what waits for the induk; the state has it already
    std::string line_;
    bool lending_ = false;                   ///< of the register's blocks
};

}  // namespace loket::app
