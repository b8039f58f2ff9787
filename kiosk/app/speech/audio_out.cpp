#include "kiosk/app/speech/audio_out.h"

#include <SDL.h>

#include "devices/base/wait.h"

namespace loket::speech {

namespace {

constexpr Millis kGlance{10};

Error no_device(const std::string& why) { return {Fault::Unsupported, "sound: " + why, "speech.no_device"}; }

}  // namespace

AudioOut::~AudioOut() { close(); }

Status AudioOut::open() {
    if (device_ != 0 && SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED) close();  // pulled out
    if (device_ != 0) return {};
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return no_device(SDL_GetError());
    started_ = true;
    SDL_AudioSpec wish{};
    wish.freq = kSampleRate;
    wish.format = AUDIO_S16SYS;
    wish.channels = 1;
    wish.samples = 1024;
    device_ = SDL_OpenAudioDevice(nullptr, 0, &wish, nullptr, 0);  // SDL converts where the device is another
    if (device_ == 0) {
        Error error = no_device(SDL_GetError());
        close();
        return error;
    }
    SDL_PauseAudioDevice(device_, 0);
    return {};
}

void AudioOut::close() {
    if (device_ != 0) SDL_CloseAudioDevice(device_);
    if (started_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    device_ = 0;
    started_ = false;
}

Status AudioOut::play(const Samples& samples, const std::stop_token& stop) {
    LOKET_TRY(open());
    if (SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof samples[0])) != 0) return no_device(SDL_GetError());
    while (SDL_GetQueuedAudioSize(device_) > 0) {
        if (!wait_for(kGlance, stop)) {
            SDL_ClearQueuedAudio(device_);
            return {};
        }
        if (SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED) return no_device("the device was pulled out");
    }
    return {};
}

}  // namespace loket::speech
