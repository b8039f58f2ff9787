// The window on SDL's "dummy" video driver: everything but a screen.

#include <SDL.h>

#include <catch2/catch.hpp>

#include "gallery.h"
#include "kiosk/ui/sdl_events.h"
#include "kiosk/ui/window.h"

#include <thread>

using namespace loket;
using namespace loket::ui;

namespace {

void push_finger(Uint32 type, Vec2 at, SDL_FingerID finger = 3) {
    SDL_Event event{};
    event.type = type;
    event.tfinger = {.type = type,
                     .timestamp = 0,
                     .touchId = 1,
                     .fingerId = finger,
                     .x = at.x / 1920,
                     .y = at.y / 1080,
                     .dx = 0,
                     .dy = 0,
                     .pressure = 0.5f,
                     .windowID = 0};
    SDL_PushEvent(&event);
}

/// The surface of the one window that is open.
SDL_Surface* shown_surface() {
    for (Uint32 id = 1; id < 100; ++id)
        if (SDL_Window* window = SDL_GetWindowFromID(id)) return SDL_GetWindowSurface(window);
    return nullptr;
}

std::unique_ptr<Window> open(const Clock& clock, Rendering rendering) {
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto window = Window::create(clock, {.rendering = rendering});
    REQUIRE(window.ok());
    return std::move(*window);
}

}  // namespace

TEST_CASE("fingers, keys and text of SDL become ours") {
    SDL_Event event{};
    event.type = SDL_FINGERDOWN;
    event.tfinger.x = 0.5f;
    event.tfinger.y = 0.25f;
    const auto down = translate(event, {1920, 1080}, from_millis(7));
    REQUIRE(down);
    CHECK(down->kind == InputEvent::Kind::PointerDown);
    CHECK(down->position == Vec2{960, 270});
    CHECK(down->pressure == 1);
    CHECK(down->finger != InputEvent::kMouse);
    event = {};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = SDLK_TAB;
    event.key.keysym.mod = KMOD_LSHIFT;
    CHECK(translate(event, {1, 1}, {})->key == Key::BackTab);
    event.key.keysym.sym = SDLK_a;
    CHECK_FALSE(translate(event, {1, 1}, {}));
    event = {};
    event.type = SDL_MOUSEBUTTONDOWN;
    event.button.button = SDL_BUTTON_RIGHT;
    CHECK_FALSE(translate(event, {1, 1}, {}));
    event.type = SDL_QUIT;
    CHECK_FALSE(translate(event, {1, 1}, {}));
}

TEST_CASE("a tap on the glass reaches the page through either presenter") {
    ManualClock clock(from_millis(1'795'410'000'000));
    for (const Rendering rendering : {Rendering::Cpu, Rendering::Gpu}) {
        gallery::State state = gallery::filled();
        const auto window = open(clock, rendering);
        CHECK(window->accelerated() == (rendering == Rendering::Gpu));
        const auto step = [&] {
            clock.advance(Millis{400});
            REQUIRE(window->step([&](Ui& ui) { gallery::nik(ui, state); }, Millis{1}).ok());
        };
        step();
        step();
        push_finger(SDL_FINGERDOWN, find_node(window->ui().nodes(), "back")->rect.centre());
        push_finger(SDL_FINGERUP, find_node(window->ui().nodes(), "back")->rect.centre());
        for (int i = 0; i < 4; ++i) step();
        CHECK(state.last == "back");
        CHECK_FALSE(window->closing());
        SDL_Event quit{};
        quit.type = SDL_QUIT;
        SDL_PushEvent(&quit);
        step();
        CHECK(window->closing());
    }
}

TEST_CASE("a panel that is askew is read through its map, a mouse is not") {
    ManualClock clock(from_millis(1'795'410'000'000));
    const auto window = open(clock, Rendering::Cpu);
    window->set_touch_map({{0.9f, 1}, {0.05f, -0.02f}});
    std::vector<Vec2> pressed;
    const auto draw = [&](Ui& ui) {
        ui.screen("page");
        if (ui.frame().pressed) pressed.push_back(ui.frame().pointer);
    };
    REQUIRE(window->step(draw, Millis{0}));
    push_finger(SDL_FINGERDOWN, {960, 540});
    REQUIRE(window->step(draw, Millis{0}));
    push_finger(SDL_FINGERUP, {960, 540});
    REQUIRE(window->step(draw, Millis{0}));
    SDL_Event mouse{};
    mouse.type = SDL_MOUSEBUTTONDOWN;
    mouse.button.button = SDL_BUTTON_LEFT;
    mouse.button.x = 300;
    mouse.button.y = 200;
    SDL_PushEvent(&mouse);
    REQUIRE(window->step(draw, Millis{0}));
    REQUIRE(pressed.size() == 2);
    CHECK(pressed[0].x == Approx(0.5 * 0.9 * 1920 + 0.05 * 1920));
    CHECK(pressed[0].y == Approx(540 - 0.02 * 1080).margin(0.01));
    CHECK(pressed[1] == Vec2{300, 200});
}

TEST_CASE("what the window shows is what the rasteriser draws") {
    ManualClock clock(from_millis(1'795'410'000'000));
    for (const Rendering rendering : {Rendering::Cpu, Rendering::Gpu}) {
        gallery::State state = gallery::filled();
        const auto draw = [&](Ui& ui) { gallery::face(ui, state); };
        const auto window = open(clock, rendering);
        for (int i = 0; i < 3; ++i) {
            clock.advance(Millis{400});
            REQUIRE(window->step(draw, Millis{1}).ok());
        }
        const auto stage = *Headless::create(draw);
        const RgbaImage& expected = stage->image();
        SDL_Surface* surface = shown_surface();
        REQUIRE(surface != nullptr);
        REQUIRE(surface->w == expected.width);
        RgbaImage shown(surface->w, surface->h);
        REQUIRE(SDL_ConvertPixels(surface->w, surface->h, surface->format->format, surface->pixels,
                                  surface->pitch, SDL_PIXELFORMAT_RGBA32, shown.pixels.data(),
                                  shown.width * 4) == 0);
        std::size_t far = 0;
        for (std::size_t i = 0; i < shown.pixels.size(); ++i)
            if (i % 4 != 3) far += std::abs(shown.pixels[i] - expected.pixels[i]) > 48;
        // Our own rasteriser must agree exactly; SDL's software renderer has coarser edges.
        CHECK(far <= (rendering == Rendering::Cpu ? 0 : shown.pixels.size() / 200));
    }
}

TEST_CASE("another thread can wake a sleeping window") {
    const SystemClock clock;
    gallery::State state;
    const auto window = open(clock, Rendering::Automatic);
    const auto draw = [&](Ui& ui) { gallery::home(ui, state); };
    for (int i = 0; i < 3; ++i) REQUIRE(window->step(draw, Millis{1}).ok());
    const Instant before = clock.now();
    std::jthread waker([&] { window->wake(); });
    REQUIRE(window->step(draw, Millis{20'000}).ok());
    CHECK(clock.now() - before < Millis{15'000});
}

TEST_CASE("no display is an error with a name") {
    const SystemClock clock;
    SDL_setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    const auto window = Window::create(clock, {});
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    REQUIRE_FALSE(window.ok());
    CHECK(window.error().code == "ui.no_display");
}

TEST_CASE("a screen that is pulled out and put in again, or a graphics processor that is reset, needs no restart") {
    const SystemClock clock;
    const auto window = open(clock, Rendering::Cpu);
    int frames = 0;
    const auto draw = [&](Ui& ui) {
        ui.screen("one");
        Rect area = ui.content();
        ui.title(area, "Halo");
        ++frames;
    };
    REQUIRE(window->step(draw, Millis{1}).ok());
    for (const auto type : {SDL_DISPLAYEVENT, SDL_RENDER_DEVICE_RESET, SDL_RENDER_TARGETS_RESET}) {
        SDL_Event event{};
        event.type = type;
        SDL_PushEvent(&event);
        REQUIRE(window->step(draw, Millis{1}).ok());
        CHECK(window->visible());
    }
    CHECK(frames == 4);
}

TEST_CASE("pages fill any screen: the density follows its size") {
    CHECK(fitting_density(1920, 1080) == Approx(4.03f));
    CHECK(fitting_density(1080, 1920) == Approx(4.03f));
    CHECK(fitting_density(3840, 2160) == Approx(8.06f).epsilon(0.01));
    CHECK(fitting_density(1280, 720) == Approx(2.69f).epsilon(0.03));
    CHECK(fitting_density(800, 600) < kSmallestDensity);
    CHECK(fitting_density(0, 0) == 1);
}
