#pragma once
// Which service? First the letter of the queue, then the service where several share one. Every service is two touches away.

#include <optional>

#include "kiosk/app/flows/context.h"

namespace loket::app {

class ServicePicker {
  public:
    explicit ServicePicker(FlowContext& context) : context_(context) {}
    void start() { letter_.clear(); }
    /// The service, once it is chosen.
    std::optional<std::string> handle(const viewmodels::Intent& intent);
    /// Back to the letters; false if they are shown already.
    bool back();
    [[nodiscard]] viewmodels::Choice view(const std::string& title) const;

  private:
    FlowContext& context_;
    std::string letter_;
};

/// Letters of the queue in order.
std::vector<std::string> letters_of(const engine::Services& services);
std::vector<const engine::Service*> services_of(const engine::Services& services, const std::string& letter);
/// The services of one letter: each a way on.
viewmodels::Choice services_choice(const FlowContext& context, const std::string& letter);

}  // namespace loket::app
