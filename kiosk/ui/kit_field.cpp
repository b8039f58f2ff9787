// The text field: for officers with a keyboard, and above the screen keyboard.

#include <algorithm>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/utf8.h"

namespace loket::ui {

namespace {

TextStyle field_style(const TextField& field) { return field.hungry ? TextStyle::H3 : TextStyle::Body; }
float box_height(const Theme& theme, const TextField& field) { return theme.grown(field.hungry ? 84 : 64); }
float error_width(const Theme& theme, float width) {
    return width - theme.icon(IconSize::Small) - theme.dp(8);
}

}  // namespace

float Ui::field_height(const TextField& field, float width) const {
    float sum = box_height(theme(), field);
    if (!field.label.empty()) sum += theme().line(TextStyle::BodyStrong) + theme().dp(4);
    if (!field.hint.empty()) sum += height_of(field.hint, TextStyle::Caption, width) + theme().dp(8);
    if (!field.error.empty())
        sum += theme().dp(6) + height_of(field.error, TextStyle::Caption, error_width(theme(), width));
    return sum;
}

/// What typing, scanning and editing keys do to the model of a field that listens.
Ui::FieldEvent Ui::edit_field(bool focused, FieldModel& model) {
    if (focused) claim_arrows();
    const std::string before = model.text();
    model.insert(frame().text);
    model.insert(frame().scan);
    if (focused || frame().key == Key::Backspace) model.edit(frame().key);
    if (focused && frame().key == Key::Enter) return FieldEvent::Submitted;
    return model.text() != before ? FieldEvent::Changed : FieldEvent::None;
}

void Ui::field_text(const TextField& field, const Rect& box, const FieldModel& model, bool listens) {
    const Palette& c = theme().colour;
    const TextStyle style = field_style(field);
    const std::string shown = field.masked ? masked(model.text()) : model.text();
    const std::string before = model.text().substr(0, model.caret());
    const Rect inside = box.inset(theme().dp(22), theme().dp(6));
    const float caret = text_width(fonts(), style, field.masked ? masked(before) : before),
                whole = text_width(fonts(), style, shown);
    // Long text scrolls so that the caret stays in sight.
    const float x = inside.x - std::max(0.f, caret - inside.w + theme().dp(8));
    paint().push_clip(inside.inset(-theme().dp(6), 0));
    if (shown.empty())
        paint().text_in(inside, field.placeholder, style, c.muted);
    else
        paint().text_in({x, inside.y, whole + 1, inside.h}, shown, style,
                        field.enabled ? c.text : c.on_disabled);
    const float tall = theme().em(style) * 1.24f;
    if (listens) paint().fill({x + caret + 1, box.centre().y - tall / 2, theme().dp(3), tall}, c.primary);
    paint().pop_clip();
}

Ui::FieldEvent Ui::text_field(const TextField& field, Rect& area, FieldModel& model) {
    const Palette& c = theme().colour;
    Node node{.id = field.id,
              .role = Role::Field,
              .label = field.label,
              .value = field.masked ? masked(model.text()) : model.text(),
              .enabled = field.enabled,
              .overflow = field_height(field, area.w) > area.h + 1};
    const float width = area.w;
    if (!field.label.empty())
        write(cut_top(area, theme().line(TextStyle::BodyStrong), theme().dp(4)), field.label,
              TextStyle::BodyStrong, c.text, Align::Left, node);
    if (!field.hint.empty())
        paint().paragraph(cut_top(area, height_of(field.hint, TextStyle::Caption, width), theme().dp(8)),
                          field.hint, TextStyle::Caption, c.muted);
    const Rect box = node.rect =
        cut_top(area, box_height(theme(), field), theme().dp(field.error.empty() ? 20 : 6));
    const Touch touch = control(std::move(node));
    const bool listens = touch.enabled && (touch.focused || field.hungry), wrong = !field.error.empty();
    const FieldEvent event = listens ? edit_field(touch.focused, model) : FieldEvent::None;
    paint().fill(box, field.enabled ? c.surface : c.surface2, theme().key_radius());
    paint().stroke(box,
                   wrong     ? c.danger
                   : listens ? c.primary
                             : c.border,
                   listens || wrong ? theme().dp(4) : theme().border(), theme().key_radius());
    field_text(field, box, model, listens);
    if (wrong) field_error(field, area);
    ring(touch, box, theme().key_radius());
    return event;
}

void Ui::field_error(const TextField& field, Rect& area) {
    const Rect line = cut_top(area, height_of(field.error, TextStyle::Caption, error_width(theme(), area.w)),
                              theme().dp(16));
    Rect words = line;
    const Rect sign = cut_left(words, theme().icon(IconSize::Small), theme().dp(8));
    paint().icon(Icon::Error, {sign.centre().x, line.y + theme().line(TextStyle::Caption) / 2},
                 IconSize::Small, theme().colour.danger);
    paint().paragraph(words, field.error, TextStyle::Caption, theme().colour.danger);
    note({.id = field.id + ".error", .role = Role::Status, .label = field.error, .rect = line});
}

}  // namespace loket::ui
