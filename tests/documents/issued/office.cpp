#include "tests/documents/issued/office.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <sstream>
#include <unistd.h>

#include "devices/base/file.h"
#include "tests/documents/tools.h"
#include "workflow/documents/scanning/scan.h"

namespace loket::documents::issued {
namespace {

namespace fs = std::filesystem;

/// Removed when the program ends.
struct ScratchFolder {
    fs::path path = fs::temp_directory_path() / fmt::format("loket-issued-{}", ::getpid());
    ~ScratchFolder() {
        std::error_code none;
        fs::remove_all(path, none);
    }
};

std::string text_value(const letters::Field& field, bool longest) {
    if (longest) return std::string(kLongName);
    if (field.key.find("nama") != std::string::npos || field.key.find("saksi") != std::string::npos) return "SITI CONTOH LESTARI";
    if (field.key.find("alamat") != std::string::npos) return "JL. CONTOH RAYA NO. 12 RT 003 RW 005";
    if (field.key == "jenis_kelamin") return "PEREMPUAN";
    if (field.key.find("nomor") != std::string::npos) return "2101-LU-05012026-0001";
    if (field.key == "rt_rw") return "003/005";
    return "Contoh " + field.label.substr(0, 24);
}

std::string value_of(const letters::Field& field, bool longest) {
    using letters::FieldKind;
    switch (field.kind) {
        case FieldKind::Nik: return "2101084501900001";
        case FieldKind::Kk: return "2101080501200001";
        case FieldKind::Date: return "2026-01-05";
        case FieldKind::Time: return "08:15";
        case FieldKind::Number: return "12";
        case FieldKind::Money: return "1250000";
        case FieldKind::Text: return text_value(field, longest);
    }
    return {};
}

Seal empty_seal(const std::string& role, SealMode mode) {
    return {mode, role, "Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bintan", "Kepala Contoh, S.Sos., M.Si.", "19700101 199503 1 001",
            "Bintan Buyu", {}};
}

void check_fonts(const Bytes& pdf) {
    const auto fonts = tools::poppler("pdffonts", pdf);
    if (!fonts) return;
    std::istringstream lines(*fonts);
    std::string line;
    int seen = 0;
    for (int i = 0; std::getline(lines, line); ++i) {
        if (i < 2) continue;  // the heading
        ++seen;
        if (line.find(" yes yes yes ") == std::string::npos) FAIL_CHECK("font not embedded: " << line);
    }
    CHECK(seen >= 2);
}

}  // namespace

const Office& office() {
    static const ScratchFolder scratch;
    static const Office shared = [] {
        const signing::Validity years{wib_instant(Date{std::chrono::year{2025}, std::chrono::month{1}, std::chrono::day{1}}),
                                      wib_instant(Date{std::chrono::year{2030}, std::chrono::month{1}, std::chrono::day{1}})};
        auto authority = signing::SigningAuthority::create(scratch.path, "Dinas Contoh", years).value();
        for (const auto* role : {"KADIS", "KABID", "LURAH"}) REQUIRE(authority.appoint({role, "Kepala Contoh"}, years));
        auto trust = signing::TrustAnchors::load(authority.public_folder()).value();
        OfficeHead head{.address = "Bandar Seri Bentan, Bintan Buyu, Kepulauan Riau", .complaint = "kotak saran di ruang layanan"};
        return Office{std::move(authority), std::move(trust), std::move(head)};
    }();
    return shared;
}

const letters::LetterLibrary& library() {
    static const auto all = letters::load_templates(std::string(LOKET_SOURCE_DIR) + "/assets/papers");
    if (!all) FAIL(all.error().context);
    return all.value();
}

letters::LetterData data_for(const letters::LetterTemplate& letter, std::size_t rows, bool longest) {
    letters::LetterData out{fmt::format("470/000123/{}/2026", letter.id), kIssued, {}, {}};
    for (const auto& field : letter.fields) out.fields[field.key] = value_of(field, longest);
    for (std::size_t i = 0; i < (letter.columns.empty() ? 0 : std::max(rows, letter.least_rows)); ++i)
        for (const auto& column : letter.columns) {
            if (out.rows.size() <= i) out.rows.emplace_back();
            out.rows[i][column.key] = column.key == "jenis_kelamin" ? "L" : value_of(column, longest);
        }
    return out;
}

Seal seal_for(const letters::LetterTemplate& letter, const letters::LetterData& data, SealMode mode) {
    auto seal = empty_seal(letter.signers.front(), mode);
    if (letter.by_applicant() || mode == SealMode::WetSignStamp) seal.qr = std::string(signing::kNumberPrefix) + data.number;
    else seal.qr = office().authority.sign(letters::statement_of(letter, data, seal.role).value()).value();
    return seal;
}

Seal seal_over(const std::string& number, const std::string& kind, const Sha256& content) {
    auto seal = empty_seal("KADIS", SealMode::TteQr);
    seal.qr = office().authority.sign({number, kind, kIssued, "KADIS", "S.C.L.", "21010001", content}).value();
    return seal;
}

void show(const std::string& name, const RgbaImage& image) {
    const auto folder = std::string(LOKET_BINARY_DIR) + "/gallery/issued/";
    REQUIRE(make_folder(folder));
    auto bgra = image.pixels;
    for (std::size_t i = 0; i < bgra.size(); i += 4) std::swap(bgra[i], bgra[i + 2]);
    REQUIRE(cv::imwrite(folder + name + ".png", cv::Mat(image.height, image.width, CV_8UC4, bgra.data())));
}

void show(const std::string& name, const Paper& paper) {
    for (std::size_t i = 0; i < paper.pages.size(); ++i)
        show(fmt::format("{}-{}", name, i + 1), render_rgba(paper.pages[i], 90).value());
    REQUIRE(write_file(std::string(LOKET_BINARY_DIR) + "/gallery/issued/" + name + ".pdf", render_pdf(paper, kIssued).value()));
}

std::string words_of(const Paper& paper) {
    const auto text = tools::poppler("pdftotext", render_pdf(paper, kIssued).value());
    return text ? tools::flattened(*text) : "";
}

std::string check_paper(const Paper& paper, double width, double height) {
    for (const auto& page : paper.pages) {
        CHECK(page.width == width);
        CHECK(page.height == height);
    }
    const auto pdf = render_pdf(paper, kIssued);
    if (!pdf) {
        FAIL_CHECK(pdf.error().code << ": " << pdf.error().context);
        return {};
    }
    check_fonts(*pdf);
    const auto found = scanning::qr_texts(ByteView{*pdf});
    if (!found) {
        FAIL_CHECK(paper.title << ": " << found.error().context);
        return {};
    }
    return found->front();
}

}  // namespace loket::documents::issued
