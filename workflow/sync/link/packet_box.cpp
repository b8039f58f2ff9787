#include "workflow/sync/link/packet_box.h"

#include <algorithm>
#include <fstream>

#include "devices/base/file.h"

namespace loket::sync {
namespace {

namespace fs = std::filesystem;

std::optional<Digest> digest_of_name(const fs::path& path) {
    const auto bytes = from_hex(path.filename().string());
    Digest out{};
    if (!bytes || bytes->size() != out.size()) return std::nullopt;
    std::ranges::copy(*bytes, out.begin());
    return out;
}

/// Calls `take` for every packet of the folder.
template <class Take>
void each(const fs::path& folder, Take take) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        const auto name = digest_of_name(entry.path());
        const auto size = entry.file_size(none);
        if (name && !none && size > 0) take(WaitingPacket{*name, static_cast<std::int64_t>(size)}, entry.last_write_time(none));
    }
}

}  // namespace

Result<Digest> PacketBox::add(ByteView sealed) const {
    const auto name = packet_digest(sealed);
    LOKET_TRY(make_folder(folder_));
    if (!fs::exists(path_of(name))) LOKET_TRY(write_file(path_of(name), sealed));
    return name;
}

std::optional<WaitingPacket> PacketBox::next() const {
    std::optional<std::pair<fs::file_time_type, WaitingPacket>> oldest;
    each(folder_, [&](const WaitingPacket& packet, fs::file_time_type at) {
        if (!oldest || std::pair(at, packet.name) < std::pair(oldest->first, oldest->second.name)) oldest = {at, packet};
    });
    return oldest ? std::optional(oldest->second) : std::nullopt;
}

PacketBox::Count PacketBox::count() const {
    Count out;
    each(folder_, [&](const WaitingPacket& packet, fs::file_time_type) { ++out.packets, out.bytes += packet.size; });
    return out;
}

Result<Bytes> PacketBox::read(const Digest& name, std::int64_t offset, std::int64_t length) const {
    std::ifstream in(path_of(name), std::ios::binary);
    Bytes out(static_cast<std::size_t>(length));
    in.seekg(offset);
    if (length > 0) in.read(reinterpret_cast<char*>(out.data()), length);
    if (!in || in.gcount() != (length > 0 ? length : 0)) return Error{Fault::Gone, "a packet that waited is no longer there", kShape};
    return out;
}

void PacketBox::drop(const Digest& name) const {
    std::error_code none;
    fs::remove(path_of(name), none);
}

}  // namespace loket::sync
