// What a verifier looks at: person, likeness, samples, history.

#include "kiosk/screens/verify_parts.h"

#include <algorithm>

#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Verify;

namespace {

void photo(const Frame& f, const Verify& view, const Rect& rect) {
    f.ui.picture({.id = "photo",
                  .label = f.say("desk.photo"),
                  .picture = picture_of(view.photo),
                  .radius = 12,
                  .absent_icon = Icon::Person},
                 rect);
}

void signature(const Frame& f, const Verify& view, const Rect& rect) {
    const float line = f.theme().line(TextStyle::Caption);
    Rect block = centred(rect, rect.w, std::min(rect.h, rect.w * 0.5f + line + f.dp(4)));
    f.ui.label(cut_top(block, line, f.dp(4)), f.say("desk.signature"), TextStyle::Caption, Align::Left, true);
    // Ink on white paper, also where the page is black.
    f.ui.paint().fill(block, rgb(0xFFFFFF), f.dp(12));
    f.ui.paint().stroke(block, f.theme().colour.outline, 1, f.dp(12));
    f.ui.picture({.id = "signature",
                  .label = f.say("desk.signature"),
                  .picture = picture_of(view.signature),
                  .fit = PictureFit::Contain,
                  .radius = 0,
                  .absent_icon = Icon::Draw},
                 block.inset(f.dp(6)));
}

}  // namespace

void likeness(const Frame& f, const Verify& view, Rect area) {
    if (area.w > area.h) {
        photo(f, view, cut_left(area, std::min(area.h * 0.75f, area.w * 0.48f), f.dp(16)));
        return signature(f, view, area);
    }
    photo(f, view, cut_top(area, std::min(area.h * 0.6f, area.w / 0.75f), f.dp(16)));
    signature(f, view,
              {area.x, area.y, area.w,
               std::min(area.h, area.w * 0.5f + f.theme().line(TextStyle::Caption) + f.dp(4))});
}

void verified_application(const Frame& f, const Verify& view, Rect area, bool with_changes) {
    if (!view.documents.empty()) {
        heading(f, f.say("desk.work.papers"), area);
        facts(f, view.documents, area, 1);
        cut_top(area, f.dp(16));
    }
    if (with_changes) {
        verified_changes(f, view, area);
        if (!view.changes.empty()) cut_top(area, f.dp(8));
    }
    heading(f, f.say("desk.section.application"), area);
    facts(f, view.answers, area, area.w > f.theme().options.text_scale * f.dp(880) ? 2 : 1);
}

void verified_person(const Frame& f, const Verify& view, Rect area) {
    const auto& rows = view.file->register_data;
    const int column_count =
        area.w > f.theme().options.text_scale * f.dp(880) ? 2 : fitting_columns(f, rows, area);
    const float spare = area.h - facts_height(f, rows, area.w, column_count) -
                        f.theme().line(TextStyle::BodyStrong) - f.dp(10 + 16);
    if ((!f.compact() || f.ui.portrait()) && spare > f.dp(110))
        likeness(f, view, cut_top(area, std::min(spare, f.dp(280)), f.dp(16)));
    heading(f, f.say("desk.register_data"), area);
    facts(f, rows, area, column_count);
}

namespace {

/// The word for a finger that could not be taken, in its place.
void excused(const Frame& f, const std::string& words, const Rect& rect) {
    const Palette& c = f.theme().colour;
    f.ui.paint().fill(rect, c.warn_soft, f.dp(8));
    const float width = rect.w - f.dp(8), needed = f.ui.height_of(words, TextStyle::Caption, width);
    f.ui.paint().paragraph(centred(rect, width, std::min(rect.h, needed)), words, TextStyle::Caption, c.warn,
                           Align::Centre);
}

/// Quality on a pill in the corner of the picture.
void quality(const Frame& f, const Verify::Sample& sample, const Rect& cell) {
    const Vec2 size = picture_size(picture_of(sample.picture));
    const Rect rect = size.y > 0 ? fit_aspect(cell, size.x / size.y) : cell;
    const ToneLook look = look_of(f.theme(), sample.quality >= sample.threshold ? Tone::Success : Tone::Warn);
    const std::string figure = std::to_string(sample.quality);
    const float width = text_width(f.ui.fonts(), TextStyle::CaptionStrong, figure) + f.dp(20),
                high = f.theme().line(TextStyle::CaptionStrong) + f.dp(4);
    const Rect pill{rect.right() - width, rect.bottom() - high, width, high};
    f.ui.paint().fill(pill.inset(-f.dp(2)), f.theme().colour.surface, high / 2);
    f.ui.paint().fill(pill, look.ground, high / 2);
    f.ui.paint().text_in(pill, figure, TextStyle::CaptionStrong, look.ink, Align::Centre);
}

void sample(const Frame& f, const Verify::Sample& sample, std::size_t index, float words, Rect rect) {
    const bool taken = sample.excused.empty();
    const float needed = f.ui.height_of(sample.label, TextStyle::Caption, rect.w);
    const Rect foot = cut_bottom(rect, words, f.dp(4));
    const std::string id = "sample." + std::to_string(index),
                      value = taken ? std::to_string(sample.quality) : sample.excused;
    f.ui.note({.id = id + ".quality",
               .role = Role::Status,
               .label = sample.label,
               .value = value,
               .rect = foot,
               .overflow = needed > foot.h + 1});
    f.ui.paint().paragraph(foot, sample.label, TextStyle::Caption, f.theme().colour.muted, Align::Centre);
    if (!taken) {
        Rect reason = rect;
        if (sample.picture.image) {  // what the officer saw
            reason = cut_bottom(rect, rect.h * 0.45f, f.dp(4));
            f.ui.picture({.id = id, .label = sample.label, .picture = picture_of(sample.picture), .fit = PictureFit::Contain, .radius = 8}, rect);
        }
        return excused(f, sample.excused, reason);
    }
    f.ui.picture({.id = id,
                  .label = sample.label,
                  .picture = picture_of(sample.picture),
                  .fit = PictureFit::Contain,
                  .radius = 8,
                  .absent_icon = Icon::Fingerprint},
                 rect);
    quality(f, sample, rect);
}

}  // namespace

void verified_samples(const Frame& f, const Verify& view, Rect area) {
    heading(f, f.say("desk.recording_of"), area);
    if (!view.record_state.empty()) f.ui.paragraph(area, view.record_state, TextStyle::CaptionStrong, 12);
    if (view.fingers.empty()) return centre_note(f, Icon::Fingerprint, f.say("desk.no_samples"), "", area);
    const float wide = area.w / f.theme().options.text_scale;
    const int across = wide > f.dp(640) && area.w > area.h ? 6 : wide > f.dp(480) ? 4 : 3;
    const int down = (static_cast<int>(view.fingers.size()) + across - 1) / across;
    const auto cells = grid(area, across, down, f.dp(10));
    // Pictures of one size: all leave room for the longest label, two lines at most.
    float words = 0;
    for (const auto& each : view.fingers)
        words = std::max(words, f.ui.height_of(each.label, TextStyle::Caption, cells.front().w));
    words = std::min(words, 2 * f.theme().line(TextStyle::Caption));
    for (std::size_t i = 0; i < view.fingers.size(); ++i) sample(f, view.fingers[i], i, words, cells[i]);
}

namespace {

void event(const Frame& f, const Verify::Event& event, std::size_t index, bool last, Rect& area) {
    const Palette& c = f.theme().colour;
    const ToneLook look = look_of(f.theme(), tone_of(event.tone));
    const float dot = f.theme().icon(IconSize::Small), width = area.w - dot - f.dp(14);
    const std::string head = event.when + "  ·  " + event.who;
    const float first = f.ui.height_of(head, TextStyle::CaptionStrong, width),
                second = f.ui.height_of(event.what, TextStyle::Caption, width);
    const bool overflow = first + second > area.h + 1;
    Rect line = cut_top(area, first + second, f.dp(12));
    f.ui.note({.id = "event." + std::to_string(index),
               .role = Role::Status,
               .label = head,
               .value = event.what,
               .rect = line,
               .overflow = overflow});
    const Vec2 at{line.x + dot / 2, line.y + first / 2};
    if (!last) f.ui.paint().fill({at.x - 1, at.y + dot / 2, 2, line.h + f.dp(12) - dot}, c.outline);
    f.ui.paint().icon(look.icon, at, IconSize::Small, look.ink);
    cut_left(line, dot, f.dp(14));
    f.ui.paint().paragraph(cut_top(line, first), head, TextStyle::CaptionStrong, c.text);
    f.ui.paint().paragraph(line, event.what, TextStyle::Caption,
                           event.tone == viewmodels::Tone::Bad ? c.danger : c.muted);
}

float event_height(const Frame& f, const Verify::Event& event, float width) {
    const float words = width - f.theme().icon(IconSize::Small) - f.dp(14);
    return f.ui.height_of(event.when + "  ·  " + event.who, TextStyle::CaptionStrong, words) +
           f.ui.height_of(event.what, TextStyle::Caption, words) + f.dp(12);
}

}  // namespace

void verified_history(const Frame& f, const Verify& view, Rect area) {
    if (view.history.empty()) return;
    heading(f, f.say("desk.history"), area);
    const auto earlier = [&](std::size_t count) { return f.say("desk.history_before", {{"count", std::to_string(count)}}); };
    const float line = f.ui.height_of(earlier(view.history.size()), TextStyle::Caption, area.w) + f.dp(8);
    std::size_t first = view.history.size();
    for (float room = area.h; first > 0; --first) {
        room -= event_height(f, view.history[first - 1], area.w);
        if (room + f.dp(12) < (first > 1 ? line : 0)) break;
    }
    if (first > 0)
        f.ui.paragraph(area, earlier(first), TextStyle::Caption, 8);
    for (std::size_t i = first; i < view.history.size(); ++i)
        event(f, view.history[i], i, i + 1 == view.history.size(), area);
}

void verified_papers(const Frame& f, Memory& memory, const Verify& view, Rect& area) {
    heading(f, f.say("desk.papers"), area);
    paper_list(f, memory, view.papers, area);
}

}  // namespace loket::screens::staff
