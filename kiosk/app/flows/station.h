#pragma once
// One station: the pages, who is signed in, and the frame loop's two calls. Knows no window; a window, a headless run and a
// test drive it alike.

#include <memory>

#include "kiosk/app/flows/activation_flow.h"
#include "kiosk/app/flows/add_service_flow.h"
#include "kiosk/app/flows/applicant_flow.h"
#include "kiosk/app/flows/opening_flow.h"
#include "kiosk/app/flows/work_flow.h"
#include "kiosk/app/flows/front_office_flow.h"
#include "kiosk/app/flows/hand_over_flow.h"
#include "kiosk/app/flows/print_flow.h"
#include "kiosk/app/flows/recording_flow.h"
#include "kiosk/app/flows/sign_in_flow.h"
#include "kiosk/app/flows/survey_flow.h"
#include "kiosk/app/flows/verify_flow.h"

namespace loket::app {

/// What the person may change about how the screen looks.
struct Appearance {
    int text_step = 0;          ///< 0, 1, 2: ×1, ×1.25, ×1.5
    bool high_contrast = false;
    bool operator==(const Appearance&) const = default;
};

struct StationStrings {
    ui::Strings id, en;
    static Result<StationStrings> load(const std::filesystem::path& assets);
    [[nodiscard]] const ui::Strings& in(const std::string& language) const { return language == "en" ? en : id; }
};

/// UI thread only.
class Station {
  public:
    Station(Equipment& equipment, const StationStrings& strings);

    /// Delivers what core and desk have finished. Once a frame, before `draw`.
    void poll();
    /// Draws the present page and acts on what was touched.
    void draw(ui::Ui& ui);
    /// Acts on one intent; what `draw` does with each.
    void handle(const viewmodels::Intent& intent);
    /// A code reader read something.
    void code_read(const std::string& text);
    /// A person touched something: restarts the idle clock.
    void touched() { last_touch_ = equipment_.clock.now(); }

    /// Whether an answer or a task is on its way.
    [[nodiscard]] bool busy() const;
    [[nodiscard]] Page page() const { return page_; }
    [[nodiscard]] const Session& session() const { return session_; }
    [[nodiscard]] const Appearance& appearance() const { return appearance_; }
    [[nodiscard]] viewmodels::Chrome chrome() const;
    /// A text of the present language.
    [[nodiscard]] std::string words(const std::string& key) const { return context_.say(key); }
    /// Signs in without a PIN: simulations and tests of the desks. Waits for the core.
    Status sign_in_as(const std::string& user);
    /// The form being filled in: of an applicant, or of an officer who opens an internal service or adds one at the counter.
    [[nodiscard]] const Questionnaire& form() const { return page_ == Page::Opening ? opening_.form() : page_ == Page::AddService ? add_service_.form() : applicant_.form(); }
    [[nodiscard]] const RecordingFlow& recording() const { return recording_; }
    /// Puts the public display on the screen and keeps it there.
    void show_display() { go(Page::Display, {}); }

  private:
    void go(Page page, const std::string& argument);
    void follow_navigation();
    void sign_out();
    void watch_idle();
    Flow& flow_of(Page page);
    [[nodiscard]] viewmodels::Display display_view() const;

    Equipment& equipment_;
    const StationStrings& strings_;
    DeskWorker worker_;
    PictureCache pictures_;
    Asks asks_;
    Session session_;
    Navigation navigation_;
    FlowContext context_;
    Page page_ = Page::Home;
    Appearance appearance_;
    std::optional<Instant> officer_called_;
    Instant last_touch_;

    ApplicantFlow applicant_{context_};
    SurveyFlow survey_{context_};
    SignInFlow sign_in_{context_};
    FrontOfficeFlow front_office_{context_};
    WorkFlow work_{context_};
    OpeningFlow opening_{context_};
    AddServiceFlow add_service_{context_};
    VerifyFlow verify_{context_};
    RecordingFlow recording_{context_};
    PrintFlow print_{context_};
    ActivationFlow activation_{context_};
    HandOverFlow hand_over_{context_};
};

}  // namespace loket::app
