#include "kiosk/app/desk/stick_place.h"

#include <sstream>

#include "devices/base/file.h"
#include "kiosk/app/update/machine.h"

namespace loket::app {
namespace {

/// A blank in a path stands as \040 there.
std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '\\' && at + 3 < text.size() && text.find_first_not_of("01234567", at + 1) > at + 3;
        out += escape ? static_cast<char>(std::stoi(text.substr(at + 1, 3), nullptr, 8)) : text[at];
        if (escape) at += 3;
    }
    return out;
}

std::filesystem::path first_mounted(const std::filesystem::path& mounts) {
    std::istringstream lines(read_text(mounts).value_or(""));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string device, place;
        words >> device >> place;
        if (place.starts_with("/media/") || place.starts_with("/run/media/")) return unescaped(place);
    }
    return {};
}

}  // namespace

StickPlace find_stick(const update::Machine* machine, const std::filesystem::path& mounts) {
    if (machine == nullptr) {
        auto folder = first_mounted(mounts);
        return folder.empty() ? StickPlace{StickState::Waiting} : StickPlace{StickState::Open, std::move(folder)};
    }
    const auto text = read_text(machine->stick_word(), 256).value_or("");
    const auto word = text.substr(0, text.find('\n'));
    if (word == "open") return {StickState::Open, machine->stick()};
    return {word == "waiting" ? StickState::Waiting : word == "unreadable" ? StickState::Unreadable : StickState::Closed};
}

Status ask_for_stick(const update::Machine* machine) {
    if (machine == nullptr) return {};
    const auto now = find_stick(machine).state;  // a second request would shut the door
    return now == StickState::Waiting || now == StickState::Open ? Status{} : update::ask_system(*machine, update::kStick, "");
}
Status let_stick_go(const update::Machine* machine) { return machine == nullptr ? Status{} : update::ask_system(*machine, update::kStick, update::kStickDone); }

}  // namespace loket::app
