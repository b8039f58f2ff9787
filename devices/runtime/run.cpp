#include "devices/runtime/run.h"

#include <utility>

#include "devices/base/wait.h"
#include "devices/runtime/session.h"

namespace loket::runtime {
namespace {

constexpr Millis kClaimPatience{1500}, kClaimLook{10};

void tell(const SessionEvent& event, model::Sink& sink) {
    if (const auto* preview = std::get_if<Preview>(&event.body)) sink.preview(preview->frame);
    if (const auto* hint = std::get_if<Hint>(&event.body)) sink.hint(hint->code);
    if (const auto* progress = std::get_if<Progress>(&event.body)) sink.progress(progress->percent);
}

/// On a device of a kind, or on the one with this id.
template <class Which>
Result<model::Outcome> run_on(Registry& registry, const Which& which, model::Request request, model::Sink& sink, const std::stop_token& stop, Millis limit) {
    auto session = Session::open(registry, which);
    // Somebody may be looking whether it works again (DeviceWatch).
    for (Millis waited{0}; !session && session.error().fault == Fault::Busy && waited < kClaimPatience && wait_for(kClaimLook, stop); waited += kClaimLook)
        session = Session::open(registry, which);
    if (!session) return session.error();
    LOKET_ASSIGN(job, (*session)->submit(std::move(request), limit));
    const std::stop_callback on_stop(stop, [&owner = **session, id = job] { owner.cancel(id); });
    // Ends: every job gets its Done.
    while (auto event = (*session)->events().pop({})) {
        if (auto* done = std::get_if<Done>(&event->body)) return std::move(done->result);
        tell(*event, sink);
    }
    return internal("the session ended without a result");
}

}  // namespace

Result<model::Outcome> run(Registry& registry, model::Kind kind, model::Request request, model::Sink& sink,
                           std::stop_token stop, Millis limit) {
    return run_on(registry, kind, std::move(request), sink, stop, limit);
}

Result<model::Outcome> run(Registry& registry, const std::string& id, model::Request request, model::Sink& sink,
                           std::stop_token stop, Millis limit) {
    return run_on(registry, id, std::move(request), sink, stop, limit);
}

}  // namespace loket::runtime
