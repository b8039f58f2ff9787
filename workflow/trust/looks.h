#pragma once
// The access log: who looked at whose record, and what for. A person stands in it under a token, so that it can be shown and
// kept without saying who they are; whoever knows the number finds their lines.

#include <functional>

#include "workflow/engine/role.h"
#include "workflow/store/store.h"

namespace loket::trust {

inline constexpr auto kRead = "read";        ///< action of a look
inline constexpr auto kEverybody = "semua";  ///< subject of a look at the whole register: reports, books

/// The token of a NIK, KK or passport number: "id:" and 32 hexadecimal digits of its SHA-256, bound to the office. Kept apart from
/// the number it hides nothing from somebody who may read the register and tries all of them; it keeps the log itself free of them.
std::string subject_of(const store::Identity& office, std::string_view number);

Status note_look(store::Store& store, Instant at, const engine::Actor& actor, const std::string& subject, const std::string& purpose);

/// Which lines of the access log.
struct LookQuery {
    std::string about;  ///< token or its beginning; empty: everybody
    std::string user;   ///< empty: all officers
    std::optional<Date> day;
};
/// In order. A number in the open, as older lines have it, comes back as its token.
Result<std::vector<store::StoredAudit>> looks(store::Store& store, const LookQuery& query);

}  // namespace loket::trust
