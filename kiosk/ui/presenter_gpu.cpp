// Presenter over SDL_Renderer: one SDL_RenderGeometryRaw a draw command.

#include <SDL.h>
#include <SDL_opengl.h>
#include <imgui.h>

#include <cstring>
#include <map>
#include <string_view>
#include <utility>

#include "kiosk/ui/presenter_parts.h"

namespace loket::ui {

namespace {

struct RendererDeleter {
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};
struct TextureDeleter {
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};

/// RGBA bytes; an alpha-only texture becomes white with that alpha.
std::vector<std::uint8_t> rgba_of(const TextureView& view) {
    const std::size_t count = static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height);
    if (!view.alpha_only) return {view.pixels, view.pixels + count * 4};
    std::vector<std::uint8_t> out(count * 4, 255);
    for (std::size_t i = 0; i < count; ++i) out[i * 4 + 3] = view.pixels[i];
    return out;
}

class GpuPresenter final : public Presenter {
  public:
    explicit GpuPresenter(SDL_Renderer* renderer) : renderer_(renderer) {}

    Status present(const ImDrawData& data, Colour ground, const Textures& textures) override {
        const std::uint64_t hash = frame_hash(data, ground, textures);
        if (hash == shown_) return {};
        SDL_SetRenderDrawColor(renderer_.get(), ground & 0xFF, ground >> 8 & 0xFF, ground >> 16 & 0xFF, 255);
        SDL_RenderClear(renderer_.get());
        for (int i = 0; i < data.CmdListsCount; ++i) LOKET_TRY(draw_list(*data.CmdLists[i], textures));
        SDL_RenderSetClipRect(renderer_.get(), nullptr);
        SDL_RenderPresent(renderer_.get());
        shown_ = hash;
        sweep();
        return {};
    }
    void forget() override { shown_ = 0; }
    [[nodiscard]] bool accelerated() const override { return true; }

  private:
    struct Uploaded {
        std::unique_ptr<SDL_Texture, TextureDeleter> texture;
        std::uint64_t revision = 0;
        int width = 0, height = 0;
        bool used = false;
    };

    Status draw_list(const ImDrawList& list, const Textures& textures) {
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.UserCallback != nullptr || command.ElemCount == 0) continue;
            LOKET_ASSIGN(texture, upload(reinterpret_cast<TextureId>(command.GetTexID()), textures));
            const SDL_Rect clip{static_cast<int>(command.ClipRect.x), static_cast<int>(command.ClipRect.y),
                                static_cast<int>(command.ClipRect.z - command.ClipRect.x),
                                static_cast<int>(command.ClipRect.w - command.ClipRect.y)};
            SDL_RenderSetClipRect(renderer_.get(), &clip);
            const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
            const int count = list.VtxBuffer.Size - static_cast<int>(command.VtxOffset);
            const auto* colours = reinterpret_cast<const SDL_Color*>(&vertices->col);
            if (SDL_RenderGeometryRaw(renderer_.get(), texture, &vertices->pos.x, sizeof(ImDrawVert), colours,
                                      sizeof(ImDrawVert), &vertices->uv.x, sizeof(ImDrawVert), count,
                                      list.IdxBuffer.Data + command.IdxOffset,
                                      static_cast<int>(command.ElemCount), sizeof(ImDrawIdx)) != 0)
                return internal(SDL_GetError());
        }
        return {};
    }

    Result<SDL_Texture*> upload(TextureId id, const Textures& textures) {
        const TextureView view = textures.view(id);
        if (view.pixels == nullptr) return internal("draw command with an unknown texture");
        Uploaded& entry = textures_[id];
        entry.used = true;
        if (entry.texture && entry.revision == view.revision) return entry.texture.get();
        if (!entry.texture || entry.width != view.width || entry.height != view.height) {
            entry.texture.reset(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_RGBA32,
                                                  SDL_TEXTUREACCESS_STREAMING, view.width, view.height));
            if (!entry.texture) return internal(SDL_GetError());
            SDL_SetTextureBlendMode(entry.texture.get(), SDL_BLENDMODE_BLEND);
        }
        if (SDL_UpdateTexture(entry.texture.get(), nullptr, rgba_of(view).data(), view.width * 4) != 0)
            return internal(SDL_GetError());
        entry.revision = view.revision;
        entry.width = view.width;
        entry.height = view.height;
        return entry.texture.get();
    }

    void sweep() {
        for (auto it = textures_.begin(); it != textures_.end();)
            it = std::exchange(it->second.used, false) ? std::next(it) : textures_.erase(it);
    }

    std::unique_ptr<SDL_Renderer, RendererDeleter> renderer_;
    std::map<TextureId, Uploaded> textures_;
    std::uint64_t shown_ = 0;
};

/// An OpenGL that runs on the CPU.
bool is_llvmpipe() {
    using GetString = const unsigned char*(APIENTRY*)(unsigned);
    void* address = SDL_GL_GetProcAddress("glGetString");
    if (address == nullptr) return false;
    GetString get_string = nullptr;
    std::memcpy(&get_string, &address, sizeof address);
    const auto* name = reinterpret_cast<const char*>(get_string(GL_RENDERER));
    const std::string_view text = name == nullptr ? "" : name;
    return text.find("llvmpipe") != text.npos || text.find("softpipe") != text.npos ||
           text.find("SwiftShader") != text.npos;
}

}  // namespace

Result<std::unique_ptr<Presenter>> make_gpu_presenter(SDL_Window* window, bool software) {
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
    const Uint32 flags = software ? 0 : SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC;
    SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, flags);
    if (renderer == nullptr) return Error{Fault::Unsupported, SDL_GetError(), "ui.no_renderer"};
    auto presenter = std::make_unique<GpuPresenter>(renderer);
    SDL_RendererInfo info{};
    SDL_GetRendererInfo(renderer, &info);
    const bool slow = (info.flags & SDL_RENDERER_SOFTWARE) != 0 ||
                      (std::string_view(info.name).starts_with("opengl") && is_llvmpipe());
    if (slow && !software)
        return Error{Fault::Unsupported, "the graphics driver draws on the processor", "ui.no_renderer"};
    return std::unique_ptr<Presenter>(std::move(presenter));
}

}  // namespace loket::ui
