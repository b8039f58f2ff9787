#pragma once
// Coded attributes of a resident that the program itself reasons about. Numbers and labels:
// assets/enumerations.json (DOMAIN §3).

#include <cstdint>

namespace loket::population {

enum class Sex : std::uint8_t { Male = 1, Female = 2 };

enum class Religion : std::uint8_t {
    Islam = 1,
    Kristen = 2,
    Katholik = 3,
    Hindu = 4,
    Budha = 5,
    Khonghucu = 6,
    Kepercayaan = 7
};

enum class Marital : std::uint8_t { Single = 1, Married = 2, Divorced = 3, Widowed = 4 };

enum class Blood : std::uint8_t {
    A = 1,
    B = 2,
    AB = 3,
    O = 4,
    APlus = 5,
    AMinus = 6,
    BPlus = 7,
    BMinus = 8,
    ABPlus = 9,
    ABMinus = 10,
    OPlus = 11,
    OMinus = 12,
    Unknown = 13,
};

/// Status hubungan dalam keluarga: the place of a member on the family card.
enum class Shdk : std::uint8_t {
    KepalaKeluarga = 1,
    Suami = 2,
    Istri = 3,
    Anak = 4,
    Menantu = 5,
    Cucu = 6,
    OrangTua = 7,
    Mertua = 8,
    FamiliLain = 9,
    Pembantu = 10,
    Lainnya = 11,
};

/// Warga Negara Indonesia, or a foreigner with a permit to settle (KITAP).
enum class Nationality : std::uint8_t { Wni = 1, Wna = 2 };

/// The longest Indonesian code tables keep plain numbers: 1..10 education, 1..88 occupation, 1..6 disability.
using EducationCode = std::uint8_t;
using OccupationCode = std::uint8_t;
using DisabilityCode = std::uint8_t;  ///< 0 = none

}  // namespace loket::population
