#pragma once
// The hands of a demo: does at the station what a person would, either by touching the screen it draws (and keeping a picture
// of each) or, for long runs, by the intents those touches stand for.

#include <filesystem>
#include <memory>

#include "kiosk/app/flows/station.h"
#include "kiosk/ui/headless.h"

namespace loket::app {

class Puppet {
  public:
    /// With `pictures` set, every action is a tap on a drawn screen and `snap` writes PNG files there.
    static Result<std::unique_ptr<Puppet>> create(Station& station, const ui::HeadlessOptions& look, std::filesystem::path pictures);

    /// One touch. Internal if the control is not on the screen: a demo that cannot go on is a bug.
    Status act(const std::string& name, const std::string& value = {});
    /// Types digits on the keypad of the page.
    Status type(const std::string& digits);
    /// Types a text on the letter keys of the page.
    Status write(const std::string& text);
    /// A control that asks for a reason first: takes the one at `index` of those offered. `code` stands before the reason
    /// where the control sends one.
    Status act_with_reason(const std::string& name, int index, const std::string& reason_key, const std::string& code = {});
    Status excuse(const std::string& slot, const std::string& reason);
    Status read_code(const std::string& text);
    /// Waits for core and desk, then for the picture to come to rest.
    Status settle();
    /// Keeps a picture of the present screen, at most once under each name.
    Status snap(const std::string& name);

    /// Signs an officer in: by name and PIN where the screen is drawn, else directly.
    Status sign_in(const std::string& user);

    /// What can be seen and touched on the drawn screen now; nothing if none is drawn.
    [[nodiscard]] ui::Nodes nodes() const { return headless_ ? headless_->nodes() : ui::Nodes{}; }
    [[nodiscard]] bool drawn() const { return headless_ != nullptr; }
    [[nodiscard]] int pictures_taken() const { return static_cast<int>(names_.size()); }
    /// From here on without pictures, at full speed.
    void stop_drawing() { headless_.reset(); }

  private:
    explicit Puppet(Station& station, std::filesystem::path pictures) : station_(station), pictures_(std::move(pictures)) {}
    Status tap(const std::string& node);

    Station& station_;
    std::filesystem::path pictures_;
    std::unique_ptr<ui::Headless> headless_;
    std::set<std::string> names_;
};

}  // namespace loket::app
