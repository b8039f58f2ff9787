#include "workflow/store/key_file.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "devices/base/private_file.h"

namespace loket::store {
namespace {

constexpr std::size_t kHexLength = 2 * std::tuple_size_v<Key>;

Key new_key(Random& random) {
    Key key{};
    for (std::size_t i = 0; i < key.size(); i += 8) {
        const auto word = random.next();
        std::memcpy(&key[i], &word, 8);
    }
    return key;
}

Result<Key> parse(std::string text) {
    const auto bytes = text.size() == kHexLength ? from_hex(text) : std::nullopt;
    sodium_memzero(text.data(), text.size());
    if (!bytes) return Error{Fault::Corrupt, "the key file does not hold a key", "key.corrupt"};
    Key key{};
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return key;
}

Status narrow_rights(const std::filesystem::path& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0)
        return internal(std::string("cannot look at the key file: ") + std::strerror(errno));
    if ((facts.st_mode & 077) == 0) return {};
    log::warn("the key file {} could be read by others; its rights are narrowed now", path.string());
    if (::chmod(path.c_str(), 0600) != 0)
        return internal(std::string("cannot protect the key file: ") + std::strerror(errno));
    return {};
}

Result<Key> create(const std::filesystem::path& path, Random& random) {
    log::warn("a new key lies in the file {}, not in a TPM: keep the disk safe", path.string());
    const auto key = new_key(random);
    LOKET_TRY(write_private(path, to_hex(key)));
    return key;
}

}  // namespace

Result<Key> load_or_create_key(const std::filesystem::path& path, Random& random) {
    if (path.has_parent_path()) LOKET_TRY(make_folder(path.parent_path()));
    auto text = read_text(path, 4096);
    if (!text && text.error().fault == Fault::Gone) return create(path, random);
    if (!text) return text.error();
    LOKET_TRY(narrow_rights(path));
    return parse(std::move(*text));
}

}  // namespace loket::store
