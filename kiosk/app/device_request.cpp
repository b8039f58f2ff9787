#include "kiosk/app/device_request.h"

#include "workflow/documents/canvas.h"

namespace loket::app {
namespace {

documents::Drawing test_slip() {
    return {.title = "Tes", .width = 72, .draw = [](documents::Canvas& canvas) {
        canvas.text({0, 2, 72, 0}, "Loket: tes cetak / test print", {.size = 12, .align = documents::Align::Centre});
        canvas.qr({21, 10, 30, 30}, "LOKET TEST");
        return 42.0;
    }};
}

}  // namespace

Result<std::optional<model::Request>> test_request(model::Kind kind) {
    using model::Kind;
    switch (kind) {
        case Kind::FingerScanner: return std::optional<model::Request>{model::FingerRequest{.fingers = {model::Finger::RightIndex}, .slap = std::nullopt}};
        case Kind::IrisScanner: return std::optional<model::Request>{model::IrisRequest{{model::Eye::Right, model::Eye::Left}}};
        case Kind::Camera: return std::optional<model::Request>{model::PhotoRequest{}};
        case Kind::SignaturePad: return std::optional<model::Request>{model::SignatureRequest{}};
        case Kind::DocumentCamera: return std::optional<model::Request>{model::PaperRequest{.sheets = 10}};
        case Kind::CodeReader: return std::optional<model::Request>{model::CodeRequest{}};
        case Kind::Keypad: return std::optional<model::Request>{model::KeypadRequest{}};
        case Kind::StatusLight: return std::optional<model::Request>{model::LightRequest{model::Sign::Help}};
        case Kind::ReceiptPrinter: {
            LOKET_ASSIGN(slip, documents::render_slip(test_slip()));
            return std::optional<model::Request>{model::ReceiptRequest{"devices-test", std::move(slip)}};
        }
        default: return std::optional<model::Request>{};
    }
}

}  // namespace loket::app
