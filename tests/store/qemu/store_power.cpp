// store_power write FOLDER DISK full|relaxed COMMITS
// Commits to a store in FOLDER. Whenever a commit was acknowledged, the last event's number and hash go to the last 4 KiB of DISK, past its file
// system: the record of the disk's writes then shows at which moment what had been promised.
// store_power check FOLDER [SEQ HASH]
// Opens the store that a power cut left: 0 whole, and the promised event is there; 3 not whole; 4 the promised event is missing.

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

constexpr std::size_t kSector = 4096;

Result<std::unique_ptr<Store>> open_in(const std::filesystem::path& folder, Durability durability) {
    SeededRandom random(1);
    auto options = options_at(folder / "store.db");
    options.durability = durability;
    return Store::open(options, random);
}

int fail(int code, const std::string& why) { return std::fprintf(stderr, "store_power: %s\n", why.c_str()), code; }

/// "promised SEQ HASH", unbuffered: what is in the disk's record is in the order of the promises.
bool mark(int disk, const StoredEvent& event) {
    alignas(kSector) static char sector[kSector];
    std::memset(sector, 0, sizeof sector);
    std::snprintf(sector, sizeof sector, "promised %lld %s\n", static_cast<long long>(event.seq), to_hex(event.hash).c_str());
    const auto end = ::lseek(disk, 0, SEEK_END);
    return ::pwrite(disk, sector, sizeof sector, end - static_cast<off_t>(kSector)) == static_cast<ssize_t>(kSector);
}

int write(const std::filesystem::path& folder, const char* path, Durability durability, int commits) {
    const int disk = ::open(path, O_RDWR | O_DIRECT);
    if (disk < 0) return fail(2, std::string("cannot open ") + path);
    auto store = open_in(folder, durability);
    if (!store) return fail(2, store.error().code);
    SeededRandom random(5);
    for (int number = 1; number <= commits; ++number) {
        Batch batch;
        batch.add(event_number(number)).add(audit_number(number));
        if (number % 5 == 0) batch.add_blob("photo", Bytes(static_cast<std::size_t>(random.between(1'000, 60'000)), static_cast<std::uint8_t>(number)));
        const auto events = (*store)->commit(batch);
        if (!events) return fail(2, events.error().code);
        if (!mark(disk, events->back())) return fail(2, "the mark was not written");
    }
    return 0;
}

int check(const std::filesystem::path& folder, std::int64_t seq, const std::string& hash) {
    auto store = open_in(folder, Durability::Full);
    if (!store) return fail(3, store.error().code + ": " + store.error().context);
    const auto report = (*store)->verify();
    if (!report || !report->sound()) return fail(3, "the store is not whole");
    if (seq == 0) return 0;
    const auto events = (*store)->events(seq, 1);
    if (!events || events->empty() || events->front().seq != seq || to_hex(events->front().hash) != hash) return fail(4, fmt::format("event {} was promised and is not there", seq));
    return 0;
}

}  // namespace

int main(int count, char** words) {
    spdlog::set_level(spdlog::level::err);
    const std::string what = count > 1 ? words[1] : "";
    if (what == "write" && count == 6) return write(words[2], words[3], std::string(words[4]) == "full" ? Durability::Full : Durability::Relaxed, std::atoi(words[5]));
    if (what == "check" && (count == 3 || count == 5)) return check(words[2], count == 5 ? std::atoll(words[3]) : 0, count == 5 ? words[4] : "");
    return fail(2, "write FOLDER DISK full|relaxed COMMITS, or check FOLDER [SEQ HASH]");
}
