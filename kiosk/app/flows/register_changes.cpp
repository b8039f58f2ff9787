#include "kiosk/app/flows/register_changes.h"

#include <fmt/format.h>

namespace loket::app {

using population::Resident;
using viewmodels::Verify;

namespace {

/// Every datum of a person that a service may change, in the order of a family card.
std::vector<viewmodels::Row> data_of(const FlowContext& context, const Resident& person) {
    const auto& reference = context.equipment.core.reference();
    const auto& codes = reference.codes;
    const auto place = reference.regions.place(person.address.village);
    return {{context.say("field.name"), person.name},
            {context.say("field.kk"), person.kk},
            {context.say("field.birth"), fmt::format("{}, {}", person.birth_place, dmy_date(person.born))},
            {context.say("field.sex"), std::string(codes.label(person.sex))},
            {context.say("field.address"), fmt::format("{} RT {:03}/RW {:03}", person.address.street, person.address.rt, person.address.rw)},
            {context.say("field.village"), fmt::format("{}, {}", place.village, place.district)},
            {context.say("field.religion"), std::string(codes.label(person.religion))},
            {context.say("field.marital"), std::string(codes.label(person.marital))},
            {context.say("field.occupation"), std::string(codes.occupation(person.occupation))},
            {context.say("field.education"), std::string(codes.education(person.education))},
            {context.say("field.shdk"), std::string(codes.label(person.shdk))},
            {context.say("field.father"), person.father},
            {context.say("field.mother"), person.mother},
            {context.say("field.nationality"), std::string(codes.label(person.nationality))},
            {context.say("field.birth_deed"), person.birth_deed},
            {context.say("field.life"), context.say("life." + std::to_string(static_cast<int>(person.life)))},
            {context.say("field.card"), context.say("card_state." + std::to_string(static_cast<int>(person.card)))},
            {context.say("field.kia"), context.say(person.kia ? "answer.yes" : "answer.no")}};
}

}  // namespace

std::vector<Verify::Change> change_rows(const FlowContext& context, const RegisterPreview& preview) {
    std::vector<Verify::Change> rows;
    for (const auto& change : preview.people) {
        const auto after = data_of(context, change.after);
        if (!change.before) {
            rows.push_back({change.after.name, context.say("verify.new_person"), {}, change.after.name});
            continue;
        }
        const auto before = data_of(context, *change.before);
        for (std::size_t i = 0; i < after.size(); ++i)
            if (before[i].value != after[i].value) rows.push_back({change.after.name, after[i].label, before[i].value, after[i].value});
    }
    return rows;
}

}  // namespace loket::app
