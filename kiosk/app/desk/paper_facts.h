#pragma once
// What a paper may say about a case, gathered before it is written, and the writing: sources -> LetterData or FamilyCard.
// Pure: the same facts give the same paper.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kiosk/app/core/reference.h"
#include "kiosk/app/desk/paper_sources.h"
#include "workflow/documents/family_card/kk.h"
#include "workflow/documents/letters/letter.h"
#include "workflow/engine/office.h"

namespace loket::app {

using Person = std::shared_ptr<const population::Resident>;

/// A device of this station, as a report names it.
struct DeviceLine {
    std::string product, serial, kind, state, reasons;
};

struct PaperFacts {
    const engine::Service& service;
    const engine::Case& c;
    const Reference& reference;
    Instant issued{};
    std::string number = {};
    std::map<std::string, Person> people = {};                ///< by NIK; who is not there is unknown to the register
    std::map<std::string, std::vector<Person>> families = {};  ///< by KK number
    population::Family card = {};                              ///< of a Kartu Keluarga: as the case will leave it
    std::map<std::string, std::string> officers = {};  ///< names by code of the role
    std::vector<DeviceLine> devices = {};
};

/// The NIKs that this paper must know more about: nobody is looked up who is not printed.
std::set<std::string> people_needed(const PaperSource& source, const engine::Service& service, const engine::Case& c);
/// The family cards, once the people are known.
std::set<std::string> families_needed(const PaperSource& source, const PaperFacts& facts);

documents::letters::LetterData letter_data(const PaperSource& source, const PaperFacts& facts);
/// Rejected "kk.unknown" where there will be no such family.
Result<documents::FamilyCard> family_card(const PaperFacts& facts);

}  // namespace loket::app
