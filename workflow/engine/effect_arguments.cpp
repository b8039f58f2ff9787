#include "workflow/engine/effect_arguments.h"

#include <nlohmann/json.hpp>

#include "workflow/engine/serials.h"

namespace loket::engine {
namespace {

using nlohmann::json;

/// The answer in the type that its question gives it.
json typed(const Question& question, const std::string& answer) {
    int number = 0;
    if (question.type == QuestionType::Persons) return niks_in(answer);
    if (question.type == QuestionType::Number && read_whole_number(answer, number)) return number;
    return answer;
}

}  // namespace

std::string effect_arguments(const Case& c, const Service& service, const Effect& effect) {
    json args{{"case", c.id}, {"service", c.service}, {"resi", c.resi}, {"nik", c.nik}, {"documents", json::array()}};
    for (const auto& paper : c.papers) args["documents"].push_back({{"kind", paper.kind}, {"number", paper.number}});
    for (const auto& [name, value] : effect.fixed) args[name] = value;
    for (const auto& [name, key] : effect.args)
        if (const auto given = c.answers.find(key); given != c.answers.end()) args[name] = typed(*service.find_question(key), given->second);
    return args.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace loket::engine
