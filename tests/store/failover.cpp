// One box of an office that writes all the time, for workflow/register/deploy/failover.sh: it waits for its turn, commits, and tells what was
// acknowledged, once it was.

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "devices/base/wait.h"
#include "tests/store/server.h"
#include "workflow/store/failure.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    REQUIRE(value != nullptr);
    return value;
}

}  // namespace

TEST_CASE("a box writes until it is told to stop", "[.failover]") {
    const auto place = variable("LOKET_SERVER"), box = variable("LOKET_BOX"), stop = variable("LOKET_STOP");
    const auto list = [](const char* name) { return ::open(variable(name).c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644); };
    const int acked = list("LOKET_ACKED"), refused = list("LOKET_REFUSED");
    REQUIRE((acked >= 0 && refused >= 0));
    const auto note = [](int file, int number) {
        const auto line = std::to_string(number) + "\n";
        REQUIRE(::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
    };
    std::unique_ptr<Store> store;
    int number = std::atoi(box.c_str()) * 100'000'000 + static_cast<int>(::getpid() % 10'000) * 10'000;  // never again after a start
    while (std::filesystem::exists(stop)) {
        if (!store) {
            auto opened = open_on(place, "box" + box);
            if (opened) store = std::move(*opened);
            else wait_for(Millis(200), {});
            continue;
        }
        const auto done = store->commit(one_event(++number));
        if (done) {
            note(acked, number);
            wait_for(Millis(20), {});
        } else if (done.error().code == kDiskFailed) {
            store.reset();  // only opening again shows
        } else {
            note(refused, number);
            if (done.error().code == kTaken) store.reset();
            wait_for(Millis(100), {});
        }
    }
    if (store) CHECK(store->verify().value().sound());
}
