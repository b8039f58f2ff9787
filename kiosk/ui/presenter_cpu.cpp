// Presenter over SDL's window surface.

#include <SDL.h>
#include <imgui.h>

#include "kiosk/ui/presenter_parts.h"
#include "kiosk/ui/raster.h"

namespace loket::ui {

namespace {

class CpuPresenter final : public Presenter {
  public:
    explicit CpuPresenter(SDL_Window* window) : window_(window) {}

    Status present(const ImDrawData& data, Colour ground, const Textures& textures) override {
        if (!raster_) raster_ = std::make_unique<Rasteriser>(textures);
        if (forgotten_) raster_->forget();
        const Box changed = raster_->render(data, ground, image_);
        if (changed.empty()) return {};
        SDL_Surface* surface = SDL_GetWindowSurface(window_);
        if (surface == nullptr) return internal(SDL_GetError());
        forgotten_ = false;
        return show(*surface, changed);
    }
    void forget() override { forgotten_ = true; }
    [[nodiscard]] bool accelerated() const override { return false; }

  private:
    /// Copies the changed part, converting to the format of the window.
    Status show(SDL_Surface& surface, const Box& changed) {
        SDL_Surface* source = SDL_CreateRGBSurfaceWithFormatFrom(
            image_.pixels.data(), image_.width, image_.height, 32, image_.width * 4, SDL_PIXELFORMAT_RGBA32);
        if (source == nullptr) return internal(SDL_GetError());
        SDL_SetSurfaceBlendMode(source, SDL_BLENDMODE_NONE);
        SDL_Rect part{changed.left, changed.top, changed.right - changed.left, changed.bottom - changed.top};
        SDL_Rect place = part;
        const bool copied = SDL_BlitSurface(source, &part, &surface, &place) == 0;
        SDL_FreeSurface(source);
        if (!copied || SDL_UpdateWindowSurfaceRects(window_, &part, 1) != 0) return internal(SDL_GetError());
        return {};
    }

    SDL_Window* window_;
    std::unique_ptr<Rasteriser> raster_;
    RgbaImage image_;
    bool forgotten_ = false;
};

}  // namespace

Result<std::unique_ptr<Presenter>> make_cpu_presenter(SDL_Window* window) {
    if (SDL_GetWindowSurface(window) == nullptr)
        return Error{Fault::Unsupported, SDL_GetError(), "ui.no_renderer"};
    return std::unique_ptr<Presenter>(std::make_unique<CpuPresenter>(window));
}

}  // namespace loket::ui
