// ipp_card_printer: cards as pages; our driver, in a process of its own, against a card printer of PAPPL and our emulated one.

#include <catch2/catch.hpp>

#include <cups/ipp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "devices/base/wait.h"
#include "devices/isolation/isolated.h"
#include "devices/model/card_print.h"
#include "devices/model/loopback.h"
#include "drivers/ipp_card_printer/card_page.h"
#include "drivers/ipp_card_printer/driver.h"
#include "drivers/ipp_printer/ipp_model.h"
#include "tests/drivers/umock/run.h"
#include "tests/runtime/station.h"

namespace ipp_card_printer_test {

using namespace loket;
using namespace loket::drivers::ipp_card_printer;
using namespace loket::test;
using namespace std::chrono_literals;

namespace {

/// No two corners alike.
RgbaImage side(std::uint8_t shade) {
    RgbaImage picture(model::kCardWidth, model::kCardHeight, 300);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const std::uint8_t dot[] = {static_cast<std::uint8_t>(x / 4), static_cast<std::uint8_t>(y / 3), shade, 255};
            std::copy_n(dot, 4, picture.at(x, y));
        }
    return picture;
}

struct Printer {
    explicit Printer(const std::string& address) : device(kDriver, {.address = address}, isolation::launch(kTests + "device_helper")) {}
    Result<model::Content> print(const std::string& job, bool both = true, std::stop_token stop = {}) {
        LOKET_TRY(device.open());
        return device.perform(model::CardPrintRequest{job, side(40), both ? side(200) : RgbaImage{}}, sink, stop);
    }
    isolation::IsolatedDevice device;
    RememberingSink sink;
};

std::string code_of(const Result<model::Content>& result) { return result ? "printed" : result.error().code; }

/// A card printer of PAPPL, from construction to destruction.
struct PapplCards {
    PapplCards() {
        const int listener = model::listen_on_loopback(0), port = model::port_of(listener);
        close(listener);
        std::ofstream(folder.path / "state") << '\n';
        uri = "ipp://127.0.0.1:" + std::to_string(port) + "/ipp/print/A4";
        pid = fork();
        if (pid == 0) {
            const auto program = kTests + "pappl_printer", number = std::to_string(port);
            execl(program.c_str(), program.c_str(), number.c_str(), folder.path.c_str(), "card", nullptr);
            _exit(127);
        }
    }
    ~PapplCards() {
        kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
    }
    Folder folder;
    std::string uri;
    pid_t pid = 0;
};

RgbaImage read_ppm(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string kind;
    int width = 0, height = 0, most = 0;
    in >> kind >> width >> height >> most;
    in.get();
    RgbaImage card(width, height, 300);
    for (std::size_t i = 0; i < card.pixels.size(); i += 4) {
        for (std::size_t c = 0; c < 3; ++c) card.pixels[i + c] = static_cast<std::uint8_t>(in.get());
        card.pixels[i + 3] = 255;
    }
    return card;
}

bool shows(const RgbaImage& card, const RgbaImage& wanted) { return model::CardHead{card.width, card.height}.picture_on(card).pixels == wanted.pixels; }

}  // namespace

TEST_CASE("ipp_card_printer: cards become pages and pages cards, lying or standing, with backs as the printer wants them") {
    const CardForm plain{.media = "om_card_86.03x54.87mm", .sheet_back = "normal", .two_sided = true};
    const auto pages = card_pages(side(40), side(200), plain);
    REQUIRE(pages);
    const auto sides = sides_of(*pages);
    REQUIRE(sides);
    REQUIRE(sides->size() == 2);
    CHECK(sides->front().pixels == side(40).pixels);
    CHECK(sides->back().pixels == side(200).pixels);
    CHECK(sides_of(*card_pages(side(40), {}, plain))->size() == 1);

    const auto turned = sides_of(*card_pages(side(40), side(200), {.media = plain.media, .sheet_back = "rotated", .two_sided = true}));
    REQUIRE(turned);
    CHECK(turned->front().pixels == side(40).pixels);
    const auto back = side(200);
    CHECK(std::equal(back.at(0, 0), back.at(0, 0) + 4, turned->back().at(model::kCardWidth - 1, model::kCardHeight - 1)));
    CHECK(card_pages(side(40), {}, {.media = "iso_id-1_53.98x85.6mm", .sheet_back = "", .two_sided = false}));
    CHECK(sides_of({}).error().fault == Fault::Corrupt);
    CHECK(sides_of(ByteView(*pages).first(pages->size() / 4)).error().fault == Fault::Corrupt);
}

TEST_CASE("ipp_card_printer: a card printer of PAPPL gets both sides, dot for dot") {
    const PapplCards pappl;
    Printer ours(pappl.uri);
    Result<model::Content> printed = ours.print("card-1");
    for (int i = 0; i < 100 && !printed && printed.error().code == "device.gone"; ++i) {  // it starts
        wait_for(100ms, {});
        printed = ours.print("card-1");
    }
    if (!printed) FAIL(printed.error().context << " " << printed.error().code);
    CHECK(std::get<model::CardPrintOutcome>(*printed).card_uid.empty());
    const auto front = read_ppm(pappl.folder.path / "page1.ppm"), back = read_ppm(pappl.folder.path / "page2.ppm");
    CHECK(front.width == 1016);
    CHECK(front.height == 648);
    CHECK(shows(front, side(40)));
    CHECK(shows(back, side(200)));
    CHECK(code_of(ours.print("card-1")) == "printer.job_repeated");
    CHECK_FALSE(std::filesystem::exists(pappl.folder.path / "page3.ppm"));
}

TEST_CASE("ipp_card_printer: no success is shown for a card that did not come out, and no second card is made of one job") {
    Station station;
    const auto place = emulate_at(station.scene);
    Printer ours(place->address());
    REQUIRE(ours.print("card-1"));
    CHECK(station.scene.last_print()->job == "card-1");
    CHECK(station.scene.last_print()->data_side.pixels == side(40).pixels);
    CHECK(station.scene.last_print()->emblem_side.pixels == side(200).pixels);
    CHECK(ours.device.health().supplies.front().name == "blanko");
    CHECK(code_of(ours.print("card-1")) == "printer.job_repeated");
    REQUIRE(ours.print("card-2", false));
    CHECK(station.scene.last_print()->emblem_side.empty());
    for (const auto& [word, code] : {std::pair{"media_empty", "printer.media-empty"}, std::pair{"cover_open", "printer.cover-open"}, std::pair{"ribbon_out", "printer.marker-supply-empty"}, std::pair{"jam", "printer.media-jam"}}) {
        place->event("reset");
        place->event(word);
        CHECK(code_of(ours.print("card-3")) == code);
    }
    place->event("reset");
    place->event("abort");
    CHECK(code_of(ours.print("card-4")) == "printer.outcome_unknown");
    CHECK(station.scene.last_print()->job == "card-2");
}

TEST_CASE("ipp_card_printer: what happens in mid-job tells what is known of the blank") {
    Station station;
    station.scene.set_real_time(true);
    const auto place = emulate_at(station.scene);
    auto& box = dynamic_cast<drivers::ipp_printer::IppPrinter&>(*place);
    Printer ours(place->address());
    int number = 0;
    const auto in_mid_job = [&](const auto& then) {
        const std::jthread hand([&, before = box.answers()](const std::stop_token& over) {
            while (!over.stop_requested() && box.answers() < before + 7) wait_for(5ms, over);
            then();
        });
        auto result = ours.print("card-" + std::to_string(++number));
        box.event("reset");
        return code_of(result);
    };
    CHECK(in_mid_job([&] { box.event("jam"); }) == "printer.media-jam");
    CHECK(in_mid_job([&] { box.event("cover_open"); }) == "printer.outcome_unknown");
    CHECK(in_mid_job([&] { box.event("ribbon_out"); }) == "printer.outcome_unknown");
    CHECK(in_mid_job([&] { box.unplug(); }) == "printer.outcome_unknown");
    box.plug();
    CHECK(ours.print("card-9"));
}

TEST_CASE("ipp_card_printer: a printer that cannot print cards is refused before anything is fed") {
    model::Scene scene;
    drivers::ipp_printer::IppPrinter letters(scene);
    Printer ours(letters.address());
    CHECK(code_of(ours.print("card-1")) == "device.unsupported");
    CHECK(ours.device.open().error().fault == Fault::Unsupported);
}

}  // namespace ipp_card_printer_test
