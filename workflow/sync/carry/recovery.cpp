#include "workflow/sync/carry/recovery.h"

#include <sodium.h>

#include <algorithm>
#include <filesystem>

#include "devices/base/sha256.h"
#include "workflow/sync/carry/card.h"
#include "workflow/sync/wire/code.h"

namespace loket::sync {
namespace {

constexpr std::size_t kShortest = 24;

/// As it would be written by a hand that knows which letters look alike.
std::string plain(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (upper == 'O') out += '0';
        else if (upper == 'I' || upper == 'L') out += '1';
        else if ((upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9')) out += upper;
    }
    return out;
}

bool stays_inside(const std::filesystem::path& name) {
    return !name.empty() && name.is_relative() && std::ranges::none_of(name, [](const auto& part) { return part == ".." || part == "."; });
}

Error broken() { return {Fault::Corrupt, "the keys beside the copy cannot be read", "backup.note"}; }

}  // namespace

std::string new_recovery_code(Random& random) {
    Bytes half(32);
    for (auto& byte : half) byte = static_cast<std::uint8_t>(random.next());
    return wire::written(wire::make_code(half, random));
}

Result<std::array<std::uint8_t, 32>> recovery_seed(std::string_view typed) {
    auto code = plain(typed);
    if (code.size() < kShortest) return rejected(kRecoveryCode, "a recovery code is longer");
    const auto seed = sha256(as_bytes("loket recovery code:" + code));
    sodium_memzero(code.data(), code.size());
    return seed;
}

Bytes seal_files(const std::vector<KeptFile>& files, const PublicKey& reader) {
    ByteWriter out;
    out.u32(static_cast<std::uint32_t>(files.size()));
    for (const auto& file : files) out.sized(as_bytes(file.name)).sized(file.content);
    auto open = out.take();
    Bytes sealed(open.size() + crypto_box_SEALBYTES);
    crypto_box_seal(sealed.data(), open.data(), open.size(), reader.data());
    sodium_memzero(open.data(), open.size());
    return sealed;
}

Result<std::vector<KeptFile>> open_files(ByteView sealed, std::string_view code) {
    LOKET_ASSIGN(seed, recovery_seed(code));
    const auto opened = SealingKey(seed).open(sealed);
    if (!opened) return rejected(kRecoveryCode, "the code does not open the keys of this copy");
    ByteReader in(*opened);
    const auto count = in.u32();
    std::vector<KeptFile> files;
    for (std::uint32_t n = 0; n < count && in.ok(); ++n) {
        const auto name = in.take(in.u32()), content = in.take(in.u32());
        files.push_back({std::string(as_text(name)), Bytes(content.begin(), content.end())});
        if (!stays_inside(files.back().name)) return broken();
    }
    return in.ok() && in.remaining() == 0 ? Result<std::vector<KeptFile>>(std::move(files)) : Result<std::vector<KeptFile>>(broken());
}

}  // namespace loket::sync
