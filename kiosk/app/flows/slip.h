#pragma once
// A slip for the person before the screen: drawn at once, so that the page shows it, and printed by the desk's worker.

#include "kiosk/app/flows/context.h"
#include "workflow/documents/canvas.h"

namespace loket::app {

/// `picture` becomes the slip as it will look. `failed` is called, now or later, if it could not be drawn or printed; `job` is
/// what the printer knows it by.
void print_slip(FlowContext& context, std::string job, const documents::Drawing& drawing, viewmodels::Picture& picture, std::function<void(const Error&)> failed);

}  // namespace loket::app
