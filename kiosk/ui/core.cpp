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
    const bool same = options == theme_.options;
    if (same && !fonts_->substitute()) return {};
    if (same && now() - fonts_sought_ < kFontSearch && now() >= fonts_sought_) return {};
    fonts_sought_ = now();
    auto loaded = Fonts::load(options);
    if (!loaded && fonts_->substitute()) {
        if (same) return {};  // still missing
        loaded = Fonts::load_substitute(options);
    }
    if (!loaded) return loaded.error();
    const auto& fonts = *loaded;
    theme_ = Theme(options);
    if (fonts_ == fonts) return {};
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
    content_building_ = 0;
    layer_ = 0;
    dialog_before_ = std::exchange(dialog_now_, false);
    if (frame_.pressed) {
        focus_.clear();
        by_keys_ = false;
        pressed_at_ = now;
        pressed_where_ = touch_from_ = frame_.pointer;
    }
    if (!frame_.down) pressed_where_ = kNowhere;
    judge_touch();
    apply_keys();
    back_.clear();
    primary_.clear();
    arrows_claimed_ = false;
}

ImDrawData& Core::end() {
    end_slide();
    mark_arrows();
    settle_layers();
    settle_focus();
    if (frame_.released || !frame_.down) active_.clear();
    activate_.clear();
    nodes_ = building_;
    content_at_ = content_building_;
    textures_.sweep();
    ImGui::Render();
    return *ImGui::GetDrawData();
}

void Core::say_last(std::size_t from, std::size_t to) {
    const auto at = [&](std::size_t i) { return building_.begin() + static_cast<std::ptrdiff_t>(std::min(i, building_.size())); };
    std::rotate(at(from), at(to), building_.end());
}

/// An opened or closed dialog is a change of screen: the page below it is deaf from its first frame.
void Core::settle_layers() {
    if (dialog_now_)
        for (Node& node : building_) node.enabled = node.enabled && node.layer > 0;
    if (dialog_now_ == dialog_before_) return;
    std::string kept = by_keys_ ? focus_ : std::string{};
    reset_touch();
    if (dialog_now_) under_dialog_ = std::move(kept);
    else if (by_keys_) focus_ = std::exchange(under_dialog_, {});
    input_.lock_until(now() + kInputLock);
}

/// A control that is gone hands its focus to the one that took its place; a page that no longer has any loses it.
void Core::settle_focus() {
    if (focus_.empty()) return;
    std::vector<const Node*> stops;
    for (const Node& node : building_)
        if (interactive(node.role) && (node.enabled || node.id == focus_)) stops.push_back(&node);
    const auto here = std::find_if(stops.begin(), stops.end(), [&](const Node* node) { return node->id == focus_; });
    if (here != stops.end()) {
        focus_at_ = static_cast<std::size_t>(here - stops.begin());
        return;
    }
    const bool hand_on = by_keys_ && focus_at_ != kNoStop && !stops.empty();
    focus_ = hand_on ? stops[std::min(focus_at_, stops.size() - 1)]->id : std::string{};
    keep_moving_until(now() + Millis{20});
}

void Core::mark_arrows() {
    for (Node& node : building_) {
        if (!node.enabled || !interactive(node.role)) continue;
        if (node.id == back_) node.arrow = Arrow::Left;
        if (node.id == primary_) node.arrow = Arrow::Right;
    }
}

void Core::forget_focus() {
    left_at_.clear();
    under_dialog_.clear();
    focus_.clear();
    focus_at_ = kNoStop;
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
    if (by_keys_ && left_at_.size() < kMostPages) left_at_[screen_] = focus_;
    screen_ = id;
    reset_touch();
    focus_at_ = kNoStop;
    if (const auto before = left_at_.find(id); by_keys_ && before != left_at_.end()) focus_ = before->second;
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
        if (frame_.pressed && inside && active_.empty() && !spoiled_) active_ = node.id;
        const bool near = node.rect.inset(-theme_.dp(12)).contains(frame_.pointer);
        touch.held = frame_.down && active_ == node.id && near;
        const bool tapped = frame_.released && active_ == node.id && near;
        touch.clicked = (tapped || activate_ == node.id || (node.key != Key::None && frame_.key == node.key)) && counts(node.id, tap);
        if (touch.clicked && node.role == Role::Field) focus_ = node.id;
    }
    // Who pressed the last "next" page stays there, and sees and hears where: a control that has just gone grey keeps the focus.
    const bool under_dialog = layer_ == 0 && (dialog_before_ || dialog_now_);
    touch.focused = node.focused = !under_dialog && focus_ == node.id;
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

/// Only a short, still touch of one finger is a tap.
void Core::judge_touch() {
    if (frame_.pressed) spoiled_ = false;
    const bool touching = frame_.down || frame_.released;
    const float moved = std::hypot(frame_.pointer.x - touch_from_.x, frame_.pointer.y - touch_from_.y);
    if (frame_.crowded || (touching && (moved > theme_.target() || now() - pressed_at_ > kRest))) spoiled_ = true;
    if (spoiled_) active_.clear();
}

void Core::apply_keys() {
    const bool arrows_free = !arrows_claimed_;
    if (frame_.key != Key::None) by_keys_ = true;
    // A key that is held moves the focus on, but presses nothing twice.
    if (frame_.repeat && frame_.key != Key::Down && frame_.key != Key::Up && frame_.key != Key::Tab && frame_.key != Key::BackTab) return;
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

/// Round and round through everything that can be operated; a page is entered at its content, not at the bars above it.
void Core::move_focus(int step) {
    const auto count = static_cast<int>(nodes_.size());
    int at = step > 0 ? static_cast<int>(dialog_before_ ? 0 : content_at_) - 1 : count;
    for (int i = 0; i < count; ++i)
        if (nodes_[static_cast<std::size_t>(i)].id == focus_) at = i;
    for (int tries = 0; tries < count; ++tries) {
        at = (at + step + count) % count;
        const Node& node = nodes_[static_cast<std::size_t>(at)];
        if (!node.enabled || !interactive(node.role)) continue;
        focus_ = node.id;
        return;
    }
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
    content_building_ = building_.size();
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
