#pragma once
// The office's copy on a stick, on the technician's page: the code that opens it, written down once, then the copy itself, beside the office's work.

#include "kiosk/app/desk/stick_backup.h"
#include "kiosk/app/flows/pin_entry.h"
#include "kiosk/app/flows/stick_door.h"
#include "kiosk/viewmodels/maintenance.h"

namespace loket::app {

/// UI thread only; stick and copy are looked at and made beside it.
class BackupPage {
  public:
    using Tell = std::function<void(viewmodels::Tone, std::string)>;
    BackupPage(FlowContext& context, PinEntry& pin, Tell tell) : context_(context), pin_(pin), tell_(std::move(tell)) {}
    ~BackupPage() { stop_.request_stop(); }

    /// Its page is opened: is there a code?
    void open();
    /// Once a frame.
    void watch(bool shown);
    bool handle(const std::string& intent);
    /// The officer leaves: a copy that is being made is finished, then the stick is let go. A code that was not confirmed never counted.
    void wipe();
    void add(viewmodels::Maintenance& view) const;
    /// The stick is being written: nobody else lets it go.
    [[nodiscard]] bool copying() const { return copying_; }
    /// A station's copy is its induk's.
    [[nodiscard]] bool possible() const;

  private:
    struct Seen {
        StickPlace place;
        std::vector<StickBackup> copies;
        std::uintmax_t room = 0;
    };
    void seek();
    void let_go();
    void copy();
    void make_code();
    void keep_code();
    void copied(const Result<sync::BackupNote>& note);
    [[nodiscard]] std::pair<viewmodels::Tone, std::string> standing() const;
    [[nodiscard]] std::vector<viewmodels::Row> facts() const;
    [[nodiscard]] std::string phrase(const char* key, ui::Strings::Args args = {}) const { return context_.say(std::string("backup_page.") + key, args); }

    FlowContext& context_;
    PinEntry& pin_;
    Tell tell_;
    std::optional<bool> has_code_;  ///< nothing until it was looked for
    std::string code_;              ///< on the screen, not confirmed
    StickDoor<Seen> door_{context_};
    std::optional<sync::BackupNote> made_;
    std::stop_source stop_;
    bool copying_ = false, leaving_ = false;
};

}  // namespace loket::app
