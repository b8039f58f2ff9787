#include "workflow/store/verify.h"

#include <fmt/format.h>

#include <limits>
#include <map>

#include "workflow/store/rows_io.h"
#include "workflow/store/seal.h"

namespace loket::store {
namespace {

/// What is wrong with a link that should follow `head`; empty if nothing.
template <class Link>
std::string fault_of(const Link& link, const ChainHead& head, std::string_view part) {
    if (link.seq != head.seq + 1)
        return fmt::format("{} {} is missing: after {} comes {}", part, head.seq + 1, head.seq, link.seq);
    if (link.prev_hash != head.hash)
        return fmt::format("{} {} does not follow {} {}: one of them was replaced", part, link.seq, part,
                           head.seq);
    if (link.hash != link_hash(link))
        return fmt::format("{} {} was changed after it was written: its content does not give its hash", part,
                           link.seq);
    return {};
}

using Sealed = std::map<std::int64_t, Sha256>;  ///< hash that a seal gives for a link

/// Walks a chain to its end or to its first broken link; moves `head` along.
template <class Link>
struct ChainWalk {
    std::string part;
    ChainHead head;
    Sealed sealed = {};
    std::int64_t count = 0;
    std::string fault = {};

    void take(const Link& link) {
        if (!fault.empty()) return;
        fault = fault_of(link, head, part);
        if (const auto seal = sealed.find(link.seq); fault.empty() && seal != sealed.end() && seal->second != link.hash)
            fault = fmt::format("{} {} is not the one that was sealed: the chain was written anew at or before it", part, link.seq);
        if (!fault.empty()) return;
        head = {link.seq, link.hash};
        ++count;
    }
    void finish(const ChainHead& end, VerifyReport& report) {
        if (fault.empty() && head != end)
            fault = fmt::format("{} {} is missing: the chain should end at {} and ends at {}", part,
                                head.seq + 1, end.seq, head.seq);
        if (fault.empty() && !sealed.empty() && sealed.rbegin()->first > head.seq)
            fault = fmt::format("{} {} is missing: a seal vouches for {} {}", part, head.seq + 1, part, sealed.rbegin()->first);
        if (!fault.empty()) report.findings.push_back({part, head.seq + 1, fault});
    }
};

template <class Link, class Read>
Result<std::int64_t> verify_chain(Database& database, std::string_view select, const Read& read,
                                  ChainWalk<Link> walk, const ChainHead& end, VerifyReport& report) {
    const auto seq_of = [](const Link& link) { return link.seq; };
    LOKET_TRY(in_pieces(database, sql(select, "WHERE seq > ? ORDER BY seq LIMIT ?"), 1000, std::numeric_limits<std::int64_t>::min(), read, seq_of,
                        [&](const Link& link) { return walk.take(link), Status{}; }));
    walk.finish(end, report);
    return walk.count;
}

Status verify_pages(Home& home, VerifyReport& report) {
    LOKET_ASSIGN(damage, home.damage());
    for (auto& words : damage) report.findings.push_back({"page", 0, std::move(words)});
    return {};
}

Status verify_blobs(Database& database, VerifyReport& report) {
    const auto digest_of = [](const Statement& row) { return read_hash(row.bytes(0)); };
    const auto prove = [&](const Sha256& digest) -> Status {
        ++report.blobs;
        LOKET_ASSIGN(sound, read_one(database.query("SELECT content FROM blob WHERE digest = ?", ByteView{digest}), [&](const Statement& row) { return sha256(row.bytes(0)) == digest; }));
        if (sound != true) report.findings.push_back({"blob", 0, fmt::format("the blob {} was changed after it was written", to_hex(digest))});
        return {};
    };
    return in_pieces(database, "SELECT digest FROM blob WHERE digest > ? ORDER BY digest LIMIT ?", 1000, Bytes{}, digest_of, [](const Sha256& digest) { return Bytes(digest.begin(), digest.end()); }, prove);
}

Result<std::optional<SealPublic>> pinned_key(Database& database) {
    LOKET_ASSIGN(text, read_one(database.query("SELECT value FROM meta WHERE key = ?", kSealKeyMeta), [](const Statement& row) { return row.text(0); }));
    if (!text) return std::optional<SealPublic>{};
    const auto bytes = from_hex(*text);
    SealPublic key{};
    if (!bytes || bytes->size() != key.size()) return std::optional<SealPublic>{};
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return std::optional(key);
}

/// Checks the seals themselves, and gives the links they vouch for.
Status verify_seals(Database& database, const Identity& identity, Sealed& events, Sealed& audits, VerifyReport& report) {
    LOKET_ASSIGN(seals, read_seals(database));
    LOKET_ASSIGN(key, pinned_key(database));
    const auto find = [&](std::int64_t no, std::string_view what) { report.findings.push_back({"seal", no, fmt::format("seal {} {}", no, what)}); };
    for (const auto& seal : seals) {
        if (seal.no != report.seals + 1) return find(report.seals + 1, "is missing"), Status{};
        if (!key || !signed_by(*key, seal, identity)) return find(seal.no, "was not made with the key of this office"), Status{};
        ++report.seals;
        if (seal.event.seq > 0) events[seal.event.seq] = seal.event.hash;
        if (seal.audit.seq > 0) audits[seal.audit.seq] = seal.audit.hash;
    }
    return {};
}

}  // namespace

Result<VerifyReport> verify_database(Home& home, const ChainEnds& ends) {
    VerifyReport report;
    auto& database = home.database();
    LOKET_TRY(verify_pages(home, report));
    Sealed sealed_events, sealed_audits;
    LOKET_TRY(verify_seals(database, ends.identity, sealed_events, sealed_audits, report));
    ChainWalk<StoredEvent> event_walk{"event", {0, genesis("event", ends.identity)}, std::move(sealed_events)};
    LOKET_ASSIGN(events, verify_chain(database, kEventColumns, read_event, event_walk, ends.event, report));
    ChainWalk<StoredAudit> audit_walk{"audit", {0, genesis("audit", ends.identity)}, std::move(sealed_audits)};
    LOKET_ASSIGN(audits, verify_chain(database, kAuditColumns, read_audit, audit_walk, ends.audit, report));
    LOKET_TRY(verify_blobs(database, report));
    report.events = events;
    report.audits = audits;
    return report;
}

}  // namespace loket::store
