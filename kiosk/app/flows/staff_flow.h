#pragma once
// Shared by the officers' flows: the work list, the file that is open, the counter that calls people, codes that are read, and
// the intents that mean the same everywhere.

#include "kiosk/app/flows/context.h"
#include "kiosk/app/flows/wording.h"

namespace loket::app {

class StaffFlow : public Flow {
  public:
    using Flow::Flow;
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) final;
    void wipe() override;

  protected:
    using CaseRef = std::shared_ptr<const engine::Case>;

    /// Intents of this desk; the common ones have been dealt with.
    virtual void act(const viewmodels::Intent& intent) = 0;
    /// The cases on the list, in order.
    [[nodiscard]] virtual std::vector<CaseRef> work() const = 0;
    /// Called when another file is opened.
    virtual void opened() {}
    /// Called when the step of the open file has been begun, or taken over from a colleague.
    virtual void begun() {}
    /// Called when somebody has been called to this counter.
    virtual void called_up(const engine::Ticket&) {}
    /// Whether a code that was read means something to the file that is open.
    virtual bool takes_code(const std::string&) { return false; }

    [[nodiscard]] viewmodels::Desk desk(const std::string& title_key, const std::string& empty_key) const;
    /// The open file, null when it left this office or none is open.
    [[nodiscard]] CaseRef file() const;
    [[nodiscard]] bool mine(const engine::Case& c) const { return c.begun && c.begun_by == context_.actor().user; }
    /// The ticket that stands at this counter.
    [[nodiscard]] std::optional<engine::Ticket> called() const;
    /// Whom the front office takes in, or the open case goes on with.
    virtual void receive(const engine::Ticket& ticket);

    Page page_ = Page::FrontOffice;
    std::string case_id_;

  private:
    bool counter_intent(const viewmodels::Intent& intent);
    void begin(bool take_over);
    void take_over(const std::string& reason);
    void code_read(const std::string& text);
    void ticket_read(const std::string& number);
    void go_to(const engine::Case& c);
    [[nodiscard]] std::optional<viewmodels::Counter> counter() const;
};

/// The case this ticket of today opened or brought back, the one changed last; empty: none.
std::string opened_by(const Snapshot& snapshot, const std::string& ticket);
/// Side navigation of a role: tab id (a page name) and how many files wait there.
std::vector<viewmodels::Desk::Tab> tabs_of(const FlowContext& context);
/// Whether the role is delegated to a Plh or Plt (workflow/trust): those who verify and sign.
bool may_be_stood_in_for(engine::Role role);
/// The page a role starts on.
Page home_of(const FlowContext& context, engine::Role role);

}  // namespace loket::app
