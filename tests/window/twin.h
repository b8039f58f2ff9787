#pragma once
// The same kiosk once more, in this process and without a window: it says where to touch and what should be seen then.

#include <memory>
#include <optional>
#include <string>

#include "devices/base/random.h"
#include "devices/model/scene.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/flows/station.h"
#include "kiosk/ui/headless.h"

namespace loket::app::test {

inline constexpr int kResidents = 300;

class Twin {
  public:
    /// Fails the test that makes it where the office cannot be opened. `at`: it stays that moment; without one the time is the machine's.
    Twin(const std::filesystem::path& folder, int width, int height, int residents = kResidents, std::optional<Instant> at = {});
    ~Twin();

    /// Does what the hand will do, and says where.
    ui::Vec2 tap(const std::string& node);
    void type(const std::string& text);
    void settle();
    /// The page as it looks now.
    const RgbaImage& picture();
    /// Another size of the same window.
    void resize(int width, int height);
    /// F12, or a long press on the crest.
    void call_staff();
    [[nodiscard]] Station& station() { return *station_; }
    [[nodiscard]] std::shared_ptr<const Snapshot> office() const { return office_->core->snapshot(); }
    [[nodiscard]] Page page() const { return station_->page(); }
    [[nodiscard]] bool has(const std::string& node) const;
    [[nodiscard]] std::string shown() const;
    /// A married head of family with this nationality, by NIK.
    [[nodiscard]] std::string adult();

  private:
    std::filesystem::path folder_;
    SystemClock running_;
    ManualClock standing_;
    const Clock& clock_;
    SystemRandom random_;
    model::Scene scene_;
    StationStrings strings_;
    std::unique_ptr<OpenOffice> office_;
    std::unique_ptr<Station> station_;
    std::unique_ptr<ui::Headless> screen_;
};

}  // namespace loket::app::test
