#include "workflow/trust/rules.h"

#include <map>

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::trust {

Result<Rules> load_rules(const std::filesystem::path& file) {
    static const std::map<std::string, SignInRule> kSignIn = {
        {"pin", SignInRule::Pin}, {"pin+finger", SignInRule::PinFinger}, {"card+pin", SignInRule::CardPin}};
    LOKET_ASSIGN(text, read_text(file, 1U << 16));
    LOKET_ASSIGN(json, engine::parse_json(text, file.filename().string()));
    engine::JsonProblem problem{.origin = file.filename().string(), .text = std::nullopt};
    Rules rules;
    {
        engine::JsonObject object(json, "", problem);
        const auto sign_in = object.text("sign_in");
        if (const auto found = kSignIn.find(sign_in); found != kSignIn.end()) rules.sign_in = found->second;
        else problem.report(object.place_of("sign_in"), "'" + sign_in + "' is not pin, pin+finger or card+pin");
        rules.lock_after = std::chrono::minutes(object.number("lock_after_minutes", 1, 120));
    }
    if (problem.text) return corrupt(*problem.text);
    return rules;
}

}  // namespace loket::trust
