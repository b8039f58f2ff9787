// Presenter straight onto the screen of a machine without a desktop.

#include <SDL.h>

#include "kiosk/ui/panel.h"
#include "kiosk/ui/presenter_parts.h"
#include "kiosk/ui/raster.h"

namespace loket::ui {

namespace {

class PanelPresenter final : public Presenter {
  public:
    explicit PanelPresenter(std::unique_ptr<Panel> panel) : panel_(std::move(panel)) {}

    Status present(const ImDrawData& data, Colour ground, const Textures& textures) override {
        if (!raster_) raster_ = std::make_unique<Rasteriser>(textures);
        if (forgotten_) raster_->forget();
        forgotten_ = false;
        const Box changed = raster_->render(data, ground, image_);
        return changed.empty() ? Status() : panel_->show(image_, changed);
    }
    void forget() override { forgotten_ = true; }
    [[nodiscard]] bool accelerated() const override { return false; }
    [[nodiscard]] Turn turn() const override { return panel_->turn(); }

  private:
    const std::unique_ptr<Panel> panel_;
    std::unique_ptr<Rasteriser> raster_;
    RgbaImage image_;
    bool forgotten_ = false;
};

}  // namespace

Result<std::unique_ptr<Presenter>> make_panel_presenter(SDL_Window* window, std::optional<Turn> turn) {
    LOKET_ASSIGN(panel, Panel::open(turn));
    SDL_SetWindowSize(window, panel->width(), panel->height());
    return std::unique_ptr<Presenter>(std::make_unique<PanelPresenter>(std::move(panel)));
}

}  // namespace loket::ui
