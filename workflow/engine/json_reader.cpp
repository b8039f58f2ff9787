#include "workflow/engine/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace loket::engine {

JsonObject::JsonObject(const nlohmann::json& json, std::string place, JsonProblem& problem)
    : json_(json), place_(std::move(place)), problem_(problem) {
    if (!json_.is_object()) problem_.report(place_, "must be an object");
}

JsonObject::~JsonObject() {
    if (!json_.is_object()) return;
    for (const auto& [key, value] : json_.items())
        if (!asked_.contains(key)) problem_.report(place_of(key), "is not a known key");
}

bool JsonObject::has(const std::string& key) const { return json_.is_object() && json_.contains(key); }

const nlohmann::json* JsonObject::member(const std::string& key, bool required) {
    asked_.insert(key);
    if (has(key)) return &json_.at(key);
    if (required) problem_.report(place_of(key), "is missing");
    return nullptr;
}

std::string JsonObject::text(const std::string& key) {
    const auto* value = member(key, true);
    if (value == nullptr) return {};
    if (!value->is_string() || value->get_ref<const std::string&>().empty()) {
        problem_.report(place_of(key), "must be a text that is not empty");
        return {};
    }
    return value->get<std::string>();
}

std::string JsonObject::text_or(const std::string& key, std::string fallback) {
    if (has(key)) return text(key);
    asked_.insert(key);
    return fallback;
}

int JsonObject::number(const std::string& key, int low, int high) {
    const auto* value = member(key, true);
    if (value == nullptr) return low;
    if (!value->is_number_integer() || value->get<std::int64_t>() < low || value->get<std::int64_t>() > high) {
        problem_.report(place_of(key), fmt::format("must be a whole number from {} to {}", low, high));
        return low;
    }
    return value->get<int>();
}

int JsonObject::number_or(const std::string& key, int fallback, int low, int high) {
    if (has(key)) return number(key, low, high);
    asked_.insert(key);
    return fallback;
}

bool JsonObject::flag_or(const std::string& key, bool fallback) {
    const auto* value = member(key, false);
    if (value == nullptr) return fallback;
    if (!value->is_boolean()) {
        problem_.report(place_of(key), "must be true or false");
        return fallback;
    }
    return value->get<bool>();
}

std::vector<std::string> JsonObject::texts(const std::string& key) {
    const auto* value = member(key, true);
    std::vector<std::string> out;
    if (value == nullptr) return out;
    const bool fits = value->is_array() && !value->empty() &&
                      std::ranges::all_of(*value, [](const auto& item) { return item.is_string(); });
    if (!fits) {
        problem_.report(place_of(key), "must be a list of texts");
        return out;
    }
    return value->get<std::vector<std::string>>();
}

namespace {

/// Watches a parse for keys that one object gives twice: the JSON library would silently keep the last.
class DuplicateKeys {
  public:
    bool operator()(int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start) keys_of_open_objects_.emplace_back();
        if (event == Event::object_end) keys_of_open_objects_.pop_back();
        if (event == Event::key && !keys_of_open_objects_.back().insert(parsed.get<std::string>()).second && !found_)
            found_ = parsed.get<std::string>();
        return true;
    }
    [[nodiscard]] const std::optional<std::string>& found() const { return found_; }

  private:
    std::vector<std::set<std::string>> keys_of_open_objects_;
    std::optional<std::string> found_;
};

}  // namespace

Result<nlohmann::json> parse_json(const std::string& text, const std::string& origin) {
    DuplicateKeys duplicates;
    try {
        auto parsed = nlohmann::json::parse(text, std::ref(duplicates));
        if (duplicates.found()) return corrupt(fmt::format("{}: the key \"{}\" is given twice in one object", origin, *duplicates.found()));
        return parsed;
    } catch (const nlohmann::json::parse_error& error) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
        const auto line = 1 + std::count(text.begin(), end, '\n');
        return corrupt(fmt::format("{}: line {}: not valid JSON ({})", origin, line, error.what()));
    } catch (const nlohmann::json::exception& error) {  // a number too large for the library
        return corrupt(fmt::format("{}: {}", origin, error.what()));
    }
}

}  // namespace loket::engine
