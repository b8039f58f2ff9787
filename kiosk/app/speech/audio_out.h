#pragma once
// The loudspeaker or headset: one SDL audio device, opened when there is something to play and given back after a while. One
// thread at a time.

#include <stop_token>

#include "kiosk/app/speech/sound.h"

namespace loket::speech {

class AudioOut {
  public:
    ~AudioOut();
    /// Blocks until the samples are played, or `stop`. Unsupported "speech.no_device" if there is no device, or it was pulled
    /// out; the next call looks for one again.
    Status play(const Samples& samples, const std::stop_token& stop);
    void close();

  private:
    Status open();
    unsigned device_ = 0;
    bool started_ = false;
};

}  // namespace loket::speech
