#pragma once
// P02, Pemantauan Peralatan SIAK: condition of every device at the Dinas and the kecamatan, from what the devices said
// about themselves; and P04, Pemeliharaan Jarkomdat: repairs against their deadline of 2 hari 120 menit.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflow/population/calendar.h"
#include "workflow/reports/period.h"
#include "workflow/reports/report.h"

namespace loket::reports {

enum class DeviceState : std::uint8_t {
    Ready,
    NeedsOperator,  ///< supplies, cover, jam: works again after a hand
    Down,           ///< broken or gone
};
std::string_view label(DeviceState state);  ///< "Siap", "Perlu tindakan", "Tidak berfungsi"

/// Something a device said. It holds until the next record of the same device.
struct HealthRecord {
    std::string device, kind, site;  ///< "printer-1", "Pencetak kartu", "Dinas"
    Instant at;
    DeviceState state = DeviceState::Ready;
    std::string error = {};                      ///< reason of a state that is not Ready; empty if none
    std::map<std::string, int> supplies = {};    ///< percent left by name: {"Pita": 35}
    std::optional<bool> self_test = {};          ///< set when this record is the result of one
};

struct DeviceFigures {
    std::string device, kind, site;
    DeviceState state = DeviceState::Ready;  ///< the last one
    std::optional<double> uptime;    ///< % of the observed time in Ready
    std::optional<double> observed;  ///< % of the period with any knowledge of the device
    std::size_t errors = 0;          ///< records that entered a state other than Ready, or named another error
    std::string worst_error;         ///< the most frequent one
    std::optional<std::pair<std::string, int>> lowest_supply;  ///< by the last record that named supplies
    std::optional<Instant> tested;   ///< last self-test up to the end of the period
    bool test_passed = false;
};

/// `until`: now, or the end of the period, whichever is earlier. Records after it are passed over; the state before the
/// period carries into it. By site, then device.
std::vector<DeviceFigures> measure_devices(std::vector<HealthRecord> records, const Period& period, Instant until);

struct EquipmentInput {
    Period period;  ///< evaluated every quarter
    std::vector<HealthRecord> records;
    Instant until;
    int test_every_days = 30;  ///< older self-tests are called overdue
    int low_supply = 20;       ///< percent
    std::string source = "Catatan kesehatan perangkat Loket";
};
Report equipment_report(const EquipmentInput& input);

/// A fault of the network or a device, from the call to the end of the repair.
struct Repair {
    std::string number, site, device;
    std::string fault, action, vendor;  ///< vendor: rekanan; empty if done by the office
    Instant reported;
    std::optional<Instant> solved;
};

/// 2 hari 120 menit (SOP P04), taken as two working days and two hours after the call.
struct Due {
    Instant at;
    std::optional<int> year_missing;
};
Due repair_due(const Repair& repair, const population::WorkCalendar& calendar);

struct RepairInput {
    Period period;  ///< by day of the call; evaluated every month
    std::vector<Repair> repairs;
    Instant now;
    std::string source = "Buku perbaikan Jarkomdat";
};
Report repair_report(const RepairInput& input, const population::WorkCalendar& calendar);

}  // namespace loket::reports
