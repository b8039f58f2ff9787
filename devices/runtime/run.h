#pragma once
// One request on one device, waited for: tools, demos and tests. Screens keep a Session open instead.

#include <stop_token>

#include "devices/runtime/registry.h"

namespace loket::runtime {

/// Hears nothing.
class SilentSink final : public model::Sink {
  public:
    void preview(const RgbaImage&) override {}
    void hint(std::string_view) override {}
    void progress(int) override {}
};

inline constexpr Millis kRunLimit{120'000};

/// Opens a session on the best free device of the kind (for which it waits a moment), does the request and closes again. Tells `sink` on
/// the calling thread. Fails like Registry::claim, Session::submit and Device::perform.
Result<model::Outcome> run(Registry& registry, model::Kind kind, model::Request request, model::Sink& sink,
                           std::stop_token stop = {}, Millis limit = kRunLimit);

/// The same on one device by its id.
Result<model::Outcome> run(Registry& registry, const std::string& id, model::Request request, model::Sink& sink,
                           std::stop_token stop = {}, Millis limit = kRunLimit);

}  // namespace loket::runtime
