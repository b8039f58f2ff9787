#include "workflow/engine/forms.h"

#include "devices/base/file.h"
#include "workflow/engine/service_reader.h"

namespace loket::engine {

Forms::Forms(const std::vector<Form>& forms) {
    for (const auto& form : forms) forms_.emplace(form.reference(), form);
}

const Form* Forms::find(const std::string& reference) const {
    const auto found = forms_.find(reference);
    return found == forms_.end() ? nullptr : &found->second;
}

Result<Forms> Forms::parse(const std::string& text, const std::string& origin) {
    auto parsed = parse_json(text, origin);
    if (!parsed) return Error{Fault::Corrupt, parsed.error().context, "services.broken"};
    JsonProblem problem{.origin = origin, .text = std::nullopt};
    std::vector<Form> forms;
    {
        JsonObject object(*parsed, "", problem);
        detail::each(object, "forms", true, [&](JsonObject& item) {
            forms.push_back({item.text("regulation"), item.text("code"), detail::read_words(item, "name", true), item.text("tag")});
        });
    }
    Forms known(forms);
    if (known.all().size() != forms.size()) problem.report("/forms", "a form is there twice under one regulation and code");
    if (problem.text) return Error{Fault::Corrupt, *problem.text, "services.broken"};
    return known;
}

Result<Forms> Forms::load(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file, 1u << 20));
    return parse(text, file.filename().string());
}

}  // namespace loket::engine
