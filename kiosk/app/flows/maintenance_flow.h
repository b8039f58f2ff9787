#pragma once
// Administrator database and vendor: what works, what is kept where, and the way out of the kiosk, which takes two.

#include "kiosk/app/desk/screen_settings.h"
#include "kiosk/app/desk/upkeep.h"
#include "kiosk/app/flows/pin_entry.h"
#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/app/flows/backup_page.h"
#include "kiosk/app/flows/stick_page.h"
#include "kiosk/app/flows/update_page.h"
#include "workflow/lan/wire.h"
#include "kiosk/ui/touch_map.h"
#include "kiosk/viewmodels/maintenance.h"

namespace loket::app {

class MaintenanceFlow final : public StaffFlow {
  public:
    explicit MaintenanceFlow(FlowContext& context);
    void enter(Page page, const std::string& argument) override;
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override;
    /// Once a frame, whatever page is open: what the appliance says of its update, how far a stick is.
    void watch() {
        update_.watch(part_ == "update");
        stick_.watch(part_ == "stick");
        backup_.watch(part_ == "backup");
    }
    /// A new version is installed and waits for a start.
    [[nodiscard]] bool update_waits() const { return update_.waits_for_start(); }
    [[nodiscard]] viewmodels::Maintenance view() const;
    /// Two officers have said that the kiosk is to end.
    [[nodiscard]] bool exit_requested() const { return exit_; }
    /// Somebody wants this office taken in by a register: its pages are the kiosk's. Once for each wish.
    bool take_setup_request() { return std::exchange(setup_, false); }
    /// How this station's panel is to be read; kept with the station.
    [[nodiscard]] const ui::TouchMap& touch_map() const { return touch_map_; }
    /// How its screen hangs; kept with the office's files. Nothing before they were read.
    [[nodiscard]] const std::optional<ScreenSettings>& screen() const { return screen_; }

  protected:
    void act(const viewmodels::Intent& intent) override;
    [[nodiscard]] std::vector<CaseRef> work() const override { return {}; }

  private:
    /// Everything that is read from disk and machine; made on the core's thread.
    struct Machine {
        std::vector<HealthLine> health;
        std::vector<DataFile> files;
        StorageState storage;
        std::vector<NetworkLink> links;
        std::vector<trust::Officer> officers;
    };
    void look();
    void test(const std::string& device);
    void note_touch(bool passed);
    void aimed(const std::string& misses);
    void calibrate(const ui::TouchMap& map, const std::string& mean, const std::string& largest);
    void check();
    void report();
    void tone();
    void set_screen(const ScreenSettings& settings);
    void dim();
    void forget_touch_map();
    void look_office();
    void find_offices();
    bool act_office(const std::string& intent);
    void change_office(const std::string& intent);
    void add_office(viewmodels::Maintenance& view) const;
    [[nodiscard]] bool may_enrol() const;
    void second_agrees(const std::string& second);
    void attest();
    void reset();
    void open_for_service(const std::string& second);
    void begin_epoch(const std::string& second);
    [[nodiscard]] std::string waits_elsewhere() const;
    void add_appliance(viewmodels::Maintenance& view) const;
    void add_tiles(viewmodels::Maintenance& view) const;
    void add_devices(viewmodels::Maintenance& view) const;
    void add_storage(viewmodels::Maintenance& view) const;
    [[nodiscard]] std::optional<viewmodels::Listing> list() const;
    [[nodiscard]] viewmodels::Listing history() const;
    void tell_user(viewmodels::Tone tone, std::string text) { notice_ = viewmodels::Notice{tone, std::move(text)}; }

    std::string part_;
    std::shared_ptr<const Machine> machine_;  ///< null until first read
    std::optional<viewmodels::Notice> notice_;
    std::string testing_;                     ///< device under test, "*" for all
    std::optional<lan::Members> members_;     ///< as the induk last told
    std::vector<viewmodels::Row> found_;      ///< offices of this network, for a machine that stands alone
    int volume_ = 80;
    std::string caption_;
    PinEntry pin_;
    UpdatePage update_;
    StickPage stick_;
    BackupPage backup_;
    bool exit_ = false, setup_ = false;
    ui::TouchMap touch_map_;
    std::optional<ScreenSettings> screen_;
    bool may_dim_ = false;                    ///< this screen can
    std::filesystem::path office_;            ///< its folder
    viewmodels::Picture attestation_;         ///< made when its page is opened
};

}  // namespace loket::app
