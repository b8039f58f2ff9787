#pragma once
// What every run without people stands on: a synthetic office, its devices and who stands before them, on a clock of its own.

#include <functional>
#include <memory>

#include "devices/model/scene.h"
#include "kiosk/app/demo/director.h"
#include "kiosk/app/desk/equipment.h"

namespace loket::app {

/// In the order it must go down again.
struct Scenery {
    ManualClock clock{kDemoStart};
    model::Scene scene;
    SeededRandom random;
    StationStrings strings;
    std::unique_ptr<OpenOffice> office;

    explicit Scenery(std::uint64_t seed) : random(seed, "store") {}
};

/// Opens or makes the office; its clock goes on where the office stood. `before_work` as open_office.
Result<std::unique_ptr<Scenery>> set_scenery(const CoreOptions& options, const std::function<void(Core&)>& before_work = {});

/// How far a long run is, on the standard error; a bar on a terminal, else a line for each tenth piece.
void show_progress(std::string_view what, int done, int of);

}  // namespace loket::app
