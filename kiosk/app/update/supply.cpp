#include "kiosk/app/update/supply.h"

#include <algorithm>

#include "devices/base/file.h"
#include "kiosk/app/update/installer.h"
#include "kiosk/app/update/stream.h"

namespace loket::update {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLeftFree = 64u << 20;  ///< for the office, which goes on working meanwhile

Status rename_whole(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::rename(from, to, failed);
    if (failed) return internal(to.string() + ": " + failed.message());
    return flush_folder(to.parent_path());
}

Status copy(const Offer& offer, const fs::path& to, const std::function<bool(int)>& go_on) {
    constexpr int kCopied = 80;  // percent; the rest is reading it back
    LOKET_ASSIGN(from, Stream::read(offer.file));
    LOKET_ASSIGN(target, Stream::write(to));
    std::uint64_t done = 0;
    const auto all = offer.size();
    const auto copied = from.each(0, all, [&](ByteView piece) -> Status {
        done += piece.size();
        if (!go_on(static_cast<int>(kCopied * done / all))) return Error{Fault::Cancelled, "stopped"};
        return target.append(piece);
    });
    // A stick that was pulled out is a file that cannot be read on.
    if (!copied && copied.error().fault == Fault::Internal && done < all) return Error{Fault::NeedsOperator, copied.error().context, "update.stick"};
    LOKET_TRY(Status(copied));
    return target.settle();
}

Status room_for(const Offer& offer, const fs::path& folder) {
    std::error_code failed;
    const auto space = fs::space(folder, failed);
    if (!failed && space.available >= offer.size() + kLeftFree) return {};
    return Error{Fault::NeedsOperator, "no room for the bundle in " + folder.string(), "update.no_room"};
}

}  // namespace

Result<std::array<std::uint8_t, 32>> read_key(const fs::path& file) {
    const auto text = read_text(file, 4096).value_or("");
    const auto bytes = from_hex(text.substr(0, text.find('\n')));
    std::array<std::uint8_t, 32> key{};
    if (!bytes || bytes->size() != key.size()) return Error{Fault::Gone, "no key in " + file.string(), "update.key"};
    std::ranges::copy(*bytes, key.begin());
    return key;
}

Result<Offer> offer_of(const fs::path& file, const Gate& gate) {
    LOKET_ASSIGN(key, read_key(gate.key));
    LOKET_ASSIGN(head, inspect(file, key));
    Offer offer{file, std::move(head)};
    LOKET_TRY(check_newer(offer.head.manifest.version, gate.running, gate.floor));
    std::error_code failed;
    if (fs::file_size(file, failed) < offer.size() || failed) return Error{Fault::Corrupt, "the file ends too early", "update.damaged"};
    return offer;
}

Result<Offer> find_offer(const fs::path& folder, const Gate& gate) {
    constexpr auto kNone = "update.no_bundle";
    Result<Offer> best = Error{Fault::Gone, "no bundle in " + folder.string(), kNone};
    const auto better = [&](const Result<Offer>& offer) {
        if (!offer) return !best && best.error().code == kNone;
        return !best || compare_versions(offer->head.manifest.version, best->head.manifest.version).value_or(0) > 0;
    };
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() != ".bundle" || !entry.is_regular_file(none)) continue;
        if (auto offer = offer_of(entry.path(), gate); better(offer)) best = std::move(offer);
    }
    return best;
}

Status lay_down(const Offer& offer, const Gate& gate, const fs::path& to, const std::function<bool(int)>& go_on) {
    auto part = to;
    part += ".part";
    std::error_code ignored;
    fs::remove(part, ignored);
    LOKET_TRY(room_for(offer, to.parent_path()));
    const auto done = [&]() -> Status {
        LOKET_TRY(copy(offer, part, go_on));
        LOKET_ASSIGN(copied, offer_of(part, gate));
        return hand_over(copied, to);
    }();
    if (!done) fs::remove(part, ignored);
    return done;
}

Status hand_over(const Offer& offer, const fs::path& to) {
    LOKET_TRY(check_payloads(offer.file, offer.head));
    return rename_whole(offer.file, to);
}

bool is_only_storage(ByteView descriptors) {
    constexpr std::uint8_t kInterface = 4, kMassStorage = 8;
    constexpr std::size_t kClassAt = 5, kShortest = 9;
    bool any = false;
    while (!descriptors.empty()) {
        const std::size_t length = descriptors[0];
        if (length < 2 || length > descriptors.size()) return false;
        if (descriptors[1] == kInterface) {
            if (length < kShortest || descriptors[kClassAt] != kMassStorage) return false;
            any = true;
        }
        descriptors = descriptors.subspan(length);
    }
    return any;
}

}  // namespace loket::update
