// sane_scanner: what SANE says as we read it; and, each in a process of its own, our emulated eSCL scanner and SANE's own test devices,
// from which scanimage scans the same pictures.

#include <catch2/catch.hpp>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <spdlog/spdlog.h>

#include "devices/base/wait.h"
#include "devices/isolation/isolated.h"
#include "devices/isolation/isolated_finder.h"
#include "devices/model/scene.h"
#include "drivers/sane_scanner/driver.h"
#include "drivers/sane_scanner/escl_model.h"
#include "drivers/sane_scanner/scan.h"
#include "tests/drivers/first_look.h"
#include "tests/drivers/umock/run.h"

namespace sane_scanner_test {

using namespace loket;
using namespace loket::drivers::sane_scanner;
using namespace std::chrono_literals;
using test::run;

namespace {

constexpr SANE_Parameters kGrey{SANE_FRAME_GRAY, SANE_TRUE, 4, 4, 2, 8}, kColour{SANE_FRAME_RGB, SANE_TRUE, 6, 2, 1, 8};

class Silent final : public model::Sink {
  public:
    void preview(const RgbaImage&) override { ++previews; }
    void hint(std::string_view) override {}
    void progress(int percent) override { last = percent; }
    int previews = 0, last = 0;
};

/// A private configuration of SANE with one test device; lines of test.conf that differ come last and win.
class Sane {
  public:
    explicit Sane(const std::string& more = {}) {
        const std::filesystem::path usual = LOKET_SOURCE_DIR "/tests/drivers/peers/sane.d";
        for (const auto* name : {"dll.conf", "airscan.conf", "test.conf"}) std::filesystem::copy_file(usual / name, folder_.path / name, std::filesystem::copy_options::overwrite_existing);
        std::ofstream(folder_.path / "test.conf", std::ios::app) << more << '\n';
        setenv("SANE_CONFIG_DIR", folder_.path.c_str(), 1);
    }

  private:
    test::Folder folder_;
};

/// SANE's test device hangs now and then when a scan ends early; then somebody loses patience and tries again, as people do.
auto run_patiently(const std::string& command) {
    constexpr int kTimeoutsAnswer = 124;
    auto done = run(command);
    for (int tries = 1; tries < 3 && done.code == kTimeoutsAnswer; ++tries) done = run(command);
    return done;
}

/// Our driver in a process of its own.
struct Scanner {
    explicit Scanner(const std::string& address) : device(drivers::sane_scanner::kDriver, {.address = address}, isolation::launch(test::kTests + "device_helper")) {}
    /// As run_patiently.
    Result<model::PaperOutcome> scan(int sheets = 1) {
        LOKET_TRY(device.open());
        Result<model::Content> content = internal("not tried");
        for (int i = 0; i < 3 && (i == 0 || (!content && content.error().fault == Fault::Cancelled)); ++i) {
            std::stop_source stop;
            std::jthread patience([&](const std::stop_token& over) {
                if (wait_for(20s, over)) stop.request_stop();
            });
            content = device.perform(model::PaperRequest{sheets}, sink, stop.get_token());
        }
        if (!content) return content.error();
        return std::get<model::PaperOutcome>(std::move(*content));
    }
    isolation::IsolatedDevice device;
    Silent sink;
};

/// A binary PGM or PPM as scanimage writes it.
RgbaImage read_pnm(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string kind, line;
    in >> kind >> std::ws;
    while (in.peek() == '#') std::getline(in, line);
    int width = 0, height = 0, most = 0;
    in >> width >> height >> most;
    in.get();
    RgbaImage image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); i += 4)
        for (std::size_t c = 0; c < 3; ++c)
            if (kind == "P6" || c == 0) image.pixels[i + c] = static_cast<std::uint8_t>(in.get());
            else image.pixels[i + c] = image.pixels[i];
    return image;
}

bool same_pixels(const RgbaImage& a, const RgbaImage& b) { return a.width == b.width && a.height == b.height && a.pixels == b.pixels; }

}  // namespace

TEST_CASE("sane_scanner: frames of every sort become one picture") {
    Page grey;
    REQUIRE(grey.frame(kGrey));
    CHECK(grey.add(Bytes{1, 2, 3}));
    CHECK(grey.add(Bytes{4, 5, 6, 7, 8}));  // lines need not come whole
    const auto two = grey.picture(200);
    REQUIRE(two);
    CHECK(two->height == 2);
    CHECK(two->at(3, 1)[0] == 8);
    CHECK(two->at(3, 1)[3] == 255);

    Page colour;
    REQUIRE(colour.frame(kColour));
    CHECK(colour.add(Bytes{10, 20, 30, 40, 50, 60}));
    CHECK(colour.picture(200)->at(1, 0)[2] == 60);

    Page passes;  // three frames, in an order of their own
    for (const auto format : {SANE_FRAME_BLUE, SANE_FRAME_RED, SANE_FRAME_GREEN}) {
        REQUIRE(passes.frame({format, SANE_FALSE, 2, 2, 1, 8}));
        CHECK(passes.add(Bytes{static_cast<std::uint8_t>(format * 10), static_cast<std::uint8_t>(format * 10 + 1)}));
    }
    const auto joined = passes.picture(200);
    CHECK(std::vector<int>(joined->at(1, 0), joined->at(1, 0) + 3) == std::vector<int>{21, 31, 41});

    Page bits;
    REQUIRE(bits.frame({SANE_FRAME_GRAY, SANE_TRUE, 2, 10, 1, 1}));
    CHECK(bits.add(Bytes{0x80, 0x40}));
    CHECK(bits.picture(200)->at(0, 0)[0] == 0);  // 1 is black
    CHECK(bits.picture(200)->at(1, 0)[0] == 255);
    CHECK(bits.picture(200)->at(9, 0)[0] == 0);

    Page deep;
    REQUIRE(deep.frame({SANE_FRAME_GRAY, SANE_TRUE, 4, 2, -1, 16}));
    const std::uint16_t values[] = {0x1234, 0xFF00};
    CHECK(deep.add(ByteView(reinterpret_cast<const std::uint8_t*>(values), 4)));
    CHECK(deep.picture(200)->at(0, 0)[0] == 0x12);
    CHECK(deep.picture(200)->at(1, 0)[0] == 0xFF);
    CHECK(deep.expected() == 0);
}

TEST_CASE("sane_scanner: figures that cannot be are refused") {
    const SANE_Parameters bad[] = {{SANE_FRAME_GRAY, SANE_TRUE, 3, 4, 2, 8},  {SANE_FRAME_RGB, SANE_TRUE, 5, 2, 1, 8}, {SANE_FRAME_GRAY, SANE_TRUE, 4, 0, 2, 8},
                                   {SANE_FRAME_GRAY, SANE_TRUE, 4, -4, 2, 8}, {SANE_FRAME_GRAY, SANE_TRUE, 4, 4, 2, 7}, {static_cast<SANE_Frame>(11), SANE_TRUE, 4, 4, 2, 8},
                                   {SANE_FRAME_GRAY, SANE_TRUE, 1 << 30, 4, 2, 8}, {SANE_FRAME_GRAY, SANE_TRUE, 4, 4, 1 << 30, 8}};
    for (const auto& each : bad) {
        Page page;
        CHECK_FALSE(page.frame(each));
    }
    CHECK(Page().picture(200).error().fault == Fault::Corrupt);
    Page twice;
    REQUIRE(twice.frame(kGrey));
    CHECK(twice.add(Bytes(8)));
    CHECK_FALSE(twice.frame(kGrey));  // another grey frame is another page
    Page endless;
    REQUIRE(endless.frame({SANE_FRAME_GRAY, SANE_TRUE, 1, 1, -1, 8}));
    Status status;
    for (int i = 0; i < 50 && status; ++i) status = endless.add(Bytes(1000));
    CHECK(status.error().fault == Fault::Corrupt);
}

TEST_CASE("sane_scanner: which source, mode and resolution") {
    CHECK(sources_in_order({"Flatbed", "ADF", "ADF Duplex", "Transparency Unit"}) == std::vector<std::string>{"ADF", "Flatbed"});
    CHECK(sources_in_order({"Flatbed", "Automatic Document Feeder"}).front() == "Automatic Document Feeder");
    CHECK(sources_in_order({"ADF Duplex"}) == std::vector<std::string>{"ADF Duplex"});
    CHECK(sources_in_order({}).empty());
    CHECK(is_feeder("ADF Front"));
    CHECK_FALSE(is_feeder("Flatbed"));
    CHECK(mode_of({"Lineart", "Gray", "Color"}) == "Color");
    CHECK(mode_of({"Lineart", "24bit Color"}) == "24bit Color");
    CHECK(mode_of({"Lineart", "Gray"}) == "Gray");
    CHECK(mode_of({"Lineart"}).empty());

    SANE_Option_Descriptor option{};
    option.type = SANE_TYPE_INT;
    option.constraint_type = SANE_CONSTRAINT_WORD_LIST;
    const SANE_Word list[] = {4, 600, 75, 300, 150}, low[] = {2, 75, 100};
    option.constraint.word_list = list;
    CHECK(resolution_of(option) == 300);
    option.constraint.word_list = low;
    CHECK(resolution_of(option) == 100);
    option.constraint_type = SANE_CONSTRAINT_RANGE;
    const SANE_Range range{50, 1200, 75};
    option.constraint.range = &range;
    CHECK(resolution_of(option) == 200);
    const SANE_Range fixed{SANE_FIX(1), SANE_FIX(1200), SANE_FIX(1)};
    option.type = SANE_TYPE_FIXED;
    option.constraint.range = &fixed;
    CHECK(resolution_of(option) == SANE_FIX(200));
    option.constraint_type = SANE_CONSTRAINT_NONE;
    CHECK_FALSE(resolution_of(option));
}

TEST_CASE("sane_scanner: every status says what can be done") {
    CHECK(error_of(SANE_STATUS_COVER_OPEN, "read").code == "scanner.cover-open");
    CHECK(reason_of(error_of(SANE_STATUS_JAMMED, "read")) == "media-jam");
    CHECK(reason_of(error_of(SANE_STATUS_NO_DOCS, "read")).empty());
    CHECK(error_of(SANE_STATUS_NO_DOCS, "read").fault == Fault::Rejected);
    CHECK(error_of(SANE_STATUS_IO_ERROR, "read").fault == Fault::Gone);
    CHECK(error_of(SANE_STATUS_DEVICE_BUSY, "read").fault == Fault::Busy);
    CHECK(error_of(static_cast<SANE_Status>(12), "read").fault == Fault::Busy);
    CHECK(error_of(static_cast<SANE_Status>(13), "read").code == "scanner.locked");
    CHECK(error_of(SANE_STATUS_ACCESS_DENIED, "read").fault == Fault::Unsupported);
}

TEST_CASE("sane_scanner: scanimage and we scan the same picture from the same eSCL scanner, from the glass and from the feeder") {
    const Sane sane;
    const test::Folder folder;
    model::Scene scene(1);
    scene.set_real_time(false);
    EsclScanner box(scene);
    const auto scanimage = "timeout 60 scanimage -d '" + box.address() + "' --mode Color --resolution 200 --format=pnm ";
    const auto theirs = run(scanimage + "--source Flatbed -o " + (folder.path / "glass.pnm").string());
    CAPTURE(theirs.said);
    REQUIRE(theirs.code == 0);
    Scanner ours(box.address());
    const auto glass = ours.scan(5);
    if (!glass) FAIL(glass.error().context);
    CHECK(glass->further.empty());  // the glass gives one, whatever was wanted
    CHECK(std::max(glass->image.width, glass->image.height) > 2300);
    CHECK(glass->image.dpi == 200);
    CHECK(same_pixels(glass->image, read_pnm((folder.path / "glass.pnm").string())));
    CHECK(same_pixels(glass->image, scanned(glass->image.width, glass->image.height, 200, {}, 0)));
    CHECK(ours.sink.previews > 1);
    CHECK(ours.device.identity().simulated);

    box.event("feeder");
    const auto batch = run(scanimage + "--source ADF --batch=" + (folder.path / "adf%d.pnm").string());
    CAPTURE(batch.said);
    REQUIRE(std::filesystem::exists(folder.path / "adf3.pnm"));
    box.event("reset");
    box.event("feeder");
    const auto sheets = ours.scan(10);
    if (!sheets) FAIL(sheets.error().context);
    REQUIRE(sheets->further.size() == 2);
    CHECK(same_pixels(sheets->image, read_pnm((folder.path / "adf1.pnm").string())));
    CHECK(same_pixels(sheets->further[0], read_pnm((folder.path / "adf2.pnm").string())));
    CHECK(same_pixels(sheets->further[1], read_pnm((folder.path / "adf3.pnm").string())));
    CHECK_FALSE(same_pixels(sheets->image, sheets->further[0]));

    box.event("feeder");
    CHECK(ours.scan(1)->further.empty());  // one sheet is one sheet
}

TEST_CASE("sane_scanner: trouble of the eSCL scanner is told in words of the contract") {
    const Sane sane;
    model::Scene scene(1);
    scene.set_real_time(false);
    EsclScanner box(scene);
    Scanner ours(box.address());
    box.event("jam");
    CHECK(ours.scan().error().code == "scanner.media-jam");
    CHECK(ours.device.health().reasons == std::vector<std::string>{"media-jam"});
    box.event("cover_open");
    CHECK(ours.scan().error().code == "scanner.cover-open");
    box.event("garbage");
    CHECK_FALSE(ours.scan());
    box.unplug();
    CHECK(ours.scan().error().fault == Fault::Gone);
    CHECK_FALSE(ours.device.health().ready);
    box.plug();
    CHECK(ours.scan());
    CHECK(ours.device.health().ready);
}

TEST_CASE("sane_scanner: SANE's own test device, in each of its manners, gives us what it gives scanimage") {
    const test::Folder folder;
    for (const std::string manner : {"", "three-pass true\nthree-pass-order GBR", "depth 16", "read-limit true\nread-limit-size 1000", "hand-scanner true", "mode Gray\ntest-picture \"Grid\""}) {
        CAPTURE(manner);
        const Sane sane(manner);
        const auto file = (folder.path / "test.pnm").string();
        const bool hand = manner.starts_with("hand");
        const auto theirs = run_patiently("timeout 20 scanimage -d test:0 --mode Color --depth 8 --resolution 200 --format=pnm " + std::string(hand ? "" : "-x 200 -y 200 ") +
                                (hand ? "--hand-scanner=yes " : "") + (manner.starts_with("three") ? "--three-pass=yes --three-pass-order GBR " : "") + "-o " + file);
        CAPTURE(theirs.said);
        REQUIRE(theirs.code == 0);
        Scanner ours("test:0");
        const auto paper = ours.scan();
        if (!paper) FAIL(paper.error().context);
        const auto wanted = read_pnm(file);
        CHECK(paper->image.width == wanted.width);
        CHECK(paper->image.height == wanted.height);
        if (manner != "depth 16") CHECK(same_pixels(paper->image, wanted));
    }
}

TEST_CASE("sane_scanner: every status that SANE can inject") {
    struct Case { std::string status; Fault fault; std::string code; };
    for (const auto& [status, fault, code] : {Case{"COVER_OPEN", Fault::NeedsOperator, "scanner.cover-open"}, Case{"JAMMED", Fault::NeedsOperator, "scanner.media-jam"},
                                              Case{"NO_DOCS", Fault::Rejected, "scanner.no_paper"}, Case{"IO_ERROR", Fault::Gone, "device.gone"},
                                              Case{"DEVICE_BUSY", Fault::Busy, "device.busy"}, Case{"NO_MEM", Fault::Internal, ""},
                                              Case{"ACCESS_DENIED", Fault::Unsupported, "device.unsupported"}, Case{"UNSUPPORTED", Fault::Unsupported, "device.unsupported"}}) {
        CAPTURE(status);
        const Sane sane("read-status-code \"SANE_STATUS_" + status + "\"");
        Scanner ours("test:0");
        const auto paper = ours.scan();
        REQUIRE_FALSE(paper);
        CHECK(paper.error().fault == fault);
        CHECK(paper.error().code == code);
    }
}

TEST_CASE("sane_scanner: a scan that hangs is over within 100 ms of the stop, and the next one works") {
    const Sane sane("read-delay true\nread-delay-duration 200000");
    Scanner ours("test:0");
    REQUIRE(ours.device.open());
    std::chrono::nanoseconds took{};
    for (int attempt = 0; attempt < 3; ++attempt) {
        std::stop_source stop;
        std::chrono::steady_clock::time_point asked;
        std::jthread hand([&] {
            wait_for(300ms, {});
            asked = std::chrono::steady_clock::now();
            stop.request_stop();
        });
        const auto paper = ours.device.perform(model::PaperRequest{}, ours.sink, stop.get_token());
        took = std::chrono::steady_clock::now() - asked;
        REQUIRE_FALSE(paper);
        CHECK(paper.error().fault == Fault::Cancelled);
        if (took < 100ms) break;
    }
    CHECK(took < 100ms);
    const Sane quick;
    CHECK(ours.scan());
}

TEST_CASE("sane_scanner: the finder tells what is plugged in and what the office named, from a process of its own") {
    const Sane sane;
    isolation::IsolatedFinder finder(drivers::sane_scanner::kDriver, {{kNetworkSetting, "http://192.0.2.1/eSCL http://192.0.2.2/eSCL"}}, isolation::launch(test::kTests + "device_helper"));
    const auto seen = test::first_look(finder);
    REQUIRE(seen);
    REQUIRE(seen->size() == 3);
    CHECK((*seen)[0].address == "airscan:escl:scanner:http://192.0.2.1/eSCL");
    CHECK((*seen)[2].address == "test:0");
    CHECK((*seen)[2].name == "Noname frontend-tester");
}

}  // namespace sane_scanner_test
