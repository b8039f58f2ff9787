#include "kiosk/app/speech/speaker.h"

#include <array>

namespace loket::speech {

std::string_view to_string(Sound sound) {
    static constexpr std::array<std::string_view, 3> kNames{"call", "error", "warning"};
    return kNames[static_cast<std::size_t>(sound)];
}

}  // namespace loket::speech
