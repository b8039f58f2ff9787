#include "kiosk/app/update/installer.h"

#include <algorithm>

#include "devices/base/file.h"
#include "kiosk/app/update/boot_entries.h"
#include "kiosk/app/update/stream.h"

namespace loket::update {
namespace {

namespace fs = std::filesystem;

constexpr int kAttempts = 3;

Result<Head> read_head(const Stream& file, const sync::PublicKey& key) {
    Bytes start;
    LOKET_TRY(file.each(0, std::min<std::uint64_t>(file.size(), kMaxHead), [&](ByteView piece) -> Status {
        start.insert(start.end(), piece.begin(), piece.end());
        return {};
    }));
    return open_head(start, key);
}

Status older(const std::string& version, const std::string& than) {
    LOKET_ASSIGN(order, compare_versions(version, than));
    if (order > 0) return {};
    return rejected("update.older", "the bundle's version " + version + " is not newer than " + than);
}

std::string floor_of(const fs::path& file) {
    auto text = file.empty() ? std::string() : read_text(file).value_or("");
    return text.substr(0, text.find('\n'));
}

Status same(const Stream& file, std::uint64_t at, const Payload& payload, Error otherwise) {
    LOKET_ASSIGN(digest, file.digest(at, payload.size));
    return digest == payload.digest ? Status{} : Status{std::move(otherwise)};
}

Status whole(const Stream& file, const Head& head) {
    const Error damaged{Fault::Corrupt, "the bundle is not what was signed", "update.damaged"};
    LOKET_TRY(same(file, head.kernel_at, head.manifest.kernel, damaged));
    return same(file, head.root_at, head.manifest.root, damaged);
}

/// Copies a payload and believes the disk only after reading it back.
Status put(const Stream& from, std::uint64_t at, const Payload& payload, const fs::path& to, const std::function<void(std::uint64_t)>& wrote = {}) {
    LOKET_ASSIGN(target, Stream::write(to));
    auto& out = target;
    std::uint64_t done = 0;
    LOKET_TRY(from.each(at, payload.size, [&](ByteView piece) {
        if (wrote) wrote(done += piece.size());
        return out.append(piece);
    }));
    LOKET_TRY(out.settle());
    return same(out, 0, payload, {Fault::NeedsOperator, "the disk does not keep what is written: " + to.string(), "update.disk"});
}

Status activate(const Stream& file, const Head& head, const Places& places, const std::function<bool(const fs::path&)>& kernel_good) {
    const auto folder = places.esp / "EFI" / "Linux", fresh = folder / "loket.new";
    std::error_code failed;
    fs::remove(fresh, failed);
    LOKET_TRY(put(file, head.kernel_at, head.manifest.kernel, fresh));
    if (!kernel_good(fresh)) {
        fs::remove(fresh, failed);
        return rejected("update.kernel", "the firmware of this machine would refuse the bundle's kernel");
    }
    fs::rename(fresh, folder / file_name({head.manifest.version, kAttempts, 0}), failed);
    if (failed) return internal("the EFI partition: " + failed.message());
    return keep_only(places.esp, {places.running, head.manifest.version});
}

}  // namespace

Result<Head> inspect(const fs::path& bundle, const sync::PublicKey& key) {
    LOKET_ASSIGN(file, Stream::read(bundle));
    return read_head(file, key);
}

Status check_newer(const std::string& version, const std::string& running, const fs::path& floor) {
    LOKET_TRY(older(version, running));
    const auto newest = floor_of(floor);
    if (newest.empty() || newest == running) return {};
    return older(version, newest);
}

Status check_payloads(const fs::path& bundle, const Head& head) {
    LOKET_ASSIGN(file, Stream::read(bundle));
    return whole(file, head);
}

Result<Manifest> install(const fs::path& bundle, const sync::PublicKey& key, const Places& places, const std::function<bool(const fs::path&)>& kernel_good,
                         const std::function<void(int)>& progress) {
    constexpr int kChecked = 20, kWritten = 75, kReadBack = 95;  // percents of the time it takes, about
    const auto tell = [&](int percent) {
        if (progress) progress(percent);
    };
    LOKET_ASSIGN(file, Stream::read(bundle));
    LOKET_ASSIGN(head, read_head(file, key));
    LOKET_TRY(check_newer(head.manifest.version, places.running, places.floor));
    auto room = places.slot_size;
    if (room == 0) {
        LOKET_ASSIGN(slot, Stream::read(places.slot));
        room = slot.size();
    }
    if (head.manifest.root.size > room) return rejected("update.too_large", "the bundle's root is larger than the slot");
    tell(0);
    LOKET_TRY(whole(file, head));
    tell(kChecked);
    LOKET_TRY(keep_only(places.esp, {places.running}));
    const auto all = head.manifest.root.size;
    LOKET_TRY(put(file, head.root_at, head.manifest.root, places.slot, [&](std::uint64_t wrote) { tell(kChecked + static_cast<int>((kWritten - kChecked) * wrote / all)); }));
    tell(kReadBack);
    LOKET_TRY(activate(file, head, places, kernel_good));
    return head.manifest;
}

Status accept(const Places& places) {
    LOKET_TRY(bless(places.esp, places.running));
    const auto floor = floor_of(places.floor);
    if (places.floor.empty() || (!floor.empty() && compare_versions(places.running, floor).value_or(1) <= 0)) return {};
    return write_text(places.floor, places.running + "\n");
}

Result<Manifest> make_bundle(const fs::path& bundle, Manifest manifest, const fs::path& kernel, const fs::path& root, const sync::SigningKey& key) {
    LOKET_ASSIGN(kernel_file, Stream::read(kernel));
    LOKET_ASSIGN(root_file, Stream::read(root));
    const auto payload = [](const Stream& file) -> Result<Payload> {
        LOKET_ASSIGN(digest, file.digest(0, file.size()));
        return Payload{file.size(), digest};
    };
    LOKET_ASSIGN(kernel_payload, payload(kernel_file));
    LOKET_ASSIGN(root_payload, payload(root_file));
    manifest.kernel = kernel_payload;
    manifest.root = root_payload;
    LOKET_ASSIGN(checked, parse_manifest(to_json(manifest)));
    std::error_code ignored;
    fs::remove(bundle, ignored);
    LOKET_ASSIGN(out, Stream::write(bundle));
    auto& target = out;
    LOKET_TRY(target.append(sign_head(checked, key)));
    const auto add = [&](ByteView piece) { return target.append(piece); };
    LOKET_TRY(kernel_file.each(0, kernel_payload.size, add));
    LOKET_TRY(root_file.each(0, root_payload.size, add));
    LOKET_TRY(target.settle());
    return checked;
}

}  // namespace loket::update
