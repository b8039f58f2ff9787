#include "kiosk/ui/raster.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "kiosk/ui/fan.h"

namespace loket::ui {

namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0xFF51AFD7ED558CCDu;
    return hash ^ hash >> 32;
}

std::uint64_t hash_vertex(std::uint64_t hash, const ImDrawVert& vertex) {
    std::uint64_t words[2];
    std::memcpy(words, &vertex, sizeof words);
    return mix(mix(mix(hash, words[0]), words[1]), vertex.col);
}

struct Command {
    TextureView texture;
    Box clip;
    const ImDrawVert* vertices;
    const ImDrawIdx* indices;
    unsigned count;
    unsigned vertex_limit;
};

/// Calls `use` with every drawable command of the frame, back to front.
template <class Use>
void each_command(const ImDrawData& data, const Textures& textures, Use use) {
    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList& list = *data.CmdLists[n];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.UserCallback != nullptr || command.ElemCount == 0) continue;
            const TextureView texture = textures.view(reinterpret_cast<TextureId>(command.GetTexID()));
            if (texture.pixels == nullptr) continue;
            const Box clip{to_pixel(command.ClipRect.x), to_pixel(command.ClipRect.y),
                           to_pixel(std::ceil(command.ClipRect.z)), to_pixel(std::ceil(command.ClipRect.w))};
            use(Command{texture, clip, list.VtxBuffer.Data + command.VtxOffset,
                        list.IdxBuffer.Data + command.IdxOffset, command.ElemCount,
                        static_cast<unsigned>(list.VtxBuffer.Size) - command.VtxOffset});
        }
    }
}

/// The whole-pixel box around a triangle.
Box bounds(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const auto [left, right] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
    const auto [top, bottom] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
    return {to_pixel(left) - 1, to_pixel(top) - 1, to_pixel(right) + 2, to_pixel(bottom) + 2};
}

void hash_command(Tiles& tiles, const Command& command) {
    const std::uint64_t seed =
        mix(mix(command.texture.revision, static_cast<std::uint64_t>(command.clip.left) << 32 |
                                              static_cast<std::uint32_t>(command.clip.top)),
            static_cast<std::uint64_t>(command.clip.right) << 32 |
                static_cast<std::uint32_t>(command.clip.bottom));
    for (unsigned i = 0; i + 2 < command.count; i += 3) {
        const ImDrawVert& a = command.vertices[command.indices[i]];
        const ImDrawVert& b = command.vertices[command.indices[i + 1]];
        const ImDrawVert& c = command.vertices[command.indices[i + 2]];
        tiles.add(intersect(bounds(a, b, c), command.clip),
                  hash_vertex(hash_vertex(hash_vertex(seed, a), b), c));
    }
}

/// Two triangles a-b-c, a-c-d that make an upright rectangle of one colour, as ImGui writes rectangles and
/// glyphs.
bool is_quad(const Command& command, unsigned i) {
    const ImDrawIdx* at = command.indices + i;
    if (i + 5 >= command.count || at[3] != at[0] || at[4] != at[2]) return false;
    const ImDrawVert &a = command.vertices[at[0]], &b = command.vertices[at[1]];
    const ImDrawVert &c = command.vertices[at[2]], &d = command.vertices[at[5]];
    const auto upright = [](const ImVec2& p, const ImVec2& q, const ImVec2& r, const ImVec2& s) {
        return p.x == s.x && q.x == r.x && p.y == q.y && r.y == s.y;
    };
    return upright(a.pos, b.pos, c.pos, d.pos) && upright(a.uv, b.uv, c.uv, d.uv) && a.pos.x <= c.pos.x &&
           a.pos.y <= c.pos.y && a.col == b.col && a.col == c.col && a.col == d.col;
}

/// An opaque shape that hides a large part of what was drawn before it, as a dialog hides the page beneath.
struct Lid {
    Box box{};
    std::size_t place = 0;  ///< in the frame's indices: only what comes before lies beneath
};

long area(const Box& box) { return box.empty() ? 0 : static_cast<long>(box.right - box.left) * (box.bottom - box.top); }
bool inside(const Box& box, const Box& other) { return other.left <= box.left && other.top <= box.top && box.right <= other.right && box.bottom <= other.bottom; }

/// The largest lid, if it is worth looking beneath.
Lid find_lid(const ImDrawData& data, const Textures& textures, const Box& changed) {
    constexpr long kWorth = 8;  // parts of the picture
    Lid lid;
    std::size_t place = 0;
    each_command(data, textures, [&](const Command& command) {
        for (unsigned i = 0; i + 2 < command.count; i += 3) {
            if (command.vertices[command.indices[i]].col < 0xFF000000) continue;
            const Fan fan = fan_at(command.texture, {command.vertices, command.indices + i, command.count - i});
            if (fan.size == 0) continue;
            const Box box = intersect(intersect(fan.inner(), command.clip), changed);
            if (area(box) * kWorth >= area(changed) && area(box) >= area(lid.box)) lid = {box, place + i};
            i += fan.indices() - 3;
        }
        place += command.count;
    });
    return lid;
}

/// Draws one frame's shapes; beneath a lid only what shows around it.
class Shapes {
  public:
    Shapes(const Canvas& canvas, const Box& changed, const Lid& lid) : canvas_(canvas), changed_(changed), lid_(lid) {}

    void draw(const Command& command) {
        const Box clip = intersect(changed_, command.clip);
        const auto corner = [&](unsigned i) -> const ImDrawVert& { return command.vertices[command.indices[i]]; };
        for (unsigned i = 0; i + 2 < command.count && !clip.empty();) {
            const bool beneath = place_ + i < lid_.place;
            if (command.texture.alpha_only && is_quad(command, i)) {
                around(clip, beneath, bounds(corner(i), corner(i + 2), corner(i + 2)), [&](const Box& part) { draw_quad(canvas_, part, command.texture, corner(i), corner(i + 2)); });
                i += 6;
            } else if (const Fan fan = fan_at(command.texture, {command.vertices, command.indices + i, command.count - i}); fan.size != 0) {
                around(clip, beneath, fan.bounds(), [&](const Box& part) { draw_fan(canvas_, part, fan); });
                i += fan.indices();
            } else {
                around(clip, beneath, bounds(corner(i), corner(i + 1), corner(i + 2)), [&](const Box& part) { draw_triangle(canvas_, part, command.texture, corner(i), corner(i + 1), corner(i + 2)); });
                i += 3;
            }
        }
        place_ += command.count;
    }

  private:
    /// Calls `use` with the parts of `clip` where a shape within `shape` can be seen.
    template <class Use>
    void around(const Box& clip, bool beneath, const Box& shape, const Use& use) const {
        const Box& lid = lid_.box;
        const Box seen = intersect(clip, shape);
        if (!beneath || intersect(seen, lid).empty()) return use(clip);
        if (inside(seen, lid)) return;
        for (const Box& part : {Box{clip.left, clip.top, clip.right, lid.top}, Box{clip.left, lid.bottom, clip.right, clip.bottom},
                                Box{clip.left, lid.top, lid.left, lid.bottom}, Box{lid.right, lid.top, clip.right, lid.bottom}})
            if (const Box rest = intersect(clip, part); !intersect(rest, shape).empty()) use(rest);
    }

    const Canvas canvas_;
    const Box changed_;
    const Lid lid_;
    std::size_t place_ = 0;
};

}  // namespace

Box Rasteriser::render(const ImDrawData& data, Colour ground, RgbaImage& target) {
    const int width = to_pixel(data.DisplaySize.x), height = to_pixel(data.DisplaySize.y);
    if (width <= 0 || height <= 0) return {};
    if (target.width != width || target.height != height || target.empty()) {
        target = RgbaImage(width, height);
        tiles_.forget();
    }
    tiles_.begin(width, height);
    tiles_.add({0, 0, width, height}, ground);
    each_command(data, textures_, [&](const Command& command) { hash_command(tiles_, command); });
    const Box changed = tiles_.end();
    // RgbaImage rows have no padding and std::vector memory is aligned far beyond four bytes.
    const Canvas canvas{reinterpret_cast<Pixel*>(target.pixels.data()), width};
    for (int y = changed.top; y < changed.bottom; ++y)
        fill_span(canvas.row(y) + changed.left, changed.right - changed.left, ground | 0xFF000000);
    if (changed.empty()) return changed;
    Shapes shapes(canvas, changed, find_lid(data, textures_, changed));
    each_command(data, textures_, [&](const Command& command) { shapes.draw(command); });
    return changed;
}

}  // namespace loket::ui
