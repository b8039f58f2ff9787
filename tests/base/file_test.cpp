#include "devices/base/file.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace loket;

TEST_CASE("a written file replaces the old one whole, a missing one is Gone") {
    const auto folder = std::filesystem::temp_directory_path() / "loket-file-test";
    REQUIRE(make_folder(folder));
    const auto path = folder / "note.txt";
    REQUIRE(write_text(path, "satu"));
    REQUIRE(write_text(path, "dua"));
    CHECK(read_text(path).value() == "dua");
    CHECK_FALSE(std::filesystem::exists(folder / "note.txt.part"));
    CHECK(read_text(folder / "absent").error().fault == Fault::Gone);
    CHECK_FALSE(read_text(path, 2));
    CHECK_FALSE(write_text(folder / "no" / "such" / "place", "x"));
    std::filesystem::remove_all(folder);
}
