#pragma once
// The office's local test authority: it certifies officers and signs statements in their name. A stand-in for BSrE with
// keys made for the demonstration; the papers say so.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflow/documents/signing/certificate.h"
#include "workflow/documents/signing/verify.h"

namespace loket::documents::signing {

/// Who may sign. `role` as the papers' templates name it: "KADIS", "KABID", "CAMAT", "LURAH"; A-Z and _ only.
struct Officer {
    std::string role;
    std::string name;
    std::string user{};    ///< account, small letters and digits; empty where a role has one holder and no account
    std::string acting{};  ///< "Plh.", "Plt."; empty for who holds the office
    bool operator==(const Officer&) const = default;
};

/// An officer with the certificate in use.
struct Certified {
    Officer officer;
    Validity validity;
};

/// A folder that only its owner may enter:
///   ca.key, ca.crt             the authority
///   <ROLE>-<user>.key, .crt    who signs now as what; <ROLE>.key without an account
///   public/*.crt               the authority and every officer ever certified: what a verifier needs
/// Safe to use from several threads while nobody calls `appoint`.
class SigningAuthority {
  public:
    /// A new authority. Rejected with "signing.exists" where there is one already: its papers could no longer be
    /// verified.
    static Result<SigningAuthority> create(const std::filesystem::path& folder, const std::string& office,
                                           const Validity& validity);
    /// `Gone` without an authority, `Corrupt` if a key does not fit its certificate. Rights found too wide are narrowed,
    /// with a warning.
    static Result<SigningAuthority> open(const std::filesystem::path& folder);

    /// Certifies an officer with a new key in place of the one of the same role and account; what was signed with that stays valid.
    Status appoint(const Officer& officer, const Validity& validity);
    /// Text for the QR code, signed by this officer with `statement.role`. Rejected with "signing.no_officer", with
    /// "signing.certificate_expired" when the certificate does not cover the time of signature, or "signing.statement".
    Result<std::string> sign(const Statement& statement, const std::string& user = {}) const;
    /// A new key of the authority itself, before the old one runs out. What the old one certified stays valid.
    Status renew(const Validity& validity);

    [[nodiscard]] const std::string& office() const { return office_; }
    [[nodiscard]] Result<Validity> validity() const;
    [[nodiscard]] std::vector<Officer> officers() const;
    [[nodiscard]] std::optional<Certified> certified(const std::string& role, const std::string& user) const;
    /// The key of who signs as a role, for signatures of another form than `sign` gives. Nothing if nobody was appointed.
    [[nodiscard]] std::optional<Credential> credential(const std::string& role, const std::string& user = {}) const;
    /// The public folder, for `TrustAnchors::load` here or on another machine.
    [[nodiscard]] std::filesystem::path public_folder() const { return folder_ / "public"; }

  private:
    SigningAuthority(std::filesystem::path folder, std::string office, Credential authority)
        : folder_(std::move(folder)), office_(std::move(office)), authority_(std::move(authority)) {}
    Status keep(const std::string& name, const Credential& credential) const;

    std::filesystem::path folder_;
    std::string office_;
    Credential authority_;
    std::map<std::string, Credential> officers_;  ///< by name of the files
};

}  // namespace loket::documents::signing
