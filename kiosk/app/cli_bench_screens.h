#pragma once
// Benchmarks of what the person sees: every page, a touch, the camera's picture, a window, a day of visits.

#include <filesystem>

#include "devices/base/result.h"

namespace loket::app {

/// Interface and frame of every page of the samples at 1920 x 1080 without a graphics processor: a table, and the worst.
Status bench_pages();
/// From a finger to the picture that answers it, and the cost of a camera's picture on the page of photographs.
Status bench_touch();
/// The same page in a real window: pictures shown a second. Says so where there is no display.
Status bench_window();
/// Applicants at one kiosk, one after the other, each from the first page to a queue number; memory must not grow with them.
Status bench_visitors(const std::filesystem::path& folder, int visits);

}  // namespace loket::app
