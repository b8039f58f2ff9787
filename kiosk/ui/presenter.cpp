#include "kiosk/ui/presenter.h"

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

Result<std::unique_ptr<Presenter>> make_presenter(SDL_Window* window, Rendering rendering) {
    if (rendering != Rendering::Cpu) {
        auto gpu = make_gpu_presenter(window, rendering == Rendering::Gpu);
        if (gpu || rendering == Rendering::Gpu) return gpu;
        log::info("drawing on the processor: {}", gpu.error().context);
    }
    return make_cpu_presenter(window);
}

}  // namespace loket::ui
