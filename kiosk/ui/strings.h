#pragma once
// The words of the interface: flat tables of key and text, one for each language, with {name} placeholders.

#include <filesystem>
#include <initializer_list>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devices/base/result.h"

namespace loket::ui {

/// One language. Immutable after loading but for the count of misses; safe to read from any thread.
class Strings {
  public:
    using Args = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    /// A JSON object whose members are all strings. Corrupt (naming the key) otherwise.
    static Result<Strings> parse(std::string_view json);
    /// Reads `<folder>/<language>.json`.
    static Result<Strings> load(const std::filesystem::path& folder, std::string_view language);

    /// Takes what is missing from another table. Before the table is shared.
    void complete_from(const Strings& other) { table_.insert(other.table_.begin(), other.table_.end()); }

    Strings() = default;
    Strings(const Strings& other);
    Strings(Strings&& other) noexcept;
    Strings& operator=(Strings other) noexcept;

    /// The text with its placeholders filled. An unknown key gives ⟦key⟧ and is remembered; an unfilled
    /// placeholder stays.
    [[nodiscard]] std::string text(std::string_view key, Args args = {}) const;
    [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
    [[nodiscard]] std::vector<std::string> keys() const;
    /// Keys that were asked for in vain since loading.
    [[nodiscard]] std::set<std::string> missing() const;
    /// Names of the placeholders of a text, to compare languages with.
    static std::set<std::string> placeholders(std::string_view text);

  private:
    std::map<std::string, std::string, std::less<>> table_;
    mutable std::mutex guard_;
    mutable std::set<std::string> missing_;
};

}  // namespace loket::ui
