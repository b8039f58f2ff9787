#pragma once
// A folder that disappears, and the shortest way to a store in it.

#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include <fmt/format.h>

#include <spdlog/spdlog.h>

#include "devices/base/log.h"
#include "devices/base/random.h"
#include "workflow/store/store.h"

namespace loket::store::test {

class TemporaryFolder {
  public:
    TemporaryFolder() : path_(root() / fmt::format("loket-store-{}-{}", ::getpid(), ++made_)) {
        std::filesystem::create_directories(path_);
        spdlog::set_level(
            spdlog::level::err);  // hundreds of stores are made; only the unexpected is worth a line
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    /// In memory where possible: what a flush is worth is tested on the power-cut disk, and real flushes only
    /// cost time here.
    static std::filesystem::path root() {
        const std::filesystem::path memory = "/dev/shm";
        return ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
    }

    static inline int made_ = 0;
    std::filesystem::path path_;
};

inline Key test_key(std::uint8_t fill = 7) {
    Key key;
    key.fill(fill);
    return key;
}

/// Set where the suite runs on a PostgreSQL: the database that stands for a path, as libpq takes it.
inline std::function<std::string(const std::filesystem::path&)> server_for;

inline StoreOptions options_at(const std::filesystem::path& path) {
    return {.path = path, .key = test_key(), .server = server_for ? server_for(path) : "", .owner = "test"};
}

inline Result<std::unique_ptr<Store>> open_at(const std::filesystem::path& path) {
    SeededRandom random(1);
    return Store::open(options_at(path), random);
}

/// A store that must open.
inline std::unique_ptr<Store> opened(const std::filesystem::path& path) {
    auto store = open_at(path);
    if (!store) FAIL(store.error().code << ": " << store.error().context);
    return std::move(*store);
}

/// The code of a failure, "" for a success: what most checks compare.
template <class T>
std::string code_of(const Result<T>& result) {
    return result ? std::string{} : result.error().code;
}

inline NewEvent event_number(int number, const std::string& stream = "case-1") {
    return {stream, "StepDone", "officer-1", fmt::format(R"({{"number":{}}})", number),
            from_millis(1'700'000'000'000 + number)};
}
inline NewAudit audit_number(int number) {
    return {"officer-1", "read", fmt::format("subject-{}", number), "print",
            from_millis(1'700'000'000'000 + number)};
}
inline Batch one_event(int number) {
    Batch batch;
    batch.add(event_number(number));
    return batch;
}
inline ResidentRow resident_number(int number, const std::string& name) {
    return {fmt::format("21010{:011}", number), fmt::format("2101{:012}", number / 3), name,
            "PRINT_READY_RECORD", R"({"ver":1})"};
}

/// A bit of the file turned, as a bad disk would.
inline void flip_byte(const std::filesystem::path& path, std::int64_t offset) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(offset);
    const auto old = static_cast<char>(file.get());
    file.seekp(offset);
    file.put(static_cast<char>(old ^ 0x10));
}

}  // namespace loket::store::test
