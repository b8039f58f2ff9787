// Keypad, digit cells, screen keyboard.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/utf8.h"

namespace loket::ui {

bool Ui::key(std::string_view id, std::string_view label, std::string_view face, Icon icon, const Rect& rect,
             bool special, TextStyle style, bool enabled) {
    const Palette& c = theme().colour;
    Node node{.id = std::string(id),
              .role = Role::Key,
              .label = std::string(label),
              .rect = rect,
              .enabled = enabled};
    const bool wide = text_width(fonts(), TextStyle::CaptionStrong, face) > rect.w - theme().dp(12);
    const auto lines = wide ? wrap(fonts(), TextStyle::CaptionStrong, face, rect.w - theme().dp(12))
                            : std::vector<std::string_view>{};
    node.overflow = static_cast<float>(lines.size()) * theme().line(TextStyle::CaptionStrong) > rect.h;
    const Touch touch = control(node, Tap::Repeat);
    const float radius = theme().key_radius();
    if (!special && !touch.held) paint().shadow(rect, Shadow::Key);
    paint().fill(rect, touch.held ? c.soft : special ? c.sunken : c.surface, radius);
    paint().stroke(rect, touch.held ? c.primary : c.outline,
                   touch.held || theme().high_contrast() ? theme().border() : 1, radius);
    const Colour ink = enabled ? c.text : c.on_disabled;
    if (icon != Icon::None)
        paint().icon(icon, rect.centre(), IconSize::Medium, ink);
    else if (wide) {
        const float height = static_cast<float>(lines.size()) * theme().line(TextStyle::CaptionStrong);
        paint().paragraph(centred(rect, rect.w - theme().dp(12), height), face, TextStyle::CaptionStrong, ink,
                          Align::Centre);
    } else
        write(rect.inset(theme().dp(6), 0), face, style, ink, Align::Centre, node);
    ring(touch, rect, radius);
    return touch.clicked;
}

std::string Ui::keypad(const Keypad& keypad, const Rect& rect) {
    static constexpr std::string_view kDigits = "1234567890";
    const auto cells = grid(rect, 3, 4, theme().dp(18));
    std::string_view pressed;
    for (std::size_t i = 0; i < kDigits.size(); ++i) {
        const std::string_view face = kDigits.substr(i, 1);
        if (i == 9 && key("clear", keypad.clear, keypad.clear, Icon::None, cells[9], true, TextStyle::BodyStrong, keypad.enabled)) pressed = "clear";
        if (key(fmt::format("{}:{}", keypad.id, face), face, face, Icon::None, cells[i == 9 ? 10 : i], false,
                TextStyle::Number, keypad.enabled))
            pressed = face;
    }
    if (key("erase", keypad.erase, {}, Icon::Backspace, cells[11], true, TextStyle::BodyStrong,
            keypad.enabled))
        pressed = "erase";
    return std::string(pressed);
}

namespace {

/// What a pressed key does to a field; false for keys that change nothing.
bool press(const std::string& pressed, FieldModel& model) {
    if (pressed == "clear") return model.clear();
    if (pressed == "erase") return model.backspace();
    return !pressed.empty() && pressed != "done" && model.insert(pressed);
}

}  // namespace

bool Ui::keypad(const Keypad& keypad, const Rect& rect, FieldModel& model) {
    return press(this->keypad(keypad, rect), model);
}

namespace {

/// Large figures, unless the cells are so narrow that they would touch the borders.
TextStyle digit_style(const Fonts& fonts, float width) {
    return text_width(fonts, TextStyle::Number, "0") * 1.3f <= width ? TextStyle::Number : TextStyle::H2;
}

}  // namespace

void Ui::digit_cell(const DigitField& field, const Rect& cell, std::string_view digit, bool here) {
    const Palette& c = theme().colour;
    const float radius = theme().key_radius();
    paint().fill(cell, c.surface, radius);
    paint().stroke(cell,
                   field.error ? c.danger
                   : here      ? c.primary
                               : c.border,
                   here || field.error ? theme().dp(4) : theme().border(), radius);
    if (here)
        paint().fill(centred(cell, theme().dp(4), theme().em(TextStyle::Number) * 1.2f), c.primary);
    else if (field.masked && !digit.empty())
        paint().circle(cell.centre(), theme().dp(9), c.text);
    else
        paint().text_in(cell, digit, digit_style(fonts(), cell.w), c.text, Align::Centre);
}

bool Ui::digits(const DigitField& field, Rect& area, FieldModel& model) {
    // Typing, scanning and the keypad all end in the same model; the caret of cells is always at the end.
    const std::string before = model.text();
    if (!dialog_open() || in_dialog()) {
        model.insert(frame().text);
        model.insert(frame().scan);
        if (frame().key == Key::Backspace) model.backspace();
    }
    digits(field, area, model.text());
    return model.text() != before;
}

void Ui::digits(const DigitField& field, Rect& area, std::string_view text) {
    const int count = std::accumulate(field.groups.begin(), field.groups.end(), 0),
              group_count = static_cast<int>(field.groups.size());
    const float gap = theme().dp(10), apart = theme().dp(26);
    const float gaps =
        gap * static_cast<float>(count - group_count) + apart * static_cast<float>(group_count - 1);
    const float width =
        std::min(std::floor((area.w - gaps) / static_cast<float>(std::max(1, count))), theme().grown(76));
    const Rect line = cut_top(area, theme().grown(96), theme().dp(20));
    note({.id = field.id,
          .role = Role::Status,
          .label = field.label,
          .value = field.masked ? masked(text) : std::string(text),
          .rect = {line.x, line.y, width * static_cast<float>(count) + gaps, line.h},
          .overflow = text_width(fonts(), digit_style(fonts(), width), "0") > width});
    float x = line.x;
    std::size_t index = 0;
    for (const int group : field.groups)
        for (int i = 0; i < group; ++i, ++index) {
            digit_cell(field, {x, line.y, width, line.h},
                       index < text.size() ? text.substr(index, 1) : std::string_view{},
                       index == text.size());
            x += width + (i + 1 < group ? gap : apart);
        }
}

std::string Ui::code_keyboard(const Keyboard& keyboard, const Rect& rect) {
    static constexpr std::array<std::string_view, 4> kRows{"1234567890", "QWERTYUIOP", "ASDFGHJKL",
                                                           "ZXCVBNM"};
    const float gap = theme().dp(12), step = (rect.w + gap) / 10;
    const auto lines = rows(rect, std::vector<float>(kRows.size(), 1.f), gap);
    std::string pressed;
    const Rect& last = lines.back();
    const float side = std::floor(step * 1.5f - gap);
    for (std::size_t r = 0; r < kRows.size(); ++r) {
        if (r + 1 == kRows.size() && key("clear", keyboard.clear, keyboard.clear, Icon::None, {last.x, last.y, side, last.h}, true, TextStyle::BodyStrong)) pressed = "clear";
        const float left = rect.x + step * (10 - static_cast<float>(kRows[r].size())) / 2;
        for (std::size_t i = 0; i < kRows[r].size(); ++i) {
            const std::string face(kRows[r].substr(i, 1));
            const Rect cell{std::round(left + step * static_cast<float>(i)), lines[r].y,
                            std::floor(step - gap), lines[r].h};
            if (key((r == 0 ? "digit:" : keyboard.id + ":") + face, face, face, Icon::None, cell, false,
                    TextStyle::H2))
                pressed = face;
        }
    }
    if (key("erase", keyboard.erase, {}, Icon::Backspace, {last.right() - side, last.y, side, last.h}, true,
            TextStyle::H3))
        pressed = "erase";
    return pressed;
}

std::string Ui::keyboard(const Keyboard& keyboard, const Rect& rect) {
    if (keyboard.code) return code_keyboard(keyboard, rect);
    static constexpr std::array<std::string_view, 4> kRows{"1234567890", "QWERTYUIOP", "ASDFGHJKL'",
                                                           "ZXCVBNM-.,"};
    const float gap = theme().dp(12), most = theme().grown(130) * 5 + gap * 4;
    // On a tall screen the keys stay keys and lie low, within reach.
    Rect area = rect;
    const auto lines =
        rows(cut_bottom(area, std::min(rect.h, most)), std::vector<float>(kRows.size() + 1, 1.f), gap);
    std::string_view pressed;
    const auto letter = [&](std::string_view face, const Rect& cell) {
        if (key(fmt::format("{}:{}", keyboard.id, face), face, face, Icon::None, cell, false, TextStyle::H3))
            pressed = face;
    };
    for (std::size_t r = 0; r < kRows.size(); ++r) {
        const auto cells = columns(lines[r], std::vector<float>(kRows[r].size(), 1.f), gap);
        for (std::size_t i = 0; i < cells.size(); ++i) letter(kRows[r].substr(i, 1), cells[i]);
    }
    std::vector<float> weights{1.7f, 1, keyboard.done.empty() ? 5.6f : 4.2f, 1.7f};
    if (keyboard.address) weights[2] -= 1, weights.insert(weights.begin() + 1, 1.f);
    const std::size_t space = keyboard.address ? 3 : 2;
    if (!keyboard.done.empty()) weights.push_back(1.4f);
    const auto last = columns(lines.back(), weights, gap);
    const auto special = [&](std::string_view id, std::string_view name, Icon icon, const Rect& cell,
                             bool quiet) {
        const std::string_view face = icon == Icon::None ? name : std::string_view{};
        return key(id, name, face, icon, cell, quiet, TextStyle::BodyStrong);
    };
    if (special("clear", keyboard.clear, Icon::None, last[0], true)) pressed = "clear";
    if (keyboard.address) letter(":", last[1]);
    letter("/", last[space - 1]);
    if (special("space", keyboard.space, Icon::SpaceBar, last[space], false)) pressed = " ";
    if (special("erase", keyboard.erase, Icon::Backspace, last[space + 1], true)) pressed = "erase";
    if (!keyboard.done.empty() && special("done", keyboard.done, Icon::None, last.back(), true)) pressed = "done";
    return std::string(pressed);
}

Ui::KeyboardEvent Ui::keyboard(const Keyboard& keyboard, const Rect& rect, FieldModel& model) {
    const std::string pressed = this->keyboard(keyboard, rect);
    if (pressed == "done") return KeyboardEvent::Done;
    return press(pressed, model) ? KeyboardEvent::Changed : KeyboardEvent::None;
}

}  // namespace loket::ui
