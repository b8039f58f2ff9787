// Chips, banners, advice, bars, rings and charts.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/kit.h"
#include "kiosk/ui/text.h"

namespace loket::ui {

void Ui::chip(const Rect& rect, std::string_view text, Tone tone, bool with_icon) {
    const ToneLook look = look_of(theme(), tone);
    Node node{.id = {}, .role = Role::Status, .label = std::string(text), .rect = rect};
    paint().fill(rect, look.ground, rect.h / 2);
    if (theme().high_contrast()) paint().stroke(rect, look.ink, theme().dp(2), rect.h / 2);
    Rect inside = rect.inset(theme().dp(14), 0);
    if (with_icon) {
        const Rect sign = cut_left(inside, theme().icon(IconSize::Small), theme().dp(8));
        paint().icon(look.icon, sign.centre(), IconSize::Small, look.ink);
    }
    write(inside, text, TextStyle::CaptionStrong, look.ink, with_icon ? Align::Left : Align::Centre, node);
    note(std::move(node));
}

void Ui::chip(Rect& area, std::string_view text, Tone tone, float gap) {
    Rect line = cut_top(area, theme().grown(52), theme().dp(gap));
    const float width =
        text_width(fonts(), TextStyle::CaptionStrong, text) + theme().icon(IconSize::Small) + theme().dp(44);
    chip(cut_left(line, std::min(width, line.w)), text, tone);
}

void Ui::banner(const Banner& banner, Rect& area) {
    const ToneLook look = look_of(theme(), banner.tone);
    const float pad = theme().dp(22), sign = theme().icon(IconSize::Medium);
    const float width = area.w - 2 * pad - sign - theme().dp(18);
    const float title = text_height(theme(), fonts(), TextStyle::BodyStrong, banner.title, width);
    const float words = text_height(theme(), fonts(), TextStyle::Caption, banner.text, width);
    const float needed = title + words + 2 * theme().dp(16);
    const bool overflow = needed > area.h + 1;
    const Rect rect = cut_top(area, needed, theme().dp(16));
    paint().fill(rect, look.ground, theme().button_radius());
    paint().push_clip({rect.x, rect.y, theme().dp(8), rect.h});
    paint().fill(rect, look.ink, theme().button_radius());
    paint().pop_clip();
    if (theme().high_contrast()) paint().stroke(rect, look.ink, theme().border(), theme().button_radius());
    Rect inside = rect.inset(pad, theme().dp(16));
    const Rect place = cut_left(inside, sign, theme().dp(18));
    paint().icon(look.icon, {place.centre().x, place.y + theme().line(TextStyle::BodyStrong) / 2},
                 IconSize::Medium, look.ink);
    paint().paragraph(cut_top(inside, title), banner.title, TextStyle::BodyStrong, look.ink);
    paint().paragraph(inside, banner.text, TextStyle::Caption, theme().colour.text);
    note({.id = banner.id,
          .role = Role::Status,
          .label = banner.title,
          .value = banner.text,
          .rect = rect,
          .overflow = overflow});
}

namespace {

float advice_height(const Ui& ui, const StatusRow& row, TextStyle style, float width) {
    const Theme& theme = ui.theme();
    const float words = width - 2 * theme.dp(22) - theme.icon(IconSize::Medium) - theme.dp(20);
    return ui.height_of(row.label, style, words) + ui.height_of(row.note, TextStyle::Caption, words) +
           theme.dp(12);
}

}  // namespace

void Ui::status_row_in(const StatusRow& row, const Rect& rect, TextStyle style) {
    const ToneLook look = look_of(theme(), row.tone);
    paint().fill(rect, look.ground, theme().button_radius());
    if (theme().high_contrast()) paint().stroke(rect, look.ink, theme().dp(2), theme().button_radius());
    Rect inside = rect.inset(theme().dp(22), 0);
    const Rect sign = cut_left(inside, theme().icon(IconSize::Medium), theme().dp(20));
    paint().icon(row.icon == Icon::None ? look.icon : row.icon, sign.centre(), IconSize::Medium, look.ink);
    const float needed = advice_height(*this, row, style, rect.w);
    Rect block = centred(inside, inside.w, std::min(rect.h, needed - theme().dp(12)));
    cut_top(block, paint().paragraph(block, row.label, style, theme().colour.text));
    paint().paragraph(block, row.note, TextStyle::Caption, theme().colour.muted);
    note({.id = row.id,
          .role = Role::Status,
          .label = row.label,
          .value = row.note,
          .rect = rect,
          .overflow = needed > rect.h + 1});
}

void Ui::status_row(const StatusRow& row, Rect& area) {
    const float needed = std::max(theme().grown(76), advice_height(*this, row, TextStyle::Body, area.w));
    status_row_in(row, cut_top(area, needed, theme().dp(12)), TextStyle::Body);
}

void Ui::status_rows(const std::vector<StatusRow>& list, const Rect& rect) {
    const float gap = theme().dp(12), count = static_cast<float>(list.size());
    const float share = (rect.h + gap) / std::max(1.f, count) - gap;
    float tallest = 0;
    for (const StatusRow& row : list)
        tallest = std::max(tallest, advice_height(*this, row, TextStyle::Body, rect.w));
    const TextStyle style = tallest > share ? TextStyle::Caption : TextStyle::Body;
    const float height = std::min(share, std::max(theme().grown(76), tallest));
    Rect area = rect;
    for (const StatusRow& row : list) status_row_in(row, cut_top(area, height, gap), style);
}

void Ui::quality_bar(const QualityBar& bar, const Rect& rect) {
    const Palette& c = theme().colour;
    const ToneLook look = look_of(theme(), bar.tone);
    if (bar.current) {
        const Rect around = rect.inset(-theme().dp(14), -theme().dp(6));
        paint().fill(around, c.soft, theme().key_radius());
        paint().stroke(around, c.primary, theme().dp(3), theme().key_radius());
    }
    const float height = theme().dp(14), line = theme().line(TextStyle::Body);
    Rect block = centred(rect, rect.w, std::min(rect.h, line + theme().dp(12) + height));
    Rect words = cut_top(block, line, theme().dp(12));
    Node node{.id = bar.id,
              .role = Role::Progress,
              .label = bar.label,
              .value = bar.value < 0 ? bar.word : std::to_string(std::lround(bar.value * 100)),
              .rect = rect,
              .selected = bar.current};
    const float name = text_width(fonts(), TextStyle::Caption, bar.label) + theme().dp(12);
    const float right = std::min(text_width(fonts(), TextStyle::CaptionStrong, bar.word) + 2,
                                 std::max(words.w - name, words.w * 0.5f));
    write(cut_right(words, right, theme().dp(12)), bar.word, TextStyle::CaptionStrong,
          bar.tone == Tone::Neutral ? c.muted : look.ink, Align::Right, node);
    write(words, bar.label, TextStyle::Body, c.text, Align::Left, node);
    const Rect track{rect.x, block.y, rect.w, height};
    paint().fill(track, bar.current ? c.surface : c.sunken, height / 2);
    if (theme().high_contrast()) paint().stroke(track, c.outline, 1, height / 2);
    const float part = std::clamp(bar.value, 0.f, 1.f) * track.w;
    if (part > 0)
        paint().fill({track.x, track.y, std::max(part, height), height},
                     bar.tone == Tone::Neutral ? c.primary : look.ink, height / 2);
    if (bar.threshold >= 0) {
        const float x = track.x + std::clamp(bar.threshold, 0.f, 1.f) * track.w;
        paint().fill({std::round(x) - 2, track.y - theme().dp(5), 4, height + theme().dp(10)}, c.surface);
        paint().fill({std::round(x) - 1, track.y - theme().dp(5), 2, height + theme().dp(10)}, c.text);
    }
    note(std::move(node));
}

void Ui::progress_bar(const Progress& progress, Rect& area) {
    const Palette& c = theme().colour;
    const float height = theme().dp(16), line = theme().line(TextStyle::Caption);
    const Rect rect = cut_top(area, line + theme().dp(8) + height, theme().dp(16));
    Rect block = rect;
    Rect words = cut_top(block, line, theme().dp(8));
    Node node{.id = progress.id,
              .role = Role::Progress,
              .label = progress.label,
              .value = progress.value < 0 ? "" : std::to_string(std::lround(progress.value * 100)),
              .rect = rect};
    const float right =
        std::min(text_width(fonts(), TextStyle::CaptionStrong, progress.word) + 2, words.w * 0.5f);
    paint().digits(cut_right(words, right, theme().dp(12)), progress.word, TextStyle::CaptionStrong, c.text,
                   Align::Right);
    write(words, progress.label, TextStyle::Caption, c.muted, Align::Left, node);
    paint().fill(block, c.sunken, height / 2);
    if (theme().high_contrast()) paint().stroke(block, c.outline, 1, height / 2);
    float from = 0, part = std::clamp(progress.value, 0.f, 1.f);
    if (progress.value < 0) {
        // A third of the bar travels to and fro, once in 1.6 s.
        const float turn = static_cast<float>(to_millis(now()) % 1600) / 1600;
        from = (1 - std::cos(turn * 6.2831853f)) / 2 * 0.67f;
        part = 0.33f;
        keep_moving_until(now() + Millis{100});
    }
    if (part > 0)
        paint().fill({block.x + from * block.w, block.y, std::max(height, part * block.w), height}, c.primary,
                     height / 2);
    note(std::move(node));
}

void Ui::progress_ring(const Progress& progress, const Rect& rect) {
    const Palette& c = theme().colour;
    const float radius = std::min(rect.w, rect.h) / 2 - theme().dp(2),
                width = std::max(theme().dp(6), radius * 0.16f);
    const Vec2 centre = rect.centre();
    paint().ring(centre, radius, width, c.sunken);
    const float middle = radius - width / 2;
    if (progress.value < 0) {
        const float turn = static_cast<float>(to_millis(now()) % 1200) / 1200;
        paint().arc(centre, {middle, middle}, turn, turn + 0.28f, c.primary, width);
        keep_moving_until(now() + Millis{100});
    } else if (progress.value > 0) {
        paint().arc(centre, {middle, middle}, 0, std::min(progress.value, 1.f), c.primary, width);
    }
    Node node{.id = progress.id,
              .role = Role::Progress,
              .label = progress.label,
              .value = progress.value < 0 ? "" : std::to_string(std::lround(progress.value * 100)),
              .rect = rect};
    const float room = (radius - width) * 1.6f;
    if (!progress.word.empty())
        write(centred(rect, room, room), progress.word,
              room > theme().dp(120) ? TextStyle::H2 : TextStyle::CaptionStrong, c.text, Align::Centre, node);
    note(std::move(node));
}

void Ui::bar_chart(const BarChart& chart, const Rect& rect) {
    const Palette& c = theme().colour;
    note({.id = chart.id, .role = Role::Chart, .label = chart.label, .rect = rect});
    double top = chart.maximum;
    float names = 0, figures = 0;
    for (const Bar& bar : chart.bars) {
        if (chart.maximum <= 0) top = std::max(top, bar.value);
        names = std::max(names, text_width(fonts(), TextStyle::Caption, bar.label));
        figures = std::max(figures, text_width(fonts(), TextStyle::CaptionStrong, bar.word));
    }
    names = std::min(names + 1, rect.w * 0.4f);
    const auto lines = rows(rect, std::vector<float>(chart.bars.size(), 1.f), theme().dp(8));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Bar& bar = chart.bars[i];
        Rect line = lines[i];
        Node node{.id = chart.id + "." + std::to_string(i),
                  .role = Role::Text,
                  .label = bar.label,
                  .value = bar.word,
                  .rect = line};
        write(cut_left(line, names, theme().dp(16)), bar.label, TextStyle::Caption, c.text, Align::Left,
              node);
        paint().digits(cut_right(line, figures + 1, theme().dp(16)), bar.word, TextStyle::CaptionStrong,
                       c.text, Align::Right);
        const float height = std::min(line.h * 0.6f, theme().dp(28));
        const Rect track = centred(line, line.w, std::round(height));
        paint().fill(track, c.sunken, theme().dp(6));
        const double share = top > 0 ? std::clamp(bar.value / top, 0.0, 1.0) : 0;
        if (share > 0)
            paint().fill(
                {track.x, track.y, std::max(theme().dp(12), track.w * static_cast<float>(share)), track.h},
                look_of(theme(), bar.tone).ink, theme().dp(6));
        note(std::move(node));
    }
}

void Ui::outcome(Tone tone, Rect& area, float gap) {
    const ToneLook look = look_of(theme(), tone);
    const float radius = std::floor(std::min(theme().dp(66), area.h * 0.12f));
    const Rect rect = cut_top(area, 2 * radius, theme().dp(gap));
    paint().circle(rect.centre(), radius, look.ground);
    paint().circle(rect.centre(), radius * 0.76f, look.ink);
    const Icon sign = tone == Tone::Success ? Icon::Check
                      : tone == Tone::Error ? Icon::Close
                      : tone == Tone::Warn  ? Icon::Warning
                                            : Icon::Info;
    paint().icon(sign, rect.centre(), IconSize::Large, theme().colour.on_primary);
}

}  // namespace loket::ui
