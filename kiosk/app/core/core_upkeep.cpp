// What the core does when nobody asks: the store read through, a checkpoint, retention.

#include <algorithm>

#include "devices/base/log.h"
#include "kiosk/app/core/core.h"
#include "workflow/sync/carry/packet_book.h"
#include "workflow/store/failure.h"
#include "workflow/trust/looks.h"

namespace loket::app {

Status Core::note_look(const std::string& number, const engine::Actor& actor, const std::string& purpose) {
    return trust::note_look(*store_, clock_.now(), actor, trust::subject_of(store_->identity(), number), purpose);
}

/// True when every page has been read.
Result<bool> Core::read_through() {
    constexpr std::int64_t kPages = 400;
    const auto pages = store_->pages_checked();
    if (pages.read >= pages.of) return true;
    if (!read_since_) read_since_ = clock_.now();
    LOKET_ASSIGN(done, store_->check_pages(kPages));
    if (done) log::info("all {} pages of the store were read and are as they were written ({} ms)", pages.of, (clock_.now() - *read_since_).count());
    return done;
}

/// True when the pass of today is over.
Result<bool> Core::retain() {
    const auto today = wib_date(clock_.now());
    if (retained_on_ == today) return true;
    LOKET_ASSIGN(packets, sync::load_packets(*store_));  // what the centre has not signed for may have to be sealed again
    if (std::ranges::any_of(packets.entries, [](const auto& one) { return !one.received; })) return true;
    if (!retention_) retention_.emplace(*store_, reference_.retention, clock_);
    LOKET_ASSIGN(done, retention_->step());
    if (!done) return false;
    for (const auto& [kind, count] : retention_->erased()) log::info("retention: {} {} erased", count, kind);
    retention_.reset();
    retained_on_ = today;
    people_kept_ = 0;
    forget_people();
    texts_ = std::make_shared<const Texts>();  // what was erased is not to be shown from memory
    LOKET_TRY(recall_texts());
    publish();
    return true;
}

Millis Core::tend() {
    constexpr Millis kAtOnce{0}, kLater = std::chrono::minutes(10);
    if (!trouble_.empty()) return kLater;
    auto done = read_through();
    if (done && *done) {
        if (const auto saved = save_checkpoint_if_due(); !saved) done = saved.error();
    }
    if (done && *done && !induk_ && !options_.follows) done = retain();  // a station hears what the induk takes away
    if (done) return *done ? kLater : kAtOnce;
    log::error("upkeep: {}", done.error().context);
    if (done.error().code == store::kCorrupt || done.error().code == store::kDiskFailed) {
        trouble_ = done.error().code;
        publish();
    }
    return kLater;
}

}  // namespace loket::app
