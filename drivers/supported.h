#pragma once
// What the driver table says to people and to the machine: generated, so that it never says less than the table.

#include <string>

namespace loket::drivers {

/// A Markdown table of every box that a driver of this build answers for.
std::string supported_table();
/// Rules of udev that give the boxes to the group `loket` and keep them awake; a file for /etc/udev/rules.d.
std::string udev_rules();

}  // namespace loket::drivers
