#include "workflow/engine/service.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "devices/base/file.h"

namespace loket::engine {

const std::string& Text::in(const std::string& language) const {
    static const std::string kNone;
    auto found = by_language.find(language);
    if (found == by_language.end()) found = by_language.find("id");
    return found == by_language.end() ? kNone : found->second;
}

bool Condition::holds(const Answers& answers) const {
    const auto holds_part = [&](const Condition& part) { return part.holds(answers); };
    switch (op) {
        case Op::Always: return true;
        case Op::All: return std::ranges::all_of(parts, holds_part);
        case Op::Any: return std::ranges::any_of(parts, holds_part);
        case Op::Not: return std::ranges::none_of(parts, holds_part);
        case Op::AnswerIn: break;
    }
    const auto given = answers.find(answer);
    return given != answers.end() && std::ranges::find(values, given->second) != values.end();
}

int Service::total_minutes() const {
    return std::accumulate(steps.begin(), steps.end(), 0, [](int sum, const Step& step) { return sum + step.minutes; });
}

const Step* Service::find_step(int no) const {
    const auto found = std::ranges::find(steps, no, &Step::no);
    return found == steps.end() ? nullptr : &*found;
}

const Step& Service::step(int no) const {
    const auto* found = find_step(no);
    assert(found != nullptr);
    return *found;
}

const Step* Service::next(int no) const { return find_step(no + 1); }

const Step* Service::first(StepKind kind) const {
    const auto found = std::ranges::find(steps, kind, &Step::kind);
    return found == steps.end() ? nullptr : &*found;
}

std::vector<const Requirement*> Service::applicable(const std::string& profile, const Answers& answers) const {
    std::vector<const Requirement*> out;
    const auto found = requirements.find(profile);
    if (found == requirements.end()) return out;
    for (const auto& requirement : found->second)
        if (requirement.condition.holds(answers)) out.push_back(&requirement);
    return out;
}

Status Service::accepts(const Answers& answers) const {
    std::size_t asked = 0;
    for (const auto& question : questions) {
        if (!question.condition.holds(answers)) continue;
        const auto given = answers.find(question.key);
        if (given == answers.end()) return rejected("answers.missing", "question " + question.key + " is not answered");
        if (std::ranges::find(question.options, given->second, &Option::value) == question.options.end())
            return rejected("answers.unknown", "question " + question.key + " does not offer this answer");
        ++asked;
    }
    if (asked != answers.size()) return rejected("answers.unknown", "something is answered that is not asked");
    return {};
}

Services::Services(std::vector<Service> services) : services_(std::move(services)) {
    std::ranges::sort(services_, {}, &Service::id);
}

const Service* Services::find(const std::string& id) const {
    const auto found = std::ranges::find(services_, id, &Service::id);
    return found == services_.end() ? nullptr : &*found;
}

Result<Services> Services::load(const std::filesystem::path& folder) {
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->path().extension() == ".json") files.push_back(entry->path());
    if (failed) return Error{Fault::Gone, "cannot read the services folder " + folder.string(), "services.missing"};
    if (files.empty()) return Error{Fault::Gone, "no service file in " + folder.string(), "services.missing"};
    std::ranges::sort(files);
    std::vector<Service> services;
    for (const auto& file : files) {
        LOKET_ASSIGN(text, read_text(file, 1u << 20));
        LOKET_ASSIGN(service, parse_service(text, file.filename().string()));
        if (std::ranges::find(services, service.id, &Service::id) != services.end())
            return Error{Fault::Corrupt, file.filename().string() + ": service " + service.id + " is defined twice", "services.broken"};
        services.push_back(std::move(service));
    }
    return Services{std::move(services)};
}

}  // namespace loket::engine
