#pragma once
// Bodies of the calls that are not batches or answers, in CBOR (RFC 8949). Every reader answers Corrupt `sync.shape` for bytes that are
// not what its writer writes.

#include <vector>

#include "devices/base/result.h"
#include "workflow/store/chain.h"
#include "workflow/sync/feed.h"
#include "workflow/sync/signing.h"

namespace loket::sync::wire {

inline constexpr std::int64_t kMostDirectives = 200;  ///< on a page

/// [ 1, more, [ [ seq, kind, body, at, signature ]… ] ]
struct Page {
    std::vector<Directive> directives;
    bool more = false;
};
Bytes encode(const Page& page);
Result<Page> decode_page(ByteView bytes);

/// [ 1, epoch, seq, hash, quarantined ]
struct Standing {
    std::int64_t epoch = 0;
    store::ChainHead at = {};
    bool quarantined = false;
    bool operator==(const Standing&) const = default;
};
Bytes encode(const Standing& standing);
Result<Standing> decode_standing(ByteView bytes);

/// [ body, signature ], body = [ 1, code, origin, key, request ]: whoever enrols proves to own the key that signs the office's batches.
struct Enrolment {
    std::string code = {};    ///< the secret part of a one-time code
    std::string origin = {};  ///< uuid of the office's store
    PublicKey key{};
    Bytes request = {};  ///< for a certificate, DER
};
Bytes encode(const Enrolment& enrolment, const SigningKey& key);
/// Rejected `sync.signature` besides.
Result<Enrolment> decode_enrolment(ByteView bytes);

/// [ 1, certificate, card ]: what an office gets that was taken in, or that renews.
struct Admission {
    Bytes certificate = {};  ///< DER
    std::string card = {};   ///< the register's card (JSON): to whom sticks and packets are sealed
};
Bytes encode(const Admission& admission);
Result<Admission> decode_admission(ByteView bytes);

}  // namespace loket::sync::wire
