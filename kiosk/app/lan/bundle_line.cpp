#include "kiosk/app/lan/bundle_line.h"

#include "devices/base/log.h"
#include "devices/base/wait.h"
#include "workflow/lan/wire.h"

namespace loket::app {
namespace {

constexpr std::int64_t kPiece = 1 << 20;  ///< bytes
constexpr Millis kPiecePatience{15'000};

}  // namespace

BundleLine::BundleLine(Parts parts) : parts_(std::move(parts)), fetcher_(parts_.file), thread_([this](const std::stop_token& stop) { run(stop); }) {}

std::optional<sync::LinkView::Bundle> BundleLine::view() const {
    const std::lock_guard lock(mutex_);
    return view_;
}

void BundleLine::show(const std::string& code) {
    const std::lock_guard lock(mutex_);
    view_.reset();
    if (const auto& wanted = fetcher_.wanted()) view_ = sync::LinkView::Bundle{wanted->version, wanted->size, fetcher_.have(), code};
}

/// What the induk has for its stations. Where it has nothing, what was begun stays as it is: it may be gone for a moment only.
Status BundleLine::look(sync::HttpsLink& link, const std::stop_token& stop) {
    LOKET_ASSIGN(bytes, link.post(std::string(lan::kVersionCall), {}, stop));
    LOKET_ASSIGN(offer, sync::wire::decode_bundle_offer(bytes));
    if (!offer.name || !parts_.wants(offer.version)) return {};
    return fetcher_.want(offer);
}

Status BundleLine::fetch(sync::HttpsLink& link, const std::stop_token& stop) {
    while (const auto piece = fetcher_.next(kPiece)) {
        if (stop.stop_requested()) return {};
        LOKET_ASSIGN(bytes, link.bundle_piece(*fetcher_.wanted()->name, piece->first, piece->second, stop));
        LOKET_TRY(fetcher_.take(bytes));
        show({});
        wait_for(parts_.rest, stop);
    }
    return {};
}

void BundleLine::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        sync::HttpsLink link(lan_keys(parts_.place, parts_.address()), kPiecePatience);
        auto done = look(link, stop);
        show({});
        if (done) done = fetch(link, stop);
        if (!done && done.error().fault != Fault::Cancelled) {
            const auto& why = done.error();
            log::info("office: the next version waits: {} {}", why.code, why.context);
            show(why.code.empty() ? lan::kNoInduk : why.code);
        }
        wait_for(parts_.pause, stop);
    }
}

}  // namespace loket::app
