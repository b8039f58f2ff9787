// The touches that take a number and then, at the officer's page, its resi: the appliance's test in QEMU plays them (image/tests, `visit`), here they are
// found, and seen to lead there.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <cstdlib>

#include "devices/base/file.h"
#include "twin.h"

namespace path_test {

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

std::string setting(const char* name, const char* otherwise) {
    const auto* value = std::getenv(name);
    return value == nullptr ? otherwise : value;
}

/// Every fourth pixel of every fourth row, as a PPM: enough to know a page by.
std::string thumbnail(const RgbaImage& page) {
    constexpr int kEvery = 4, kColours = 3;
    auto ppm = fmt::format("P6\n{} {}\n255\n", page.width / kEvery, page.height / kEvery);
    for (int y = 0; y + kEvery <= page.height; y += kEvery)
        for (int x = 0; x + kEvery <= page.width; x += kEvery) ppm.append(reinterpret_cast<const char*>(page.at(x, y)), kColours);
    return ppm;
}

/// Touches in parts of the screen, one a line, as the hand in QEMU takes them: "touch X Y CONTROL", "staff" for the key that officers use. For each line the
/// page on which it is done.
class Path {
  public:
    Path(Twin& twin, float width, float height) : twin_(twin), width_(width), height_(height) {}
    void touch(const std::string& node) {
        pages_.push_back(thumbnail(twin_.picture()));
        const auto at = twin_.tap(node);
        lines_ += fmt::format("touch {:.4f} {:.4f} {}\n", at.x / width_, at.y / height_, node);
    }
    void digits(const std::string& text) {
        for (const char digit : text) touch(std::string("digit:") + digit);
    }
    void staff() {
        pages_.push_back(thumbnail(twin_.picture()));
        twin_.call_staff();
        lines_ += "staff\n";
    }
    /// The lines in `file`, the page of the first beside it in `file`.0.ppm, and so on to the one where the last leads.
    [[nodiscard]] bool write(const std::string& file) {
        pages_.push_back(thumbnail(twin_.picture()));
        bool good = write_text(file, lines_).ok();
        for (std::size_t i = 0; i < pages_.size(); ++i) good = good && write_text(fmt::format("{}.{}.ppm", file, i), pages_[i]).ok();
        return good;
    }

  private:
    Twin& twin_;
    float width_, height_;
    std::string lines_;
    std::vector<std::string> pages_;
};

void take_number(Twin& twin, Path& path) {
    path.touch("begin");
    path.touch("service:S02");
    path.touch("next");
    path.digits(twin.adult());
    path.touch("next");
    path.touch("confirm");
    path.touch("answer:RUSAK");
    path.touch("next");
    for (int pages = 0; twin.page() != Page::Ticket && pages < 12; ++pages) {
        if (twin.page() == Page::Priority) path.touch("answer:none");
        path.touch("next");
    }
    REQUIRE(twin.page() == Page::Ticket);
    path.touch("done");
}

void give_resi(Twin& twin, Path& path) {
    path.staff();
    path.touch("user:rina");
    path.digits(trust::kDemoPin);
    path.touch("sign_in");
    REQUIRE(twin.page() == Page::FrontOffice);
    path.touch("call");
    path.touch("receive:" + twin.office()->office.queue.tickets.begin()->second.number);
    REQUIRE(twin.page() == Page::CheckFile);
    for (int no = 1; no < 30; ++no)
        if (const auto node = fmt::format("mark:{}:present", no); twin.has(node)) path.touch(node);
    path.touch("complete");
    CHECK(twin.page() == Page::Resi);
}

}  // namespace

TEST_CASE("touches alone lead from the first page to a number, and at the officer's page to its resi") {
    const int width = std::atoi(setting("LOKET_PATH_WIDTH", "1280").c_str()), height = std::atoi(setting("LOKET_PATH_HEIGHT", "800").c_str());
    const int residents = std::atoi(setting("LOKET_PATH_RESIDENTS", "300").c_str());
    const auto at = setting("LOKET_PATH_AT", "1796004000000"), made = setting("LOKET_PATH_MADE", at.c_str());  // a Monday, 09.00 WIB
    auto pattern = (std::filesystem::temp_directory_path() / "loket-path-XXXXXX").string();
    const std::filesystem::path folder = mkdtemp(pattern.data());
    {
        const auto opened = [&](const std::string& when) { return std::make_unique<Twin>(folder / "office", width, height, residents, from_millis(std::atoll(when.c_str()))); };
        opened(made).reset();  // whoever lives there depends on the day on which the office was made
        const auto twin = opened(at);
        Path path(*twin, static_cast<float>(width), static_cast<float>(height));
        take_number(*twin, path);
        give_resi(*twin, path);
        if (const auto file = setting("LOKET_PATH_FILE", ""); !file.empty()) REQUIRE(path.write(file));
    }
    std::filesystem::remove_all(folder);
}

}  // namespace path_test
