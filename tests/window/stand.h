#pragma once
// A screen with the kiosk on it, and its twin that says what should be seen.

#include <catch2/catch.hpp>

#include <chrono>
#include <functional>
#include <thread>

#include "devices/base/file.h"
#include "display.h"
#include "kiosk/ui/png.h"
#include "twin.h"

namespace window_test {

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using loket::test::Child;
using loket::test::Display;
using namespace std::chrono_literals;

inline std::filesystem::path new_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "loket-window-XXXXXX").string();
    return mkdtemp(pattern.data());
}

inline std::size_t different_pixels(const RgbaImage& a, const RgbaImage& b) {
    if (a.width != b.width || a.height != b.height) return static_cast<std::size_t>(-1);
    std::size_t count = 0;
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x) count += std::equal(a.at(x, y), a.at(x, y) + 3, b.at(x, y)) ? 0 : 1;
    return count;
}

/// The left upper part of a picture, as large as another.
inline RgbaImage part_of(const RgbaImage& whole, int width, int height) {
    if (whole.width < width || whole.height < height) return whole;
    RgbaImage part(width, height);
    for (int y = 0; y < height; ++y) std::copy(whole.at(0, y), whole.at(0, y) + static_cast<std::size_t>(width) * 4, part.at(0, y));
    return part;
}

/// A screen with the kiosk on it, and its twin.
class Stand {
  public:
    /// `prepare` is given the office's folder before the kiosk starts.
    Stand(int width, int height, std::vector<std::string> options = {"--fullscreen"}, const std::function<void(const std::filesystem::path&)>& prepare = {}) : folder_(new_folder()) {
        make_folder(folder_ / "screen");
        std::string why;
        display_ = Display::open(folder_ / "screen", width, height, why);
        if (!display_) {
            WARN("SKIPPED: no window without a display: " << why << " (packages xvfb and xdotool)");
            return;
        }
        if (prepare) prepare(office());
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
    /// Whether it does now.
    [[nodiscard]] bool shows() {
        const auto& expected = twin->picture();
        return different_pixels(part_of(display_->picture(), expected.width, expected.height), expected) == 0;
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

}  // namespace window_test
