#pragma once
// How long the office keeps what it need not keep for ever: assets/retention.json. Events stay; the content they name by its
// digest is taken away, each time with a line of the audit.

#include <filesystem>
#include <map>
#include <set>

#include "workflow/engine/role.h"
#include "workflow/store/store.h"

namespace loket::trust {

/// One kind of data: which fields of which events name it, and when it goes.
struct RetentionRule {
    std::string kind;                                   ///< "biometrics"
    std::vector<std::pair<std::string, std::string>> content;  ///< event kind and field of its body that holds a SHA-256
    std::string after;                                  ///< kind of the event in the same stream from which the days count
    int days = 0;
    std::string basis, tag;                             ///< why, and how certain that is
};

/// Corrupt with file, key and reason.
Result<std::vector<RetentionRule>> load_retention(const std::filesystem::path& file);

/// What the fields of one event name: rule and digest. Nothing for other events, and for fields that are empty or no digest.
std::vector<std::pair<const RetentionRule*, Sha256>> content_of(const std::vector<RetentionRule>& rules, const store::StoredEvent& event);

/// Goes through the log in pieces and takes away what is due. Remembers how far it has come for each kind, in the same commit:
/// a pass that is cut off anywhere goes on where it was.
class Retention {
  public:
    Retention(store::Store& store, const std::vector<RetentionRule>& rules, const Clock& clock) : store_(store), rules_(rules), clock_(clock) {}

    /// Looks at some hundred events more; true when nothing is due any more.
    Result<bool> step();
    /// Everything that is due now, without touching it: how many of each kind.
    Result<std::map<std::string, std::int64_t>> due();
    /// How many of each kind have been taken away by this object.
    [[nodiscard]] const std::map<std::string, std::int64_t>& erased() const { return erased_; }

  private:
    struct Piece {
        std::int64_t upto = 0;  ///< last event that was looked at
        bool more = false;
        std::set<Sha256> digests;
    };
    Result<Piece> look(const RetentionRule& rule, std::int64_t from);
    Status collect(const RetentionRule& rule, const std::string& stream, Instant before, std::set<Sha256>& digests);
    Status keep_for_others(const RetentionRule& rule, const std::string& stream, Instant before, std::set<Sha256>& digests);
    Result<std::int64_t> reached(const RetentionRule& rule);

    store::Store& store_;
    const std::vector<RetentionRule>& rules_;
    const Clock& clock_;
    std::map<std::string, std::int64_t> erased_;
};

/// What of the log is no longer there without a record: findings of part "content". Counts what was named.
struct ContentCheck {
    std::int64_t named = 0, erased = 0;
    std::vector<store::Finding> findings;
};
Result<ContentCheck> check_content(store::Store& store, const std::vector<RetentionRule>& rules);

}  // namespace loket::trust
