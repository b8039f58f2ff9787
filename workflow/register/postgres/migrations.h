#pragma once
// The register's schema moves forward only: step n brings it from version n to n + 1.

#include <span>
#include <string_view>

namespace loket::centre {

std::span<const std::string_view> migrations();

}  // namespace loket::centre
