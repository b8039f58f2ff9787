#pragma once
// Words that several flows share: names of roles, dates, masked names, causes of poor quality.

#include "kiosk/app/flows/context.h"

namespace loket::app {

std::string role_words(const FlowContext& context, engine::Role role);
/// "Sen 23 Nov 2026".
std::string short_date(Date day, const std::string& language);
/// "23 November 2026".
std::string long_date(Date day, const std::string& language);
/// "Sel 24 Nov 2026 07.30".
std::string day_and_time(Instant at, const std::string& language);
/// "23-11 09.41".
std::string short_time(Instant at);
/// What stands around every page whoever is before it: names of the office, day and time.
viewmodels::Chrome public_chrome(const ui::Strings& words, const std::string& language, Instant now);
/// First letters only: "S••• N•••••".
std::string masked_name(const std::string& name);
std::string slot_words(const FlowContext& context, const std::string& slot);
/// "macet" for "media-jam"; the reason itself where there are no words for it.
std::string device_reason(const FlowContext& context, const std::string& reason);
std::string record_words(const FlowContext& context, const std::string& state);

/// Of a promise into a year without a calendar of holidays: that it was counted without one.
std::string calendar_words(const FlowContext& context, const engine::Case& c);
/// Who and what of a case, for every officer's screen. `full` shows the whole NIK (verification), else masked.
viewmodels::FileHead file_head(const FlowContext& context, const engine::Case& c, bool full);
viewmodels::WorkItem work_item(const FlowContext& context, const engine::Case& c);
std::vector<viewmodels::CheckFile::Item> paper_items(const FlowContext& context, const engine::Case& c);
/// The papers issued for a case: name, number and what became of it.
std::vector<viewmodels::Row> document_rows(const FlowContext& context, const engine::Case& c);
/// One answer of an application form in words; `name` says who a NIK is, empty for somebody unknown.
std::string answer_words(const FlowContext& context, const engine::Question& question, const std::string& answer, const std::function<std::string(const std::string& nik)>& name);
/// What was answered on the application form, in words.
std::vector<viewmodels::Row> answer_rows(const FlowContext& context, const engine::Case& c);
/// What was answered to one question, in words.
std::string answer_in_words(const FlowContext& context, const engine::Case& c, const engine::Question& question);
/// The service needs a biometric record and the applicant has none yet.
bool awaits_recording(const FlowContext& context, const engine::Case& c);
/// The page on which a step of this kind is done.
Page page_of(engine::StepKind kind);
/// Open cases whose step is done on this page by the officer who is signed in, soonest promise first.
std::vector<std::shared_ptr<const engine::Case>> cases_on(const FlowContext& context, Page page);

}  // namespace loket::app
