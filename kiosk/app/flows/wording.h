#pragma once
// Words that several flows share: names of roles, dates, masked names, causes of poor quality.

#include "kiosk/app/flows/context.h"

namespace loket::app {

std::string role_words(const FlowContext& context, engine::Role role);
/// "23 November 2026".
std::string long_date(Date day, const std::string& language);
/// "23-11 09.41".
std::string short_time(Instant at);
/// First letters only: "S••• N•••••".
std::string masked_name(const std::string& name);
std::string slot_words(const FlowContext& context, const std::string& slot);
std::string record_words(const FlowContext& context, const std::string& state);

/// Who and what of a case, for every officer's screen. `full` shows the whole NIK (verification), else masked.
viewmodels::FileHead file_head(const FlowContext& context, const engine::Case& c, bool full);
viewmodels::WorkItem work_item(const FlowContext& context, const engine::Case& c);
std::vector<viewmodels::CheckFile::Item> paper_items(const FlowContext& context, const engine::Case& c);
/// Open cases at a step of this kind whose desk is the officer's, soonest promise first.
std::vector<std::shared_ptr<const engine::Case>> cases_at(const FlowContext& context, engine::StepKind kind, engine::Role desk);

}  // namespace loket::app
