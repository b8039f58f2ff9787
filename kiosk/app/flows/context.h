#pragma once
// What every flow works with. A flow is one person's way through some pages: it holds what was typed and chosen, turns
// intents into commands and tasks, and makes the view models. It never waits.

#include <algorithm>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/app/core/help.h"
#include "kiosk/app/desk/desk.h"
#include "kiosk/app/flows/desk_worker.h"
#include "kiosk/app/speech/speaker.h"
#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/applicant.h"
#include "kiosk/viewmodels/staff.h"

namespace loket::ui {
class Ui;
}

namespace loket::app {

enum class Page {
    Attract, Home, Services, Service, Identity, Confirm, Question, Priority, Bring, Review, Ticket, Status, Survey, Message,
    Info, Complain, Appointment, Reprint, Display,
    SignIn, FrontOffice, CheckFile, Resi, Work, Verify, Recording, Print, Stock, Activation, HandOver, Opening, AddService, Numbers,
    Complaints, CardCheck, Dashboard, Maintenance, Delegation, Officers,
};
inline constexpr Page kLastPage = Page::Officers;
std::string_view to_string(Page page);

/// Answers of the core that are still on their way; `poll` calls back on the ui thread.
class Asks {
  public:
    template <class T>
    void then(std::future<T> answer, std::function<void(T)> next) {
        auto shared = std::make_shared<std::future<T>>(std::move(answer));
        items_.push_back([shared, next = std::move(next)] {
            if (shared->wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
            next(shared->get());
            return true;
        });
    }
    void poll();
    [[nodiscard]] bool empty() const { return items_.empty(); }
    void clear() { items_.clear(); }

  private:
    std::list<std::function<bool()>> items_;
};

/// Pictures from the blob store, fetched in the background, kept while a file is open.
class PictureCache {
  public:
    explicit PictureCache(CoreThread& core) : core_(core) {}
    /// Empty until it has arrived.
    viewmodels::Picture get(const std::string& digest);
    void poll() { asks_.poll(); }
    [[nodiscard]] bool busy() const { return !asks_.empty(); }
    void clear();

  private:
    CoreThread& core_;
    Asks asks_;
    std::map<std::string, viewmodels::Picture> pictures_;
};

/// A command that was refused and that a superior may allow; kept until they do or the officer gives up.
struct Refused {
    engine::Command command;
    std::vector<Attachment> attachments;
    std::function<void()> next;
    Error error;
    std::vector<trust::Officer> superiors = {};
    std::string selected = {}, pin = {};
    std::optional<viewmodels::Notice> notice = {};
};

struct Session {
    std::optional<Refused> refused;
    std::string language = "id";
    std::optional<trust::Officer> officer;  ///< `role` is the one acted in now
    std::vector<engine::Role> roles;        ///< all that the officer may act in today
    bool locked = false;                    ///< the officer went away: the page stays, hidden, until they come back
    std::optional<viewmodels::Notice> notice;
    std::string loket = "1";
    std::string at_devices;                 ///< officer who shows finger or card here now; whom simulated devices should see
    std::string looked;                     ///< file and step that the audit knows this officer is looking at

    void begin(trust::Officer who, Date day) {
        roles = trust::roles_on(who, day);
        officer = std::move(who);
        looked.clear();
        locked = false;
        notice.reset();
    }
    /// The same officer is back; acts on in the same role where today still allows it.
    void unlock(trust::Officer who, Date day) {
        const auto role = officer->role;
        begin(std::move(who), day);
        if (std::ranges::find(roles, role) != roles.end()) officer->role = role;
    }
    /// The role after the one acted in now, round and round.
    [[nodiscard]] engine::Role next_role() const {
        const auto now = std::ranges::find(roles, officer->role);
        return now == roles.end() || now + 1 == roles.end() ? roles.front() : *(now + 1);
    }
};

/// Where a flow asks to go next.
struct Navigation {
    std::optional<Page> next;
    std::string argument;  ///< case id, mostly
    void go(Page page, std::string about = {}) {
        next = page;
        argument = std::move(about);
    }
};

struct FlowContext {
    Equipment& equipment;
    DeskWorker& worker;
    PictureCache& pictures;
    Asks& asks;
    Session& session;
    Navigation& navigation;
    std::function<const ui::Strings&(const std::string& language)> strings;
    speech::Speaker& speaker;
    const std::vector<HelpCall>& help;  ///< calls of applicants that nobody has answered
    mutable Todays todays{};

    [[nodiscard]] std::string say(const std::string& key, ui::Strings::Args args = {}) const;
    /// The sentence for a failure, in the person's language; always says what to do.
    [[nodiscard]] std::string explain(const Error& error) const;
    void notify(viewmodels::Tone tone, std::string text) const { session.notice = viewmodels::Notice{tone, std::move(text)}; }
    void notify(const Error& error) const;
    /// The state after the last commit; the queue only if it is today's, for numbers are void the next day. Ui thread.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    [[nodiscard]] const engine::Services& services() const { return equipment.core.reference().services; }
    [[nodiscard]] engine::Actor actor() const;
    /// Sends a command as the signed-in officer (or the applicant); failures become the notice, or where a superior may allow it
    /// the dialog of their permission. `override_by`: as Core::execute.
    void execute(engine::Command command, std::function<void()> next = {}, std::vector<Attachment> attachments = {},
                 std::optional<engine::Override> override_by = {}) const;
    /// A page shows the record of the person a file is about: one line in the audit for each file and step, with that step as the
    /// purpose. Whatever makes a FileHead calls it, so no page can show a file without it.
    void note_look(const engine::Case& c) const;
};

/// One person's way through some pages.
class Flow {
  public:
    explicit Flow(FlowContext& context) : context_(context) {}
    virtual ~Flow() = default;
    virtual void enter(Page page, const std::string& argument) = 0;
    virtual void handle(const viewmodels::Intent& intent) = 0;
    /// Once a frame, before drawing.
    virtual void poll() {}
    virtual void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) = 0;
    /// Forgets everything about the person who stood here.
    virtual void wipe() = 0;

  protected:
    FlowContext& context_;
};

}  // namespace loket::app
