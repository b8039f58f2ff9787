#pragma once
// One question of an application form while it is being answered: what is typed and picked, and the answer it makes.

#include <memory>
#include <string>
#include <vector>

#include "kiosk/app/flows/context.h"
#include "workflow/engine/question.h"

namespace loket::app {

class FormEntry {
  public:
    using People = std::vector<std::shared_ptr<const population::Resident>>;
    explicit FormEntry(FlowContext& context) : context_(context) {}

    /// Starts on a question with the answer given before, if any. `family`: whom the person may pick.
    void start(const engine::Question& question, const std::string& answer, const People& family);
    /// The intents of viewmodels::Field but "next".
    void handle(const viewmodels::Intent& intent);
    /// In the form that engine::Question takes; empty for an optional question that was passed over. Rejected with the codes of
    /// Question::accepts; the refusal is also shown on the page.
    Result<std::string> answer();
    [[nodiscard]] viewmodels::Field view() const;
    /// Where this NIK or region stands among what is offered for picking.
    [[nodiscard]] std::optional<std::size_t> offered(const std::string& value) const;
    void wipe();

  private:
    using Entry = viewmodels::Field::Entry;
    [[nodiscard]] bool many() const { return question_->type == engine::QuestionType::Persons; }
    [[nodiscard]] Entry entry() const;
    [[nodiscard]] std::size_t longest() const;
    [[nodiscard]] std::string written() const;
    [[nodiscard]] std::string hint() const;
    void type(const std::string& character);
    void pick(std::size_t index);
    void add();
    void take_back(const std::string& answer);

    FlowContext& context_;
    const engine::Question* question_ = nullptr;
    People family_;
    bool by_number_ = false;              ///< a person is named by number, not picked
    std::string typed_;
    std::vector<std::string> picked_;     ///< NIKs
    std::vector<std::string> matches_;    ///< region codes offered
    std::string region_;                  ///< chosen
    std::optional<viewmodels::Notice> notice_;
};

}  // namespace loket::app
