// A broken file of data never stops the counter: the last good one is used, and somebody is told which file, where and why.

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "kiosk/app/core/last_good.h"
#include "kiosk/app/core/opening_times.h"

using namespace loket;
using namespace loket::app;
namespace fs = std::filesystem;

namespace {

/// The data of the program, copied so that it may be broken, and the folder of an office.
struct Copied {
    Copied() {
        auto pattern = (fs::temp_directory_path() / "loket-data-XXXXXX").string();
        root = mkdtemp(pattern.data());
        fs::create_directories(assets());
        for (const auto* part : kReferenceParts)
            fs::copy(fs::path(LOKET_SOURCE_DIR "/assets") / part, assets() / part, fs::copy_options::recursive);
    }
    ~Copied() {
        std::error_code ignored;
        fs::remove_all(root, ignored);
    }
    [[nodiscard]] fs::path assets() const { return root / "assets"; }
    [[nodiscard]] Result<ReferenceInUse> load() const { return load_reference_or_last_good(assets(), root / "office"); }
    void write(const std::string& file, const std::string& text) const { std::ofstream(assets() / file) << text; }

    fs::path root;
};

Instant november(unsigned day, int hour, int minute = 0) {
    return wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(day)}, hour, minute);
}

}  // namespace

TEST_CASE("good data is used and kept") {
    const Copied data;
    const auto loaded = data.load();
    REQUIRE(loaded.ok());
    CHECK(loaded->refused.empty());
    CHECK(fs::exists(data.root / "office/last-good/office-rules.json"));
}

TEST_CASE("the copy is written when something differs, and only then") {
    const Copied data;
    REQUIRE(data.load().ok());
    const auto kept = data.root / "office/last-good";
    fs::last_write_time(kept / "trust.json", {});  // the mark of this very copy
    REQUIRE(data.load().ok());
    CHECK(fs::last_write_time(kept / "trust.json") == fs::file_time_type{});
    fs::copy(data.assets() / "calendar/2026.csv", data.assets() / "calendar/2025.csv.bak");
    REQUIRE(data.load().ok());
    CHECK(fs::exists(kept / "calendar/2025.csv.bak"));
    fs::remove(data.assets() / "calendar/2025.csv.bak");
    REQUIRE(data.load().ok());
    CHECK_FALSE(fs::exists(kept / "calendar/2025.csv.bak"));
}

TEST_CASE("a broken file is refused with its name, place and reason, and the last good version goes on") {
    const Copied data;
    data.write("office-rules.json", R"({"quota": {"S02": 33}})");
    REQUIRE(data.load().ok());
    const auto [file, text, said] = GENERATE(table<std::string, std::string, std::string>({
        {"office-rules.json", "{\"quota\":\n {\"S02\": }}", "office-rules.json: line 2"},
        {"office-rules.json", R"({"hours": {"monday": {"opens": "16:00", "closes": "07:30"}}})", "office-rules.json: /hours/monday"},
        {"calendar/2026.csv", "date,kind,name\n2026-02-30,libur,Salah\n", "2026.csv"},
        {"services/S02-ktp-el.json", "{", "S02-ktp-el.json"},
    }));
    data.write(file, text);
    for (int start = 0; start < 2; ++start) {  // and again: a bad version never replaces the good one
        const auto loaded = data.load();
        REQUIRE(loaded.ok());
        INFO(loaded->refused);
        CHECK(loaded->refused.find(said) != std::string::npos);
        CHECK(loaded->reference.rules.quota.at("S02") == 33);
        CHECK(loaded->reference.services.find("S02") != nullptr);
    }
    if (file != "office-rules.json") return;
    data.write(file, R"({"quota": {"S02": 44}})");  // mended
    CHECK(data.load()->refused.empty());
    CHECK(data.load()->reference.rules.quota.at("S02") == 44);
}

TEST_CASE("without a good version nothing starts") {
    const Copied data;
    data.write("office-rules.json", "{");
    const auto loaded = data.load();
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.error().context.find("office-rules.json") != std::string::npos);
}

TEST_CASE("closed hours name the next opening") {
    const auto reference = load_reference(LOKET_SOURCE_DIR "/assets").value();
    CHECK_FALSE(next_tickets(reference, november(23, 9)).has_value());
    CHECK(next_tickets(reference, november(23, 6)) == november(23, 7, 30));
    CHECK(next_tickets(reference, november(27, 20)) == november(30, 7, 30));  // over the weekend
    CHECK(next_day_with_tickets(reference, november(23, 9)) == november(24, 7, 30));
    const auto christmas = wib_instant(Date{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(23)}, 20);
    CHECK(wib_date(*next_tickets(reference, christmas)) == Date{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(28)});  // 24 and 25 are holidays
}
