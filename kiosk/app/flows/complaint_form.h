#pragma once
// The form of a complaint, asked one question a page like that of any service: of people at the kiosk, and of officers who write down
// what came by SMS, in the suggestion box or at the counter.

#include "kiosk/app/flows/context.h"
#include "workflow/engine/service.h"

namespace loket::app {

struct ComplaintForm {
    bool ask_channel = false;  ///< how it came
    bool ask_resi = true;
};
/// A text question with the words "complaint.KEY" and "complaint.KEY.hint".
engine::Question complaint_question(const FlowContext& context, const std::string& key, int shortest, int longest, bool required);
engine::Service complaint_form(const FlowContext& context, const ComplaintForm& form);
/// The wish, from the answers; `resi` where it was not asked.
engine::FileComplaint complaint_of(const engine::Answers& answers, const std::string& resi = {});

}  // namespace loket::app
