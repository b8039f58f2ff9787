#pragma once
// A complaint: what about, what happened, which application, how to answer; then its number on a slip. With the number anybody may
// see later what became of it, but never its text: numbers can be guessed.

#include "kiosk/app/flows/questionnaire.h"

namespace loket::app {

class ComplaintFlow final : public Flow {
  public:
    explicit ComplaintFlow(FlowContext& context) : Flow(context), form_(context) {}
    /// `argument`: a resi, which the complaint is about; the number of a complaint, to see its answer; or nothing.
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  private:
    enum class Stage { Menu, Form, Review, Number, Follow, Answer };
    void start_form();
    void follow();
    void send();
    void sent();
    void back();
    void show(Stage stage);
    [[nodiscard]] viewmodels::Choice menu_view() const;
    [[nodiscard]] viewmodels::Review review_view() const;
    [[nodiscard]] viewmodels::TicketPage number_view() const;
    [[nodiscard]] viewmodels::Reading answer_view() const;

    Stage stage_ = Stage::Menu;
    engine::Service questions_;  ///< the form, as a service's questions
    Questionnaire form_;
    std::string resi_, number_;
    int turned_ = 0, visit_ = 0;
    viewmodels::Picture slip_;
    std::optional<viewmodels::Notice> slip_notice_;
};

}  // namespace loket::app
