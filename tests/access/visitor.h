#pragma once
// Somebody at the kiosk, in three ways: with a finger, with the keys of a keypad and open eyes, with the keys and ears only.

#include <memory>
#include <string>

#include "kiosk/app/flows/station.h"
#include "kiosk/app/speech/speaker.h"
#include "kiosk/ui/headless.h"

namespace loket::app::test {

/// What anybody can do at a kiosk. A visitor finds things by the words on them, never by where they lie.
class Visitor {
  public:
    Visitor(Station& station, ui::Headless& stage) : station_(station), stage_(stage) {}
    virtual ~Visitor() = default;

    /// Everything the page tells now.
    virtual std::string page() = 0;
    /// Operates what carries these words. False if it cannot be found.
    virtual bool choose(const std::string& words) = 0;
    virtual bool type(const std::string& digits) = 0;
    /// Letters: on the keys of the page.
    bool write(const std::string& text);
    virtual bool go_on() = 0;
    virtual bool erase() = 0;

  protected:
    virtual bool press_letter(const std::string& letter) = 0;
    /// Until nothing is on its way and nothing moves.
    void settle();

    Station& station_;
    ui::Headless& stage_;
};

enum class Way { Touch, Keypad, Ears };
/// `Ears` switches the guidance on; it must have `speaker`, which the station speaks through, and looks at nothing else.
std::unique_ptr<Visitor> make_visitor(Way way, Station& station, ui::Headless& stage, speech::TranscriptSpeaker& speaker);

}  // namespace loket::app::test
