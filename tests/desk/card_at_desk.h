#pragma once
// A printed card on the reader of the desk that activates, and a stranger before that.

#include <catch2/catch.hpp>

#include "devices/model/scene.h"
#include "kiosk/app/desk/activation.h"
#include "kiosk/app/desk/printing.h"
#include "office.h"

namespace loket::app::test {

struct CardAtDesk {
    CardAtDesk() {
        scene.set_real_time(false);
        office.walk_to(id, engine::StepKind::Print);
        REQUIRE(print_card(equipment, id, office.worker(*office.at(id)), sink, {}));
        office.walk_to(id, engine::StepKind::Activate);
        officer = office.worker(*office.at(id));
        uid = office.at(id)->card.uid;
        scene.place_card(uid);
    }
    model::Scene scene;
    DeskOffice office{"SOP2019", true, &scene};
    Equipment& equipment = office.equipment();
    runtime::SilentSink sink;
    const std::string id = office.open(*office.services().find("S02"));
    engine::Actor officer;
    std::string uid;
};

}  // namespace loket::app::test
