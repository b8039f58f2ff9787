// The public display: how calls are spoken, when they are, and when the display says that it is behind.

#include <filesystem>

#include "desk_station.h"
#include "devices/base/file.h"
#include "kiosk/app/flows/call_words.h"

using namespace loket;
using namespace loket::app;
using test::DeskStation;

TEST_CASE("numbers in Indonesian and English words") {
    const std::pair<int, std::pair<const char*, const char*>> kNumbers[] = {
        {0, {"nol", "zero"}}, {1, {"satu", "one"}}, {9, {"sembilan", "nine"}}, {10, {"sepuluh", "ten"}}, {11, {"sebelas", "eleven"}}, {12, {"dua belas", "twelve"}},
        {19, {"sembilan belas", "nineteen"}}, {20, {"dua puluh", "twenty"}}, {21, {"dua puluh satu", "twenty-one"}}, {99, {"sembilan puluh sembilan", "ninety-nine"}},
        {100, {"seratus", "one hundred"}}, {101, {"seratus satu", "one hundred one"}}, {111, {"seratus sebelas", "one hundred eleven"}}, {250, {"dua ratus lima puluh", "two hundred fifty"}},
        {1000, {"seribu", "one thousand"}}, {1999, {"seribu sembilan ratus sembilan puluh sembilan", "one thousand nine hundred ninety-nine"}}, {11'011, {"sebelas ribu sebelas", "eleven thousand eleven"}},
        {100'000, {"seratus ribu", "one hundred thousand"}}, {999'999, {"sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan", "nine hundred ninety-nine thousand nine hundred ninety-nine"}}};
    for (const auto& [number, words] : kNumbers) {
        CHECK(number_words(number, "id") == words.first);
        CHECK(number_words(number, "en") == words.second);
    }
}

TEST_CASE("a call spells the ticket and counts the counter") {
    CHECK(call_sentence("A023", "2", "id") == "Nomor antrean A nol dua tiga, silakan ke loket dua.");
    CHECK(call_sentence("A-023", "12", "id") == "Nomor antrean A nol dua tiga, silakan ke loket dua belas.");
    CHECK(call_sentence("B107", "3", "en") == "Ticket number B one zero seven, please go to counter three.");
    CHECK(call_sentence("B107", "Khusus", "id") == "Nomor antrean B satu nol tujuh, silakan ke loket Khusus.");
    CHECK(call_sentence("A001", "", "id") == "Nomor antrean A nol nol satu, silakan ke loket.");
}

TEST_CASE("display: each call is announced once, a repeated call again, old ones never") {
    DeskStation desk;
    const auto nik = desk.office.household().father;
    const auto call = [&] { desk.office.must(engine::CallTicket{"1", ""}, {"rina", engine::Role::FrontOffice}); };
    const auto take = [&](const std::string& who) { desk.office.must(engine::TakeTicket{"S02", engine::Errand::Apply, false, who, {{"alasan", "HILANG"}}, ""}, {"kiosk-1", engine::Role::Pemohon}); };
    take(nik);
    call();
    desk.office.clock.advance(std::chrono::seconds(5));
    speech::TranscriptSpeaker speaker;
    desk.station = std::make_unique<Station>(desk.office.equipment(), desk.strings, &speaker);
    desk.station->show_display();
    desk.rest();
    CHECK(desk.station->display().view().now);
    CHECK(speaker.take().empty());
    desk.office.clock.advance(std::chrono::seconds(20));
    const auto number = desk.station->display().view().now->number;
    desk.office.must(engine::CallTicket{"1", number}, {"rina", engine::Role::FrontOffice});
    CHECK(desk.station->display().view().calling);
    CHECK(desk.station->display().view().calling);
    const auto said = speaker.take();
    REQUIRE(said.size() == 2);
    CHECK(said[0].text == "♪call");
    CHECK(said[1].text == call_sentence(number, "1", "id"));
    desk.office.clock.advance(std::chrono::seconds(30));
    CHECK_FALSE(desk.station->display().view().calling);
    desk.station.reset();  // before the speaker goes
}

TEST_CASE("display: notices take turns, and silence of the core is told") {
    DeskStation desk;
    desk.station->show_display();
    desk.rest();
    const auto data = load_display_data(LOKET_SOURCE_DIR "/assets/display.json").value();
    REQUIRE(data.notices.size() >= 2);
    CHECK(desk.station->display().view().notice == data.notices[0].at("id"));
    CHECK(desk.station->display().view().stale.empty());
    desk.office.clock.advance(std::chrono::seconds(data.seconds));
    CHECK(desk.station->display().view().notice == data.notices[1].at("id"));
    desk.office.clock.advance(std::chrono::seconds(data.stale_after_seconds));
    CHECK(desk.station->display().view().stale.starts_with("Data terakhir 08.00"));
}

TEST_CASE("display: a broken file of notices is refused with its name") {
    const auto file = std::filesystem::temp_directory_path() / "loket-display-test.json";
    for (const auto* wrong : {"", "{}", R"({"seconds":0,"stale_after_seconds":5,"notices":[]})", R"({"seconds":5,"stale_after_seconds":5,"notices":[{"en":"x"}]})"}) {
        REQUIRE(write_text(file, wrong));
        const auto loaded = load_display_data(file);
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().context.find("loket-display-test.json") != std::string::npos);
    }
    std::filesystem::remove(file);
}
