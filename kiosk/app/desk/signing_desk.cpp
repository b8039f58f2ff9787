#include "kiosk/app/desk/signing_desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::app {
namespace {

using documents::signing::SigningAuthority;
using documents::signing::Statement;
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

constexpr int kAuthorityYears = 15;
constexpr int kOfficerYears = 5;  // an officer's certificate cannot outlive the authority's
constexpr auto kRenewBefore = std::chrono::days{60};

Validity years_from(Instant start, int years) {
    const auto day = wib_date(start);
    auto end = day + std::chrono::years(years);
    if (!end.ok()) end = end.year() / end.month() / std::chrono::last;
    return {wib_instant(day), wib_instant(end)};
}

Result<SigningAuthority> open_or_make(const std::filesystem::path& folder, const std::string& name, const Validity& validity) {
    return std::filesystem::exists(folder / "ca.crt") ? SigningAuthority::open(folder) : SigningAuthority::create(folder, name, validity);
}

/// The decree under which somebody acts as this role on a day; null if there is none.
const trust::Delegation* decree_for(const trust::Officer& officer, Role role, Date day) {
    const auto found = std::ranges::find_if(officer.delegations, [&](const trust::Delegation& one) { return one.role == role && one.from <= day && day <= one.to; });
    return found == officer.delegations.end() ? nullptr : &*found;
}

/// Nothing for who may not act as this role on this day.
std::optional<Signatory> signatory_of(const trust::Officer& officer, Role role, Instant now) {
    const auto day = wib_date(now);
    if (officer.suspended) return std::nullopt;
    const std::string code(engine::code(role));
    if (officer.role == role) return Signatory{{code, officer.name, officer.user, {}}, years_from(now, kOfficerYears)};
    const auto* decree = decree_for(officer, role, day);
    if (decree == nullptr) return std::nullopt;
    const auto after = Date{std::chrono::sys_days{decree->to} + std::chrono::days{1}};
    return Signatory{{code, officer.name, officer.user, decree->kind == trust::DelegationKind::Plh ? "Plh." : "Plt."}, {wib_instant(decree->from), wib_instant(after)}};
}

}  // namespace

SigningDesk::SigningDesk(SigningAuthority authority, std::string place, std::map<std::string, std::string> capacities)
    : keys_(new Keys{{}, std::move(authority)}), place_(std::move(place)), capacities_(std::move(capacities)) {}

Result<Signatory> SigningDesk::expected(const std::string& role, const std::vector<trust::Officer>& officers, Instant now) const {
    std::optional<Signatory> found;
    if (const auto known = engine::role_from_code(role))
        for (const auto& officer : officers)
            if (auto one = signatory_of(officer, *known, now); one && (!found || (found->officer.acting.empty() && !one->officer.acting.empty()))) found = std::move(one);
    if (found) return *found;
    return rejected("signing.no_officer", "nobody may sign as " + role + " today");
}

Result<Signatory> SigningDesk::entitled(const std::string& role, const std::string& user, const std::vector<trust::Officer>& officers, Instant now) const {
    const auto known = engine::role_from_code(role);
    const auto officer = std::ranges::find(officers, user, &trust::Officer::user);
    auto found = known && officer != officers.end() ? signatory_of(*officer, *known, now) : std::nullopt;
    if (found) return *found;
    return rejected("signing.not_entitled", fmt::format("{} may not sign as {} today", user, role));
}

documents::Seal SigningDesk::seal(const Signatory& signatory) const {
    const auto& officer = signatory.officer;
    const auto capacity = capacities_.find(officer.role);
    documents::Seal seal;
    seal.role = officer.role;
    seal.capacity = capacity == capacities_.end() ? officer.role : capacity->second;
    seal.acting = officer.acting;
    seal.name = officer.name;
    seal.place = place_;
    return seal;
}

/// Under the lock.
Status SigningDesk::certify(const Signatory& signatory, Instant now) const {
    auto& authority = keys_->authority;
    const auto& officer = signatory.officer;
    LOKET_ASSIGN(issuer, authority.validity());
    const Validity wish{std::max(signatory.validity.from, issuer.from), signatory.validity.until};
    const auto known = authority.certified(officer.role, officer.user);
    const bool holder = officer.acting.empty();
    if (known && known->officer == officer) {
        if (holder && known->validity.covers(now) && now + kRenewBefore < known->validity.until) return {};
        if (!holder && known->validity == wish) return {};
    }
    if (issuer.until < wish.until) LOKET_TRY(authority.renew({wish.from, years_from(now, kAuthorityYears).until}));
    return authority.appoint(officer, wish);
}

Result<std::string> SigningDesk::sign(Statement statement, const Signatory& signatory, Instant now) const {
    const std::lock_guard lock(keys_->mutex);
    LOKET_TRY(certify(signatory, now));
    if (now > statement.issued) statement.signed_at = now;
    return keys_->authority.sign(statement, signatory.officer.user);
}

Result<card::DocumentSigner> SigningDesk::card_signer(Instant now) const {
    const std::lock_guard lock(keys_->mutex);
    const Signatory print_room{{"KARTU", "Pencetakan KTP-el", {}, {}}, years_from(now, kOfficerYears)};
    LOKET_TRY(certify(print_room, now));
    const auto credential = keys_->authority.credential(print_room.officer.role);
    if (!credential) return internal("the print room has no key though it was certified");
    return card::DocumentSigner{credential->key_pem, credential->certificate};
}

Result<std::string> SigningDesk::attest(const documents::signing::Attestation& machine) const {
    const std::lock_guard lock(keys_->mutex);
    LOKET_TRY(certify({{documents::signing::kMachineKind, "Loket " + machine.machine, {}, {}}, years_from(machine.at, kOfficerYears)}, machine.at));
    LOKET_ASSIGN(code, keys_->authority.sign(documents::signing::to_statement(machine)));
    return documents::signing::to_text(machine, code);
}

Result<std::vector<Bytes>> SigningDesk::authorities() const {
    const std::lock_guard lock(keys_->mutex);
    LOKET_ASSIGN(anchors, documents::signing::TrustAnchors::load(keys_->authority.public_folder()));
    return std::move(anchors.authorities);
}

std::filesystem::path signing_folder(const std::filesystem::path& office) { return office / "signing"; }

Result<SigningDesk> open_signing_desk(const std::filesystem::path& office, const std::filesystem::path& titles, Instant today) {
    LOKET_ASSIGN(read, load_titles(titles));
    LOKET_ASSIGN(authority, open_or_make(signing_folder(office), read.office, years_from(today, kAuthorityYears)));
    return SigningDesk(std::move(authority), std::move(read.place), std::move(read.capacities));
}

}  // namespace loket::app
