// Writes every report as files to look at: `test_reports "[.gallery]"`, in the build folder.

#include <fmt/format.h>

#include <opencv2/imgcodecs.hpp>

#include "devices/base/file.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/csv.h"
#include "workflow/reports/paper.h"

using namespace loket;
using namespace loket::reports;
using namespace loket::reports::test;

namespace {

const std::string kFolder = std::string(LOKET_BINARY_DIR) + "/gallery-reports/";

void save(const std::string& name, const Report& report) {
    const documents::OfficeHead head{.address = "Bandar Seri Bentan, Bintan Buyu", .complaint = {}};
    const auto created = wib_instant(day("2026-01-12"), 9, 30);
    const auto pages = report_paper(report, head, created);
    REQUIRE(pages.ok());
    int number = 0;
    for (const auto& page : pages->pages) {
        auto image = documents::render_rgba(page, 80).value();
        for (std::size_t i = 0; i < image.pixels.size(); i += 4) std::swap(image.pixels[i], image.pixels[i + 2]);
        REQUIRE(cv::imwrite(fmt::format("{}{}-{:02}.png", kFolder, name, ++number),
                            cv::Mat(image.height, image.width, CV_8UC4, image.pixels.data())));
    }
    REQUIRE(write_file(kFolder + name + ".pdf", report_pdf(report, head, created).value()));
    for (const auto& file : csv_files(report, name, CsvDialect::ExcelIndonesian)) REQUIRE(write_text(kFolder + file.name, file.content));
}

}  // namespace

TEST_CASE("gallery of reports", "[.gallery]") {
    REQUIRE(make_folder(kFolder));
    const auto input = semester(residents());
    auto report = lpk_report(input, regions(), enumerations()).value();
    report.number = "470/012/2026";
    report.signatory = {"Bintan Buyu", day("2026-01-12"), "Kepala Dinas Kependudukan dan Pencatatan Sipil", "NAMA CONTOH", "19700101 200001 1 000"};
    save("lpk", report);
    save("lpk-publikasi", lpk_report(input, regions(), enumerations(), true).value());
    save("lampid", lampid_report(lampid(3), std::chrono::year{2025} / 11, regions(), "21.01", "Sumber: Data pelayanan Dinas, keadaan 30 November 2025."));
}
