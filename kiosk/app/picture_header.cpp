#include "kiosk/app/picture_header.h"

#include <algorithm>
#include <cmath>

#include "devices/biometrics/iso/picture.h"

namespace loket::app {
namespace {

constexpr double kCentimetres = 2.54, kMetres = 0.0254;  // an inch

/// Both the same within half a per cent, or 0.
double one_dpi(double x, double y) { return x > 0 && std::abs(x - y) <= 0.005 * x ? x : 0; }

/// Little-endian and big-endian fields at any place; 0 beyond the end.
struct Fields {
    ByteView bytes;
    bool little = true;
    [[nodiscard]] std::uint32_t at(std::size_t place, int size) const {
        std::uint32_t value = 0;
        if (place > bytes.size() || bytes.size() - place < static_cast<std::size_t>(size)) return 0;
        for (int i = 0; i < size; ++i) value |= std::uint32_t{bytes[place + static_cast<std::size_t>(i)]} << 8 * (little ? i : size - 1 - i);
        return value;
    }
};

/// ISO/IEC 15948: IHDR comes first, pHYs before the first IDAT.
PictureHeader png_header(ByteView bytes) {
    constexpr std::uint32_t kHeader = 0x49484452, kResolution = 0x70485973, kData = 0x49444154;
    PictureHeader out{PictureKind::Png};
    ByteReader in(bytes);
    in.u64();
    while (in.ok() && in.remaining() > 0) {
        const auto length = in.u32(), kind = in.u32();
        if (kind == kData) break;
        ByteReader chunk(in.take(length));
        in.u32();  // check sum
        if (kind == kHeader) {
            out.width = chunk.u32();
            out.height = chunk.u32();
        } else if (kind == kResolution) {
            const double x = chunk.u32(), y = chunk.u32();
            if (chunk.u8() == 1) out.dpi = one_dpi(x * kMetres, y * kMetres);
        }
    }
    return out;
}

/// The size by the project's reader of records.
PictureHeader with_claimed_size(PictureKind kind, biometrics::iso::Coding coding, ByteView bytes) {
    PictureHeader out{kind};
    if (const auto size = biometrics::iso::claimed_size(coding, bytes)) {
        out.width = size->width;
        out.height = size->height;
    }
    return out;
}

/// JFIF density of the first segment.
PictureHeader jpeg_header(ByteView bytes) {
    auto out = with_claimed_size(PictureKind::Jpeg, biometrics::iso::Coding::Jpeg, bytes);
    const Fields in{bytes, false};
    constexpr std::uint32_t kJfif = 0x4A464946;
    if (in.at(2, 2) != 0xFFE0 || in.at(6, 4) != kJfif) return out;
    const double unit = in.at(13, 1) == 1 ? 1 : in.at(13, 1) == 2 ? kCentimetres : 0;
    out.dpi = one_dpi(in.at(14, 2) * unit, in.at(16, 2) * unit);
    return out;
}

PictureHeader bmp_header(ByteView bytes) {
    PictureHeader out{PictureKind::Bmp};
    const Fields in{bytes};
    if (in.at(14, 4) == 12) {  // OS/2
        out.width = in.at(18, 2);
        out.height = in.at(20, 2);
        return out;
    }
    out.width = static_cast<std::int32_t>(in.at(18, 4));
    out.height = std::abs(static_cast<std::int64_t>(static_cast<std::int32_t>(in.at(22, 4))));
    out.dpi = one_dpi(in.at(38, 4) * kMetres, in.at(42, 4) * kMetres);
    return out;
}

/// TIFF 6.0: the tags of the first directory.
PictureHeader tiff_header(ByteView bytes) {
    enum Tag { Width = 256, Height = 257, ResolutionX = 282, ResolutionY = 283, ResolutionUnit = 296 };
    PictureHeader out{PictureKind::Tiff};
    const Fields in{bytes, bytes[0] == 'I'};
    const std::size_t directory = in.at(4, 4);
    const auto entries = in.at(directory, 2);
    double x = 0, y = 0, unit = 1;
    for (std::size_t i = 0; i < entries; ++i) {
        const auto entry = directory + 2 + 12 * i;
        const auto value = in.at(entry + 8, in.at(entry + 2, 2) == 3 ? 2 : 4);
        const auto ratio = [&] { return in.at(value + 4ULL, 4) ? static_cast<double>(in.at(value, 4)) / in.at(value + 4ULL, 4) : 0; };
        switch (in.at(entry, 2)) {
            case Width: out.width = value; break;
            case Height: out.height = value; break;
            case ResolutionX: x = ratio(); break;
            case ResolutionY: y = ratio(); break;
            case ResolutionUnit: unit = value == 2 ? 1 : value == 3 ? kCentimetres : 0; break;
            default: break;
        }
    }
    out.dpi = one_dpi(x * unit, y * unit);
    return out;
}

/// PBM, PGM, PPM: numbers between blanks and comments.
PictureHeader netpbm_header(ByteView bytes) {
    constexpr std::size_t kLongest = 4096;
    PictureHeader out{PictureKind::Netpbm};
    std::int64_t numbers[2] = {0, 0};
    std::size_t at = 2;
    const auto end = std::min(bytes.size(), kLongest);
    for (auto& number : numbers) {
        for (bool comment = false; at < end && (comment || bytes[at] < '0' || bytes[at] > '9'); ++at) comment = bytes[at] == '#' || (comment && bytes[at] != '\n');
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9' && number < 1'000'000'000; ++at) number = number * 10 + (bytes[at] - '0');
    }
    out.width = numbers[0];
    out.height = numbers[1];
    return out;
}

}  // namespace

PictureHeader picture_header(ByteView bytes) {
    const Fields in{bytes, false};
    constexpr std::uint32_t kPng = 0x89504E47, kLittleTiff = 0x49492A00, kBigTiff = 0x4D4D002A, kBoxes = 12, kCodestream = 0xFF4FFF51;
    const auto first = in.at(0, 4);
    if (first == kPng) return png_header(bytes);
    if (first == kLittleTiff || first == kBigTiff) return tiff_header(bytes);
    if (first == kBoxes || first == kCodestream) return with_claimed_size(PictureKind::Jpeg2000, biometrics::iso::Coding::Jpeg2000, bytes);
    if (first >> 16 == 0xFFD8) return jpeg_header(bytes);
    if (first >> 16 == 0xFFA0) return {PictureKind::Wsq};
    if (first >> 16 == 0x424D) return bmp_header(bytes);
    if (first >> 24 == 'P' && (first >> 16 & 0xFF) >= '1' && (first >> 16 & 0xFF) <= '6') return netpbm_header(bytes);
    return {};
}

}  // namespace loket::app
