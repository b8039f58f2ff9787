#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "devices/biometrics/finger/grid.h"
#include "devices/biometrics/wsq/huffman.h"
#include "devices/biometrics/wsq/stream.h"
#include "devices/biometrics/wsq/subbands.h"
#include "devices/biometrics/wsq/wsq.h"

namespace loket::biometrics {
namespace wsq {
namespace {

/// A number as the stream has it: digits and decimal places. What the decoder reads is what the encoder reckons with.
struct Decimal {
    std::uint32_t digits = 0;
    int places = 0;
    [[nodiscard]] float value() const { return static_cast<float>(digits) / static_cast<float>(std::pow(10.0, places)); }
};
Decimal decimal_of(double value, double most) {
    Decimal out;
    double scaled = value;
    for (; scaled > 0 && scaled * 10 < most && out.places < 15; ++out.places) scaled *= 10;
    out.digits = static_cast<std::uint32_t>(std::lround(std::min(scaled, most)));
    return out;
}
Decimal decimal16(double value) { return decimal_of(value, 65535); }

struct CodedBin {
    Decimal width, zero;
};

/// Sum of squared deviations from the mean, a value, over part of a band.
double variance(const Plane& plane, const Band& band) {
    const auto count = static_cast<double>(band.width) * band.height;
    if (count < 2) return 0;
    double sum = 0, squares = 0;
    for (int y = 0; y < band.height; ++y) {
        const float* row = plane.row(band.y + y) + band.x;
        for (int x = 0; x < band.width; ++x) sum += static_cast<double>(row[x]), squares += static_cast<double>(row[x]) * static_cast<double>(row[x]);
    }
    return (squares - sum * sum / count) / (count - 1);
}

/// The middle of a band, where the finger is.
Band middle_of(const Band& band) { return {band.x + band.width / 8, band.y + 9 * band.height / 32, 3 * band.width / 4, 7 * band.height / 16}; }

std::array<double, kCodedBands> variances(const Plane& plane, const std::array<Band, kBands>& bands) {
    constexpr double kFlat = 20000;  // of the four lowest bands: the finger may be anywhere
    std::array<double, kCodedBands> out{};
    for (std::size_t k = 0; k < kCodedBands; ++k) out[k] = variance(plane, middle_of(bands[k]));
    if (out[0] + out[1] + out[2] + out[3] < kFlat)
        for (std::size_t k = 0; k < kCodedBands; ++k) out[k] = variance(plane, bands[k]);
    return out;
}

/// CodedBin widths for a rate (annex of the standard on the informative encoder): by the logarithm of each band's variance, and one factor for
/// all such that the rate comes out, without the bands that quantise to nothing.
std::array<double, kBands> widths_for(const std::array<double, kCodedBands>& variance, double bits) {
    constexpr double kSilent = 1.01, kFinest = 0.25;  // of finer bins the largest coefficients would not fit into 16 bits
    const auto weight = [](std::size_t k) { return k == 52 || k == 56 ? 1.32 : k == 54 || k == 57 ? 1.42 : k >= 53 ? 1.08 : 1.0; };
    const auto share = [](std::size_t k) { return 1.0 / (k < 4 ? 1024 : k < 51 ? 256 : 16); };
    std::array<double, kBands> width{};
    std::vector<std::size_t> active;
    for (std::size_t k = 0; k < kCodedBands; ++k) {
        if (variance[k] < kSilent) continue;
        width[k] = k < 4 ? 1 : 10 / (weight(k) * std::log(variance[k]));
        active.push_back(k);
    }
    double factor = 1;
    while (!active.empty()) {
        double shares = 0, product = 0;
        for (const auto k : active) {
            shares += share(k);
            product += share(k) * std::log2(std::sqrt(variance[k]) / width[k]);
        }
        factor = std::exp2(bits / shares - 1 - product / shares) / 2.5;
        if (std::erase_if(active, [&](std::size_t k) { return width[k] / factor >= 5 * std::sqrt(variance[k]); }) == 0) break;
    }
    for (std::size_t k = 0; k < kBands; ++k) width[k] = std::ranges::find(active, k) == active.end() ? 0 : std::max(kFinest, width[k] / factor);
    return width;
}

/// A symbol of the code and what follows it: symbol << 16 | value.
class Symbols {
  public:
    void value(int v) {
        if (v == 0) {
            ++run_;
            return;
        }
        end_run();
        const auto size = static_cast<std::uint32_t>(std::min(std::abs(v), 65535));
        if (v >= kFirstValue - kZero && v <= kLastValue - kZero) put(v + kZero, 0);
        else if (size < 256) put(v > 0 ? kPlus8 : kMinus8, size);
        else put(v > 0 ? kPlus16 : kMinus16, size);
    }
    void end_run() {
        while (run_ > 0) {
            const auto now = std::min<std::uint32_t>(run_, 65535);
            now <= kMostRun ? put(static_cast<int>(now), 0) : put(now < 256 ? kRun8 : kRun16, now);
            run_ -= now;
        }
    }
    void count(std::array<std::uint32_t, 256>& often) const {
        for (const auto s : all_) ++often[s >> 16];
    }
    void write(Bytes& out, const std::array<Code, 256>& codes) const {
        BitWriter bits(out);
        for (const auto s : all_) {
            const auto symbol = static_cast<int>(s >> 16);
            bits.put(codes[s >> 16].bits, codes[s >> 16].length);
            if (symbol == kPlus8 || symbol == kMinus8 || symbol == kRun8) bits.put(s & 0xFFFF, 8);
            if (symbol == kPlus16 || symbol == kMinus16 || symbol == kRun16) bits.put(s & 0xFFFF, 16);
        }
        bits.close();
    }

  private:
    void put(int symbol, std::uint32_t value) { all_.push_back(static_cast<std::uint32_t>(symbol) << 16 | value); }
    std::vector<std::uint32_t> all_;
    std::uint32_t run_ = 0;
};

LOKET_FAST void quantise_row(const float* in, int n, float width, float zero, int* out) {
    const float half = zero / 2;
    for (int i = 0; i < n; ++i) {
        const float size = std::abs(in[i]), bins = (size - half) / width + 1;
        const int index = size > half ? static_cast<int>(bins) : 0;
        out[i] = in[i] < 0 ? -index : index;
    }
}

void quantise(const Plane& plane, const Band& band, const CodedBin& bin, Symbols& symbols) {
    std::vector<int> row(static_cast<std::size_t>(band.width));
    const float width = bin.width.value(), zero = bin.zero.value();
    if (width == 0) return;
    for (int y = 0; y < band.height; ++y) {
        quantise_row(plane.row(band.y + y) + band.x, band.width, width, zero, row.data());
        for (const int v : row) symbols.value(v);
    }
}

void segment(ByteWriter& out, Marker marker, const ByteWriter& content) { out.u16(marker).u16(static_cast<std::uint16_t>(content.bytes().size() + 2)).raw(content.bytes()); }

void put_decimal16(ByteWriter& out, const Decimal& d) { out.u8(static_cast<std::uint8_t>(d.places)).u16(static_cast<std::uint16_t>(d.digits)); }

void write_comment(ByteWriter& out, const GrayImage& image, double bits) {
    char text[200];
    std::snprintf(text, sizeof text, "NIST_COM 8\nPIX_WIDTH %d\nPIX_HEIGHT %d\nPIX_DEPTH 8\nPPI %d\nLOSSY 1\nCOLORSPACE GRAY\nCOMPRESSION WSQ\nWSQ_BITRATE %.6f", image.width, image.height, image.dpi, bits);
    ByteWriter content;
    content.raw(as_bytes(text));
    segment(out, kComment, content);
}

void write_transform(ByteWriter& out, const Filters& filters) {
    ByteWriter content;
    content.u8(9).u8(7);
    const auto tap = [&](float value) {
        const auto d = decimal_of(std::abs(static_cast<double>(value)), 4294967295.0);
        content.u8(value < 0 ? 1 : 0).u8(static_cast<std::uint8_t>(d.places)).u32(d.digits);
    };
    for (const auto value : filters.low) tap(value);
    for (const auto value : filters.high) tap(value);
    segment(out, kTransform, content);
}

void write_quantisation(ByteWriter& out, const std::array<CodedBin, kBands>& bins) {
    ByteWriter content;
    content.u8(2).u16(44);
    for (const auto& bin : bins) put_decimal16(content, bin.width), put_decimal16(content, bin.zero);
    segment(out, kQuantisation, content);
}

void write_table(ByteWriter& out, std::uint8_t id, const CodeTable& table) {
    ByteWriter content;
    content.u8(id).raw(table.counts).raw(table.symbols);
    segment(out, kHuffman, content);
}

void write_block(ByteWriter& out, std::uint8_t id, const Symbols& symbols, const CodeTable& table) {
    ByteWriter content;
    content.u8(id);
    segment(out, kBlock, content);
    Bytes coded;
    symbols.write(coded, codes_of(table));
    out.raw(coded);
}

struct Level {
    Decimal mean, scale;
};

Level level_of(const GrayImage& image) {
    const auto [least, most] = std::minmax_element(image.pixels.begin(), image.pixels.end());
    const double mean = static_cast<double>(std::accumulate(image.pixels.begin(), image.pixels.end(), std::uint64_t{0})) / static_cast<double>(image.pixels.size());
    const double reach = std::max(mean - *least, *most - mean) / 128;
    return {decimal16(mean), decimal16(reach > 0 ? reach : 1)};
}

Plane plane_of(const GrayImage& image, const Level& level) {
    Plane plane{image.width, image.height, std::vector<float>(image.pixels.size())};
    const float mean = level.mean.value(), scale = level.scale.value();
    for (std::size_t i = 0; i < image.pixels.size(); ++i) plane.values[i] = (static_cast<float>(image.pixels[i]) - mean) / scale;
    return plane;
}

CodeTable codes_for(const Symbols& a, const Symbols* b) {
    std::array<std::uint32_t, 256> often{};
    a.count(often);
    if (b != nullptr) b->count(often);
    if (std::ranges::all_of(often, [](auto n) { return n == 0; })) often[1] = 1;
    return table_for(often);
}

}  // namespace
}  // namespace wsq

Bytes encode_wsq(const GrayImage& image, double bits) {
    using namespace wsq;
    const auto level = level_of(image);
    const Filters filters;
    Plane plane = plane_of(image, level);
    analyse(plane, filters);
    const auto bands = bands_of(image.width, image.height);
    const auto widths = widths_for(variances(plane, bands), bits);
    std::array<CodedBin, kBands> bins;
    for (std::size_t k = 0; k < kBands; ++k) bins[k] = {decimal16(widths[k]), decimal16(1.2 * widths[k])};
    std::array<Symbols, kBlocks> symbols;
    for (std::size_t b = 0; b < kBlocks; ++b) {
        for (auto k = kBandsOfBlock[b].first; k < kBandsOfBlock[b].second; ++k) quantise(plane, bands[k], bins[k], symbols[b]);
        symbols[b].end_run();
    }
    const auto first = codes_for(symbols[0], nullptr), second = codes_for(symbols[1], &symbols[2]);
    ByteWriter out, frame;
    out.u16(kStart);
    write_comment(out, image, bits);
    write_transform(out, filters);
    write_quantisation(out, bins);
    frame.u8(0).u8(255).u16(static_cast<std::uint16_t>(image.height)).u16(static_cast<std::uint16_t>(image.width));
    put_decimal16(frame, level.mean), put_decimal16(frame, level.scale);
    frame.u8(2).u16(0);
    segment(out, kFrame, frame);
    write_table(out, 0, first);
    write_block(out, 0, symbols[0], first);
    write_table(out, 1, second);
    write_block(out, 1, symbols[1], second);
    write_block(out, 1, symbols[2], second);
    out.u16(kEnd);
    return out.take();
}

}  // namespace loket::biometrics
