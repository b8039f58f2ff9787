#pragma once
// The office's memory: one encrypted file or one database on a PostgreSQL, one owner process, one writer. What commit() returned survives a
// power cut.

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "devices/base/random.h"
#include "workflow/store/batch.h"
#include "workflow/store/chain.h"
#include "workflow/store/copy.h"
#include "workflow/store/home.h"
#include "workflow/store/seal.h"
#include "workflow/store/shared.h"
#include "workflow/store/verify.h"

namespace loket::store {

/// What an acknowledgement is worth.
enum class Durability : std::uint8_t {
    Full,     ///< on the disk before commit() returns
    Relaxed,  ///< may be lost in a power cut: only the negative control of the durability tests
};

/// When every page is read and authenticated, besides those that are read anyway.
enum class PageCheck : std::uint8_t {
    AtOpening,          ///< with their structure: a damaged file does not open (about 1.5 s for a million events)
    BeforeFirstCommit,  ///< bit by bit by check_pages(); whatever is left then is read before the first commit is acknowledged
    Never,              ///< tools that only read, and benchmarks
};

struct StoreOptions {
    std::filesystem::path path;
    Key key{};
    PageCheck check = PageCheck::AtOpening;
    Durability durability = Durability::Full;
    int fold_after_pages =
        1000;              ///< length of the write-ahead log, in pages, at which it is folded into the file
    std::string vfs = {};  ///< file system layer beneath the encryption; tests put a failing disk here
    /// Where the store lies on a PostgreSQL, as libpq takes it; then `path` and `key` name no file. Empty: in a file.
    std::string server = {};
    std::string owner = {};  ///< how this machine is called among those that may own the store on a server
};

/// Not thread-safe: one owner thread makes every call. Failures carry the codes of failure.h. After
/// `disk.failed` or `store.corrupt` from a commit the store takes no more commits until it is opened again.
class Store {
  public:
    /// Opens or creates. Refuses, leaving the file as it is: a damaged file (`store.corrupt`), a key that
    /// does not open it
    /// (`store.wrong_key`), a folder that takes no writes (`disk.read_only`), a newer schema
    /// (`store.newer_schema`), and a store somebody else owns (`store.locked`). Of a server besides: Gone
    /// `store.unreachable`, Rejected `store.unsafe_server` for one that may lose what it acknowledged. `random`
    /// gives a new store its uuid.
    static Result<std::unique_ptr<Store>> open(const StoreOptions& options, Random& random);

    /// Reads up to so many of the pages nobody has read since the opening. True when none is left. A page that is not what was
    /// written: `store.corrupt`, now and from every commit; the file and its log stay as they were found.
    Result<bool> check_pages(std::int64_t most);
    [[nodiscard]] PagesChecked pages_checked() const { return home_->pages_checked(); }
    /// Pages that were not in memory and had to be read, since the opening.
    [[nodiscard]] std::int64_t pages_read() const { return home_->pages_read(); }

    /// Whether the store lies on a server, which may go out of reach or be another machine's.
    [[nodiscard]] bool on_server() const { return home_->remote(); }
    /// Nobody asks for anything: is it there, and ours? Gone `store.unreachable`; Gone `store.taken`, now and from every commit.
    Status look_for_home();

    /// Writes a batch whole or not at all; on return it is on the disk. Returns its events at their places in
    /// the chain.
    Result<std::vector<StoredEvent>> commit(const Batch& batch);
    /// Group commit: many independent batches for one flush of the disk. Each succeeds or fails for itself,
    /// in order; a disk failure fails them all.
    std::vector<Result<std::vector<StoredEvent>>> commit_all(std::span<const Batch> batches);
    /// From now on a commit is decided elsewhere: every commit() goes to `route`, which answers with what it became here. An empty
    /// route takes it back. What concerns this machine only (kOwnMeta) is still written here.
    void route_commits(std::function<Result<std::vector<StoredEvent>>(const Batch&)> route) { route_ = std::move(route); }
    /// This copy belongs to a station: what concerns the office is refused (`lan.station`) unless it goes by a route. Kept with the copy;
    /// turning it on forgets what the machine it was copied from kept for itself.
    Status set_follows(bool follows);
    /// From now on every commit is kept in order for stations that follow; also over restarts.
    Status share();
    [[nodiscard]] bool shares() const { return sharing_; }
    /// Number of the last shared commit, 0 before the first.
    [[nodiscard]] std::int64_t shared_head() const { return heads_.shared; }
    /// Shared commits after `n`, in order, with their pictures: at least one if there is one, then up to `most_bytes`. Gone kTooFar.
    Result<std::vector<SharedEntry>> shared_after(std::int64_t n, std::size_t most_bytes = 2u << 20);
    /// The number of the commit with this id, if it was made.
    Result<std::optional<std::int64_t>> shared_number(std::string_view id);
    /// At a station: the next commit of its induk. Rejected kGap for another one, kParted where it does not give the same chains.
    Result<std::vector<StoredEvent>> apply(const SharedEntry& entry);
    /// Called on the committing thread when shared_head() has risen, after it is on the disk. Must not commit.
    void on_shared(std::function<void(std::int64_t head)> observer) { shared_observer_ = std::move(observer); }
    /// Keeps on the disk what nobody could decide on yet; its pictures can be read at once.
    Status put_aside(const AsideEntry& entry);
    Result<std::vector<AsideEntry>> aside();
    Status refuse_aside(const std::string& id, const std::string& code);
    Status forget_aside(const std::string& id);

    /// Called on the committing thread with the events of each successful commit, after they are on the disk.
    /// Must not commit.
    void on_commit(std::function<void(std::span<const StoredEvent>)> observer) {
        observer_ = std::move(observer);
    }

    /// A resident or a family.
    using ImportRow = std::variant<ResidentRow, FamilyRow>;
    struct ImportCount {
        std::int64_t residents = 0, families = 0;
    };
    using Import = std::function<Status(const ImportRow&)>;
    /// Loads any number of rows in one transaction: `fill` puts one after the other; if it returns an error, nothing stays.
    Result<ImportCount> import_residents(const std::function<Status(const Import& put)>& fill);

    [[nodiscard]] const Identity& identity() const { return identity_; }
    [[nodiscard]] const ChainHead& event_head() const { return heads_.event; }
    [[nodiscard]] const ChainHead& audit_head() const { return heads_.audit; }
    /// A copy of this store beside its work. Under the key that it was opened with.
    Result<std::unique_ptr<Copy>> copy_to(const std::filesystem::path& path, const Key& key) { return home_->copy_to(path, key); }
    /// What was erased is nowhere any more: a file folds its log in and cuts it off, a server gives the room of dead rows back.
    Status scrub();
    /// After restoring from a copy or taking over for a lost induk: events from now on carry the next epoch, or a later one that is named;
    /// it is returned.
    Result<std::int64_t> raise_epoch(std::int64_t at_least = 0);

    /// Events with seq >= from_seq, in order, at most `limit`.
    Result<std::vector<StoredEvent>> events(std::int64_t from_seq, std::int64_t limit = 1000);
    /// All events of one stream, in order.
    Result<std::vector<StoredEvent>> events(std::string_view stream);
    Result<std::vector<StoredAudit>> audits(std::int64_t from_seq, std::int64_t limit = 1000);
    /// Every audit line about one subject, in order.
    Result<std::vector<StoredAudit>> audits(std::string_view subject);
    /// The newest lines about a subject, newest first.
    Result<std::vector<StoredAudit>> latest_audits(std::string_view subject, std::int64_t limit);
    Result<std::optional<Blob>> blob(const Sha256& digest);
    /// Whether content is there, or was taken away with a record in the audit.
    Result<BlobState> blob_state(const Sha256& digest);
    Result<std::optional<std::string>> meta(std::string_view key);
    Result<Counts> counts();

    Result<std::optional<CaseRow>> case_by_id(std::string_view case_id);
    Result<std::optional<CaseRow>> case_by_resi(std::string_view resi);
    /// Oldest first.
    Result<std::vector<CaseRow>> cases_of(std::string_view nik);
    Result<std::vector<CaseRow>> open_cases();

    Result<std::optional<CardRow>> card(std::string_view serial);
    /// All cards of this person, oldest first.
    Result<std::vector<CardRow>> cards_of(std::string_view nik);
    /// Every card in order of serial, one at a time; an error of `take` ends it.
    Status each_card(const std::function<Status(const CardRow&)>& take);

    Result<std::optional<ResidentRow>> resident(std::string_view nik);
    /// Every resident in order of NIK, one at a time; an error of `take` ends it.
    Status each_resident(const std::function<Status(const ResidentRow&)>& take);
    Result<std::vector<ResidentRow>> residents_by_kk(std::string_view kk);
    /// People whose name has, for every word typed, a word beginning with it; case and accents do not matter.
    /// By name.
    Result<std::vector<ResidentRow>> search_residents(std::string_view words, std::int64_t limit = 50);
    Result<std::optional<FamilyRow>> family(std::string_view kk);
    Result<std::optional<OfficerRow>> officer(std::string_view id);
    Result<std::vector<OfficerRow>> officers();

    /// Signs the ends of both chains as they are now. The first seal pins the key; `seal.other_key` refuses another one.
    /// Does nothing where nothing was added since the last seal.
    Status seal(const SealKey& key, Instant at);
    Result<std::vector<Seal>> seals();
    /// When the last seal was made, if there is one.
    [[nodiscard]] const std::optional<Seal>& last_seal() const { return last_seal_; }

    /// The state of the office after one event, in the engine's words; at most one is kept.
    struct Checkpoint {
        ChainHead at;
        std::string doc;  ///< JSON
    };
    Status save_checkpoint(const Checkpoint& checkpoint);
    /// Nothing where there is none, or where it does not belong to this chain.
    Result<std::optional<Checkpoint>> checkpoint();

    /// Reads everything: pages, both chains, the address of every blob. `Corrupt` only if the file cannot
    /// even be read through.
    Result<VerifyReport> verify();

  private:
    struct Heads {
        ChainHead event, audit;
        std::int64_t shared = 0;
        bool operator==(const Heads&) const = default;
    };
    explicit Store(std::unique_ptr<Home> home) : home_(std::move(home)), database_(&home_->database()) {}

    Status may_write();
    Status load(Random& random);
    Status load_head(const char* chain, ChainHead& head);
    Status save_heads(const Heads& before);
    using Outcomes = std::vector<Result<std::vector<StoredEvent>>>;
    Status write_group(std::span<const Batch> batches, Outcomes& outcomes);
    Result<std::vector<StoredEvent>> write_apart(const Batch& batch);
    Result<std::vector<StoredEvent>> write(const Batch& batch);
    Status keep_shared(const Batch& batch, std::vector<Erasure> erased);
    void tell_shared(std::int64_t before);
    void remember_shared();
    Result<SharedEntry> with_pictures(SharedEntry entry);
    Status follow_epoch(std::int64_t epoch);
    Status finish(Transaction& transaction);
    Status write_alone(const std::function<Status()>& write);
    void latch(const Error& error);

    std::unique_ptr<Home> home_;
    Database* database_;  ///< of the home
    Identity identity_;
    Heads heads_;
    std::optional<Seal> last_seal_;
    std::optional<Error> broken_;  ///< set when the disk can no longer be trusted to keep a commit
    std::function<void(std::span<const StoredEvent>)> observer_;
    std::function<Result<std::vector<StoredEvent>>(const Batch&)> route_;
    std::function<void(std::int64_t)> shared_observer_;
    bool sharing_ = false, applying_ = false, follows_ = false;
    std::vector<SharedEntry> unflushed_;    ///< shared commits of the group being written
    std::deque<SharedEntry> recent_;        ///< the last ones, without a gap up to the head, as they are told to every station; empty at a station
    std::size_t recent_bytes_ = 0;
};

}  // namespace loket::store
