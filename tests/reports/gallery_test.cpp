// Writes every report as files to look at: `test_reports "[.gallery]"`, in the build folder.

#include <fmt/format.h>

#include <opencv2/imgcodecs.hpp>

#include "devices/base/file.h"
#include "devices/base/random.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/complaints.h"
#include "workflow/reports/csv.h"
#include "workflow/reports/equipment.h"
#include "workflow/reports/from_log.h"
#include "workflow/reports/kpi.h"
#include "workflow/reports/operators.h"
#include "workflow/reports/paper.h"
#include "workflow/reports/survey.h"

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

/// A month of invented work on KTP-el files.
WorkRecords work(const ServiceStandard& standard, Random& random) {
    const char* users[] = {"rina", "budi", "sari"};
    WorkRecords out;
    for (int i = 0; i < 120; ++i) {
        const auto id = fmt::format("K{:03}", i);
        const auto opened = wib_instant(day("2026-11-02"), 8) + std::chrono::hours{24 * random.between(0, 27)};
        CaseRecord one{.id = id, .service = standard.id, .opened = opened, .registered = opened, .ready = {}, .closed = {}, .outcome = {},
                       .pauses = {}};
        one.ready = opened + std::chrono::hours{24 * random.between(0, 7)};
        one.incomplete = random.chance(0.2) ? 1 : 0;
        if (one.incomplete > 0) one.pauses.push_back({opened, opened + std::chrono::hours{30}});
        out.cases.push_back(one);
        for (const auto& step : standard.steps) {
            const bool applicant = step.actor == "PEMOHON";
            out.steps.push_back({standard.id, id, step.no, step.actor, applicant ? "" : users[random.below(3)], opened,
                                 step.minutes * (0.4 + random.unit()), step.minutes});
        }
        if (i % 15 == 0) out.returns.push_back({standard.id, id, "rina", "FO", "ejaan nama", opened});
        if (i % 40 == 0) out.errors.push_back({"sari", "OP_CETAK", "Blanko rusak", opened});
    }
    return out;
}

void save_work() {
    SeededRandom random(4);
    const auto services = engine::Services::load(assets() / "services").value();
    const auto calendar = population::WorkCalendar::load(assets() / "calendar").value();
    const auto standard = standard_of(*services.find("S02"));
    const auto period = month_period(std::chrono::year{2026} / 11);
    const auto records = work(standard, random);
    save("kpi", kpi_report({.period = period, .services = {standard}, .records = records, .ikm = {{"S02", 91.48}}}, calendar));
    save("operator", operator_report({.period = period, .records = records, .staff = {{"rina", {"Petugas Contoh Satu", "Dinas"}}}}));
    const auto at = [&](int date, int hour = 9) { return wib_instant(period.first.year() / 11 / date, hour); };
    EquipmentInput equipment{.period = period, .records = {}, .until = at(30)};
    for (const auto* device : {"Pencetak kartu 1", "Kamera 1", "Pemindai sidik jari 1"})
        for (const auto* site : {"Dinas", "Kec. Tambelan", "Kec. Toapaya"}) {
            equipment.records.push_back({device, device, site, at(2), DeviceState::Ready, "", {{"Pita", random.between(5, 90)}}, true});
            if (random.chance(0.4)) equipment.records.push_back({device, device, site, at(9), DeviceState::Down, "Tidak terhubung"});
            if (random.chance(0.4)) equipment.records.push_back({device, device, site, at(19), DeviceState::NeedsOperator, "Pita habis"});
        }
    save("peralatan", equipment_report(equipment));
    save("perbaikan", repair_report({.period = period,
                                     .repairs = {{"P-01", "Dinas", "Jaringan VPN", "putus", "ganti modem", "Rekanan Contoh", at(6, 10),
                                                  at(10, 11)},
                                                 {"P-02", "Kec. Tambelan", "Antena Starlink", "miring", "", "", at(24), std::nullopt}},
                                     .now = at(30)},
                                    calendar));
    save("pengaduan", complaint_report({.period = period,
                                        .complaints = {{"A-1", "SMS", "S02", "BTN-261102-KTP-0001-A", "Belum selesai", at(4), at(6), day("2026-11-05")},
                                                       {"A-2", "SP4N-LAPOR!", "S02", "", "Antrean panjang", at(11), std::nullopt, day("2026-11-14")},
                                                       {"A-3", "Kotak saran", "", "", "Kursi kurang", at(12), at(13), day("2026-11-17")}},
                                        .services = {{"S02", "KTP-el"}},
                                        .now = day("2026-11-30")},
                                       calendar));
}

void save_survey() {
    SeededRandom random(6);
    IkmInput input{.period = kSemester.period(), .answers = {}, .services = {{"S01", "Kartu Keluarga"}, {"S02", "KTP-el"}, {"S03", "KIA"}},
                   .customers = 1800};
    for (int i = 0; i < 340; ++i) {
        SurveyAnswer answer{day("2025-09-01"), i % 3 == 0 ? "S01" : "S02", {}, {}, {}};
        for (std::size_t u = 0; u < kUnsur; ++u) answer.scores.push_back(random.between(u == 2 || u == 7 ? 2 : 3, 4));
        answer.profile = {age_band(random.between(17, 70)), random.chance(0.5) ? population::Sex::Male : population::Sex::Female,
                          Schooling::SeniorHigh, Work::Business};
        if (i % 60 == 0) answer.suggestion = "Mohon kursi di ruang tunggu ditambah.";
        input.answers.push_back(std::move(answer));
    }
    save("ikm", ikm_report(input));
}

}  // namespace

TEST_CASE("gallery of reports", "[.gallery]") {
    REQUIRE(make_folder(kFolder));
    const auto input = semester(residents());
    auto report = lpk_report(input, regions(), enumerations()).value();
    report.number = "470/012/2026";
    report.signatory = {"Bintan Buyu", day("2026-01-12"), "Kepala Dinas Kependudukan dan Pencatatan Sipil", "NAMA CONTOH",
                        "19700101 200001 1 000"};
    save("lpk", report);
    save("lpk-publikasi", lpk_report(input, regions(), enumerations(), true).value());
    save_work();
    save_survey();
    save("lampid", lampid_report(lampid(3), std::chrono::year{2025} / 11, regions(), "21.01",
                        "Sumber: Data pelayanan Dinas, keadaan 30 November 2025."));
}
