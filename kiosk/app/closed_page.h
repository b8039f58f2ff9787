#pragma once
// What the kiosk shows while it does not open its office: what is wrong and what to do. Where that is the clock, an officer sets it here.

#include <functional>

#include "kiosk/app/flows/station.h"

namespace loket::app {

/// UI thread only.
class ClosedPage {
  public:
    /// Gets what an officer typed, as an instant; what it says is shown.
    using SetClock = std::function<Status(Instant)>;
    /// Of a clock that is behind what is known to be past.
    static constexpr auto kClock = "clock.behind";

    /// `built`: of this program; no clock is set to before it.
    ClosedPage(const StationStrings& strings, const Clock& clock, Instant built, SetClock set_clock);
    /// Why, as the code of an error; empty: nothing is wrong any more.
    void because(const std::string& code);
    [[nodiscard]] const std::string& code() const { return code_; }
    /// A copy is to take the place of what is damaged. Once for each wish.
    bool take_restore_request() { return std::exchange(restore_, false); }
    void draw(ui::Ui& ui);
    void handle(const viewmodels::Intent& intent);

  private:
    enum class Step : std::uint8_t { Why, Date, Time };
    void go(Step step);
    void next();
    void refuse();
    [[nodiscard]] viewmodels::Message message() const;
    [[nodiscard]] viewmodels::Field field() const;
    [[nodiscard]] const ui::Strings& words() const { return strings_.in(language_); }
    [[nodiscard]] std::size_t length() const { return step_ == Step::Date ? 8 : 4; }

    const StationStrings& strings_;
    const Clock& clock_;
    const Instant built_;
    SetClock set_clock_;
    Step step_ = Step::Why;
    bool restore_ = false;
    std::string language_ = "id", code_, typed_, date_, refusal_;
};

}  // namespace loket::app
