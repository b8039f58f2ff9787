#include "kiosk/ui/headless.h"

#include "kiosk/ui/utf8.h"

namespace loket::ui {

Result<std::unique_ptr<Headless>> Headless::create(Draw draw, const HeadlessOptions& options) {
    LOKET_ASSIGN(ui, Ui::create(options.theme,
                                {static_cast<float>(options.width), static_cast<float>(options.height)}));
    std::unique_ptr<Headless> made(new Headless(std::move(draw), options, std::move(ui)));
    made->settle();
    return made;
}

Headless::Headless(Draw draw, const HeadlessOptions& options, std::unique_ptr<Ui> ui)
    : draw_(std::move(draw)), ui_(std::move(ui)), raster_(ui_->textures()), now_(options.start), step_(options.step) {}

void Headless::frame(Millis step) {
    now_ += step;
    ui_->begin(now_);
    draw_(*ui_);
    drawn_ = &ui_->end();
}

void Headless::settle() {
    frame();
    frame();
    for (int i = 0; i < 200 && ui_->busy(); ++i) frame();
}

bool Headless::tap(std::string_view node_id) {
    const Node* node = find(node_id);
    if (node == nullptr || !node->enabled || !interactive(node->role)) return false;
    tap_at(node->rect.centre());
    return true;
}

void Headless::tap_at(Vec2 position) {
    wait(Core::kDoubleTap + Core::kInputLock);
    ui_->input().push(InputEvent::down(position, now_));
    wait(Millis{20});
    ui_->input().push(InputEvent::up(position, now_));
    settle();
}

void Headless::drag(const std::vector<Vec2>& points) {
    wait(Core::kInputLock);
    for (std::size_t i = 0; i < points.size(); ++i) {
        ui_->input().push(i == 0 ? InputEvent::down(points[i], now_) : InputEvent::move(points[i], now_));
        frame(Millis{8});
    }
    if (!points.empty()) ui_->input().push(InputEvent::up(points.back(), now_));
    settle();
}

void Headless::type(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        next_char(text, at);
        wait(Millis{80});
        ui_->input().push(InputEvent::typed(std::string(text.substr(start, at - start)), now_));
        frame();
    }
    wait(WedgeFilter::kGap);
    settle();
}

void Headless::scan(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        next_char(text, at);
        wait(Millis{2});
        ui_->input().push(InputEvent::typed(std::string(text.substr(start, at - start)), now_));
    }
    wait(Millis{2});
    ui_->input().push(InputEvent::press(Key::Enter, now_));
    settle();
}

void Headless::key(Key key) {
    wait(Core::kDoubleTap + Core::kInputLock);
    ui_->input().push(InputEvent::press(key, now_));
    settle();
}

const RgbaImage& Headless::image() {
    if (drawn_ != nullptr) raster_.render(*drawn_, ui_->theme().colour.background, image_);
    return image_;
}

}  // namespace loket::ui
