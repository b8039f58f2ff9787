#pragma once
// A stick between this office and its register, on the technician's page: the two cards that make them known to each other, then both ways at once.

#include "kiosk/app/desk/link.h"
#include "kiosk/app/flows/pin_entry.h"
#include "kiosk/app/flows/stick_door.h"
#include "kiosk/viewmodels/maintenance.h"

namespace loket::app {

/// UI thread only; the stick is looked at beside it, and written by the link's thread.
class StickPage {
  public:
    using Tell = std::function<void(viewmodels::Tone, std::string)>;
    StickPage(FlowContext& context, PinEntry& pin, Tell tell) : context_(context), pin_(pin), tell_(std::move(tell)) {}

    /// Its page is opened: who this office is.
    void open();
    /// Once a frame.
    void watch(bool shown);
    bool handle(const std::string& intent);
    /// The officer leaves: what is being written is finished, then the stick is let go.
    void wipe();
    void add(viewmodels::Maintenance& view) const;
    /// The stick is being read or written: nobody else lets it go.
    [[nodiscard]] bool trading() const { return use_ == Use::Trading; }
    /// A station's exchange is its induk's.
    [[nodiscard]] bool possible() const;

  private:
    struct Seen {
        StickPlace place;
        std::optional<Result<sync::StickFolder>> folder;
    };
    enum class Use { None, Trading, Traded };
    static Seen look_at(const std::shared_ptr<const update::Machine>& machine, const std::filesystem::path& mounts, const std::string& origin);
    void seek();
    void let_go();
    void trade();
    void write_card();
    void ask_about_register();
    void enrol(const sync::Card& card);
    [[nodiscard]] bool enrolled() const { return context_.equipment.link != nullptr; }
    [[nodiscard]] const sync::StickFolder* folder() const { return door_.open() && door_.seen().folder && *door_.seen().folder ? &**door_.seen().folder : nullptr; }
    [[nodiscard]] std::pair<viewmodels::Tone, std::string> standing() const;
    [[nodiscard]] std::pair<viewmodels::Tone, std::string> of_trip() const;
    [[nodiscard]] std::vector<viewmodels::Row> facts() const;
    [[nodiscard]] std::vector<viewmodels::Row> trip_facts(const sync::StickTrip& trip) const;
    [[nodiscard]] std::string phrase(const char* key, ui::Strings::Args args = {}) const { return context_.say(std::string("stick.") + key, args); }

    FlowContext& context_;
    PinEntry& pin_;
    Tell tell_;
    std::optional<sync::Card> own_;
    StickDoor<Seen> door_{context_};
    Use use_ = Use::None;
    std::shared_ptr<const sync::StickTrip> trip_;  ///< of this officer
    bool carried_ = false, leaving_ = false, card_written_ = false;
};

}  // namespace loket::app
