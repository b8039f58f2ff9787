// Front office: are the papers there? Marks, registration, or the reason why not.

#include <algorithm>

#include "kiosk/screens/staff_compare.h"
#include "kiosk/screens/staff_papers.h"
#include "kiosk/screens/staff_work.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;
using namespace staff;
using viewmodels::CheckFile;
using Mark = CheckFile::Item::Mark;

namespace {

struct Answer {
    const char* word;
    Mark mark;
    Icon icon;
    Tone tone;
};
constexpr Answer kAnswers[] = {{"present", Mark::Present, Icon::Check, Tone::Success},
                               {"missing", Mark::Missing, Icon::Close, Tone::Error},
                               {"open", Mark::Open, Icon::Undo, Tone::Neutral}};

/// Present, missing, and a small one that takes the mark back.
void answer_button(const Frame& f, const CheckFile::Item& item, const Answer& answer, const Rect& rect,
                   bool words_fit) {
    const Palette& c = f.theme().colour;
    const std::string word = f.say(std::string("desk.mark.") + answer.word),
                      value = std::to_string(item.no) + ":" + answer.word;
    const bool reset = answer.mark == Mark::Open, on = !reset && item.mark == answer.mark,
               enabled = !reset || item.mark != Mark::Open;
    const ToneLook look = look_of(f.theme(), answer.tone);
    const Touch touch = f.ui.control({.id = "mark:" + value,
                                      .role = Role::Check,
                                      .label = word,
                                      .value = item.text,
                                      .rect = rect,
                                      .enabled = enabled,
                                      .selected = on});
    if (!reset || touch.held) f.ui.paint().fill(rect, on ? look.ink : touch.held ? look.ground : c.surface, f.theme().key_radius());
    if (!reset)
        f.ui.paint().stroke(rect, on ? look.ink : c.border, f.theme().border(), f.theme().key_radius());
    const Colour ink = on ? c.on_primary : enabled ? c.text : c.on_disabled;
    const float sign = f.theme().icon(IconSize::Small),
                text = reset || !words_fit
                           ? 0
                           : text_width(f.ui.fonts(), TextStyle::CaptionStrong, word) + f.dp(8);
    Rect block = centred(rect, sign + text, rect.h);
    if (enabled)
        f.ui.paint().icon(answer.icon, cut_left(block, sign, f.dp(8)).centre(), IconSize::Small,
                          reset ? c.muted : ink);
    if (text > 0) f.ui.paint().text_in(block.inset(-2, 0), word, TextStyle::CaptionStrong, ink);
    f.ui.ring(touch, rect, f.theme().key_radius());
    if (touch.clicked && !on) f.emit("mark", value);
}

struct RowSize {
    float side, answer, marks, key, picture = 0;  ///< the last where any paper was photographed
    bool words;
    RowSize(const Frame& f, float width, const CheckFile& view) {
        if (std::ranges::any_of(view.items, &CheckFile::Item::pictured)) picture = paper_key_side(f) + f.dp(16);
        side = std::max(f.theme().target(), f.theme().grown(56));
        words = width > f.theme().options.text_scale * f.dp(720);
        float widest = 0;
        for (const Answer& each : kAnswers)
            widest = std::max(widest, text_width(f.ui.fonts(), TextStyle::CaptionStrong,
                                                 f.say(std::string("desk.mark.") + each.word)));
        answer = words ? widest + f.theme().icon(IconSize::Small) + f.dp(40) : side;
        marks = 2 * answer + side + 2 * f.theme().gap();
        key = f.compact() ? 0 : f.theme().grown(40) + f.dp(14);
    }
};

std::string detail(const CheckFile::Item& item, bool with_why) {
    std::string all = item.form;
    if (with_why && !item.why.empty()) all += (all.empty() ? "" : "  ·  ") + item.why;
    if (!item.note.empty()) all += (all.empty() ? "" : "  ·  ") + item.note;
    return all;
}

/// How much is said about each paper, by the room there is.
enum class Density { Full, NoReasons, Small };
TextStyle style_of(Density density) {
    return density == Density::Small ? TextStyle::Caption : TextStyle::Body;
}

float row_height(const Frame& f, const CheckFile::Item& item, const RowSize& size, float width,
                 Density density) {
    const float words = width - size.marks - size.key - size.picture - f.dp(20);
    const float text = f.ui.height_of(item.text, style_of(density), words) +
                       f.ui.height_of(detail(item, density == Density::Full), TextStyle::Caption, words);
    return std::max(size.side, text) + (density == Density::Small ? f.theme().gap() : f.dp(20));
}

Density density_for(const Frame& f, const CheckFile& view, const RowSize& size, const Rect& area) {
    for (const Density density : {Density::Full, Density::NoReasons}) {
        float sum = 0;
        for (const auto& item : view.items) sum += row_height(f, item, size, area.w, density);
        if (sum <= area.h) return density;
    }
    return Density::Small;
}

void machine_state(const Frame& f, const CheckFile::Item& item, const Rect& rect) {
    const float high =
        std::max(f.theme().grown(44), f.ui.height_of(item.machine_state, TextStyle::CaptionStrong,
                                                     rect.w - f.theme().icon(IconSize::Small) - f.dp(8)));
    Rect block = centred(rect, rect.w, std::min(rect.h, high));
    const ToneLook look = look_of(f.theme(), item.satisfied ? Tone::Success : Tone::Warn);
    const Rect sign = cut_left(block, f.theme().icon(IconSize::Small), f.dp(8));
    f.ui.paint().icon(look.icon, sign.centre(), IconSize::Small, look.ink);
    f.ui.note({.id = "machine:" + std::to_string(item.no),
               .role = Role::Status,
               .label = item.machine_state,
               .rect = rect,
               .overflow = high > rect.h + 1});
    const float text = f.ui.height_of(item.machine_state, TextStyle::CaptionStrong, block.w);
    f.ui.paint().paragraph(centred(block, block.w, text), item.machine_state, TextStyle::CaptionStrong,
                           look.ink);
}

/// The number key that marks this paper; on the ground of the one that Enter marks.
void key_of_row(const Frame& f, const RowSize& size, const Rect& line, std::size_t index, bool next) {
    const Palette& c = f.theme().colour;
    if (next) f.ui.paint().fill(line.inset(-f.dp(12), f.dp(2)), c.soft, f.dp(12));
    if (size.key <= 0) return;
    const float side = size.key - f.dp(14);
    const Rect cap = centred({line.x, line.y, side, line.h}, side, side);
    f.ui.paint().stroke(cap, next ? c.primary : c.border, f.theme().border(), f.dp(8));
    f.ui.paint().text_in(cap, std::to_string(index + 1), TextStyle::CaptionStrong, next ? c.primary : c.muted, Align::Centre);
}

void item_row(const Frame& f, Memory& memory, const CheckFile::Item& item, const RowSize& size, Rect& area, Density density, std::size_t index, bool next) {
    const Palette& c = f.theme().colour;
    const float needed = row_height(f, item, size, area.w, density);
    const bool overflow = needed > area.h + 1;
    Rect line = cut_top(area, needed);
    f.ui.paint().fill({line.x, line.bottom() - 1, line.w, 1}, c.outline);
    key_of_row(f, size, line, index, next);
    cut_left(line, size.key);
    Rect marks = cut_right(line, size.marks, f.dp(20));
    if (const Rect place = cut_right(line, size.picture - f.dp(16) > 0 ? size.picture - f.dp(16) : 0, size.picture > 0 ? f.dp(16) : 0); item.pictured)
        paper_key(f, memory, item, centred(place, paper_key_side(f), paper_key_side(f)));
    const std::string below = detail(item, density == Density::Full);
    const float first = f.ui.height_of(item.text, style_of(density), line.w),
                second = f.ui.height_of(below, TextStyle::Caption, line.w);
    Rect block = centred(line, line.w, first + second);
    f.ui.note({.id = "item:" + std::to_string(item.no),
               .role = Role::Text,
               .label = item.text,
               .value = below,
               .rect = line,
               .overflow = overflow});
    f.ui.paint().paragraph(cut_top(block, first), item.text, style_of(density), c.text);
    f.ui.paint().paragraph(block, below, TextStyle::Caption, c.muted);
    if (item.mark == Mark::ByMachine) return machine_state(f, item, marks);
    for (const Answer& answer : kAnswers) {
        const float width = answer.mark == Mark::Open ? size.side : size.answer;
        answer_button(f, item, answer, centred(cut_left(marks, width, f.theme().gap()), width, size.side), size.words);
    }
}

/// The first paper nobody has looked at yet.
std::optional<std::size_t> next_open(const CheckFile& view) {
    const auto found = std::ranges::find(view.items, Mark::Open, &CheckFile::Item::mark);
    if (found == view.items.end() || !view.can_incomplete) return std::nullopt;
    return static_cast<std::size_t>(found - view.items.begin());
}

void papers(const Frame& f, Memory& memory, const CheckFile& view, Rect area) {
    const auto done = std::count_if(view.items.begin(), view.items.end(), [](const auto& item) {
        return item.mark == Mark::Present || (item.mark == Mark::ByMachine && item.satisfied);
    });
    const RowSize size(f, area.w, view);
    const Density before = density_for(f, view, size, area);
    if (before != Density::Small)
        f.ui.progress_bar(
            {.id = "progress",
             .label = f.say("desk.papers"),
             .value =
                 view.items.empty() ? 0 : static_cast<float>(done) / static_cast<float>(view.items.size()),
             .word = std::to_string(done) + " / " + std::to_string(view.items.size())},
            area);
    const Density density = density_for(f, view, size, area);
    const auto next = next_open(view);
    for (std::size_t i = 0; i < view.items.size(); ++i) item_row(f, memory, view.items[i], size, area, density, i, next == i);
}

/// A number key says of that paper that it is there, and again that it is not; Enter goes from paper to paper.
void keys(const Frame& f, const CheckFile& view) {
    if (f.ui.dialog_open() || !view.can_incomplete) return;
    for (const char c : f.ui.frame().text) {
        const auto index = static_cast<std::size_t>(c - '1');
        if (c < '1' || c > '9' || index >= view.items.size() || view.items[index].mark == Mark::ByMachine) continue;
        f.emit("mark", std::to_string(view.items[index].no) + (view.items[index].mark == Mark::Present ? ":missing" : ":present"));
    }
    if (const auto next = next_open(view)) f.ui.set_primary("mark:" + std::to_string(view.items[*next].no) + ":present");
}

void returns(const Frame& f, const CheckFile& view, Rect& area) {
    if (!view.returns.empty()) heading(f, f.say("desk.returns"), area);
    for (std::size_t i = 0; i < view.returns.size(); ++i)
        f.ui.status_row({.id = "return." + std::to_string(i),
                         .label = view.returns[i].value,
                         .note = view.returns[i].label,
                         .tone = Tone::Warn,
                         .icon = Icon::Undo},
                        area);
}


/// What is done seldom: below the papers where there is room, else beside the applicant's data.
std::vector<Action> rare_actions(const Frame& f, const CheckFile& view) {
    std::vector<Action> list{{.button = {.id = "cancel",
                                         .label = f.say("desk.cancel_file"),
                                         .style = ButtonStyle::Quiet,
                                         .icon = Icon::Delete,
                                         .key = Key::F9},
                              .name = "cancel",
                              .ask = true}};
    if (view.can_add)
        list.push_back({.button = {.id = "add_service", .label = f.say("desk.add_service"), .icon = Icon::Add, .key = Key::F6},
                        .name = "add_service"});
    return list;
}

void buttons(const Frame& f, Memory& memory, const CheckFile& view, const Rect& rect) {
    const bool mine = view.can_complete || view.can_incomplete;
    const bool record = std::any_of(view.items.begin(), view.items.end(), [](const auto& item) {
        return item.mark == Mark::ByMachine && !item.satisfied;
    });
    std::vector<Action> list = f.compact() ? std::vector<Action>{} : rare_actions(f, view);
    if (mine)
        list.push_back({.button = {.id = "incomplete",
                                   .label = f.say("desk.incomplete"),
                                   .icon = Icon::Undo,
                                   .enabled = view.can_incomplete,
                                   .key = Key::F8},
                        .name = "incomplete",
                        .ask = true});
    if (record)
        list.push_back({.button = {.id = "record", .label = f.say("desk.record"), .icon = Icon::Camera, .key = Key::F7},
                        .name = "record"});
    if (mine)
        list.push_back({.button = {.id = "complete",
                                   .label = view.complete_label,
                                   .style = ButtonStyle::Primary,
                                   .icon = Icon::AssignmentDone,
                                   .enabled = view.can_complete,
                                   .key = Key::Enter},
                        .name = "complete"});
    else
        list.push_back(begin_action(f, view.head));
    actions(f, memory, list, rect);
}

void file(const Frame& f, Memory& memory, const CheckFile& view, Rect area) {
    if (opened_paper(f, memory, view.items, area)) return;
    const Rect foot = cut_actions(f, area);
    head_card(f, view.head, area, !f.compact());
    if (f.compact()) {
        std::vector<std::string> ids{"papers", "applicant"};
        if (!view.returns.empty()) ids.emplace_back("returns");
        const auto part = sections(f, memory, ids, area);
        Rect inside = f.ui.card(area, 28);
        if (part == "papers")
            papers(f, memory, view, inside);
        else if (part == "returns")
            returns(f, view, inside);
        else {
            const Rect rare = cut_actions(f, inside);
            compared(f, view.compared, inside);
            actions(f, memory, rare_actions(f, view), rare);
        }
    } else {
        const auto parts = columns(area, {1.05f, 1.7f}, f.dp(24));
        Rect left = f.ui.card(parts[0], 28);
        returns(f, view, left);
        compared(f, view.compared, left);
        papers(f, memory, view, f.ui.card(parts[1], 28));
    }
    buttons(f, memory, view, foot);
    keys(f, view);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const CheckFile& view,
          const viewmodels::Desk& desk, viewmodels::Intents& intents) {
    const Frame f{ui, words, chrome, desk, intents};
    const auto head = view.head.case_id.empty() ? std::nullopt : std::optional(view.head);
    file_page(f, {.screen = "staff.check_file",
                  .file = head,
                  .asks = {{.name = "incomplete", .reasons = view.reasons},
                           {.name = "cancel", .reasons = {f.say("desk.cancel.withdrawn"), f.say("desk.cancel.mistake")}}},
                  .wide = true,
                  .open = [&](Memory& memory, const Rect& area) { file(f, memory, view, area); }});
}

}  // namespace loket::screens
