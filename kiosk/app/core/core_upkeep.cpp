// What the core does when nobody asks: the store looked for and read through, a checkpoint, retention.

#include <algorithm>
#include <filesystem>
#include <utility>

#include "devices/base/log.h"
#include "kiosk/app/core/core.h"
#include "workflow/sync/carry/packet_book.h"
#include "workflow/store/failure.h"
#include "workflow/trust/looks.h"

namespace loket::app {

Status Core::note_look(const std::string& number, const engine::Actor& actor, const std::string& purpose) {
    return trust::note_look(*store_, clock_.now(), actor, trust::subject_of(store_->identity(), number), purpose);
}

/// Room is watched, for what fills a disk need not be this program; with some to spare the office goes on by itself.
void Core::look_for_room() {
    constexpr std::uintmax_t kScarce = 48U << 20U, kEnough = 64U << 20U;  // many hundred files with their pictures can still be finished
    std::error_code unknown;
    const auto room = options_.room ? options_.room() : std::filesystem::space(options_.data, unknown).available;
    const bool cramped = !unknown && room < (cramped_ ? kEnough : kScarce);
    if (std::exchange(cramped_, cramped) == cramped) return;
    cramped ? log::error("{} MB are left on the disk: nothing new is begun", room >> 20U) : log::info("there is room on the disk again");
    publish();
}

/// A server goes out of reach and comes back, or another machine has taken the store meanwhile.
void Core::look_for_store() {
    const auto there = store_->look_for_home();
    const bool silent = !there && there.error().code == store::kUnreachable;
    if (std::exchange(silent_, silent) != silent) {
        silent ? log::error("the server of the store does not answer: {}", there.error().context) : log::info("the server of the store answers again");
        publish();
    }
    if (!there) note_failure(there.error().code);
}

/// A failed commit tells more than any look at the disk.
void Core::note_failure(const std::string& code) {
    if (code == store::kDiskFull && !std::exchange(cramped_, true)) publish();
    if (code == store::kUnreachable && !std::exchange(silent_, true)) publish();
    if ((code != store::kCorrupt && code != store::kDiskFailed && code != store::kTaken) || !trouble_.empty()) return;
    trouble_ = code;
    publish();
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
    constexpr Millis kAtOnce{0}, kSoon{5000}, kLater = std::chrono::minutes(1);
    look_for_room();
    if (store_->on_server()) look_for_store();
    const auto later = cramped_ || store_->on_server() ? kSoon : kLater;
    if (!trouble_.empty() || silent_) return later;
    auto done = read_through();
    if (done && *done) {
        if (const auto saved = save_checkpoint_if_due(); !saved) done = saved.error();
    }
    if (done && *done && !induk_ && !options_.follows) done = retain();  // a station hears what the induk takes away
    if (done) return *done ? later : kAtOnce;
    log::error("upkeep: {}", done.error().context);
    note_failure(done.error().code);
    return later;
}

}  // namespace loket::app
