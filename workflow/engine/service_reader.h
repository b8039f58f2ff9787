#pragma once
// Shared by the readers of assets/services and assets/forms only.

#include "workflow/engine/json_reader.h"
#include "workflow/engine/service.h"

namespace loket::engine::detail {

Text read_words(JsonObject& object, const std::string& key, bool required);

/// Calls `read(object)` for each object of the list under `key`.
template <class Read>
void each(JsonObject& parent, const std::string& key, bool required, Read read) {
    const auto* list = parent.member(key, required);
    if (list == nullptr) return;
    if (!list->is_array() || (required && list->empty())) {
        parent.problem().report(parent.place_of(key), "must be a list that is not empty");
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        JsonObject item((*list)[i], parent.place_of(key) + "/" + std::to_string(i), parent.problem());
        read(item);
    }
}

/// The condition under "if", or one that always holds. A condition over a setting of this service is decided at once.
Condition read_if(JsonObject& object, const std::vector<Setting>& settings, const std::string& key = "if");
Question read_question(JsonObject& object, const std::vector<Setting>& settings);
Requirement read_requirement(JsonObject& object, const std::vector<Setting>& settings, const Forms& forms);
/// Role under `key`, or the fallback if there is none.
Role read_role(JsonObject& object, const std::string& key, Role fallback);
std::vector<Role> read_roles(JsonObject& object, const std::string& key);
StepKind read_kind(JsonObject& object, const std::string& key);
Step read_step(JsonObject& object, std::optional<Role> signer);

/// What only the whole file shows: gaps, dead conditions, sums, steps that could strand a case.
void check_service(const Service& service, JsonProblem& problem);

}  // namespace loket::engine::detail
