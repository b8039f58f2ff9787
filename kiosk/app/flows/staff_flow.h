#pragma once
// Shared by the officers' flows: the work list, the file that is open, and the intents that mean the same everywhere.

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

    [[nodiscard]] viewmodels::Desk desk(const std::string& title_key, const std::string& empty_key) const;
    /// The open file, null when it left this office or none is open.
    [[nodiscard]] CaseRef file() const;
    [[nodiscard]] bool mine(const engine::Case& c) const { return c.begun && c.begun_by == context_.actor().user; }

    Page page_ = Page::FrontOffice;
    std::string case_id_;
};

/// Side navigation of a role: tab id (a page name) and how many files wait there.
std::vector<viewmodels::Desk::Tab> tabs_of(const FlowContext& context);
/// The page a role starts on.
Page home_of(const FlowContext& context, engine::Role role);

}  // namespace loket::app
