#pragma once
// The applicant at the kiosk: who am I, why am I here, what do I bring, my ticket; and where is my application.

#include "kiosk/app/flows/questionnaire.h"
#include "kiosk/app/flows/service_picker.h"
#include "workflow/engine/appointments.h"

namespace loket::app {

/// Where somebody is on the way to an appointment, or with one.
struct Appointing {
    enum class Step { Menu, Service, Slot, Made, Code, Nik };
    Step step = Step::Menu;
    bool cancels = false;  ///< gives the place back instead of taking a ticket
    std::string code;
    Date day{};
    int minute = 0;
};

/// The picture of a paper that is being taken, or judged.
struct Shot {
    int no = 0;  ///< of the requirement
    bool running = false;
    viewmodels::Picture picture{};
    Bytes png{};
    std::string trouble{};  ///< see paper_trouble
    std::optional<viewmodels::Notice> notice{};
    /// A dark or blurred picture may be all that somebody can take; of nothing none is kept.
    [[nodiscard]] bool can_keep() const { return !png.empty() && trouble != "paper.empty"; }
};

class ApplicantFlow final : public Flow {
  public:
    explicit ApplicantFlow(FlowContext& context) : Flow(context), form_(context), picker_(context) {}
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent& intent) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    /// What a code reader read: a resi, or a NIK/KK number.
    void code_read(const std::string& text);
    [[nodiscard]] const Questionnaire& form() const { return form_; }

  private:
    enum class Purpose { Apply, Appoint, Status, Collect };
    using Mode = viewmodels::Identity::Mode;

    void start(Purpose purpose, const std::string& service);
    void home_intent(const viewmodels::Intent& intent);
    void identity_intent(const viewmodels::Intent& intent);
    void type(const viewmodels::Intent& intent);
    void submit_identity();
    void submit_nik();
    void submit_kk();
    void read_card();
    void found_person(std::shared_ptr<const population::Resident> person);
    void ask_questions();
    void ask_next();
    void priority_intent(const viewmodels::Intent& intent);
    void bring_intent(const viewmodels::Intent& intent);
    void review_intent(const viewmodels::Intent& intent);
    void scan_intent(const viewmodels::Intent& intent);
    void take_shot(int no);
    void close_shot();
    void store_scans();
    void forget_scans();
    [[nodiscard]] std::optional<viewmodels::Bring::Shot> shot_view() const;
    void ask_ticket();
    void take_number(const std::vector<store::StoredEvent>& answer);
    void ticket_issued();
    void appointment_intent(const viewmodels::Intent& intent);
    void appointment_back();
    void ask_code();
    void take_code(const std::string& text);
    void keep_appointment();
    void make_appointment(int minute);
    void show_status(const std::string& resi);
    void show_closed(const std::string& resi);
    void refuse(const Error& error);
    void back();
    [[nodiscard]] viewmodels::Stepper stepper(int current) const;
    [[nodiscard]] const engine::Service* service() const { return context_.services().find(service_); }
    [[nodiscard]] bool applies() const { return purpose_ == Purpose::Apply || purpose_ == Purpose::Appoint; }
    [[nodiscard]] bool gives_appointments(const std::string& service) const;
    [[nodiscard]] std::vector<engine::Slot> slots_on(Date day) const;
    [[nodiscard]] std::vector<Date> free_days() const;
    void draw_appointment(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) const;
    [[nodiscard]] viewmodels::Choice appointment_choice_view() const;
    [[nodiscard]] viewmodels::Slots appointment_slots_view() const;
    [[nodiscard]] viewmodels::Field appointment_entry_view() const;
    [[nodiscard]] viewmodels::TicketPage appointment_made_view() const;
    [[nodiscard]] bool takes_passport() const;
    [[nodiscard]] bool typed_enough() const;
    [[nodiscard]] bool has_device(model::Kind kind) const;
    [[nodiscard]] std::size_t longest() const;

    [[nodiscard]] viewmodels::Attract attract_view() const;
    [[nodiscard]] viewmodels::Home home_view() const;
    [[nodiscard]] viewmodels::Bring service_view() const;
    [[nodiscard]] viewmodels::Identity identity_view() const;
    [[nodiscard]] viewmodels::Confirm confirm_view() const;
    [[nodiscard]] viewmodels::Choice priority_view() const;
    [[nodiscard]] viewmodels::Bring bring_view() const;
    [[nodiscard]] viewmodels::Review review_view() const;
    [[nodiscard]] viewmodels::TicketPage ticket_view() const;
    [[nodiscard]] viewmodels::Status status_view() const;

    Page page_ = Page::Attract;
    Purpose purpose_ = Purpose::Apply;
    Mode mode_ = Mode::Nik;
    int visit_ = 0;                   ///< counts those who stood here: an answer asked for somebody before is dropped
    std::string group_, service_, typed_;
    std::optional<viewmodels::Notice> notice_;
    bool reading_ = false;            ///< the card reader waits for a card
    std::vector<std::shared_ptr<const population::Resident>> family_;
    std::shared_ptr<const population::Resident> person_;
    std::string newcomer_;            ///< NIK or passport of somebody the register does not know yet
    Questionnaire form_;
    bool reviewing_ = false;          ///< one answer is changed: what follows it is the review
    int turned_ = 0;                  ///< page of a list or of the review
    std::string priority_answer_;
    std::string resi_, ticket_number_;
    std::optional<Shot> shot_;
    std::map<int, Bytes> scans_;  ///< kept pictures (PNG), by requirement
    int unstored_ = 0;            ///< of them, on their way to the store
    Appointing appointing_;
    ServicePicker picker_;
    viewmodels::Picture slip_;
    std::optional<viewmodels::Notice> slip_notice_;
    viewmodels::Message message_;
};

}  // namespace loket::app
