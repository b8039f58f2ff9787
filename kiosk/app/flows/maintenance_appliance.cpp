// This machine on the technician's page: which software it runs, the proof of it for a telephone, and the way back to its first day.

#include <future>

#include "kiosk/app/desk/link.h"
#include "kiosk/app/flows/maintenance_flow.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/app/lan/office_line.h"
#include "kiosk/app/update/machine.h"
#include "workflow/documents/qr.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Maintenance;
using viewmodels::Tone;

namespace {

/// Dark on white with the margin of four modules that ISO/IEC 18004 asks for.
RgbaImage picture_of_code(const documents::QrCode& code) {
    constexpr int kModule = 6, kMargin = 4;
    RgbaImage image((code.size + 2 * kMargin) * kModule, (code.size + 2 * kMargin) * kModule);
    for (int y = 0; y < code.size * kModule; ++y)
        for (int x = 0; x < code.size * kModule; ++x)
            if (code.dark(x / kModule, y / kModule)) std::fill_n(image.at(x + kMargin * kModule, y + kMargin * kModule), 3, std::uint8_t{0});
    return image;
}

/// In groups of eight: two people compare it aloud.
std::string grouped_hex(const Sha256& hash) {
    std::string text = to_hex(hash);
    for (std::size_t at = 8; at < text.size(); at += 9) text.insert(at, " ");
    return text;
}

}  // namespace

/// Signed anew each time the page is opened: the time in it is the proof that it is not a photograph of another day.
void MaintenanceFlow::attest() {
    attestation_ = {};
    const auto& machine = context_.equipment.machine;
    const auto paperwork = context_.equipment.paperwork;
    if (!machine || !paperwork) return;
    using Answer = Result<RgbaImage>;
    const documents::signing::Attestation said{machine->version, machine->number, machine->root_hash, context_.equipment.clock.now()};
    context_.asks.then<Answer>(std::async(std::launch::async, [paperwork, said]() -> Answer {
        LOKET_ASSIGN(text, paperwork->signing.attest(said));
        LOKET_ASSIGN(code, documents::encode_qr(text));
        return picture_of_code(code);
    }), [this](Answer answer) {
        if (!answer) return tell_user(Tone::Bad, context_.explain(answer.error()));
        attestation_ = {std::make_shared<const RgbaImage>(std::move(*answer)), attestation_.revision + 1};
    });
}

/// What only this machine has; empty: nothing would be lost that somebody else is still to get.
std::string MaintenanceFlow::waits_elsewhere() const {
    const auto& line = context_.equipment.lan;
    if (line && line->station && line->station->view().aside > 0)
        return context_.say("maintenance.reset_waits_here", {{"count", reports::grouped(line->station->view().aside)}});
    const auto& link = context_.equipment.link;
    if (!link) return {};
    const auto seen = link->view();
    if (seen->waiting() == 0 && seen->packets.packets == 0) return {};
    return context_.say("maintenance.reset_waits", {{"events", reports::grouped(seen->waiting())}, {"packets", reports::grouped(seen->packets.packets)}});
}

void MaintenanceFlow::reset() {
    const auto done = update::ask_system(*context_.equipment.machine, update::kReset, context_.equipment.machine->number);
    if (done) tell_user(Tone::Warning, context_.say("maintenance.reset_begun"));
    else tell_user(Tone::Bad, context_.explain(done.error()));
}

/// Who asked is kept first; the system only hears that two did.
void MaintenanceFlow::open_for_service(const std::string& second) {
    const auto keep = [by = context_.actor(), second, number = context_.equipment.machine->number](Core& core) { return core.audit(by, "service_login", number, second); };
    context_.asks.then<Status>(context_.equipment.core.ask(keep), [this](const Status& kept) {
        const auto asked = kept ? update::ask_system(*context_.equipment.machine, update::kService, context_.equipment.machine->number) : kept;
        if (asked) tell_user(Tone::Warning, context_.say("maintenance.service_begun"));
        else tell_user(Tone::Bad, context_.explain(asked.error()));
    });
}

void MaintenanceFlow::add_appliance(Maintenance& view) const {
    const auto& machine = context_.equipment.machine;
    view.may_reset = machine != nullptr;
    if (part_ == "update") update_.add(view);
    view.attestation = attestation_;
    if (part_ == "reset") view.appliance_text = context_.say(context_.equipment.link ? "maintenance.reset_hint" : "maintenance.reset_alone");
    else view.appliance_text = context_.say(machine ? "maintenance.attestation_hint" : "maintenance.no_appliance_text");
    if (!machine) return;
    view.appliance = {{context_.say("maintenance.version"), machine->version},
                      {context_.say("maintenance.root"), grouped_hex(machine->root_hash)},
                      {context_.say("maintenance.slot"), machine->slot},
                      {context_.say("maintenance.machine_number"), machine->number}};
}

}  // namespace loket::app
