#include "kiosk/app/flows/complaint_form.h"

namespace loket::app {

using engine::Question;

namespace {

constexpr int kLongestText = 600, kShortestText = 10, kLongestContact = 60, kLengthOfResi = 21;

engine::Text words_of(const FlowContext& context, const std::string& key) {
    engine::Text words;
    for (const auto* language : viewmodels::kLanguages) words.by_language[language] = context.strings(language).text(key);
    return words;
}

Question choice_question(const FlowContext& context, const std::string& key, const std::string& title) {
    Question made;
    made.key = key;
    made.text = words_of(context, title);
    return made;
}

std::string given(const engine::Answers& answers, const std::string& key) { return answers.contains(key) ? answers.at(key) : ""; }

}  // namespace

Question complaint_question(const FlowContext& context, const std::string& key, int shortest, int longest, bool required) {
    Question made;
    made.key = key;
    made.type = engine::QuestionType::Text;
    made.text = words_of(context, "complaint." + key);
    made.hint = words_of(context, "complaint." + key + ".hint");
    made.limits.shortest = shortest;
    made.limits.longest = longest;
    made.required = required;
    return made;
}

engine::Service complaint_form(const FlowContext& context, const ComplaintForm& form) {
    engine::Service questions;
    if (form.ask_channel) {
        auto channel = choice_question(context, "channel", "complaints.which_channel");
        for (const auto& value : engine::complaint_channels())
            if (value != "KIOS") channel.options.push_back({value, words_of(context, "complaint.channel." + value)});
        questions.questions.push_back(std::move(channel));
    }
    auto category = choice_question(context, "category", form.ask_channel ? "complaints.which_category" : "complaint.title");
    for (const auto& value : engine::complaint_categories())
        category.options.push_back({value, words_of(context, "complaint.category." + value), words_of(context, "complaint.category." + value + ".hint")});
    questions.questions.push_back(std::move(category));
    questions.questions.push_back(complaint_question(context, "text", kShortestText, kLongestText, true));
    if (form.ask_resi) questions.questions.push_back(complaint_question(context, "resi", kLengthOfResi, kLengthOfResi, false));
    questions.questions.push_back(complaint_question(context, "contact", 1, kLongestContact, false));
    return questions;
}

engine::FileComplaint complaint_of(const engine::Answers& answers, const std::string& resi) {
    engine::FileComplaint wish{.category = given(answers, "category"), .text = given(answers, "text"), .resi = resi.empty() ? given(answers, "resi") : resi, .contact = given(answers, "contact")};
    if (answers.contains("channel")) wish.channel = answers.at("channel");
    return wish;
}

}  // namespace loket::app
