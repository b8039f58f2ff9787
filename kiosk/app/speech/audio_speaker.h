#pragma once
// The real voice: a thread of its own renders with espeak-ng and plays through SDL.

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>

#include "kiosk/app/speech/audio_out.h"
#include "kiosk/app/speech/pronunciation.h"
#include "kiosk/app/speech/speech_queue.h"

namespace loket::speech {

class AudioSpeaker final : public Speaker {
  public:
    /// `pronunciations` by language. Opens no device before there is something to say; must go before SDL does.
    explicit AudioSpeaker(std::map<std::string, Pronunciation> pronunciations);
    ~AudioSpeaker() override;

    void say(std::string text, std::string language, Priority priority) override;
    void play(Sound sound) override;
    void stop() override;
    void adjust(const Settings& settings) override;
    void prepare(std::vector<std::string> phrases, std::string language) override;
    [[nodiscard]] std::string problem() const override;

  private:
    void add(Utterance utterance);
    void work(const std::stop_token& stop);
    /// The next thing to do, at most after some seconds; false: nothing to do.
    bool take(std::optional<Utterance>& utterance, std::optional<Utterance>& phrase, const std::stop_token& stop);
    Status perform(const Utterance& utterance, const Settings& settings, const std::stop_token& stop);
    Result<Samples> samples_of(const Utterance& utterance, const Settings& settings, const std::stop_token& stop);
    [[nodiscard]] std::string spoken(const Utterance& utterance) const;

    const std::map<std::string, Pronunciation> pronunciations_;
    mutable std::mutex guard_;
    std::condition_variable_any wake_;
    SpeechQueue queue_;
    std::deque<Utterance> phrases_;  ///< to be rendered when there is time
    std::stop_source present_;       ///< stops what is being said
    Settings settings_;
    std::string problem_;
    // Worker only.
    AudioOut out_;
    std::map<std::tuple<std::string, int, std::string>, Samples> cache_;  ///< fixed phrases only: nothing personal stays here

    std::jthread worker_;
};

/// An AudioSpeaker with the tables in `assets`, or what is wrong with them.
Result<std::unique_ptr<Speaker>> make_speaker(const std::filesystem::path& assets, const std::vector<std::string>& languages);

}  // namespace loket::speech
