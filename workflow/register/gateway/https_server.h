#pragma once
// An HTTPS server (TLS 1.3 only, mutual) for small requests: reads whole requests within bounds, hands them to a few workers that may
// block, writes the answers. Everything heavy (Boost.Beast) stays in https_server.cpp.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::centre {

struct HttpRequest {
    std::string method, target;
    std::string offset, length;  ///< Upload-Offset, Upload-Length; empty where there are none
    std::string last_event;      ///< Last-Event-ID: where a stream of events broke off
    std::string range;           ///< Range
    Bytes certificate;           ///< of the other side, DER, proven to come from our authority; empty: it showed none
    Bytes body;
};

struct HttpResponse {
    int status = 200;
    std::string code = {};  ///< Loket-Code of a refusal
    std::vector<std::pair<std::string, std::string>> fields = {};
    Bytes body = {};
    /// Of a body that goes on and on (a stream of events): the next piece, never an empty one; nothing ends it. Called on a worker's thread, which it may
    /// hold until there is something to say.
    std::function<std::optional<Bytes>()> more = {};
};

struct HttpsOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one
    std::string key_pem, certificate_pem, authority_pem;
    std::size_t workers = 2;             ///< that answer at the same time
    std::size_t slow_workers = 0;        ///< as many more for requests that are slow, numbered behind the others
    std::size_t most_connections = 8000;
    std::size_t most_body = 4u << 20;
    Millis handshake{10'000}, idle{75'000}, body{120'000};  ///< after that a connection is closed
};

/// What a server shows of itself.
struct HttpsIdentity {
    std::string key_pem, certificate_pem;
};

struct HttpsHandler {
    /// From the head alone: how many bytes of body are read; nothing refuses the request (404). On the server's thread.
    std::function<std::optional<std::size_t>(const HttpRequest& head)> limit;
    /// On a worker's thread, `worker` from 0; each worker answers one request at a time.
    std::function<HttpResponse(std::size_t worker, const HttpRequest& request)> answer;
    /// Whether it may wait for something that can hang (a storage elsewhere): others must not wait behind it. Asked where there are slow workers.
    std::function<bool(const HttpRequest& head)> slow = {};
    /// Another key and certificate from now on, or nothing. Asked before each connection, on the server's thread.
    std::function<std::optional<HttpsIdentity>()> renewed = {};
};

class HttpsServer {
  public:
    virtual ~HttpsServer() = default;  ///< stops; whoever is being answered is cut off
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// `Rejected` "register.port" where the address cannot be had, `Internal` for keys that do not fit.
    static Result<std::unique_ptr<HttpsServer>> start(const HttpsOptions& options, HttpsHandler handler);
};

}  // namespace loket::centre
