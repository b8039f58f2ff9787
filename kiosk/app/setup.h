#pragma once
// The first pages of a new machine, for a clerk who has never set one up: network and clock, the machine's part in the office (or the office itself, from
// its copy on a stick), the recovery key, the register. Each page asks one thing, in the words and with the keys of the applicant's pages.

#include <atomic>
#include <functional>
#include <future>

#include "kiosk/app/desk/stick_backup.h"
#include "kiosk/app/desk/stick_place.h"
#include "kiosk/app/desk/upkeep.h"
#include "kiosk/app/flows/station.h"
#include "kiosk/app/lan/place.h"
#include "workflow/lan/display_stream.h"

namespace loket::app {

/// As join_office; without an address at whichever induk of the network made the code (join_found).
Result<LanPlace> join_or_find(const JoinWish& wish);

/// Where the system leaves the key of the encrypted disk until a person has said that it is written down. `data`: folder of the office.
std::filesystem::path recovery_key_of(const std::filesystem::path& data);
/// The machine has its place in an office, and nobody has said so: its power failed between the two.
bool key_unconfirmed(const std::filesystem::path& data);
/// Of a public display of another machine's office.
std::optional<LanPlace> display_place(const std::filesystem::path& data);

/// What the pages need of the machine.
struct SetupWorld {
    const Clock& clock;
    std::filesystem::path data;          ///< folder of the office; without one while the machine is new
    std::filesystem::path recovery_key;  ///< file with the key of the encrypted disk, to be shown once; may not be there
    std::function<std::vector<NetworkLink>()> links = network_links;
    std::function<Result<LanPlace>(const JoinWish&)> join = join_or_find;          ///< takes this machine into an office; blocks
    std::function<Status(const std::string& url, const std::string& code)> enrol;  ///< takes this office in at the register; blocks
    std::function<Status()> seek_stick = [] { return Status{}; }, let_stick_go = [] { return Status{}; };
    std::function<StickPlace()> stick = [] { return find_stick(nullptr); };
};

/// UI thread only.
class Setup {
  public:
    enum class Step : std::uint8_t { Welcome, Network, Part, Use, Name, Address, Code, Joining, Recovery, Url, UrlCode, Enrolling, Enrolled, Ready, Stick, BackupCode, Restoring, Restored, Done };

    /// `first`: Welcome of a new machine (until its office can be opened), then Url or Ready (once it is open); Url also later on, for an office
    /// that has no register yet; Recovery of a machine that lost its power before anybody said that the key is written down; Stick where a copy is to take the place of a damaged office. `new_machine`: the last page says what comes next.
    Setup(Step first, bool new_machine, const StationStrings& strings, SetupWorld world);
    ~Setup();
    /// Draws the present page and acts on what was touched; sees whether what takes long has ended.
    void draw(ui::Ui& ui);
    void handle(const viewmodels::Intent& intent);
    void poll();

    [[nodiscard]] Step step() const { return step_; }
    [[nodiscard]] bool done() const { return step_ == Step::Done; }
    [[nodiscard]] bool of_new_machine() const { return new_machine_; }
    /// The machine became a station of another's office.
    [[nodiscard]] bool joined() const { return joined_; }
    /// An office came from a copy on a stick.
    [[nodiscard]] bool restored() const { return restored_; }
    /// As a public display, which has no office of its own to open.
    [[nodiscard]] bool is_display() const { return joined_ && join_.role == lan::kDisplayRole; }
    /// Something takes long: frames are wanted.
    [[nodiscard]] bool busy() const { return work_.valid(); }
    [[nodiscard]] const std::string& typed() const { return typed_; }
    /// Why the last answer was not taken, in words; empty: it was.
    [[nodiscard]] const std::string& refusal() const { return refusal_; }

  private:
    [[nodiscard]] std::string say(const std::string& key, ui::Strings::Args args = {}) const;
    void go(Step step);
    void next();
    void back();
    void take_typed();
    void type(const std::string& letter);
    void begin(std::function<Status()> work, Step meanwhile);
    void show_recovery_key();
    void seek_stick();
    void look_for_copy();
    void restore();
    void refuse(const Error& error);
    void forget_recovery_key();
    [[nodiscard]] bool asks_text() const;
    [[nodiscard]] viewmodels::Chrome chrome() const;
    [[nodiscard]] viewmodels::Message message() const;
    [[nodiscard]] viewmodels::Choice choice() const;
    [[nodiscard]] viewmodels::Field field() const;
    [[nodiscard]] std::string network_words() const;
    [[nodiscard]] std::string stick_words() const;

    const StationStrings& strings_;
    SetupWorld world_;
    Step step_;
    const bool new_machine_;
    bool joined_ = false, restored_ = false;
    std::optional<StickBackup> copy_;  ///< the newest on the stick that is there
    std::string language_ = "id", typed_, refusal_, recovery_key_, url_;
    JoinWish join_;
    std::vector<NetworkLink> links_;
    Instant looked_{};
    std::atomic<int> percent_ = 0;
    std::future<Status> work_;
};

}  // namespace loket::app
