#include "workflow/register/gateway/update_files.h"

#include <fstream>

#include "devices/base/file.h"

namespace loket::centre {
namespace {

namespace fs = std::filesystem;

constexpr auto kNote = "offered";

fs::path note_in(const fs::path& folder) { return folder / kNote; }

Result<sync::Digest> digest_of_bundle(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error{Fault::Gone, path.string() + " cannot be read", "update.missing"};
    sync::PacketHash hash;
    Bytes buffer(1u << 20);
    while (in.read(reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) hash.add(ByteView(buffer).first(static_cast<std::size_t>(in.gcount())));
    return hash.finish();
}

}  // namespace

sync::wire::BundleOffer UpdateFiles::offered() const {
    const auto note = read_file(note_in(folder_), 4096);
    if (!note) return {};
    return sync::wire::decode_bundle_offer(*note).value_or(sync::wire::BundleOffer{});
}

Result<Bytes> UpdateFiles::read(const sync::Digest& name, std::int64_t from, std::int64_t to) const {
    std::ifstream in(path_of(name), std::ios::binary);
    in.seekg(from);
    Bytes piece(static_cast<std::size_t>(to - from + 1));
    in.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
    if (piece.empty()) return rejected("sync.no_bundle", "no such bundle, or not so long");
    return piece;
}

Result<sync::wire::BundleOffer> UpdateFiles::offer(const fs::path& bundle, const std::string& version) const {
    LOKET_TRY(make_folder(folder_));
    LOKET_ASSIGN(name, digest_of_bundle(bundle));
    const auto target = path_of(name), part = fs::path(target.string() + ".part");
    std::error_code failed;
    fs::copy_file(bundle, part, fs::copy_options::overwrite_existing, failed);
    if (!failed) fs::rename(part, target, failed);
    if (failed) return internal(target.string() + ": " + failed.message());
    const auto before = offered();
    const sync::wire::BundleOffer now{name, static_cast<std::int64_t>(fs::file_size(target)), version};
    LOKET_TRY(write_file(note_in(folder_), sync::wire::encode(now)));
    if (before.name && *before.name != name) fs::remove(path_of(*before.name), failed);
    return now;
}

Status UpdateFiles::withdraw() const {
    std::error_code failed;
    if (const auto before = offered(); before.name) fs::remove(path_of(*before.name), failed);
    fs::remove(note_in(folder_), failed);
    return failed ? Status{internal(folder_.string() + ": " + failed.message())} : Status{};
}

}  // namespace loket::centre
