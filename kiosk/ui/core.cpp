#include "kiosk/ui/core.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace loket::ui {

Core::Core(const Theme& theme, std::shared_ptr<const Fonts> fonts, Vec2 pixels)
    : theme_(theme),
      fonts_(std::move(fonts)),
      size_(pixels),
      context_(ImGui::CreateContext(fonts_->atlas())) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    fonts_->atlas()->SetTexID(reinterpret_cast<ImTextureID>(kFontTexture));
    textures_.set_fonts(fonts_);
}

Core::~Core() { ImGui::DestroyContext(context_); }

Status Core::set_theme(const ThemeOptions& options) {
    if (options == theme_.options) return {};
    LOKET_ASSIGN(fonts, Fonts::load(options));
    theme_ = Theme(options);
    fonts_ = fonts;
    fonts_->atlas()->SetTexID(reinterpret_cast<ImTextureID>(kFontTexture));
    textures_.set_fonts(fonts_);
    return {};
}

void Core::begin(Instant now) {
    ImGui::SetCurrentContext(context_);
    const Instant before = frame_.now;
    frame_ = input_.next(now);
    ++frame_number_;
    ImGuiIO& io = ImGui::GetIO();
    io.Fonts = fonts_->atlas();
    io.DisplaySize = {std::max(1.f, size_.x), std::max(1.f, size_.y)};
    // ImGui wants a positive step; a long pause must not become one huge step.
    io.DeltaTime = std::clamp(std::chrono::duration<float>(now - before).count(), 0.001f, 0.1f);
    ImGui::NewFrame();
    painter_.emplace(*ImGui::GetBackgroundDrawList(), theme_, *fonts_);
    building_.clear();
    layer_ = 0;
    dialog_before_ = std::exchange(dialog_now_, false);
    if (frame_.pressed) {
        focus_.clear();
        pressed_at_ = now;
        pressed_where_ = frame_.pointer;
    }
    if (!frame_.down) pressed_where_ = kNowhere;
    apply_keys();
    back_.clear();
    primary_.clear();
    arrows_claimed_ = false;
}

ImDrawData& Core::end() {
    end_slide();
    settle_layers();
    if (frame_.released || !frame_.down) active_.clear();
    activate_.clear();
    nodes_ = building_;
    textures_.sweep();
    ImGui::Render();
    return *ImGui::GetDrawData();
}

/// An opened or closed dialog is a change of screen: the page below it is deaf from its first frame.
void Core::settle_layers() {
    if (dialog_now_)
        for (Node& node : building_) node.enabled = node.enabled && node.layer > 0;
    if (dialog_now_ == dialog_before_) return;
    reset_touch();
    input_.lock_until(now() + kInputLock);
}

bool Core::busy() const {
    return input_.pending() || (frame_.now < moving_until_ && moving_until_ - frame_.now < Millis{60'000});
}

void Core::keep_moving_until(Instant at) { moving_until_ = std::max(moving_until_, at); }

void Core::reset_touch() {
    active_.clear();
    focus_.clear();
    activate_.clear();
    pressed_where_ = kNowhere;
}

void Core::screen(std::string_view id) {
    if (screen_ == id) return;
    const bool first = screen_.empty();
    screen_ = id;
    reset_touch();
    // What was meant for the old screen must not fall through to the new one.
    frame_.pressed = frame_.released = frame_.down = false;
    frame_.key = Key::None;
    frame_.text.clear();
    frame_.samples.clear();
    if (first) return;
    input_.lock_until(now() + kInputLock);
    screen_since_ = now();
    moving_until_ = now() + kTransition;
}

bool Core::reachable(const Node& node) const {
    return node.enabled && (layer_ > 0 || (!dialog_before_ && !dialog_now_));
}

Touch Core::control(Node node, Tap tap) {
    node.layer = layer_;
    node.enabled = reachable(node);
    Touch touch{.enabled = node.enabled};
    const bool inside = node.rect.contains(frame_.pointer);
    if (node.enabled) {
        if (frame_.pressed && inside && active_.empty()) active_ = node.id;
        const bool near = node.rect.inset(-theme_.dp(12)).contains(frame_.pointer);
        touch.held = frame_.down && active_ == node.id && near;
        const bool tapped = frame_.released && active_ == node.id && near;
        touch.clicked = (tapped || activate_ == node.id || (node.key != Key::None && frame_.key == node.key)) && counts(node.id, tap);
        if (touch.clicked && node.role == Role::Field) focus_ = node.id;
    }
    touch.focused = node.focused = node.enabled && focus_ == node.id;
    building_.push_back(std::move(node));
    return touch;
}

bool Core::counts(const std::string& id, Tap tap) {
    const Millis guard = tap == Tap::Once ? kDoubleTap : kBounce;
    const auto since = now() - last_tap_at_;
    if (id == last_tap_ && since >= Millis{0} && since < guard) return false;
    last_tap_ = id;
    last_tap_at_ = now();
    return true;
}

void Core::note(Node node) {
    node.layer = layer_;
    if (node.id.empty()) node.id = std::string(to_string(node.role)) + "#" + std::to_string(building_.size());
    building_.push_back(std::move(node));
}

bool Core::long_press(const Rect& rect) {
    if (!rect.contains(pressed_where_) || !rect.contains(frame_.pointer)) return false;
    keep_moving_until(now() + Millis{100});
    if (now() - pressed_at_ < kLongPress) return false;
    pressed_where_ = kNowhere;
    return true;
}

void Core::ring(const Touch& touch, const Rect& rect, float radius) {
    if (!touch.focused) return;
    const float inner = theme_.dp(3), outer = theme_.dp(5);
    paint().stroke(rect.inset(-inner), theme_.colour.text, inner, radius + inner);
    paint().stroke(rect.inset(-inner - outer), theme_.colour.focus, outer, radius + inner + outer);
}

void Core::apply_keys() {
    const bool arrows_free = !arrows_claimed_;
    switch (frame_.key) {
        case Key::Down:
        case Key::Tab:
            return move_focus(1);
        case Key::Up:
        case Key::BackTab:
            return move_focus(-1);
        case Key::Enter:
            activate_ = focus_.empty() || arrows_claimed_ ? primary_ : focus_;
            return;
        case Key::Escape:
            activate_ = back_;
            return;
        case Key::Left:
            if (arrows_free) activate_ = back_;
            return;
        case Key::Right:
            if (arrows_free) activate_ = primary_;
            return;
        default:
            return;
    }
}

void Core::move_focus(int step) {
    std::vector<const Node*> stops;
    for (const Node& node : nodes_)
        if (node.enabled && interactive(node.role)) stops.push_back(&node);
    if (stops.empty()) return;
    const auto here =
        std::find_if(stops.begin(), stops.end(), [&](const Node* node) { return node->id == focus_; });
    const auto count = static_cast<int>(stops.size());
    const int at = here == stops.end() ? (step > 0 ? -1 : count) : static_cast<int>(here - stops.begin());
    focus_ = stops[static_cast<std::size_t>((at + step + count) % count)]->id;
}

void Core::begin_layer() {
    end_slide();
    layer_ = 1;
    dialog_now_ = true;
    painter_.emplace(*ImGui::GetForegroundDrawList(), theme_, *fonts_);
    back_.clear();
    primary_.clear();
}

void Core::end_layer() {
    layer_ = 0;
    painter_.emplace(*ImGui::GetBackgroundDrawList(), theme_, *fonts_);
}

void Core::begin_slide(const Rect& area) {
    const auto since = now() - screen_since_;
    if (since < Millis{0} || since >= kTransition) return;
    sliding_ = area;
    slide_start_ = paint().list().VtxBuffer.Size;
}

void Core::end_slide() {
    if (!sliding_) return;
    const float t =
        std::chrono::duration<float>(now() - screen_since_) / std::chrono::duration<float>(kTransition);
    const float rest = std::pow(1 - std::clamp(t, 0.f, 1.f), 3.f);  // ease out
    ImVector<ImDrawVert>& vertices = paint().list().VtxBuffer;
    for (int i = slide_start_; i < vertices.Size; ++i) vertices[i].pos.x += std::round(theme_.dp(48) * rest);
    paint().fill(*std::exchange(sliding_, std::nullopt), faded(theme_.colour.background, rest));
}

}  // namespace loket::ui
