#include "kiosk/app/core/last_good.h"

#include <map>

#include "devices/base/file.h"
#include "devices/base/log.h"

namespace loket::app {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, Bytes>;  // by path below the folder

Status read_part(const fs::path& folder, const fs::path& part, Files& into) {
    if (!fs::is_directory(folder / part)) {
        auto content = read_file(folder / part);
        if (content) into.emplace(part.string(), std::move(*content));
        else if (content.error().fault != Fault::Gone) return content.error();
        return {};
    }
    std::error_code problem;
    for (const auto& entry : fs::recursive_directory_iterator(folder / part, problem)) {
        if (!entry.is_regular_file()) continue;
        LOKET_ASSIGN(content, read_file(entry.path()));
        into.emplace(entry.path().lexically_relative(folder).string(), std::move(content));
    }
    if (problem) return internal((folder / part).string() + " cannot be listed: " + problem.message());
    return {};
}

Result<Files> read_parts(const fs::path& folder) {
    Files files;
    for (const auto* part : kReferenceParts) LOKET_TRY(read_part(folder, part, files));
    return files;
}

Status write_all(const fs::path& folder, const Files& files) {
    for (const auto& [name, content] : files) {
        LOKET_TRY(make_folder((folder / name).parent_path()));
        LOKET_TRY(write_file(folder / name, content));
    }
    return {};
}

/// Whole or not at all: made beside, then put in its place. Between the two renames only the older copy bears another name.
/// Most starts find the copy as it should be and write nothing.
Status keep_copy(const fs::path& assets, const fs::path& kept) {
    const fs::path made = kept.string() + ".new", old = kept.string() + ".old";
    LOKET_ASSIGN(installed, read_parts(assets));
    if (const auto have = read_parts(kept); have && *have == installed) return {};
    std::error_code problem, ignored;
    fs::remove_all(made, ignored);
    LOKET_TRY(write_all(made, installed));
    fs::remove_all(old, ignored);
    fs::rename(kept, old, ignored);
    fs::rename(made, kept, problem);
    if (problem) return internal("the data could not be kept in " + kept.string() + ": " + problem.message());
    fs::remove_all(old, ignored);
    return {};
}

/// The installed data with the centre's over it; the folder it was read from. What the centre sent once and the installed data no longer
/// goes with is left out.
Result<Reference> load_with_centre(const fs::path& assets, const fs::path& office, fs::path& from) {
    from = assets;
    if (!fs::exists(office / kFromCentre)) return load_reference(assets);
    const auto both = office / "reference";
    std::error_code ignored;
    fs::remove_all(both, ignored);
    if (combine_reference(assets, office / kFromCentre, both)) {
        auto loaded = load_reference(both);
        if (loaded) from = both;
        if (loaded) return loaded;
        log::error("the centre's reference data does not go with what is installed and is left out: {}", loaded.error().context);
    }
    return load_reference(assets);
}

}  // namespace

Status combine_reference(const fs::path& assets, const fs::path& from_centre, const fs::path& into) {
    LOKET_ASSIGN(files, read_parts(assets));
    LOKET_ASSIGN(over, read_parts(from_centre));
    for (auto& [name, content] : over) files.insert_or_assign(name, std::move(content));
    return write_all(into, files);
}

Result<ReferenceInUse> load_reference_or_last_good(const fs::path& assets, const fs::path& office) {
    const auto kept = office / "last-good";
    fs::path from;
    auto installed = load_with_centre(assets, office, from);
    if (installed) {
        LOKET_TRY(make_folder(office));
        if (const auto copied = keep_copy(from, kept); !copied) log::warn("{}", copied.error().context);
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
