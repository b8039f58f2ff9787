#include "kiosk/app/demo/demo.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "devices/base/file.h"
#include "devices/runtime/scenario.h"
#include "drivers/table.h"
#include "kiosk/app/demo/director.h"
#include "kiosk/app/demo/journal.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/desk/papers.h"
#include "kiosk/app/desk/pictures.h"

namespace loket::app {
namespace {

void show_progress(const DemoOptions& options, std::string_view what, int done, int of) {
    if (options.quiet) return;
    constexpr int kWidth = 30;
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const int filled = of > 0 ? done * kWidth / of : 0;
    if (terminal) fmt::print(stderr, "\r  [{}{}] {} {}/{} ", std::string(static_cast<std::size_t>(filled), '#'), std::string(static_cast<std::size_t>(kWidth - filled), '.'), what, done, of);
    else if (done == of || done % 10 == 0) fmt::print(stderr, "  {} {}/{}\n", what, done, of);
    if (terminal && done == of) fmt::print(stderr, "\n");
}

constexpr auto kMarker = "demo.office";  // only what a demo made may a demo remove

/// A fresh demo replaces the office of the last one, and never any other.
Status remove_old_office(const std::filesystem::path& out) {
    std::error_code ignored;
    if (std::filesystem::exists(out / "office.db") && !std::filesystem::exists(out / kMarker))
        return rejected("demo.real_office", out.string() + " holds an office that no demo made; choose another --out");
    LOKET_TRY(write_text(out / kMarker, "This office was made by a demo and is replaced by the next one.\n"));
    for (const auto* name : {"office.db", "office.db-wal", "office.db-shm", "office.key", "office.seal", "journal.json", "journal.md"}) std::filesystem::remove(out / name, ignored);
    std::filesystem::remove_all(out / "screens", ignored);
    return {};
}

CoreOptions core_options(const DemoOptions& options) {
    constexpr int kBlanksPerVisit = 2;  // room for spoiled ones
    CoreOptions core;
    core.data = options.out;
    core.assets = options.assets;
    core.residents = options.residents;
    core.seed = options.seed;
    core.blanks = std::max(500, options.visits * kBlanksPerVisit);
    core.check_pages = false;
    core.progress = [options](const std::string&, int percent) { show_progress(options, "penduduk sintetis", percent, 100); };
    return core;
}

/// Everything a run stands on, in the order it must go down again.
struct Office {
    Reference reference;
    ManualClock clock{kDemoStart};
    model::Scene scene;
    SeededRandom random;
    documents::OfficeHead head;
    documents::CardDesign design;
    StationStrings strings;
    std::unique_ptr<runtime::Registry> registry;
    std::unique_ptr<CoreThread> core;

    explicit Office(std::uint64_t seed) : random(seed, "store") {}
};

Result<std::unique_ptr<Office>> open_office(const DemoOptions& options) {
    auto office = std::make_unique<Office>(options.seed);
    LOKET_ASSIGN(reference, load_reference(options.assets));
    office->reference = std::move(reference);
    LOKET_ASSIGN(head, load_office_head(options.assets));
    office->head = std::move(head);
    LOKET_ASSIGN(design, load_card_design(options.assets));
    office->design = std::move(design);
    LOKET_ASSIGN(strings, StationStrings::load(options.assets));
    office->strings = std::move(strings);
    office->scene.set_real_time(false);
    office->registry = std::make_unique<runtime::Registry>(drivers::all(), office->clock, &office->scene);
    LOKET_ASSIGN(core, Core::open(core_options(options), office->reference, office->clock, office->random));
    if (options.print_acks)
        core->on_commit([](const std::vector<store::StoredEvent>& events) {
            for (const auto& event : events) fmt::print("ack {} {}\n", event.seq, to_hex(event.hash));
            std::fflush(stdout);
        });
    const auto last = core->snapshot()->head_at;
    if (last > kDemoStart) office->clock.set(last);
    office->core = std::make_unique<CoreThread>(std::move(core));
    return office;
}

Status write_papers(Equipment& equipment, const std::filesystem::path& out) {
    const auto snapshot = equipment.core.snapshot();
    const auto& c = snapshot->office.last_closed;
    if (!c) return {};
    auto looked_up = equipment.core.ask([nik = c->nik](Core& core) { return core.resident(nik, {"sutradara", engine::Role::Sistem}, "demo"); }).get();
    if (!looked_up) return looked_up.error();
    const auto& person = **looked_up;
    const auto resi = resi_paper(equipment, *c, person);
    LOKET_ASSIGN(slip, documents::render_slip(documents::resi_slip(resi)));
    LOKET_TRY(write_png(out / "resi.png", slip));
    LOKET_ASSIGN(resi_pdf, documents::render_pdf(documents::resi_a4(resi), c->updated));
    LOKET_TRY(write_file(out / "resi.pdf", resi_pdf));
    LOKET_ASSIGN(material, card_material(equipment, *c, person));
    LOKET_ASSIGN(faces, card_faces(equipment, *c, person, material, c->card.serial));
    LOKET_TRY(write_png(out / "card-front.png", faces.proof_front));
    LOKET_TRY(write_png(out / "card-back.png", faces.proof_back));
    auto ink = equipment.core.ask([digest = c->pickup_signature](Core& core) { return core.blob(digest); }).get();
    if (!ink) return ink.error();
    LOKET_ASSIGN(signature, decode_gray_png(*ink));
    const auto paper = documents::pickup_receipt(pickup_paper(equipment, *c, person, "RINA MARLINA", signature));
    LOKET_ASSIGN(pixels, documents::render_rgba(paper, 100));
    LOKET_TRY(write_png(out / "pickup.png", pixels));
    LOKET_ASSIGN(pdf, documents::render_pdf(paper, c->updated));
    return write_file(out / "pickup.pdf", pdf);
}

Status serve(const DemoOptions& options, Office& office, Equipment& equipment) {
    runtime::Scenario scenario;
    if (!options.scenario.empty()) {
        LOKET_ASSIGN(loaded, runtime::load_scenario(options.scenario, drivers::all()));
        scenario = std::move(loaded);
    }
    LOKET_ASSIGN(plans, plan_visits(core_options(options), office.reference, options.seed, options.visits, kDemoDay));
    Station station(equipment, office.strings);
    LOKET_ASSIGN(puppet, Puppet::create(station, {}, options.pictures ? options.out / "screens" : std::filesystem::path{}));
    Director director(equipment, station, *puppet, office.scene, office.clock, options.seed);
    for (const auto& plan : plans) {
        director.set_extra_faults(scenario.at(plan.number));
        LOKET_TRY(director.run(plan));
        puppet->stop_drawing();  // the first visit is the one to look at
        show_progress(options, "kunjungan", plan.number, options.visits);
    }
    return {};
}

}  // namespace

Result<int> run_demo(const DemoOptions& options) {
    LOKET_TRY(make_folder(options.out));
    if (!options.resume || !std::filesystem::exists(options.out / "office.db")) LOKET_TRY(remove_old_office(options.out));
    LOKET_ASSIGN(office, open_office(options));
    Equipment equipment{*office->core, *office->registry, office->clock, office->design, office->head};
    LOKET_TRY(serve(options, *office, equipment));
    LOKET_TRY(write_papers(equipment, options.out));
    LOKET_TRY(write_journal(*office->core, {options.seed, options.visits}, options.out));
    return office->core->snapshot()->office.handed_over;
}

}  // namespace loket::app
