#include "workflow/register/gateway/packet_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "devices/base/file.h"

namespace loket::centre {
namespace {

namespace fs = std::filesystem;

Error disk_error(const char* what) {
    return {Fault::Internal, std::string("packet store: cannot ") + what + ": " + std::strerror(errno), errno == ENOSPC || errno == EDQUOT ? "disk.full" : "disk.failed"};
}

struct Descriptor {
    int number;
    explicit Descriptor(int given) : number(given) {}
    ~Descriptor() {
        if (number >= 0) close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

Status write_piece(const fs::path& path, std::int64_t offset, ByteView piece) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (file.number < 0) return disk_error("open");
    for (std::size_t done = 0; done < piece.size();) {
        const auto count = pwrite(file.number, piece.data() + done, piece.size() - done, offset + static_cast<std::int64_t>(done));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return disk_error("write");
        done += static_cast<std::size_t>(count);
    }
    return fsync(file.number) == 0 ? Status{} : Status{disk_error("flush")};
}

Result<sync::Digest> digest_of(const fs::path& path, std::int64_t size) {
    std::ifstream in(path, std::ios::binary);
    sync::PacketHash hash;
    Bytes buffer(1u << 20);
    for (std::int64_t left = size; left > 0;) {
        in.read(reinterpret_cast<char*>(buffer.data()), std::min<std::int64_t>(left, static_cast<std::int64_t>(buffer.size())));
        if (in.gcount() <= 0) return disk_error("read");
        hash.add(ByteView(buffer).first(static_cast<std::size_t>(in.gcount())));
        left -= in.gcount();
    }
    return hash.finish();
}

Status rename_for_good(const fs::path& from, const fs::path& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0) return disk_error("rename");
    return flush_folder(to.parent_path()) ? Status{} : Status{disk_error("flush")};
}

}  // namespace

fs::path PacketFiles::path_of(const std::string& origin, const sync::Digest& name) const { return folder_ / origin / to_hex(ByteView{name}); }

Result<sync::Source> PacketFiles::open(const std::string& origin, const sync::Digest& name) const {
    const auto file = std::make_shared<std::ifstream>(path_of(origin, name), std::ios::binary);
    if (!*file) return Error{Fault::Gone, "a packet that is in the books is not in the folder", "disk.failed"};
    return sync::Source([file](std::size_t count) -> Result<Bytes> {
        Bytes out(count);
        file->read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(count));
        out.resize(static_cast<std::size_t>(file->gcount()));
        return out;
    });
}

Result<PacketFiles::Taken> PacketFiles::take(const std::string& origin, const sync::Digest& name, const sync::PacketRow& row, std::int64_t size, std::int64_t offset, ByteView piece) const {
    const auto step = sync::patch(row, size, offset, static_cast<std::int64_t>(piece.size()));
    const auto whole = path_of(origin, name), part = fs::path(whole.string() + ".part");
    if (step.write) {
        LOKET_TRY(make_folder(whole.parent_path()));
        LOKET_TRY(write_piece(part, offset, piece));
    }
    if (!step.prove) return Taken{step.answer, step.row};
    std::error_code none;
    const bool renamed = !fs::exists(part, none) && fs::exists(whole, none);  // the database forgot what the disk had done
    LOKET_ASSIGN(found, digest_of(renamed ? whole : part, size));
    const auto proof = sync::prove(step.row, name, found);
    if (proof.row.complete && !renamed) LOKET_TRY(rename_for_good(part, whole));
    if (!proof.row.complete) fs::remove(part, none);
    return Taken{proof.answer, proof.row};
}

}  // namespace loket::centre
