#pragma once
// What the machines of one office tell each other: batches as bytes, and the numbered log of an office's commits.

#include "devices/base/result.h"
#include "workflow/store/batch.h"
#include "workflow/store/chain.h"

namespace loket::store {

inline constexpr const char* kTooFar = "store.too_far";  ///< the log of commits no longer reaches back so far: take a copy
inline constexpr const char* kParted = "store.parted";   ///< a commit of the induk does not fit on what is here: take a copy
inline constexpr const char* kGap = "store.gap";         ///< not the next commit

/// One commit of the induk. Whoever applies all of them in order to a copy of its store has the same store, bit for bit in both chains.
struct SharedEntry {
    std::int64_t n = 0;      ///< counts from 1 without gaps
    std::string id;          ///< of the proposal it came from; unique
    std::int64_t epoch = 1;  ///< of the store when it was written
    Sha256 event_hash{}, audit_hash{};  ///< ends of both chains after it
    Batch batch;
};

/// A batch that a station wrote down by itself, to be decided on later.
struct AsideEntry {
    std::int64_t no = 0;
    std::string id;
    std::int64_t base = 0;  ///< last event that was known when it was decided
    Batch batch;
    std::string refused;    ///< code: the induk did not take it; it waits for a person
    std::string instead_of; ///< id of a proposal of the same whose fate is not known: the induk fell silent before it answered; may be empty
};

/// Keys of meta that belong to one machine of the office and are told to none of the others.
inline constexpr std::string_view kOwnMeta = "station/";
/// Without the meta of this machine alone.
Batch shared_part(const Batch& batch);

enum class Pictures : std::uint8_t { Inside, ByName };
/// CBOR; `ByName`: contents of blobs are left out, their digests stay.
Bytes encode_batch(const Batch& batch, Pictures pictures);
/// `Corrupt` for anything that encode_batch did not write, and for contents that are not what their digest says.
Result<Batch> decode_batch(ByteView bytes);

}  // namespace loket::store
