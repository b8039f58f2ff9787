#include "kiosk/app/desk/signing_desk.h"

#include <algorithm>

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::app {
namespace {

using documents::signing::Officer;
using documents::signing::SigningAuthority;
using documents::signing::Validity;
using engine::Role;

struct Titles {
    std::string office;  ///< as the certificates name it, at most 64 characters
    std::string place;
    std::map<std::string, std::string> capacities;
};

Result<Titles> load_titles(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file, 1u << 20));
    LOKET_ASSIGN(json, engine::parse_json(text, file.filename().string()));
    engine::JsonProblem problem{.origin = file.filename().string(), .text = std::nullopt};
    Titles out;
    {
        engine::JsonObject root(json, "", problem);
        out.office = root.text("office");
        out.place = root.text("place");
        if (const auto* capacities = root.member("capacities", true)) {
            engine::JsonObject object(*capacities, "/capacities", problem);
            for (const auto& [role, title] : capacities->items()) {
                if (!engine::role_from_code(role)) problem.report("/capacities", "'" + role + "' is not a role");
                out.capacities[role] = object.text(role);
            }
        }
    }
    if (problem.text) return corrupt(*problem.text);
    return out;
}

constexpr int kAuthorityYears = 15;  // an officer's certificate cannot outlive it
constexpr int kOfficerYears = 5;

Validity years_from(Instant start, int years) {
    const auto day = wib_date(start);
    auto end = day + std::chrono::years(years);
    if (!end.ok()) end = end.year() / end.month() / std::chrono::last;
    return {wib_instant(day), wib_instant(end)};
}

Result<SigningAuthority> open_or_make(const std::filesystem::path& folder, const std::string& name, const Validity& validity) {
    return std::filesystem::exists(folder / "ca.crt") ? SigningAuthority::open(folder) : SigningAuthority::create(folder, name, validity);
}

}  // namespace

Result<documents::Seal> SigningDesk::seal(const std::string& role) const {
    const auto officers = authority.officers();
    const auto officer = std::ranges::find(officers, role, &Officer::role);
    if (officer == officers.end()) return rejected("signing.no_officer", "nobody is certified to sign as " + role);
    const auto capacity = capacities.find(role);
    documents::Seal seal;
    seal.role = role;
    seal.capacity = capacity == capacities.end() ? role : capacity->second;
    seal.name = officer->name;
    seal.place = place;
    return seal;
}

std::filesystem::path signing_folder(const std::filesystem::path& office) { return office / "signing"; }

Result<SigningDesk> open_signing_desk(const std::filesystem::path& office, const std::filesystem::path& titles,
                                      const std::vector<trust::Officer>& officers, Instant today) {
    LOKET_ASSIGN(read, load_titles(titles));
    LOKET_ASSIGN(authority, open_or_make(signing_folder(office), read.office, years_from(today, kAuthorityYears)));
    for (const auto role : {Role::Kadis, Role::Kabid}) {
        const auto account = std::ranges::find_if(officers, [&](const trust::Officer& one) { return one.role == role && !one.suspended; });
        if (account == officers.end()) continue;  // said when somebody wants to sign
        const Officer wanted{std::string(engine::code(role)), account->name};
        const auto certified = authority.officers();
        const auto same = [&](const Officer& one) { return one.role == wanted.role && one.name == wanted.name; };
        if (std::ranges::none_of(certified, same)) LOKET_TRY(authority.appoint(wanted, years_from(today, kOfficerYears)));
    }
    return SigningDesk{std::move(authority), std::move(read.place), std::move(read.capacities)};
}

}  // namespace loket::app
