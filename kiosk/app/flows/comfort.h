#pragma once
// How the station treats whoever stands before it: letters, contrast, hand, voice; the time-out with its warning; captions of
// sounds; a reason for every wait. Pages know nothing of it.

#include "kiosk/app/flows/context.h"
#include "kiosk/app/flows/idle_watch.h"
#include "kiosk/app/speech/guidance.h"

namespace loket::app {

/// What the person may change about how the screen looks and sounds.
struct Appearance {
    int text_step = 0;          ///< 0, 1, 2: ×1, ×1.25, ×1.5
    bool high_contrast = false;
    bool left_handed = false;
    int volume = 1, rate = 1;   ///< of the voice: 0, 1, 2
    bool operator==(const Appearance&) const = default;
};

bool is_public(Page page);

/// UI thread only.
class Comfort {
  public:
    static constexpr Millis kIdlePublic{60'000};    ///< DOMAIN §13.1: after a minute of idleness the page is covered …
    static constexpr Millis kIdleGuided{120'000};   ///< … listening takes longer than reading …
    static constexpr Millis kWarning{45'000};       ///< … and everything is wiped if nobody answers
    static constexpr Millis kPatience{300};         ///< a wait longer than this says why

    Comfort(FlowContext& context, speech::Speaker& speaker) : context_(context), speaker_(speaker), guidance_(speaker) {}

    /// True if the intent was one of these.
    bool handle(const viewmodels::Intent& intent);
    void touched();
    /// A look at the clock. True when the person has gone: wipe, and go home.
    bool pass(Page page, bool busy);
    /// Before and after the page is drawn.
    void before(ui::Ui& ui, Page page);
    void after(ui::Ui& ui, Page page, viewmodels::Intents& intents);
    /// Nothing of the person stays: looks, language, voice.
    void wipe();
    /// A signal, and its caption.
    void play(speech::Sound sound);
    void headset(bool present);

    [[nodiscard]] const Appearance& look() const { return look_; }
    [[nodiscard]] bool guided() const { return guidance_.on(); }
    [[nodiscard]] Millis untouched() const { return idle_.idle(); }
    [[nodiscard]] bool leaving() const { return leaving_; }
    [[nodiscard]] viewmodels::Overlay overlay(Page page) const;

  private:
    void guide(bool on);
    void set(const std::string& name, const std::string& value);
    void warn();
    void hear_notices(const ui::Ui& ui, Page page);
    [[nodiscard]] bool at_rest() const;
    [[nodiscard]] Millis limit(Page page) const;
    [[nodiscard]] std::string wait_words(Page page) const;

    FlowContext& context_;
    speech::Speaker& speaker_;
    speech::Guidance guidance_;
    Appearance look_;
    IdleWatch idle_;
    bool look_open_ = false, leaving_ = false, forget_ = false;
    std::string caption_, problem_;
    Instant caption_since_{};
    std::optional<Instant> busy_since_;
    std::set<std::string> notices_;  ///< on the page when it was last looked at
};

}  // namespace loket::app
