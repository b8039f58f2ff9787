#pragma once
// Sound as samples: one channel, 22,050 a second, 16 bits, as the voice delivers it.

#include <cstdint>
#include <string_view>
#include <vector>

#include "devices/base/result.h"
#include "kiosk/app/speech/speaker.h"

namespace loket::speech {

inline constexpr int kSampleRate = 22'050;
using Samples = std::vector<std::int16_t>;

/// The samples of a WAV file (RIFF, PCM, one channel, 16 bits, 22,050 Hz; its sizes may lie, as in a stream). Corrupt otherwise.
Result<Samples> parse_wav(std::string_view bytes);
/// The signal itself, made by calculation: soft tones that fade.
Samples tones(Sound sound);
/// Louder or softer, in place; 0 … 1.
void scale(Samples& samples, float volume);

}  // namespace loket::speech
