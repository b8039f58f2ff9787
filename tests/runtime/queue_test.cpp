#include <catch2/catch.hpp>

#include <chrono>

#include "devices/base/wait.h"
#include "devices/runtime/backoff.h"
#include "devices/runtime/deadline.h"
#include "devices/runtime/event_queue.h"

using namespace loket;
using namespace loket::runtime;
using namespace std::chrono_literals;

TEST_CASE("unread previews and progress are replaced by newer ones; hints are kept") {
    EventQueue queue;
    for (int i = 0; i < 100; ++i) {
        queue.push({1, Preview{RgbaImage(i + 1, 1)}});
        queue.push({1, Progress{i}});
    }
    queue.push({1, Hint{"a"}});
    queue.push({1, Hint{"b"}});
    CHECK(queue.size() == 4);
    CHECK(std::get<Preview>(queue.try_pop()->body).frame.width == 100);
    CHECK(std::get<Progress>(queue.try_pop()->body).percent == 99);
    CHECK(std::get<Hint>(queue.try_pop()->body).code == "a");
    CHECK(std::get<Hint>(queue.try_pop()->body).code == "b");
    CHECK_FALSE(queue.try_pop());
}

TEST_CASE("a full queue drops the oldest hint and never a result") {
    EventQueue queue;
    queue.push({1, Done{Error{Fault::Busy, ""}}});
    for (int i = 0; i < 200; ++i) queue.push({2, Hint{std::to_string(i)}});
    queue.push({2, Done{Error{Fault::Busy, ""}}});
    queue.push({0, Removed{}});
    CHECK(queue.size() == EventQueue::kCapacity);
    CHECK(queue.unread_results() == 2);
    CHECK(std::holds_alternative<Done>(queue.try_pop()->body));
    CHECK(std::get<Hint>(queue.try_pop()->body).code == "139");
}

TEST_CASE("waiting for an event ends when asked to stop") {
    EventQueue queue;
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(queue.pop(stop.get_token()));
}

TEST_CASE("deadlines fire in time, in any order, unless taken back") {
    DeadlineWatch watch;
    std::stop_source late, soon, never;
    const auto now = std::chrono::steady_clock::now();
    const auto a = watch.at(now + 80ms, late);
    const auto b = watch.at(now + 20ms, soon);
    { const auto c = watch.at(now + 10ms, never); }
    wait_for(50ms, {});
    CHECK(soon.stop_requested());
    CHECK_FALSE(late.stop_requested());
    wait_for(60ms, {});
    CHECK(late.stop_requested());
    CHECK_FALSE(never.stop_requested());
}

TEST_CASE("back-off doubles up to its cap and starts over") {
    Backoff backoff(10ms, 35ms);
    CHECK(backoff.next() == 10ms);
    CHECK(backoff.next() == 20ms);
    CHECK(backoff.next() == 35ms);
    CHECK(backoff.next() == 35ms);
    backoff.reset();
    CHECK(backoff.next() == 10ms);
}
