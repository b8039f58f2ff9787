#include "tests/drivers/peers/urb.h"

#include <cerrno>

namespace loket::test {

std::optional<UrbEnd> serve(model::UsbDeviceModel& box, const model::Transfer& transfer) {
    constexpr std::uint8_t kIn = 0x80;
    const bool control = transfer.endpoint == 0;
    const bool in = ((control ? transfer.setup.type : transfer.endpoint) & kIn) != 0;
    auto reply = control ? model::control(box, transfer.setup, transfer.out, transfer.max)
                 : in    ? box.in(transfer.endpoint, transfer.max)
                         : box.out(transfer.endpoint, transfer.out);
    if (reply.kind == model::UsbReply::Kind::Later) return std::nullopt;
    if (reply.kind == model::UsbReply::Kind::Stall) return UrbEnd{.status = -EPIPE};
    if (!in) return UrbEnd{.length = transfer.out.size()};
    if (reply.bytes.size() > transfer.max) return UrbEnd{.status = -EOVERFLOW};
    const auto length = reply.bytes.size();
    return UrbEnd{.bytes = std::move(reply.bytes), .length = length};
}

}  // namespace loket::test
