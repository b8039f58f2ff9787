#pragma once
// The user interface without a window: for tests, demos and pictures of screens. Events are injected, time
// stands still unless it is moved, the picture is drawn on the CPU. Needs no SDL, display or graphics
// processor.

#include <functional>
#include <memory>
#include <string_view>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/raster.h"

namespace loket::ui {

struct HeadlessOptions {
    int width = 1920, height = 1080;
    ThemeOptions theme = {};
    Instant start = from_millis(1'795'410'000'000);  ///< 2026-11-23T03:00:00Z
    Millis step{16};                                 ///< from frame to frame while the page settles; longer: fewer frames of what moves
};

class Headless {
  public:
    using Draw = std::function<void(Ui&)>;

    /// Fails as Fonts::load does.
    static Result<std::unique_ptr<Headless>> create(Draw draw, const HeadlessOptions& options = {});

    /// One frame; time moves on by `step`.
    void frame(Millis step);
    void frame() { frame(step_); }
    /// Frames until nothing moves and no input waits, at least two, at most 200.
    void settle();
    /// Moves time without drawing.
    void wait(Millis time) { now_ += time; }

    /// Puts a finger on the middle of the node and lifts it. False, and nothing is touched, if there is no
    /// such node, it is disabled or not operable. Waits out input lock and double-tap guard first, so that a
    /// script can go at full speed.
    bool tap(std::string_view node_id);
    void tap_at(Vec2 position);
    /// A finger that draws through the points, 8 ms apart.
    void drag(const std::vector<Vec2>& points);
    void type(std::string_view text);  ///< as a person: 80 ms a character
    void scan(std::string_view text);  ///< as a barcode scanner: 2 ms a character, then Enter
    void key(Key key);

    [[nodiscard]] const Nodes& nodes() const { return ui_->nodes(); }
    [[nodiscard]] const Node* find(std::string_view id) const { return find_node(ui_->nodes(), id); }
    /// The present frame as a picture.
    const RgbaImage& image();
    [[nodiscard]] Ui& ui() { return *ui_; }
    [[nodiscard]] Instant now() const { return now_; }

  private:
    Headless(Draw draw, const HeadlessOptions& options, std::unique_ptr<Ui> ui);

    Draw draw_;
    std::unique_ptr<Ui> ui_;
    Rasteriser raster_;
    RgbaImage image_;
    ImDrawData* drawn_ = nullptr;
    Instant now_;
    Millis step_;
};

}  // namespace loket::ui
