#pragma once
// Every page of applicants and officers in every state worth looking at, and a sheet to draw them on: one list for the audits, the
// goldens and `loket gallery`.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/ui/headless.h"
#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/common.h"

namespace loket::samples {

struct Look {
    bool portrait = false, contrast = false;
    float scale = 1;
    std::string language = "id";
};

struct Page {
    std::string group;  ///< "applicant", "officer"
    std::string name;   ///< unique: "nik-full"
    std::function<void(ui::Ui&, const ui::Strings&, const viewmodels::Chrome&, viewmodels::Intents&)> draw;
    viewmodels::Chrome chrome;
    std::vector<std::string> taps{};  ///< done before the page is looked at: they open a dialog or a part of it
};

/// In the order in which people meet them.
std::vector<Page> every_page(const std::string& language);

/// One screen without a window on which page after page is drawn.
class Easel {
  public:
    /// Fails as ui::Fonts::load.
    static Result<std::unique_ptr<Easel>> create(const Look& look);
    /// The page at rest; valid until the next one is drawn.
    const RgbaImage& draw(const Page& page);
    [[nodiscard]] const ui::Nodes& nodes() const { return screen_->nodes(); }

  private:
    explicit Easel(const Look& look);
    std::string language_;
    const Page* page_ = nullptr;
    std::unique_ptr<ui::Headless> screen_;
};

}  // namespace loket::samples
