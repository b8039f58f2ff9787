#pragma once
// What a station needs besides the core, put together once.

#include "kiosk/app/desk/desk.h"
#include "kiosk/app/desk/health_recorder.h"

namespace loket::app {

/// The office as it signs its papers, from assets/office.json.
Result<documents::OfficeHead> load_office_head(const std::filesystem::path& assets);
Result<documents::KtpDesigns> load_card_designs(const std::filesystem::path& assets);
/// Letters, their sources and the signing authority of the office in `office`.
Result<Paperwork> open_paperwork(const std::filesystem::path& assets, const std::filesystem::path& office, const engine::Services& services, Instant today);
/// Every letter: assets/papers and assets/papers/akta.
Result<documents::letters::LetterLibrary> load_letters(const std::filesystem::path& assets);

/// An office at work. Members go down in the opposite order.
struct OpenOffice {
    Reference reference;
    std::string refused;  ///< why the installed data is not used (see load_reference_or_last_good); empty if it is
    std::unique_ptr<runtime::Registry> registry;
    std::unique_ptr<CoreThread> core;
    std::unique_ptr<Equipment> equipment;
    std::unique_ptr<HealthRecorder> health;
};

/// Opens or makes the office in `options.data` with all its parts; blocks for as long as that takes. `scene` null: no simulated
/// devices. `before_work` sees the core before its thread starts. In an office of several machines the line to the others stands. `clock` and `scene` outlive the office.
Result<std::unique_ptr<OpenOffice>> open_office(const CoreOptions& options, const Clock& clock, Random& random, model::Scene* scene,
                                                const std::function<void(Core&)>& before_work = {});

}  // namespace loket::app
