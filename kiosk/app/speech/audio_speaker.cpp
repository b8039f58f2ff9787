#include "kiosk/app/speech/audio_speaker.h"

#include <algorithm>

#include "devices/base/log.h"
#include "kiosk/app/speech/voice.h"

namespace loket::speech {

namespace {

constexpr std::size_t kMostPhrases = 256;
constexpr std::chrono::seconds kKeepDevice{5};  // an open device costs some processor time even when it is silent

}  // namespace

AudioSpeaker::AudioSpeaker(std::map<std::string, Pronunciation> pronunciations)
    : pronunciations_(std::move(pronunciations)), worker_([this](const std::stop_token& stop) { work(stop); }) {}

AudioSpeaker::~AudioSpeaker() {
    worker_.request_stop();
    stop();
    worker_.join();
    out_.close();
}

void AudioSpeaker::say(std::string text, std::string language, Priority priority) {
    if (!text.empty()) add({std::move(text), std::move(language), priority, std::nullopt});
}

void AudioSpeaker::play(Sound sound) { add({{}, {}, sound == Sound::Warning ? Priority::Alarm : Priority::Message, sound}); }

void AudioSpeaker::add(Utterance utterance) {
    {
        const std::lock_guard lock(guard_);
        if (settings_.muted) return;
        if (queue_.add(std::move(utterance))) present_.request_stop();
    }
    wake_.notify_all();
}

void AudioSpeaker::stop() {
    const std::lock_guard lock(guard_);
    queue_.clear();
    present_.request_stop();
}

void AudioSpeaker::adjust(const Settings& settings) {
    const std::lock_guard lock(guard_);
    settings_ = settings;
    settings_.rate = std::clamp(settings.rate, 80, 300);
    if (!settings.muted) return;
    queue_.clear();
    present_.request_stop();
}

void AudioSpeaker::prepare(std::vector<std::string> phrases, std::string language) {
    {
        const std::lock_guard lock(guard_);
        for (auto& phrase : phrases) phrases_.push_back({std::move(phrase), language, Priority::Reading, std::nullopt});
    }
    wake_.notify_all();
}

std::string AudioSpeaker::problem() const {
    const std::lock_guard lock(guard_);
    return problem_;
}

bool AudioSpeaker::take(std::optional<Utterance>& utterance, std::optional<Utterance>& phrase, const std::stop_token& stop) {
    std::unique_lock lock(guard_);
    wake_.wait_for(lock, stop, kKeepDevice, [this] { return !queue_.empty() || !phrases_.empty(); });
    utterance = queue_.next();
    if (utterance) present_ = {};
    else if (!phrases_.empty()) {
        phrase = std::move(phrases_.front());
        phrases_.pop_front();
    }
    return utterance || phrase;
}

void AudioSpeaker::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::optional<Utterance> utterance, phrase;
        if (!take(utterance, phrase, stop)) {
            out_.close();
            continue;
        }
        std::stop_token present;
        Settings settings;
        {
            const std::lock_guard lock(guard_);
            present = utterance ? present_.get_token() : stop;
            settings = settings_;
        }
        if (phrase && cache_.size() < kMostPhrases) {
            const auto words = spoken(*phrase);
            if (auto samples = render(words, phrase->language, settings.rate, stop)) cache_[{phrase->language, settings.rate, words}] = std::move(*samples);
        }
        if (!utterance) continue;
        const auto done = perform(*utterance, settings, present);
        const std::lock_guard lock(guard_);
        queue_.done();
        if (done || done.error().fault == Fault::Cancelled) problem_ = done ? "" : problem_;
        else if (problem_ != done.error().code) {
            problem_ = done.error().code;
            log::warn("nothing can be heard: {}", done.error().context);
        }
    }
}

std::string AudioSpeaker::spoken(const Utterance& utterance) const {
    const auto table = pronunciations_.find(utterance.language);
    return table == pronunciations_.end() ? utterance.text : table->second.spoken(utterance.text);
}

Result<Samples> AudioSpeaker::samples_of(const Utterance& utterance, const Settings& settings, const std::stop_token& stop) {
    if (utterance.sound) return tones(*utterance.sound);
    const auto words = spoken(utterance);
    if (const auto known = cache_.find({utterance.language, settings.rate, words}); known != cache_.end()) return known->second;
    return render(words, utterance.language, settings.rate, stop);
}

Status AudioSpeaker::perform(const Utterance& utterance, const Settings& settings, const std::stop_token& stop) {
    LOKET_ASSIGN(samples, samples_of(utterance, settings, stop));
    scale(samples, settings.volume);
    return out_.play(samples, stop);
}

Result<std::unique_ptr<Speaker>> make_speaker(const std::filesystem::path& assets, const std::vector<std::string>& languages) {
    std::map<std::string, Pronunciation> tables;
    for (const auto& language : languages) {
        LOKET_ASSIGN(table, Pronunciation::load(assets, language));
        tables.emplace(language, std::move(table));
    }
    return std::unique_ptr<Speaker>(std::make_unique<AudioSpeaker>(std::move(tables)));
}

}  // namespace loket::speech
