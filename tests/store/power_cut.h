#pragma once
// A disk in memory whose power fails at a chosen write or flush. What was not flushed survives in part: any
// subset of its sectors, whole, torn or overwritten with noise, in any order. Registered as a file system
// layer beneath the encryption.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/random.h"

namespace loket::store::test {

class PowerCutDisk {
  public:
    static constexpr const char* kVfs = "powercut";

    PowerCutDisk();
    ~PowerCutDisk();
    PowerCutDisk(const PowerCutDisk&) = delete;
    PowerCutDisk& operator=(const PowerCutDisk&) = delete;

    /// An empty disk; everything random about it follows from the seed.
    void format(std::uint64_t seed);
    /// Power fails at the n-th change or flush from now; the operation itself may still have happened in
    /// part.
    void cut_after(int operations) { countdown_ = operations; }
    /// Flushes from now on answer "done" without doing anything, as lying disks do.
    void lie(bool lie) { lying_ = lie; }
    /// The next flush of a file whose name ends so fails once.
    void fail_flush(std::string ending) { failing_ = std::move(ending); }
    [[nodiscard]] bool dead() const { return dead_; }
    /// Decides what survived and turns the power on. No file may be open.
    void restore_power();

    struct Change {
        std::int64_t offset = 0;
        Bytes data;  ///< written at offset; if empty, the file was cut to this length
    };
    struct File {
        Bytes durable, now;
        bool exists_durably = false;
        std::vector<Change> unflushed;
    };
    using FileHandle = std::shared_ptr<File>;

    // The operations of the layer; each returns an SQLite result code.
    int open(const std::string& name, bool create, FileHandle& file);
    int remove(const std::string& name);
    [[nodiscard]] bool exists(const std::string& name) const { return files_.contains(name); }
    int read(const File& file, void* into, int count, std::int64_t offset) const;
    int change(File& file, Change change);
    int flush(File& file, const std::string& name);

  private:
    bool power_fails();
    Bytes survivor(const File& file);
    void survive(Bytes& content, const Change& change);

    std::map<std::string, FileHandle> files_;
    std::unique_ptr<SeededRandom> random_;
    int countdown_ = 0;
    bool dead_ = false, lying_ = false;
    std::string failing_;
};

}  // namespace loket::store::test
