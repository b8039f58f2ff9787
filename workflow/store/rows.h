#pragma once
// What the store keeps, as plain values. The documents are JSON text whose shape belongs to the engine, not
// to the store.

#include <cstdint>
#include <optional>
#include <string>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/sha256.h"

namespace loket::store {

/// Something that happened, not yet stored. `body` must be JSON.
struct NewEvent {
    std::string stream;  ///< what it belongs to, e.g. a case id
    std::string kind;
    std::string actor;
    std::string body;
    Instant at{};
};

/// An event at its place in the chain. `uid` = store uuid '.' epoch '.' seq; `seq` counts from 1 without
/// gaps.
struct StoredEvent {
    std::int64_t seq = 0;
    std::string uid, stream, kind, actor, body;
    Instant at{};
    Sha256 prev_hash{}, hash{};
};

/// Who did or looked at what, and why: one line of the audit, not yet stored.
struct NewAudit {
    std::string actor, action, subject, purpose;
    Instant at{};
};

struct StoredAudit {
    std::int64_t seq = 0;
    std::string actor, action, subject, purpose;
    Instant at{};
    Sha256 prev_hash{}, hash{};
};

struct Blob {
    std::string kind;
    Bytes content;
};

/// What becomes of content that is addressed by its digest.
enum class BlobState : std::uint8_t { Kept, Erased, Missing };

/// Content that is no longer kept, and why.
struct Erasure {
    Sha256 digest{};
    std::string actor;
    std::string reason;  ///< the rule: "retention:biometrics"
    Instant at{};
};

/// One line of the index of cases.
struct CaseRow {
    std::string case_id;
    std::string resi;  ///< empty until issued; unique
    std::string nik;   ///< empty where the applicant has none yet
    std::string service, state, step;
    Instant opened_at{};
    std::optional<Instant> promised = {};
    Instant updated_at{};
    bool closed = false;
    bool operator==(const CaseRow&) const = default;
};

/// A blank that went through the printer. States: printed, encoded, active, spoiled, revoked.
struct CardRow {
    std::string serial, uid, nik, case_id, state;
    Instant updated_at{};
    bool operator==(const CardRow&) const = default;
};

struct ResidentRow {
    std::string nik, kk, name, record_state;
    std::string doc;  ///< JSON
    bool operator==(const ResidentRow&) const = default;
};

struct FamilyRow {
    std::string kk, head_nik;
    std::string doc;  ///< JSON
    bool operator==(const FamilyRow&) const = default;
};

struct OfficerRow {
    std::string id;
    std::string doc;  ///< JSON
    bool operator==(const OfficerRow&) const = default;
};

struct Counts {
    std::int64_t events = 0, audits = 0, blobs = 0, cases = 0, open_cases = 0, residents = 0, families = 0,
                 officers = 0;
};

}  // namespace loket::store
