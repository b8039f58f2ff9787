#include "drivers/wacom_stu/protocol.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

namespace stu = drivers::wacom_stu;

void wacom_stu(ByteView bytes) {
    switch (take_first(bytes) % 3) {
        case 0:
            if (const auto about = stu::parse_information(bytes))
                require(about->name.size() <= 9 && std::all_of(about->name.begin(), about->name.end(), [](char c) { return c >= ' ' && c <= '~'; }), "a name is printable");
            break;
        case 1:
            if (const auto can = stu::parse_capability(bytes)) require(can->max_x > 0 && can->max_y > 0 && can->max_pressure > 0, "a pad has extent");
            break;
        default:
            if (const auto pen = stu::parse_report(bytes); pen && *pen)
                require((*pen)->pressure >= 0 && (*pen)->pressure <= 0x0FFF && (*pen)->x >= 0 && (*pen)->y >= 0, "a pen report has twelve bits of pressure");
    }
}

}  // namespace loket::fuzz
