#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "devices/base/file.h"
#include "tests/store/fixture.h"
#include "workflow/store/key_file.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

/// Everything in a folder, to prove that a refusal changed nothing.
std::map<std::string, Bytes> contents(const TemporaryFolder& folder) {
    std::map<std::string, Bytes> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        files[entry.path().filename()] = read_file(entry.path()).value();
    return files;
}

/// Runs `body` in a child process and returns what it wrote.
template <class Body>
std::string in_child(const Body& body) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const auto child = ::fork();
    if (child == 0) {
        const std::string words = body();
        const auto written = ::write(ends[1], words.data(), words.size());
        ::_exit(written == static_cast<ssize_t>(words.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    char buffer[256];
    const auto length = ::read(ends[0], buffer, sizeof buffer);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return {buffer, static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
}

}  // namespace

TEST_CASE("a second owner is refused, in this process and in another, until the first is gone", "[contract]") {
    const TemporaryFolder folder;
    {
        const auto owner = opened(folder / "store.db");
        const auto second = open_at(folder / "store.db");
        REQUIRE_FALSE(second);
        CHECK(second.error().fault == Fault::Busy);
        CHECK(second.error().code == "store.locked");
        CHECK(in_child([&] { return code_of(open_at(folder / "store.db")); }) == "store.locked");
        CHECK(owner->commit(one_event(1)));
    }
    CHECK(opened(folder / "store.db")->event_head().seq == 1);
}

TEST_CASE("a wrong key is refused and changes nothing") {
    const TemporaryFolder folder;
    REQUIRE(opened(folder / "store.db")->commit(one_event(1)));
    const auto before = contents(folder);
    auto options = options_at(folder / "store.db");
    options.key = test_key(8);
    SeededRandom random(1);
    CHECK(code_of(Store::open(options, random)) == "store.wrong_key");
    CHECK(contents(folder) == before);
    CHECK(opened(folder / "store.db")->event_head().seq == 1);
}

TEST_CASE("nothing of the content is readable in the files") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    REQUIRE(store->commit(
        Batch{}.put(resident_number(1, "RAHASIA BESAR")).add(event_number(1, "rahasia-stream"))));
    const auto readable = [&] {
        for (const auto& [name, bytes] : contents(folder)) {
            const auto text = as_text(bytes);
            if (text.find("RAHASIA") != text.npos || text.find("rahasia") != text.npos ||
                text.find("SQLite format") != text.npos)
                return true;
        }
        return false;
    };
    CHECK_FALSE(readable());  // in the log
    store.reset();
    CHECK_FALSE(readable());  // in the file
}

TEST_CASE("a store from a newer program is refused and changes nothing") {
    const TemporaryFolder folder;
    opened(folder / "store.db").reset();
    {
        const auto database = FileDatabase::open(folder / "store.db", test_key()).value();
        REQUIRE(database->script("PRAGMA user_version = 999"));
    }
    const auto before = contents(folder);
    CHECK(code_of(open_at(folder / "store.db")) == "store.newer_schema");
    CHECK(contents(folder) == before);
}

TEST_CASE("a folder that takes no writes is refused") {
    const TemporaryFolder folder;
    opened(folder / "store.db").reset();
    const auto try_open = [&] {
        // The superuser may write everywhere: become nobody first.
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
            return std::string("cannot become nobody");
        return code_of(open_at(folder / "store.db")) + " " + code_of(open_at(folder / "other.db"));
    };
    ::chmod((folder / "store.db").c_str(), 0444);
    ::chmod(folder.path().c_str(), 0555);
    CHECK(in_child(try_open) == "disk.read_only disk.read_only");
    // The lock file alone may be writable; the store still is not.
    ::chmod((folder / "store.db.lock").c_str(), 0666);
    CHECK(in_child(try_open) == "disk.read_only disk.read_only");
    ::chmod(folder.path().c_str(), 0755);
}

TEST_CASE("an emptied store is not mistaken for a new one") {
    const TemporaryFolder folder;
    opened(folder / "store.db").reset();
    std::filesystem::resize_file(folder / "store.db", 0);
    CHECK(code_of(open_at(folder / "store.db")) == "store.corrupt");
    CHECK(std::filesystem::file_size(folder / "store.db") == 0);
    REQUIRE(write_text(folder / "fresh.db", ""));
    CHECK(open_at(folder / "fresh.db").ok());
}

TEST_CASE("a key file is made once, private, and read back") {
    const TemporaryFolder folder;
    SeededRandom random(5);
    const auto path = folder / "keys/store.key";
    const auto key = load_or_create_key(path, random).value();
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
    CHECK(load_or_create_key(path, random).value() == key);
    CHECK(load_or_create_key(folder / "other.key", random).value() != key);

    ::chmod(path.c_str(), 0644);
    CHECK(load_or_create_key(path, random).value() == key);
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);

    for (const auto* bad : {"", "abc", "zz"}) {
        REQUIRE(write_text(path, bad));
        CHECK(code_of(load_or_create_key(path, random)) == "key.corrupt");
        CHECK(read_text(path).value() == bad);
    }
    REQUIRE(write_text(path, std::string(500, 'a')));
    CHECK(code_of(load_or_create_key(path, random)) == "key.corrupt");
}
