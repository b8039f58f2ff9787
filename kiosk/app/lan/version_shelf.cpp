#include "kiosk/app/lan/version_shelf.h"

#include "workflow/lan/wire.h"

namespace loket::app {
namespace {

std::optional<sync::wire::GetBundle> bundle_call(const centre::HttpRequest& request) {
    const auto call = sync::wire::read_call({.method = request.method, .target = request.target, .range = request.range});
    const auto* wanted = call ? std::get_if<sync::wire::GetBundle>(&*call) : nullptr;
    return wanted == nullptr ? std::nullopt : std::optional(*wanted);
}

}  // namespace

void VersionShelf::proven_by(std::function<bool(const std::string&)> proven) {
    const std::lock_guard lock(mutex_);
    proven_ = std::move(proven);
}

Status VersionShelf::keep(const std::filesystem::path& bundle, const std::string& version) {
    const auto kept = files_.offer(bundle, version);
    return kept ? Status{} : Status{kept.error()};
}

bool VersionShelf::is_asked(const centre::HttpRequest& head) { return head.target == lan::kVersionCall || bundle_call(head); }

/// None before this machine has shown that it works.
sync::wire::BundleOffer VersionShelf::offered() const {
    auto kept = files_.offered();
    const std::lock_guard lock(mutex_);
    return kept.name && proven_ && proven_(kept.version) ? kept : sync::wire::BundleOffer{};
}

Result<centre::HttpResponse> VersionShelf::answer(const centre::HttpRequest& request) const {
    const auto now = offered();
    if (request.target == lan::kVersionCall) return centre::HttpResponse{.body = sync::wire::encode(now)};
    const auto wanted = bundle_call(request);
    if (!wanted || now.name != wanted->name) return rejected("sync.no_bundle", "this induk has another version, or none");
    return files_.answer(*wanted);
}

}  // namespace loket::app
