#pragma once
// What happens at each visit of a demo: who comes, why, and what goes wrong. A function of the seed alone.

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/app/core/core.h"

namespace loket::app {

struct VisitPlan {
    int number = 1;                ///< from 1
    std::string nik;
    std::string service = "S02";
    engine::Answers answers;       ///< to the service's questions
    std::string priority = "none"; ///< answer on the priority page
    int earlier = 0;               ///< visits of this person for the same service before
    bool incomplete = false;       ///< a paper is missing the first time
    bool returned_by_kasi = false, returned_by_kabid = false;
    bool corrected = false;        ///< the signer sends the paper back once
    bool jam = false, ribbon_out = false;
    int wounded_finger = 0;        ///< ISO position of a bandaged finger, 0 = none; only for those who are recorded
    bool dry_finger = false, blink = false;
    bool stranger = false;         ///< somebody else comes for the card first
};

/// Chooses `visits` people of the population who need a KTP-el, and what happens to them.
Result<std::vector<VisitPlan>> plan_visits(const CoreOptions& options, const Reference& reference, std::uint64_t seed, int visits, Date day);
/// The same for any other service. Rejected "service.unknown" or "demo.nobody".
Result<std::vector<VisitPlan>> plan_service(const CoreOptions& options, const Reference& reference, const std::string& service, std::uint64_t seed, int visits, Date day);

}  // namespace loket::app
