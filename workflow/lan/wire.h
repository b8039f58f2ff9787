#pragma once
// What the machines of one office say to each other over HTTPS, as bytes (CBOR). Pure.

#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/store/shared.h"

namespace loket::lan {

inline constexpr const char* kStale = "lan.stale";          ///< decided on a state that is no longer the present one
inline constexpr const char* kNoInduk = "lan.no_induk";     ///< the induk does not answer
inline constexpr const char* kDeposed = "lan.deposed";      ///< another machine has become the induk meanwhile
inline constexpr const char* kNotMember = "lan.not_member"; ///< the certificate is of no machine of this office, or of one that was removed
inline constexpr const char* kCodeWrong = "lan.code";       ///< no code was shown, or it is used up, or too old
inline constexpr const char* kShape = "lan.shape";

/// POST, with the caller's certificate except kAuthority and kJoin. 200: the answer's bytes; otherwise a code.
inline constexpr std::string_view kAuthorityCall = "/v1/authority", kJoinCall = "/v1/join", kFilesCall = "/v1/files", kCopyCall = "/v1/copy", kAfterCall = "/v1/after",
                                  kProposeCall = "/v1/propose", kMembersCall = "/v1/members", kVersionCall = "/v1/version";

/// The name in the certificate of every induk: stations know it by the office's authority, not by its address.
inline constexpr std::string_view kIndukName = "induk.loket";

/// A station wants this batch written.
struct Proposal {
    std::string id;          ///< the same when it is sent again
    std::int64_t epoch = 1;  ///< the highest that the station has seen
    std::int64_t n = 0;      ///< last shared commit that it has
    std::int64_t base = 0;   ///< last event it was decided on
    bool aside = false;      ///< written while nobody answered: taken unless its cases were changed since `base`
    store::Batch batch;
};

/// A station asks what came after `n`, and waits a while for something to come.
struct After {
    std::int64_t epoch = 1, n = 0, wait_ms = 0;
    std::string addresses;          ///< host:port of this machine, comma separated, should it become the induk
    std::int64_t aside = 0;         ///< how much it has written down by itself
};

struct Answer {
    std::string code;        ///< why a proposal was not taken; empty: it was
    std::int64_t epoch = 1, head = 0;  ///< of the induk
    std::vector<store::SharedEntry> entries;  ///< after the caller's n; not always all
};

/// A machine that wants to join: the code from the induk's screen, a request for a certificate (PKCS #10), how it is called here.
struct Joining {
    std::string secret, name, role;
    Bytes request;
};
struct Admission {
    Bytes certificate;       ///< DER
    std::int64_t number = 1; ///< of the station: no other ever had it
    std::string office;      ///< uuid
};

struct File {
    std::string name;  ///< relative to the office's folder, no ".."
    Bytes content;
};
/// A piece of the copy of the store.
struct CopyWish {
    std::int64_t offset = 0;
};
struct CopyPiece {
    std::int64_t total = 0;
    Bytes bytes;
};

struct Member {
    std::string name, role;      ///< role: "induk" or what the station is for, in the office's words
    std::int64_t number = 0;     ///< 0: the induk
    std::string addresses;
    std::int64_t n = 0, aside = 0, seen_ms = 0;  ///< shared commits it has; when it last asked (0: never since the induk started)
    bool removed = false;
};
struct Members {
    std::int64_t epoch = 1, head = 0;
    std::vector<Member> members;
};

Bytes encode(const Proposal& proposal);
Result<Proposal> decode_proposal(ByteView bytes);
Bytes encode(const After& after);
Result<After> decode_after(ByteView bytes);
Bytes encode(const Answer& answer);
Result<Answer> decode_answer(ByteView bytes);
Bytes encode(const Joining& joining);
Result<Joining> decode_joining(ByteView bytes);
Bytes encode(const Admission& admission);
Result<Admission> decode_admission(ByteView bytes);
Bytes encode(const std::vector<File>& files);
Result<std::vector<File>> decode_files(ByteView bytes);
Bytes encode(const CopyWish& wish);
Result<CopyWish> decode_copy_wish(ByteView bytes);
Bytes encode(const CopyPiece& piece);
Result<CopyPiece> decode_copy_piece(ByteView bytes);
Bytes encode(const Members& members);
Result<Members> decode_members(ByteView bytes);

}  // namespace loket::lan
