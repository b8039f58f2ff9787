#pragma once
// What every long task of a desk works with. Tasks run on the desk's own thread; they may wait for the core.

#include <functional>

#include "devices/card/sam.h"
#include "devices/model/device.h"
#include "devices/runtime/run.h"
#include "kiosk/app/core/core_thread.h"
#include "kiosk/app/desk/paper_sources.h"
#include "kiosk/app/desk/signing_desk.h"
#include "workflow/dedup/gallery.h"
#include "workflow/documents/card_design.h"
#include "workflow/documents/paper.h"

namespace loket::update {
struct Machine;
}

namespace loket::app {

/// What the office issues papers with.
struct Paperwork {
    PaperSources sources;
    SigningDesk signing;
    documents::letters::LetterTemplate lost_resi;  ///< SP-HILANG-RESI
    /// Puts sheets on paper; empty where the station has no A4 printer: the paper is kept in the archive only.
    std::function<Status(const Bytes& pdf, int sheets)> print_a4 = {};
};

/// The kiosk itself, for what an applicant does there.
inline const engine::Actor kKiosk{"anjungan", engine::Role::Pemohon};

class Link;
struct OfficeLine;

/// Lives as long as the program; shared by all flows.
struct Equipment {
    CoreThread& core;
    runtime::Registry& registry;
    const Clock& clock;
    documents::KtpDesigns card_designs;
    documents::OfficeHead office_head;
    std::shared_ptr<const Paperwork> paperwork = {};
    std::shared_ptr<Link> link = {};  ///< to the register; null for an office that stands alone
    std::shared_ptr<OfficeLine> lan = {};  ///< to the other machines of the office; null for an office of one
    std::shared_ptr<card::SecureAccessModule> sam = std::make_shared<card::TestSam>();
    std::shared_ptr<const update::Machine> machine = {};  ///< the appliance; null on any other machine
    std::filesystem::path mounts = "/proc/self/mounts";  ///< where such a machine finds a stick (stick_place.h)
    std::shared_ptr<dedup::Gallery> gallery = {};  ///< for the desk's thread; null: nobody is looked for under another number
};

/// Runs one command on the core and waits. For desk threads only.
inline Status tell(CoreThread& core, engine::Command command, const engine::Actor& actor, std::vector<Attachment> attachments = {}) {
    auto answer = core.execute(std::move(command), actor, std::move(attachments)).get();
    return answer ? Status{} : Status{answer.error()};
}

/// The open case `id` as the last snapshot has it, or why there is none.
inline Result<std::shared_ptr<const engine::Case>> open_case(Equipment& equipment, const std::string& id) {
    auto c = equipment.core.snapshot()->office.find_case(id);
    if (!c) return rejected("case.unknown", "no open case " + id);
    return c;
}

/// The content of one request's outcome, or the device's failure; Corrupt if it answered something else.
template <class Content>
Result<Content> perform(Equipment& equipment, model::Kind kind, model::Request request, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(outcome, runtime::run(equipment.registry, kind, std::move(request), sink, stop));
    if (auto* content = std::get_if<Content>(&outcome.content)) return std::move(*content);
    return Error{Fault::Corrupt, "the device answered something else than it was asked", "device.wrong_answer"};
}

}  // namespace loket::app
