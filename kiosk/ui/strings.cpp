#include "kiosk/ui/strings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"

namespace loket::ui {

Strings::Strings(const Strings& other) : table_(other.table_), missing_(other.missing()) {}
Strings::Strings(Strings&& other) noexcept
    : table_(std::move(other.table_)), missing_(std::move(other.missing_)) {}
Strings& Strings::operator=(Strings other) noexcept {
    table_.swap(other.table_);
    missing_.swap(other.missing_);
    return *this;
}

Result<Strings> Strings::parse(std::string_view json) {
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object()) return corrupt("a string table must be one JSON object");
    Strings strings;
    for (const auto& [key, value] : parsed.items()) {
        if (!value.is_string()) return corrupt("string table: \"" + key + "\" is not a text");
        strings.table_.emplace(key, value.get<std::string>());
    }
    return strings;
}

Result<Strings> Strings::load(const std::filesystem::path& folder, std::string_view language) {
    LOKET_ASSIGN(json, read_text(folder / (std::string(language) + ".json")));
    return parse(json);
}

namespace {

/// Calls `literal(text)` and `name(text)` for the parts of a text with {placeholders}.
template <class Literal, class Name>
void split(std::string_view text, Literal literal, Name name) {
    while (!text.empty()) {
        const std::size_t open = text.find('{'),
                          close = text.find('}', open == std::string_view::npos ? 0 : open);
        if (open == std::string_view::npos || close == std::string_view::npos) return literal(text);
        literal(text.substr(0, open));
        name(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

}  // namespace

std::string Strings::text(std::string_view key, Args args) const {
    const auto found = table_.find(key);
    if (found == table_.end()) {
        const std::lock_guard lock(guard_);
        missing_.emplace(key);
        return "\xE2\x9F\xA6" + std::string(key) + "\xE2\x9F\xA7";
    }
    std::string out;
    split(
        found->second, [&](std::string_view part) { out += part; },
        [&](std::string_view name) {
            const auto* arg =
                std::find_if(args.begin(), args.end(), [&](const auto& each) { return each.first == name; });
            if (arg != args.end())
                out += arg->second;
            else
                out.append("{").append(name).append("}");
        });
    return out;
}

std::vector<std::string> Strings::keys() const {
    std::vector<std::string> out;
    for (const auto& [key, value] : table_) out.push_back(key);
    return out;
}

std::set<std::string> Strings::missing() const {
    const std::lock_guard lock(guard_);
    return missing_;
}

std::set<std::string> Strings::placeholders(std::string_view text) {
    std::set<std::string> names;
    split(
        text, [](std::string_view) {}, [&](std::string_view name) { names.emplace(name); });
    return names;
}

}  // namespace loket::ui
