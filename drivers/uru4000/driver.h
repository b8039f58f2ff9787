#pragma once
// The row of uru4000: single-finger readers of DigitalPersona and their Microsoft siblings.

#include "devices/model/driver.h"

namespace loket::drivers::uru4000 {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene);
void anonymise(model::Recording& recording);

inline constexpr model::UsbId kIds[] = {
    {0x05BA, 0x000A, "DigitalPersona U.are.U 4000B / 4500"},
    {0x05BA, 0x0007, "DigitalPersona U.are.U 4000"},
    {0x05BA, 0x0008, "DigitalPersona U.are.U 4000 (keyboard)"},
    {0x045E, 0x00BB, "Microsoft Keyboard with Fingerprint Reader"},
    {0x045E, 0x00BD, "Microsoft Fingerprint Reader"},
};
inline constexpr model::Driver kDriver{
    .id = "uru4000", .kind = model::Kind::FingerScanner, .usb = kIds, .rank = 10, .create = create, .emulate = emulate, .anonymise = anonymise};

}  // namespace loket::drivers::uru4000
