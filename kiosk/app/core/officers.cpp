#include "kiosk/app/core/officers.h"

#include <sodium.h>

#include <nlohmann/json.hpp>

namespace loket::app {

std::string encode(const OfficerAccount& account) {
    return nlohmann::json{{"name", account.name}, {"pin", account.pin_hash}, {"role", engine::code(account.role)}, {"user", account.user}}.dump();
}

Result<OfficerAccount> decode_officer(const std::string& document) {
    try {
        const auto json = nlohmann::json::parse(document);
        const auto role = engine::role_from_code(json.at("role").get<std::string>());
        if (!role) return corrupt("officer with unknown role");
        return OfficerAccount{json.at("user"), json.at("name"), *role, json.at("pin")};
    } catch (const nlohmann::json::exception& error) {
        return corrupt(std::string("officer document: ") + error.what());
    }
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

Result<std::vector<OfficerAccount>> demo_officers() {
    using engine::Role;
    LOKET_ASSIGN(hash, hash_pin(kDemoPin));
    return std::vector<OfficerAccount>{
        {"rina", "RINA MARLINA", Role::FrontOffice, hash},      {"dewi", "DEWI ANGGRAINI", Role::FrontOffice, hash},
        {"yusuf", "YUSUF HARAHAP", Role::Petugas, hash},        {"wulan", "WULAN SARI", Role::OperatorRekam, hash},
        {"hendra", "HENDRA LIM", Role::OperatorCetak, hash},    {"ratna", "RATNA DEWI, S.SOS", Role::Kasi, hash},
        {"iskandar", "ISKANDAR MUDA, M.SI", Role::Kabid, hash}, {"zainal", "H. ZAINAL ABIDIN", Role::Kadis, hash},
    };
}

}  // namespace loket::app
