// Which input nodes there are. Read from sysfs: opening a node would wake a sleeping box up.

#include <charconv>
#include <filesystem>
#include <fstream>

#include "devices/evdev/node.h"

namespace loket::evdev {
namespace {

namespace fs = std::filesystem;

std::string line_of(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::uint16_t number_of(const fs::path& file) {
    const auto line = line_of(file);
    std::uint16_t number = 0;
    (void)std::from_chars(line.data(), line.data() + line.size(), number, 16);
    return number;
}

}  // namespace

std::vector<Seen> nodes() {
    const fs::path root = "/sys/class/input";
    std::vector<Seen> seen;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(root, none)) {
        const auto node = entry.path().filename().string();
        if (!node.starts_with("event")) continue;
        const auto device = entry.path() / "device";
        seen.push_back({.address = "/dev/input/" + node,
                        .name = line_of(device / "name"),
                        .vendor = number_of(device / "id/vendor"),
                        .product = number_of(device / "id/product"),
                        .bus = number_of(device / "id/bustype"),
                        .keys = parse_capabilities(line_of(device / "capabilities/key")),
                        .switches = parse_capabilities(line_of(device / "capabilities/sw"))});
    }
    return seen;
}

Pointers pointers(const fs::path& root) {
    constexpr std::size_t kX = 0x00, kY = 0x01, kTouchX = 0x35, kTouchY = 0x36;  // ABS_X and REL_X alike, ABS_MT_POSITION_X
    Pointers found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(root, none)) {
        if (!entry.path().filename().string().starts_with("event")) continue;
        const auto places = parse_capabilities(line_of(entry.path() / "device/capabilities/abs")), ways = parse_capabilities(line_of(entry.path() / "device/capabilities/rel"));
        found.touch |= (places.test(kX) && places.test(kY)) || (places.test(kTouchX) && places.test(kTouchY));
        found.mouse |= ways.test(kX) && ways.test(kY);
    }
    return found;
}

}  // namespace loket::evdev
