#pragma once
// What the simulated document camera sees: a table, and a paper on it.

#include <cstdint>

#include "devices/base/image.h"

namespace loket::drivers::sim_document_camera {

inline constexpr int kWidth = 1200, kHeight = 1600;

RgbaImage empty_table();
/// A written page of no office, marked SPESIMEN; every seed another.
void lay_page(RgbaImage& table, std::uint64_t seed);
/// A given paper, as large as the table takes it.
void lay_picture(RgbaImage& table, const RgbaImage& paper);
void darken(RgbaImage& picture);
void blur(RgbaImage& picture);

}  // namespace loket::drivers::sim_document_camera
