#include "workflow/register/gateway/https_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <thread>

#include "devices/base/log.h"
#include "devices/base/queue.h"

namespace loket::centre {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Body = http::vector_body<std::uint8_t>;
using Stream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::uint32_t kMostHead = 8192;
constexpr std::size_t kMostDrained = 16u << 20;
constexpr std::size_t kWaitingForWorkers = 1024;

/// What sessions share. Lives as long as the server.
struct Shared {
    HttpsOptions options;
    HttpsHandler handler;
    asio::io_context io{1};
    asio::ssl::context tls{asio::ssl::context::tls_server};
    Queue<std::function<void(std::size_t)>> work{kWaitingForWorkers}, slow_work{kWaitingForWorkers};
    std::atomic<std::size_t> connections = 0;
};

HttpResponse refusal(int status, const char* code) { return {.status = status, .code = code}; }

/// One connection. Lives as long as somebody holds it: the operation that is under way.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(Shared& shared, tcp::socket socket) : shared_(shared), stream_(std::move(socket), shared.tls) { ++shared_.connections; }
    ~Session() { --shared_.connections; }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start() {
        patience(shared_.options.handshake);
        stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](error_code problem) { self->greeted(problem); });
    }

  private:
    void patience(Millis span) { beast::get_lowest_layer(stream_).expires_after(span); }

    void greeted(error_code problem) {
        if (problem) return tell_failed_greeting(problem);
        const std::unique_ptr<X509, decltype(&X509_free)> peer(SSL_get1_peer_certificate(stream_.native_handle()), X509_free);
        if (peer) {
            certificate_.resize(static_cast<std::size_t>(i2d_X509(peer.get(), nullptr)));
            auto* at = certificate_.data();
            i2d_X509(peer.get(), &at);
        }
        read_head();
    }

    /// Why somebody was not let in is for the log; the address is all that is known of them.
    void tell_failed_greeting(error_code problem) {
        const auto verdict = SSL_get_verify_result(stream_.native_handle());
        error_code unknown;
        const auto from = beast::get_lowest_layer(stream_).socket().remote_endpoint(unknown);
        log::info("gateway: {} was not let in: {}", unknown ? std::string("somebody") : from.address().to_string(),
                  verdict != X509_V_OK ? std::string(X509_verify_cert_error_string(verdict)) : problem.message());
    }

    void read_head() {
        parser_.emplace();
        parser_->header_limit(kMostHead);
        parser_->body_limit(shared_.options.most_body);
        patience(shared_.options.idle);
        http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code problem, std::size_t) { self->got_head(problem); });
    }

    void got_head(error_code problem) {
        if (problem == http::error::body_limit) return reply(refusal(413, "sync.too_large"), false);
        if (problem) return bye();
        const auto& head = parser_->get();
        const auto text = [](auto view) { return std::string(view.data(), view.size()); };
        request_ = {text(head.method_string()), text(head.target()), text(head["Upload-Offset"]), text(head["Upload-Length"]), text(head["Last-Event-ID"]), text(head["Range"]), certificate_, {}};
        const auto limit = shared_.handler.limit(request_);
        if (!limit) return reply(refusal(404, "sync.shape"), false);
        if (parser_->content_length().value_or(0) > *limit) return reply(refusal(413, "sync.too_large"), false);
        parser_->body_limit(*limit);
        patience(shared_.options.body);
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code failed, std::size_t) { self->got_body(failed); });
    }

    void got_body(error_code problem) {
        if (problem == http::error::body_limit) return reply(refusal(413, "sync.too_large"), false);
        if (problem) return bye();
        request_.body = std::move(parser_->get().body());
        const bool keep = parser_->get().keep_alive();
        beast::get_lowest_layer(stream_).expires_never();  // until the worker is done
        auto& line = shared_.options.slow_workers > 0 && shared_.handler.slow(request_) ? shared_.slow_work : shared_.work;
        const bool taken = line.try_push([self = shared_from_this(), keep](std::size_t worker) {
            auto answer = self->shared_.handler.answer(worker, self->request_);
            asio::post(self->shared_.io, [self, keep, answer = std::move(answer)]() mutable { self->reply(std::move(answer), keep); });
        });
        if (!taken) reply(refusal(503, "sync.busy"), keep);
    }

    void reply(HttpResponse answer, bool keep) {
        if (answer.more) return begin_stream(std::move(answer));
        response_ = {};
        response_.version(11);
        response_.result(static_cast<unsigned>(answer.status));
        if (!answer.code.empty()) response_.set("Loket-Code", answer.code);
        for (const auto& [name, value] : answer.fields) response_.set(name, value);
        if (!answer.body.empty()) response_.set(http::field::content_type, "application/cbor");
        response_.body() = std::move(answer.body);
        response_.keep_alive(keep);
        response_.prepare_payload();
        patience(shared_.options.body);
        http::async_write(stream_, response_, [self = shared_from_this(), keep](error_code problem, std::size_t) {
            if (problem) return self->bye();
            if (!keep) return self->drain(kMostDrained);
            self->read_head();
        });
    }

    void begin_stream(HttpResponse answer) {
        more_ = std::move(answer.more);
        stream_head_ = {};
        stream_head_.version(11);
        stream_head_.result(static_cast<unsigned>(answer.status));
        for (const auto& [name, value] : answer.fields) stream_head_.set(name, value);
        stream_head_.keep_alive(false);
        stream_head_.chunked(true);
        stream_writer_.emplace(stream_head_);
        patience(shared_.options.body);
        http::async_write_header(stream_, *stream_writer_, [self = shared_from_this()](error_code problem, std::size_t) {
            if (problem) return self->bye();
            self->next_piece();
        });
    }

    void next_piece() {
        beast::get_lowest_layer(stream_).expires_never();  // until there is something to say
        const bool taken = shared_.work.try_push([self = shared_from_this()](std::size_t) {
            auto piece = self->more_();
            asio::post(self->shared_.io, [self, piece = std::move(piece)]() mutable { self->write_piece(std::move(piece)); });
        });
        if (!taken) bye();
    }

    void write_piece(std::optional<Bytes> piece) {
        const auto written = [self = shared_from_this(), last = !piece](error_code problem, std::size_t) {
            if (problem || last) return self->bye();
            self->next_piece();
        };
        patience(shared_.options.body);
        if (!piece) return asio::async_write(stream_, http::make_chunk_last(), written);
        piece_ = std::move(*piece);
        asio::async_write(stream_, http::make_chunk(asio::buffer(piece_)), written);
    }

    /// Whoever was refused may still be sending: closing on unread bytes would take the refusal away from them.
    void drain(std::size_t left) {
        patience(Millis(5000));
        scratch_.resize(1u << 16);
        stream_.async_read_some(asio::buffer(scratch_), [self = shared_from_this(), left](error_code problem, std::size_t count) {
            if (problem || count >= left) return self->bye();
            self->drain(left - count);
        });
    }

    void bye() {
        patience(Millis(5000));
        stream_.async_shutdown([self = shared_from_this()](error_code) {});
    }

    Shared& shared_;
    Stream stream_;
    beast::flat_buffer buffer_{kMostHead + (1u << 20)};
    std::optional<http::request_parser<Body>> parser_;
    HttpRequest request_;
    Bytes certificate_, scratch_, piece_;
    std::function<std::optional<Bytes>()> more_;
    http::response<http::empty_body> stream_head_;
    std::optional<http::response_serializer<http::empty_body>> stream_writer_;
    http::response<Body> response_;
};

class Server final : public HttpsServer {
  public:
    Server(const HttpsOptions& options, HttpsHandler handler) : acceptor_(shared_.io) {
        shared_.options = options;
        shared_.handler = std::move(handler);
    }

    ~Server() override {
        shared_.io.stop();
        threads_.clear();  // asked to stop, and waited for: nobody answers any more
    }

    [[nodiscard]] std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

    Status prepare() {
        try {
            prepare_tls();
        } catch (const boost::system::system_error& thrown) {
            return internal(std::string("the gateway's key and certificate cannot be used: ") + thrown.what());
        }
        try {
            listen();
        } catch (const boost::system::system_error& thrown) {
            return rejected("register.port", std::string("the gateway cannot have its address: ") + thrown.what());
        }
        const auto quick = shared_.options.workers;
        for (std::size_t n = 0; n < quick + shared_.options.slow_workers; ++n)
            threads_.emplace_back([this, n, quick](const std::stop_token& stop) { work(n < quick ? shared_.work : shared_.slow_work, n, stop); });
        threads_.emplace_back([this] { shared_.io.run(); });
        return {};
    }

  private:
    static asio::const_buffer buffer(const std::string& text) { return asio::buffer(text.data(), text.size()); }

    void show(const std::string& key_pem, const std::string& certificate_pem) {
        shared_.tls.use_certificate_chain(buffer(certificate_pem));  // the key before, which does not fit it, goes with this
        shared_.tls.use_private_key(buffer(key_pem), asio::ssl::context::pem);
    }

    void prepare_tls() {
        auto* tls = shared_.tls.native_handle();
        SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION);
        SSL_CTX_set_num_tickets(tls, 0);  // every connection shows its certificate anew
        show(shared_.options.key_pem, shared_.options.certificate_pem);
        shared_.tls.add_certificate_authority(buffer(shared_.options.authority_pem));
        // Who shows no certificate may only be taken in; who shows a wrong one is not let in at all.
        shared_.tls.set_verify_mode(asio::ssl::verify_peer);
    }

    void listen() {
        const tcp::endpoint at(asio::ip::make_address(shared_.options.address), shared_.options.port);
        acceptor_.open(at.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true));
        acceptor_.bind(at);
        acceptor_.listen();
        accept();
    }

    void accept() {
        acceptor_.async_accept([this](error_code problem, tcp::socket socket) {
            if (problem == asio::error::operation_aborted) return;
            if (!problem && shared_.connections < shared_.options.most_connections) {
                error_code ignored;
                socket.set_option(tcp::no_delay(true), ignored);
                if (shared_.handler.renewed)
                    if (const auto next = shared_.handler.renewed()) show(next->key_pem, next->certificate_pem);
                std::make_shared<Session>(shared_, std::move(socket))->start();
            }
            if (problem) log::warn("gateway: a connection could not be taken: {}", problem.message());
            accept();
        });
    }

    static void work(Queue<std::function<void(std::size_t)>>& line, std::size_t number, const std::stop_token& stop) {
        while (auto one = line.pop(stop)) (*one)(number);
    }

    Shared shared_;
    tcp::acceptor acceptor_;
    std::vector<std::jthread> threads_;
};

}  // namespace

Result<std::unique_ptr<HttpsServer>> HttpsServer::start(const HttpsOptions& options, HttpsHandler handler) {
    auto server = std::make_unique<Server>(options, std::move(handler));
    LOKET_TRY(server->prepare());
    return std::unique_ptr<HttpsServer>(std::move(server));
}

}  // namespace loket::centre
