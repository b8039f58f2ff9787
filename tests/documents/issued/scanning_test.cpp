// From a file to a verdict: PDFs, pictures, turned and noisy scans; what is no paper is told apart from what cannot be read.

#include <catch2/catch.hpp>
#include <opencv2/imgcodecs.hpp>

#include "devices/base/random.h"
#include "tests/documents/issued/office.h"
#include "workflow/documents/scanning/scan.h"

using namespace loket;
using namespace loket::documents;
using namespace loket::documents::issued;
using namespace loket::documents::signing;

namespace {

const letters::LetterTemplate& letter() { return library().at("SKPTI"); }

Paper paper() {
    const auto data = data_for(letter(), 0, false);
    return letters::render(letter(), data, office().head, seal_for(letter(), data)).value();
}

GrayImage grey(const RgbaImage& image) {
    GrayImage out(image.width, image.height, image.dpi);
    for (std::size_t i = 0; i < out.pixels.size(); ++i) out.pixels[i] = image.pixels[4 * i + 1];
    return out;
}

GrayImage turned(const GrayImage& image) {
    GrayImage out(image.height, image.width, image.dpi);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) out.at(image.height - 1 - y, x) = image.at(x, y);
    return out;
}

Bytes file_of(const GrayImage& image, const std::string& kind) {
    std::vector<unsigned char> out;
    auto copy = image;
    REQUIRE(cv::imencode(kind, cv::Mat(copy.height, copy.width, CV_8U, copy.pixels.data()), out));
    return {out.begin(), out.end()};
}

Finding finding_of(ByteView file) { return verify_page(scanning::qr_texts(file).value(), office().trust, {}).finding; }

}  // namespace

TEST_CASE("a letter is verified from PDF, PNG, JPEG, turned and noisy") {
    CHECK(finding_of(render_pdf(paper(), kIssued).value()) == Finding::Valid);
    auto page = grey(render_rgba(paper().pages.front(), 200).value());
    CHECK(finding_of(file_of(page, ".png")) == Finding::Valid);
    CHECK(finding_of(file_of(page, ".jpg")) == Finding::Valid);
    CHECK(finding_of(file_of(turned(page), ".png")) == Finding::Valid);
    SeededRandom random(5);
    for (auto& pixel : page.pixels) pixel = static_cast<std::uint8_t>(std::clamp(static_cast<int>(pixel * 0.8 + 20 + random.normal() * 12), 0, 255));
    CHECK(finding_of(file_of(page, ".png")) == Finding::Valid);
}

TEST_CASE("what holds no code, and what is no paper at all, is said so") {
    CHECK(scanning::qr_texts(ByteView{file_of(GrayImage(300, 300), ".png")}).error().code == "scan.no_qr");
    CHECK(scanning::qr_texts(as_bytes("Bukan gambar")).error().code == "scan.format");
    CHECK(scanning::qr_texts(ByteView{}).error().code == "scan.format");
    auto pdf = render_pdf(paper(), kIssued).value();
    pdf.resize(40);
    CHECK(scanning::qr_texts(ByteView{pdf}).error().fault == Fault::Corrupt);
}

TEST_CASE("a genuine code beside a forged one does not save the page, foreign codes do not spoil it") {
    const auto data = data_for(letter(), 0, false);
    const auto good = seal_for(letter(), data).qr;
    auto bad = good;
    bad.back() = bad.back() == '0' ? '1' : '0';
    const auto verdict = [](std::vector<std::string> texts) { return verify_page(texts, office().trust, {}).finding; };
    CHECK(verdict({good}) == Finding::Valid);
    CHECK(verdict({"https://contoh.invalid", good}) == Finding::Valid);
    CHECK(verdict({good, bad}) == Finding::Altered);
    CHECK(verdict({"https://contoh.invalid"}) == Finding::NotALoketPaper);
    CHECK(verdict({}) == Finding::NotALoketPaper);
}
