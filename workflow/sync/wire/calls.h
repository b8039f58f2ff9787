#pragma once
// HTTP between office and gateway: which call a request is, and the headers of packets. Pure; both ends use it.
//
//   POST  /v1/push                  a batch (CBOR) → an answer (CBOR)
//   GET   /v1/head                  → how far the register has this office's log
//   HEAD  /v1/packet/{blake2b}      → Upload-Offset, Upload-Complete, Upload-Receipt
//   PATCH /v1/packet/{blake2b}      Upload-Offset, Upload-Length, the piece → as HEAD
//   GET   /v1/feed/{office}?after=  → a page of directives (CBOR)
//   GET   /v1/authority             → the register's certificate (DER); needs no certificate
//   POST  /v1/enrol                 a one-time code and a request for a certificate; needs no certificate
//   POST  /v1/renew                 a request for the next certificate
//   POST  /v1/number                → NIK and KK numbers, one or a block of serials
//   POST  /v1/person                → a change of the master from a version, or a look for a purpose
//   POST  /v1/machines              what the office's machines are → the newest version of the appliance that the register offers
//   GET   /v1/bundle/{blake2b}      Range: bytes=FROM-TO → those bytes of it (206)
//   POST  /v1/checkpoint            → the register's countersignature (64 bytes) of where an office's chains end
// A refusal carries `Loket-Code`: a key of the string tables (error.<code>).

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "devices/base/result.h"
#include "workflow/sync/packet.h"

namespace loket::sync::wire {

inline constexpr const char* kCodeField = "Loket-Code";
inline constexpr const char* kOffsetField = "Upload-Offset";
inline constexpr const char* kLengthField = "Upload-Length";
inline constexpr const char* kCompleteField = "Upload-Complete";
inline constexpr std::int64_t kMostRange = 4 << 20;  ///< bytes of a bundle in one answer
inline constexpr const char* kReceiptField = "Upload-Receipt";  ///< hexadecimal, where complete: the register's signature

struct Push {};
struct Head {};
struct AskPacket {
    Digest name{};
};
struct SendPiece {
    Digest name{};
    std::int64_t size = 0, offset = 0;
};
struct Feed {
    std::string office;
    std::int64_t after = 0;
};
struct AskAuthority {};
struct Enrol {};
struct Renew {};
struct AskNumber {};
struct AskPerson {};
struct Countersign {};
struct TellMachines {};
struct GetBundle {
    Digest name{};
    std::int64_t from = 0, to = 0;  ///< both among the bytes that are wanted
};
using Call = std::variant<Push, Head, AskPacket, SendPiece, Feed, AskAuthority, Enrol, Renew, AskNumber, AskPerson, Countersign, TellMachines, GetBundle>;

/// The head of a request; `offset` and `length` are the two Upload fields, `range` is Range; empty where there are none.
struct RequestHead {
    std::string_view method, target, offset = {}, length = {}, range = {};
};
/// Nothing for whatever is no call.
std::optional<Call> read_call(const RequestHead& head);
/// How many bytes of body the call may have.
std::size_t most_body(const Call& call);
/// Whether it is answered to somebody without a certificate.
bool open_to_strangers(const Call& call);
/// For log lines: "push", "feed".
std::string_view name_of(const Call& call);

std::string packet_target(const Digest& name);
std::string bundle_target(const Digest& name);
/// "bytes=0-262143"
std::string range_of(std::int64_t from, std::int64_t to);
std::string feed_target(const std::string& office, std::int64_t after);

/// Digits only, at most 15: no sign, no blank. Nothing otherwise.
std::optional<std::int64_t> read_count(std::string_view text);

}  // namespace loket::sync::wire
