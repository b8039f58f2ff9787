// Keypad, digit cells, screen keyboard, text field.

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/utf8.h"

namespace loket::ui {

bool Ui::key(std::string_view id, std::string_view label, std::string_view face, Icon icon, const Rect& rect, bool special,
             TextStyle style, bool enabled) {
    const Palette& c = theme().colour;
    Node node{.id = std::string(id), .role = Role::Key, .label = std::string(label), .rect = rect, .enabled = enabled};
    const bool wide = text_width(fonts(), TextStyle::CaptionStrong, face) > rect.w - theme().dp(12);
    const auto lines = wide ? wrap(fonts(), TextStyle::CaptionStrong, face, rect.w - theme().dp(12)) : std::vector<std::string_view>{};
    node.overflow = static_cast<float>(lines.size()) * theme().line(TextStyle::CaptionStrong) > rect.h;
    const Touch touch = control(node, Tap::Repeat);
    const float radius = theme().key_radius();
    if (!special && !touch.held) paint().shadow(rect, Shadow::Key);
    paint().fill(rect, touch.held ? c.soft : special ? c.sunken : c.surface, radius);
    paint().stroke(rect, touch.held ? c.primary : c.outline, touch.held || theme().high_contrast() ? theme().border() : 1, radius);
    const Colour ink = enabled ? c.text : c.on_disabled;
    if (icon != Icon::None) paint().icon(icon, rect.centre(), IconSize::Medium, ink);
    else if (wide) {
        const float height = static_cast<float>(lines.size()) * theme().line(TextStyle::CaptionStrong);
        paint().paragraph(centred(rect, rect.w - theme().dp(12), height), face, TextStyle::CaptionStrong, ink, Align::Centre);
    } else write(rect.inset(theme().dp(6), 0), face, style, ink, Align::Centre, node);
    ring(touch, rect, radius);
    return touch.clicked;
}

bool Ui::keypad(const Keypad& keypad, const Rect& rect, FieldModel& model) {
    const auto cells = grid(rect, 3, 4, theme().dp(18));
    bool changed = false;
    for (int digit = 1; digit <= 10; ++digit) {
        const std::string face = std::to_string(digit % 10);
        const Rect& cell = cells[digit == 10 ? 10 : static_cast<std::size_t>(digit - 1)];
        if (key(keypad.id + "." + face, face, face, Icon::None, cell, false, TextStyle::Number, keypad.enabled))
            changed |= model.insert(face);
    }
    if (key(keypad.id + ".clear", keypad.clear, keypad.clear, Icon::None, cells[9], true, TextStyle::BodyStrong, keypad.enabled))
        changed |= model.clear();
    if (key(keypad.id + ".erase", keypad.erase, {}, Icon::Backspace, cells[11], true, TextStyle::BodyStrong, keypad.enabled))
        changed |= model.backspace();
    return changed;
}

bool Ui::digits(const DigitField& field, Rect& area, FieldModel& model) {
    const Palette& c = theme().colour;
    const int count = std::accumulate(field.groups.begin(), field.groups.end(), 0);
    const float gap = theme().dp(10), apart = theme().dp(26);
    const float gaps = gap * static_cast<float>(count - static_cast<int>(field.groups.size())) +
                       apart * static_cast<float>(static_cast<int>(field.groups.size()) - 1);
    const float width = std::min(std::floor((area.w - gaps) / static_cast<float>(std::max(1, count))), theme().grown(76));
    const float all = width * static_cast<float>(count) + gaps;
    const Rect line = cut_top(area, theme().grown(96), theme().dp(20));
    // Typing, scanning and the keypad all end in the same model; the caret of cells is always at the end.
    const std::string before = model.text();
    if (!dialog_open() || has_focus(field.id)) {
        model.insert(frame().text);
        model.insert(frame().scan);
        if (frame().key == Key::Backspace) model.backspace();
    }
    const std::string& text = model.text();
    const int filled = static_cast<int>(text.size());
    note({.id = field.id, .role = Role::Status, .label = field.label, .value = field.masked ? masked(text) : text,
          .rect = {line.x, line.y, all, line.h}, .selected = true,
          .overflow = text_width(fonts(), TextStyle::Number, "0") > width});
    float x = line.x;
    int index = 0;
    for (const int group : field.groups) {
        for (int i = 0; i < group; ++i, ++index) {
            const Rect cell{x, line.y, width, line.h};
            const bool here = index == filled;
            paint().fill(cell, c.surface, theme().key_radius());
            paint().stroke(cell, field.error ? c.danger : here ? c.primary : c.border, here || field.error ? theme().dp(4) : theme().border(),
                           theme().key_radius());
            if (here) paint().fill(centred(cell, theme().dp(4), theme().em(TextStyle::Number) * 1.2f), c.primary);
            if (index < filled && field.masked) paint().circle(cell.centre(), theme().dp(9), c.text);
            else if (index < filled) paint().text_in(cell, std::string_view(text).substr(static_cast<std::size_t>(index), 1), TextStyle::Number, c.text, Align::Centre);
            x += width + (i + 1 < group ? gap : apart);
        }
    }
    return text != before;
}

Ui::KeyboardEvent Ui::keyboard(const Keyboard& keyboard, const Rect& rect, FieldModel& model) {
    static constexpr std::array<std::string_view, 4> kRows{"1234567890", "QWERTYUIOP", "ASDFGHJKL'", "ZXCVBNM-.,"};
    const float gap = theme().dp(12);
    const auto lines = rows(rect, std::vector<float>(kRows.size() + 1, 1.f), gap);
    bool changed = false;
    for (std::size_t r = 0; r < kRows.size(); ++r) {
        const auto cells = columns(lines[r], std::vector<float>(kRows[r].size(), 1.f), gap);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string face(kRows[r].substr(i, 1));
            if (key(keyboard.id + "." + face, face, face, Icon::None, cells[i], false, TextStyle::H3)) changed |= model.insert(face);
        }
    }
    std::vector<float> weights{1.7f, 1, keyboard.done.empty() ? 5.6f : 4.2f, 1.7f};
    if (!keyboard.done.empty()) weights.push_back(1.4f);
    const auto last = columns(lines.back(), weights, gap);
    if (key(keyboard.id + ".clear", keyboard.clear, keyboard.clear, Icon::None, last[0], true, TextStyle::BodyStrong)) changed |= model.clear();
    if (key(keyboard.id + "./", "/", "/", Icon::None, last[1], false, TextStyle::H3)) changed |= model.insert("/");
    if (key(keyboard.id + ".space", keyboard.space, {}, Icon::SpaceBar, last[2], false, TextStyle::H3)) changed |= model.insert(" ");
    if (key(keyboard.id + ".erase", keyboard.erase, {}, Icon::Backspace, last[3], true, TextStyle::H3)) changed |= model.backspace();
    if (last.size() > 4 && key(keyboard.id + ".done", keyboard.done, keyboard.done, Icon::None, last[4], true, TextStyle::BodyStrong))
        return KeyboardEvent::Done;
    return changed ? KeyboardEvent::Changed : KeyboardEvent::None;
}

Ui::FieldEvent Ui::text_field(const TextField& field, Rect& area, FieldModel& model) {
    const Palette& c = theme().colour;
    const TextStyle style = field.hungry ? TextStyle::H3 : TextStyle::Body;
    Node node{.id = field.id, .role = Role::Field, .label = field.label, .value = field.masked ? masked(model.text()) : model.text(),
              .enabled = field.enabled, .selected = field.hungry};
    if (!field.label.empty())
        write(cut_top(area, theme().line(TextStyle::BodyStrong), theme().dp(4)), field.label, TextStyle::BodyStrong, c.text, Align::Left, node);
    if (!field.hint.empty()) {
        const float height = text_height(theme(), fonts(), TextStyle::Caption, field.hint, area.w);
        paint().paragraph(cut_top(area, height, theme().dp(8)), field.hint, TextStyle::Caption, c.muted);
    }
    const Rect box = cut_top(area, theme().grown(field.hungry ? 84 : 64), theme().dp(field.error.empty() ? 20 : 6));
    node.rect = box;
    const Touch touch = control(node);
    const bool listens = touch.enabled && (touch.focused || field.hungry);
    FieldEvent event = FieldEvent::None;
    if (listens) {
        if (touch.focused) claim_arrows();
        const std::string before = model.text();
        model.insert(frame().text);
        model.insert(frame().scan);
        if (touch.focused || frame().key == Key::Backspace) model.edit(frame().key);
        if (model.text() != before) event = FieldEvent::Changed;
        if (frame().key == Key::Enter && touch.focused) event = FieldEvent::Submitted;
    }
    paint().fill(box, field.enabled ? c.surface : c.surface2, theme().key_radius());
    paint().stroke(box, !field.error.empty() ? c.danger : listens ? c.primary : c.border,
                   listens || !field.error.empty() ? theme().dp(4) : theme().border(), theme().key_radius());
    const std::string shown = field.masked ? masked(model.text()) : model.text();
    const Rect inside = box.inset(theme().dp(22), theme().dp(6));
    const std::string_view head = std::string_view(shown).substr(0, field.masked ? char_count(model.text().substr(0, model.caret())) * 3 : model.caret());
    const float caret = text_width(fonts(), style, head), whole = text_width(fonts(), style, shown);
    // Long text scrolls so that the caret stays in sight.
    const float shift = std::max(0.f, caret - inside.w + theme().dp(8));
    paint().push_clip(inside.inset(-theme().dp(6), 0));
    if (shown.empty()) paint().text_in(inside, field.placeholder, style, c.muted);
    else paint().text_in({inside.x - shift, inside.y, whole + 1, inside.h}, shown, style, field.enabled ? c.text : c.on_disabled);
    if (listens) paint().fill({inside.x - shift + caret + 1, box.centre().y - theme().em(style) * 0.62f, theme().dp(3), theme().em(style) * 1.24f}, c.primary);
    paint().pop_clip();
    if (!field.error.empty()) {
        Rect words = cut_top(area, text_height(theme(), fonts(), TextStyle::Caption, field.error, area.w - theme().dp(40)), theme().dp(16));
        const Rect line = words;
        paint().icon(Icon::Error, cut_left(words, theme().icon(IconSize::Small), theme().dp(8)).centre(), IconSize::Small, c.danger);
        paint().paragraph(words, field.error, TextStyle::Caption, c.danger);
        note({.id = field.id + ".error", .role = Role::Status, .label = field.error, .rect = line});
    }
    ring(touch, box, theme().key_radius());
    return event;
}

}  // namespace loket::ui
