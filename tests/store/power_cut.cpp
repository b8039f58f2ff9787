#include "tests/store/power_cut.h"

#include <sqlite3.h>

#include <algorithm>

namespace loket::store::test {
namespace {

constexpr std::int64_t kSector = 512;

void perform(Bytes& content, const PowerCutDisk::Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.data.empty()) return content.resize(offset);
    content.resize(std::max(content.size(), offset + change.data.size()));
    std::copy(change.data.begin(), change.data.end(), content.begin() + change.offset);
}

}  // namespace

void PowerCutDisk::format(std::uint64_t seed) {
    files_.clear();
    random_ = std::make_unique<SeededRandom>(seed);
    countdown_ = 0;
    dead_ = lying_ = false;
    failing_.clear();
}

/// Counts changes and flushes; 0 means no cut is planned.
bool PowerCutDisk::power_fails() {
    if (!dead_ && countdown_ > 0 && --countdown_ == 0) dead_ = true;
    return dead_;
}

int PowerCutDisk::open(const std::string& name, bool create, FileHandle& file) {
    if (dead_) return SQLITE_IOERR;
    const auto found = files_.find(name);
    if (found == files_.end() && !create) return SQLITE_CANTOPEN;
    file =
        found != files_.end() ? found->second : files_.emplace(name, std::make_shared<File>()).first->second;
    return SQLITE_OK;
}

int PowerCutDisk::remove(const std::string& name) {
    if (power_fails()) {
        if (random_->chance(0.5)) files_.erase(name);
        return SQLITE_IOERR_DELETE;
    }
    return files_.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int PowerCutDisk::read(const File& file, void* into, int count, std::int64_t offset) const {
    if (dead_) return SQLITE_IOERR_READ;
    auto* out = static_cast<std::uint8_t*>(into);
    const auto start = std::min(static_cast<std::size_t>(offset), file.now.size());
    const auto there = std::min(file.now.size() - start, static_cast<std::size_t>(count));
    std::copy_n(file.now.begin() + static_cast<std::ptrdiff_t>(start), there, out);
    std::fill(out + there, out + count, std::uint8_t{0});
    return there == static_cast<std::size_t>(count) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int PowerCutDisk::change(File& file, Change change) {
    const bool failed = power_fails();
    perform(file.now, change);
    file.unflushed.push_back(std::move(change));
    return failed ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int PowerCutDisk::flush(File& file, const std::string& name) {
    if (power_fails()) return SQLITE_IOERR_FSYNC;
    if (!failing_.empty() && name.ends_with(failing_)) {
        failing_.clear();
        return SQLITE_IOERR_FSYNC;
    }
    if (lying_) return SQLITE_OK;
    file.durable = file.now;
    file.exists_durably = true;
    file.unflushed.clear();
    return SQLITE_OK;
}

void PowerCutDisk::restore_power() {
    std::map<std::string, FileHandle> survivors;
    for (const auto& [name, file] : files_) {
        if (!file->exists_durably && random_->chance(0.5)) continue;
        auto kept = std::make_shared<File>();
        kept->durable = kept->now = survivor(*file);
        kept->exists_durably = true;
        survivors.emplace(name, std::move(kept));
    }
    files_ = std::move(survivors);
    countdown_ = 0;
    dead_ = false;
}

Bytes PowerCutDisk::survivor(const File& file) {
    // All or nothing now and then: a disk often has written everything, or had not begun.
    const auto mood = random_->below(4);
    if (mood == 0) return file.durable;
    if (mood == 1) return file.now;
    Bytes content = file.durable;
    for (const auto& change : file.unflushed) survive(content, change);
    return content;
}

/// One change after the cut, sector by sector.
void PowerCutDisk::survive(Bytes& content, const Change& change) {
    if (change.data.empty()) {
        if (random_->chance(0.5)) perform(content, change);
        return;
    }
    const auto end = change.offset + static_cast<std::int64_t>(change.data.size());
    for (auto at = change.offset; at < end;) {
        const auto next = std::min(end, (at / kSector + 1) * kSector);
        Change piece{at, Bytes(change.data.begin() + (at - change.offset),
                               change.data.begin() + (next - change.offset))};
        const auto fate = random_->below(4);
        if (fate == 1) piece.data.resize(1 + random_->below(piece.data.size()));
        if (fate == 2)
            std::generate(piece.data.begin(), piece.data.end(),
                          [&] { return static_cast<std::uint8_t>(random_->next()); });
        if (fate != 3) perform(content, piece);
        at = next;
    }
}

}  // namespace loket::store::test
