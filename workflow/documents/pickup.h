#pragma once
// Tanda Terima / Bukti Pengambilan: the applicant signs that the document was handed over (SOP steps 8 to
// 10).

#include <cstdint>
#include <string>

#include "workflow/documents/paper.h"

namespace loket::documents {

/// How the holder was confirmed. A card whose activation failed is not handed over, so there is no such
/// paper.
enum class Activation : std::uint8_t {
    NotRequired,       ///< documents without a chip
    FingerMatched,     ///< 1:1 match of a finger of the holder
    OfficerConfirmed,  ///< missing or unreadable fingers: an officer confirmed, with a reason in the note
};

struct PickupReceipt {
    OfficeHead head;
    std::string resi;
    std::string qr;  ///< empty: the resi number
    std::string service;
    std::string document;  ///< "KTP-el"
    std::string holder;
    std::string nik;     ///< complete; the paper shows it masked
    std::string serial;  ///< number of the card or letter; may be empty
    Instant received{};  ///< when the application came in
    Date finished{};     ///< when the document was ready
    Instant handed_over{};
    std::string officer;
    std::string taken_by;          ///< name of the person at the counter
    std::string relation;          ///< "Pemohon sendiri" or the relation of the proxy
    bool resi_surrendered = true;  ///< false: lost, replaced by identity check and statement
    Activation activation = Activation::NotRequired;
    std::string activation_detail;  ///< "telunjuk kanan"; finger names only, never scores or templates
    std::string note;
    GrayImage signature;  ///< of the person at the counter; empty leaves the line for a pen
};

/// One A4 page, for PDF and PNG.
Drawing pickup_receipt(const PickupReceipt& receipt);

}  // namespace loket::documents
