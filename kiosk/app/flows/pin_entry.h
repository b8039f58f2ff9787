#pragma once
// A PIN asked for above a page: typed here, checked by the core, never shown.

#include "kiosk/app/flows/context.h"
#include "kiosk/viewmodels/pin.h"

namespace loket::app {

class PinEntry {
  public:
    explicit PinEntry(FlowContext& context) : context_(context) {}
    ~PinEntry() { wipe(); }

    /// Opens the dialog; `then` is called when the PIN of `user` was right. The attempt is a line of the audit, and wrong ones make
    /// the next one wait as at the sign-in.
    void ask(std::string user, std::string title, std::string text, std::function<void()> then, std::string purpose = "kiosk_exit");
    /// Whether the intent was for the dialog.
    bool handle(const viewmodels::Intent& intent);
    [[nodiscard]] std::optional<viewmodels::PinAsk> view() const;
    void wipe();

  private:
    void check();

    FlowContext& context_;
    std::string user_, title_, text_, pin_, purpose_;  ///< purpose: of the audit's line, where somebody vouches for somebody else
    std::optional<viewmodels::Notice> notice_;
    bool checking_ = false;
    std::function<void()> then_;  ///< empty: closed
};

}  // namespace loket::app
