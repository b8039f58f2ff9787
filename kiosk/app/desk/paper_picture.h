#pragma once
// Pictures of papers from the document camera: taking one, judging it, reading a code off it. Blocking, for desk threads.

#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// What is wrong with the picture, worst first: "paper.empty" (nothing lies there), "paper.dark", "paper.blurred" (hint.<code>
/// says what to do); empty: it can be read. Judged by the brightest and darkest parts and the steepest steps between neighbours.
std::string paper_trouble(const RgbaImage& picture);

struct PaperShot {
    RgbaImage image;
    Bytes png;
    std::string trouble;  ///< as paper_trouble
};
/// Fails as the device does.
Result<PaperShot> take_paper(Equipment& equipment, model::Sink& sink, const std::stop_token& stop);

/// The text of the QR code on the paper under the camera; Rejected "scan.no_qr" where there is none after `patience`.
Result<std::string> code_of_paper(Equipment& equipment, Millis patience, model::Sink& sink, const std::stop_token& stop);

}  // namespace loket::app
