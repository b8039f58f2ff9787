#include "workflow/register/gateway/gateway.h"

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "workflow/register/gateway/desk.h"
#include "workflow/store/key_file.h"
#include "workflow/sync/carry/card.h"

namespace loket::centre {
namespace {

constexpr const char* kAuthorityName = "Loket register";

std::optional<sync::wire::Call> call_of(const HttpRequest& head) { return sync::wire::read_call({head.method, head.target, head.offset, head.length, head.range}); }

/// Events, numbers and verdicts must not wait until a storage that hangs answers.
bool waits_for_packets(const HttpRequest& head) {
    const auto call = call_of(head);
    return call && std::holds_alternative<sync::wire::SendPiece>(*call);
}

}  // namespace

Result<std::unique_ptr<sync::RegisterKeys>> keys_in(const std::filesystem::path& folder) {
    SystemRandom secret;
    LOKET_TRY(make_folder(folder));
    LOKET_ASSIGN(signing, store::load_or_create_key(folder / "register.sign", secret));
    LOKET_ASSIGN(sealing, store::load_or_create_key(folder / "register.seal", secret));
    return std::make_unique<sync::RegisterKeys>(signing, sealing);
}

struct Gateway::State {
    State(pki::Authority given, const Clock& clock, std::unique_ptr<sync::RegisterKeys> held, std::shared_ptr<const PacketStore> packets, const GatewayOptions& wanted)
        : authority(std::move(given)), keys(std::move(held)), rules{clock, authority, sync::to_json(keys->card()), keys->signing(), std::move(packets), UpdateFiles(wanted.folder / "updates"), wanted.device_life}, options(wanted) {}
    pki::Authority authority;
    std::unique_ptr<sync::RegisterKeys> keys;
    Rules rules;
    GatewayOptions options;
    pki::Lifetime shown;  ///< of the certificate that the gateway shows
    std::vector<std::unique_ptr<Desk>> desks;
    Result<HttpsIdentity> identity();
    std::optional<HttpsIdentity> renewed();
    std::unique_ptr<HttpsServer> server;  ///< last: stops before the desks go
};

Result<HttpsIdentity> Gateway::State::identity() {
    const auto now = rules.clock.now();
    const pki::Lifetime life{now - std::chrono::hours(24), now + options.server_life};
    LOKET_ASSIGN(pair, authority.server(options.hosts, life));
    shown = life;
    return HttpsIdentity{pair.key_pem, pki::to_pem(pair.certificate)};
}

/// A gateway runs for longer than its certificate lasts; and one that was made by a wrong clock is of no use.
std::optional<HttpsIdentity> Gateway::State::renewed() {
    const auto now = rules.clock.now();
    if (now >= shown.from && now < shown.until - options.server_life / 3) return std::nullopt;
    auto next = identity();
    if (!next) {
        log::error("gateway: its certificate could not be renewed: {}", next.error().context);
        return std::nullopt;
    }
    log::info("gateway: a new certificate, good until {}", iso_instant(shown.until));
    return *next;
}

Gateway::Gateway(std::unique_ptr<State> state) : state_(std::move(state)) {}
Gateway::~Gateway() = default;
std::uint16_t Gateway::port() const { return state_->server->port(); }

Result<std::unique_ptr<Gateway>> Gateway::start(const GatewayOptions& options, const Clock& clock) {
    LOKET_TRY(make_folder(options.folder));
    LOKET_ASSIGN(authority, pki::Authority::open(options.folder / "pki", kAuthorityName, clock.now()));
    LOKET_ASSIGN(keys, keys_in(options.folder));
    LOKET_ASSIGN(packets, packets_of(options.folder));
    auto state = std::make_unique<State>(authority, clock, std::move(keys), std::move(packets), options);
    LOKET_ASSIGN(identity, state->identity());
    for (std::size_t n = 0; n < 2 * options.workers; ++n) {
        LOKET_ASSIGN(books, Books::open(options.conninfo));
        state->desks.push_back(std::make_unique<Desk>(state->rules, std::move(books)));
    }
    const HttpsHandler handler{[](const HttpRequest& head) -> std::optional<std::size_t> {
                                   const auto call = call_of(head);
                                   return call ? std::optional(sync::wire::most_body(*call)) : std::nullopt;
                               },
                               [&desks = state->desks](std::size_t worker, const HttpRequest& request) { return desks[worker]->answer(request); },
                               waits_for_packets, [raw = state.get()] { return raw->renewed(); }};
    HttpsOptions https{.address = options.address, .port = options.port, .key_pem = identity.key_pem, .certificate_pem = identity.certificate_pem,
                       .authority_pem = pki::to_pem(state->authority.certificate()), .workers = options.workers, .slow_workers = options.workers};
    LOKET_ASSIGN(server, HttpsServer::start(https, handler));
    state->server = std::move(server);
    log::info("gateway: listens on {}:{}", options.address, state->server->port());
    return std::unique_ptr<Gateway>(new Gateway(std::move(state)));
}

Result<sync::wire::OneTimeCode> issue_code(const std::filesystem::path& folder, Books& books, const std::string& note, Millis good_for, const Clock& clock) {
    LOKET_ASSIGN(authority, pki::Authority::open(folder / "pki", kAuthorityName, clock.now()));
    LOKET_ASSIGN(digest, pki::key_digest(authority.certificate()));
    SystemRandom random;
    const auto code = sync::wire::make_code(digest, random);
    LOKET_TRY(books.add_code(sync::wire::digest_of(code.secret), note, clock.now() + good_for));
    return code;
}

}  // namespace loket::centre
