#pragma once
// What everybody may read: the Standar Pelayanan of each service with its 14 components (UU 25/2009), the rights of whoever's
// data are kept (UU 27/2022), the office's charter. On the screen, on a slip, on A4 where there is such a printer.

#include "kiosk/app/flows/service_picker.h"

namespace loket::app {

class InfoFlow final : public Flow {
  public:
    explicit InfoFlow(FlowContext& context) : Flow(context), picker_(context) {}
    /// `argument`: a service, whose standard is shown at once; empty: the menu.
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  private:
    enum class Topic { Menu, Services, Standard, Rights, Charter };
    void open(Topic topic);
    void back();
    void print();
    [[nodiscard]] viewmodels::Choice menu_view() const;
    [[nodiscard]] viewmodels::Reading reading_view() const;
    [[nodiscard]] std::vector<viewmodels::Row> sections() const;
    [[nodiscard]] std::vector<viewmodels::Row> standard() const;

    Topic topic_ = Topic::Menu;
    bool alone_ = false;  ///< opened from a service's page, to which it goes back
    ServicePicker picker_;
    std::string service_;
    int turned_ = 0;
    std::optional<viewmodels::Notice> notice_;
    viewmodels::Picture slip_;
};

}  // namespace loket::app
