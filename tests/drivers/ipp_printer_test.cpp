// ipp_printer: what IPP says as we read it; our driver, in a process of its own, against a printer application of PAPPL; ipptool against our
// emulated printer, and against PAPPL's to hear the same.

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "devices/base/wait.h"
#include "devices/isolation/isolated.h"
#include "devices/model/loopback.h"
#include "devices/model/scene.h"
#include "drivers/ipp_printer/driver.h"
#include "drivers/ipp_printer/ipp_model.h"
#include "drivers/ipp_printer/line.h"
#include "drivers/ipp_printer/pages.h"
#include "drivers/ipp_printer/state.h"
#include "tests/drivers/umock/run.h"
#include "tests/whole.h"

namespace ipp_printer_test {

using namespace loket;
using namespace loket::drivers::ipp_printer;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using test::run;

namespace {

class Silent final : public model::Sink {
  public:
    void preview(const RgbaImage&) override {}
    void hint(std::string_view) override {}
    void progress(int percent) override { last = percent; }
    int last = 0;
};

/// A page with a black square of 100 pt, 72 pt from the left and from the lower edge of A4.
Bytes letter() {
    const std::string content = "0 g 72 72 100 100 re f";
    std::string pdf = "%PDF-1.4\n", table;
    int objects = 0;
    const auto add = [&](const std::string& body) {
        char line[32];
        std::snprintf(line, sizeof line, "%010zu 00000 n \n", pdf.size());
        table += line;
        pdf += std::to_string(++objects) + " 0 obj\n" + body + "\nendobj\n";
    };
    add("<</Type/Catalog/Pages 2 0 R>>");
    add("<</Type/Pages/Kids[3 0 R]/Count 1>>");
    add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.276 841.89]/Contents 4 0 R/Resources<<>>>>");
    add("<</Length " + std::to_string(content.size()) + ">>\nstream\n" + content + "\nendstream");
    const auto start = pdf.size();
    pdf += "xref\n0 5\n0000000000 65535 f \n" + table + "trailer<</Size 5/Root 1 0 R>>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
    return {pdf.begin(), pdf.end()};
}

/// Our driver in a process of its own.
struct Printer {
    explicit Printer(const std::string& address) : device(drivers::ipp_printer::kDriver, {.address = address}, isolation::launch(test::kTests + "device_helper")) {}
    Result<model::Content> print(const Bytes& pdf = letter(), std::stop_token stop = {}) {
        LOKET_TRY(device.open());
        return device.perform(model::SheetRequest{"job-1", pdf, 1}, sink, stop);
    }
    isolation::IsolatedDevice device;
    Silent sink;
};

std::string code_of(const Result<model::Content>& result) { return result ? "printed" : result.error().code; }

int free_port() {
    const int listener = model::listen_on_loopback(0), port = model::port_of(listener);
    close(listener);
    return port;
}

/// PAPPL's printer, from construction to destruction.
struct Pappl {
    Pappl() : port(free_port()), uri("ipp://127.0.0.1:" + std::to_string(port) + "/ipp/print/A4") {
        std::ofstream(folder.path / "state") << '\n';
        pid = fork();
        if (pid == 0) {
            const auto program = test::kTests + "pappl_printer", number = std::to_string(port);
            execl(program.c_str(), program.c_str(), number.c_str(), folder.path.c_str(), nullptr);
            _exit(127);
        }
        const auto place = place_of(uri);
        for (int i = 0; i < 200 && !up(*place); ++i) wait_for(50ms, {});
    }
    ~Pappl() {
        if (pid > 0) end();
    }
    void end() {
        kill(pid, SIGKILL);
        waitpid(std::exchange(pid, 0), nullptr, 0);
    }
    static bool up(const Place& place) {
        const auto line = Line::open(place);
        return line && (*line)->ask(request_to(place, IPP_OP_GET_PRINTER_ATTRIBUTES), "ask").ok();
    }
    /// Until the printer has taken notice.
    void say(const std::string& state) const {
        std::filesystem::remove(folder.path / "told");
        std::ofstream(folder.path / "new") << state << '\n';
        std::filesystem::rename(folder.path / "new", folder.path / "state");
        std::string told;
        for (int i = 0; i < 400 && told != state; ++i) {
            wait_for(5ms, {});
            std::ifstream(folder.path / "told") >> told;
        }
    }

    void wait_for_page() const {
        for (int i = 0; i < 2000 && !std::filesystem::exists(folder.path / "page1.pgm"); ++i) wait_for(5ms, {});
    }

    test::Folder folder;
    int port;
    std::string uri;
    pid_t pid = 0;
};

struct Pgm {
    int width = 0, height = 0;
    std::string pixels;
    [[nodiscard]] int at(int x, int y) const { return static_cast<unsigned char>(pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x))); }
};
Pgm read_pgm(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string kind;
    int most = 0;
    Pgm pgm;
    in >> kind >> pgm.width >> pgm.height >> most;
    in.get();
    pgm.pixels.assign(std::istreambuf_iterator<char>(in), {});
    return pgm;
}

Ipp printer_that_says(std::initializer_list<const char*> reasons, ipp_pstate_t state = IPP_PSTATE_IDLE) {
    Ipp said(ippNew());
    const std::vector<const char*> all(reasons);
    ippAddStrings(said.get(), IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", static_cast<int>(all.size()), nullptr, all.data());
    ippAddInteger(said.get(), IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", state);
    return said;
}
Ipp job_that_is(ipp_jstate_t state, const char* reason = "none") {
    Ipp said(ippNew());
    ippAddInteger(said.get(), IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", state);
    ippAddString(said.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "job-state-reasons", nullptr, reason);
    return said;
}

}  // namespace

TEST_CASE("ipp_printer: reasons in the words of the house") {
    CHECK(reason_of("media-empty-error").name == "media-empty");
    CHECK(reason_of("media-empty-error").stops);
    CHECK(reason_of("door-open").name == "cover-open");
    CHECK_FALSE(reason_of("toner-low-report").stops);
    CHECK_FALSE(reason_of("media-low").stops);
    CHECK(reason_of("marker-supply-empty").name == "toner-empty");
    CHECK(reason_of("connecting-to-device").name.empty());  // what CUPS says at the beginning of each job
    CHECK_FALSE(reason_of("media-empty-warning").stops);
    CHECK(reason_of("none").name.empty());
    CHECK(reason_of("com.vendor-mood").name.empty());
    const auto health = health_of(printer_that_says({"media-empty-error", "cover-open", "toner-low-report"}).get());
    CHECK_FALSE(health.ready);
    CHECK(health.reasons == std::vector<std::string>{"media-empty", "cover-open"});
    CHECK(health.supplies.front().percent == 0);
    CHECK(health_of(printer_that_says({"none"}).get()).ready);
    CHECK(health_of(printer_that_says({"none"}, IPP_PSTATE_STOPPED).get()).reasons == std::vector<std::string>{"broken"});
}

TEST_CASE("ipp_printer: success is only what the printer says of a finished job") {
    const auto fine = printer_that_says({"none"}), empty = printer_that_says({"media-empty"});
    CHECK_FALSE(verdict_of(job_that_is(IPP_JSTATE_PENDING).get(), fine.get()));
    CHECK_FALSE(verdict_of(job_that_is(IPP_JSTATE_PROCESSING).get(), fine.get()));
    CHECK(verdict_of(job_that_is(IPP_JSTATE_COMPLETED, "job-completed-successfully").get(), fine.get())->ok());
    for (const auto state : {IPP_JSTATE_ABORTED, IPP_JSTATE_CANCELED, IPP_JSTATE_STOPPED}) {
        const auto verdict = verdict_of(job_that_is(state).get(), fine.get());
        REQUIRE(verdict);
        CHECK(verdict->error().code == "printer.broken");
    }
    CHECK_FALSE(verdict_of(job_that_is(IPP_JSTATE_COMPLETED, "job-completed-with-errors").get(), fine.get())->ok());
    CHECK(verdict_of(job_that_is(IPP_JSTATE_PROCESSING).get(), empty.get())->error().code == "printer.media-empty");
    const Ipp nothing(ippNew());
    CHECK_FALSE(verdict_of(nothing.get(), nothing.get()));
}

TEST_CASE("ipp_printer: a letter as pictures of its pages") {
    const auto raster = raster_of(letter(), 300, false);
    REQUIRE(raster);
    CHECK(as_text(ByteView(*raster).first(4)) == "RaS2");  // PWG 5102.4
    CHECK(raster_of(letter(), 150, true));
    CHECK(raster_of(Bytes{0x25, 0x50, 0x44, 0x46}, 300, false).error().fault == Fault::Unsupported);
    CHECK_FALSE(raster_of({}, 300, false));
    CHECK(place_of("ipp://printer.local/ipp/print")->port == 631);
    CHECK_FALSE(place_of("http://printer.local/"));
    CHECK_FALSE(place_of(""));
}

TEST_CASE("ipp_printer: PAPPL's printer gets our letter, and ipptool hears of it what we do") {
    const Pappl pappl;
    Printer ours(pappl.uri);
    const auto printed = ours.print();
    if (!printed) FAIL(printed.error().context << " " << printed.error().code);
    CHECK(ours.device.identity().product == "PAPPL peer");
    CHECK(ours.sink.last == 100);
    const auto page = read_pgm(pappl.folder.path / "page1.pgm");
    CHECK(page.width == 2480);
    CHECK(std::abs(page.height - 3508) <= 1);
    const int x = 72 * 300 / 72 + 200, y = page.height - 500;  // in the square
    CHECK(page.at(x, y) == 0);
    CHECK(page.at(x - 220, y) == 255);
    CHECK(page.at(x, y - 500) == 255);

    pappl.say("media-empty");
    CHECK(code_of(ours.print()) == "printer.media-empty");
    const auto peer = run("timeout 30 ipptool -tv " + pappl.uri + " get-printer-attributes.test");
    CHECK_THAT(peer.said, Contains("media-empty"));
    CHECK(ours.device.health().reasons == std::vector<std::string>{"media-empty"});
    for (const auto& [word, code] : {std::pair{"cover-open", "printer.cover-open"}, std::pair{"marker-supply-empty", "printer.toner-empty"}, std::pair{"media-jam", "printer.media-jam"}, std::pair{"offline", "printer.offline"}}) {
        pappl.say(word);
        CHECK(code_of(ours.print()) == code);
    }
    pappl.say("abort");
    const auto aborted = ours.print();
    REQUIRE_FALSE(aborted);  // never a success for a job that was aborted
    CHECK(aborted.error().fault == Fault::NeedsOperator);
    pappl.say("");
    CHECK(code_of(ours.print()) == "printed");
}

TEST_CASE("ipp_printer: PAPPL's printer that runs out of paper in mid-page has not printed") {
    Pappl pappl;
    Printer ours(pappl.uri);
    pappl.say("slow");
    const std::jthread hand([&] {
        pappl.wait_for_page();
        pappl.say("media-empty");
    });
    CHECK(code_of(ours.print()) == "printer.media-empty");
}

TEST_CASE("ipp_printer: PAPPL's printer that is killed in mid-page leaves the sheets unknown") {
    Pappl pappl;
    Printer ours(pappl.uri);
    pappl.say("slow");
    const std::jthread hand([&] {
        pappl.wait_for_page();
        pappl.end();
    });
    const auto lost = ours.print();
    REQUIRE_FALSE(lost);
    CHECK(lost.error().fault == Fault::Gone);
    CHECK(lost.error().code == "printer.sheets_unknown");
    CHECK(ours.device.health().reasons == std::vector<std::string>{"offline"});
}

TEST_CASE("ipp_printer: ipptool prints on our emulated printer, and so do we, as PDF and as raster") {
    model::Scene scene(1);
    scene.set_real_time(false);
    IppPrinter box(scene);
    const test::Folder folder;
    const auto pdf = letter();
    std::ofstream(folder.path / "letter.pdf", std::ios::binary).write(reinterpret_cast<const char*>(pdf.data()), static_cast<std::streamsize>(pdf.size()));
    const auto peer = run("timeout 30 ipptool -tf " + (folder.path / "letter.pdf").string() + " " + box.address() + " create-job.test");
    CAPTURE(peer.said);
    CHECK(peer.code == 0);
    Printer ours(box.address());
    REQUIRE(ours.print());
    CHECK(scene.last_sheets() == pdf);
    CHECK(ours.device.identity().simulated);
    CHECK(ours.device.health().supplies.size() == 2);
    box.event("no_pdf");
    REQUIRE(ours.print());
    CHECK(as_text(ByteView(scene.last_sheets()).first(4)) == "RaS2");
    CHECK(ours.print({1, 2, 3}).error().fault == Fault::Unsupported);
    for (const auto& [word, code] : {std::pair{"media_empty", "printer.media-empty"}, std::pair{"cover_open", "printer.cover-open"}, std::pair{"ribbon_out", "printer.toner-empty"}, std::pair{"jam", "printer.media-jam"}}) {
        box.event("reset");
        box.event(word);
        CHECK(code_of(ours.print()) == code);
    }
    box.event("reset");
    box.event("abort");
    CHECK_FALSE(ours.print());
    CHECK(ours.print());
}

TEST_CASE("ipp_printer: trouble in mid-job is told and the job is taken back, so it is when somebody stops it") {
    model::Scene scene(1);
    IppPrinter box(scene);
    Printer ours(box.address());
    const auto in_mid_job = [&](const auto& then) {
        return std::jthread([&box, then, before = box.answers()](const std::stop_token& over) {
            while (!over.stop_requested() && box.answers() < before + 5) wait_for(5ms, over);
            then();
        });
    };
    {
        const auto hand = in_mid_job([&] { box.event("media_empty"); });
        CHECK(code_of(ours.print()) == "printer.media-empty");
    }
    box.event("reset");
    std::stop_source stop;
    const auto hand = in_mid_job([&] { stop.request_stop(); });
    CHECK(ours.print(letter(), stop.get_token()).error().fault == Fault::Cancelled);
    wait_for(700ms, {});
    CHECK(scene.last_sheets().empty());  // nothing came out afterwards
}

TEST_CASE("ipp_printer: whatever happens to whichever answer, it ends in a word of the contract, and success is only what came out") {
    model::Scene scene(1);
    scene.set_real_time(false);
    IppPrinter box(scene);
    const auto pdf = letter();
    const auto device = create({.address = box.address()});
    Silent sink;
    const auto print = [&]() -> Result<model::Content> {
        LOKET_TRY(device->open());
        return device->perform(model::SheetRequest{"job-1", pdf, 1}, sink, {});
    };
    REQUIRE(print());
    const int answers = box.answers();
    REQUIRE(answers >= 5);  // open, printer, job, document, look
    for (int at = 0; at < answers; ++at)
        for (const auto how : kAllSpoils) {
            if ((at + static_cast<int>(how)) % test::whole_or(1, 2) != 0) continue;
            CAPTURE(at, static_cast<int>(how));
            scene.store_sheets({});
            box.spoil(at, how);
            const auto result = print();
            if (result) CHECK(scene.last_sheets() == pdf);
            else CHECK((result.error().fault != Fault::Internal && result.error().fault != Fault::Cancelled));
            box.event("reset");
            CHECK(code_of(print()) == "printed");
        }
}

}  // namespace ipp_printer_test
