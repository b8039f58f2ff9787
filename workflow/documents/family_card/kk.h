#pragma once
// Kartu Keluarga, A4 landscape: the two tables of the form, ten members a sheet (UU 23/2006 Pasal 61; DOMAIN §4.5).

#include <string>

#include "devices/base/sha256.h"
#include "workflow/documents/paper.h"
#include "workflow/documents/seal.h"
#include "workflow/documents/signing/statement.h"
#include "workflow/population/enumerations.h"
#include "workflow/population/regions.h"
#include "workflow/population/resident.h"

namespace loket::documents {

struct FamilyCard {
    population::Family family;  ///< members in the order of the card, the head among them
    std::string postcode;       ///< may be empty
    std::string number;         ///< of this document ("470/000123/KK/2026"): the KK number itself stays out of the QR code
    Instant issued{};
};

/// Whether the family can stand on a card. Rejected with "kk.number" (not 16 digits), "kk.empty", "kk.head" (none, or
/// more than one) or "kk.village" (unknown region code).
Status check(const FamilyCard& card, const population::Regions& regions);

/// SHA-256 over everything the sheets say about the family, each text length-prefixed.
Sha256 content_digest(const FamilyCard& card, const population::Regions& regions, const population::Enumerations& words);

/// What the officer with `role` states about the card; its kind is "KK".
Result<signing::Statement> statement_of(const FamilyCard& card, const population::Regions& regions,
                                        const population::Enumerations& words, const std::string& role);

/// The sheets. A member more than ten opens the next one, "Lembar 1 dari 2"; each sheet is signed. Fails like `check`,
/// with "document.qr_empty" for a seal without QR text, or with "document.too_long" naming the column.
Result<Paper> kk(const FamilyCard& card, const OfficeHead& head, const Seal& seal, const population::Regions& regions,
                 const population::Enumerations& words);

inline constexpr std::size_t kMembersPerSheet = 10;

}  // namespace loket::documents
