#include "kiosk/app/flows/slip.h"

#include "kiosk/app/desk/pictures.h"

namespace loket::app {

void print_slip(FlowContext& context, std::string job, const documents::Drawing& drawing, viewmodels::Picture& picture, std::function<void(const Error&)> failed) {
    auto slip = documents::render_slip(drawing);
    if (!slip) return failed(slip.error());
    picture = {std::make_shared<const RgbaImage>(to_rgba(*slip)), picture.revision + 1};
    auto trouble = std::make_shared<std::optional<Error>>();
    const bool started = context.worker.start(
        [&equipment = context.equipment, slip = *slip, trouble, job = std::move(job)](TaskFeed& feed, std::stop_token stop) {
            auto printed = perform<model::ReceiptOutcome>(equipment, model::Kind::ReceiptPrinter, model::ReceiptRequest{job, slip}, feed, stop);
            if (!printed) *trouble = printed.error();
        },
        [trouble, failed] {
            if (*trouble) failed(**trouble);
        });
    if (!started) failed(Error{Fault::Busy, "another task is running", "device.busy"});
}

}  // namespace loket::app
