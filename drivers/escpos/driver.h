#pragma once
// The row of escpos: receipt printers of 80 mm that speak Epson's ESC/POS.

#include "devices/model/driver.h"

namespace loket::drivers::escpos {

std::unique_ptr<model::Device> create(const model::Surroundings& around);
std::unique_ptr<model::UsbDeviceModel> emulate(model::Scene& scene);

inline constexpr model::UsbId kIds[] = {
    {0x04B8, 0x0E28, "Epson TM-T20III"},
    {0x04B8, 0x0E15, "Epson TM-T20II"},
    {0x04B8, 0x0E03, "Epson TM-T20"},
    {0x04B8, 0x0202, "Epson TM-T88 (UB-U interface)"},
    {0x1504, 0x0006, "Bixolon SRP-350"},
    {0x0416, 0x5011, "POS-80 (Winbond controller)"},
    {0x0FE6, 0x811E, "POS-80 (ICS controller)"},
    {0x1FC9, 0x2016, "POS-80 (NXP controller)"},
};
inline constexpr model::Driver kDriver{
    .id = "escpos", .kind = model::Kind::ReceiptPrinter, .usb = kIds, .rank = 10, .create = create, .emulate = emulate};

}  // namespace loket::drivers::escpos
