#include "workflow/documents/signing/private_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "devices/base/log.h"

namespace loket::documents::signing {
namespace {

constexpr unsigned kFolderMode = 0700, kFileMode = 0600;

Error failed(const char* what, const std::filesystem::path& path) {
    return internal(fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0;
}

}  // namespace

Status narrow_rights(const std::filesystem::path& path, unsigned mode) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return failed("look at", path);
    if ((facts.st_mode & 077) == 0) return {};
    log::warn("{} could be read by others; its rights are narrowed now", path.string());
    if (::chmod(path.c_str(), mode) != 0) return failed("protect", path);
    return {};
}

Status make_private_folder(const std::filesystem::path& folder) {
    std::error_code problem;
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), problem);
    if (::mkdir(folder.c_str(), kFolderMode) == 0) return {};
    if (errno != EEXIST) return failed("create", folder);
    return narrow_rights(folder, kFolderMode);
}

Status write_private(const std::filesystem::path& path, std::string_view text) {
    const auto draft = path.string() + ".new";
    ::unlink(draft.c_str());
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode);
    if (file < 0) return failed("create", draft);
    const bool written = write_all(file, text);
    ::close(file);
    if (!written) return failed("write", draft);
    if (::rename(draft.c_str(), path.c_str()) != 0) return failed("replace", path);
    return {};
}

}  // namespace loket::documents::signing
