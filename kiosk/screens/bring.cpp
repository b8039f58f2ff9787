// What to bring, and what the service takes and costs; where there is a camera, a picture of each paper.

#include <algorithm>
#include <array>

#include "kiosk/screens/public_frame.h"
#include "kiosk/ui/text.h"

namespace loket::screens {

using namespace ui;

namespace {

/// One paper, or what a machine knows instead of it.
struct Paper {
    std::string text, note;
    Icon icon;
    Tone tone;
    std::string scan{};  ///< word of the button that takes its picture; empty: none
    int no = 0;
};

Paper paper_of(const PublicPage& page, const viewmodels::Bring::Item& item) {
    const std::string form =
        item.form.empty() ? "" : " (" + page.say("bring.form", {{"form", item.form}}) + ")";
    if (!item.by_machine && item.scanned) return {item.text + form, page.say("bring.scanned"), Icon::CheckCircle, Tone::Success, page.say("bring.scan_again"), item.no};
    if (!item.by_machine) return {item.text + form, item.why, Icon::Description, Tone::Info, item.can_scan ? page.say("bring.scan") : "", item.no};
    if (item.satisfied) return {item.text, page.say("bring.recorded"), Icon::CheckCircle, Tone::Success};
    return {item.text, page.say("bring.to_record"), Icon::Fingerprint, Tone::Warn};
}

/// Letters of all papers, the largest first; at last without the notes.
struct PaperType {
    TextStyle text;
    bool notes;
};
constexpr std::array<PaperType, 5> kPaperTypes{{{TextStyle::H3, true},
                                           {TextStyle::BodyStrong, true},
                                           {TextStyle::CaptionStrong, true},
                                           {TextStyle::BodyStrong, false},
                                           {TextStyle::CaptionStrong, false}}};

float scan_width(const Ui& ui, const Paper& paper) {
    return text_width(ui.fonts(), TextStyle::BodyStrong, paper.scan) + ui.theme().icon(IconSize::Small) + ui.theme().dp(64);
}

struct PaperFrame {
    Rect sign, words, scan;
    PaperFrame(const Ui& ui, const Rect& rect, const Paper& paper) {
        words = rect.inset(ui.theme().dp(24), ui.theme().dp(8));
        sign = cut_left(words, ui.theme().dp(76), ui.theme().dp(24));
        if (paper.scan.empty()) return;
        const Rect place = cut_right(words, scan_width(ui, paper), ui.theme().dp(16));
        scan = centred(place, place.w, std::max(ui.theme().target(), std::min(ui.theme().grown(72), place.h)));
    }
};

float paper_height(const Ui& ui, const Paper& paper, const PaperType& type, float width) {
    return ui.height_of(paper.text, type.text, width) +
           (type.notes ? ui.height_of(paper.note, TextStyle::Caption, width) : 0);
}

void paper_card(const PublicPage& page, const Paper& paper, const PaperType& type, std::size_t index, const Rect& rect) {
    Ui& ui = page.ui;
    const Palette& c = ui.theme().colour;
    const ToneLook look = look_of(ui.theme(), paper.tone);
    const PaperFrame frame(ui, rect, paper);
    ui.paint().fill(rect, c.surface, ui.theme().button_radius());
    ui.paint().stroke(rect, c.outline, ui.theme().border(), ui.theme().button_radius());
    const float side = std::min(frame.sign.w, frame.sign.h);
    ui.paint().fill(centred(frame.sign, side, side), look.ground, ui.theme().dp(18));
    ui.paint().icon(paper.icon, frame.sign.centre(), IconSize::Medium, look.ink);
    const float height = paper_height(ui, paper, type, frame.words.w);
    Rect block = centred(frame.words, frame.words.w, std::min(frame.words.h, height));
    cut_top(block, ui.paint().paragraph(block, paper.text, type.text, c.text));
    if (type.notes)
        ui.paint().paragraph(block, paper.note, TextStyle::Caption,
                             paper.tone == Tone::Info ? c.muted : look.ink);
    ui.note({.id = "bring." + std::to_string(index),
             .role = Role::Status,
             .label = paper.text,
             .value = paper.note,
             .rect = {rect.x, rect.y, frame.words.right() - rect.x, rect.h},
             .overflow = height > frame.words.h + 1});
    const Button scan{.id = "scan:" + std::to_string(paper.no), .label = paper.scan, .spoken = {}, .icon = paper.tone == Tone::Success ? Icon::Replay : Icon::Camera};
    if (!paper.scan.empty() && ui.button(scan, frame.scan)) page.emit_id(scan.id);
}

struct Grid {
    int across = 1, down = 1;
    const PaperType* type = nullptr;
    std::vector<Rect> cells;
    [[nodiscard]] std::size_t size() const { return cells.size(); }
};

/// Cells for up to `most` papers, in the largest letters that fit for all papers; no type if not even the smallest do.
Grid grid_for(const Ui& ui, const std::vector<Paper>& all, std::size_t most, const Rect& area) {
    Grid made;
    made.across = !ui.portrait() && most > 3 ? 2 : 1;
    made.down = (static_cast<int>(most) + made.across - 1) / made.across;
    const float gap = ui.theme().dp(16), high = ui.theme().grown(116) * static_cast<float>(made.down) + gap * static_cast<float>(made.down - 1);
    made.cells = grid({area.x, area.y, area.w, std::min(area.h, high)}, made.across, made.down, gap);
    const bool touchable = made.cells[0].h >= ui.theme().target();
    const auto fits = [&](const PaperType& type) {
        return touchable && std::all_of(all.begin(), all.end(), [&](const Paper& paper) {
            const PaperFrame frame(ui, made.cells[0], paper);
            return paper_height(ui, paper, type, frame.words.w) <= frame.words.h;
        });
    };
    const auto* type = std::find_if(kPaperTypes.begin(), kPaperTypes.end(), fits);
    made.type = type == kPaperTypes.end() ? nullptr : type;
    return made;
}

/// All on one page if they fit in some letters, else over several.
void papers(const PublicPage& page, const viewmodels::Bring& view, Rect area) {
    Ui& ui = page.ui;
    std::vector<Paper> all;
    for (const auto& item : view.items) all.push_back(paper_of(page, item));
    if (all.empty()) all.push_back({page.say("bring.nothing"), {}, Icon::CheckCircle, Tone::Success});
    Grid made = grid_for(ui, all, all.size(), area);
    Rect keys{};
    if (made.type == nullptr && all.size() > 1) {
        keys = cut_bottom(area, turn_height(ui), ui.theme().dp(14));
        for (std::size_t most = all.size() - 1; most > 0 && made.type == nullptr; --most) made = grid_for(ui, all, most, area);
    }
    const PaperType& type = made.type == nullptr ? kPaperTypes.back() : *made.type;
    const std::size_t count = (all.size() + made.size() - 1) / made.size(), now = std::min(static_cast<std::size_t>(view.page), count - 1), first = now * made.size();
    // Down the first column, then down the second, as one reads a list.
    for (std::size_t i = first; i < std::min(all.size(), first + made.size()); ++i) {
        const auto row = (i - first) % static_cast<std::size_t>(made.down), column = (i - first) / static_cast<std::size_t>(made.down);
        paper_card(page, all[i], type, i, made.cells[row * static_cast<std::size_t>(made.across) + column]);
    }
    if (!keys.empty()) turn_keys(page, keys, now, count);
}

/// The title and, beside it where there is room and else below, the further ways on.
void heading(const PublicPage& page, const viewmodels::Bring& view, Rect& area) {
    Ui& ui = page.ui;
    float width = 0;
    std::vector<Button> more;
    for (const auto& way : view.more) {
        more.push_back({.id = way.label, .label = way.value, .spoken = {}, .icon = way.label == "appointment" ? Icon::Event : Icon::Article});
        width += ui.button_width(more.back()) + ui.gap();
    }
    const float high = std::max(ui.theme().target(), ui.theme().grown(68)), title = text_width(ui.fonts(), TextStyle::H1, view.title);
    Rect line = area;
    const bool beside = width + title <= area.w;
    if (beside) line = cut_top(area, std::max(high, ui.theme().line(TextStyle::H1)), ui.theme().dp(8));
    else ui.title(area, view.title, crowded(page) ? TextStyle::H2 : TextStyle::H1, 8);
    if (!beside && !more.empty()) line = cut_top(area, high, ui.theme().dp(14));
    if (beside) ui.label({line.x, line.y, line.w - width, line.h}, view.title, TextStyle::H1);
    std::vector<Rect> places;
    for (const auto& button : more) places.push_back(beside ? cut_right(line, ui.button_width(button), ui.gap()) : cut_left(line, ui.button_width(button), ui.gap()));
    for (std::size_t i = 0; i < more.size(); ++i) {
        const auto n = beside ? more.size() - 1 - i : i;  // as one reads them
        const auto& button = more[n];
        const Rect place = places[n];
        if (ui.button(button, centred(place, place.w, high))) page.emit(button.id);
    }
}

/// The picture of a paper while it is taken, and afterwards to be judged.
void shot(const PublicPage& page, const viewmodels::Bring::Shot& view, Rect area) {
    Ui& ui = page.ui;
    ui.title(area, view.title, TextStyle::H2, 10);
    if (view.notice) ui.banner({.id = "scan.notice", .title = view.notice->text, .text = {}, .tone = tone_of(view.notice->tone)}, area);
    else ui.paragraph(area, page.say(view.taken ? "scan.judge" : "scan.place"), TextStyle::H3, 16, Align::Left, false);
    Rect card = ui.card(area, 24);
    const Button again{.id = "scan.again", .label = page.say("scan.again"), .spoken = {}, .icon = Icon::Replay};
    // One of the two leads on; the other stays at hand.
    const Button keep{.id = "scan.keep", .label = page.say("scan.keep"), .spoken = {}, .icon = Icon::Check};
    const bool good = view.taken && !view.notice;
    if (view.taken && (good || view.can_keep)) {
        const Button& other = good ? again : keep;
        const Rect row = cut_bottom(card, std::max(ui.theme().target(), ui.theme().grown(72)), ui.gap());
        if (ui.button(other, centred(row, std::min(row.w, ui.button_width(other)), row.h))) page.emit(other.id);
    }
    ui.picture({.id = "scan.picture", .label = view.title, .picture = view.picture.image ? ui::Picture{view.picture.image} : ui::Picture{}, .fit = PictureFit::Contain, .radius = 12, .absent = page.say("scan.waiting"), .absent_icon = Icon::Camera}, card);
    Button next = good ? keep : view.notice ? again : Button{};
    next.style = ButtonStyle::Primary;
    close_page(page, {.primary = next, .back = {.id = "scan.stop", .label = page.say("scan.stop"), .spoken = {}, .icon = Icon::Close}});
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Bring& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, view.shot ? "bring/shot" : "bring/" + view.title, view.stepper);
    if (view.shot) return shot(page, *view.shot, area);
    heading(page, view, area);
    std::vector<KeyValue> entries;
    for (const auto& fact : view.facts) entries.push_back({.key = fact.label, .value = fact.value});
    const float padding = ui.theme().dp(28),
                needed = ui.key_values_height(entries, area.w - 2 * padding, 3) + 2 * padding;
    Rect card = ui.card(cut_bottom(area, needed, ui.theme().dp(24)), 28);
    ui.key_values(entries, card, 3);
    if (!crowded(page)) ui.paragraph(area, view.service, TextStyle::Body, 20);
    papers(page, view, area);
    Button next = primary(page, "next", "action.next");
    next.label = view.next;
    close_page(page, {.primary = next, .back = back(page)});
}

}  // namespace loket::screens
