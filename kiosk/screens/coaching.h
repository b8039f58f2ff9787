#pragma once
// What somebody before a device should do, as a picture: understood without reading.

#include "kiosk/ui/kit.h"
#include "kiosk/viewmodels/staff.h"

namespace loket::screens {

/// The pictures there are.
enum class Coach : unsigned char {
    Finger, Hand, LeftHand, Thumbs, Dry, Wet, PressMore, PressLess, Lift, HoldStill, Flat, Centre, Clean, WrongHand,
    LookHere, Closer, Further, GlassesOff, OpenEyes, CloseMouth, Light, LessLight, Sign, Face, Eye,
};

/// Of a coaching code ("finger.press_harder"); what is unknown shows the part of the body it is about.
Coach coach_of(std::string_view code);

/// Drawn as large as the rectangle allows, square; noted as the image `id` with the words of the hint.
void coach_picture(ui::Ui& ui, const std::string& id, const viewmodels::Hint& hint, const ui::Rect& rect);

}  // namespace loket::screens
