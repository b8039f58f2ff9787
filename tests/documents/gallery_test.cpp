// Writes every paper and card face as files to look at: `test_documents "[.gallery]"`, in the build folder.

#include <catch2/catch.hpp>
#include <opencv2/imgcodecs.hpp>

#include "devices/base/file.h"
#include "tests/documents/samples.h"
#include "workflow/documents/portrait.h"

using namespace loket;
using namespace loket::documents;

namespace {

const std::string kFolder = std::string(LOKET_BINARY_DIR) + "/gallery/";

void save(const std::string& name, const RgbaImage& image) {
    auto bgra = image.pixels;
    for (std::size_t i = 0; i < bgra.size(); i += 4) std::swap(bgra[i], bgra[i + 2]);
    REQUIRE(cv::imwrite(kFolder + name + ".png", cv::Mat(image.height, image.width, CV_8UC4, bgra.data())));
}

void save(const std::string& name, GrayImage image) {
    REQUIRE(cv::imwrite(kFolder + name + ".png",
                        cv::Mat(image.height, image.width, CV_8UC1, image.pixels.data())));
}

void save_page(const std::string& name, const Drawing& drawing) {
    save(name, render_rgba(drawing, 110).value());
    REQUIRE(write_file(kFolder + name + ".pdf",
                       render_pdf(drawing, wib_instant(samples::kMonday, 8, 15)).value()));
}

}  // namespace

TEST_CASE("gallery", "[.gallery]") {
    REQUIRE(make_folder(kFolder));
    save("resi-slip", render_slip(resi_slip(samples::resi())).value());
    save_page("resi-a4", resi_a4(samples::resi()));
    save("ticket", render_slip(ticket_slip(samples::ticket())).value());
    auto priority = samples::ticket();
    priority.number = "P-007";
    priority.priority = true;
    priority.wait_minutes.reset();
    save("ticket-priority", render_slip(ticket_slip(priority)).value());
    save_page("pickup", pickup_receipt(samples::pickup()));
    save("card-proof", render_card(samples::design(), CardSide::Data, samples::card(), {}).value().image);
    save("card-print", render_card(samples::design(), CardSide::Data, samples::card(),
                                   {.proof = false, .specimen = false}, 600)
                           .value()
                           .image);
    save("card-extreme",
         render_card(samples::design(), CardSide::Data, samples::extreme_card(), {}).value().image);
    save("card-emblem", render_card(samples::design(), CardSide::Emblem, samples::card(), {}).value().image);
    save("photo", samples::photo());
    save("portrait", portrait_for_card(samples::photo(), 2006).value().image);
    save("signature", samples::signature());
    auto crowded = samples::resi();
    crowded.applicant = samples::extreme_card().name;
    crowded.service =
        "Surat Keterangan Pengganti Tanda Identitas bagi Penduduk Korban Bencana Alam dan Sosial";
    for (int i = 0; i < 16; ++i)
        crowded.documents.push_back(
            "Fotokopi dokumen pendukung yang dilegalisasi oleh pejabat yang berwenang di daerah asal");
    save_page("resi-a4-crowded", resi_a4(crowded));
    save("resi-slip-crowded", render_slip(resi_slip(crowded)).value());
}
