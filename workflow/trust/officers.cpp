#include "workflow/trust/officers.h"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/sha256.h"

namespace loket::trust {

using engine::Role;
using nlohmann::json;

namespace {

constexpr std::string_view kind_code(DelegationKind kind) { return kind == DelegationKind::Plh ? "PLH" : "PLT"; }

json to_json(const Delegation& delegation) {
    return {{"kind", kind_code(delegation.kind)}, {"role", engine::code(delegation.role)}, {"from", iso_date(delegation.from)},
            {"to", iso_date(delegation.to)}, {"decree", delegation.decree}};
}

Result<Delegation> to_delegation(const json& value) {
    const auto role = engine::role_from_code(value.at("role").get<std::string>());
    const auto from = parse_iso_date(value.at("from").get<std::string>());
    const auto to = parse_iso_date(value.at("to").get<std::string>());
    if (!role || !from || !to) return corrupt("officer with a broken delegation");
    return Delegation{value.at("kind") == "PLT" ? DelegationKind::Plt : DelegationKind::Plh, *role, *from, *to, value.at("decree")};
}

Result<EnrolledFinger> to_finger(const json& value) {
    const int position = value.at("position");
    auto record = from_hex(value.at("record").get<std::string>());
    if (position < 1 || position > 10 || !record) return corrupt("officer with a broken finger");
    return EnrolledFinger{static_cast<biometrics::Finger>(position), std::move(*record)};
}

bool is_person(Role role) { return role != Role::Pemohon && role != Role::Pusat && role != Role::Sistem; }

bool is_login_name(const std::string& user) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto fits = [&](char c) { return small(c) || (c >= '0' && c <= '9'); };
    return user.size() >= 2 && user.size() <= 20 && small(user.front()) && std::ranges::all_of(user, fits);
}

/// Every digit a fixed distance from the one before: 111111, 123456, 987654.
bool is_run(const std::string& pin) {
    const int step = pin[1] - pin[0];
    if (step < -1 || step > 1) return false;
    for (std::size_t i = 1; i < pin.size(); ++i)
        if (pin[i] - pin[i - 1] != step) return false;
    return true;
}

}  // namespace

std::string encode(const Officer& officer) {
    json out{{"name", officer.name}, {"pin", officer.pin_hash}, {"role", engine::code(officer.role)}, {"user", officer.user}};
    for (const auto& delegation : officer.delegations) out["delegations"].push_back(to_json(delegation));
    if (officer.suspended) out["suspended"] = true;
    if (!officer.card.empty()) out["card"] = officer.card;
    for (const auto& finger : officer.fingers) out["fingers"].push_back({{"position", static_cast<int>(finger.position)}, {"record", to_hex(finger.record)}});
    return out.dump();
}

Result<Officer> decode_officer(const std::string& document) {
    try {
        const auto value = json::parse(document);
        const auto role = engine::role_from_code(value.at("role").get<std::string>());
        if (!role) return corrupt("officer with unknown role");
        Officer officer{value.at("user"), value.at("name"), *role, value.at("pin")};
        officer.suspended = value.value("suspended", false);
        for (const auto& item : value.value("delegations", json::array())) {
            LOKET_ASSIGN(delegation, to_delegation(item));
            officer.delegations.push_back(delegation);
        }
        officer.card = value.value("card", "");
        for (const auto& item : value.value("fingers", json::array())) {
            LOKET_ASSIGN(finger, to_finger(item));
            officer.fingers.push_back(std::move(finger));
        }
        return officer;
    } catch (const json::exception& error) {
        return corrupt(std::string("officer document: ") + error.what());
    }
}

std::vector<Role> roles_on(const Officer& officer, Date day) {
    if (officer.suspended) return {};
    std::vector<Role> roles{officer.role};
    for (const auto& delegation : officer.delegations)
        if (delegation.from <= day && day <= delegation.to && std::ranges::find(roles, delegation.role) == roles.end()) roles.push_back(delegation.role);
    return roles;
}

Status may_add(const Officer& officer, const std::vector<Officer>& others) {
    if (!is_login_name(officer.user)) return rejected("officer.user", "a user name has 2 to 20 small letters and digits and begins with a letter");
    if (officer.name.empty() || officer.name.size() > 60) return rejected("officer.name", "a name has 1 to 60 characters");
    if (!is_person(officer.role)) return rejected("officer.role", std::string(engine::code(officer.role)) + " is not a role of an officer");
    if (std::ranges::find(others, officer.user, &Officer::user) != others.end()) return rejected("officer.taken", "there is already an officer " + officer.user);
    return {};
}

Status may_delegate(const Officer& officer, const Delegation& delegation) {
    constexpr auto kLongest = std::chrono::days{366};
    if (!delegation.from.ok() || !delegation.to.ok() || delegation.to < delegation.from || std::chrono::sys_days{delegation.to} - std::chrono::sys_days{delegation.from} > kLongest)
        return rejected("delegation.dates", "a delegation runs from a day to a later one, at most a year");
    const bool senior = delegation.role == Role::Kasi || delegation.role == Role::Kabid || delegation.role == Role::Kadis;
    if (!senior || delegation.role == officer.role) return rejected("delegation.role", "only KASI, KABID and KADIS are delegated, to somebody else");
    if (delegation.decree.empty()) return rejected("delegation.decree", "a delegation needs the number of its surat perintah");
    return {};
}

Status may_use_pin(const std::string& pin) {
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (pin.size() != kPinLength || !digits || is_run(pin)) return rejected("pin.weak", "a PIN has six digits, not all alike and not a run");
    return {};
}

bool may_vouch(Role role, Authority authority) {
    if (authority == Authority::Witness) return is_person(role);
    if (role == Role::Kasi || role == Role::Kabid || role == Role::Kadis || role == Role::Sekretaris) return true;
    return authority == Authority::Maintenance && role == Role::Adb;
}

std::string card_token(const std::string& office_uuid, const std::string& card_uid) {
    ByteWriter out;
    out.sized(as_bytes("loket officer card 1")).sized(as_bytes(office_uuid)).sized(as_bytes(card_uid));
    return to_hex(sha256(out.bytes()));
}

Result<std::string> hash_pin(const std::string& pin) {
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(hash, pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return internal("not enough memory to hash a PIN");
    return std::string(hash);
}

bool pin_fits(const std::string& hash, const std::string& pin) {
    return crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

Result<std::vector<Officer>> demo_officers() {
    LOKET_ASSIGN(hash, hash_pin(kDemoPin));
    return std::vector<Officer>{
        {"rina", "RINA MARLINA", Role::FrontOffice, hash},      {"dewi", "DEWI ANGGRAINI", Role::FrontOffice, hash},
        {"yusuf", "YUSUF HARAHAP", Role::Petugas, hash},        {"wulan", "WULAN SARI", Role::OperatorRekam, hash},
        {"hendra", "HENDRA LIM", Role::OperatorCetak, hash},    {"maya", "MAYA SIREGAR", Role::OperatorPindah, hash},
        {"ratna", "RATNA DEWI, S.SOS", Role::Kasi, hash},       {"iskandar", "ISKANDAR MUDA, M.SI", Role::Kabid, hash},
        {"zainal", "H. ZAINAL ABIDIN", Role::Kadis, hash},      {"farida", "FARIDA HANUM, S.E.", Role::Sekretaris, hash},
        {"bagus", "BAGUS PRATAMA", Role::Adb, hash},            {"intan", "INTAN PERMATA", Role::TimPendataan, hash},
        {"tono", "TONO WIJAYA", Role::Rekanan, hash},
    };
}

}  // namespace loket::trust
