// Answers to check: lists of keys and values, and the officers' check-list.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

namespace {

float edit_height(const Theme& theme) { return std::max(theme.target(), theme.grown(60)); }

float edit_width(const Ui& ui, const KeyValue& entry) {
    if (entry.edit.empty()) return 0;
    const float word = text_width(ui.fonts(), TextStyle::BodyStrong, entry.edit) + ui.theme().dp(48);
    return std::max(ui.theme().dp(120), word);
}

float words_width(const Ui& ui, const KeyValue& entry, float slot) {
    return slot - (entry.edit.empty() ? 0 : edit_width(ui, entry) + ui.theme().dp(16));
}

float entry_height(const Ui& ui, const KeyValue& entry, float slot) {
    const float words = words_width(ui, entry, slot);
    const float value = std::max(ui.theme().line(TextStyle::BodyStrong),
                                 ui.height_of(entry.value, TextStyle::BodyStrong, words));
    return std::max(ui.height_of(entry.key, TextStyle::Caption, words) + value,
                    entry.edit.empty() ? 0 : edit_height(ui.theme()));
}

/// The entries of one line and the height they need together.
struct EntryLine {
    std::size_t first, last;
    float height;
};

std::vector<EntryLine> lines_of(const Ui& ui, const std::vector<KeyValue>& entries, std::size_t per_line,
                                float slot) {
    std::vector<EntryLine> lines;
    for (std::size_t first = 0; first < entries.size(); first += per_line) {
        EntryLine line{first, std::min(entries.size(), first + per_line), 0};
        for (std::size_t i = line.first; i < line.last; ++i)
            line.height = std::max(line.height, entry_height(ui, entries[i], slot));
        lines.push_back(line);
    }
    return lines;
}

float slot_width(const Ui& ui, float width, int column_count) {
    const auto count = static_cast<float>(std::max(1, column_count));
    return std::floor((width - ui.theme().dp(24) * (count - 1)) / count);
}

float line_gap(const Theme& theme, int column_count) { return theme.dp(column_count <= 1 ? 24 : 20); }

struct Answer {
    CheckState state;
    const std::string& name;
    Icon icon;
    Tone tone;
    const char* suffix;
};

std::vector<Answer> answers_of(const CheckRow& row) {
    std::vector<Answer> answers;
    const auto add = [&](const Answer& answer) {
        if (!answer.name.empty()) answers.push_back(answer);
    };
    add({CheckState::Pass, row.pass, Icon::Check, Tone::Success, ":pass"});
    add({CheckState::Fail, row.fail, Icon::Close, Tone::Error, ":fail"});
    add({CheckState::NotApplicable, row.not_applicable, Icon::Remove, Tone::Info, ":not_applicable"});
    return answers;
}

constexpr std::array<std::string_view, 4> kStateNames{"open", "pass", "fail", "not_applicable"};

}  // namespace

float Ui::key_values_height(const std::vector<KeyValue>& entries, float width, int column_count) const {
    float sum = 0;
    for (const EntryLine& line : lines_of(*this, entries, static_cast<std::size_t>(std::max(1, column_count)),
                                          slot_width(*this, width, column_count)))
        sum += line.height + (sum > 0 ? line_gap(theme(), column_count) : 0);
    return sum;
}

bool Ui::key_value(const KeyValue& entry, Rect slot, bool overflow) {
    const Palette& c = theme().colour;
    const Rect words = cut_left(slot, words_width(*this, entry, slot.w), theme().dp(16));
    Rect block = words;
    const float used = paint().paragraph(block, entry.key, TextStyle::Caption, c.muted);
    cut_top(block, used);
    paint().paragraph(block, entry.value, TextStyle::BodyStrong,
                      entry.tone == Tone::Neutral ? c.text : look_of(theme(), entry.tone).ink);
    note({.id = {},
          .role = Role::Text,
          .label = entry.key,
          .value = entry.value,
          .rect = words,
          .overflow = overflow});
    if (entry.edit.empty()) return false;
    return button({.id = entry.id, .label = entry.edit, .spoken = entry.edit + " " + entry.key},
                  centred(slot, slot.w, edit_height(theme())));
}

std::string Ui::key_values(const std::vector<KeyValue>& entries, Rect& area, int column_count) {
    std::string tapped;
    const float slot = slot_width(*this, area.w, column_count), gap = line_gap(theme(), column_count);
    for (const EntryLine& line :
         lines_of(*this, entries, static_cast<std::size_t>(std::max(1, column_count)), slot)) {
        const bool overflow = line.height > area.h + 1;
        const Rect rect = cut_top(area, line.height, gap);
        if (column_count <= 1 && line.last < entries.size())
            paint().fill({rect.x, rect.bottom() + gap / 2, rect.w, theme().high_contrast() ? 2.f : 1.f},
                         theme().colour.outline);
        for (std::size_t i = line.first; i < line.last; ++i) {
            const float x = rect.x + static_cast<float>(i - line.first) * (slot + theme().dp(24));
            if (key_value(entries[i], {x, rect.y, slot, rect.h}, overflow)) tapped = entries[i].id;
        }
    }
    return tapped;
}

std::optional<CheckState> Ui::check_row(const CheckRow& row, Rect& area) {
    const Palette& c = theme().colour;
    const auto answers = answers_of(row);
    const float side = std::max(theme().target(), theme().grown(56)), gap = theme().gap();
    const float marks_width = (side + gap) * static_cast<float>(answers.size()),
                words = area.w - marks_width - theme().dp(12);
    const float first = height_of(row.label, TextStyle::Body, words),
                second = height_of(row.note, TextStyle::Caption, words);
    const float needed = std::max(side, first + second) + theme().dp(12);
    const bool overflow = needed > area.h + 1;
    Rect line = cut_top(area, needed);
    paint().fill({line.x, line.bottom() - 1, line.w, 1}, c.outline);
    Rect marks = cut_right(line, marks_width, theme().dp(12));
    std::optional<CheckState> given;
    for (const Answer& answer : answers) {
        const Rect slot = cut_left(marks, side + gap),
                   box = centred({slot.x + gap, slot.y, side, slot.h}, side, side);
        const bool on = row.state == answer.state;
        const ToneLook look = look_of(theme(), answer.tone);
        const Touch touch = control({.id = row.id + answer.suffix,
                                     .role = Role::Check,
                                     .label = answer.name,
                                     .value = row.label,
                                     .rect = box,
                                     .enabled = row.enabled,
                                     .selected = on});
        paint().fill(box, on ? look.ink : touch.held ? look.ground : c.surface, theme().key_radius());
        paint().stroke(box, on ? look.ink : c.border, theme().border(), theme().key_radius());
        paint().icon(answer.icon, box.centre(), IconSize::Small,
                     on            ? c.on_primary
                     : row.enabled ? c.muted
                                   : c.on_disabled);
        ring(touch, box, theme().key_radius());
        if (touch.clicked && !on) given = answer.state;
    }
    Rect block = centred(line, line.w, first + second);
    paint().paragraph(cut_top(block, first), row.label, TextStyle::Body, c.text);
    paint().paragraph(block, row.note, TextStyle::Caption,
                      row.state == CheckState::Fail ? c.danger : c.muted);
    note({.id = row.id,
          .role = Role::Status,
          .label = row.label,
          .value = std::string(kStateNames[static_cast<std::size_t>(row.state)]),
          .rect = line,
          .overflow = overflow});
    return given;
}

}  // namespace loket::ui
