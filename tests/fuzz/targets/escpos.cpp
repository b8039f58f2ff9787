#include "drivers/escpos/protocol.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

namespace esc = drivers::escpos;

void escpos(ByteView bytes) {
    if (take_first(bytes) % 2 == 0) {
        const auto id = esc::parse_device_id(bytes);
        for (const auto& text : {id.maker, id.model})
            require(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }), "a device id becomes printable text");
        return;
    }
    esc::Sensors sensors;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        require(!esc::is_status(bytes[i]) || !esc::is_printed(bytes[i]), "no byte answers two questions");
        esc::read_status(sensors, static_cast<int>(i % 6), bytes[i]);
    }
    const bool stands = sensors.cover_open || sensors.paper_end || sensors.cutter_stuck || sensors.broken;
    require(sensors.reason().empty() != stands, "a printer that stands still says why");
}

}  // namespace loket::fuzz
