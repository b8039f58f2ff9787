#pragma once
// Who speaks next, and who must stop speaking: the rules of `Priority`, without any sound.

#include <deque>
#include <optional>
#include <string>

#include "kiosk/app/speech/speaker.h"

namespace loket::speech {

struct Utterance {
    std::string text, language;
    Priority priority = Priority::Message;
    std::optional<Sound> sound{};  ///< a signal instead of words
};

class SpeechQueue {
  public:
    /// True if what is being said now must stop.
    bool add(Utterance utterance);
    /// What is to be said next; it counts as being said until the next call or `done`.
    std::optional<Utterance> next();
    void done() { saying_.reset(); }
    void clear();
    [[nodiscard]] bool empty() const { return waiting_.empty(); }

  private:
    std::deque<Utterance> waiting_;
    std::optional<Priority> saying_;
};

}  // namespace loket::speech
