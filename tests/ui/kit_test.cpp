// How widgets behave under fingers and keys.

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "gallery.h"

using namespace loket;
using namespace loket::ui;

namespace {

std::unique_ptr<Headless> open(void (*draw)(Ui&, gallery::State&), gallery::State& state) {
    auto made = Headless::create([draw, &state](Ui& ui) { draw(ui, state); });
    REQUIRE(made.ok());
    return std::move(*made);
}

}  // namespace

TEST_CASE("tapping works by id and only on what can be tapped") {
    gallery::State state;
    const auto stage = open(gallery::nik, state);
    CHECK(stage->tap("back"));
    CHECK(state.last == "back");
    CHECK_FALSE(stage->tap("next"));
    CHECK_FALSE(stage->tap("nik"));
    CHECK_FALSE(stage->tap("no.such.node"));
    CHECK(state.last == "back");
    CHECK(stage->tap("tool.call_officer"));
    CHECK(state.last == "help");
    CHECK(stage->tap("language:en"));
    CHECK(state.last == "en");
}

TEST_CASE("a NIK is entered by the keypad and the page opens") {
    gallery::State state;
    state.nik.clear();
    const auto stage = open(gallery::nik, state);
    for (const char digit : std::string("2171025205900001"))
        REQUIRE(stage->tap(std::string("digit:") + digit));
    CHECK(state.nik.text() == "2171025205900001");
    CHECK(stage->find("nik")->value == "2171025205900001");
    CHECK(stage->find("next")->enabled);
    CHECK(stage->tap("next"));
    CHECK(state.last == "next");
    CHECK(stage->tap("erase"));
    CHECK(state.nik.text() == "217102520590000");
    CHECK_FALSE(stage->find("next")->enabled);
    CHECK(stage->tap("clear"));
    CHECK(state.nik.text().empty());
}

TEST_CASE("a NIK can be typed and scanned as well") {
    gallery::State state;
    state.nik.clear();
    const auto stage = open(gallery::nik, state);
    stage->type("21x71");
    CHECK(state.nik.text() == "2171");
    stage->key(Key::Backspace);
    CHECK(state.nik.text() == "217");
    state.nik.clear();
    stage->scan("2171025205900001");
    CHECK(state.nik.text() == "2171025205900001");
}

TEST_CASE("a double tap on a button counts once, on a key twice") {
    int presses = 0;
    FieldModel field(Accept::Digits, 9);
    const auto stage = *Headless::create([&](Ui& ui) {
        ui.screen("s");
        presses += ui.button({.id = "go", .label = "Go"}, {100, 100, 200, 100});
        ui.keypad({.clear = "C", .erase = "E"}, {400, 100, 400, 500}, field);
    });
    const auto tap_twice = [&](Vec2 at, int apart) {
        stage->wait(Millis{1000});
        for (int i = 0; i < 2; ++i) {
            stage->ui().input().push(InputEvent::down(at, stage->now()));
            stage->ui().input().push(InputEvent::up(at, stage->now() + Millis{10}));
            stage->settle();
            if (i == 0) stage->wait(Millis{apart});
        }
    };
    tap_twice(stage->find("go")->rect.centre(), 100);
    CHECK(presses == 1);
    tap_twice(stage->find("go")->rect.centre(), 400);
    CHECK(presses == 3);
    tap_twice(stage->find("digit:1")->rect.centre(), 100);
    CHECK(field.text() == "11");
}

TEST_CASE("sliding off a button before lifting does not press it") {
    gallery::State state;
    const auto stage = open(gallery::nik, state);
    const Vec2 from = stage->find("back")->rect.centre();
    stage->drag({from, {from.x, from.y - 300}});
    CHECK(state.last.empty());
    stage->drag({{from.x, from.y - 300}, from});
    CHECK(state.last.empty());
    stage->drag({from, {from.x + 3, from.y}, from});
    CHECK(state.last == "back");
}

TEST_CASE("a change of screen swallows the tap that is under way and locks input") {
    std::string screen = "one";
    int presses = 0;
    const auto stage = *Headless::create([&](Ui& ui) {
        ui.screen(screen);
        if (ui.button({.id = "same", .label = "Same place"}, {100, 100, 300, 100})) {
            ++presses;
            screen = screen == "one" ? "two" : "one";
        }
    });
    const Vec2 at{200, 150};
    CHECK(stage->tap("same"));
    CHECK(presses == 1);
    // Straight after the change: too soon.
    stage->ui().input().push(InputEvent::down(at, stage->now() - Millis{200}));
    stage->ui().input().push(InputEvent::up(at, stage->now() - Millis{190}));
    stage->settle();
    CHECK(presses == 1);
    CHECK(stage->tap("same"));
    CHECK(presses == 2);
}

TEST_CASE("a new screen slides in and comes to rest where it belongs") {
    std::string screen = "one";
    const auto stage = *Headless::create([&](Ui& ui) {
        ui.screen(screen);
        Rect area = ui.content();
        ui.button({.id = "go", .label = "Lanjut"}, cut_top(area, 100));
    });
    const RgbaImage rest = stage->image();
    const Rect place = stage->find("go")->rect;
    screen = "two";
    stage->frame();
    stage->frame();
    CHECK(stage->ui().busy());
    CHECK_FALSE(stage->image() == rest);
    CHECK(stage->find("go")->rect == place);
    stage->settle();
    CHECK(stage->image() == rest);
    CHECK_FALSE(stage->ui().busy());
}

TEST_CASE("keys move a visible focus in order and operate what has it") {
    gallery::State state;
    const auto stage = open(gallery::home, state);
    const auto focused = [&] {
        std::string id;
        for (const Node& node : stage->nodes())
            if (node.focused) id = node.id;
        return id;
    };
    CHECK(focused().empty());
    const RgbaImage plain = stage->image();
    stage->key(Key::Down);
    CHECK(focused() == "rekam");  // a page is entered at its content
    CHECK_FALSE(stage->image() == plain);
    stage->key(Key::Enter);
    CHECK(state.last == "rekam");
    stage->key(Key::Tab);
    CHECK(focused() == "cetak");
    stage->key(Key::BackTab);
    stage->key(Key::Up);
    CHECK(focused() == "language:en");
    stage->key(Key::Up);
    stage->key(Key::Up);
    CHECK(focused() == "tool.call_officer");
    stage->tap_at({960, 200});
    CHECK(focused().empty());
}

TEST_CASE("the focus goes through everything that can be operated, once, and comes round") {
    gallery::State state;
    const auto stage = open(gallery::nik, state);
    std::size_t stops = 0;
    for (const Node& node : stage->nodes()) stops += node.enabled && interactive(node.role) ? 1 : 0;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < stops; ++i) {
        stage->key(Key::Down);
        const auto& nodes = stage->nodes();
        const auto here = std::find_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.focused; });
        REQUIRE(here != nodes.end());
        CHECK(seen.insert(here->id).second);
    }
    stage->key(Key::Down);
    for (const Node& node : stage->nodes())
        if (node.focused) CHECK(seen.contains(node.id));
}

TEST_CASE("back on a page the focus is where it was, gone with its control it goes to the next, and a newcomer starts anew") {
    std::string screen = "one";
    int count = 3;
    auto made = Headless::create([&](Ui& ui) {
        ui.screen(screen);
        Rect area = ui.content();
        for (int i = 0; i < count; ++i) ui.button({.id = screen + std::to_string(i), .label = "x"}, cut_top(area, 80, 20));
    });
    auto& stage = **made;
    const auto focused = [&] {
        for (const Node& node : stage.nodes())
            if (node.focused) return node.id;
        return std::string{};
    };
    for (int i = 0; i < 2; ++i) stage.key(Key::Down);
    CHECK(focused() == "one1");
    screen = "two";
    stage.settle();
    CHECK(focused().empty());
    stage.key(Key::Down);
    CHECK(focused() == "two0");
    screen = "one";
    stage.settle();
    CHECK(focused() == "one1");
    stage.key(Key::Down);
    count = 2;
    stage.settle();
    stage.settle();
    CHECK(focused() == "one1");
    stage.ui().forget_focus();
    screen = "two";
    stage.settle();
    CHECK(focused().empty());
}

TEST_CASE("only a short, still touch of one finger is a tap") {
    int taps = 0;
    auto made = Headless::create([&](Ui& ui) {
        Rect area = ui.content();
        if (ui.tile({.id = "big", .title = "Besar"}, cut_top(area, 500))) ++taps;
    });
    auto& stage = **made;
    const Rect tile = stage.find("big")->rect;
    const Vec2 a = tile.centre(), b{a.x + 200, a.y}, c{a.x + 30, a.y + 30};
    auto& input = stage.ui().input();
    const auto frames = [&](Millis span) {
        for (Millis gone{0}; gone < span; gone += Millis{20}) stage.frame(Millis{20});
    };
    const auto touch = [&](std::initializer_list<InputEvent> events) {
        frames(Millis{800});
        taps = 0;
        for (const auto& event : events) {
            while (stage.now() < event.at) stage.frame(Millis{20});
            input.push(event);
        }
        frames(Millis{200});
        return taps;
    };
    const auto at = [&](int millis) { return stage.now() + Millis{800 + millis}; };
    CHECK(touch({InputEvent::down(a, at(20), 1), InputEvent::up(a, at(100), 1)}) == 1);
    // A swipe within a large control, a palm that stays, a hand that comes down with several contacts.
    CHECK(touch({InputEvent::down(a, at(20), 1), InputEvent::move(b, at(60), 1), InputEvent::up(b, at(100), 1)}) == 0);
    CHECK(touch({InputEvent::down(a, at(20), 1), InputEvent::up(a, at(3500), 1)}) == 0);
    CHECK(touch({InputEvent::down(a, at(20), 1), InputEvent::down(b, at(60), 2), InputEvent::up(a, at(300), 1), InputEvent::up(b, at(320), 2)}) == 0);
    // A finger beside a hand that has been resting is a finger.
    CHECK(touch({InputEvent::down(c, at(20), 1), InputEvent::down(b, at(1500), 2), InputEvent::up(b, at(1600), 2), InputEvent::up(c, at(1900), 1)}) == 1);
    // A second finger much later neither taps nor spoils.
    CHECK(touch({InputEvent::down(a, at(20), 1), InputEvent::down(b, at(320), 2), InputEvent::up(b, at(360), 2), InputEvent::up(a, at(420), 1)}) == 1);
}

TEST_CASE("a key that is held presses once") {
    gallery::State state;
    const auto stage = open(gallery::keyboard, state);
    stage->key(Key::Right);
    CHECK(state.last == "next");
    state.last.clear();
    stage->wait(Millis{2000});
    stage->ui().input().push(InputEvent::press(Key::Right, stage->now(), true));
    stage->settle();
    CHECK(state.last.empty());
}

TEST_CASE("for the left hand the footer and the keypad are mirrored") {
    gallery::State state;
    const auto stage = open(gallery::nik, state);
    const float next = stage->find("next")->rect.x, back = stage->find("back")->rect.x;
    CHECK(next > back);
    REQUIRE(stage->ui().set_theme({.left_handed = true}).ok());
    stage->settle();
    CHECK(stage->find("next")->rect.x < stage->find("back")->rect.x);
}

TEST_CASE("left and right are back and next, Enter without focus is the main action") {
    gallery::State state;
    const auto stage = open(gallery::keyboard, state);
    stage->key(Key::Left);
    CHECK(state.last == "back");
    stage->key(Key::Right);
    CHECK(state.last == "next");
    state.last.clear();
    stage->key(Key::Enter);
    CHECK(state.last == "next");
    stage->key(Key::Escape);
    CHECK(state.last == "back");
}

TEST_CASE("the screen keyboard and a real one write into the same field") {
    gallery::State state;
    state.name.clear();
    const auto stage = open(gallery::keyboard, state);
    for (const char* key : {"letter:S", "letter:I", "letter:T", "letter:I", "space", "letter:A", "erase"})
        REQUIRE(stage->tap(key));
    CHECK(state.name.text() == "SITI ");
    stage->type("nur");
    CHECK(state.name.text() == "SITI NUR");
    CHECK(stage->find("name")->value == "SITI NUR");
}

TEST_CASE("a dialog makes the page deaf and answers keys") {
    gallery::State state;
    const auto stage = open(gallery::choose, state);
    state.dialog = true;
    stage->settle();
    REQUIRE(stage->find("leave.now") != nullptr);
    CHECK_FALSE(stage->find("next")->enabled);
    CHECK_FALSE(stage->tap("next"));
    stage->tap_at(stage->find("back")->rect.centre());
    CHECK(state.last.empty());
    stage->key(Key::Down);
    CHECK(stage->find("stay")->focused);
    stage->key(Key::Escape);
    CHECK(state.last == "stay");
    CHECK_FALSE(state.dialog);
    CHECK(stage->find("next")->enabled);
    CHECK(stage->tap("next"));
    CHECK(state.last == "next");
    state.dialog = true;
    stage->settle();
    CHECK(stage->tap("leave.now"));
    CHECK(state.last == "leave.now");
}

TEST_CASE("tables select rows and turn pages by bar, keys and wheel") {
    gallery::State state;
    const auto stage = open(gallery::verification, state);
    CHECK(stage->tap("R-1209"));
    CHECK(state.selected == "R-1209");
    CHECK(stage->find("R-1209")->selected);
    const std::string range = stage->find("waiting.range")->label;
    CHECK_FALSE(stage->tap("waiting.previous"));
    CHECK(stage->tap("waiting.next"));
    CHECK(state.table.first > 0);
    CHECK(stage->find("R-1207") == nullptr);
    CHECK(stage->find("waiting.range")->label != range);
    stage->key(Key::PageUp);
    CHECK(state.table.first == 0);
    stage->ui().input().push(InputEvent::move({700, 400}, stage->now(), InputEvent::kMouse));
    stage->ui().input().push(InputEvent::scroll({700, 400}, -1, stage->now()));
    stage->settle();
    CHECK(state.table.first > 0);
}

TEST_CASE("choices, check rows and staff fields report what was chosen") {
    gallery::State state;
    const auto choose = open(gallery::choose, state);
    CHECK(choose->tap("rusak"));
    CHECK(state.choice == "rusak");
    CHECK(choose->find("rusak")->selected);
    CHECK_FALSE(choose->tap("lain"));
    const auto check = open(gallery::checklist, state);
    CHECK(check->tap("c3:fail"));
    CHECK(state.check == CheckState::Fail);
    CHECK(check->find("c3")->value == "fail");
    CHECK(check->tap("user"));
    CHECK(check->find("user")->focused);
    check->type("x");
    CHECK(state.user.text() == "petugas.01x");
    CHECK(state.pin.text() == "1234");
    check->key(Key::Left);
    check->key(Key::Backspace);
    CHECK(state.user.text() == "petugas.0x");
    CHECK(check->find("pin")->value.find('1') == std::string::npos);
}

TEST_CASE("a signature is drawn as ink and cleared") {
    gallery::State state;
    const auto stage = open(gallery::signature, state);
    const Rect pad = stage->find("pad")->rect;
    const RgbaImage blank = stage->image();
    std::vector<Vec2> line;
    for (int i = 0; i < 40; ++i)
        line.push_back(
            {pad.x + 100 + static_cast<float>(i) * 10, pad.y + 100 + static_cast<float>(i % 7) * 6});
    stage->drag(line);
    REQUIRE(state.ink.strokes().size() == 1);
    CHECK(state.ink.strokes()[0].size() == 40);
    CHECK(state.ink.length() > 0.2f);
    CHECK_FALSE(stage->image() == blank);
    CHECK(stage->tap("clear"));
    CHECK(state.ink.empty());
    CHECK(stage->image() == blank);
}

TEST_CASE("two seconds on the logo, or F12, call for an officer's sign-in") {
    int asked = 0;
    gallery::State state;
    const auto stage = *Headless::create([&](Ui& ui) {
        gallery::home(ui, state);
        asked += ui.staff_requested();
    });
    const Vec2 logo{80, 57};
    stage->tap_at(logo);
    CHECK(asked == 0);
    stage->wait(Millis{500});
    stage->ui().input().push(InputEvent::down(logo, stage->now()));
    stage->frame();
    for (int i = 0; i < 30; ++i) stage->frame(Millis{100});
    CHECK(asked == 1);
    stage->ui().input().push(InputEvent::up(logo, stage->now()));
    stage->settle();
    stage->key(Key::Staff);
    CHECK(asked == 2);
}

TEST_CASE("the same frames give the same pictures, a change of look gives another") {
    gallery::State state = gallery::filled();
    const auto one = open(gallery::face, state), other = open(gallery::face, state);
    CHECK(one->image() == other->image());
    const RgbaImage normal = one->image();
    REQUIRE(one->ui().set_theme({.high_contrast = true, .text_scale = 1.25f}).ok());
    one->settle();
    CHECK_FALSE(one->image() == normal);
    REQUIRE(one->ui().set_theme({}).ok());
    one->settle();
    CHECK(one->image() == normal);
}

TEST_CASE("a resting page asks for no frames, a moving one does") {
    gallery::State state;
    const auto stage = open(gallery::home, state);
    CHECK_FALSE(stage->ui().busy());
    const auto spinner = *Headless::create([](Ui& ui) {
        ui.progress_ring({.id = "r", .label = "Tunggu", .value = -1}, {100, 100, 200, 200});
    });
    CHECK(spinner->ui().busy());
}
