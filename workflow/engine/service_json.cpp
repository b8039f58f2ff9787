// Reading of assets/services/*.json. The shape is strict on purpose: the files are edited by hand in the office.

#include <algorithm>
#include <array>

#include "workflow/engine/service_reader.h"

namespace loket::engine {
namespace {

constexpr std::array<std::pair<StepKind, std::string_view>, 14> kKinds = {{
    {StepKind::Submit, "submit"},
    {StepKind::Receive, "receive"},
    {StepKind::Check, "check"},
    {StepKind::Forward, "forward"},
    {StepKind::Verify, "verify"},
    {StepKind::Sign, "sign"},
    {StepKind::Print, "print"},
    {StepKind::Stamp, "stamp"},
    {StepKind::Activate, "activate"},
    {StepKind::HandOver, "hand_over"},
    {StepKind::Collect, "collect"},
    {StepKind::PrintPaper, "print_paper"},
    {StepKind::Work, "work"},
    {StepKind::Archive, "archive"},
}};

constexpr std::array<const char*, 2> kProfiles = {"SOP2019", "PERPRES96"};
constexpr std::array<std::pair<const char*, Section>, 2> kSections = {{{"DAFDUK", Section::Dafduk}, {"PIAK", Section::Piak}}};
constexpr std::array<std::pair<const char*, Intake>, 3> kIntakes = {
    {{"ticket", Intake::Ticket}, {"list", Intake::List}, {"internal", Intake::Internal}}};
constexpr std::array<std::pair<const char*, SignMode>, 2> kSignModes = {{{"WET_SIGN_STAMP", SignMode::WetSignStamp}, {"TTE_QR", SignMode::TteQr}}};

/// The value that the word under `key` stands for.
template <class T, std::size_t size>
T read_word(JsonObject& object, const std::string& key, const std::array<std::pair<const char*, T>, size>& words, const char* fallback) {
    const auto text = fallback == nullptr ? object.text(key) : object.text_or(key, fallback);
    for (const auto& [word, value] : words)
        if (text == word) return value;
    std::string known;
    for (const auto& [word, value] : words) known += (known.empty() ? "" : ", ") + std::string(word);
    object.problem().report(object.place_of(key), "must be one of " + known);
    return words.front().second;
}

using StandardList = std::vector<std::pair<std::string, Text>>;

StandardList read_components(JsonObject& object, const std::string& key, bool required) {
    StandardList list;
    detail::each(object, key, required, [&](JsonObject& item) {
        const auto component = item.text("component");
        if (std::ranges::find(standard_components(), component) == standard_components().end())
            item.problem().report(item.place_of("component"), "\"" + component + "\" is not a component of the Standar Pelayanan");
        if (std::ranges::find(list, component, &StandardList::value_type::first) != list.end())
            item.problem().report(item.place_of("component"), "\"" + component + "\" is there twice");
        list.emplace_back(component, detail::read_words(item, "text", true));
    });
    return list;
}

/// The service's own components, completed by the common ones, in the official order.
void read_standard(JsonObject& object, Service& service, const Shared& shared) {
    const auto own = read_components(object, "standard", false);
    const auto common = shared.standard.find(service.section);
    for (const auto& component : standard_components()) {
        auto found = std::ranges::find(own, component, &StandardList::value_type::first);
        auto end = own.end();
        if (found == end && common != shared.standard.end()) {
            found = std::ranges::find(common->second, component, &StandardList::value_type::first);
            end = common->second.end();
        }
        if (found == end)
            object.problem().report("/standard", "the component \"" + component + "\" is missing");
        else
            service.standard.push_back(*found);
    }
}

void read_requirements(JsonObject& object, Service& service, const Forms& forms) {
    const auto* profiles = object.member("requirements", true);
    if (profiles == nullptr) return;
    JsonObject by_profile(*profiles, object.place_of("requirements"), object.problem());
    for (const auto* profile : kProfiles)
        detail::each(by_profile, profile, true,
                     [&](JsonObject& item) { service.requirements[profile].push_back(detail::read_requirement(item, service.settings, forms)); });
}

std::map<std::string, std::string> read_pairs(JsonObject& object, const std::string& key) {
    std::map<std::string, std::string> pairs;
    const auto* value = object.member(key, false);
    if (value == nullptr) return pairs;
    JsonObject inside(*value, object.place_of(key), object.problem());
    if (value->is_object())
        for (const auto& [name, unused] : value->items()) pairs[name] = inside.text(name);
    return pairs;
}

/// Whether some condition in this document tests the setting.
bool tests_setting(const nlohmann::json& value, const std::string& key) {
    if (value.is_object() && value.contains("setting") && value["setting"] == key) return true;
    return value.is_structured() && std::ranges::any_of(value, [&](const auto& inside) { return tests_setting(inside, key); });
}

void read_notes(JsonObject& object, Service& service) {
    detail::each(object, "notes", false, [&](JsonObject& item) {
        service.notes.push_back({item.text("about"), detail::read_words(item, "text", true), item.text("tag")});
        if (!object.has(service.notes.back().about)) item.problem().report(item.place_of("about"), "is not a field of this file");
    });
}

void read_settings(JsonObject& object, Service& service, const nlohmann::json& document) {
    detail::each(object, "settings", false, [&](JsonObject& item) {
        Setting setting{item.text("key"), item.text("value"), item.texts("allowed"), detail::read_words(item, "note", true), item.text("tag")};
        if (std::ranges::find(setting.allowed, setting.value) == setting.allowed.end())
            item.problem().report(item.place_of("value"), "is not among the allowed values");
        if (std::ranges::find(service.settings, setting.key, &Setting::key) != service.settings.end())
            item.problem().report(item.place_of("key"), "\"" + setting.key + "\" is there twice");
        if (!tests_setting(document, setting.key)) item.problem().report(item.place_of("key"), "\"" + setting.key + "\" is tested by no condition");
        service.settings.push_back(std::move(setting));
    });
}

void read_product(JsonObject& object, Service& service) {
    detail::each(object, "papers", false, [&](JsonObject& item) {
        service.papers.push_back(
            {item.text("kind"), detail::read_words(item, "name", true), item.text("number"), detail::read_if(item, service.settings)});
    });
    detail::each(object, "withdraws", false, [&](JsonObject& item) {
        service.withdraws.push_back({item.text("document"), detail::read_words(item, "text", true), detail::read_if(item, service.settings)});
    });
    detail::each(object, "effects", false, [&](JsonObject& item) {
        service.effects.push_back({item.text("kind"), read_pairs(item, "args"), read_pairs(item, "fixed"), detail::read_if(item, service.settings)});
    });
    if (object.has("effect_at")) service.effect_at = detail::read_kind(object, "effect_at");
    if (const auto* card = object.member("card", false); card != nullptr) {
        JsonObject spec(*card, object.place_of("card"), object.problem());
        service.card = CardSpec{spec.text("kind"), spec.text("prefix"), spec.flag_or("chip", true)};
    }
    if (const auto* modes = object.member("sign_mode", false); modes != nullptr) {
        JsonObject by_profile(*modes, object.place_of("sign_mode"), object.problem());
        for (const auto* profile : kProfiles) service.sign_mode[profile] = read_word(by_profile, profile, kSignModes, nullptr);
    }
}

void read_rules(JsonObject& object, Service& service) {
    detail::each(object, "entitlements", false, [&](JsonObject& item) {
        item.member("must", true);
        service.entitlements.push_back(
            {detail::read_if(item, service.settings, "must"), detail::read_words(item, "otherwise", true), item.text_or("tag", "proposal")});
    });
    detail::each(object, "report_within", false, [&](JsonObject& item) {
        service.report_within.push_back(
            {item.number("days", 0, 3650), item.text("after"), detail::read_if(item, service.settings), item.text("tag")});
    });
}

void read_head(JsonObject& object, Service& service) {
    service.id = object.text("id");
    service.code = object.text("code");
    service.section = read_word(object, "section", kSections, nullptr);
    service.intake = read_word(object, "intake", kIntakes, "ticket");
    service.letter = service.internal() ? object.text_or("letter", "") : object.text("letter");
    if (service.internal()) service.opened_by = detail::read_roles(object, "opened_by");
    service.newcomer = object.flag_or("newcomer", false);
    service.name = detail::read_words(object, "name", true);
    service.product = detail::read_words(object, "product", true);
    service.promise_days = object.number("promise_days", 0, 365);
    service.fee_rupiah = object.number("fee_rupiah", 0, 0);
    service.minimum_age = object.number_or("minimum_age", 0, 0, 150);
    service.minimum_age_record = object.number_or("minimum_age_record", service.minimum_age, 0, 150);
    if (object.has("signer")) service.signer = detail::read_role(object, "signer", Role::Kadis);
    service.declared_minutes = object.number("total_minutes", 0, 100'000);
    service.declared_days = object.number_or("total_days", 0, 0, 1000);
}

Service read_service(JsonObject& object, const nlohmann::json& document, const Shared& shared) {
    Service service;
    read_head(object, service);
    read_settings(object, service, document);
    read_notes(object, service);
    detail::each(object, "questions", false, [&](JsonObject& item) { service.questions.push_back(detail::read_question(item, service.settings)); });
    read_rules(object, service);
    read_requirements(object, service, shared.forms);
    detail::each(object, "steps", true, [&](JsonObject& item) { service.steps.push_back(detail::read_step(item, service.signer)); });
    read_product(object, service);
    read_standard(object, service, shared);
    return service;
}

}  // namespace

namespace detail {

Role read_role(JsonObject& object, const std::string& key, Role fallback) {
    if (!object.has(key)) return fallback;
    const auto role = role_from_code(object.text(key));
    if (!role) object.problem().report(object.place_of(key), "is not a known actor");
    return role.value_or(fallback);
}

std::vector<Role> read_roles(JsonObject& object, const std::string& key) {
    std::vector<Role> roles;
    for (const auto& text : object.texts(key)) {
        const auto role = role_from_code(text);
        if (!role)
            object.problem().report(object.place_of(key), "\"" + text + "\" is not a known actor");
        else
            roles.push_back(*role);
    }
    return roles;
}

StepKind read_kind(JsonObject& object, const std::string& key) {
    const auto text = object.text(key);
    for (const auto& [kind, name] : kKinds)
        if (name == text) return kind;
    object.problem().report(object.place_of(key), "is not a known kind of step");
    return StepKind::Receive;
}

Step read_step(JsonObject& object, std::optional<Role> signer) {
    const auto no = object.number("no", 1, 99);
    const auto kind = read_kind(object, "kind");
    const bool signs = kind == StepKind::Sign;
    if (signs && object.has("actor")) object.problem().report(object.place_of("actor"), "is not given for a signature: the service names its signer");
    if (!signs) object.member("actor", true);
    const auto actor = signs ? signer.value_or(Role::Kadis) : read_role(object, "actor", Role::FrontOffice);
    const bool open_ended = object.flag_or("open_ended", false);
    const bool timed = !open_ended && !object.has("days");
    Step step{.no = no,
              .kind = kind,
              .text = read_words(object, "text", true),
              .actor = actor,
              .desk = read_role(object, "desk", actor),
              .applicant_present = object.flag_or("applicant_present", false),
              .minutes = timed ? object.number("minutes", 0, 100000) : object.number_or("minutes", 0, 0, open_ended ? 0 : 100000),
              .completeness = read_words(object, "completeness", false),
              .output = read_words(object, "output", false),
              .return_to = std::nullopt};
    if (object.has("return_to")) step.return_to = object.number("return_to", 1, 99);
    step.days = object.number_or("days", 0, 1, 365);
    step.open_ended = open_ended;
    step.tag = object.text_or("tag", "seed");
    return step;
}

}  // namespace detail

std::string_view code(StepKind kind) {
    for (const auto& [known, name] : kKinds)
        if (known == kind) return name;
    return "receive";
}

Result<Shared> parse_shared(const std::string& text, const std::string& origin, Forms forms) {
    auto parsed = parse_json(text, origin);
    if (!parsed) return Error{Fault::Corrupt, parsed.error().context, "services.broken"};
    JsonProblem problem{.origin = origin, .text = std::nullopt};
    Shared shared{.forms = std::move(forms)};
    {
        JsonObject object(*parsed, "", problem);
        const auto* standard = object.member("standard", true);
        if (standard != nullptr) {
            JsonObject sections(*standard, "/standard", problem);
            for (const auto& [word, section] : kSections) shared.standard[section] = read_components(sections, word, true);
        }
    }
    if (problem.text) return Error{Fault::Corrupt, *problem.text, "services.broken"};
    return shared;
}

Result<Service> parse_service(const std::string& text, const std::string& origin, const Shared& shared) {
    auto parsed = parse_json(text, origin);
    if (!parsed) return Error{Fault::Corrupt, parsed.error().context, "services.broken"};
    JsonProblem problem{.origin = origin, .text = std::nullopt};
    Service service;
    {
        JsonObject object(*parsed, "", problem);
        service = read_service(object, *parsed, shared);
    }
    detail::check_service(service, problem);
    if (problem.text) return Error{Fault::Corrupt, *problem.text, "services.broken"};
    return service;
}

}  // namespace loket::engine
