#include "devices/runtime/run.h"

#include <utility>

#include "devices/runtime/session.h"

namespace loket::runtime {
namespace {

void tell(const SessionEvent& event, model::Sink& sink) {
    if (const auto* preview = std::get_if<Preview>(&event.body)) sink.preview(preview->frame);
    if (const auto* hint = std::get_if<Hint>(&event.body)) sink.hint(hint->code);
    if (const auto* progress = std::get_if<Progress>(&event.body)) sink.progress(progress->percent);
}

}  // namespace

Result<model::Outcome> run(Registry& registry, model::Kind kind, model::Request request, model::Sink& sink,
                           std::stop_token stop, Millis limit) {
    LOKET_ASSIGN(session, Session::open(registry, kind));
    LOKET_ASSIGN(job, session->submit(std::move(request), limit));
    const std::stop_callback on_stop(stop, [&owner = *session, id = job] { owner.cancel(id); });
    // Ends: every job gets its Done.
    while (auto event = session->events().pop({})) {
        if (auto* done = std::get_if<Done>(&event->body)) return std::move(done->result);
        tell(*event, sink);
    }
    return internal("the session ended without a result");
}

}  // namespace loket::runtime
