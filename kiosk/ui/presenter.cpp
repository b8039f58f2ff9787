#include "kiosk/ui/presenter.h"

#include <SDL.h>

#include <filesystem>
#include <string>

#include <imgui.h>

#include <cstring>

#include "devices/base/log.h"
#include "devices/base/random.h"
#include "kiosk/ui/presenter_parts.h"

namespace loket::ui {

namespace {

std::uint64_t hash_bytes(std::uint64_t hash, const void* data, std::size_t size) {
    const auto* at = static_cast<const unsigned char*>(data);
    for (; size >= 8; at += 8, size -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    std::uint64_t rest = size;
    std::memcpy(&rest, at, size);
    return mix64(hash ^ rest);
}

}  // namespace

std::uint64_t frame_hash(const ImDrawData& data, Colour ground, const Textures& textures) {
    std::uint64_t hash = hash_bytes(ground, &data.DisplaySize, sizeof data.DisplaySize);
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        hash =
            hash_bytes(hash, list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
        hash =
            hash_bytes(hash, list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.size_in_bytes()));
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const std::uint64_t revision =
                textures.view(reinterpret_cast<TextureId>(command.GetTexID())).revision;
            hash = hash_bytes(hash_bytes(hash, &command.ClipRect, sizeof command.ClipRect), &revision,
                              sizeof revision);
        }
    }
    return hash | 1;  // 0 means "nothing shown yet"
}

namespace {

/// Without a render node OpenGL can only be llvmpipe, which would be refused below after costing 60 MB to ask.
bool has_graphics_processor() {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", none))
        if (entry.path().filename().string().starts_with("renderD")) return true;
    return false;
}

}  // namespace

Result<std::unique_ptr<Presenter>> make_presenter(SDL_Window* window, Rendering rendering, std::optional<Turn> turn) {
    if (rendering == Rendering::Panel) return make_panel_presenter(window, turn);
    if (rendering == Rendering::Automatic && !has_graphics_processor()) rendering = Rendering::Cpu;
    if (rendering != Rendering::Cpu) {
        auto gpu = make_gpu_presenter(window, rendering == Rendering::Gpu);
        if (gpu || rendering == Rendering::Gpu) return gpu;
        log::info("drawing on the processor: {}", gpu.error().context);
    }
    // SDL would otherwise show our pixels through an OpenGL renderer of its own: llvmpipe again.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    return make_cpu_presenter(window);
}

}  // namespace loket::ui
