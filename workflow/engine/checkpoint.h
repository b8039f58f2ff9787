#pragma once
// The state of the office as one document, so that a start need not read the whole log. The log stays the only truth: a document
// of another version, or one that does not read back to the last field, is as good as none, and the log is replayed.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/engine/office.h"

namespace loket::engine {

/// To be raised whenever the same log makes another state, even if no field of it has changed.
inline constexpr int kCheckpointVersion = 6;

/// Compact JSON of everything in the office. Open cases are kept whole: a case may be open for months, and reading its own stream
/// again would cost a search for each. Same office, same text.
std::string encode_checkpoint(const Office& office);
/// Nothing for another version, broken JSON, or a field that is missing, of another type or left over.
std::optional<Office> decode_checkpoint(const std::string& doc);

/// A document and the last event it has seen.
struct SavedState {
    std::int64_t seq = 0;
    std::string doc;
};
/// A stretch of the log: its facts in order, and the last event it goes up to, which need not be a fact (the population register
/// writes into the same log).
struct LogPiece {
    std::vector<Fact> facts;
    std::int64_t last = 0;  ///< 0: there is nothing more
};
/// The log from this sequence number on, without gaps.
using FactSource = std::function<Result<LogPiece>(std::int64_t from)>;

struct Rebuilt {
    Office office;
    std::int64_t head = 0;        ///< the last event
    std::int64_t replayed = 0;    ///< facts read from the log
    bool from_checkpoint = false;
};

/// The office as the whole log makes it, from the document if it is of use. The one way from a log to a state: the start, the check
/// of a checkpoint and the benchmark all take it.
Result<Rebuilt> rebuild(const std::optional<SavedState>& saved, const FactSource& facts);

/// Where two offices differ, as a place in the document ("/cases/2026-11-23~1A-001/step"); nothing if they are alike. For the
/// check of a checkpoint against the log: rebuild with and without it, compare.
std::optional<std::string> first_difference(const Office& one, const Office& other);

}  // namespace loket::engine
