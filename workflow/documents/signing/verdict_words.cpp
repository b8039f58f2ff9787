// What a verdict means, in words.

#include <fmt/format.h>

#include "workflow/documents/format.h"
#include "workflow/documents/signing/attestation.h"
#include "workflow/documents/signing/verify.h"

namespace loket::documents::signing {
namespace {

struct Words {
    std::string_view headline, advice;
};

Words indonesian(Finding finding) {
    switch (finding) {
        case Finding::Valid:
            return {"SAH – dokumen asli dan masih berlaku.",
                    "Cocokkan nomor, jenis, tanggal, dan inisial di bawah dengan yang tercetak. Bila berbeda, kode QR disalin dari kertas lain."};
        case Finding::Altered:
            return {"TIDAK SAH – isi tidak cocok dengan tanda tangan.",
                    "Pindai ulang dari kertas yang rata dan bersih. Bila tetap begini, jangan terima dokumen ini dan laporkan kepada Dinas."};
        case Finding::UnknownIssuer:
            return {"TIDAK DIKENAL – penanda tangan tidak ada dalam daftar sertifikat tepercaya.",
                    "Perbarui daftar sertifikat; bila tetap tidak dikenal, jangan terima dokumen ini."};
        case Finding::ExpiredCertificate:
            return {"TIDAK SAH – sertifikat penanda tangan tidak berlaku pada saat penandatanganan.",
                    "Mintalah dokumen baru kepada Dinas."};
        case Finding::Revoked:
            return {"DICABUT – dokumen ini asli tetapi tidak berlaku lagi.", "Mintalah dokumen baru kepada pemegangnya."};
        case Finding::Superseded:
            return {"DIGANTI – dokumen ini asli tetapi sudah ada penggantinya.", "Mintalah dokumen penggantinya."};
        case Finding::NumberOnly:
            return {"TANDA TANGAN BASAH – kode QR hanya memuat nomor dan tidak membuktikan keaslian.",
                    "Periksa tanda tangan dan cap dinas, atau tanyakan nomor ini kepada Dinas."};
        case Finding::NotALoketPaper:
            return {"BUKAN DOKUMEN LOKET – kode QR ini tidak dibuat oleh aplikasi ini.",
                    "Pastikan kode QR yang dipindai adalah yang di kanan bawah dokumen."};
    }
    return {};
}

Words english(Finding finding) {
    switch (finding) {
        case Finding::Valid:
            return {"VALID – the document is genuine and in force.",
                    "Compare number, kind, date and initials below with the print. If they differ, the QR code was copied from another paper."};
        case Finding::Altered:
            return {"NOT VALID – the content does not match the signature.",
                    "Scan again from a flat, clean paper. If it stays so, do not accept this document and report it to the office."};
        case Finding::UnknownIssuer:
            return {"UNKNOWN – the signer is not in the list of trusted certificates.",
                    "Update the list of certificates; if still unknown, do not accept this document."};
        case Finding::ExpiredCertificate:
            return {"NOT VALID – the signer's certificate was not valid at the time of signing.", "Ask the office for a new document."};
        case Finding::Revoked:
            return {"REVOKED – the document is genuine but no longer in force.", "Ask the holder for a new document."};
        case Finding::Superseded:
            return {"SUPERSEDED – the document is genuine but has been replaced.", "Ask for the replacement."};
        case Finding::NumberOnly:
            return {"SIGNED BY PEN – the QR code holds only the number and proves nothing.",
                    "Check signature and stamp, or ask the office about this number."};
        case Finding::NotALoketPaper:
            return {"NOT A LOKET PAPER – this QR code was not made by this program.",
                    "Make sure it is the code at the bottom right of the document."};
    }
    return {};
}

std::string masked(const std::string& ends) { return ends.substr(0, 4) + "••••••••" + ends.substr(4); }

}  // namespace

std::string_view to_string(Finding finding) {
    switch (finding) {
        case Finding::Valid: return "valid";
        case Finding::Altered: return "altered";
        case Finding::UnknownIssuer: return "unknown_issuer";
        case Finding::ExpiredCertificate: return "expired_certificate";
        case Finding::Revoked: return "revoked";
        case Finding::Superseded: return "superseded";
        case Finding::NumberOnly: return "number_only";
        case Finding::NotALoketPaper: return "not_a_loket_paper";
    }
    return "not_a_loket_paper";
}

std::string describe(const Verdict& verdict, Language language) {
    const bool id = language == Language::Indonesian;
    const auto words = id ? indonesian(verdict.finding) : english(verdict.finding);
    std::string out = fmt::format("{}\n{}\n", words.headline, words.advice);
    const auto row = [&](std::string_view in_id, std::string_view in_en, const std::string& value) {
        if (!value.empty()) out += fmt::format("  {:<22}: {}\n", id ? in_id : in_en, value);
    };
    // An unproven paper gets no rows: its words are whatever the forger wrote.
    if (verdict.statement || verdict.finding == Finding::NumberOnly || verdict.revocation) row("Nomor", "Number", verdict.number);
    if (const auto& s = verdict.statement) {
        row("Jenis", "Kind", s->kind);
        if (s->kind == kMachineKind) row("Akar sistem", "System root", to_hex(s->content));
        row("Diterbitkan", "Issued", long_date_time(s->issued));
        row("Inisial pemegang", "Initials of holder", s->initials);
        row("NIK", "NIK", s->nik_ends.empty() ? "" : masked(s->nik_ends));
        row("Penanda tangan", "Signed by", fmt::format("{} ({}{}{})", verdict.signer, verdict.acting, verdict.acting.empty() ? "" : " ", s->role));
        if (s->signed_at) row("Ditandatangani", "Signed", long_date_time(*s->signed_at));
        row("Instansi", "Office", verdict.office);
    }
    if (const auto& r = verdict.revocation) {
        row("Tidak berlaku sejak", "No longer valid since", plain_date(r->since));
        row("Diganti oleh", "Replaced by", r->replaced_by);
    }
    return out;
}

}  // namespace loket::documents::signing
