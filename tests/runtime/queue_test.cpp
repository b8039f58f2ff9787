#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <stdexcept>

#include "devices/base/wait.h"
#include "devices/model/aside.h"
#include "devices/runtime/backoff.h"
#include "devices/runtime/deadline.h"
#include "devices/runtime/event_queue.h"

using namespace loket;
using namespace loket::runtime;
using namespace std::chrono_literals;

TEST_CASE("unread previews and progress are replaced by newer ones, hints are kept") {
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
    const auto a = watch.at(now + 10min, late);
    const auto b = watch.at(now + 20ms, soon);
    { const auto c = watch.at(now + 10ms, never); }
    CHECK_FALSE(soon.stop_requested());
    wait_for(5s, soon.get_token());
    CHECK(soon.stop_requested());
    CHECK(std::chrono::steady_clock::now() >= now + 20ms);
    CHECK_FALSE(late.stop_requested());
    CHECK_FALSE(never.stop_requested());
    std::stop_source past;
    const auto d = watch.at(now, past);
    wait_for(5s, past.get_token());
    CHECK(past.stop_requested());
}

TEST_CASE("work aside is finished, abandoned to itself on a stop, and waited for before the next") {
    model::Aside aside;
    std::atomic<int> done = 0;
    CHECK(aside.run([&] { ++done; }, {}));
    CHECK(done == 1);
    std::stop_source stop;
    stop.request_stop();
    std::stop_source gate, soon;
    DeadlineWatch watch;
    const auto guard = watch.at(std::chrono::steady_clock::now() + 20ms, soon);
    CHECK_FALSE(aside.run([&] { wait_for(5s, gate.get_token()), ++done; }, soon.get_token()));
    CHECK(done == 1);
    CHECK_FALSE(aside.run([&] { done = 99; }, stop.get_token()));
    gate.request_stop();
    CHECK(aside.run([&] { done = done * 10; }, {}));
    CHECK(done == 20);
    CHECK_THROWS_AS(aside.run([] { throw std::runtime_error("bug"); }, {}), std::runtime_error);
    CHECK(aside.run([] {}, {}));
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
