#pragma once
// *Panduan suara*: reads the pages to somebody who does not see them, from the semantic nodes that every widget emits. What is
// not in a node is not on the page; so what is read is what is shown, masked where the screen masks it.

#include <set>
#include <string>

#include "kiosk/app/speech/speaker.h"
#include "kiosk/ui/node.h"
#include "kiosk/ui/strings.h"

namespace loket::speech {

/// UI thread only. Personal data is spoken only while the guidance is on: the person switched it on, or put a headset in, and
/// taking the headset out switches it off.
class Guidance {
  public:
    explicit Guidance(Speaker& speaker) : speaker_(speaker) {}

    void turn(bool on);
    [[nodiscard]] bool on() const { return on_; }
    /// A headset was put in, which is greeted before everything else, or taken out.
    void headset(bool present) {
        turn(present);
        plugged_ = present;
    }
    /// Reads the page once more.
    void repeat() { page_.clear(); }
    /// After a frame: says what is new on the page since the last call. True if something was said.
    bool follow(const ui::Nodes& nodes, const std::string& screen, const ui::Strings& words, const std::string& language);

  private:
    /// What was on the page when it was last looked at.
    struct Seen {
        std::string focus, focus_words, typed;
        std::set<std::string> status;
        bool can_go_on = false;
    };
    [[nodiscard]] std::string news(const ui::Nodes& nodes, const Seen& now, const ui::Strings& words) const;
    static Seen look(const ui::Nodes& nodes, const ui::Strings& words);

    Speaker& speaker_;
    bool on_ = false;
    bool plugged_ = false;  ///< a headset was just put in
    bool fresh_ = false;  ///< just switched on: says how it is used
    std::string page_;
    Seen seen_;
};

/// "KTP-el, 3 hari, pilihan 2 dari 9, dipilih": a control as it is read; `nodes` are those of its page.
std::string control_words(const ui::Node& node, const ui::Nodes& nodes, const ui::Strings& words);
/// Everything on a page (or in the dialog above it) in the order of reading, how many choices there are, and the arrows.
std::string page_words(const ui::Nodes& nodes, const ui::Strings& words);
/// Phrases that come up on every page: for Speaker::prepare.
std::vector<std::string> fixed_phrases(const ui::Strings& words);

}  // namespace loket::speech
