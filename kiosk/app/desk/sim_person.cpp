#include "kiosk/app/desk/sim_person.h"

#include "devices/base/random.h"
#include "workflow/register/simulated_centre.h"

namespace loket::app {

model::SimPerson sim_person(const population::Resident& resident, Date on) {
    model::SimPerson sim;
    sim.seed = resident.bio_seed;
    sim.female = resident.sex == population::Sex::Female;
    sim.age = age_on(resident.born, on);
    sim.headscarf = centre::wears_headscarf(resident);
    for (int position = 1; position <= 10; ++position)
        if (resident.lacks_finger(position)) sim.missing_fingers.insert(static_cast<biometrics::Finger>(position));
    return sim;
}

model::SimPerson sim_officer(const std::string& user) {
    model::SimPerson sim;
    sim.seed = derive_seed(1, "officer " + user);
    return sim;
}

void follow_person(model::Scene& scene, const Snapshot& snapshot) {
    const engine::Case* latest = nullptr;
    for (const auto& [id, c] : snapshot.office.cases)
        if (c->begun && (latest == nullptr || c->updated > latest->updated)) latest = c.get();
    if (latest == nullptr) return;
    const auto found = snapshot.people.find(latest->nik);
    if (found == snapshot.people.end()) return;
    scene.set_person(sim_person(*found->second, wib_date(latest->updated)));
    if (!latest->card.uid.empty() && scene.card(latest->card.uid)) scene.place_card(latest->card.uid);
}

}  // namespace loket::app
