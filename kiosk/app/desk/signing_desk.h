#pragma once
// Who signs the papers of an office: its signing authority and how the officers are titled.

#include <map>

#include "workflow/documents/seal.h"
#include "workflow/documents/signing/authority.h"
#include "workflow/trust/officers.h"

namespace loket::app {

struct SigningDesk {
    documents::signing::SigningAuthority authority;
    std::string place;                              ///< where papers are signed: "Bintan Buyu"
    std::map<std::string, std::string> capacities;  ///< by code of the role

    /// The seal of this role without its QR. Rejected "signing.no_officer".
    [[nodiscard]] Result<documents::Seal> seal(const std::string& role) const;
};

/// Folder of the authority inside an office's folder.
std::filesystem::path signing_folder(const std::filesystem::path& office);

/// Opens the office's authority or makes it, and certifies KADIS and KABID for five years from `today` by the names of the
/// accounts: a change of the officer gets a new key at the next start, what the predecessor signed stays valid.
/// `titles`: assets/papers/sources/signers/office.json.
Result<SigningDesk> open_signing_desk(const std::filesystem::path& office, const std::filesystem::path& titles,
                                      const std::vector<trust::Officer>& officers, Instant today);

}  // namespace loket::app
