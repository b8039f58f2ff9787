#include "kiosk/app/desk/field_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/reports/csv.h"

namespace loket::app {
namespace {

constexpr auto kPerson = "nik";

bool is_nik(const std::string& text) {
    return text.size() == 16 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Status check_columns(const engine::Service& service, const std::vector<std::string>& names, const std::string& origin) {
    if (names.empty() || names.front() != kPerson) return rejected("list.columns", origin + ": the first column must be nik");
    for (std::size_t i = 1; i < names.size(); ++i)
        if (service.find_question(names[i]) == nullptr) return rejected("list.columns", fmt::format("{}: {} is no question of service {}", origin, names[i], service.id));
    return {};
}

}  // namespace

Result<engine::OpenFromList> read_field_list(const engine::Service& service, const std::string& text, const std::string& origin) {
    LOKET_ASSIGN(rows, reports::parse_csv(text));
    if (rows.empty()) return rejected("list.columns", origin + " is empty; the first line names the columns");
    const auto& names = rows.front();
    LOKET_TRY(check_columns(service, names, origin));
    engine::OpenFromList list{.service = service.id, .lines = {}};
    for (std::size_t line = 1; line < rows.size(); ++line) {
        engine::OpenFromList::Line person{.nik = rows[line].front(), .answers = {}, .at = static_cast<int>(line) + 1};
        if (!is_nik(person.nik)) return rejected("list.line", fmt::format("{} line {}: the NIK is not sixteen digits", origin, line + 1));
        for (std::size_t i = 1; i < names.size(); ++i)
            if (!rows[line][i].empty()) person.answers[names[i]] = rows[line][i];
        if (const auto fits = service.accepts(person.answers); !fits)
            return rejected("list.line", fmt::format("{} line {}: {}", origin, line + 1, fits.error().context));
        list.lines.push_back(std::move(person));
    }
    if (list.lines.empty()) return rejected("list.line", origin + " names nobody");
    return list;
}

}  // namespace loket::app
