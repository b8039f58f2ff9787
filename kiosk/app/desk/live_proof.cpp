#include "kiosk/app/desk/live_proof.h"

#include "devices/runtime/run.h"
#include "kiosk/app/desk/pictures.h"

namespace loket::app {

Result<LiveFinger> read_finger(runtime::Registry& registry, biometrics::Finger finger, model::Sink& sink, std::stop_token stop) {
    model::FingerRequest request{.fingers = {finger}, .slap = std::nullopt};
    LOKET_ASSIGN(outcome, runtime::run(registry, model::Kind::FingerScanner, std::move(request), sink, stop));
    auto* content = std::get_if<model::FingerOutcome>(&outcome.content);
    if (content == nullptr) return Error{Fault::Corrupt, "the scanner answered something else than it was asked", "device.wrong_answer"};
    if (content->fingers.empty()) return rejected("finger.no_finger", "no finger on the glass");
    const auto& image = content->fingers.front().image;
    LOKET_ASSIGN(minutiae, biometrics::extract_minutiae(image));
    return LiveFinger{std::move(minutiae), to_rgba(image), biometrics::finger_quality(image).score};
}

Result<std::string> read_card_number(runtime::Registry& registry, model::Sink& sink, std::stop_token stop) {
    const Bytes select_nothing = {0x00, 0xA4, 0x04, 0x00};  // ISO/IEC 7816-4 SELECT: any card answers, if only with a refusal
    LOKET_ASSIGN(outcome, runtime::run(registry, model::Kind::CardReader, model::ApduRequest{{select_nothing}}, sink, stop));
    auto* content = std::get_if<model::ApduOutcome>(&outcome.content);
    if (content == nullptr || content->card_uid.empty()) return Error{Fault::Corrupt, "the reader answered something else than it was asked", "device.wrong_answer"};
    return content->card_uid;
}

}  // namespace loket::app
