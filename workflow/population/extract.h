#pragma once
// An extract of the population (DOMAIN §3) as another system hands it over: comma-separated UTF-8 with quotes (RFC 4180), one header line,
// one resident a line. Read a line at a time, whatever the size.

#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "devices/base/result.h"
#include "workflow/population/enumerations.h"
#include "workflow/population/regions.h"
#include "workflow/population/resident.h"

namespace loket::population {

/// In this order; the header line names them all. Coded fields hold the number or the label of assets/enumerations.json.
inline constexpr const char* kExtractHeader =
    "nik,no_kk,nama_lgkp,tmpt_lhr,tgl_lhr,jenis_klmin,gol_drh,alamat,no_rt,no_rw,kode_wilayah,agama,stat_kwn,stat_hbkel,pddk_akh,jenis_pkrjn,kwrgngrn,nama_lgkp_ayah,nama_lgkp_ibu,no_akta_lhr";

/// What is wrong with a row: it is left out.
struct RowError {
    std::size_t row = 0;  ///< line of the file, the header is 1
    std::string field;    ///< of the header
    std::string code;     ///< of the string tables: error.<code>
    bool operator==(const RowError&) const = default;
};

struct ExtractSink {
    std::function<Status(Resident&&)> take;
    std::function<Status(const RowError&)> refuse;
    std::function<void(std::int64_t bytes)> progress = {};  ///< read so far
};
struct ExtractCount {
    std::int64_t rows = 0, good = 0, refused = 0;
    std::int64_t families = 0, without_head = 0;  ///< of the good rows
};

/// Corrupt "import.header" where the first line is not kExtractHeader. A NIK must be whole, fit birthday and sex, and stand there once.
Result<ExtractCount> read_extract(std::istream& in, const Enumerations& codes, const Regions& regions, Date today, const ExtractSink& sink);

/// The same way round.
void write_extract_header(std::ostream& out);
void write_extract(std::ostream& out, const Resident& resident);

}  // namespace loket::population
