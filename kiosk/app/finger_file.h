#pragma once
// A finger from a file, whether picture or record.

#include <filesystem>

#include "devices/base/image.h"
#include "devices/biometrics/finger/finger.h"

namespace loket::app {

/// The picture of one finger (see picture_file.h). `dpi`: what the pixels stand for; 0 believes the header, and takes 500 where that says nothing.
Result<GrayImage> finger_image(const std::filesystem::path& path, int dpi = 0);

/// Minutiae of a picture, or the first view of an ISO/IEC 19794-2:2005 record (told by its first bytes, FMR). Errors name the file.
Result<biometrics::FingerTemplate> finger_of_file(const std::filesystem::path& path, int dpi = 0);

/// Files of a folder that may hold fingers, by their ends, in the order of their names. Gone where there is no folder.
Result<std::vector<std::filesystem::path>> finger_files(const std::filesystem::path& folder);

}  // namespace loket::app
