#include "workflow/population/enumerations.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"

namespace loket::population {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, kCodeTables> kKeys = {"jenis_kelamin",     "agama",
                                                             "status_perkawinan", "golongan_darah",
                                                             "pendidikan",        "shdk",
                                                             "kewarganegaraan",   "pekerjaan",
                                                             "disabilitas",       "klasifikasi_pindah",
                                                             "jenis_kepindahan",  "kk_tidak_pindah",
                                                             "kk_pindah",         "alasan_pindah",
                                                             "tempat_dilahirkan", "jenis_kelahiran",
                                                             "penolong_kelahiran"};

/// A table is a list of labels: the code of a label is its place in the list, from 1.
Result<std::vector<CodeEntry>> read_table(const Json& labels, std::string_view key) {
    if (!labels.is_array() || labels.empty())
        return corrupt(fmt::format("code table \"{}\" is not a list of labels", key));
    std::vector<CodeEntry> entries;
    for (const auto& label : labels) {
        if (!label.is_string() || label.get_ref<const std::string&>().empty())
            return corrupt(fmt::format("code table \"{}\" has an entry that is no label", key));
        entries.push_back({static_cast<int>(entries.size()) + 1, label.get<std::string>()});
    }
    return entries;
}

}  // namespace

std::string_view key_of(CodeTable table) { return kKeys[static_cast<std::size_t>(table)]; }

Result<Enumerations> Enumerations::load(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file));
    const auto document = Json::parse(text, nullptr, false);
    if (!document.is_object()) return corrupt(fmt::format("{} is not a JSON object", file.string()));
    Enumerations enumerations;
    for (std::size_t i = 0; i < kCodeTables; ++i) {
        const auto found = document.find(std::string(kKeys[i]));
        if (found == document.end())
            return corrupt(fmt::format("{}: no code table \"{}\"", file.string(), kKeys[i]));
        LOKET_ASSIGN(entries, read_table(*found, kKeys[i]));
        enumerations.tables_[i] = std::move(entries);
    }
    if (document.size() != kCodeTables)
        return corrupt(fmt::format("{} has a table that nobody reads", file.string()));
    return enumerations;
}

std::string_view Enumerations::label(CodeTable table, int code) const {
    const auto all = entries(table);
    if (code < 1 || static_cast<std::size_t>(code) > all.size()) return {};
    return all[static_cast<std::size_t>(code) - 1].label;
}

std::optional<int> Enumerations::code_of(CodeTable table, std::string_view label) const {
    const auto all = entries(table);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const CodeEntry& entry) { return entry.label == label; });
    return found == all.end() ? std::nullopt : std::optional{found->code};
}

std::string Enumerations::marital_on_kk(Marital value, bool recorded) const {
    const std::string text(label(value));
    if (value == Marital::Single || value == Marital::Widowed)
        return text;  // a death is always recorded as a death, not here
    return text + (recorded ? " TERCATAT" : " BELUM TERCATAT");
}

}  // namespace loket::population
