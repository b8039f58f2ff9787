#include "workflow/documents/signing/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/file.h"
#include "workflow/documents/signing/certificate.h"

namespace loket::documents::signing {
namespace {

namespace fs = std::filesystem;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// The list has the last word: whatever the signature says, a number on it holds no more.
Finding listed(Verdict& verdict, const Revocations& revoked, Finding otherwise) {
    const auto found = revoked.find(verdict.number);
    if (found == revoked.end()) return otherwise;
    verdict.revocation = found->second;
    return found->second.replaced_by.empty() ? Finding::Revoked : Finding::Superseded;
}

Finding judge(const SignedStatement& paper, const TrustAnchors& trust, const Revocations& revoked,
              const std::optional<Sha256>& content, Verdict& verdict) {
    const auto officer = trust.officers.find(paper.key);
    if (officer == trust.officers.end()) return Finding::UnknownIssuer;
    const auto& certificate = officer->second;
    if (!signature_matches(certificate, paper.signed_bytes, paper.signature)) return Finding::Altered;
    const auto chain = check_chain(certificate, trust.authorities, paper.statement.when_signed());
    if (chain == Chain::Unknown) return Finding::UnknownIssuer;
    const auto facts = facts_of(certificate);
    // An officer speaks only for his own role.
    if (!facts || facts->subject.role != paper.statement.role) return Finding::Altered;
    verdict.signer = facts->subject.name;
    verdict.acting = facts->subject.acting;
    verdict.office = facts->subject.office;
    verdict.statement = paper.statement;
    if (chain == Chain::OutOfTime) return Finding::ExpiredCertificate;
    if (content && *content != paper.statement.content) return Finding::Altered;
    return listed(verdict, revoked, Finding::Valid);
}

}  // namespace

Result<TrustAnchors> TrustAnchors::load(const fs::path& folder) {
    TrustAnchors out;
    std::error_code problem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.path().extension() == ".crt") files.push_back(entry.path());
    if (problem) return Error{Fault::Gone, fmt::format("no folder of certificates {}: {}", folder.string(), problem.message()), "signing.trust"};
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        LOKET_ASSIGN(pem, read_text(file, 65536));
        const auto certificate = certificate_from_pem(pem);
        const auto facts = certificate ? facts_of(*certificate) : certificate.error();
        if (!facts) return corrupt(fmt::format("{}: {}", file.string(), facts.error().context));
        if (facts->authority) out.authorities.push_back(*certificate);
        else out.officers[key_id_of(*certificate)] = *certificate;
    }
    if (out.authorities.empty())
        return Error{Fault::Gone, fmt::format("{} holds no certificate of an authority", folder.string()), "signing.trust"};
    return out;
}

Result<Revocations> load_revocations(const fs::path& file) {
    LOKET_ASSIGN(text, read_text(file));
    Revocations out;
    std::size_t line_number = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        const auto line = trimmed(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        ++line_number;
        if (line.empty() || line.starts_with('#')) continue;
        const auto first = line.find(';');
        const auto second = first == std::string_view::npos ? first : line.find(';', first + 1);
        const auto since = second == std::string_view::npos ? std::nullopt
                                                            : parse_iso_date(trimmed(line.substr(first + 1, second - first - 1)));
        const auto number = trimmed(line.substr(0, first));
        if (!since || number.empty())
            return corrupt(fmt::format("{}: line {}: must be number;YYYY-MM-DD;replacement", file.string(), line_number));
        out[std::string(number)] = {*since, std::string(trimmed(line.substr(second + 1)))};
    }
    return out;
}

Verdict verify(std::string_view text, const TrustAnchors& trust, const Revocations& revoked,
               const std::optional<Sha256>& content) {
    Verdict out;
    text = trimmed(text);
    if (text.starts_with(kNumberPrefix)) {
        out.number = trimmed(text.substr(kNumberPrefix.size()));
        out.finding = out.number.empty() ? Finding::NotALoketPaper : listed(out, revoked, Finding::NumberOnly);
    } else if (text.starts_with(kSignedPrefix)) {
        const auto paper = read_qr_text(text);
        out.number = paper ? paper->statement.number : "";
        out.finding = paper ? judge(*paper, trust, revoked, content, out) : Finding::Altered;
    }
    return out;
}

Verdict verify_page(const std::vector<std::string>& texts, const TrustAnchors& trust, const Revocations& revoked,
                    const std::optional<Sha256>& content) {
    std::optional<Verdict> best;
    for (const auto& text : texts) {
        auto verdict = verify(text, trust, revoked, content);
        if (verdict.finding == Finding::NotALoketPaper) continue;  // other people's codes, for instance a link in the letterhead
        if (!verdict.valid()) return verdict;
        if (!best) best = std::move(verdict);
    }
    return best.value_or(Verdict{});
}

}  // namespace loket::documents::signing
