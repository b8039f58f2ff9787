#include "kiosk/app/lan/copies.h"

#include <fmt/format.h>

#include "devices/base/file.h"
#include "kiosk/app/core/at_core.h"
#include "kiosk/app/core/office_files.h"
#include "workflow/store/key_file.h"
#include "workflow/sync/carry/backup.h"

namespace loket::app {
namespace {

constexpr std::size_t kCopyPiece = 4u << 20;

bool is_office_file(const std::filesystem::path& relative) {
    const auto top = relative.begin()->string();
    if (top == "last-good" || top == "packets" || top == "book") return false;
    const auto name = relative.filename().string();
    return !name.starts_with("office.db") && !name.starts_with("gallery.db") && !name.starts_with("copy-") && name != "office.lan" && !name.starts_with(kServerFile) && !name.ends_with(".lock") && !name.ends_with(".unreadable");
}

}  // namespace

Result<std::vector<lan::File>> office_files_of(const std::filesystem::path& folder) {
    constexpr std::size_t kMostFile = 1u << 20;
    std::vector<lan::File> out;
    std::error_code problem;
    for (std::filesystem::recursive_directory_iterator each(folder, problem), end; each != end && !problem; each.increment(problem)) {
        const auto relative = std::filesystem::relative(each->path(), folder);
        if (!each->is_regular_file() || !is_office_file(relative)) continue;
        LOKET_ASSIGN(content, read_file(each->path(), kMostFile));
        out.push_back({relative.string(), std::move(content)});
    }
    return out;
}

Status Copies::make(CoreThread& core, const std::filesystem::path& folder, std::int64_t machine) {
    const auto path = folder / fmt::format("copy-{}.db", machine);
    std::error_code problem;
    SystemRandom secret;
    LOKET_ASSIGN(key, store::load_or_create_key(folder / "office.key", secret));
    const auto made = sync::copy_beside(at_store(core), path, key);
    Open copy{std::unique_ptr<std::FILE, CloseFile>(made ? std::fopen(path.c_str(), "rb") : nullptr), 0};
    copy.size = made ? static_cast<std::int64_t>(std::filesystem::file_size(path, problem)) : 0;
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    LOKET_TRY(made);
    if (copy.file == nullptr || problem) return internal("the copy of the store cannot be read");
    const std::lock_guard lock(mutex_);
    open_[machine] = std::move(copy);
    return {};
}

Result<lan::CopyPiece> Copies::piece(std::int64_t machine, std::int64_t offset) {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(machine);
    if (found == open_.end() || offset < 0) return rejected(lan::kShape, "no copy was begun");
    auto& [file, size] = found->second;
    lan::CopyPiece piece{.total = size, .bytes = Bytes(kCopyPiece)};
    const bool placed = std::fseek(file.get(), static_cast<long>(offset), SEEK_SET) == 0;
    piece.bytes.resize(placed ? std::fread(piece.bytes.data(), 1, kCopyPiece, file.get()) : 0);
    if (offset + static_cast<std::int64_t>(piece.bytes.size()) >= size) open_.erase(found);
    return piece;
}

}  // namespace loket::app
