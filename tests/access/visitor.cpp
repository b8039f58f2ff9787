#include "visitor.h"

#include <algorithm>
#include <thread>

namespace loket::app::test {

namespace {

constexpr int kMostSteps = 160;  // more than any page has controls

bool carries(const std::string& label, const std::string& words) { return label == words || label.starts_with(words + " \xC2\xB7"); }

}  // namespace

void Visitor::settle() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    const auto in_time = [&] { return std::chrono::steady_clock::now() < until; };
    do {
        for (station_.poll(); station_.busy() && in_time(); station_.poll()) std::this_thread::sleep_for(std::chrono::microseconds(300));
        stage_.settle();
        station_.poll();
    } while (station_.busy() && in_time());
    stage_.settle();
}

bool Visitor::write(const std::string& text) {
    for (const char c : text) {
        const std::string letter(1, static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
        const bool digit = c >= '0' && c <= '9';
        if (!(digit ? type(letter) : press_letter(c == ' ' ? station_.words("desk.key.space") : letter))) return false;
    }
    return true;
}

namespace {

/// What somebody who sees reads.
class Seeing : public Visitor {
  public:
    using Visitor::Visitor;
    std::string page() override {
        settle();
        std::string all;
        for (const auto& node : stage_.nodes()) all += node.label + "\n" + node.value + "\n";
        return all;
    }

  protected:
    std::string id_of(const std::string& words) {
        for (const auto& node : stage_.nodes())
            if (interactive(node.role) && node.enabled && carries(node.label, words)) return node.id;
        return {};
    }
};

class Finger final : public Seeing {
  public:
    using Seeing::Seeing;
    bool choose(const std::string& words) override {
        settle();
        const auto id = id_of(words);
        const bool done = !id.empty() && stage_.tap(id);
        settle();
        return done;
    }
    bool type(const std::string& digits) override {
        for (const char digit : digits)
            if (!stage_.tap(std::string("digit:") + digit) && !stage_.tap(std::string("letter:") + digit)) return false;
        settle();
        return true;
    }
    bool go_on() override {
        settle();
        for (const auto& node : stage_.nodes())
            if (node.arrow == ui::Arrow::Right) {
                const bool done = stage_.tap(std::string(node.id));
                settle();
                return done;
            }
        return false;
    }
    bool erase() override { return stage_.tap("erase"); }

  private:
    bool press_letter(const std::string& letter) override { return choose(letter); }
};

/// Keys only; eyes find the ring of the focus.
class Keypad final : public Seeing {
  public:
    using Seeing::Seeing;
    bool choose(const std::string& words) override {
        settle();
        for (int step = 0; step < kMostSteps; ++step) {
            const auto focused = std::ranges::find_if(stage_.nodes(), [](const auto& node) { return node.focused; });
            if (focused != stage_.nodes().end() && carries(focused->label, words)) {
                stage_.key(ui::Key::Enter);
                settle();
                return true;
            }
            stage_.key(ui::Key::Down);
        }
        return false;
    }
    bool type(const std::string& digits) override {
        stage_.type(digits);
        settle();
        return true;
    }
    bool go_on() override {
        stage_.key(ui::Key::Right);
        settle();
        return true;
    }
    bool erase() override {
        stage_.key(ui::Key::Backspace);
        settle();
        return true;
    }

  private:
    bool press_letter(const std::string& letter) override { return choose(letter); }
};

/// Knows nothing but what has been said.
class Listener final : public Visitor {
  public:
    Listener(Station& station, ui::Headless& stage, speech::TranscriptSpeaker& speaker) : Visitor(station, stage), speaker_(speaker) {
        stage_.type("*");
        hear();
    }
    std::string page() override {
        hear();
        stage_.type("*");  // the page once more
        return hear();
    }
    bool choose(const std::string& words) override {
        for (int step = 0; step < kMostSteps; ++step) {
            stage_.key(ui::Key::Down);
            const auto said = hear();
            if (!carries(said, words) && !said.starts_with(words + ",")) continue;
            stage_.key(ui::Key::Enter);
            hear();
            return true;
        }
        return false;
    }
    bool type(const std::string& digits) override {
        stage_.type(digits);
        hear();
        return true;
    }
    bool go_on() override {
        stage_.key(ui::Key::Right);
        hear();
        return true;
    }
    bool erase() override {
        stage_.key(ui::Key::Backspace);
        hear();
        return true;
    }

  private:
    bool press_letter(const std::string& letter) override { return choose(letter); }
    /// What has been said since, each reading in place of the one before.
    std::string hear() {
        settle();
        std::string last;
        for (const auto& line : speaker_.take())
            if (line.priority == speech::Priority::Reading) last = line.text;
        return last;
    }
    speech::TranscriptSpeaker& speaker_;
};

}  // namespace

std::unique_ptr<Visitor> make_visitor(Way way, Station& station, ui::Headless& stage, speech::TranscriptSpeaker& speaker) {
    if (way == Way::Touch) return std::make_unique<Finger>(station, stage);
    if (way == Way::Keypad) return std::make_unique<Keypad>(station, stage);
    return std::make_unique<Listener>(station, stage, speaker);
}

}  // namespace loket::app::test
