#pragma once
// The three kinds of presenter; use make_presenter().

#include "kiosk/ui/presenter.h"

namespace loket::ui {

/// `software` also takes SDL's own software renderer and llvmpipe.
Result<std::unique_ptr<Presenter>> make_gpu_presenter(SDL_Window* window, bool software);
Result<std::unique_ptr<Presenter>> make_cpu_presenter(SDL_Window* window);
/// Without SDL's picture: its window only takes the panel's size, so that touches fit.
Result<std::unique_ptr<Presenter>> make_panel_presenter(SDL_Window* window, std::optional<Turn> turn);
/// Equal for frames that look equal: vertices, indices, clips and the revisions of the textures.
std::uint64_t frame_hash(const ImDrawData& data, Colour ground, const Textures& textures);

}  // namespace loket::ui
