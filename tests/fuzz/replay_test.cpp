// The corpora of the fuzzers, in every normal run: what was found once stays found.

#include <catch2/catch.hpp>

#include <filesystem>
#include <set>

#include "devices/base/file.h"
#include "devices/base/random.h"
#include "tests/fuzz/target.h"

using namespace loket;

namespace {

const std::filesystem::path kCorpus = std::filesystem::path(LOKET_SOURCE_DIR) / "tests/fuzz/corpus";

std::vector<std::filesystem::path> files_of(std::string_view target) {
    std::vector<std::filesystem::path> files;
    for (const auto& each : std::filesystem::directory_iterator(kCorpus / target)) files.push_back(each.path());
    std::sort(files.begin(), files.end());
    return files;
}

Bytes read(const std::filesystem::path& path) {
    const auto text = read_text(path, 1u << 20);
    REQUIRE(text);
    const auto bytes = as_bytes(*text);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("fuzz: every target has a corpus and every corpus a target") {
    std::set<std::string> targets, corpora;
    for (const auto& target : fuzz::all()) targets.emplace(target.name);
    for (const auto& each : std::filesystem::directory_iterator(kCorpus)) corpora.insert(each.path().filename().string());
    CHECK(targets == corpora);
    CHECK(targets.size() >= 8);
    for (const auto& target : fuzz::all()) CHECK_FALSE(files_of(target.name).empty());
}

TEST_CASE("fuzz: every parser keeps its promises on the corpus, cut off anywhere and with any byte changed") {
    for (const auto& target : fuzz::all()) {
        CAPTURE(target.name);
        target.run({});
        for (const auto& path : files_of(target.name)) {
            CAPTURE(path.filename().string());
            const auto whole = read(path);
            target.run(whole);
            const std::size_t step = std::max<std::size_t>(1, whole.size() / 40);
            for (std::size_t at = 0; at < whole.size(); at += step) {
                target.run(ByteView(whole).first(at));
                auto changed = whole;
                changed[at] = static_cast<std::uint8_t>(mix64(at));
                target.run(changed);
            }
        }
    }
}
