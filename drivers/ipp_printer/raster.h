#pragma once
// PWG raster (PWG 5102.4) written into memory by libcups.

#include <cups/raster.h>

#include <memory>

#include "devices/base/bytes.h"

namespace loket::drivers::ipp_printer {

struct CloseRaster {
    void operator()(cups_raster_t* raster) const { cupsRasterClose(raster); }
};
using Raster = std::unique_ptr<cups_raster_t, CloseRaster>;

/// What is written to it stands in `out`, which must outlive it.
inline Raster raster_into(Bytes& out) {
    const auto append = [](void* to, unsigned char* bytes, size_t count) {
        auto& all = *static_cast<Bytes*>(to);
        all.insert(all.end(), bytes, bytes + count);
        return static_cast<ssize_t>(count);
    };
    return Raster(cupsRasterOpenIO(append, &out, CUPS_RASTER_WRITE_PWG));
}

}  // namespace loket::drivers::ipp_printer
