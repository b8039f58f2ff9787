#include "devices/model/device.h"

namespace loket::model {

std::string_view to_string(Kind kind) {
    switch (kind) {
        case Kind::FingerScanner:
            return "finger_scanner";
        case Kind::IrisScanner:
            return "iris_scanner";
        case Kind::Camera:
            return "camera";
        case Kind::SignaturePad:
            return "signature_pad";
        case Kind::CardPrinter:
            return "card_printer";
        case Kind::CardReader:
            return "card_reader";
        case Kind::ReceiptPrinter:
            return "receipt_printer";
        case Kind::DocumentCamera:
            return "document_camera";
        case Kind::PaperPrinter:
            return "paper_printer";
        case Kind::Headset:
            return "headset";
        case Kind::CodeReader:
            return "code_reader";
        case Kind::Keypad:
            return "keypad";
        case Kind::StatusLight:
            return "status_light";
    }
    return "unknown";
}

}  // namespace loket::model
