#include "kiosk/app/speech/sound.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace loket::speech {

namespace {

template <class T>
T little_endian(std::string_view bytes, std::size_t at) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value = static_cast<T>(value | static_cast<T>(static_cast<unsigned char>(bytes[at + i])) << (8 * i));
    return value;
}

struct Tone {
    double hertz, seconds;
};

/// A struck bar: two partials, a soft start, an exponential end.
void add(Samples& samples, const Tone& tone) {
    constexpr double kLoud = 9000, kAttack = 0.006;
    const auto count = static_cast<std::size_t>(tone.seconds * kSampleRate);
    for (std::size_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / kSampleRate, phase = 2 * std::numbers::pi * tone.hertz * t;
        const double envelope = std::min(1.0, t / kAttack) * std::exp(-4 * t / tone.seconds);
        samples.push_back(static_cast<std::int16_t>(kLoud * envelope * (std::sin(phase) + 0.35 * std::sin(2 * phase))));
    }
}

}  // namespace

Result<Samples> parse_wav(std::string_view bytes) {
    constexpr std::size_t kHead = 12, kChunk = 8, kFormat = 16;
    if (bytes.size() < kHead || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE") return corrupt("sound: not a WAV file");
    bool known = false;
    for (std::size_t at = kHead; at + kChunk <= bytes.size();) {
        const auto name = bytes.substr(at, 4);
        const std::size_t size = little_endian<std::uint32_t>(bytes, at + 4), body = at + kChunk;
        if (name == "fmt ") {
            if (size < kFormat || body + kFormat > bytes.size()) return corrupt("sound: the format of a WAV file is cut off");
            known = little_endian<std::uint16_t>(bytes, body) == 1 && little_endian<std::uint16_t>(bytes, body + 2) == 1 &&
                    little_endian<std::uint32_t>(bytes, body + 4) == kSampleRate && little_endian<std::uint16_t>(bytes, body + 14) == 16;
            if (!known) return corrupt("sound: not one channel of 16 bits at 22,050 Hz");
        }
        if (name == "data") {
            if (!known) return corrupt("sound: samples before their format");
            Samples samples(std::min(size, bytes.size() - body) / 2);
            for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int16_t>(little_endian<std::uint16_t>(bytes, body + 2 * i));
            return samples;
        }
        at = body + size + size % 2;
    }
    return corrupt("sound: a WAV file without samples");
}

Samples tones(Sound sound) {
    constexpr double kE5 = 659.3, kC5 = 523.3, kG4 = 392.0, kA4 = 440.0;
    Samples samples;
    switch (sound) {
        case Sound::Call:
            for (const Tone& tone : {Tone{kE5, 0.35}, Tone{kC5, 0.35}, Tone{kG4, 0.7}}) add(samples, tone);
            break;
        case Sound::Error:
            for (const Tone& tone : {Tone{kA4, 0.14}, Tone{kG4 / 1.5, 0.3}}) add(samples, tone);
            break;
        case Sound::Warning:
            for (int i = 0; i < 2; ++i) add(samples, {kE5, 0.22});
            break;
    }
    return samples;
}

void scale(Samples& samples, float volume) {
    const float factor = std::clamp(volume, 0.f, 1.f);
    for (auto& sample : samples) sample = static_cast<std::int16_t>(static_cast<float>(sample) * factor);
}

}  // namespace loket::speech
