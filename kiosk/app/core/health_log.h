#pragma once
// What the devices of the office's machines said about themselves, kept in the audit: one line where something a person would act on has
// changed, and one for each self-test. Nothing of anybody who used them.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/store/store.h"

namespace loket::app {

class Core;

enum class Condition {
    Ready,
    NeedsOperator,  ///< supplies, cover, jam: works again after a hand
    Down,           ///< does not answer, or was unplugged
};
/// "ready", "operator", "down".
std::string_view to_string(Condition condition);

/// One line. It holds until the next one of the same device at the same machine.
struct HealthLine {
    std::string device;   ///< id at its machine: "sim_iris", "usb:1-2"
    std::string kind;     ///< as model::to_string: "iris_scanner"
    std::string product, serial;  ///< as the device names itself
    bool simulated = false;
    Condition condition = Condition::Ready;
    std::vector<std::string> reasons{};      ///< printer-state-reasons of RFC 8011, or words of that form
    std::map<std::string, int> supplies{};   ///< percent left, by name
    std::optional<bool> self_test{};         ///< set when this line is the result of one
    Instant at{};
    std::string software{};    ///< of the appliance itself: version and root hash, with a blank between
    std::int64_t machine = 0;  ///< its number in an office of several; 0 in an office of one
    bool operator==(const HealthLine&) const = default;
};

inline constexpr auto kHealthSubject = "perangkat";  ///< of all these lines in the audit
inline constexpr std::size_t kHealthLinesADay = 200;  ///< of one device; what says more than that only repeats itself

/// The appliance itself, in one line: its number for a serial.
inline constexpr auto kApplianceDevice = "mesin";
HealthLine appliance_line(const std::string& serial, const std::string& version, const std::string& root_hash, Instant at);

/// Writes a line of this machine.
Status note_health(Core& core, HealthLine line);
/// All lines, oldest first. Corrupt for a line that cannot be read.
Result<std::vector<HealthLine>> health_lines(store::Store& store);
/// The last line of each device, in order of the machine and the device.
std::vector<HealthLine> last_of_each(const std::vector<HealthLine>& lines);

/// "Pencetak kartu" for "card_printer"; the code itself for one that is not known. Indonesian, as reports print it.
std::string device_kind_words(std::string_view kind);
/// "macet" for "media-jam"; the code itself for one that is not known.
std::string device_reason_words(std::string_view reason);

}  // namespace loket::app
