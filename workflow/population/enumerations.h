#pragma once
// The code tables of population administration with their Indonesian labels (DOMAIN §3), read from
// assets/enumerations.json. The numbering is the one SIAK forms use; it is data because no gazette fixes it.

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/result.h"
#include "workflow/population/codes.h"

namespace loket::population {

enum class CodeTable : std::uint8_t {
    JenisKelamin,
    Agama,
    StatusPerkawinan,
    GolonganDarah,
    Pendidikan,
    Shdk,
    Kewarganegaraan,
    Pekerjaan,
    Disabilitas,
    KlasifikasiPindah,
    JenisKepindahan,
    KkTidakPindah,
    KkPindah,
    AlasanPindah,
    TempatDilahirkan,
    JenisKelahiran,
    PenolongKelahiran,
};
inline constexpr std::size_t kCodeTables = 17;

struct CodeEntry {
    int code = 0;
    std::string label;  ///< upper case, as documents print it
};

/// Immutable after loading, hence safe from any thread. Views live as long as the Enumerations.
class Enumerations {
  public:
    /// `Gone` without the file; `Corrupt` if a table is missing, unknown, empty or holds something else than
    /// labels.
    static Result<Enumerations> load(const std::filesystem::path& file);

    [[nodiscard]] std::span<const CodeEntry> entries(CodeTable table) const {
        return tables_[static_cast<std::size_t>(table)];
    }
    /// Empty for a code that the table does not have.
    [[nodiscard]] std::string_view label(CodeTable table, int code) const;
    [[nodiscard]] std::optional<int> code_of(CodeTable table, std::string_view label) const;
    [[nodiscard]] bool has(CodeTable table, int code) const { return !label(table, code).empty(); }

    [[nodiscard]] std::string_view label(Sex value) const {
        return label(CodeTable::JenisKelamin, static_cast<int>(value));
    }
    [[nodiscard]] std::string_view label(Religion value) const {
        return label(CodeTable::Agama, static_cast<int>(value));
    }
    [[nodiscard]] std::string_view label(Marital value) const {
        return label(CodeTable::StatusPerkawinan, static_cast<int>(value));
    }
    [[nodiscard]] std::string_view label(Shdk value) const {
        return label(CodeTable::Shdk, static_cast<int>(value));
    }
    [[nodiscard]] std::string_view label(Nationality value) const {
        return label(CodeTable::Kewarganegaraan, static_cast<int>(value));
    }
    [[nodiscard]] std::string_view label(Blood value) const {
        return label(CodeTable::GolonganDarah, static_cast<int>(value));
    }
    [[nodiscard]] std::string_view education(int code) const { return label(CodeTable::Pendidikan, code); }
    [[nodiscard]] std::string_view occupation(int code) const { return label(CodeTable::Pekerjaan, code); }
    /// "-" for an unknown blood group: what the card prints.
    [[nodiscard]] std::string_view blood_on_card(Blood value) const {
        return value == Blood::Unknown ? "-" : label(value);
    }
    /// The marital status as a family card tells it since form F-1.05: KAWIN TERCATAT, CERAI HIDUP BELUM
    /// TERCATAT, …
    [[nodiscard]] std::string marital_on_kk(Marital value, bool recorded) const;

  private:
    std::array<std::vector<CodeEntry>, kCodeTables> tables_;
};

/// The key of a table in the file ("pekerjaan").
std::string_view key_of(CodeTable table);

}  // namespace loket::population
