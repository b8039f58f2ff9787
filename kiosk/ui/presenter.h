#pragma once
// How frames reach a window: through the graphics processor where there is a real one, through our own
// rasteriser where there is none (or only llvmpipe, which is slower than the rasteriser).

#include <memory>

#include "devices/base/result.h"
#include "kiosk/ui/colour.h"
#include "kiosk/ui/textures.h"
#include "kiosk/ui/turn.h"

struct ImDrawData;
struct SDL_Window;

namespace loket::ui {

class Presenter {
  public:
    virtual ~Presenter() = default;
    /// Shows the frame. UI thread.
    virtual Status present(const ImDrawData& data, Colour ground, const Textures& textures) = 0;
    /// The window's old picture is lost (exposed, resized): the next frame must be drawn in full.
    virtual void forget() = 0;
    [[nodiscard]] virtual bool accelerated() const = 0;
    /// How the picture lies on the screen: touches of the screen are to be turned back.
    [[nodiscard]] virtual Turn turn() const { return Turn::None; }
};

enum class Rendering : std::uint8_t { Automatic, Gpu, Cpu, Panel };

/// Automatic prefers a real graphics processor. Gpu also takes a software renderer of SDL (tests). Panel is the bare screen of a machine
/// without a desktop (kiosk/ui/panel.h).
/// Unsupported with code "ui.no_renderer" if the window can be drawn to in no way.
/// `turn`: of the bare screen; a desktop turns its windows itself.
Result<std::unique_ptr<Presenter>> make_presenter(SDL_Window* window, Rendering rendering, std::optional<Turn> turn = std::nullopt);

}  // namespace loket::ui
