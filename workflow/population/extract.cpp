#include "workflow/population/extract.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "workflow/population/nik.h"
#include "workflow/population/kk_number.h"

namespace loket::population {
namespace {

constexpr std::size_t kFields = 20;
using Cells = std::vector<std::string>;

/// One record; quoted cells may hold commas, doubled quotes and line ends. False at the end.
bool read_record(std::istream& in, Cells& cells, std::size_t& lines, bool& well) {
    cells.assign(1, "");
    well = true;
    bool quoted = false, any = false;
    for (int c = in.get(); c != EOF; c = in.get()) {
        any = true;
        if (quoted) {
            if (c != '"') cells.back() += static_cast<char>(c), lines += c == '\n' ? 1 : 0;
            else if (in.peek() == '"') cells.back() += static_cast<char>(in.get());
            else quoted = false;
        } else if (c == '"') {
            well = well && cells.back().empty();
            quoted = true;
        } else if (c == ',') cells.emplace_back();
        else if (c == '\n') break;
        else if (c != '\r') cells.back() += static_cast<char>(c);
    }
    well = well && !quoted;
    ++lines;
    return any;
}

class RowReader {
  public:
    RowReader(const Enumerations& codes, const Regions& regions, Date today) : codes_(codes), regions_(regions), today_(today) {}

    /// The resident of these cells, or what is wrong with them.
    std::optional<Resident> read(const Cells& cells, std::size_t row, std::vector<RowError>& errors) {
        row_ = row;
        errors_ = &errors;
        Resident out;
        out.name = cells[2];
        out.birth_place = cells[3];
        if (const auto born = parse_iso_date(cells[4]); born && *born <= today_) out.born = *born;
        else wrong("tgl_lhr", "import.date");
        coded(cells[5], "jenis_klmin", CodeTable::JenisKelamin, out.sex);
        if (cells[6].empty()) out.blood = Blood::Unknown;
        else coded(cells[6], "gol_drh", CodeTable::GolonganDarah, out.blood);
        out.address = {cells[7], count(cells[8], "no_rt"), count(cells[9], "no_rw"), cells[10]};
        if (!village_kind(cells[10]) || regions_.place(cells[10]).village.empty()) wrong("kode_wilayah", "import.village");
        coded(cells[11], "agama", CodeTable::Agama, out.religion);
        coded(cells[12], "stat_kwn", CodeTable::StatusPerkawinan, out.marital);
        coded(cells[13], "stat_hbkel", CodeTable::Shdk, out.shdk);
        coded(cells[14], "pddk_akh", CodeTable::Pendidikan, out.education);
        coded(cells[15], "jenis_pkrjn", CodeTable::Pekerjaan, out.occupation);
        coded(cells[16], "kwrgngrn", CodeTable::Kewarganegaraan, out.nationality);
        out.father = cells[17];
        out.mother = cells[18];
        out.birth_deed = cells[19];
        if (out.name.empty()) wrong("nama_lgkp", "import.empty");
        numbers(cells, out);
        return errors.empty() ? std::optional(std::move(out)) : std::nullopt;
    }

  private:
    void wrong(const char* field, std::string code) { errors_->push_back({row_, field, std::move(code)}); }

    template <class Code>
    void coded(const std::string& cell, const char* field, CodeTable table, Code& into) {
        int code = 0;
        const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), code);
        if (problem != std::errc() || end != cell.data() + cell.size()) code = codes_.code_of(table, cell).value_or(0);
        if (codes_.has(table, code)) into = static_cast<Code>(code);
        else wrong(field, "import.code");
    }
    std::uint16_t count(const std::string& cell, const char* field) {
        unsigned value = 0;
        const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (!cell.empty() && (problem != std::errc() || end != cell.data() + cell.size() || value > 999)) wrong(field, "import.number");
        return static_cast<std::uint16_t>(value);
    }
    void numbers(const Cells& cells, Resident& out) {
        out.nik = cells[0];
        out.kk = cells[1];
        const bool clear = std::ranges::none_of(*errors_, [](const RowError& one) { return one.field == "tgl_lhr" || one.field == "jenis_klmin"; });
        const auto nik = examine_nik(out.nik, regions_, {.today = today_, .recorded_birth = clear ? std::optional(out.born) : std::nullopt, .recorded_sex = clear ? std::optional(out.sex) : std::nullopt});
        for (const auto& finding : nik.findings)
            if (finding.level == Level::Error || finding.code == "nik.birth_differs" || finding.code == "nik.sex_differs") return wrong("nik", finding.code);
        for (const auto& finding : examine_kk(out.kk, regions_, today_).findings)
            if (finding.level == Level::Error) return wrong("no_kk", finding.code);
    }

    const Enumerations& codes_;
    const Regions& regions_;
    Date today_;
    std::size_t row_ = 0;
    std::vector<RowError>* errors_ = nullptr;
};

std::uint64_t as_number(const std::string& digits) {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + '"';
}

std::string joined_header(const Cells& cells) {
    std::string out;
    for (const auto& cell : cells) out += (out.empty() ? "" : ",") + cell;
    return out;
}

}  // namespace

Result<ExtractCount> read_extract(std::istream& in, const Enumerations& codes, const Regions& regions, Date today, const ExtractSink& sink) {
    Cells cells;
    std::size_t lines = 0;
    bool well = true;
    if (!read_record(in, cells, lines, well)) return Error{Fault::Corrupt, "an empty file", "import.header"};
    if (cells.front().starts_with("\xef\xbb\xbf")) cells.front().erase(0, 3);
    if (joined_header(cells) != kExtractHeader) return Error{Fault::Corrupt, std::string("the first line must be ") + kExtractHeader, "import.header"};
    RowReader reader(codes, regions, today);
    ExtractCount out;
    std::unordered_map<std::uint64_t, bool> niks, heads;  // heads: whether the family has one
    for (std::size_t row = lines + 1; read_record(in, cells, lines, well); row = lines + 1) {
        if (cells.size() == 1 && cells.front().empty()) continue;
        ++out.rows;
        std::vector<RowError> errors;
        std::optional<Resident> resident;
        if (!well || cells.size() != kFields) errors.push_back({row, "", "import.cells"});
        else resident = reader.read(cells, row, errors);
        if (resident && !niks.emplace(as_number(resident->nik), true).second) errors.push_back({row, "nik", "import.twice"});
        if (errors.empty() && resident) {
            auto& headed = heads[as_number(resident->kk)];
            headed = headed || resident->shdk == Shdk::KepalaKeluarga;
            ++out.good;
            LOKET_TRY(sink.take(std::move(*resident)));
        } else {
            ++out.refused;
            for (const auto& error : errors) LOKET_TRY(sink.refuse(error));
        }
        if (sink.progress) sink.progress(static_cast<std::int64_t>(in.tellg()));
    }
    out.families = static_cast<std::int64_t>(heads.size());
    out.without_head = std::ranges::count_if(heads, [](const auto& family) { return !family.second; });
    return out;
}

void write_extract_header(std::ostream& out) { out << kExtractHeader << '\n'; }

void write_extract(std::ostream& out, const Resident& r) {
    const auto number = [](auto value) { return std::to_string(static_cast<int>(value)); };
    const std::array<std::string, kFields> cells{r.nik, r.kk, r.name, r.birth_place, iso_date(r.born), number(r.sex), number(r.blood), r.address.street, number(r.address.rt), number(r.address.rw),
                                                 r.address.village, number(r.religion), number(r.marital), number(r.shdk), number(r.education), number(r.occupation), number(r.nationality), r.father,
                                                 r.mother, r.birth_deed};
    for (std::size_t n = 0; n < cells.size(); ++n) out << (n == 0 ? "" : ",") << quoted(cells[n]);
    out << '\n';
}

}  // namespace loket::population
