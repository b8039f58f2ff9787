#include "kiosk/ui/input.h"

#include <catch2/catch.hpp>

using namespace loket;
using namespace loket::ui;

namespace {

Instant at(int millis) { return from_millis(1'000'000 + millis); }
using E = InputEvent;

}  // namespace

TEST_CASE("a tap that is over before the next frame is still a press and a release, in two frames") {
    InputQueue queue;
    queue.push(E::down({5, 6}, at(0)));
    queue.push(E::up({5, 6}, at(1)));
    const InputFrame first = queue.next(at(16));
    CHECK(first.pressed);
    CHECK_FALSE(first.released);
    CHECK(first.down);
    CHECK(queue.pending());
    const InputFrame second = queue.next(at(32));
    CHECK_FALSE(second.pressed);
    CHECK(second.released);
    CHECK(second.pointer == Vec2{5, 6});
    CHECK(queue.next(at(48)).pointer == kNowhere);
    CHECK_FALSE(queue.pending());
}

TEST_CASE("two taps between two frames are four edges in four frames") {
    InputQueue queue;
    for (int i = 0; i < 2; ++i) {
        queue.push(E::down({1, 1}, at(10 * i)));
        queue.push(E::up({1, 1}, at(10 * i + 5)));
    }
    int presses = 0, releases = 0;
    for (int i = 0; i < 4; ++i) {
        const InputFrame frame = queue.next(at(100 + i));
        CHECK((frame.pressed != frame.released));
        presses += frame.pressed;
        releases += frame.released;
    }
    CHECK(presses == 2);
    CHECK(releases == 2);
}

TEST_CASE("the first finger wins") {
    InputQueue queue;
    queue.push(E::down({1, 1}, at(0), 7));
    queue.push(E::down({100, 100}, at(1), 8));
    queue.push(E::move({120, 120}, at(2), 8));
    queue.push(E::up({120, 120}, at(3), 8));
    const InputFrame frame = queue.next(at(16));
    CHECK(frame.down);
    CHECK(frame.pointer == Vec2{1, 1});
    CHECK(frame.samples.size() == 1);
    queue.push(E::up({2, 2}, at(20), 7));
    CHECK(queue.next(at(32)).released);
}

TEST_CASE("every raw sample is kept for ink") {
    InputQueue queue;
    queue.push(E::down({0, 0}, at(0), 1, 0.3f));
    for (int i = 1; i <= 20; ++i) queue.push(E::move({static_cast<float>(i), 0}, at(i), 1, 0.5f));
    const InputFrame frame = queue.next(at(25));
    REQUIRE(frame.samples.size() == 21);
    CHECK(frame.samples.front().starts);
    CHECK(frame.samples.front().pressure == Approx(0.3f));
    CHECK(frame.samples[20].position.x == 20);
    CHECK(frame.samples[20].at == at(20));
}

TEST_CASE("a lock drops taps and keys that happened within it and forgets the finger") {
    InputQueue queue;
    queue.push(E::down({1, 1}, at(0)));
    CHECK(queue.next(at(1)).pressed);
    queue.lock_until(at(250));
    queue.push(E::up({1, 1}, at(20)));
    queue.push(E::down({1, 1}, at(100)));
    queue.push(E::press(Key::Enter, at(110)));
    queue.push(E::up({1, 1}, at(120)));
    const InputFrame locked = queue.next(at(130));
    CHECK_FALSE(locked.pressed);
    CHECK_FALSE(locked.released);
    CHECK(locked.key == Key::None);
    CHECK(locked.pointer == kNowhere);
    queue.push(E::down({2, 2}, at(251)));
    CHECK(queue.next(at(260)).pressed);
}

TEST_CASE("one key edge a frame") {
    InputQueue queue;
    queue.push(E::press(Key::Down, at(0)));
    queue.push(E::press(Key::Enter, at(1)));
    CHECK(queue.next(at(2)).key == Key::Down);
    CHECK(queue.next(at(3)).key == Key::Enter);
    CHECK(queue.next(at(4)).key == Key::None);
}

TEST_CASE("a mouse keeps its place after the button is up") {
    InputQueue queue;
    queue.push(E::down({9, 9}, at(0), E::kMouse));
    queue.push(E::up({9, 9}, at(1), E::kMouse));
    queue.next(at(2));
    queue.next(at(3));
    CHECK(queue.next(at(4)).pointer == Vec2{9, 9});
}

TEST_CASE("a barcode scanner's burst is one scan, not typing") {
    InputQueue queue;
    const std::string code = "2171025205900001";
    std::string typed, scan;
    for (std::size_t i = 0; i < code.size(); ++i) {
        queue.push(E::typed(code.substr(i, 1), at(static_cast<int>(i) * 3)));
        const InputFrame frame = queue.next(at(static_cast<int>(i) * 3 + 1));
        typed += frame.text;
        scan += frame.scan;
    }
    queue.push(E::press(Key::Enter, at(50)));
    const InputFrame last = queue.next(at(51));
    CHECK(typed + last.text == "");
    CHECK(scan + last.scan == code);
    CHECK(last.key == Key::None);
}

TEST_CASE("a person's typing arrives as text, Enter as a key") {
    InputQueue queue;
    std::string typed;
    for (int i = 0; i < 8; ++i) {
        queue.push(E::typed("7", at(i * 70)));
        typed += queue.next(at(i * 70 + 1)).text;
    }
    queue.push(E::press(Key::Enter, at(600)));
    const InputFrame last = queue.next(at(601));
    CHECK(typed + last.text == "77777777");
    CHECK(last.scan.empty());
    CHECK(last.key == Key::Enter);
}

TEST_CASE("a short burst is a person's, and held text comes out without another event") {
    InputQueue queue;
    queue.push(E::typed("ab", at(0)));
    CHECK(queue.next(at(1)).text.empty());
    CHECK(queue.pending());
    CHECK(queue.next(at(40)).text == "ab");
    CHECK_FALSE(queue.pending());
    queue.push(E::typed("1", at(100)));
    queue.push(E::press(Key::Enter, at(101)));
    const InputFrame frame = queue.next(at(102));
    CHECK(frame.text == "1");
    CHECK(frame.key == Key::Enter);
}

TEST_CASE("a lock does not swallow a scan") {
    InputQueue queue;
    queue.lock_until(at(250));
    queue.push(E::typed("ABC123", at(10)));
    queue.push(E::press(Key::Enter, at(12)));
    CHECK(queue.next(at(13)).scan == "ABC123");
}
