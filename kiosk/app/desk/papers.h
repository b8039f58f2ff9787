#pragma once
// From the office's data to its papers: resi, queue ticket, receipt of pick-up, card faces.

#include "kiosk/app/desk/desk.h"
#include "workflow/documents/card.h"
#include "workflow/documents/pickup.h"
#include "workflow/documents/resi.h"
#include "workflow/documents/ticket.h"
#include "workflow/register/simulated_centre.h"

namespace loket::app {

/// Who applied, as the register knows them; a newcomer as far as the application form says.
std::shared_ptr<const population::Resident> applicant_of(const Snapshot& snapshot, const engine::Case& c);

documents::QueueTicket ticket_paper(const Equipment& equipment, const engine::Office& office, const engine::Ticket& ticket);
/// What the QR of a ticket says: the queue of the day and the number, nothing of the person.
std::string ticket_qr(const std::string& stream, const std::string& number);
/// The number, if the code is that of a ticket of this queue.
std::optional<std::string> ticket_of_qr(const std::string& stream, const std::string& code);
documents::ResiPaper resi_paper(const Equipment& equipment, const engine::Case& c, const population::Resident& person);

/// What of the person goes on a card and into its chip, from this case's own recording or from the record at the centre.
struct CardMaterial {
    RgbaImage photo;
    GrayImage signature;
    struct Print {
        biometrics::Finger finger;
        GrayImage image;
    };
    std::vector<Print> fingers;  ///< at most two, best choice first
};
/// Whose records the chip holds: best choice first, at most two.
std::vector<biometrics::Finger> fingers_of_chip(const engine::Case& c, const population::Resident& person);
/// Reads blobs through the core: for desk threads.
Result<CardMaterial> card_material(Equipment& equipment, const engine::Case& c, const population::Resident& person);

/// The day of issue on a card: that on which its blank was reserved, whenever it is printed or written.
Date issue_day(const Equipment& equipment, const engine::Card& card);
/// The words of a card, without its pictures.
documents::CardData card_data(const Equipment& equipment, const population::Resident& person, const engine::Card& card);

enum class FaceUse {
    Printer,  ///< what the printer lays on the blanko
    Proof,    ///< what the screen shows: the blanko beneath it
};
struct CardFaces {
    RgbaImage front, back;
};
Result<CardFaces> card_faces(const Equipment& equipment, const population::Resident& person, const CardMaterial& material, const engine::Card& card, FaceUse use);

/// The signature picture may be empty.
documents::PickupReceipt pickup_paper(const Equipment& equipment, const engine::Case& c, const population::Resident& person, const std::string& officer, GrayImage signature);

}  // namespace loket::app
