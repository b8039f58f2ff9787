#include "workflow/documents/signing/authority.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/file.h"
#include "workflow/documents/signing/private_file.h"

namespace loket::documents::signing {
namespace {

namespace fs = std::filesystem;
constexpr const char* kAuthorityName = "ca";
constexpr const char* kAuthorityRole = "CA";

bool is_role(const std::string& role) {
    return !role.empty() && role.size() <= 16 && role != kAuthorityRole &&
           std::all_of(role.begin(), role.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

/// Name of the files of who signs as a role: "KADIS-zainal".
std::string slot(const std::string& role, const std::string& user) { return user.empty() ? role : role + "-" + user; }

bool is_user(const std::string& user) {
    return user.size() <= 20 && std::all_of(user.begin(), user.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

bool is_slot(const std::string& name) {
    const auto dash = name.find('-');
    return is_role(name.substr(0, dash)) && (dash == std::string::npos || is_user(name.substr(dash + 1)));
}

Result<Credential> read_credential(const fs::path& folder, const std::string& name) {
    const auto key = folder / (name + ".key");
    LOKET_ASSIGN(pem, read_text(key, 16384));
    LOKET_TRY(narrow_rights(key, 0600));
    LOKET_ASSIGN(certificate_text, read_text(folder / (name + ".crt"), 65536));
    LOKET_ASSIGN(certificate, certificate_from_pem(certificate_text));
    Credential out{pem, certificate};
    if (!key_fits(out)) return corrupt(fmt::format("{} does not belong to its certificate", key.string()));
    return out;
}

}  // namespace

Status SigningAuthority::keep(const std::string& name, const Credential& credential) const {
    const auto pem = certificate_to_pem(credential.certificate);
    // The public copy first: a key whose certificate nobody knows must not sign.
    LOKET_TRY(write_text(public_folder() / (to_hex(key_id_of(credential.certificate)) + ".crt"), pem));
    LOKET_TRY(write_private(folder_ / (name + ".key"), credential.key_pem));
    return write_private(folder_ / (name + ".crt"), pem);
}

Result<SigningAuthority> SigningAuthority::create(const fs::path& folder, const std::string& office,
                                                  const Validity& validity) {
    LOKET_TRY(make_private_folder(folder));
    if (fs::exists(folder / "ca.key"))
        return rejected("signing.exists", fmt::format("{} already holds an authority", folder.string()));
    LOKET_ASSIGN(credential, make_authority({office, kAuthorityRole, "Otoritas Uji " + office}, validity));
    SigningAuthority out(folder, office, credential);
    LOKET_TRY(make_folder(out.public_folder()));
    LOKET_TRY(out.keep(kAuthorityName, credential));
    return out;
}

Result<SigningAuthority> SigningAuthority::open(const fs::path& folder) {
    if (!fs::exists(folder / "ca.key"))
        return Error{Fault::Gone, fmt::format("no signing authority in {}", folder.string()), "signing.none"};
    LOKET_TRY(make_private_folder(folder));
    LOKET_ASSIGN(credential, read_credential(folder, kAuthorityName));
    LOKET_ASSIGN(facts, facts_of(credential.certificate));
    SigningAuthority out(folder, facts.subject.office, credential);
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        const auto name = entry.path().stem().string();
        if (entry.path().extension() != ".key" || !is_slot(name)) continue;
        LOKET_ASSIGN(officer, read_credential(folder, name));
        out.officers_[name] = officer;
    }
    if (problem) return internal(fmt::format("cannot list {}: {}", folder.string(), problem.message()));
    return out;
}

Status SigningAuthority::appoint(const Officer& officer, const Validity& validity) {
    if (!is_role(officer.role) || !is_user(officer.user)) return rejected("signing.role", "a role is written in capitals, for instance KADIS");
    LOKET_ASSIGN(issuer, facts_of(authority_.certificate));
    if (validity.from < issuer.validity.from || validity.until > issuer.validity.until)
        return rejected("signing.validity", "an officer's certificate cannot outlive the authority's");
    LOKET_ASSIGN(credential, make_officer(authority_, {office_, officer.role, officer.name, officer.user, officer.acting}, validity));
    const auto name = slot(officer.role, officer.user);
    LOKET_TRY(keep(name, credential));
    officers_[name] = credential;
    return {};
}

Status SigningAuthority::renew(const Validity& validity) {
    LOKET_ASSIGN(credential, make_authority({office_, kAuthorityRole, "Otoritas Uji " + office_}, validity));
    LOKET_TRY(keep(kAuthorityName, credential));
    authority_ = std::move(credential);
    return {};
}

Result<Validity> SigningAuthority::validity() const {
    LOKET_ASSIGN(facts, facts_of(authority_.certificate));
    return facts.validity;
}

std::optional<Credential> SigningAuthority::credential(const std::string& role, const std::string& user) const {
    const auto known = officers_.find(slot(role, user));
    if (known == officers_.end()) return std::nullopt;
    return known->second;
}

std::optional<Certified> SigningAuthority::certified(const std::string& role, const std::string& user) const {
    const auto known = officers_.find(slot(role, user));
    const auto facts = known == officers_.end() ? Result<CertificateFacts>(Error{}) : facts_of(known->second.certificate);
    if (!facts) return std::nullopt;
    return Certified{{role, facts->subject.name, user, facts->subject.acting}, facts->validity};
}

Result<std::string> SigningAuthority::sign(const Statement& statement, const std::string& user) const {
    const auto officer = officers_.find(slot(statement.role, user));
    if (officer == officers_.end())
        return rejected("signing.no_officer", fmt::format("nobody is certified to sign as '{}'", statement.role));
    const auto& certificate = officer->second.certificate;
    LOKET_ASSIGN(facts, facts_of(certificate));
    if (!facts.validity.covers(statement.when_signed()))
        return rejected("signing.certificate_expired",
                        fmt::format("the certificate of {} is valid from {} to {}; appoint the officer anew", statement.role,
                                    iso_date(wib_date(facts.validity.from)), iso_date(wib_date(facts.validity.until))));
    const auto key = key_id_of(certificate);
    LOKET_ASSIGN(bytes, bytes_to_sign(statement, key));
    LOKET_ASSIGN(signature, sign_bytes(officer->second.key_pem, bytes));
    return to_qr_text(statement, key, signature);
}

std::vector<Officer> SigningAuthority::officers() const {
    std::vector<Officer> out;
    for (const auto& [name, credential] : officers_)
        if (const auto facts = facts_of(credential.certificate))
            out.push_back({facts->subject.role, facts->subject.name, facts->subject.user, facts->subject.acting});
    return out;
}

}  // namespace loket::documents::signing
