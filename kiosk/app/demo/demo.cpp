#include "kiosk/app/demo/demo.h"

#include <fmt/format.h>

#include <cstdio>

#include "devices/base/file.h"
#include "devices/runtime/scenario.h"
#include "drivers/table.h"
#include "kiosk/app/demo/director.h"
#include "kiosk/app/demo/journal.h"
#include "kiosk/app/demo/pdf_preview.h"
#include "kiosk/app/demo/scenery.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/desk/issuing.h"
#include "kiosk/app/desk/papers.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/desk/printing.h"

namespace loket::app {
namespace {

CoreOptions core_options(const DemoOptions& options) {
    constexpr int kBlanksPerVisit = 2;  // room for spoiled ones
    CoreOptions core;
    core.data = options.out;
    core.assets = options.assets;
    core.residents = options.residents;
    core.profile = options.profile;
    core.seed = options.seed;
    core.blanks = std::max(500, options.visits * kBlanksPerVisit);
    core.check = store::PageCheck::Never;
    core.apply_rules = true;
    if (!options.quiet) core.progress = [](const std::string&, int percent) { show_progress("penduduk sintetis", percent, 100); };
    return core;
}

Result<std::unique_ptr<Scenery>> open_scenery(const DemoOptions& options) {
    return set_scenery(core_options(options), [&](Core& core) {
        if (!options.print_acks) return;
        core.on_commit([](const std::vector<store::StoredEvent>& events) {
            for (const auto& event : events) fmt::print("ack {} {}\n", event.seq, to_hex(event.hash));
            std::fflush(stdout);
        });
    });
}

Status write_resi(Equipment& equipment, const engine::Case& c, const population::Resident& person, const std::filesystem::path& out) {
    const auto resi = resi_paper(equipment, c, person);
    LOKET_ASSIGN(slip, documents::render_slip(documents::resi_slip(resi)));
    LOKET_TRY(write_png(out / "resi.png", slip));
    LOKET_ASSIGN(pdf, documents::render_pdf(documents::resi_a4(resi), c.updated));
    return write_file(out / "resi.pdf", pdf);
}

Status write_card(Equipment& equipment, const engine::Case& c, const population::Resident& person, const std::filesystem::path& out) {
    if (c.card.serial.empty()) return {};
    LOKET_ASSIGN(faces, proof_of(equipment, c, person));
    LOKET_TRY(write_png(out / "card-front.png", faces.front));
    return write_png(out / "card-back.png", faces.back);
}

Status write_pickup(Equipment& equipment, const engine::Case& c, const population::Resident& person, const std::filesystem::path& out) {
    if (c.pickup_signature.empty()) return {};
    auto ink = equipment.core.ask([digest = c.pickup_signature](Core& core) { return core.blob(digest); }).get();
    if (!ink) return ink.error();
    LOKET_ASSIGN(signature, decode_gray_png(*ink));
    const auto paper = documents::pickup_receipt(pickup_paper(equipment, c, person, "RINA MARLINA", signature));
    LOKET_ASSIGN(pixels, documents::render_rgba(paper, 100));
    LOKET_TRY(write_png(out / "pickup.png", pixels));
    LOKET_ASSIGN(pdf, documents::render_pdf(paper, c.updated));
    return write_file(out / "pickup.pdf", pdf);
}

/// `papers/SKPWNI.pdf` and a picture of each sheet: `papers/SKPWNI-1.png`.
Status write_issued(Equipment& equipment, const engine::Case& c, const std::filesystem::path& folder) {
    constexpr int kPreviewDpi = 100;
    if (!c.papers.empty()) LOKET_TRY(make_folder(folder));
    for (const auto& paper : c.papers) {
        LOKET_ASSIGN(print, print_of(equipment, c, paper.kind));
        LOKET_TRY(write_file(folder / (paper.kind + ".pdf"), print.pdf));
        LOKET_ASSIGN(pages, pdf_pages(print.pdf, kPreviewDpi));
        for (std::size_t i = 0; i < pages.size(); ++i) LOKET_TRY(write_png(folder / fmt::format("{}-{}.png", paper.kind, i + 1), pages[i]));
    }
    return {};
}

/// The papers of the last case that was closed. Of somebody the register does not know only what was issued.
Status write_papers(Equipment& equipment, const std::filesystem::path& out) {
    const auto snapshot = equipment.core.snapshot();
    const auto& c = snapshot->office.last_closed;
    if (!c) return {};
    LOKET_TRY(write_issued(equipment, *c, out / "papers"));
    if (c->nik.empty()) return {};
    auto looked_up = equipment.core.ask([nik = c->nik](Core& core) { return core.resident(nik, {"sutradara", engine::Role::Sistem}, "demo"); }).get();
    if (!looked_up && looked_up.error().code == "nik.unknown") return {};
    if (!looked_up) return looked_up.error();
    LOKET_TRY(write_resi(equipment, *c, **looked_up, out));
    LOKET_TRY(write_card(equipment, *c, **looked_up, out));
    return write_pickup(equipment, *c, **looked_up, out);
}

Status serve(const DemoOptions& options, const runtime::Scenario& scenario, Scenery& stage) {
    auto planned = options.service.empty() ? plan_visits(core_options(options), stage.office->reference, options.seed, options.visits, kDemoDay)
                                           : plan_service(core_options(options), stage.office->reference, options.service, options.seed, options.visits, kDemoDay);
    if (!planned) return planned.error();
    const auto& plans = *planned;
    Station station(*stage.office->equipment, stage.strings);
    LOKET_ASSIGN(puppet, Puppet::create(station, {}, options.pictures ? options.out / "screens" : std::filesystem::path{}));
    Director director(*stage.office->equipment, station, *puppet, stage.scene, stage.clock, options.seed);
    for (const auto& plan : plans) {
        director.set_extra_faults(scenario.at(plan.number));
        LOKET_TRY(director.run(plan));
        puppet->stop_drawing();  // the first visit is the one to look at
        if (!options.quiet) show_progress("kunjungan", plan.number, options.visits);
    }
    return {};
}

}  // namespace

Status remove_old_office(const std::filesystem::path& out) {
    constexpr auto kMarker = "demo.office";
    std::error_code ignored;
    if (std::filesystem::exists(out / "office.db") && !std::filesystem::exists(out / kMarker))
        return rejected("demo.real_office", out.string() + " holds an office that no demo made; choose another --out");
    LOKET_TRY(write_text(out / kMarker, "This office was made by a demo and is replaced by the next one.\n"));
    for (const auto* name : {"office.db", "office.db-wal", "office.db-shm", "office.key", "office.seal", "journal.json", "journal.md", "resi.png", "resi.pdf", "card-front.png", "card-back.png", "pickup.pdf"}) std::filesystem::remove(out / name, ignored);
    for (const auto* folder : {"screens", "signing", "papers"}) std::filesystem::remove_all(out / folder, ignored);
    return {};
}

Result<int> run_demo(const DemoOptions& options) {
    if (!options.service.empty()) {  // before an office is made for nothing
        LOKET_ASSIGN(services, engine::Services::load(options.assets / "services"));
        if (services.find(options.service) == nullptr) return rejected("service.not_listed", "no service " + options.service + "; `loket services` lists them");
    }
    runtime::Scenario scenario;
    if (!options.scenario.empty()) {
        LOKET_ASSIGN(loaded, runtime::load_scenario(options.scenario, drivers::all()));
        scenario = std::move(loaded);
    }
    LOKET_TRY(make_folder(options.out));
    if (!options.resume || !std::filesystem::exists(options.out / "office.db")) LOKET_TRY(remove_old_office(options.out));
    LOKET_ASSIGN(stage, open_scenery(options));
    auto& office = *stage->office;
    LOKET_TRY(serve(options, scenario, *stage));
    LOKET_TRY(write_papers(*office.equipment, options.out));
    LOKET_TRY(write_journal(*office.core, {options.seed, options.visits}, options.out));
    const auto snapshot = office.core->snapshot();
    const auto* service = office.reference.services.find(options.service);
    return service != nullptr && service->internal() ? snapshot->office.closed : snapshot->office.handed_over;
}

}  // namespace loket::app
