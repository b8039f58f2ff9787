// What the sender does beside the office's step: packets, news, certificates, the centre's signature, numbers.

#include <nlohmann/json.hpp>

#include "devices/base/log.h"
#include "workflow/pki/request.h"
#include "workflow/sync/carry/outbox.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/link/sender.h"
#include "workflow/sync/promises.h"

namespace loket::sync {
namespace {

constexpr auto kRenewalPause = std::chrono::hours(1);
constexpr auto kPackPause = std::chrono::minutes(1);
constexpr auto kCountersignPause = std::chrono::minutes(5);
constexpr auto kNumberPause = std::chrono::seconds(20);
constexpr auto kMachinePause = std::chrono::hours(1);
constexpr auto kMachineTrouble = std::chrono::minutes(5);
constexpr const char* kCountersignedMeta = "sync.countersigned";

/// A pause is not over. One that a clock began which has been set back since is: it would last until that clock's year.
bool pauses(Instant until, Millis longest, Instant now) { return now < until && until <= now + longest; }

}  // namespace

/// Recordings that were approved since. What fails (a full disk) is told, and tried again.
void Sender::pack() {
    const auto now = parts_.clock.now();
    if (!register_ || !parts_.contents || pauses(pack_again_, kPackPause, now) || (seen_.head <= packer_.book().upto && packer_.complete())) return;
    const auto made = packer_.step(*register_, now);
    if (!made && pack_code_ != made.error().code) log::error("sync: a packet could not be made: {}", made.error().context);
    pack_code_ = made ? "" : made.error().code.empty() ? "disk.failed" : made.error().code;
    pack_again_ = made ? Instant{} : now + kPackPause;
}

void Sender::tell_news() {
    const auto now = parts_.clock.now();
    if (!register_ || !news_ || !parts_.news || pauses(news_again_, kPackPause, now)) return;
    news_ = false;
    if (const auto told = parts_.news(); !told) {
        log::error("sync: what the centre said could not be applied: {}", told.error().context);
        news_ = true;
        news_again_ = now + kPackPause;
    }
}

void Sender::renew_if_due(const std::stop_token& stop) {
    const auto now = parts_.clock.now();
    if (!membership_ || !renewal_is_due(*membership_, now) || (renewal_tried_ && now < *renewal_tried_ + kRenewalPause && now >= *renewal_tried_)) return;
    renewal_tried_ = now;
    const auto request = pki::make_request(parts_.device_key, seen_.origin);
    const auto admission = request ? link_->renew(*request, stop) : Result<wire::Admission>(request.error());
    const auto done = !admission ? Status{admission.error()} : parts_.at_store([&](store::Store& store) -> Status {
        LOKET_ASSIGN(next, renewed(store, *membership_, *admission));
        membership_ = next;
        link_ = std::make_unique<HttpsLink>(keys_of(next, parts_.device_key), parts_.policy.patience);
        seen_.certificate_until = next.until;
        return {};
    });
    if (!done) log::warn("sync: the certificate could not be renewed: {}", done.error().context);
    else log::info("sync: a new certificate, good until {}", iso_instant(membership_->until));
}

/// The newest seal of the store, when all it speaks of has arrived.
void Sender::countersign(const std::stop_token& stop) {
    const auto now = parts_.clock.now();
    if (!membership_ || !sealed_ || sealed_->no <= seen_.countersigned || seen_.acked < sealed_->event.seq || pauses(countersign_again_, kCountersignPause, now)) return;
    countersign_again_ = now + kCountersignPause;
    const auto body = wire::encode(wire::Checkpoint{sealed_->no, to_millis(sealed_->at), sealed_->event, sealed_->audit});
    const auto signature = link_->countersign(body, stop);
    if (!signature || !is_countersigned(register_->key, seen_.origin, body, *signature)) {
        if (!signature && signature.error().fault != Fault::Cancelled) log::warn("sync: no countersignature: {} {}", signature.error().code, signature.error().context);
        if (signature) log::warn("sync: a countersignature that is not the register's");
        return;
    }
    const auto kept = parts_.at_store([&](store::Store& store) -> Status {
        store::Batch batch;
        batch.put_meta(kCountersignedMeta, nlohmann::json{{"no", sealed_->no}, {"body", to_hex(body)}, {"signature", to_hex(*signature)}}.dump());
        const auto written = store.commit(batch);
        return written ? Status{} : Status{written.error()};
    });
    if (!kept) return;
    seen_.countersigned = sealed_->no;
    countersign_again_ = {};
}

/// A disk that was put back from an old image without a word gives what it gave before. Whether the register knows more of this office than it does
/// itself is asked once, before anything is given that cannot be taken back; where nobody answers it is given all the same.
void Sender::compare(const std::stop_token& stop) {
    if (compared_) return;
    const auto there = link_->head(stop);
    if (!there) return;
    const auto kept = parts_.at_store([&](store::Store& store) {
        office_->compared(there->epoch, there->at.seq, own_log(store), parts_.clock.now());
        return keep(store, {});
    });
    compared_ = kept.ok();
}

/// Numbers that files wait for, one request each. Nothing is sent of them without a link (sticks ask for themselves), but lent blocks give;
/// and nothing while a person must decide which disk is the office.
void Sender::ask_numbers(const std::stop_token& stop) {
    const auto now = parts_.clock.now();
    if (!register_ || !office_ || !parts_.numbers.wanted || pauses(numbers_again_, kNumberPause, now) || office_->standing().stopped) return;
    numbers_again_ = now + kNumberPause;
    if (membership_) compare(stop);
    if (office_->standing().stopped) return;
    const auto wanted = parts_.numbers.wanted();
    if (!wanted) return log::error("sync: the numbers that files wait for cannot be told: {}", wanted.error().context);
    if (parts_.numbers.left)
        if (auto left = parts_.numbers.left()) seen_.numbers = std::move(*left);
    if (!membership_) return;
    for (const auto& ask : *wanted) {
        const auto given = link_->number(ask, stop);
        if (!given) {
            if (given.error().fault == Fault::Cancelled) return;
            log::warn("sync: no number from the centre: {} {}", given.error().code, given.error().context);
            if (given.error().fault != Fault::Rejected) return;
            continue;
        }
        if (const auto taken = parts_.numbers.take(ask, *given); !taken) log::warn("sync: a number of the centre does not fit: {} {}", taken.error().code, taken.error().context);
    }
}

/// Versions, devices and when they were seen; in return the register says which version it offers.
void Sender::tell_machines(const std::stop_token& stop) {
    const auto now = parts_.clock.now();
    if (!membership_ || !office_ || !parts_.machines.tell || pauses(machines_again_, kMachinePause, now)) return;
    machines_again_ = now + kMachineTrouble;
    const auto machines = parts_.machines.tell();
    if (!machines) return log::error("sync: the machines of the office cannot be told: {}", machines.error().context);
    const auto offer = link_->machines(*machines, stop);
    if (!offer) {
        if (offer.error().fault != Fault::Cancelled) log::warn("sync: the machines could not be told: {} {}", offer.error().code, offer.error().context);
        return;
    }
    machines_again_ = now + kMachinePause;
    if (!parts_.machines.wants) return;
    const auto wanted = offer->name && parts_.machines.wants(*offer) ? *offer : wire::BundleOffer{};
    if (const auto begun = fetcher_.want(wanted); !begun) log::warn("sync: {}", begun.error().context);
    seen_.bundle.reset();
    if (fetcher_.wanted()) seen_.bundle = LinkView::Bundle{wanted.version, wanted.size, fetcher_.have()};
}

/// The next piece of what the register offers, when nothing else is to be done and packets might go, too. True: there may be another one at once.
bool Sender::fetch(const std::stop_token& stop) {
    const auto now = parts_.clock.now();
    const auto piece = fetcher_.next(parts_.policy.piece_bytes);
    if (!piece || !membership_ || !office_->standing().code.empty() || pauses(fetch_again_, parts_.policy.longest_pause, now) || !seen_.bundle) return false;
    if (const auto from = office_->packets_from(now); from > now) {
        seen_.bundle->code = packets_wait_until(parts_.policy, now) ? kHours : kBudget;
        return false;
    }
    const auto bytes = link_->bundle_piece(*fetcher_.wanted()->name, piece->first, piece->second, stop);
    office_->sent(piece->second, now);
    const auto taken = bytes ? fetcher_.take(*bytes) : Status{bytes.error()};
    seen_.bundle->have = fetcher_.have();
    seen_.bundle->code = taken ? "" : taken.error().code;
    show(seen_);
    if (taken) return true;
    if (taken.error().fault != Fault::Cancelled) log::warn("sync: a piece of a bundle: {} {}", taken.error().code, taken.error().context);
    fetch_again_ = now + pause_after(1, parts_.policy, parts_.random);
    return false;
}

}  // namespace loket::sync
