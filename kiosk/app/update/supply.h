#pragma once
// How a bundle comes to the system: looked for on a stick, copied whole or not at all, laid down where the system's service waits for it.

#include <filesystem>
#include <functional>
#include <string>

#include "kiosk/app/update/manifest.h"

namespace loket::update {

/// Whose bundles this machine takes, and what it has had.
struct Gate {
    std::filesystem::path key;    ///< file with the publisher's public key, 64 hexadecimal digits
    std::string running;          ///< version
    std::filesystem::path floor;  ///< as Places
};

/// A bundle that may be taken.
struct Offer {
    std::filesystem::path file;
    Head head;
    [[nodiscard]] std::uint64_t size() const { return head.root_at + head.manifest.root.size; }  ///< bytes
};

/// 64 hexadecimal digits. Gone "update.key".
Result<std::array<std::uint8_t, 32>> read_key(const std::filesystem::path& file);

/// The newest *.bundle of the folder that `gate` lets in; only heads are read. Gone "update.no_bundle" where there is none at all, otherwise why
/// one of them was not let in: as open_head and check_newer, Corrupt "update.damaged" for a file that is shorter than its head says.
Result<Offer> find_offer(const std::filesystem::path& folder, const Gate& gate);
/// The same of one file.
Result<Offer> offer_of(const std::filesystem::path& file, const Gate& gate);

/// Copies a bundle beside `to`, flushes it, reads the copy back (signature and both digests) and renames it: `to` is the whole bundle or is not there.
/// `go_on` hears percents and says whether to; if not: Cancelled. NeedsOperator "update.no_room" before anything is written, "update.stick" where the
/// file can be read no more, Corrupt "update.damaged".
Status lay_down(const Offer& offer, const Gate& gate, const std::filesystem::path& to, const std::function<bool(int percent)>& go_on);
/// A bundle that is already on this disk: checked as a whole, then renamed.
Status hand_over(const Offer& offer, const std::filesystem::path& to);

/// A USB box that is nothing but storage: every interface of its descriptors (as Linux gives them: device, then configurations; USB 2.0, 9.6) is of
/// the class Mass Storage, and there is one. False for whatever cannot be read.
bool is_only_storage(ByteView descriptors);

}  // namespace loket::update
