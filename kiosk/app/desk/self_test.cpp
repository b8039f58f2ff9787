#include "kiosk/app/desk/self_test.h"

#include "devices/base/wait.h"
#include "devices/runtime/session.h"

namespace loket::app {

namespace {

using model::Kind;
using runtime::Session;

constexpr Millis kPatience{6000};  ///< for a box that has to warm up
constexpr Millis kPenPatience{600};

/// What may be asked without using anything up; nothing for printers.
std::optional<model::Request> harmless(Kind kind) {
    switch (kind) {
        case Kind::FingerScanner: return model::FingerRequest{.fingers = {model::Finger::RightIndex}, .slap = std::nullopt};
        case Kind::IrisScanner: return model::IrisRequest{{model::Eye::Right, model::Eye::Left}};
        case Kind::Camera: return model::PhotoRequest{};
        case Kind::SignaturePad: return model::SignatureRequest{};
        case Kind::CardReader: return model::ApduRequest{};
        case Kind::DocumentCamera: return model::PaperRequest{};
        case Kind::Headset: return model::HeadsetRequest{};
        case Kind::StatusLight: return model::LightRequest{model::Sign::Help};
        default: return std::nullopt;
    }
}

bool shows_pictures(Kind kind) { return kind == Kind::FingerScanner || kind == Kind::IrisScanner || kind == Kind::Camera || kind == Kind::DocumentCamera; }

/// The end of one request; `seen` as soon as a picture has come, which is all that is wanted.
Result<model::Outcome> ask(Session& session, model::Request request, Millis limit, const std::stop_token& stop, bool& seen) {
    LOKET_ASSIGN(job, session.submit(std::move(request), limit));
    const std::stop_callback on_stop(stop, [&session, id = job] { session.cancel(id); });
    while (auto event = session.events().pop({})) {  // ends: every job gets its Done
        if (auto* done = std::get_if<runtime::Done>(&event->body)) return std::move(done->result);
        if (!std::holds_alternative<runtime::Preview>(event->body)) continue;
        seen = true;
        session.cancel(job);
    }
    return internal("the session ended without a result");
}

/// A device that nobody stands before and that says so, or is stopped, has understood.
bool understood(const Result<model::Outcome>& answer) {
    return answer || answer.error().fault == Fault::Rejected || answer.error().fault == Fault::Cancelled;
}

Status wait_until_open(const Session& session, const std::stop_token& stop) {
    constexpr Millis kLook{20};
    for (Millis waited{0}; waited < kPatience; waited += kLook) {
        const auto state = session.device().state;
        if (state == runtime::State::Ready) return {};
        if (state == runtime::State::Left || state == runtime::State::Offline) break;
        if (!wait_for(kLook, stop)) return Error{Fault::Cancelled, "the test was stopped"};
    }
    return Error{Fault::Gone, "the device does not open", "device.gone"};
}

SelfTest by_health(Kind kind, const model::Health& health, const char* otherwise) {
    const std::string family = kind == Kind::DocumentCamera ? "scanner." : "printer.";
    if (!health.reasons.empty()) return {false, health.reasons.front() == "offline" ? "device.gone" : family + health.reasons.front()};
    return health.ready ? SelfTest{true, otherwise} : SelfTest{false, "device.gone"};
}

}  // namespace

Result<SelfTest> self_test(runtime::Registry& registry, const runtime::DeviceInfo& device, const std::stop_token& stop) {
    LOKET_ASSIGN(session, Session::open(registry, device.id));
    if (const auto open = wait_until_open(*session, stop); !open) {
        if (open.error().fault == Fault::Cancelled) return open.error();
        return SelfTest{false, open.error().code};
    }
    const auto request = harmless(device.kind);
    if (!request) return by_health(device.kind, session->device().health, "ready");
    bool seen = false;
    const auto answer = ask(*session, *request, device.kind == Kind::SignaturePad ? kPenPatience : kPatience, stop, seen);
    if (stop.stop_requested()) return Error{Fault::Cancelled, "the test was stopped"};
    if (shows_pictures(device.kind)) {
        if (seen) return by_health(device.kind, session->device().health, "picture");
        if (!answer && answer.error().fault == Fault::TimedOut) return SelfTest{false, "no_picture"};
    }
    const bool pen_waited = device.kind == Kind::SignaturePad && !answer && answer.error().fault == Fault::TimedOut;
    if (!understood(answer) && !pen_waited) return SelfTest{false, answer.error().code.empty() ? "device.gone" : answer.error().code};
    return by_health(device.kind, session->device().health, "answered");
}

}  // namespace loket::app
