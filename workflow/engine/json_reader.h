#pragma once
// Strict reading of hand-written JSON: every key must be known, every type right; the first mistake is kept with its place.

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "devices/base/result.h"

namespace loket::engine {

/// Shared by all readers of one document: the first problem wins.
struct JsonProblem {
    std::string origin;
    std::optional<std::string> text;
    void report(const std::string& place, const std::string& reason) {
        if (!text) text = origin + ": " + (place.empty() ? "/" : place) + ": " + reason;
    }
};

/// One JSON object being read. Destroying it reports keys nobody asked for, so a misspelt key is never silently ignored.
class JsonObject {
  public:
    JsonObject(const nlohmann::json& json, std::string place, JsonProblem& problem);
    ~JsonObject();
    JsonObject(const JsonObject&) = delete;
    JsonObject& operator=(const JsonObject&) = delete;

    std::string text(const std::string& key);
    std::string text_or(const std::string& key, std::string fallback);
    int number(const std::string& key, int low, int high);
    int number_or(const std::string& key, int fallback, int low, int high);
    bool flag_or(const std::string& key, bool fallback);
    std::vector<std::string> texts(const std::string& key);
    /// The member, or null (reported when required).
    const nlohmann::json* member(const std::string& key, bool required);
    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] std::string place_of(const std::string& key) const { return place_ + "/" + key; }
    JsonProblem& problem() { return problem_; }

  private:
    const nlohmann::json& json_;
    std::string place_;
    JsonProblem& problem_;
    std::set<std::string> asked_;
};

/// Parses text. Corrupt with origin and line on a syntax error, with origin and key where an object gives a key twice.
Result<nlohmann::json> parse_json(const std::string& text, const std::string& origin);

}  // namespace loket::engine
