#pragma once
// The office's end of the wire: one HTTPS connection to the register (libcurl, TLS 1.3, both ends with certificates of the register's own
// authority), kept open between calls.

#include <functional>
#include <memory>
#include <stop_token>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/sync/answer.h"
#include "workflow/sync/packet.h"
#include "workflow/sync/wire/bodies.h"
#include "workflow/sync/wire/machines.h"
#include "workflow/sync/wire/requests.h"

namespace loket::sync {

/// What an office needs to speak to its register.
struct LinkKeys {
    std::string url;        ///< https://host:port
    std::string authority;  ///< PEM of the register's authority: the only one that is trusted
    std::string certificate = {}, key = {};  ///< PEM of this device (pki::make_device_key); empty before it is taken in
    std::string connect_to = {};  ///< host:port that answers for `url`, whose name is only that of its certificate; empty: its own
};

/// Calls block, at most `patience`. Failures: `sync.no_link`, `sync.timeout`, `sync.register_unknown` (another register answers),
/// `sync.not_let_in` (the register does not accept the certificate), `sync.bad_answer`, or the code of the register's refusal.
/// Of a key in a TPM also `tpm.gone`, `tpm.other`. Cancelled when `stop` is requested meanwhile. One owner thread.
class HttpsLink {
  public:
    HttpsLink(LinkKeys keys, Millis patience);
    ~HttpsLink();
    HttpsLink(const HttpsLink&) = delete;
    HttpsLink& operator=(const HttpsLink&) = delete;

    Result<Answer> push(ByteView batch, const std::stop_token& stop = {});
    Result<wire::Standing> head(const std::stop_token& stop = {});
    Result<PacketAnswer> ask_packet(const Digest& name, const std::stop_token& stop = {});
    Result<PacketAnswer> send_piece(const Digest& name, std::int64_t size, std::int64_t offset, ByteView piece, const std::stop_token& stop = {});
    Result<wire::Page> feed(const std::string& office, std::int64_t after, const std::stop_token& stop = {});
    Result<wire::NumberGiven> number(const wire::NumberAsk& ask, const std::stop_token& stop = {});
    /// A change, or a look.
    Result<wire::PersonAnswer> person(const wire::PersonAsk& ask, const std::stop_token& stop = {});
    /// The register's signature of this checkpoint.
    Result<Bytes> countersign(ByteView checkpoint, const std::stop_token& stop = {});
    /// What the register offers in return.
    Result<wire::BundleOffer> machines(const wire::Machines& machines, const std::stop_token& stop = {});
    /// `length` bytes of a bundle from `from` on. Corrupt `sync.bad_answer` for more or fewer.
    Result<Bytes> bundle_piece(const Digest& name, std::int64_t from, std::int64_t length, const std::stop_token& stop = {});
    Result<wire::Admission> enrol(ByteView enrolment);
    Result<wire::Admission> renew(ByteView request, const std::stop_token& stop = {});

    /// Any other call: the body of its answer, at most 64 MB.
    Result<Bytes> post(const std::string& target, ByteView body, const std::stop_token& stop = {});

    /// A body that goes on and on: given to `take` as it comes, until that fails, the other side ends it, or nothing came for as long as `patience`.
    /// `last_event`: where it broke off before. Never returns Ok with the stream unended.
    Status listen(const std::string& target, const std::string& last_event, const std::function<Status(std::string_view)>& take, const std::stop_token& stop = {});

    /// The certificate (DER) of whatever answers at this address, believed by nobody yet: what it is must be compared with a code.
    static Result<Bytes> ask_authority(const std::string& url, Millis patience);

  private:
    struct Curl;
    struct Request;
    struct Reply;
    Result<Reply> call(const Request& request, const std::stop_token& stop);
    LinkKeys keys_;
    Millis patience_;
    std::unique_ptr<Curl> curl_;
};

}  // namespace loket::sync
