#pragma once
// What Loket says and plays aloud. Flows and screens know only `Speaker`; who stands behind it is decided where the program is
// put together: a real voice, a transcript for tests, or nobody.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loket::speech {

/// What may interrupt what.
enum class Priority : unsigned char {
    Reading,  ///< a page or a control being read: the next reading takes its place at once
    Message,  ///< said after what is being said, never dropped: queue calls, notices
    Alarm,    ///< at once, whatever is being said: the time-out warning
};

/// Short signals. Each has a caption `caption.<name>` on the screen, so that nobody depends on hearing it.
enum class Sound : unsigned char { Call, Error, Warning };
/// "call", "error", "warning".
std::string_view to_string(Sound sound);

struct Settings {
    float volume = 0.8f;  ///< 0 … 1
    int rate = 150;       ///< words a minute, 80 … 300
    bool muted = false;
};

/// UI thread only; no call ever waits. Texts are words of the person's language as they stand on the screen ("KK", a NIK,
/// 10.24 WIB); how they sound is the implementation's business. Languages are those of assets/strings ("id", "en", "ms").
class Speaker {
  public:
    virtual ~Speaker() = default;
    virtual void say(std::string text, std::string language, Priority priority = Priority::Message) = 0;
    virtual void play(Sound sound) = 0;
    /// Silence now; what waited is forgotten.
    virtual void stop() = 0;
    virtual void adjust(const Settings& settings) = 0;
    /// Phrases that are said often: rendered when there is nothing else to do. Never anything personal.
    virtual void prepare(std::vector<std::string> phrases, std::string language) = 0;
    /// Why nobody can hear anything at present: "speech.no_device", "speech.no_voice"; empty if all is well or not yet tried.
    [[nodiscard]] virtual std::string problem() const = 0;
};

/// Where there is no sound at all: everything that would be said is on the screen anyway.
class SilentSpeaker final : public Speaker {
  public:
    void say(std::string, std::string, Priority) override {}
    void play(Sound) override {}
    void stop() override {}
    void adjust(const Settings&) override {}
    void prepare(std::vector<std::string>, std::string) override {}
    [[nodiscard]] std::string problem() const override { return "speech.no_device"; }
};

/// Writes down what would be heard: tests, demos.
class TranscriptSpeaker final : public Speaker {
  public:
    struct Line {
        std::string text, language;
        Priority priority = Priority::Message;
    };
    void say(std::string text, std::string language, Priority priority) override { lines_.push_back({std::move(text), std::move(language), priority}); }
    /// In the transcript a sound is "♪call".
    void play(Sound sound) override { lines_.push_back({"♪" + std::string(to_string(sound)), {}, Priority::Message}); }
    void stop() override { ++stops_; }
    void adjust(const Settings& settings) override { settings_ = settings; }
    void prepare(std::vector<std::string>, std::string) override {}
    [[nodiscard]] std::string problem() const override { return {}; }

    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    /// What was said since the last call.
    std::vector<Line> take() { return std::exchange(lines_, {}); }
    [[nodiscard]] int stops() const { return stops_; }
    [[nodiscard]] const Settings& settings() const { return settings_; }

  private:
    std::vector<Line> lines_;
    Settings settings_;
    int stops_ = 0;
};

}  // namespace loket::speech
