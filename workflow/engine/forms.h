#pragma once
// The forms of the trade. The same code stands for different papers in different rules (F-1.01, F-1.06 and F-2.01 exist in both),
// hence a form is known by rule and code: "19/2010:F-1.15" (SERVICES §6).

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/engine/condition.h"

namespace loket::engine {

struct Form {
    std::string regulation;  ///< "19/2010", "109/2019"
    std::string code;        ///< "F-1.15"
    Text name;
    std::string tag;         ///< provenance
    [[nodiscard]] std::string reference() const { return regulation + ":" + code; }
    /// "F-1.15 Permohonan KK baru".
    [[nodiscard]] std::string words(const std::string& language) const { return code + " " + name.in(language); }
};

class Forms {
  public:
    /// Reads assets/forms/forms.json: {"forms": [{"regulation", "code", "name", "tag"}]}. Corrupt "services.broken" with the place.
    static Result<Forms> load(const std::filesystem::path& file);
    static Result<Forms> parse(const std::string& json, const std::string& origin);
    Forms() = default;
    explicit Forms(const std::vector<Form>& forms);
    [[nodiscard]] const Form* find(const std::string& reference) const;
    [[nodiscard]] const std::map<std::string, Form>& all() const { return forms_; }

  private:
    std::map<std::string, Form> forms_;  ///< by reference
};

}  // namespace loket::engine
