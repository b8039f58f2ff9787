#pragma once
// Codes out of pictures, and which of them are news.

#include <string>
#include <vector>

#include "devices/base/image.h"

namespace loket::drivers::zxing_camera {

/// What every QR code, Code 128 and PDF417 in the picture says, in the order found. Any turn. Never throws.
std::vector<std::string> codes_in(const RgbaImage& picture);

/// A code that stays before the camera is told once; it is news again after kAway pictures without it.
class News {
  public:
    static constexpr int kAway = 5;
    /// The first code of a picture that was not there lately; empty: none.
    std::string of(const std::vector<std::string>& codes);

  private:
    struct Known {
        std::string text;
        int unseen = 0;
    };
    std::vector<Known> known_;
};

}  // namespace loket::drivers::zxing_camera
