#pragma once
// What a gateway says to one request: who asks, whether they may, what comes of it. One Desk for each worker.

#include "workflow/pki/authority.h"
#include "workflow/register/gateway/gateway.h"
#include "workflow/register/gateway/update_files.h"
#include "workflow/sync/wire/calls.h"

namespace loket::centre {

/// What the desks of a gateway share; nothing of it changes.
struct Rules {
    const Clock& clock;
    const pki::Authority& authority;
    std::string card;  ///< the register's card (JSON)
    const sync::SigningKey& signing;
    std::shared_ptr<const PacketStore> packets;
    UpdateFiles updates;
    std::chrono::hours device_life;
};

class Desk {
  public:
    Desk(const Rules& rules, std::unique_ptr<Books> books) : rules_(rules), books_(std::move(books)) {}
    /// Refuses with 400 (not what the call carries), 403 (not they, not so), 503 (could not be stored now; the same again is right).
    HttpResponse answer(const HttpRequest& request);

  private:
    Result<HttpResponse> handle(const sync::wire::Call& call, const HttpRequest& request);
    Result<std::string> caller(ByteView certificate);
    Result<HttpResponse> known(const sync::wire::Call& call, const HttpRequest& request);
    Result<HttpResponse> push(ByteView body);
    Result<HttpResponse> head();
    Result<HttpResponse> ask(const sync::Digest& name);
    Result<HttpResponse> take(const sync::wire::SendPiece& piece, ByteView body);
    Result<HttpResponse> feed(const sync::wire::Feed& call);
    Result<HttpResponse> enrol(ByteView body);
    Result<HttpResponse> renew(ByteView body);
    Result<HttpResponse> number(ByteView body);
    Result<HttpResponse> person(ByteView body);
    Result<HttpResponse> checkpoint(ByteView body);
    Result<HttpResponse> machines(ByteView body);
    Result<Device> new_device(ByteView request, const std::string& origin, Bytes& certificate);
    void sign(sync::PacketAnswer& answer, const sync::Digest& name) const;
    void tell(std::string_view call, const HttpResponse& response, Millis took) const;

    const Rules& rules_;
    std::unique_ptr<Books> books_;
    std::string origin_;  ///< who is being answered; empty: a stranger
    std::string said_;    ///< for the log
};

}  // namespace loket::centre
