// Recording of biometrics, and what the centre says of it.

#include <algorithm>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/record_state.h"

namespace loket::engine::detail {
namespace {

bool is_slot(const std::string& slot) { return std::ranges::find(recording_slots(), slot) != recording_slots().end(); }

bool is_reason(const std::string& reason) {
    static constexpr std::string_view kReasons[] = {"AMPUTASI", "LUKA", "AUS", "CACAT", "LAINNYA"};
    return std::ranges::find(kReasons, reason) != std::end(kReasons);
}

/// The case, if its recording is under way and this actor may add to it.
Result<std::shared_ptr<const Case>> recordable(const Deciding& deciding, const std::string& id) {
    LOKET_TRY(deciding.require_role({Role::OperatorRekam, Role::FrontOffice}));
    LOKET_ASSIGN(c, deciding.open_case(id));
    const auto& card = deciding.context.services.find(c->service)->card;
    if (!card || !card->chip) return rejected("record.not_asked", "this service needs no biometric record");
    if (is_recorded(c->record_state))
        return rejected("record.exists", "the biometric record of this person is already " + c->record_state);
    return c;
}

}  // namespace

Facts Deciding::operator()(const KeepSample& command) const {
    LOKET_ASSIGN(c, recordable(*this, command.case_id));
    const auto& sample = command.sample;
    if (!is_slot(sample.slot)) return rejected("sample.slot", "no such thing to record: " + sample.slot);
    if (sample.digest.empty()) return rejected("sample.empty", "a sample needs its picture");
    if (sample.quality < 0 || sample.quality > 100) return rejected("sample.quality", "quality runs from 0 to 100");
    if (sample.tries < 1 || sample.tries > kMaxTries) return rejected("sample.tries", "between one and three tries");
    return std::vector<Happening>{on_case(c->id, sample)};
}

Facts Deciding::operator()(const ExcuseSample& command) const {
    LOKET_ASSIGN(c, recordable(*this, command.case_id));
    if (!is_slot(command.slot)) return rejected("sample.slot", "no such thing to record: " + command.slot);
    if (command.slot == "photo") return rejected("sample.photo_needed", "everybody has a face: the photo cannot be excused");
    if (!is_reason(command.reason)) return rejected("sample.reason", "an exception needs a reason from the list");
    return std::vector<Happening>{on_case(c->id, SampleExcused{command.slot, command.reason})};
}

Facts Deciding::operator()(const ApproveRecording& command) const {
    LOKET_ASSIGN(c, recordable(*this, command.case_id));
    if (!c->recording_complete()) return rejected("record.incomplete", "still missing: " + c->missing_slots().front());
    return std::vector<Happening>{on_case(c->id, RecordingApproved{}), on_case(c->id, RecordStateChanged{std::string(kBioCaptured)})};
}

Facts Deciding::operator()(const ReportRecordState& command) const {
    LOKET_TRY(require_role({Role::Pusat}));
    LOKET_ASSIGN(c, open_case(command.case_id));
    if (!may_follow(c->record_state, command.state))
        return rejected("record.order", "a record that is " + c->record_state + " cannot become " + command.state);
    return std::vector<Happening>{on_case(c->id, RecordStateChanged{command.state})};
}

}  // namespace loket::engine::detail
