#include "workflow/documents/letters/values.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"

namespace loket::documents::letters {
namespace {

constexpr std::string_view kNone = "–";

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_time(std::string_view text) {
    return text.size() == 5 && text[2] == ':' && all_digits(text.substr(0, 2)) && all_digits(text.substr(3)) &&
           text.substr(0, 2) < "24" && text.substr(3) < "60";
}

std::string rupiah(const std::string& digits) {
    std::string out = "Rp";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += '.';
        out += digits[i];
    }
    return out;
}

/// Names the letter and the field, never the value: it may be somebody's NIK.
Error wrong(const LetterTemplate& letter, const char* code, const Field& field, std::string_view reason) {
    return rejected(code, fmt::format("letter {}: field '{}' ({}) {}", letter.id, field.key, field.label, reason));
}

Status check_values(const LetterTemplate& letter, const std::vector<Field>& fields, const Values& values, const std::string& where) {
    for (const auto& field : fields) {
        const auto found = values.find(field.key);
        if (found == values.end() || found->second.empty()) {
            if (!field.optional) return wrong(letter, "letter.field_missing", field, where + "is missing");
        } else if (!has_form(field.kind, found->second)) {
            return wrong(letter, "letter.field_form", field, where + "does not have the form it needs");
        }
    }
    for (const auto& [key, value] : values)
        if (std::none_of(fields.begin(), fields.end(), [&](const Field& f) { return f.key == key; }))
            return rejected("letter.field_unknown", fmt::format("letter {}: {}there is no field '{}'", letter.id, where, key));
    return {};
}

}  // namespace

bool has_form(FieldKind kind, std::string_view value) {
    constexpr std::size_t kLongest = 4000;
    switch (kind) {
        case FieldKind::Text: return value.size() <= kLongest;
        case FieldKind::Nik:
        case FieldKind::Kk: return value.size() == 16 && all_digits(value);
        case FieldKind::Date: return parse_iso_date(value).has_value();
        case FieldKind::Time: return is_time(value);
        case FieldKind::Number:
        case FieldKind::Money: return value.size() <= 15 && all_digits(value);
    }
    return false;
}

std::string printed(FieldKind kind, const std::string& value) {
    if (value.empty()) return std::string(kNone);
    if (kind == FieldKind::Date) return plain_date(parse_iso_date(value).value_or(Date{}));
    if (kind == FieldKind::Time) return fmt::format("{}.{}\u00a0WIB", value.substr(0, 2), value.substr(3));
    if (kind == FieldKind::Money) return rupiah(value);
    return value;
}

std::string printed_field(const Field& field, const Values& values) {
    const auto found = values.find(field.key);
    return printed(field.kind, found == values.end() ? std::string() : found->second);
}

std::string filled(std::string_view words, const LetterTemplate& letter, const LetterData& data, const Values& builtin) {
    std::string out;
    while (!words.empty()) {
        const auto open = words.find('{');
        out += words.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = words.find('}', open);
        const auto name = words.substr(open + 1, close - open - 1);
        if (const auto found = builtin.find(name); found != builtin.end()) out += found->second;
        else if (const auto* field = letter.field(name)) out += printed_field(*field, data.fields);
        words.remove_prefix(close + 1);
    }
    return out;
}

Status check(const LetterTemplate& letter, const LetterData& data) {
    if (data.number.empty() || data.number.size() > 64)
        return rejected("letter.number", fmt::format("letter {}: it needs a number of at most 64 characters", letter.id));
    LOKET_TRY(check_values(letter, letter.fields, data.fields, ""));
    if (data.rows.size() < letter.least_rows || (letter.columns.empty() && !data.rows.empty()))
        return rejected("letter.rows", fmt::format("letter {}: its table needs {} or more rows, {} were given", letter.id,
                                                   letter.least_rows, data.rows.size()));
    for (std::size_t i = 0; i < data.rows.size(); ++i)
        LOKET_TRY(check_values(letter, letter.columns, data.rows[i], fmt::format("in row {} ", i + 1)));
    return {};
}

Sha256 content_digest(const LetterTemplate& letter, const LetterData& data) {
    ByteWriter out;
    const auto add = [&](std::string_view text) { out.sized(as_bytes(text)); };
    const auto add_all = [&](const Values& values) {
        out.u32(static_cast<std::uint32_t>(values.size()));
        for (const auto& [key, value] : values) add(key), add(value);
    };
    add(letter.id);
    add(data.number);
    out.u64(static_cast<std::uint64_t>(to_millis(data.issued) / 1000));
    add_all(data.fields);
    out.u32(static_cast<std::uint32_t>(data.rows.size()));
    for (const auto& row : data.rows) add_all(row);
    return sha256(out.bytes());
}

Result<signing::Statement> statement_of(const LetterTemplate& letter, const LetterData& data, const std::string& role) {
    LOKET_TRY(check(letter, data));
    const auto value = [&](const std::string& key) {
        const auto found = data.fields.find(key);
        return found == data.fields.end() ? std::string() : found->second;
    };
    return signing::Statement{data.number,
                              letter.id,
                              from_millis(to_millis(data.issued) / 1000 * 1000),
                              role,
                              signing::initials_of(value(letter.holder_name)),
                              signing::nik_ends_of(value(letter.holder_nik)),
                              content_digest(letter, data)};
}

}  // namespace loket::documents::letters
