#pragma once
// What a technician asks of the machine: its data files, its storage, its network; and the readiness report.

#include <filesystem>

#include "kiosk/app/core/core.h"
#include "kiosk/app/core/health_log.h"
#include "workflow/reports/report.h"

namespace loket::app {

/// A file (or folder of files that belong together) the office runs on.
struct DataFile {
    std::string name;     ///< "calendar/2026.csv"
    std::string digest;   ///< first 12 digits of the SHA-256
    std::uintmax_t bytes = 0;
    std::string problem;  ///< why it could not be read, empty if it is valid
};
/// Calendars, services, rules, regions, code tables, words. Reads them from the disk as a start would.
std::vector<DataFile> data_files(const std::filesystem::path& assets);

struct StorageState {
    std::uintmax_t store_bytes = 0, free_bytes = 0, disk_bytes = 0;
    store::Counts counts{};
    std::optional<Instant> sealed;   ///< the last seal on the chains
    std::optional<Instant> backup;   ///< the last copy (`./loket store backup`)
    std::optional<Instant> checked;  ///< the last check of the whole store from this page
    bool sound = true;               ///< what it found
};
Result<StorageState> storage_state(Core& core);
/// Reads the whole store; the result is kept in the audit. Takes about a second for each 100,000 residents.
Result<store::VerifyReport> check_store(Core& core, const engine::Actor& by, Instant now);

struct NetworkLink {
    std::string name, address;
    bool up = false;
};
/// The network cards of this machine, without the one that leads to itself.
std::vector<NetworkLink> network_links();

struct Readiness {
    std::vector<HealthLine> devices;  ///< the last line of each
    std::vector<DataFile> files;
    StorageState storage;
    std::vector<NetworkLink> links;
    std::string officer;
    Instant at{};
};
/// Laporan kesiapan: devices, storage, data, network on one sheet.
reports::Report readiness_report(const Readiness& state);

}  // namespace loket::app
