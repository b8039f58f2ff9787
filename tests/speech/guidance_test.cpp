// Panduan suara: what is read of a page, and what of its changes.

#include <catch2/catch.hpp>

#include "kiosk/app/speech/guidance.h"
#include "kiosk/ui/headless.h"

using namespace loket;
using namespace loket::speech;

namespace {

const ui::Strings& words() {
    static const auto loaded = ui::Strings::load(LOKET_SOURCE_DIR "/assets/strings", "id");
    return *loaded;
}

/// A page with a heading, two choices, what was typed, and the way on once something is chosen.
struct Page {
    TranscriptSpeaker speaker;
    Guidance guidance{speaker};
    std::string chosen, typed, notice, screen = "satu";
    bool dialog = false;
    std::unique_ptr<ui::Headless> stage;

    Page() {
        auto made = ui::Headless::create([this](ui::Ui& ui) { draw(ui); });
        REQUIRE(made.ok());
        stage = std::move(*made);
    }
    void draw(ui::Ui& ui) {
        guidance.follow(ui.nodes(), ui.screen_id(), words(), "id");
        ui.screen(screen);
        ui.header({.office = "Kantor", .clock = "10.24", .languages = {{"id", "Indonesia"}, {"en", "English"}}, .language = "id"});
        ui::Rect area = ui.content();
        ui.title(area, "Mengapa?");
        if (!notice.empty()) ui.banner({.id = "notice", .title = notice}, area);
        ui.note({.id = "typed", .role = ui::Role::Status, .label = "NIK", .value = typed, .rect = ui::cut_top(area, 60)});
        const ui::ChoiceList list{.selected = chosen, .choices = {{.id = "hilang", .title = "Hilang"}, {.id = "rusak", .title = "Rusak"}}};
        if (const auto tapped = ui.choices(list, ui::cut_top(area, 400)); !tapped.empty()) chosen = tapped;
        ui::Footer foot;
        foot.back.label = "Kembali";
        foot.primary.label = "Lanjut";
        foot.primary.enabled = !chosen.empty();
        if (ui.footer(foot) == ui::FooterEvent::Primary) screen = "dua";
        if (dialog && !ui.dialog({.id = "d", .title = "Masih di sini?", .text = "Sentuh layar.", .actions = {{.id = "ya", .label = "Ya"}}}).empty()) dialog = false;
    }
    std::string heard() {
        stage->settle();
        stage->frame();
        std::string all;
        for (const auto& line : speaker.take()) all += (all.empty() ? "" : " | ") + line.text;
        return all;
    }
};

}  // namespace

TEST_CASE("nothing is said before the person asks for it") {
    Page page;
    page.stage->key(ui::Key::Down);
    CHECK(page.heard().empty());
}

TEST_CASE("a page is read once: title, choices, arrows, then what has the focus, in its state") {
    Page page;
    page.guidance.turn(true);
    auto heard = page.heard();
    CHECK(heard.find("Mengapa?") != std::string::npos);
    CHECK(heard.find("2 pilihan") != std::string::npos);
    CHECK(heard.find("Panah kiri: Kembali") != std::string::npos);
    CHECK(heard.find("Lanjut") == std::string::npos);  // not possible yet
    CHECK(heard.find("Kantor") == std::string::npos);
    CHECK(page.heard().empty());
    page.stage->key(ui::Key::Down);
    CHECK(page.heard() == "Hilang, pilihan, 1 dari 2");
    page.stage->key(ui::Key::Down);
    CHECK(page.heard() == "Rusak, pilihan, 2 dari 2");
    page.stage->key(ui::Key::Enter);
    heard = page.heard();
    CHECK(heard.find("Rusak, pilihan, 2 dari 2, dipilih") != std::string::npos);
    CHECK(heard.find("Panah kanan: Lanjut") != std::string::npos);
    page.stage->key(ui::Key::Right);
    CHECK(page.heard().find("Mengapa?") != std::string::npos);
}

TEST_CASE("what is typed, erased, emptied and refused is heard") {
    Page page;
    page.guidance.turn(true);
    page.heard();
    page.typed = "2";
    CHECK(page.heard() == "2");
    page.typed = "21";
    CHECK(page.heard() == "1");
    page.typed = "2";
    CHECK(page.heard() == "1 dihapus");
    page.typed.clear();
    CHECK(page.heard() == "Kosong");
    page.notice = "Tanggal lahir pada NIK salah.";
    CHECK(page.heard() == "Tanggal lahir pada NIK salah.");
}

TEST_CASE("a dialog is read in place of the page, and the page again after it") {
    Page page;
    page.guidance.turn(true);
    page.heard();
    page.stage->key(ui::Key::Down);
    page.heard();
    page.dialog = true;
    auto heard = page.heard();
    CHECK(heard.find("Masih di sini?") == 0);
    CHECK(heard.find("Mengapa?") == std::string::npos);
    page.stage->key(ui::Key::Enter);
    heard = page.heard();
    CHECK(heard.find("Mengapa?") == 0);
    CHECK(heard.find("Hilang, pilihan") != std::string::npos);  // the focus is back where it was
}

TEST_CASE("a headset that is taken out silences what may be private") {
    Page page;
    page.guidance.headset(true);
    CHECK_FALSE(page.heard().empty());
    page.guidance.headset(false);
    CHECK(page.speaker.stops() == 1);
    page.typed = "2101";
    CHECK(page.heard().empty());
}
