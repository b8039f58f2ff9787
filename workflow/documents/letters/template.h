#pragma once
// A letter as data: what it asks for, what it says, who may sign it. One file in assets/papers for each.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/result.h"
#include "workflow/documents/seal.h"

namespace loket::documents::letters {

/// How a value is given and printed.
enum class FieldKind : std::uint8_t {
    Text,
    Nik,     ///< 16 digits
    Kk,      ///< 16 digits
    Date,    ///< given as 2026-01-05, printed as "5 Januari 2026"
    Time,    ///< given as 08:15, printed as "08.15 WIB"
    Number,  ///< digits only
    Money,   ///< whole rupiah, printed as "Rp1.250.000"
};

struct Field {
    std::string key;    ///< a-z, 0-9 and _
    std::string label;  ///< as the paper prints it
    FieldKind kind = FieldKind::Text;
    bool optional = false;  ///< prints "–" when not given
    double width = 0;       ///< share of the table's width; columns only
};

enum class PartKind : std::uint8_t { Paragraph, Heading, Facts, Numbered, Table, Signatures };

/// One part of the letter, from top to bottom. Words may hold {field} names.
struct Part {
    PartKind kind = PartKind::Paragraph;
    std::vector<std::string> words;         ///< paragraph and heading: one; numbered: each item; facts: field keys
    std::vector<SignatureLine> signatures;  ///< two beside each other
};

struct LetterTemplate {
    std::string id;       ///< "SKPWNI": also the kind in the document number
    std::string service;  ///< "S04"
    std::string title;
    std::string subtitle;             ///< second line under the title, for instance in English; may be empty
    std::vector<std::string> forms;   ///< "F-1.03 (Permendagri 109/2019)"
    std::vector<std::string> legal;   ///< acts and articles
    std::vector<std::string> signers; ///< roles; "PEMOHON": the applicant, without the office's signature
    std::string holder_name, holder_nik;  ///< field keys for the signed statement; empty for reports
    std::vector<Field> fields;
    std::vector<Field> columns;  ///< of the table of persons or items; empty: none
    std::size_t least_rows = 0;
    std::vector<Part> parts;

    [[nodiscard]] const Field* field(std::string_view key) const;
    [[nodiscard]] bool by_applicant() const { return signers.front() == "PEMOHON"; }
};

/// Placeholders that every letter knows besides its fields: nomor, tanggal, pejabat, jabatan, instansi, pemerintah.
bool is_builtin(std::string_view key);

/// Reads one template. `Corrupt` with origin, place and reason for the first mistake: an unknown key, a placeholder that
/// is no field, a field nobody prints, a table without columns.
Result<LetterTemplate> read_template(const std::string& json, const std::string& origin);

/// By id.
using LetterLibrary = std::map<std::string, LetterTemplate, std::less<>>;
/// Every *.json of a folder. `Gone` without the folder, `Corrupt` as above or when two files have one id.
Result<LetterLibrary> load_templates(const std::filesystem::path& folder);

/// The names in braces, in order. Used by reader and writer, so that both see the same.
std::vector<std::string> placeholders_of(std::string_view words);

}  // namespace loket::documents::letters
