#include "drivers/escpos/paper.h"

#include <iconv.h>
#include <qrencode.h>

#include <algorithm>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "drivers/escpos/protocol.h"

namespace loket::drivers::escpos {
namespace {

constexpr int kDpi = 203;
constexpr int kGlyphWidth = 12, kGlyphHeight = 24;  // font A
constexpr int kMostRows = 40'000;
constexpr int kMostMagnified = 8;

/// Epson's numbers of code pages (ESC t) in the words of iconv.
const char* name_of(int page) {
    switch (page) {
        case 2: return "CP850";
        case 16: return "CP1252";
        case 17: return "CP866";
        case 18: return "CP852";
        case 19: return "CP858";
        default: return "CP437";
    }
}

std::string to_utf8(std::uint8_t byte, int page) {
    if (byte < 0x80) return {static_cast<char>(byte)};
    const iconv_t converter = iconv_open("UTF-8", name_of(page));
    if (converter == reinterpret_cast<iconv_t>(-1)) return "?";
    char in = static_cast<char>(byte);
    char out[8];
    char *from = &in, *to = out;
    std::size_t from_left = 1, to_left = sizeof out;
    const auto done = iconv(converter, &from, &from_left, &to, &to_left);
    iconv_close(converter);
    return done == static_cast<std::size_t>(-1) ? "?" : std::string(out, sizeof out - to_left);
}

/// ASCII as strokes; what is not ASCII is a filled box: its meaning is in the text.
GrayImage glyph(const std::string& character, int across, int down, bool bold) {
    constexpr double kScale = 0.55;
    cv::Mat cell(kGlyphHeight, kGlyphWidth, CV_8UC1, cv::Scalar(255)), large;
    if (character.size() > 1) cv::rectangle(cell, {2, 4}, {kGlyphWidth - 3, kGlyphHeight - 6}, cv::Scalar(0), cv::FILLED);
    else cv::putText(cell, character, {0, kGlyphHeight - 7}, cv::FONT_HERSHEY_SIMPLEX, kScale, cv::Scalar(0), bold ? 2 : 1);
    cv::resize(cell, large, {}, across, down, cv::INTER_NEAREST);
    GrayImage picture(large.cols, large.rows, kDpi);
    std::copy_n(large.ptr(), picture.pixels.size(), picture.pixels.begin());
    return picture;
}

/// Puts one picture onto another, whose pixels outside stay; what does not fit is lost.
void paste(GrayImage& onto, const GrayImage& picture, int left, int top) {
    for (int y = 0; y < picture.height && top + y < onto.height; ++y)
        for (int x = 0; x < picture.width && left + x < onto.width; ++x) onto.at(left + x, top + y) = picture.at(x, y);
}

}  // namespace

Paper::Paper() { image_ = GrayImage(kDots, 0, kDpi); }

void Paper::initialise() {
    line_.clear();
    align_ = page_ = 0;
    across_ = down_ = 1;
    spacing_ = 30;
    bold_ = false;
}

void Paper::magnify(int across, int down) {
    across_ = std::clamp(across, 1, kMostMagnified);
    down_ = std::clamp(down, 1, kMostMagnified);
}

void Paper::grow(int rows) {
    rows_ = std::min(kMostRows, std::max(rows_, rows));
    image_.height = rows_;
    image_.pixels.resize(static_cast<std::size_t>(rows_) * kDots, 255);
}

void Paper::feed(int dots) { grow(rows_ + std::max(0, dots)); }

void Paper::add(Cell cell) {
    int width = cell.picture.width;
    for (const auto& each : line_) width += each.picture.width;
    if (width > kDots && !line_.empty()) end_line();
    line_.push_back(std::move(cell));
}

void Paper::character(std::uint8_t byte) {
    const auto text = to_utf8(byte, page_);
    add({glyph(text, across_, down_, bold_), text});
}

void Paper::columns(ByteView bytes, int m) {
    constexpr int kTall = 24, kDouble = 2, kSingle = 1;
    const int per_column = (m & 0x20) != 0 ? 3 : 1, across = (m & 1) != 0 ? kSingle : kDouble, down = kTall / (8 * per_column);
    GrayImage strip(static_cast<int>(bytes.size()) / per_column * across, kTall, kDpi);
    for (int x = 0; x < strip.width; ++x) {
        for (int y = 0; y < kTall; ++y) {
            const int dot = y / down;
            if ((bytes[static_cast<std::size_t>(x / across * per_column + dot / 8)] >> (7 - dot % 8) & 1) != 0) strip.at(x, y) = 0;
        }
    }
    add({std::move(strip), {}});
}

/// Cells stand on the bottom of the line; an empty line is as high as the spacing.
void Paper::end_line() {
    int width = 0, height = 0;
    for (const auto& cell : line_) width += cell.picture.width, height = std::max(height, cell.picture.height);
    GrayImage strip(width, height, kDpi);
    int left = 0;
    for (const auto& cell : line_) {
        paste(strip, cell.picture, left, height - cell.picture.height);
        left += cell.picture.width;
        text_ += cell.text;
    }
    place(strip);
    feed(spacing_ - height);
    text_ += "\n";
    line_.clear();
}

/// Below what is there, aligned; what is too wide loses its right edge.
void Paper::place(const GrayImage& picture) {
    const int room = std::max(0, kDots - picture.width);
    const int left = align_ == 1 ? room / 2 : align_ == 2 ? room : 0;
    const int top = rows_;
    grow(rows_ + picture.height);
    paste(image_, picture, left, top);
}

void Paper::raster(ByteView rows, int row_bytes, int across, int down) {
    const int height = row_bytes > 0 ? static_cast<int>(rows.size()) / row_bytes : 0;
    GrayImage picture(row_bytes * 8 * across, height * down, kDpi);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const int dot = x / across;
            const auto byte = rows[static_cast<std::size_t>(y / down * row_bytes + dot / 8)];
            if ((byte >> (7 - dot % 8) & 1) != 0) picture.at(x, y) = 0;
        }
    }
    place(picture);
}

void Paper::qr(ByteView content, int module) {
    constexpr int kQuiet = 4;
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(QRcode_encodeData(static_cast<int>(content.size()), content.data(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code) return;
    const int size = std::clamp(module, 1, 16);
    GrayImage picture((code->width + 2 * kQuiet) * size, (code->width + 2 * kQuiet) * size, kDpi);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const int column = x / size - kQuiet, row = y / size - kQuiet;
            const bool inside = column >= 0 && row >= 0 && column < code->width && row < code->width;
            if (inside && (code->data[row * code->width + column] & 1) != 0) picture.at(x, y) = 0;
        }
    }
    place(picture);
    codes_.emplace_back(as_text(content));
}

Slip Paper::cut() {
    if (!line_.empty()) end_line();
    Slip slip{std::move(image_), std::move(text_), std::move(codes_)};
    image_ = GrayImage(kDots, 0, kDpi);
    rows_ = 0;
    text_.clear();
    codes_.clear();
    return slip;
}

}  // namespace loket::drivers::escpos
