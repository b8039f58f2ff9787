#include "workflow/sync/carry/stick_file.h"

#include <fstream>

#include "devices/base/file.h"
#include "workflow/sync/carry/packet_box.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

namespace fs = std::filesystem;

/// It is the stick that has no room, or was pulled out: nobody has to close the office for it.
Error of_stick(const Error& error) { return {Fault::NeedsOperator, error.context, error.code == "disk.full" ? "sync.stick_full" : "sync.no_stick_here"}; }

}  // namespace

Status write_stick(const fs::path& path, const std::function<Status(const StickWriter::Sink&)>& fill) {
    const fs::path part = path.string() + ".part";
    std::error_code none;
    const auto write = [&]() -> Status {
        auto begun = NewPacket::begin(part);
        if (!begun) return of_stick(begun.error());
        auto& file = **begun;
        LOKET_TRY(fill([&file](ByteView bytes) -> Status {
            const auto added = file.add(bytes);
            return added ? added : Status{of_stick(added.error())};
        }));
        const auto made = file.finish();
        return made ? Status{} : Status{of_stick(made.error())};
    };
    auto written = write();
    if (written) {
        fs::rename(part, path, none);
        if (none || !flush_folder(path.has_parent_path() ? path.parent_path() : fs::path("."))) written = of_stick({Fault::Internal, "a stick: cannot rename: " + none.message(), "disk.failed"});
    }
    if (!written) fs::remove(part, none);
    return written;
}

OpenSource stick_at(const fs::path& path) {
    return [path]() -> Result<Source> {
        const auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
        if (!*file) return Error{Fault::Gone, "no file " + path.string(), kShape};
        return Source([file](std::size_t count) -> Result<Bytes> {
            Bytes out(count);
            file->read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(count));
            out.resize(static_cast<std::size_t>(file->gcount()));
            return out;
        });
    };
}

Result<std::optional<StickKind>> kind_of_file(const fs::path& path) {
    LOKET_ASSIGN(source, stick_at(path)());
    LOKET_ASSIGN(beginning, source(16));
    return stick_kind(beginning);
}

}  // namespace loket::sync
