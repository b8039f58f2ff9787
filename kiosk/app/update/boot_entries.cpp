#include "kiosk/app/update/boot_entries.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <regex>

#include "kiosk/app/update/manifest.h"

namespace loket::update {
namespace {

namespace fs = std::filesystem;

fs::path folder(const fs::path& esp) { return esp / "EFI" / "Linux"; }

/// FAT keeps no journal: what was renamed is on the disk only after this.
Status flush(const fs::path& esp) {
    const int fd = ::open(folder(esp).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return internal("the EFI partition is not there");
    const bool done = ::fsync(fd) == 0 && ::syncfs(fd) == 0;
    ::close(fd);
    return done ? Status{} : internal("the EFI partition cannot be written");
}

Status rename_entry(const fs::path& esp, const Entry& from, const Entry& to) {
    std::error_code failed;
    fs::rename(folder(esp) / file_name(from), folder(esp) / file_name(to), failed);
    if (failed) return internal("the EFI partition: " + failed.message());
    return flush(esp);
}

Result<Entry> entry_of(const fs::path& esp, const std::string& version) {
    for (auto& entry : list_entries(esp))
        if (entry.version == version) return std::move(entry);
    return Error{Fault::Gone, "no kernel file of version " + version, "update.entry"};
}

bool newer(const Entry& a, const Entry& b) { return compare_versions(a.version, b.version).value_or(0) > 0; }

}  // namespace

std::string file_name(const Entry& entry) {
    auto name = "loket_" + entry.version;
    if (entry.left) name += "+" + std::to_string(*entry.left);
    if (entry.left && entry.done > 0) name += "-" + std::to_string(entry.done);
    return name + ".efi";
}

std::optional<Entry> parse_entry(const std::string& file) {
    static const std::regex kShape(R"(loket_(\d+(?:\.\d+)*)(?:\+(\d{1,4})(?:-(\d{1,4}))?)?\.efi)");
    std::smatch found;
    if (!std::regex_match(file, found, kShape)) return std::nullopt;
    Entry entry{found[1], std::nullopt, 0};
    if (found[2].matched) entry.left = std::stoi(found[2]);
    if (found[3].matched) entry.done = std::stoi(found[3]);
    return entry;
}

std::vector<Entry> list_entries(const fs::path& esp) {
    std::vector<Entry> entries;
    std::error_code none;
    for (const auto& file : fs::directory_iterator(folder(esp), none))
        if (auto entry = parse_entry(file.path().filename().string())) entries.push_back(std::move(*entry));
    std::sort(entries.begin(), entries.end(), newer);
    return entries;
}

Status bless(const fs::path& esp, const std::string& version) {
    LOKET_ASSIGN(entry, entry_of(esp, version));
    return entry.left ? rename_entry(esp, entry, {version, std::nullopt, 0}) : Status{};
}

Status give_up(const fs::path& esp, const std::string& version) {
    LOKET_ASSIGN(entry, entry_of(esp, version));
    if (!entry.left) return rejected("update.not_on_trial", "version " + version + " is not on trial");
    return rename_entry(esp, entry, {version, 0, entry.done});
}

Status keep_only(const fs::path& esp, const std::vector<std::string>& versions) {
    std::error_code failed;
    for (const auto& entry : list_entries(esp)) {
        if (std::find(versions.begin(), versions.end(), entry.version) != versions.end()) continue;
        fs::remove(folder(esp) / file_name(entry), failed);
        if (failed) return internal("the EFI partition: " + failed.message());
    }
    return flush(esp);
}

}  // namespace loket::update
