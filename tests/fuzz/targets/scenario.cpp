#include "devices/runtime/scenario.h"

#include "drivers/table.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {

void scenario(ByteView bytes) {
    const auto parsed = runtime::parse_scenario(as_text(bytes), "fuzz", drivers::all());
    if (!parsed) return require(parsed.error().code == "scenario.invalid", "a bad scenario is told as such");
    for (const auto& [visit, faults] : parsed->faults)
        for (const auto& fault : faults) require(visit >= 0 && fault.times >= 1 && !fault.driver.empty() && !fault.fault.empty(), "a fault is one that happens");
    (void)parsed->at(1);
}

}  // namespace loket::fuzz
