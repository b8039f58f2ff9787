#include "workflow/sync/link/sender.h"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "devices/base/cases.h"
#include "devices/base/log.h"
#include "devices/base/wait.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/carry/directives.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/promises.h"

namespace loket::sync {
namespace {

using nlohmann::json;

constexpr Millis kLongestRest{1000};  ///< so soon an event is seen that was written meanwhile

bool same(const Standing& a, const Standing& b) { return a.code == b.code && a.stopped == b.stopped && a.failures == b.failures && a.register_epoch == b.register_epoch; }

}  // namespace

/// What is done for one Todo: bytes to send, then what came back.
struct Sender::Errand {
    Todo todo;
    Batch batch;
    Bytes piece;
    std::variant<std::monostate, Error, Answer, PacketAnswer, wire::Page> reply;
    Instant now{};
};

Sender::Sender(Parts parts)
    : parts_(std::move(parts)), key_(parts_.signing_seed), box_(parts_.packets), packer_(parts_.at_store, parts_.contents, key_, parts_.packets), fetcher_(parts_.machines.file), view_(std::make_shared<const LinkView>()) {}
Sender::~Sender() = default;

void Sender::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) wait_for(step(stop), stop);
}

Millis Sender::step(const std::stop_token& stop) {
    travel_if_asked(stop);
    renew_if_due(stop);
    pack();
    tell_news();
    countersign(stop);
    ask_numbers(stop);
    tell_machines(stop);
    Errand errand;
    errand.now = parts_.clock.now();
    if (const auto begun = parts_.at_store([&](store::Store& store) { return begin(store, errand); }); !begun) return kLongestRest;
    if (const auto* wait = std::get_if<Wait>(&errand.todo.what)) return fetch(stop) ? Millis(0) : std::clamp(wait->until - errand.now, Millis(1), kLongestRest);
    carry_out(errand, stop);
    if (stop.stop_requested()) return Millis(0);
    errand.now = parts_.clock.now();
    const auto settled = parts_.at_store([&](store::Store& store) { return settle(store, errand); });
    if (settled) return Millis(0);
    log::error("sync: what the register answered could not be kept: {}", settled.error().context);
    office_.reset();  // nothing counts that is not in the store: from what is there again
    return kLongestRest;
}

std::shared_ptr<const LinkView> Sender::view() const {
    const std::lock_guard lock(view_mutex_);
    return view_;
}

void Sender::show(const LinkView& view) {
    auto fresh = std::make_shared<const LinkView>(view);
    const std::lock_guard lock(view_mutex_);
    view_ = std::move(fresh);
}

/// The first time: who we are and how far it has come.
Status Sender::look(store::Store& store) {
    LOKET_ASSIGN(membership, membership_of(store));
    LOKET_ASSIGN(exchange, load_exchange(store));
    kept_ = exchange;
    membership_ = membership;
    seen_.origin = store.identity().uuid;
    seen_.enrolled = membership.has_value();
    seen_.last_contact = kept_.answered_at;
    if (membership) {
        link_ = std::make_unique<HttpsLink>(keys_of(*membership, parts_.device_key), parts_.policy.patience);
        seen_.url = membership->url;
        seen_.certificate_until = membership->until;
    }
    if (const auto card = register_of(store)) register_ = *card;
    else if (card.error().code != kNotEnrolled) return card.error();
    seen_.by_stick = register_ && !membership;
    seen_.stick_made = exchange.exported_at;
    seen_.stick_answered = exchange.answered_at;
    LOKET_TRY(packer_.begin(store));
    LOKET_ASSIGN(countersigned, store.meta("sync.countersigned"));
    if (countersigned) seen_.countersigned = json::parse(*countersigned, nullptr, false).value("no", std::int64_t{0});
    office_.emplace(parts_.policy, kept_.progress, parts_.clock.now());
    return {};
}

Status Sender::begin(store::Store& store, Errand& errand) {
    if (!office_) LOKET_TRY(look(store));
    if (hurry_.exchange(false)) office_->try_now(errand.now);
    seen_.packets = box_.count();
    if (seen_.recordings != packer_.book().entries) seen_.recordings = packer_.book().entries;
    if (membership_) LOKET_TRY(take_up(store, errand, errand.now));
    else errand.todo.what = Wait{errand.now + kLongestRest};
    seen_.epoch = office_->progress().epoch;
    seen_.head = store.event_head().seq;
    seen_.acked = office_->progress().acked.seq;
    seen_.standing = membership_ ? office_->standing() : kept_.standing;
    seen_.directives = office_->progress().feed;
    sealed_ = store.last_seal();
    LOKET_TRY(read_notices(store));
    LOKET_TRY(count_changes(store));
    if (seen_.waiting() == 0) seen_.waits_since.reset();
    else if (!seen_.waits_since || looked_at_acked_ != seen_.acked) {
        LOKET_ASSIGN(since, waiting_since(store, office_->progress()));
        seen_.waits_since = since;
    }
    looked_at_acked_ = seen_.acked;
    if (!pack_code_.empty()) seen_.packet_code = pack_code_, seen_.packets_at = pack_again_;
    show(seen_);
    return {};
}

/// What a person is to read, among the last hundred things the centre said.
Status Sender::read_notices(store::Store& store) {
    constexpr std::int64_t kLooked = 100;
    constexpr std::size_t kShown = 20;
    if (noticed_ == seen_.directives) return {};
    for (auto seq = std::max(noticed_, seen_.directives - kLooked) + 1; seq <= seen_.directives; ++seq) {
        if (seq < 1) continue;
        LOKET_ASSIGN(one, directive(store, seq));
        if (one && one->kind == "notice") seen_.notices.push_back(std::move(*one));
    }
    if (seen_.notices.size() > kShown) seen_.notices.erase(seen_.notices.begin(), seen_.notices.end() - static_cast<std::ptrdiff_t>(kShown));
    noticed_ = seen_.directives;
    return {};
}

/// Changes of people among what waits, a piece of the log at a time.
Status Sender::count_changes(store::Store& store) {
    constexpr std::int64_t kPiece = 500;
    counted_ = std::max(counted_, seen_.acked);
    if (counted_ < seen_.head) {
        LOKET_ASSIGN(events, store.events(counted_ + 1, kPiece));
        for (const auto& event : events)
            if (event.kind == kChangeOfPerson) changes_.push_back(event.seq);
        if (!events.empty()) counted_ = events.back().seq;
    }
    std::erase_if(changes_, [this](std::int64_t seq) { return seq <= seen_.acked; });
    seen_.changes = static_cast<std::int64_t>(changes_.size());
    LOKET_ASSIGN(held, load_changes(store));
    seen_.held = std::move(held);
    return {};
}

Status Sender::take_up(store::Store& store, Errand& errand, Instant now) {
    const auto packet = seen_.packets.packets > 0 ? box_.next() : std::nullopt;
    errand.todo = office_->next(own_log(store), packet, now, parts_.random);
    seen_.packet_code.clear();
    seen_.packets_at.reset();
    const auto failed = std::visit(Cases{[&](const Wait& wait) -> Status {
                                            if (wait.code == kHours || wait.code == kBudget) seen_.packet_code = wait.code, seen_.packets_at = wait.until;
                                            return {};
                                        },
                                        [&](const SendEvents& send) -> Status {
                                            LOKET_ASSIGN(batch, read_batch(store, office_->progress().epoch, send.after, send.to, parts_.policy));
                                            errand.batch = std::move(batch);
                                            return {};
                                        },
                                        [&](const SendPiece& send) -> Status {
                                            LOKET_ASSIGN(piece, box_.read(send.packet.name, send.offset, send.length));
                                            errand.piece = std::move(piece);
                                            return {};
                                        },
                                        [](const auto&) -> Status { return {}; }},
                                   errand.todo.what);
    if (failed) return {};
    log::error("sync: what is to be sent cannot be read: {}", failed.error().context);
    office_->failed(errand.todo.ticket, kShape, now, parts_.random);
    errand.todo = {0, Wait{now + kLongestRest, kShape}};
    return {};
}

void Sender::carry_out(Errand& errand, const std::stop_token& stop) {
    std::int64_t bytes = 0;
    const auto keep = [&](auto result) {
        if (result) errand.reply = std::move(*result);
        else errand.reply = result.error();
    };
    std::visit(Cases{[](const Wait&) {},
                     [&](const SendEvents&) {
                         const auto encoded = encode(errand.batch, key_);
                         bytes = static_cast<std::int64_t>(encoded.size());
                         keep(link_->push(encoded, stop));
                     },
                     [&](const AskPacket& ask) { keep(link_->ask_packet(ask.packet.name, stop)); },
                     [&](const SendPiece& send) {
                         bytes = static_cast<std::int64_t>(errand.piece.size());
                         keep(link_->send_piece(send.packet.name, send.packet.size, send.offset, errand.piece, stop));
                     },
                     [&](const AskFeed& ask) { keep(link_->feed(seen_.origin, ask.after, stop)); }},
               errand.todo.what);
    office_->sent(bytes, errand.now);
}

Status Sender::settle(store::Store& store, Errand& errand) {
    const auto ticket = errand.todo.ticket;
    const auto now = errand.now;
    store::Batch batch;
    if (const auto* error = std::get_if<Error>(&errand.reply)) {
        if (error->fault == Fault::Cancelled) return {};
        if (office_->standing().code != error->code) log::warn("sync: {}: {}", error->code, error->context);
        office_->failed(ticket, error->code.empty() ? kNoLink : error->code, now, parts_.random);
    } else {
        kept_.answered_at = seen_.last_contact = now;
    }
    if (const auto* answer = std::get_if<Answer>(&errand.reply)) office_->answered(ticket, *answer, own_log(store), now, parts_.random);
    if (const auto* answer = std::get_if<PacketAnswer>(&errand.reply)) LOKET_TRY(take_packet(store, errand, *answer));
    if (const auto* page = std::get_if<wire::Page>(&errand.reply)) LOKET_TRY(take_page(batch, errand, *page));
    return keep(store, std::move(batch));
}

Status Sender::take_packet(store::Store& store, const Errand& errand, const PacketAnswer& answer) {
    const auto name = std::visit(Cases{[](const AskPacket& ask) { return ask.packet.name; }, [](const SendPiece& send) { return send.packet.name; }, [](const auto&) { return Digest{}; }}, errand.todo.what);
    if (answer.complete && !is_packet_receipt(register_->key, seen_.origin, name, answer.receipt)) {
        log::warn("sync: a receipt for a packet that the register did not sign");
        office_->failed(errand.todo.ticket, kSignature, errand.now, parts_.random);
        return {};
    }
    seen_.on_its_way = answer.complete ? std::nullopt : std::optional(std::pair(name, answer.offset));
    if (!office_->answered(errand.todo.ticket, answer, errand.now, parts_.random)) return {};
    news_ = true;
    const PacketReceipt receipt{name, answer.receipt};
    return packer_.received(store, {&receipt, 1}, errand.now);
}

/// Nothing that the register did not sign for this office at this place is kept, nor anything behind it.
Status Sender::take_page(store::Batch& batch, const Errand& errand, const wire::Page& page) {
    const auto before = office_->progress().feed;
    const auto cursor = keep_directives(batch, register_->key, seen_.origin, before, page.directives);
    if (!cursor) {
        log::warn("sync: {}", cursor.error().context);
        office_->failed(errand.todo.ticket, kSignature, errand.now, parts_.random);
        return {};
    }
    office_->fed(errand.todo.ticket, *cursor, page.more && *cursor > before, errand.now);
    news_ = news_ || *cursor > before;
    return {};
}

/// Only what would be missed is worth a write: progress, and why nothing moves.
Status Sender::keep(store::Store& store, store::Batch batch) {
    if (office_->progress() == kept_.progress && same(office_->standing(), kept_.standing)) return {};
    kept_.progress = office_->progress();
    kept_.standing = office_->standing();
    put_exchange(batch, kept_);
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

}  // namespace loket::sync
