#include "workflow/documents/signing/attestation.h"

#include <fmt/format.h>

#include "workflow/documents/format.h"

namespace loket::documents::signing {
namespace {

std::string number_of(const Attestation& attestation) { return fmt::format("{}/{}/{}", kMachineKind, attestation.machine, attestation.version); }

/// What stands before the signed statement, made from that alone.
std::string words_of(const Statement& statement) {
    const auto machine_at = statement.number.find('/'), version_at = statement.number.rfind('/');
    return fmt::format("{}{}\nakar {}\nalat {}\n{}\n", kMachinePrefix, statement.number.substr(version_at + 1), to_hex(statement.content),
                       statement.number.substr(machine_at + 1, version_at - machine_at - 1), long_date_time(statement.issued));
}

}  // namespace

Statement to_statement(const Attestation& attestation) {
    Statement statement;
    statement.number = number_of(attestation);
    statement.kind = statement.role = kMachineKind;
    statement.issued = attestation.at;
    statement.content = attestation.root;
    return statement;
}

std::string to_text(const Attestation& attestation, const std::string& signed_statement) { return words_of(to_statement(attestation)) + signed_statement; }

std::optional<std::string> signed_part(std::string_view text) {
    const auto last = text.rfind('\n');
    if (!text.starts_with(kMachinePrefix) || last == std::string_view::npos) return std::nullopt;
    const auto code = text.substr(last + 1);
    const auto read = read_qr_text(code);
    if (!read || read->statement.kind != kMachineKind || words_of(read->statement) != text.substr(0, last + 1)) return std::nullopt;
    return std::string(code);
}

}  // namespace loket::documents::signing
