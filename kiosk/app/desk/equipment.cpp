#include "kiosk/app/desk/equipment.h"

#include "kiosk/app/core/last_good.h"
#include "kiosk/app/desk/sam_slot.h"

#include <algorithm>

#include "devices/base/file.h"
#include "devices/base/sha256.h"
#include "devices/runtime/settings.h"
#include "drivers/table.h"
#include "kiosk/app/lan/office_line.h"
#include "workflow/lan/display_stream.h"
#include "workflow/engine/json_reader.h"

namespace loket::app {

Result<documents::OfficeHead> load_office_head(const std::filesystem::path& assets) {
    const auto path = assets / "office.json";
    LOKET_ASSIGN(text, read_text(path, 1u << 20));
    LOKET_ASSIGN(json, engine::parse_json(text, path.filename().string()));
    engine::JsonProblem problem{.origin = path.filename().string(), .text = std::nullopt};
    documents::OfficeHead head;
    {
        engine::JsonObject object(json, "", problem);
        head.government = object.text("government");
        head.office = object.text("office");
        head.address = object.text("address");
        head.complaint = object.text("complaint");
        head.specimen = object.flag_or("specimen", true);
    }
    if (problem.text) return corrupt(*problem.text);
    return head;
}

Result<documents::KtpDesigns> load_card_designs(const std::filesystem::path& assets) {
    LOKET_ASSIGN(text, read_text(assets / "cards" / "ktp_el.json", 1u << 20));
    LOKET_ASSIGN(patch, read_text(assets / "cards" / "ktp_el_oa.json", 1u << 20));
    LOKET_ASSIGN(citizen, documents::parse_card_design(text));
    LOKET_ASSIGN(foreigner, documents::parse_card_variant(text, patch));
    return documents::KtpDesigns{std::move(citizen), std::move(foreigner)};
}

Result<documents::letters::LetterLibrary> load_letters(const std::filesystem::path& assets) {
    LOKET_ASSIGN(letters, documents::letters::load_templates(assets / "papers"));
    LOKET_ASSIGN(deeds, documents::letters::load_templates(assets / "papers" / "akta"));
    for (const auto& [id, deed] : deeds)
        if (letters.contains(id)) return corrupt("akta: /id: '" + id + "' is the id of another paper, too");
    letters.merge(deeds);
    return letters;
}

Result<Paperwork> open_paperwork(const std::filesystem::path& assets, const std::filesystem::path& office, const engine::Services& services, Instant today) {
    const auto folder = assets / "papers" / "sources";
    LOKET_ASSIGN(letters, load_letters(assets));
    LOKET_ASSIGN(sources, load_paper_sources(folder, letters, services));
    const auto lost_resi = letters.find("SP-HILANG-RESI");
    if (lost_resi == letters.end()) return corrupt("assets/papers has no SP-HILANG-RESI");
    LOKET_ASSIGN(signing, open_signing_desk(office, folder / "signers" / "office.json", today));
    return Paperwork{std::move(sources), std::move(signing), lost_resi->second};
}

namespace {

/// Puts sheets on paper where the station has a printer for them; else nothing, and papers go to the archive only.
std::function<Status(const Bytes&, int)> sheet_printer(runtime::Registry& registry) {
    const auto devices = registry.list();
    if (std::ranges::none_of(devices, [](const auto& device) { return device.kind == model::Kind::PaperPrinter; })) return {};
    return [&registry](const Bytes& pdf, int sheets) -> Status {
        runtime::SilentSink sink;
        LOKET_ASSIGN(printed, runtime::run(registry, model::Kind::PaperPrinter, model::SheetRequest{to_hex(sha256(pdf)), pdf, sheets}, sink));
        (void)printed;
        return {};
    };
}

}  // namespace

Result<std::unique_ptr<OpenOffice>> open_office(const CoreOptions& options, const Clock& clock, Random& random, model::Scene* scene,
                                                const std::function<void(Core&)>& before_work) {
    auto office = std::make_unique<OpenOffice>();
    LOKET_ASSIGN(data, load_reference_or_last_good(options.assets, options.data));
    office->reference = std::move(data.reference);
    office->refused = std::move(data.refused);
    LOKET_ASSIGN(head, load_office_head(options.assets));
    LOKET_ASSIGN(designs, load_card_designs(options.assets));
    LOKET_ASSIGN(place, load_place(options.data));
    if (place && place->role == lan::kDisplayRole) return rejected("lan.display_only", "this machine only shows numbers");
    auto wish = options;
    wish.follows = place && !place->induk;
    LOKET_ASSIGN(core, Core::open(wish, office->reference, clock, random));
    if (before_work) before_work(*core);
    LOKET_ASSIGN(paperwork, open_paperwork(options.assets, options.data, office->reference.services, clock.now()));
    auto settings = runtime::load_settings(options.assets / "devices.json", drivers::all());
    if (!settings && office->refused.empty()) office->refused = settings.error().context;
    office->registry = std::make_unique<runtime::Registry>(drivers::all(), clock, scene, std::move(settings).value_or({}));
    office->core = std::make_unique<CoreThread>(std::move(core));
    paperwork.print_a4 = sheet_printer(*office->registry);
    office->equipment = std::make_unique<Equipment>(
        Equipment{*office->core, *office->registry, clock, std::move(designs), std::move(head), std::make_shared<const Paperwork>(std::move(paperwork))});
    office->equipment->sam = security_module(office->registry->settings(), options.data);
    auto gallery = open_gallery(options.data);
    if (gallery) office->equipment->gallery = std::move(*gallery);
    else log::error("without a gallery nobody is looked for under another number: {}", gallery.error().context);
    LOKET_ASSIGN(line, start_office_line(*office->core, clock, options.data, OnNetwork{.office = office->equipment->office_head.government}));
    office->equipment->lan = std::move(line);
    // Last: at a station the devices' first lines already go to the induk.
    office->health = std::make_unique<HealthRecorder>(*office->registry, *office->core, clock);
    return office;
}

}  // namespace loket::app
