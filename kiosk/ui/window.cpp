#include "kiosk/ui/window.h"

#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cstdlib>

#include "devices/base/log.h"
#include "kiosk/ui/sdl_events.h"

namespace loket::ui {

namespace {

constexpr Millis kFrame{16};

Error no_display() { return {Fault::Unsupported, std::string("there is no display for the kiosk: ") + SDL_GetError(), "ui.no_display"}; }

/// No desktop, and nobody who told SDL what to take instead: the machine's screen is ours.
bool on_bare_screen() {
    return std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr && std::getenv("SDL_VIDEODRIVER") == nullptr;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::create(const Clock& clock, const WindowOptions& options) {
    set_input_hints();
    const bool bare = options.fullscreen && options.rendering == Rendering::Automatic && on_bare_screen();
    if (bare) SDL_SetHint(SDL_HINT_VIDEODRIVER, "evdev");  // touches and keys only; the picture goes to the panel
    // Only what a screen needs: no joysticks, no game controllers, no sound.
    if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_EVENTS) != 0) return no_display();
    const int centre = static_cast<int>(SDL_WINDOWPOS_CENTERED_DISPLAY(static_cast<unsigned>(options.display)));
    SDL_Rect place{centre, centre, options.width, options.height};
    // A kiosk has no window manager that would move a window of another size to the corner of its screen.
    if (SDL_Rect screen{}; options.fullscreen && SDL_GetDisplayBounds(options.display, &screen) == 0) place = screen;
    const Uint32 flags = options.fullscreen && !bare ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    SDL_Window* window =
        SDL_CreateWindow(options.title.c_str(), place.x, place.y, place.w, place.h, flags);
    if (window == nullptr) {
        Error error = no_display();
        SDL_Quit();
        return error;
    }
    std::unique_ptr<Window> made(new Window(clock, window));
    LOKET_TRY(made->open(options, bare ? Rendering::Panel : options.rendering));
    return made;
}

Window::Window(const Clock& clock, SDL_Window* window)
    : clock_(clock), window_(window), wake_event_(SDL_RegisterEvents(1)) {}

Window::~Window() {
    presenter_.reset();
    SDL_DestroyWindow(window_);
    SDL_Quit();
}

Status Window::open(const WindowOptions& options, Rendering rendering) {
    SDL_ShowCursor(options.show_pointer ? SDL_ENABLE : SDL_DISABLE);
    SDL_StartTextInput();
    turn_ = options.turn;
    LOKET_ASSIGN(presenter, make_presenter(window_, rendering, turn_));  // before the size is asked for
    LOKET_ASSIGN(ui, Ui::create(options.theme, size()));
    rendering_ = rendering;
    fullscreen_ = options.fullscreen;
    ui_ = std::move(ui);
    presenter_ = std::move(presenter);
    return {};
}

Vec2 Window::size() const {
    int width = 0, height = 0;
    SDL_GetWindowSize(window_, &width, &height);
    return {static_cast<float>(width), static_cast<float>(height)};
}

void Window::set_turn(std::optional<Turn> turn) {
    if (turn_ == turn || rendering_ != Rendering::Panel) return;
    turn_ = turn;
    presenter_.reset();  // the next frame makes it anew
}

void Window::wake() {
    SDL_Event event{};
    event.type = wake_event_;
    SDL_PushEvent(&event);
}

void Window::sleep(Millis longest) {
    const Millis limit = ui_->busy() ? std::min(longest, kFrame) : longest;
    SDL_Event event;
    if (SDL_WaitEventTimeout(&event, static_cast<int>(limit.count())) != 0) handle(event);
    while (SDL_PollEvent(&event) != 0) handle(event);
}

void Window::handle(const SDL_Event& event) {
    if (event.type == SDL_QUIT) closing_ = true;
    if (event.type == SDL_WINDOWEVENT &&
        (event.window.event == SDL_WINDOWEVENT_EXPOSED || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED))
        if (presenter_) presenter_->forget();
    if (event.type == SDL_RENDER_DEVICE_RESET || event.type == SDL_RENDER_TARGETS_RESET) presenter_.reset();
    if (event.type == SDL_DISPLAYEVENT) {  // pulled out, put in, turned: take the whole of what is there now
        if (fullscreen_) SDL_SetWindowFullscreen(window_, SDL_WINDOW_FULLSCREEN_DESKTOP);
        presenter_.reset();
    }
    SDL_Event scaled = event;
    const bool absolute = rendering_ == Rendering::Panel && scale_absolute(scaled, size());
    auto input = translate(scaled, size(), clock_.now());
    if (!input) return;
    using Kind = InputEvent::Kind;
    const Vec2 all = size();
    const bool of_panel = absolute || input->finger != InputEvent::kMouse;  // a mouse moves over the picture
    if (presenter_ && of_panel && presenter_->turn() != Turn::None) {
        const Vec2 at = upright({input->position.x / all.x, input->position.y / all.y}, presenter_->turn());
        input->position = {at.x * all.x, at.y * all.y};
    }
    const bool touched = input->kind == Kind::PointerDown || input->kind == Kind::PointerMove || input->kind == Kind::PointerUp;
    if (touched && input->finger != InputEvent::kMouse) {
        const Vec2 at = touch_map_.apply({input->position.x / all.x, input->position.y / all.y});
        input->position = {at.x * all.x, at.y * all.y};
    }
    ui_->input().push(std::move(*input));
}

Status Window::step(const Draw& draw, Millis longest_sleep) {
    sleep(longest_sleep);
    ui_->resize(size());
    ui_->begin(clock_.now());
    draw(*ui_);
    show(ui_->end());
    return {};
}

void Window::show(const ImDrawData& drawn) {
    if (!presenter_) {
        auto made = make_presenter(window_, rendering_, turn_);
        if (!made) return;  // no screen yet
        log::info("the screen is back");
        presenter_ = std::move(*made);
        return wake();  // this frame was laid out for the old one
    }
    const auto shown = presenter_->present(drawn, ui_->theme().colour.background, ui_->textures());
    if (shown) return;
    log::warn("the screen is lost: {}", shown.error().context);
    presenter_.reset();
}

}  // namespace loket::ui
