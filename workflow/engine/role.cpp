#include "workflow/engine/role.h"

#include <array>
#include <utility>

namespace loket::engine {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 16> kCodes = {{
    {Role::Pemohon, "PEMOHON"}, {Role::FrontOffice, "FO"}, {Role::Petugas, "PET"}, {Role::OperatorRekam, "OP_REKAM"},
    {Role::OperatorPindah, "OP_PINDAH"}, {Role::OperatorCetak, "OP_CETAK"}, {Role::Kasi, "KASI"}, {Role::Kabid, "KABID"},
    {Role::Kadis, "KADIS"}, {Role::Sekretaris, "SEKRETARIS"}, {Role::Adb, "ADB"}, {Role::Rekanan, "REKANAN"},
    {Role::TimPendataan, "TIM_PENDATAAN"}, {Role::KasubagUmum, "KASUBAG_UMUM"}, {Role::Pusat, "PUSAT"}, {Role::Sistem, "SISTEM"},
}};

}  // namespace

std::string_view code(Role role) {
    for (const auto& [known, text] : kCodes)
        if (known == role) return text;
    return "SISTEM";
}

std::optional<Role> role_from_code(std::string_view text) {
    for (const auto& [role, known] : kCodes)
        if (known == text) return role;
    return std::nullopt;
}

std::string to_string(const Actor& actor) { return std::string(code(actor.role)) + ":" + actor.user; }

std::optional<Actor> actor_from_string(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto role = role_from_code(text.substr(0, colon));
    if (!role) return std::nullopt;
    return Actor{std::string(text.substr(colon + 1)), *role};
}

}  // namespace loket::engine
