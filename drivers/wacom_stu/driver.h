#pragma once
// The row of wacom_stu: signature pads of Wacom's STU series.

#include "devices/model/driver.h"

namespace loket::drivers::wacom_stu {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene);
void anonymise(model::Recording& recording);

inline constexpr model::UsbId kIds[] = {
    {0x056A, 0x00A1, "Wacom STU-500"}, {0x056A, 0x00A2, "Wacom STU-300"}, {0x056A, 0x00A3, "Wacom STU-520"},  {0x056A, 0x00A4, "Wacom STU-430"},
    {0x056A, 0x00A5, "Wacom STU-530"}, {0x056A, 0x00A6, "Wacom STU-430V"}, {0x056A, 0x00A8, "Wacom STU-540"}, {0x056A, 0x00A9, "Wacom STU-541"},
};
inline constexpr model::Driver kDriver{
    .id = "wacom_stu", .kind = model::Kind::SignaturePad, .usb = kIds, .rank = 10, .create = create, .emulate = emulate, .anonymise = anonymise};

}  // namespace loket::drivers::wacom_stu
