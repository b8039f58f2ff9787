#pragma once
// The user interface in a window, or on the whole screen of a kiosk. One thread owns it all; only wake() may
// be called from others.

#include <functional>
#include <memory>
#include <string>

#include "devices/base/clock.h"
#include "kiosk/ui/kit.h"
#include "kiosk/ui/presenter.h"
#include "kiosk/ui/touch_map.h"

struct SDL_Window;
union SDL_Event;

namespace loket::ui {

struct WindowOptions {
    std::string title = "Loket";
    int width = 1920, height = 1080;  ///< ignored when full screen
    bool fullscreen = false;  ///< where no desktop runs, the bare screen
    bool show_pointer = true;  ///< kiosks without a mouse hide it
    int display = 0;
    Rendering rendering = Rendering::Automatic;
    ThemeOptions theme = {};
    std::optional<Turn> turn = {};  ///< of the bare screen; nothing: as its panel says
};

class Window {
  public:
    using Draw = std::function<void(Ui&)>;

    /// Unsupported with code "ui.no_display" if SDL has none; otherwise fails as Fonts::load and
    /// make_presenter do. The clock must outlive the window.
    static Result<std::unique_ptr<Window>> create(const Clock& clock, const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Sleeps until there is input, wake() was called, something moves, or the time is over; then draws and
    /// shows one frame. Frames that look like the last one are not shown again. A screen that is pulled out or a graphics
    /// processor that is reset is no failure: the office goes on, and every step tries to show again.
    Status step(const Draw& draw, Millis longest_sleep = Millis{500});
    /// Makes the sleeping step() return soon. Any thread.
    void wake();
    /// How the bare screen is mounted; what is shown turns at once.
    void set_turn(std::optional<Turn> turn);
    /// How the panel is to be read; a mouse is always exact.
    void set_touch_map(const TouchMap& map) { touch_map_ = map; }
    /// Somebody asked to close the window.
    [[nodiscard]] bool closing() const { return closing_; }
    [[nodiscard]] Ui& ui() { return *ui_; }
    [[nodiscard]] bool accelerated() const { return presenter_ != nullptr && presenter_->accelerated(); }
    /// Whether the last step was shown.
    [[nodiscard]] bool visible() const { return presenter_ != nullptr; }
    [[nodiscard]] Vec2 size() const;

  private:
    Window(const Clock& clock, SDL_Window* window);
    Status open(const WindowOptions& options, Rendering rendering);
    void sleep(Millis longest);
    void handle(const SDL_Event& event);
    void show(const ImDrawData& drawn);

    const Clock& clock_;
    SDL_Window* window_;
    std::unique_ptr<Ui> ui_;
    std::unique_ptr<Presenter> presenter_;
    Rendering rendering_ = Rendering::Automatic;
    bool fullscreen_ = false;
    std::uint32_t wake_event_ = 0;
    bool closing_ = false;
    TouchMap touch_map_;
    std::optional<Turn> turn_;
};

}  // namespace loket::ui
