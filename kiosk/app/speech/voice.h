#pragma once
// espeak-ng as a child process: it is GPL-3 and never linked. Text goes in by a socket, never as an argument, for arguments are
// visible to every process of the machine.

#include <stop_token>
#include <string>

#include "kiosk/app/speech/sound.h"

namespace loket::speech {

/// Renders text; blocks for some hundredths of a second, at most five seconds. `language` is the name of the voice. `rate` in
/// words a minute. Unsupported "speech.no_voice" if the program is not there or fails; Cancelled by `stop`.
Result<Samples> render(const std::string& text, const std::string& language, int rate, const std::stop_token& stop, const std::string& program = "espeak-ng");

}  // namespace loket::speech
