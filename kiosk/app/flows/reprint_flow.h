#pragma once
// Printing at the kiosk with a code from the counter (as the ADM of the national office, DOMAIN section 10): number, code, which
// paper, sure?, the sheets. The code is used up by the print.

#include "kiosk/app/desk/print_codes.h"
#include "kiosk/app/flows/context.h"

namespace loket::app {

class ReprintFlow final : public Flow {
  public:
    using Flow::Flow;
    /// `argument`: a print code that was read; it is tried when the number is known.
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;

  private:
    enum class Stage { Nik, Code, List, Sure, Printing, Done };
    void show(Stage stage);
    void entry(const viewmodels::Intent& intent);
    void type(const viewmodels::Intent& intent);
    void next();
    void read_code();
    void try_code();
    void found(Result<std::vector<Printable>> papers);
    void print();
    void back();
    void refuse(const Error& error);
    [[nodiscard]] std::string name_of(const Printable& paper) const;
    [[nodiscard]] std::string wait_words() const;
    [[nodiscard]] bool typed_enough() const;
    [[nodiscard]] viewmodels::Identity entry_view() const;
    [[nodiscard]] viewmodels::Choice list_view() const;
    [[nodiscard]] viewmodels::Choice sure_view() const;
    [[nodiscard]] viewmodels::Message printing_view() const;

    Stage stage_ = Stage::Nik;
    int visit_ = 0;
    std::string nik_, code_;
    bool reading_ = false;  ///< the camera looks for a code
    std::vector<Printable> papers_;
    std::size_t chosen_ = 0;
    std::optional<viewmodels::Notice> notice_;
    viewmodels::Message message_;
};

}  // namespace loket::app
