#pragma once
// Who acts: the actors of the SOP book under their Indonesian codes (SERVICES §2), and the two that are not people.

#include <optional>
#include <string>
#include <string_view>

namespace loket::engine {

enum class Role {
    Pemohon,        ///< PEMOHON, the applicant
    FrontOffice,    ///< FO
    Petugas,        ///< PET, petugas pelayanan
    OperatorRekam,  ///< OP_REKAM, records biometrics (our name: the SOP puts recording before the application)
    OperatorPindah, ///< OP_PINDAH
    OperatorCetak,  ///< OP_CETAK
    Kasi,           ///< KASI, kepala seksi
    Kabid,          ///< KABID, kepala bidang
    Kadis,          ///< KADIS, kepala dinas
    Sekretaris,     ///< SEKRETARIS, PIAK only
    Adb,            ///< ADB, administrator database (PIAK)
    Rekanan,        ///< REKANAN, the vendor who repairs (P04)
    TimPendataan,   ///< TIM_PENDATAAN, the field team for penduduk rentan (S16, S17)
    KasubagUmum,    ///< KASUBAG_UMUM, numbers and stamps reports (P01)
    Pusat,          ///< PUSAT, the central register
    Sistem,         ///< SISTEM, this machine
};

/// Those of people who work at the office and sign in there, in the order of the SOP book.
inline constexpr Role kOfficeRoles[] = {Role::FrontOffice, Role::Petugas, Role::OperatorRekam, Role::OperatorCetak, Role::OperatorPindah, Role::Kasi, Role::Kabid,
                                        Role::Kadis, Role::Sekretaris, Role::Adb, Role::Rekanan, Role::TimPendataan, Role::KasubagUmum};

std::string_view code(Role role);
std::optional<Role> role_from_code(std::string_view code);

/// A person (or machine) who acts, in one role. `user` is a short login name, never a NIK.
struct Actor {
    std::string user;
    Role role = Role::Sistem;
    bool operator==(const Actor&) const = default;
};
/// `FO:rina`, the form stored with every event.
std::string to_string(const Actor& actor);
std::optional<Actor> actor_from_string(std::string_view text);

}  // namespace loket::engine
