#pragma once
// One station: the pages, who is signed in, and the frame loop's two calls. Knows no window; a window, a headless run and a
// test drive it alike.

#include <memory>

#include "kiosk/app/desk/headset_watch.h"
#include "kiosk/app/desk/listener.h"
#include "kiosk/app/desk/sign_keeper.h"
#include "kiosk/app/flows/activation_flow.h"
#include "kiosk/app/flows/add_service_flow.h"
#include "kiosk/app/flows/applicant_flow.h"
#include "kiosk/app/flows/comfort.h"
#include "kiosk/app/flows/dashboard_flow.h"
#include "kiosk/app/flows/delegation_flow.h"
#include "kiosk/app/flows/display_flow.h"
#include "kiosk/app/flows/maintenance_flow.h"
#include "kiosk/app/flows/info_flow.h"
#include "kiosk/app/flows/officers_flow.h"
#include "kiosk/app/flows/complaint_flow.h"
#include "kiosk/app/flows/complaints_flow.h"
#include "kiosk/app/flows/numbers_flow.h"
#include "kiosk/app/flows/opening_flow.h"
#include "kiosk/app/flows/work_flow.h"
#include "kiosk/app/flows/front_office_flow.h"
#include "kiosk/app/flows/hand_over_flow.h"
#include "kiosk/app/flows/print_flow.h"
#include "kiosk/app/flows/reprint_flow.h"
#include "kiosk/app/flows/recording_flow.h"
#include "kiosk/app/flows/sign_in_flow.h"
#include "kiosk/app/flows/card_check_flow.h"
#include "kiosk/app/flows/stock_flow.h"
#include "kiosk/app/flows/survey_flow.h"
#include "kiosk/app/flows/verify_flow.h"

namespace loket::app {

/// The words of every language; what a language lacks is said in Indonesian.
class StationStrings {
  public:
    static Result<StationStrings> load(const std::filesystem::path& assets);
    /// Indonesian for a language that is not there.
    [[nodiscard]] const ui::Strings& in(const std::string& language) const;

  private:
    std::map<std::string, ui::Strings> tables_;
};

/// UI thread only.
class Station {
  public:
    /// Without a speaker nothing is heard; all that would be said is on the screen.
    Station(Equipment& equipment, const StationStrings& strings, speech::Speaker* speaker = nullptr);

    /// Delivers what core and desk have finished. Once a frame, before `draw`.
    void poll();
    /// Draws the present page and acts on what was touched.
    void draw(ui::Ui& ui);
    /// Acts on one intent; what `draw` does with each.
    void handle(const viewmodels::Intent& intent);
    /// A code reader read something.
    void code_read(const std::string& text);
    /// A person touched something: restarts the idle clock.
    void touched() { comfort_.touched(); }
    /// How long nobody has touched it.
    [[nodiscard]] Millis untouched() const { return comfort_.untouched(); }
    /// Something about the machine that whoever stands here should know.
    void tell(const Error& error) { context_.notify(error); }
    /// `wake` makes the frame loop look at once, when somebody has done something at a device; called from any thread.
    void on_news(const std::function<void()>& wake) { codes_.on_news(wake), keypad_.on_news(wake); }
    /// Nothing is there that a finger could touch: said on every page until there is.
    void touch_missing(bool missing) { touchless_ = missing; }
    /// A headset was put in or taken out.
    void headset(bool present) { comfort_.headset(present); }

    /// Whether an answer or a task is on its way.
    [[nodiscard]] bool busy() const;
    [[nodiscard]] Page page() const { return page_; }
    [[nodiscard]] const Session& session() const { return session_; }
    [[nodiscard]] const Appearance& appearance() const { return comfort_.look(); }
    [[nodiscard]] const Comfort& comfort() const { return comfort_; }
    [[nodiscard]] viewmodels::Chrome chrome() const;
    /// A text of the present language.
    [[nodiscard]] std::string words(const std::string& key) const { return context_.say(key); }
    /// Signs in without a PIN: simulations and tests of the desks. Waits for the core.
    Status sign_in_as(const std::string& user);
    /// The form being filled in: of an applicant, or of an officer who opens an internal service or adds one at the counter.
    [[nodiscard]] const Questionnaire& form() const { return page_ == Page::Opening ? opening_.form() : page_ == Page::AddService ? add_service_.form() : complaints_.writing() ? complaints_.form() : applicant_.form(); }
    [[nodiscard]] const RecordingFlow& recording() const { return recording_; }
    [[nodiscard]] DashboardFlow& dashboard() { return dashboard_; }
    [[nodiscard]] const VerifyFlow& verify() const { return verify_; }
    [[nodiscard]] MaintenanceFlow& maintenance() { return maintenance_; }
    [[nodiscard]] const DelegationFlow& delegation() const { return delegation_; }
    [[nodiscard]] DisplayFlow& display() { return display_; }
    /// Two officers want the kiosk to end.
    [[nodiscard]] bool exit_requested() const { return maintenance_.exit_requested(); }
    /// Somebody wants a copy to take the place of the damaged office. Once for each wish.
    bool take_restore_request() { return std::exchange(restore_, false); }
    /// Puts the public display on the screen and keeps it there.
    void show_display() { go(Page::Display, {}); }

  private:
    void go(Page page, const std::string& argument);
    void follow_navigation();
    void sign_out();
    /// Whether a code that is held before a reader now would be of use.
    [[nodiscard]] bool takes_codes() const;
    [[nodiscard]] bool closed() const;
    void hear_codes();
    void hear_keypad();
    void press(const model::KeypadOutcome& key);
    /// What the light above the kiosk says.
    [[nodiscard]] model::Sign sign() const;
    void call_officer();
    void answer_help(int number);
    /// A device that works again says so to the officer.
    void greet_devices();
    void take_help(Result<std::vector<HelpCall>> calls);
    /// The one way in which everything of a person is forgotten.
    void wipe();
    void admit(trust::Officer officer);
    void lock();
    Flow& flow_of(Page page);

    Equipment& equipment_;
    const StationStrings& strings_;
    DeskWorker worker_;
    speech::SilentSpeaker silent_;
    PictureCache pictures_;
    Asks asks_;
    std::vector<HelpCall> help_;
    Session session_;
    Navigation navigation_;
    FlowContext context_;
    Comfort comfort_;
    HeadsetWatch headset_;
    Listener codes_, keypad_;
    SignKeeper sign_;
    std::vector<ui::InputEvent> pressed_;  ///< on the keypad, for the next picture
    bool restore_ = false;
    std::map<std::string, bool> well_;  ///< each device that was seen: does it work?
    bool simulated_ = false;            ///< whether any of them is
    bool touchless_ = false;
    std::uint64_t devices_seen_ = 0;    ///< the registry's changes when they were
    Page page_ = Page::Attract;
    std::optional<Instant> officer_called_;

    ApplicantFlow applicant_{context_};
    SurveyFlow survey_{context_};
    InfoFlow info_{context_};
    ComplaintFlow complaint_{context_};
    ReprintFlow reprint_{context_};
    ComplaintsFlow complaints_{context_};
    SignInFlow sign_in_{context_};
    FrontOfficeFlow front_office_{context_};
    WorkFlow work_{context_};
    OpeningFlow opening_{context_};
    AddServiceFlow add_service_{context_};
    NumbersFlow numbers_{context_};
    OfficersFlow officers_{context_};
    VerifyFlow verify_{context_};
    RecordingFlow recording_{context_};
    PrintFlow print_{context_};
    StockFlow stock_{context_};
    CardCheckFlow card_check_{context_};
    ActivationFlow activation_{context_};
    HandOverFlow hand_over_{context_};
    DashboardFlow dashboard_{context_};
    MaintenanceFlow maintenance_{context_};
    DelegationFlow delegation_{context_};
    DisplayFlow display_{context_};
};

}  // namespace loket::app
