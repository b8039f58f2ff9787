#pragma once
// Values of a letter: their forms, and how they are printed. Private to this folder.

#include "workflow/documents/letters/letter.h"

namespace loket::documents::letters {

bool has_form(FieldKind kind, std::string_view value);
/// "2026-01-05" as "5 Januari 2026"; an empty value as a dash.
std::string printed(FieldKind kind, const std::string& value);
/// Words with every placeholder replaced. Call after `check`.
std::string filled(std::string_view words, const LetterTemplate& letter, const LetterData& data, const Values& builtin);
/// The value as printed; a dash for an optional field that is not given.
std::string printed_field(const Field& field, const Values& values);

}  // namespace loket::documents::letters
