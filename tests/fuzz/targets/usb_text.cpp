#include "devices/model/usb_model.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {

void usb_text(ByteView bytes) {
    const auto text = model::usb_text(bytes);
    require(text.size() <= 255 * 3, "a string descriptor is short");
    require(std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }), "no controls in a name");
}

}  // namespace loket::fuzz
