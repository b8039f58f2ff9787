// verify-document: is this paper ours, and does it still hold? Works without a network and without the office's key.

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/cli.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/desk/document_check.h"
#include "kiosk/app/desk/signing_desk.h"

namespace loket::app {
namespace {

namespace signing = documents::signing;

struct CheckOptions {
    std::string input;
    std::filesystem::path anchors, data;
};

Result<IssuedPapers> papers_of(const std::filesystem::path& folder) {
    SystemRandom random;
    LOKET_ASSIGN(files, open_office_files(folder, random, Missing::Refuse, store::PageCheck::Never));
    return issued_papers(*files.store);
}

Result<signing::Verdict> check(const CheckOptions& options) {
    LOKET_ASSIGN(codes, codes_of_document(options.input));
    if (std::ranges::any_of(codes, is_resi)) return rejected("document.resi", "this is the resi of an application");
    const auto office = options.data.empty() ? default_office_folder() : options.data;
    LOKET_ASSIGN(trust, signing::TrustAnchors::load(options.anchors.empty() ? signing_folder(office) / "public" : options.anchors));
    IssuedPapers known;
    if (!options.data.empty()) {
        LOKET_ASSIGN(read, papers_of(options.data));
        known = std::move(read);
    }
    return check_codes(codes, trust, known);
}

int verify_document(const CheckOptions& options) {
    const auto verdict = check(options);
    if (!verdict && verdict.error().code == "document.no_file") {
        fmt::print(stderr, "loket: {}\n  Sebutkan berkas PDF, PNG, atau JPG yang ada, atau tempelkan teks kode QR (LKT1:…).\n"
                           "  Name a PDF, PNG or JPG that is there, or paste the text of the QR code (LKT1:…).\n", verdict.error().context);
        return 1;
    }
    if (!verdict) return fail(verdict.error());
    if (options.data.empty())
        fmt::print("Keaslian diperiksa; pembatalan atau penggantian tidak, karena log kantor tidak disebut (--data).\n"
                   "Checked for genuineness; not for cancellation or replacement, since no office's log was named (--data).\n\n");
    fmt::print("{}\n{}\nverdict: {}\n", signing::describe(*verdict, signing::Language::Indonesian), signing::describe(*verdict, signing::Language::English),
               signing::to_string(verdict->finding));
    return verdict->valid() ? 0 : 1;
}

}  // namespace

void add_verify_document(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("verify-document",
                                       "Checks an issued paper without a network: a PDF, a scan or photo of it, or the text of its QR code.\n"
                                       "Exit code 0 if it is valid, 1 if not or if it cannot be read.");
    auto options = std::make_shared<CheckOptions>();
    command->add_option("PAPER", options->input, "File (PDF, PNG, JPG), - for standard input, or the text of the QR code")->required();
    command->add_option("--anchors", options->anchors, "Folder of certificates to believe (*.crt); the office's own signing/public if not given");
    command->add_option("--data", options->data, "Folder of the office: also checks against its log (cancelled, replaced, altered)");
    command->callback([options, &exit] { exit.code = verify_document(*options); });
}

}  // namespace loket::app
