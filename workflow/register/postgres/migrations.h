#pragma once
// The register's schema moves forward only: step n brings it from version n to n + 1.

#include <span>
#include <string_view>

#include "devices/base/result.h"

namespace loket::centre {

class Connection;

std::span<const std::string_view> migrations();
/// Runs the steps that are missing, each whole or not at all. Two programs that start at once may get in each other's way: the second is
/// refused by the database and finds the work done when it tries again.
Status migrate(Connection& connection);

}  // namespace loket::centre
