#include "workflow/register/gateway/update_files.h"

#include <fmt/format.h>

#include <fstream>

#include "devices/base/file.h"
#include "workflow/sync/carry/packet_box.h"

namespace loket::centre {
namespace {

namespace fs = std::filesystem;

constexpr auto kNote = "offered";

fs::path note_in(const fs::path& folder) { return folder / kNote; }

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

Result<HttpResponse> UpdateFiles::answer(const sync::wire::GetBundle& wanted) const {
    LOKET_ASSIGN(piece, read(wanted.name, wanted.from, wanted.to));
    const auto range = fmt::format("bytes {}-{}/*", wanted.from, wanted.from + static_cast<std::int64_t>(piece.size()) - 1);
    return HttpResponse{.status = 206, .fields = {{"Content-Range", range}}, .body = std::move(piece)};
}

Result<sync::wire::BundleOffer> UpdateFiles::offer(const fs::path& bundle, const std::string& version) const {
    LOKET_TRY(make_folder(folder_));
    const auto name = sync::digest_of_file(bundle);
    if (!name) return Error{Fault::Gone, bundle.string() + " cannot be read", "update.missing"};
    const auto target = path_of(*name), part = fs::path(target.string() + ".part");
    std::error_code failed;
    fs::copy_file(bundle, part, fs::copy_options::overwrite_existing, failed);
    if (!failed) fs::rename(part, target, failed);
    if (failed) return internal(target.string() + ": " + failed.message());
    const auto before = offered();
    const sync::wire::BundleOffer now{*name, static_cast<std::int64_t>(fs::file_size(target)), version};
    LOKET_TRY(write_file(note_in(folder_), sync::wire::encode(now)));
    if (before.name && *before.name != *name) fs::remove(path_of(*before.name), failed);
    return now;
}

Status UpdateFiles::withdraw() const {
    std::error_code failed;
    if (const auto before = offered(); before.name) fs::remove(path_of(*before.name), failed);
    fs::remove(note_in(folder_), failed);
    return failed ? Status{internal(folder_.string() + ": " + failed.message())} : Status{};
}

}  // namespace loket::centre
