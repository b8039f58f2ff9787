#include "kiosk/app/finger_file.h"

#include <algorithm>
#include <array>

#include "devices/base/file.h"
#include "devices/biometrics/iso/finger_record.h"
#include "kiosk/app/picture_file.h"

namespace loket::app {
namespace {

Result<GrayImage> image_of(ByteView bytes, int dpi) {
    LOKET_ASSIGN(picture, grey_of_file(bytes));
    if (dpi > 0) picture.image.dpi = dpi;
    return std::move(picture.image);
}

Result<biometrics::FingerTemplate> finger_of(ByteView bytes, int dpi) {
    constexpr std::string_view kRecord = "FMR";
    if (as_text(bytes).starts_with(kRecord)) {
        LOKET_ASSIGN(record, biometrics::iso::decode_record(bytes));
        return biometrics::iso::template_of(record);
    }
    LOKET_ASSIGN(image, image_of(bytes, dpi));
    return biometrics::extract_minutiae(image);
}

}  // namespace

Result<GrayImage> finger_image(const std::filesystem::path& path, int dpi) {
    LOKET_ASSIGN(bytes, read_file(path));
    auto image = image_of(bytes, dpi);
    if (!image) return in_file(path, image.error());
    return image;
}

Result<biometrics::FingerTemplate> finger_of_file(const std::filesystem::path& path, int dpi) {
    LOKET_ASSIGN(bytes, read_file(path));
    auto finger = finger_of(bytes, dpi);
    if (!finger) return in_file(path, finger.error());
    return finger;
}

Result<std::vector<std::filesystem::path>> finger_files(const std::filesystem::path& folder) {
    static constexpr std::array<std::string_view, 14> kEnds = {".png", ".jpg", ".jpeg", ".jp2", ".j2k", ".bmp", ".tif", ".tiff", ".pgm", ".ppm", ".wsq", ".fmr", ".iso", ".ist"};
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
        auto end = entry.path().extension().string();
        std::ranges::transform(end, end.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (entry.is_regular_file(failed) && std::ranges::find(kEnds, end) != kEnds.end()) files.push_back(entry.path());
    }
    if (files.empty()) return Error{Fault::Gone, folder.string() + ": no such folder, or no pictures and records of fingers in it", "file.missing"};
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace loket::app
