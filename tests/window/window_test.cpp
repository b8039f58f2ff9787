// The kiosk as the person sees it: the program in a real window, touched from outside. What it shows must be what the same pages
// look like without a window, pixel by pixel.

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

#include "devices/base/file.h"
#include "display.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/ui/png.h"
#include "twin.h"
#include "workflow/store/store.h"

namespace window_test {

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using loket::test::Child;
using loket::test::Display;

namespace {

using namespace std::chrono_literals;

std::filesystem::path new_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "loket-window-XXXXXX").string();
    return mkdtemp(pattern.data());
}

std::size_t different_pixels(const RgbaImage& a, const RgbaImage& b) {
    if (a.width != b.width || a.height != b.height) return static_cast<std::size_t>(-1);
    std::size_t count = 0;
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x) count += std::equal(a.at(x, y), a.at(x, y) + 3, b.at(x, y)) ? 0 : 1;
    return count;
}

/// The left upper part of a picture, as large as another.
RgbaImage part_of(const RgbaImage& whole, int width, int height) {
    if (whole.width < width || whole.height < height) return whole;
    RgbaImage part(width, height);
    for (int y = 0; y < height; ++y) std::copy(whole.at(0, y), whole.at(0, y) + static_cast<std::size_t>(width) * 4, part.at(0, y));
    return part;
}

/// A screen with the kiosk on it, and its twin.
class Stand {
  public:
    Stand(int width, int height, std::vector<std::string> options = {"--fullscreen"}) : folder_(new_folder()) {
        make_folder(folder_ / "screen");
        std::string why;
        display_ = Display::open(folder_ / "screen", width, height, why);
        if (!display_) {
            WARN("SKIPPED: no window without a display: " << why << " (packages xvfb and xdotool)");
            return;
        }
        std::vector<std::string> command{LOKET_BINARY_DIR "/kiosk/loket", "run", "--always-open", "--residents", std::to_string(kResidents), "--data", office().string()};
        command.insert(command.end(), options.begin(), options.end());
        kiosk_ = Child::start(command, folder_ / "kiosk.log", {"DISPLAY=" + display_->name(), "SDL_VIDEODRIVER=x11", "SDL_AUDIODRIVER=none", "LIBGL_ALWAYS_SOFTWARE=1"});
        twin = std::make_unique<Twin>(folder_ / "twin", width, height);
    }
    ~Stand() {
        kiosk_.stop();
        twin.reset();
        display_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] bool there() const { return display_.has_value(); }
    [[nodiscard]] std::filesystem::path office() const { return folder_ / "office"; }
    [[nodiscard]] const Display& display() const { return *display_; }
    Child& kiosk() { return kiosk_; }
    [[nodiscard]] std::string log() const { return read_text(folder_ / "kiosk.log").value_or(""); }

    /// The screen comes to show what the twin shows. Leaves both pictures in $LOKET_PICTURES where it does not.
    bool agrees() {
        UNSCOPED_INFO("what the kiosk said: " << log());
        const auto until = std::chrono::steady_clock::now() + 40s;
        for (;;) {
            const auto& expected = twin->picture();
            const auto seen = part_of(display_->picture(), expected.width, expected.height);
            if (different_pixels(seen, expected) == 0) return true;
            if (!kiosk_.runs() || std::chrono::steady_clock::now() > until) return keep(seen, expected);
            std::this_thread::sleep_for(50ms);
        }
    }
    void touch(const std::string& node) {
        std::this_thread::sleep_for(400ms);  // a page that has just come hears nothing yet, and on a busy machine its picture comes late
        const auto at = twin->tap(node);
        INFO("after " << node << ", page " << to_string(twin->page()) << "\n" << log());
        REQUIRE(display_->hand({"mousemove", std::to_string(std::lround(at.x)), std::to_string(std::lround(at.y)), "click", "1"}));
        REQUIRE(agrees());
    }
    void type(const std::string& digits) {
        twin->type(digits);
        REQUIRE(display_->hand({"type", "--delay", "80", digits}));
        INFO("after typing\n" << log());
        REQUIRE(agrees());
    }

    std::unique_ptr<Twin> twin;

  private:
    static bool keep(const RgbaImage& seen, const RgbaImage& expected) {
        const char* folder = std::getenv("LOKET_PICTURES");
        if (folder == nullptr || seen.empty()) return false;
        (void)write_file(std::filesystem::path(folder) / "seen.png", *ui::encode_png(seen));
        (void)write_file(std::filesystem::path(folder) / "expected.png", *ui::encode_png(expected));
        return false;
    }
    std::filesystem::path folder_;
    std::optional<Display> display_;
    Child kiosk_;
};

}  // namespace

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
