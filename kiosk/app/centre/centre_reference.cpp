// Reference data from the centre: kept beside the installed data, tried before it is taken, in use from the next start.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/centre/centre_orders.h"
#include "kiosk/app/core/last_good.h"

namespace loket::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct ReferenceFile {
    std::string file, content;
    std::int64_t version = 0;
};

Result<ReferenceFile> read_body(const std::string& body) {
    try {
        const auto doc = json::parse(body);
        return ReferenceFile{doc.at("file"), doc.at("content"), doc.at("version")};
    } catch (const std::exception&) {
        return corrupt("reference data without file, version and content");
    }
}

/// Below one of the parts, without a way out.
bool is_reference_name(const std::string& name) {
    const fs::path path(name);
    if (path.is_absolute() || path.empty() || std::ranges::find(path, "..") != path.end() || path.lexically_normal() != path) return false;
    return std::ranges::any_of(kReferenceParts, [&](const char* part) { return path == fs::path(part) || (*path.begin() == fs::path(part) && std::distance(path.begin(), path.end()) == 2); });
}

}  // namespace

Status take_reference(store::Store& store, const fs::path& office, const fs::path& assets, const std::string& body) {
    LOKET_ASSIGN(given, read_body(body));
    if (!is_reference_name(given.file)) return rejected("reference.name", "not a file of the reference data: " + given.file);
    const auto key = "reference." + given.file;
    LOKET_ASSIGN(known, store.meta(key));
    if (known && std::strtoll(known->c_str(), nullptr, 10) >= given.version) return rejected("reference.old", given.file + " is here in a version that is not older");
    const auto trial = office / "from-centre.trial";
    std::error_code ignored;
    fs::remove_all(trial, ignored);
    auto tried = combine_reference(assets, office / kFromCentre, trial);
    if (tried) tried = make_folder((trial / given.file).parent_path());
    if (tried) tried = write_text(trial / given.file, given.content);
    if (tried) {
        const auto loaded = load_reference(trial);
        if (!loaded) tried = loaded.error();
    }
    fs::remove_all(trial, ignored);
    LOKET_TRY(tried);
    const auto kept = office / kFromCentre / given.file;
    LOKET_TRY(make_folder(kept.parent_path()));
    LOKET_TRY(write_text(kept, given.content));
    store::Batch batch;
    batch.put_meta(key, std::to_string(given.version));
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

}  // namespace loket::app
