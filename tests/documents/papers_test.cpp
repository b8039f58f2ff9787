// Resi, ticket and pick-up receipt: what is on them can be read, and what must not be is not.

#include <catch2/catch.hpp>

#include "tests/documents/samples.h"
#include "tests/documents/tools.h"
#include "workflow/documents/format.h"

using namespace loket;
using namespace loket::documents;

namespace {

Bytes pdf_of(const Drawing& drawing) {
    return render_pdf(drawing, wib_instant(samples::kMonday, 8, 15)).value();
}

std::optional<std::string> words_of(const Drawing& drawing) {
    auto text = tools::poppler("pdftotext", pdf_of(drawing));
    if (text) *text = tools::flattened(*text);
    return text;
}

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

void check_bitonal(const GrayImage& slip) {
    CHECK(slip.width == kSlipDots);
    CHECK(std::all_of(slip.pixels.begin(), slip.pixels.end(),
                      [](std::uint8_t v) { return v == 0 || v == 255; }));
    CHECK(std::count(slip.pixels.begin(), slip.pixels.end(), 0) > slip.width * 10);
}

}  // namespace

TEST_CASE("the QR of a resi is read back from slip, page and PDF") {
    auto paper = samples::resi();
    CHECK(tools::read_qr(render_slip(resi_slip(paper)).value()) == paper.resi);
    CHECK(tools::read_qr(render_rgba(resi_a4(paper), 110).value()) == paper.resi);
    if (const auto page = tools::rasterise(pdf_of(resi_a4(paper)), 150))
        CHECK(tools::read_qr(*page) == paper.resi);
    paper.qr = "LOKET:RESI:" + paper.resi;
    CHECK(tools::read_qr(render_slip(resi_slip(paper)).value()) == paper.qr);
}

TEST_CASE("a resi says everything the applicant needs, and the NIK only masked") {
    const auto paper = samples::resi();
    for (const auto& drawing : {resi_a4(paper), resi_slip(paper)}) {
        const auto text = words_of(drawing);
        if (!text) return;
        for (const auto& words :
             {paper.resi, paper.service, paper.applicant, masked_nik(paper.nik), paper.district,
              std::string("Senin, 23 November 2026, pukul 08.15"), paper.officer, paper.documents[0],
              paper.documents[3], std::string("Kamis, 26 November 2026"), std::string("3 hari kerja"),
              paper.pickup_counter, std::string("GRATIS – TIDAK DIPUNGUT BIAYA"),
              std::string("SPECIMEN / CONTOH"), std::string("Pengaduan:")})
            if (!(holds(*text, words))) FAIL_CHECK("missing on the resi: " << words);
        CHECK_FALSE(holds(*text, paper.nik));
    }
}

TEST_CASE("only demo papers carry the SPECIMEN mark") {
    auto resi = samples::resi();
    auto ticket = samples::ticket();
    auto pickup = samples::pickup();
    resi.head.specimen = ticket.head.specimen = pickup.head.specimen = false;
    for (const auto& drawing : {resi_a4(resi), resi_slip(resi), ticket_slip(ticket), pickup_receipt(pickup)})
        if (const auto text = words_of(drawing)) CHECK_FALSE(holds(*text, "SPECIMEN"));
    for (const auto& drawing : {ticket_slip(samples::ticket()), pickup_receipt(samples::pickup())})
        if (const auto text = words_of(drawing)) CHECK(holds(*text, "SPECIMEN"));
}

TEST_CASE("papers beyond the room of the page are counted on it, those on a slip all printed") {
    auto paper = samples::resi();
    for (int i = 0; i < 40; ++i)
        paper.documents.push_back(
            "Fotokopi dokumen pendukung yang dilegalisasi oleh pejabat yang berwenang nomor " +
            std::to_string(i));
    const auto page = words_of(resi_a4(paper));
    const auto slip = words_of(resi_slip(paper));
    if (!page || !slip) return;
    CHECK(holds(*page, "Berkas yang diterima (44)"));
    const auto rest = page->find("berkas lain yang tercatat di buku registrasi");
    REQUIRE(rest != std::string::npos);
    CHECK(holds(*page, "GRATIS"));
    CHECK(holds(*slip, "44."));
    CHECK_FALSE(holds(*slip, "berkas lain"));
}

TEST_CASE("a promise counted without a calendar says so on slip and page") {
    auto paper = samples::resi();
    const auto plain = words_of(resi_slip(paper));
    paper.promise_note = "Janji dihitung tanpa kalender libur tahun 2027: jika ada hari libur, dokumen dapat selesai lebih lambat.";
    for (const auto& drawing : {resi_slip(paper), resi_a4(paper)}) {
        const auto words = words_of(drawing);
        if (!words || !plain) return;
        CHECK(holds(*words, "tanpa kalender libur tahun 2027"));
        CHECK_FALSE(holds(*plain, "tanpa kalender"));
    }
}

TEST_CASE("nothing of a crowded page lies on its foot") {
    auto paper = samples::resi();
    paper.documents.assign(60,
                           "Fotokopi dokumen pendukung yang sangat panjang namanya dan dilegalisasi oleh "
                           "pejabat yang berwenang");
    paper.pickup_notes.assign(4, std::string(400, 'n'));
    paper.head.specimen = false;
    const auto image = render_rgba(resi_a4(paper), 100);
    REQUIRE(image);
    CHECK(tools::darkness(*image, {kA4Margin, kA4Foot - 2.5, kA4Width - 2 * kA4Margin, 2.3}) == 0);
    paper.pickup_notes.assign(30, std::string(400, 'n'));
    CHECK(render_rgba(resi_a4(paper), 100).error().code == "document.too_long");
}

TEST_CASE("slips are pure black and white and grow with their content") {
    auto paper = samples::resi();
    const auto first = render_slip(resi_slip(paper)).value();
    check_bitonal(first);
    paper.documents.push_back("Surat kuasa");
    CHECK(render_slip(resi_slip(paper)).value().height > first.height);
    check_bitonal(render_slip(ticket_slip(samples::ticket())).value());
}

TEST_CASE("a ticket tells number, queue and wait, priority is marked") {
    auto ticket = samples::ticket();
    const auto plain = words_of(ticket_slip(ticket));
    ticket.priority = true;
    ticket.wait_minutes.reset();
    const auto priority = words_of(ticket_slip(ticket));
    if (!plain || !priority) return;
    for (const auto* words : {"A-023", "KTP elektronik", "Orang di depan Anda", "± 35 menit", "pukul 08.02"})
        CHECK(holds(*plain, words));
    CHECK_FALSE(holds(*plain, "PRIORITAS"));
    CHECK(holds(*priority, "PRIORITAS"));
    CHECK(holds(*priority, "belum diketahui"));
}

TEST_CASE("a pick-up receipt shows who took what, how the card was activated, and the signature") {
    auto receipt = samples::pickup();
    const auto image = render_rgba(pickup_receipt(receipt), 110).value();
    CHECK(tools::read_qr(image) == receipt.resi);
    const Rect signature{kA4Width - kA4Margin - 60, 228, 50, 18};
    CHECK(tools::darkness(image, signature) > 0.01);
    receipt.signature = {};
    receipt.head.specimen = false;
    CHECK(tools::darkness(render_rgba(pickup_receipt(receipt), 110).value(), signature) == 0);
    const auto text = words_of(pickup_receipt(receipt));
    if (!text) return;
    for (const auto* words :
         {"KTP-el", "CONTOH-000123", "Pemohon sendiri", "sidik jari pemilik cocok (telunjuk kanan)",
          "Kamis, 26 November 2026, pukul 10.40", "KTP-el lama yang rusak telah ditarik.", "Yang menerima,"})
        if (!(holds(*text, words))) FAIL_CHECK("missing on the receipt: " << words);
    CHECK_FALSE(holds(*text, receipt.nik));
}

TEST_CASE("a document without a chip says nothing about activation") {
    auto receipt = samples::pickup();
    receipt.activation = Activation::NotRequired;
    receipt.resi_surrendered = false;
    const auto text = words_of(pickup_receipt(receipt));
    if (!text) return;
    CHECK_FALSE(holds(*text, "Aktivasi"));
    CHECK(holds(*text, "surat pernyataan"));
}

TEST_CASE("every font of a PDF is embedded") {
    for (const auto& drawing :
         {resi_a4(samples::resi()), resi_slip(samples::resi()), pickup_receipt(samples::pickup())}) {
        const auto fonts = tools::poppler("pdffonts", pdf_of(drawing));
        if (!fonts) return;
        std::istringstream lines(*fonts);
        std::string line;
        int seen = 0;
        for (int i = 0; std::getline(lines, line); ++i) {
            if (i < 2) continue;  // the heading
            ++seen;
            CHECK(holds(line, "+Inter"));
            CHECK(holds(line, " yes yes yes "));
        }
        CHECK(seen >= 3);
    }
}
