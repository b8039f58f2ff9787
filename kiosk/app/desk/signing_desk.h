#pragma once
// Who signs the papers of an office: officers and those who stand in for them, each with a key and a title of their own.

#include <map>
#include <memory>
#include <mutex>

#include "devices/card/security_object.h"
#include "workflow/documents/seal.h"
#include "workflow/documents/signing/attestation.h"
#include "workflow/documents/signing/authority.h"
#include "workflow/trust/officers.h"

namespace loket::app {

/// Somebody who may sign as a role on a day, and for which days a certificate says so.
struct Signatory {
    documents::signing::Officer officer;
    documents::signing::Validity validity;
};

/// Safe to use from several threads.
class SigningDesk {
  public:
    SigningDesk(documents::signing::SigningAuthority authority, std::string place, std::map<std::string, std::string> capacities);

    /// Who is to sign as this role: a Plh or Plt on the days of the decree, else who holds the office. Rejected "signing.no_officer".
    [[nodiscard]] Result<Signatory> expected(const std::string& role, const std::vector<trust::Officer>& officers, Instant now) const;
    /// The same for one account. Rejected "signing.not_entitled": suspended, another role, or no decree for this day.
    [[nodiscard]] Result<Signatory> entitled(const std::string& role, const std::string& user, const std::vector<trust::Officer>& officers, Instant now) const;

    /// The block of this signatory, without its QR.
    [[nodiscard]] documents::Seal seal(const Signatory& signatory) const;
    /// Text for the QR code, signed now in the name of `signatory`, who is certified if need be: for the first time, after a change
    /// of name or decree, or when the certificate runs out within two months. As SigningAuthority::sign.
    [[nodiscard]] Result<std::string> sign(documents::signing::Statement statement, const Signatory& signatory, Instant now) const;

    /// Who signs the data on chips, certified if need be like an officer.
    [[nodiscard]] Result<card::DocumentSigner> card_signer(Instant now) const;
    /// Text for the QR code in which this machine says what it is, signed by a key of its own that the office certified.
    [[nodiscard]] Result<std::string> attest(const documents::signing::Attestation& machine) const;
    /// Certificates (DER) of all who ever vouched for signers here.
    [[nodiscard]] Result<std::vector<Bytes>> authorities() const;

  private:
    struct Keys {
        std::mutex mutex;
        documents::signing::SigningAuthority authority;
    };
    [[nodiscard]] Status certify(const Signatory& signatory, Instant now) const;

    std::unique_ptr<Keys> keys_;
    std::string place_;                              ///< where papers are signed: "Bintan Buyu"
    std::map<std::string, std::string> capacities_;  ///< by code of the role
};

/// Folder of the authority inside an office's folder.
std::filesystem::path signing_folder(const std::filesystem::path& office);

/// Opens the office's authority or makes it. Nobody is certified before they sign.
/// `titles`: assets/papers/sources/signers/office.json.
Result<SigningDesk> open_signing_desk(const std::filesystem::path& office, const std::filesystem::path& titles, Instant today);

}  // namespace loket::app
