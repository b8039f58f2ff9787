#include "workflow/mirror/master.h"

#include <nlohmann/json.hpp>

#include "workflow/population/resident_json.h"

namespace loket::mirror {

// As population::encode: a name from an old file may not be UTF-8, and the odd byte is replaced.
std::string encode(const MasterChangeAsked& asked) {
    const nlohmann::json doc{{"on", iso_date(asked.on)}, {"reference", asked.reference}, {"base", asked.base}, {"person", population::to_json(asked.person)}};
    return doc.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<MasterChangeAsked> decode_master_change(std::string_view body) {
    const auto doc = nlohmann::json::parse(body, nullptr, false);
    const auto word = [&](const char* key) { return doc.is_object() && doc.contains(key) && doc[key].is_string() ? doc[key].get<std::string>() : std::string(); };
    const auto on = parse_iso_date(word("on"));
    if (!on || !doc.contains("person")) return corrupt("not a change for the master");
    LOKET_ASSIGN(person, population::resident_from_json(doc["person"]));
    return MasterChangeAsked{*on, word("reference"), word("base"), std::move(person)};
}

}  // namespace loket::mirror
