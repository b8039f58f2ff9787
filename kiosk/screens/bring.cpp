// What to bring, and what the service takes and costs.

#include <algorithm>
#include <array>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

namespace {

/// One paper, or what a machine knows instead of it.
struct Paper {
    std::string text, note;
    Icon icon;
    Tone tone;
};

Paper paper_of(const PublicPage& page, const viewmodels::Bring::Item& item) {
    const std::string form =
        item.form.empty() ? "" : " (" + page.say("bring.form", {{"form", item.form}}) + ")";
    if (!item.by_machine) return {item.text + form, item.why, Icon::Description, Tone::Info};
    if (item.satisfied) return {item.text, page.say("bring.recorded"), Icon::CheckCircle, Tone::Success};
    return {item.text, page.say("bring.to_record"), Icon::Fingerprint, Tone::Warn};
}

/// Letters of all papers, the largest first; at last without the notes.
struct PaperType {
    TextStyle text;
    bool notes;
};
constexpr std::array<PaperType, 5> kTypes{{{TextStyle::H3, true},
                                           {TextStyle::BodyStrong, true},
                                           {TextStyle::CaptionStrong, true},
                                           {TextStyle::BodyStrong, false},
                                           {TextStyle::CaptionStrong, false}}};

struct PaperFrame {
    Rect sign, words;
    PaperFrame(const Ui& ui, const Rect& rect) {
        words = rect.inset(ui.theme().dp(24), ui.theme().dp(8));
        sign = cut_left(words, ui.theme().dp(76), ui.theme().dp(24));
    }
};

float paper_height(const Ui& ui, const Paper& paper, const PaperType& type, float width) {
    return ui.height_of(paper.text, type.text, width) +
           (type.notes ? ui.height_of(paper.note, TextStyle::Caption, width) : 0);
}

void paper_card(Ui& ui, const Paper& paper, const PaperType& type, std::size_t index, const Rect& rect) {
    const Palette& c = ui.theme().colour;
    const ToneLook look = look_of(ui.theme(), paper.tone);
    const PaperFrame frame(ui, rect);
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
             .rect = rect,
             .overflow = height > frame.words.h + 1});
}

void papers(const PublicPage& page, const viewmodels::Bring& view, const Rect& area) {
    Ui& ui = page.ui;
    std::vector<Paper> all;
    for (const auto& item : view.items) all.push_back(paper_of(page, item));
    if (all.empty()) all.push_back({page.say("bring.nothing"), {}, Icon::CheckCircle, Tone::Success});
    const int across = !ui.portrait() && all.size() > 3 ? 2 : 1,
              down = (static_cast<int>(all.size()) + across - 1) / across;
    const float gap = ui.theme().dp(16),
                most = ui.theme().grown(116) * static_cast<float>(down) + gap * static_cast<float>(down - 1);
    const auto cells = grid({area.x, area.y, area.w, std::min(area.h, most)}, across, down, gap);
    const PaperFrame frame(ui, cells[0]);
    const auto fits = [&](const PaperType& type) {
        return std::all_of(all.begin(), all.end(), [&](const Paper& paper) {
            return paper_height(ui, paper, type, frame.words.w) <= frame.words.h;
        });
    };
    const auto* type = std::find_if(kTypes.begin(), kTypes.end(), fits);
    if (type == kTypes.end()) type = &kTypes.back();
    // Down the first column, then down the second, as one reads a list.
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto row = i % static_cast<std::size_t>(down), column = i / static_cast<std::size_t>(down);
        paper_card(ui, all[i], *type, i, cells[row * static_cast<std::size_t>(across) + column]);
    }
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Bring& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    Rect area = open_page(page, "bring", view.stepper);
    ui.title(area, page.say("bring.title"), TextStyle::H1, 8);
    std::vector<KeyValue> entries;
    for (const auto& fact : view.facts) entries.push_back({.key = fact.label, .value = fact.value});
    const float padding = ui.theme().dp(28),
                needed = ui.key_values_height(entries, area.w - 2 * padding, 3) + 2 * padding;
    Rect card = ui.card(cut_bottom(area, needed, ui.theme().dp(24)), 28);
    ui.key_values(entries, card, 3);
    ui.paragraph(area, view.service, TextStyle::Body, 20);
    papers(page, view, area);
    close_page(page, {.primary = primary(page, "next", "action.take_ticket"), .back = back(page)});
}

}  // namespace loket::screens
