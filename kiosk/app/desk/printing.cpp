#include "kiosk/app/desk/printing.h"

#include <algorithm>

#include "devices/base/log.h"
#include "devices/biometrics/finger/finger.h"
#include "kiosk/app/desk/duplicate_search.h"
#include "kiosk/app/desk/kia_card.h"

namespace loket::app {
namespace {

struct Job {
    Equipment& equipment;
    std::string case_id;
    engine::Actor actor;
    model::Sink& sink;
    std::stop_token stop;

    [[nodiscard]] Result<std::shared_ptr<const engine::Case>> current() const {
        auto c = equipment.core.snapshot()->office.find_case(case_id);
        if (!c) return rejected("case.unknown", "no open case " + case_id);
        return c;
    }
    [[nodiscard]] Result<std::shared_ptr<const population::Resident>> person(const engine::Case& c) const {
        const auto snapshot = equipment.core.snapshot();
        const auto found = snapshot->people.find(c.nik);
        if (found == snapshot->people.end()) return rejected("nik.unknown", "the number is not in the local register");
        return found->second;
    }
    Status tell(engine::Command command) const { return app::tell(equipment.core, std::move(command), actor); }
    /// The blank is lost: the ledger must know before anybody hears of the failure.
    Error spoil(const std::string& reason, Error why) const {
        if (auto told = tell(engine::ReportSpoiled{case_id, reason}); !told) return told.error();
        return why;
    }
};

constexpr std::string_view kChipError = "printer.chip_error";  // at the contactless station

/// Supplies and covers are noticed before a blank is fed; anything later has cost it. A printer that is stopped with a card inside says so.
bool blank_untouched(const Error& error) {
    static constexpr std::string_view kBefore[] = {"printer.media-empty", "printer.marker-supply-empty", "printer.cover-open", "printer.output-area-full", "printer.no_station", "printer.which_reader", "device.none", "device.busy"};
    return std::ranges::find(kBefore, error.code) != std::end(kBefore) || (error.fault == Fault::Cancelled && error.code.empty());
}

/// The printer itself says that the blank is lost.
bool blank_spoiled(const Error& error) { return error.code == "printer.media-jam" || error.code == "printer.card_spoiled" || error.code == kChipError; }

bool is_kia(const Equipment& equipment, const engine::Case& c) {
    const auto& card = equipment.core.reference().services.find(c.service)->card;
    return card && card->kind == "KIA";
}

/// All that a card carries outside and inside. Made before a blank is fed: what cannot be made must cost none.
struct CardParts {
    CardFaces faces;         ///< empty for a card that is printed already
    card::CardContent chip;  ///< empty for a card without one
    model::ApduTalk encode;  ///< for a printer that writes it, where the card is still to be printed
};

/// A KIA carries nothing of a recording.
Result<CardMaterial> material_of(Equipment& equipment, const engine::Case& c, const population::Resident& person) {
    if (is_kia(equipment, c)) return CardMaterial{};
    return card_material(equipment, c, person);
}

Result<CardParts> parts_of(Equipment& equipment, const engine::Case& c, const population::Resident& person, const CardMaterial& material, bool to_print) {
    CardParts parts;
    if (is_kia(equipment, c)) {
        LOKET_ASSIGN(faces, kia_faces(equipment, c, FaceUse::Printer));
        parts.faces = std::move(faces);
        return parts;
    }
    if (has_chip(equipment, c)) {
        LOKET_ASSIGN(chip, chip_content(equipment, c, person, material));
        parts.chip = std::move(chip);
    }
    if (to_print && has_chip(equipment, c)) {
        LOKET_ASSIGN(encode, chip_writer(equipment, parts.chip));
        parts.encode = std::move(encode);
    }
    if (to_print) {
        LOKET_ASSIGN(faces, card_faces(equipment, person, material, c.card, FaceUse::Printer));
        parts.faces = std::move(faces);
    }
    return parts;
}

/// A printer with a contactless station has the chip written, read back and checked there before it prints.
Status print(const Job& job, const engine::Case& c, CardParts parts) {
    model::CardPrintRequest request{c.card.job, std::move(parts.faces.front), std::move(parts.faces.back), std::move(parts.encode)};
    const bool chip = has_chip(job.equipment, c);
    auto printed = perform<model::CardPrintOutcome>(job.equipment, model::Kind::CardPrinter, std::move(request), job.sink, job.stop);
    if (printed) {
        LOKET_TRY(job.tell(engine::ReportPrinted{job.case_id, chip ? printed->card_uid : ""}));
        return printed->encoded ? job.tell(engine::ReportEncoded{job.case_id, printed->card_uid}) : Status{};
    }
    const auto& error = printed.error();
    if (blank_untouched(error)) {
        log::info("the blank was not fed: {} ({})", error.context, error.code);
        LOKET_TRY(job.tell(engine::ReleaseBlanko{job.case_id}));
        return error;
    }
    if (blank_spoiled(error)) return job.spoil(error.code == kChipError ? "chip" : error.code, error);
    log::warn("print outcome unknown: {}", error.context);
    return Error{Fault::NeedsOperator, "the printer did not say what became of the blank", "printer.outcome_unknown"};
}

Status encode(const Job& job, const engine::Case& c, const card::CardContent& content) {
    const auto written = write_chip(job.equipment, c.card.uid, content, job.sink, job.stop);
    if (written) return job.tell(engine::ReportEncoded{job.case_id, c.card.uid});
    const auto& error = written.error();
    if (!chip_is_bad(error)) return error;  // no card, no reader, keys that do not fit: nothing is lost yet
    log::warn("the chip was not written: {} ({})", error.context, error.code);
    (void)terminate_chip(job.equipment, c.card.uid, job.sink, job.stop);  // as far as it still listens
    return job.spoil("chip", {Fault::NeedsOperator, "the chip does not hold what was written to it", "card.chip_error"});
}

}  // namespace

bool has_chip(const Equipment& equipment, const engine::Case& c) {
    const auto& card = equipment.core.reference().services.find(c.service)->card;
    return card && card->chip;
}

Result<CardFaces> proof_of(Equipment& equipment, const engine::Case& c, const population::Resident& person) {
    if (is_kia(equipment, c)) return kia_faces(equipment, c, FaceUse::Proof);
    LOKET_ASSIGN(material, card_material(equipment, c, person));
    return card_faces(equipment, person, material, c.card, FaceUse::Proof);
}

Status print_card(Equipment& equipment, const std::string& case_id, const engine::Actor& actor, model::Sink& sink, std::stop_token stop) {
    const Job job{equipment, case_id, actor, sink, stop};
    LOKET_ASSIGN(before, job.current());
    LOKET_ASSIGN(person, job.person(*before));
    if (before->card.stage == engine::CardStage::Reserved)
        return Error{Fault::NeedsOperator, "a print of this case was cut short", "printer.outcome_unknown"};
    const bool fresh = before->card.stage == engine::CardStage::None;
    if (has_chip(equipment, *before)) LOKET_TRY(equipment.sam->ready());  // no blank is spent on keys that are not there
    LOKET_ASSIGN(material, material_of(equipment, *before, *person));
    if (fresh) {
        LOKET_TRY(seek_duplicates(equipment, *before, material.fingers));
        LOKET_TRY(job.tell(engine::ReserveBlanko{case_id}));
    }
    LOKET_ASSIGN(reserved, job.current());
    auto parts = parts_of(equipment, *reserved, *person, material, fresh);
    if (!parts) {
        if (fresh) LOKET_TRY(job.tell(engine::ReleaseBlanko{case_id}));
        return parts.error();
    }
    if (fresh) LOKET_TRY(print(job, *reserved, *parts));
    LOKET_ASSIGN(printed, job.current());
    const bool finished = !has_chip(equipment, *before) || printed->card.stage == engine::CardStage::Encoded;
    return finished ? Status{} : encode(job, *printed, parts->chip);
}

}  // namespace loket::app
