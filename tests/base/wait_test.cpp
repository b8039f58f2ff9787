#include "devices/base/wait.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace loket;
using namespace std::chrono_literals;

TEST_CASE("waiting lasts its span, or ends at once when asked to stop") {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(wait_for(20ms, {}));
    CHECK(std::chrono::steady_clock::now() - begin >= 20ms);

    std::stop_source stop;
    std::jthread stopper([&] { stop.request_stop(); });
    CHECK_FALSE(wait_for(10s, stop.get_token()));
    CHECK_FALSE(wait_for(10s, stop.get_token()));
    CHECK(std::chrono::steady_clock::now() - begin < 2s);
}
