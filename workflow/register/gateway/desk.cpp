#include "workflow/register/gateway/desk.h"

#include <fmt/format.h>

#include "devices/base/log.h"
#include "workflow/sync/promises.h"
#include "workflow/sync/wire/bodies.h"

namespace loket::centre {
namespace {

namespace wire = sync::wire;

/// Clocks of offices may lag.
constexpr auto kBackdated = std::chrono::hours(24);

HttpResponse ok(Bytes body) { return {.body = std::move(body)}; }

HttpResponse packet_response(const sync::PacketAnswer& answer) {
    return {.status = answer.code.empty() ? 200 : 409,
            .code = answer.code,
            .fields = {{wire::kOffsetField, std::to_string(answer.offset)}, {wire::kCompleteField, answer.complete ? "1" : "0"}, {wire::kReceiptField, to_hex(answer.receipt)}}};
}

HttpResponse refusal(const Error& error) {
    switch (error.fault) {
        case Fault::Rejected: return {.status = 403, .code = error.code};
        case Fault::Corrupt: return {.status = 400, .code = error.code.empty() ? sync::kShape : error.code};
        default: return {.status = 503, .code = sync::kBusy};
    }
}

}  // namespace

HttpResponse Desk::answer(const HttpRequest& request) {
    const auto began = rules_.clock.now();
    origin_.clear();
    said_.clear();
    const auto call = wire::read_call({request.method, request.target, request.offset, request.length, request.range});
    if (!call) return {.status = 404, .code = sync::kShape};
    auto done = handle(*call, request);
    auto response = done ? std::move(*done) : refusal(done.error());
    if (!done) said_ = done.error().context;
    tell(wire::name_of(*call), response, rules_.clock.now() - began);
    return response;
}

/// Offices by the beginning of their uuid; nothing of people.
void Desk::tell(std::string_view call, const HttpResponse& response, Millis took) const {
    const auto who = origin_.empty() ? std::string("stranger") : origin_.substr(0, 8);
    if (response.status == 503) log::error("gateway: {} {}: not stored: {}", who, call, said_);
    else if (response.status != 200 && response.status != 206) log::warn("gateway: {} {}: refused {}: {}", who, call, response.code, said_);
    else if (!said_.empty()) log::info("gateway: {} {}: {}, {} ms", who, call, said_, took.count());
}

Result<HttpResponse> Desk::handle(const wire::Call& call, const HttpRequest& request) {
    if (std::holds_alternative<wire::AskAuthority>(call)) return ok(rules_.authority.certificate());
    if (std::holds_alternative<wire::Enrol>(call)) return enrol(request.body);
    LOKET_ASSIGN(origin, caller(request.certificate));
    origin_ = origin;
    return known(call, request);
}

/// The connection has proven the certificate; the books say whether it still counts.
Result<std::string> Desk::caller(ByteView certificate) {
    if (certificate.empty()) return rejected("sync.not_enrolled", "no certificate was shown");
    LOKET_ASSIGN(facts, pki::facts_of(certificate));
    LOKET_ASSIGN(device, books_->device(facts.serial));
    if (!device || device->origin != facts.name) return rejected("sync.revoked", "a certificate that is not in the books");
    origin_ = device->origin;
    if (device->revoked_at) return rejected("sync.revoked", "a certificate that was revoked " + iso_instant(*device->revoked_at));
    if (device->until < rules_.clock.now()) return rejected("sync.expired", "a certificate that ran out " + iso_instant(device->until));
    return device->origin;
}

Result<HttpResponse> Desk::known(const wire::Call& call, const HttpRequest& request) {
    if (std::holds_alternative<wire::Push>(call)) return push(request.body);
    if (std::holds_alternative<wire::Head>(call)) return head();
    if (const auto* packet = std::get_if<wire::AskPacket>(&call)) return ask(packet->name);
    if (const auto* piece = std::get_if<wire::SendPiece>(&call)) return take(*piece, request.body);
    if (const auto* page = std::get_if<wire::Feed>(&call)) return feed(*page);
    if (std::holds_alternative<wire::AskNumber>(call)) return number(request.body);
    if (std::holds_alternative<wire::AskPerson>(call)) return person(request.body);
    if (std::holds_alternative<wire::Countersign>(call)) return checkpoint(request.body);
    if (std::holds_alternative<wire::TellMachines>(call)) return machines(request.body);
    if (const auto* piece = std::get_if<wire::GetBundle>(&call)) return rules_.updates.answer(*piece);
    return renew(request.body);
}

Result<HttpResponse> Desk::push(ByteView body) {
    LOKET_ASSIGN(named, sync::origin_of(body));
    if (named != origin_) return rejected("sync.other_origin", "a batch of another office than the certificate's");
    LOKET_ASSIGN(answer, push_encoded(books_->ledger(), body));
    said_ = answer.code.empty() ? fmt::format("{} kB, stored up to {}", body.size() / 1000, answer.at.seq) : fmt::format("{}, the register has {}", answer.code, answer.at.seq);
    return ok(sync::encode(answer));
}

Result<HttpResponse> Desk::head() {
    LOKET_ASSIGN(origin, books_->ledger().origin(origin_));
    if (!origin) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
    return ok(wire::encode(wire::Standing{origin->cursor.epoch, origin->cursor.last, origin->cursor.quarantined}));
}

Result<HttpResponse> Desk::ask(const sync::Digest& name) {
    LOKET_ASSIGN(row, books_->packet(origin_, name));
    auto answer = sync::head(row);
    sign(answer, name);
    return packet_response(answer);
}

Result<HttpResponse> Desk::take(const wire::SendPiece& piece, ByteView body) {
    sync::PacketAnswer answer;
    LOKET_TRY(books_->change_packet(origin_, piece.name, [&](const sync::PacketRow& row) -> Result<sync::PacketRow> {
        LOKET_ASSIGN(taken, rules_.packets->take(origin_, piece.name, row, piece.size, piece.offset, body));
        answer = taken.answer;
        return taken.row;
    }));
    if (answer.complete) said_ = fmt::format("{} kB complete", piece.size / 1000);
    sign(answer, piece.name);
    return packet_response(answer);
}

void Desk::sign(sync::PacketAnswer& answer, const sync::Digest& name) const {
    if (!answer.complete) return;
    const auto signature = sync::sign_packet_receipt(rules_.signing, origin_, name);
    answer.receipt.assign(signature.begin(), signature.end());
}

Result<HttpResponse> Desk::feed(const wire::Feed& call) {
    if (call.office != origin_) return rejected("sync.other_origin", "the feed of another office than the certificate's");
    LOKET_ASSIGN(page, books_->feed(origin_, call.after, wire::kMostDirectives));
    return ok(wire::encode(wire::Page{std::move(page.directives), page.more}));
}

Result<Device> Desk::new_device(ByteView request, const std::string& origin, Bytes& certificate) {
    const auto now = rules_.clock.now();
    LOKET_ASSIGN(signed_one, rules_.authority.certify(request, origin, {now - kBackdated, now + rules_.device_life}));
    LOKET_ASSIGN(facts, pki::facts_of(signed_one));
    certificate = signed_one;
    return Device{facts.serial, origin, now, facts.until};
}

Result<HttpResponse> Desk::enrol(ByteView body) {
    LOKET_ASSIGN(wanted, wire::decode_enrolment(body));
    Bytes certificate;
    LOKET_ASSIGN(device, new_device(wanted.request, wanted.origin, certificate));
    LOKET_TRY(books_->enrol(wire::digest_of(wanted.code), wanted.key, device, rules_.clock.now()));
    origin_ = wanted.origin;
    said_ = "taken in, certificate " + device.serial.substr(0, 8);
    return ok(wire::encode(wire::Admission{certificate, rules_.card}));
}

Result<HttpResponse> Desk::renew(ByteView body) {
    Bytes certificate;
    LOKET_ASSIGN(device, new_device(body, origin_, certificate));
    LOKET_TRY(books_->add_device(device));
    said_ = "certificate " + device.serial.substr(0, 8);
    return ok(wire::encode(wire::Admission{certificate, rules_.card}));
}

}  // namespace loket::centre
