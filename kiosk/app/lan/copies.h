#pragma once
// What a machine is given that joins the office: keys and papers, and a copy of the store in pieces.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

#include "kiosk/app/core/core_thread.h"
#include "workflow/lan/wire.h"

namespace loket::app {

/// Keys and papers that a station needs to be, or to become, the office. Not the store, and nothing that is this machine's own.
Result<std::vector<lan::File>> office_files_of(const std::filesystem::path& folder);

/// Copies that are being fetched, one for each machine. Each lies in a file without a name: whatever breaks off leaves nothing behind.
/// Safe from any thread.
class Copies {
  public:
    /// A new copy of `folder`'s store for this machine, instead of the one before; taken when the file is whole. Blocks on the core.
    Status make(CoreThread& core, const std::filesystem::path& folder, std::int64_t machine);
    /// Rejected where there is none. After the last piece it is gone.
    Result<lan::CopyPiece> piece(std::int64_t machine, std::int64_t offset);

  private:
    struct CloseFile {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    struct Open {
        std::unique_ptr<std::FILE, CloseFile> file;
        std::int64_t size = 0;
    };
    std::mutex mutex_;
    std::map<std::int64_t, Open> open_;
};

}  // namespace loket::app
