#pragma once
// The same kiosk once more, in this process and without a window: it says where to touch and what should be seen then.

#include <memory>
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
    /// Fails the test that makes it where the office cannot be opened.
    Twin(const std::filesystem::path& folder, int width, int height);
    ~Twin();

    /// Does what the hand will do, and says where.
    ui::Vec2 tap(const std::string& node);
    void type(const std::string& text);
    void settle();
    /// The page as it looks now.
    const RgbaImage& picture();
    /// Another size of the same window.
    void resize(int width, int height);
    [[nodiscard]] Page page() const { return station_->page(); }
    [[nodiscard]] bool has(const std::string& node) const;
    [[nodiscard]] std::string shown() const;
    /// A married head of family with this nationality, by NIK.
    [[nodiscard]] std::string adult();

  private:
    std::filesystem::path folder_;
    SystemClock clock_;
    SystemRandom random_;
    model::Scene scene_;
    StationStrings strings_;
    std::unique_ptr<OpenOffice> office_;
    std::unique_ptr<Station> station_;
    std::unique_ptr<ui::Headless> screen_;
};

}  // namespace loket::app::test
