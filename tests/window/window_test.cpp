// The kiosk as the person sees it: the program in a real window, touched from outside. What it shows must be what the same pages
// look like without a window, pixel by pixel.

#include <catch2/catch.hpp>

#include "kiosk/app/core/office_files.h"
#include "stand.h"
#include "workflow/store/store.h"

namespace window_test {

TEST_CASE("an applicant takes a number in a real window, by touch and by keyboard, and the screen shows every page as it is drawn") {
    Stand stand(1920, 1080);
    if (!stand.there()) return;
    REQUIRE(stand.agrees());
    const auto nik = stand.twin->adult();
    stand.touch("begin");
    stand.touch("service:S02");
    stand.touch("next");
    for (const char digit : nik.substr(0, 4)) stand.touch(std::string("digit:") + digit);
    stand.type(nik.substr(4));
    stand.touch("next");
    stand.touch("confirm");
    stand.touch("answer:RUSAK");
    stand.touch("next");
    for (int pages = 0; stand.twin->page() != Page::Ticket && pages < 12; ++pages) {
        if (stand.twin->page() == Page::Priority) stand.touch("answer:none");
        stand.touch("next");
    }
    REQUIRE(stand.twin->page() == Page::Ticket);
    CHECK(stand.kiosk().stop() == 0);
    SystemRandom random;
    const auto files = open_office_files(stand.office(), random, Missing::Refuse);
    REQUIRE(files);
    CHECK(files->store->verify()->sound());
    int tickets = 0;
    for (const auto& event : files->store->events(1, 1000).value()) tickets += event.kind == "TicketIssued" ? 1 : 0;
    CHECK(tickets == 1);
}

TEST_CASE("a screen of an odd size, of 4K and a small one shows its pages whole and takes touches") {
    for (const auto& [width, height] : {std::pair{1367, 769}, {3840, 2160}, {1024, 768}}) {
        INFO(width << " x " << height);
        Stand stand(width, height);
        if (!stand.there()) return;
        REQUIRE(stand.agrees());  // a screen that is too small says so
        CHECK(stand.twin->has("notice") == (width == 1024));
        stand.touch("begin");
        stand.touch("service:S02");
        CHECK(stand.kiosk().stop() == 0);
    }
}

TEST_CASE("a window that is taken away comes back as it was, and goes on where the person stood") {
    Stand stand(1920, 1080, {});
    if (!stand.there()) return;
    REQUIRE(stand.agrees());
    stand.touch("begin");
    REQUIRE(stand.display().hand({"search", "--name", "Loket", "windowunmap", "--sync"}));
    std::this_thread::sleep_for(500ms);
    CHECK(stand.kiosk().runs());
    REQUIRE(stand.display().hand({"search", "--name", "Loket", "windowmap", "--sync"}));
    CHECK(stand.agrees());
    stand.touch("service:S02");
    stand.touch("tool.voice");  // there is no sound device here
    CHECK(stand.twin->has("notice"));
    REQUIRE(stand.display().hand({"search", "--name", "Loket", "windowsize", "1281", "721"}));
    stand.twin->resize(1281, 721);
    CHECK(stand.agrees());
    CHECK(stand.kiosk().stop() == 0);
}

TEST_CASE("a display that is not there is told in words, with an exit code") {
    const auto folder = new_folder();
    auto kiosk = Child::start({LOKET_BINARY_DIR "/kiosk/loket", "run", "--fullscreen", "--data", (folder / "office").string()}, folder / "log", {"DISPLAY=:65533", "SDL_VIDEODRIVER=x11"});
    CHECK(kiosk.wait() == 1);
    const auto said = read_text(folder / "log").value_or("");
    INFO(said);
    CHECK(said.find("there is no display for the kiosk") != std::string::npos);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a kiosk without a desktop takes the bare screen, and says what is missing where there is none") {
    if (std::filesystem::exists("/dev/dri")) {
        std::fprintf(stderr, "SKIPPED: this machine has a screen of its own\n");
        return;
    }
    const auto folder = new_folder();
    auto kiosk = Child::start({"/usr/bin/env", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY", "-u", "SDL_VIDEODRIVER", LOKET_BINARY_DIR "/kiosk/loket", "run", "--fullscreen", "--data", (folder / "office").string()}, folder / "log", {});
    CHECK(kiosk.wait() == 1);
    const auto said = read_text(folder / "log").value_or("");
    INFO(said);
    CHECK(said.find("this machine has no graphics card") != std::string::npos);
    std::filesystem::remove_all(folder);
}

}  // namespace window_test
