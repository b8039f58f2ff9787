#include "kiosk/app/core/last_good.h"

#include "devices/base/file.h"
#include "devices/base/log.h"

namespace loket::app {
namespace {

namespace fs = std::filesystem;

/// Whole or not at all: made beside, then put in its place. Between the two renames only the older copy bears another name.
Status keep_copy(const fs::path& assets, const fs::path& kept) {
    const fs::path made = kept.string() + ".new", old = kept.string() + ".old";
    std::error_code problem, ignored;
    fs::remove_all(made, ignored);
    fs::create_directories(made, problem);
    for (const auto* part : kReferenceParts)
        if (!problem && fs::exists(assets / part)) fs::copy(assets / part, made / part, fs::copy_options::recursive, problem);
    if (problem) return internal("the data could not be kept in " + made.string() + ": " + problem.message());
    fs::remove_all(old, ignored);
    fs::rename(kept, old, ignored);
    fs::rename(made, kept, problem);
    if (problem) return internal("the data could not be kept in " + kept.string() + ": " + problem.message());
    fs::remove_all(old, ignored);
    return {};
}

}  // namespace

Result<ReferenceInUse> load_reference_or_last_good(const fs::path& assets, const fs::path& office) {
    const auto kept = office / "last-good";
    auto installed = load_reference(assets);
    if (installed) {
        LOKET_TRY(make_folder(office));
        if (const auto copied = keep_copy(assets, kept); !copied) log::warn("{}", copied.error().context);
        return ReferenceInUse{std::move(*installed), {}};
    }
    for (const auto& copy : {kept, fs::path(kept.string() + ".old")}) {
        auto last_good = load_reference(copy);
        if (!last_good) continue;
        log::error("the installed data is refused, the last good one is used: {}", installed.error().context);
        return ReferenceInUse{std::move(*last_good), installed.error().context};
    }
    return installed.error();
}

}  // namespace loket::app
