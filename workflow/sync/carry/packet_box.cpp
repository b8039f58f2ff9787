#include "workflow/sync/carry/packet_box.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
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

Error box_error(const char* what) {
    return {Fault::Internal, std::string("the box of packets: cannot ") + what + ": " + std::strerror(errno), errno == ENOSPC || errno == EDQUOT ? "disk.full" : "disk.failed"};
}

}  // namespace

std::optional<Digest> digest_of_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    PacketHash hash;
    Bytes buffer(1u << 20);
    while (in.read(reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) hash.add(ByteView(buffer).first(static_cast<std::size_t>(in.gcount())));
    return hash.finish();
}

Result<std::unique_ptr<NewPacket>> NewPacket::begin(const fs::path& file) {
    const auto descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return box_error("make a packet");
    return std::unique_ptr<NewPacket>(new NewPacket(descriptor));
}

NewPacket::~NewPacket() { ::close(descriptor_); }

Status NewPacket::add(ByteView piece) {
    for (auto rest = piece; !rest.empty();) {
        const auto count = ::write(descriptor_, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return box_error("write");
        rest = rest.subspan(static_cast<std::size_t>(count));
    }
    hash_.add(piece);
    size_ += static_cast<std::int64_t>(piece.size());
    return {};
}

Result<WaitingPacket> NewPacket::finish() {
    if (::fsync(descriptor_) != 0) return box_error("flush");
    return WaitingPacket{hash_.finish(), size_};
}

Result<std::unique_ptr<NewPacket>> PacketBox::begin(std::int64_t event) const {
    LOKET_TRY(make_folder(folder_));
    return NewPacket::begin(making(event));
}

Status PacketBox::admit(std::int64_t event, const Digest& name) const {
    if (std::rename(making(event).c_str(), path_of(name).c_str()) != 0) return has(name) ? Status{} : Status{box_error("rename")};
    return flush_folder(folder_) ? Status{} : Status{box_error("flush")};
}

bool PacketBox::has(const Digest& name) const {
    std::error_code none;
    return fs::exists(path_of(name), none);
}

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

std::vector<WaitingPacket> PacketBox::waiting() const {
    std::vector<std::pair<fs::file_time_type, WaitingPacket>> all;
    each(folder_, [&](const WaitingPacket& packet, fs::file_time_type at) { all.emplace_back(at, packet); });
    std::ranges::sort(all, {}, [](const auto& one) { return std::pair(one.first, one.second.name); });
    std::vector<WaitingPacket> out;
    for (const auto& [at, packet] : all) out.push_back(packet);
    return out;
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
