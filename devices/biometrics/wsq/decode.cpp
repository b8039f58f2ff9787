#include <algorithm>
#include <charconv>
#include <cmath>

#include "devices/biometrics/wsq/huffman.h"
#include "devices/biometrics/wsq/stream.h"
#include "devices/biometrics/wsq/subbands.h"
#include "devices/biometrics/wsq/wsq.h"

namespace loket::biometrics {
namespace wsq {
namespace {

Error damaged(const char* what) { return {Fault::Corrupt, std::string("a WSQ stream ") + what, "picture.unreadable"}; }

float scaled(std::uint32_t digits, int places) {
    static constexpr float kTens[] = {1, 1e1F, 1e2F, 1e3F, 1e4F, 1e5F, 1e6F, 1e7F, 1e8F, 1e9F, 1e10F, 1e11F, 1e12F, 1e13F, 1e14F, 1e15F};
    return static_cast<float>(digits) / kTens[std::min(places, 15)];
}

struct Bin {
    float width = 0, zero = 0;
};

struct Frame {
    WsqSize size;
    float mean = 0, scale = 1;
};

Result<Frame> frame_of(ByteReader in) {
    Frame frame;
    in.u16();  // black and white
    frame.size.height = in.u16();
    frame.size.width = in.u16();
    const int mean_places = in.u8();
    frame.mean = scaled(in.u16(), mean_places);
    const int scale_places = in.u8();
    frame.scale = scaled(in.u16(), scale_places);
    if (!in.ok() || frame.size.width == 0 || frame.size.height == 0) return damaged("without a size");
    if (frame.size.width > kMostWsqSide || frame.size.height > kMostWsqSide || frame.size.width > kMostWsqPixels / frame.size.height) return damaged("of a picture that is too large");
    return frame;
}

/// Segments one after the other.
class Segments {
  public:
    explicit Segments(ByteView bytes) : bytes_(bytes) {}
    struct Segment {
        std::uint16_t marker = 0;
        ByteView content;
    };
    Result<Segment> next() {
        ByteReader in(bytes_.subspan(at_));
        Segment segment{in.u16(), {}};
        if (segment.marker != kStart && segment.marker != kEnd) {
            const auto length = in.u16();
            if (length < 2) return damaged("with a segment that has no length");
            segment.content = in.take(length - 2U);
        }
        if (!in.ok() || segment.marker < kStart || segment.marker > kComment) return damaged("that is cut short or out of step");
        at_ += in.position();
        return segment;
    }
    [[nodiscard]] ByteView rest() const { return bytes_.subspan(at_); }
    void skip(std::size_t count) { at_ += count; }

  private:
    ByteView bytes_;
    std::size_t at_ = 0;
};

/// The coefficients of a block, one by one.
class Coefficients {
  public:
    Coefficients(const Decoder& decoder, BitReader& bits) : decoder_(decoder), bits_(bits) {}
    int next() {
        if (run_ > 0) return --run_, 0;
        const int symbol = decoder_.next(bits_);
        if (symbol >= kFirstValue && symbol <= kLastValue) return symbol - kZero;
        switch (symbol) {
            case kPlus8: return extra(8);
            case kMinus8: return -extra(8);
            case kPlus16: return extra(16);
            case kMinus16: return -extra(16);
            case kRun8: run_ = extra(8); break;
            case kRun16: run_ = extra(16); break;
            default: run_ = symbol >= 1 && symbol <= kMostRun ? symbol : 0;
        }
        if (run_ == 0) failed_ = true;
        else --run_;
        return 0;
    }
    [[nodiscard]] bool ok() const { return !failed_ && bits_.ok(); }

  private:
    int extra(int count) {
        const auto value = static_cast<int>(bits_.peek(count));
        bits_.take(count);
        return value;
    }
    const Decoder& decoder_;
    BitReader& bits_;
    int run_ = 0;
    bool failed_ = false;
};

class Reading {
  public:
    Status take(const Segments::Segment& segment, Segments& segments) {
        switch (segment.marker) {
            case kFrame: return frame(segment.content);
            case kTransform: return transform(segment.content);
            case kQuantisation: return quantisation(segment.content);
            case kHuffman: return huffman(segment.content);
            case kComment: comments_.emplace_back(as_text(segment.content)); return {};
            case kBlock: return block(segment.content, segments);
            case kRestart: return Error{Fault::Unsupported, "a WSQ stream with restart intervals", "picture.unknown"};
            default: return damaged("that begins twice");
        }
    }
    [[nodiscard]] bool whole() const { return blocks_ == kBlocks; }
    WsqPicture picture() {
        synthesise(plane_, filters_);
        WsqPicture out{GrayImage(plane_.width, plane_.height, dpi()), std::move(comments_)};
        for (std::size_t i = 0; i < plane_.values.size(); ++i)
            out.image.pixels[i] = static_cast<std::uint8_t>(std::clamp(plane_.values[i] * frame_.scale + frame_.mean + 0.5F, 0.0F, 255.0F));
        return out;
    }

  private:
    Status frame(ByteView content) {
        if (frame_.size.width != 0) return damaged("with two frames");
        LOKET_ASSIGN(found, frame_of(ByteReader(content)));
        frame_ = found;
        return {};
    }
    Status transform(ByteView content) {
        ByteReader in(content);
        if (in.u8() != 9 || in.u8() != 7) return Error{Fault::Unsupported, "a WSQ stream of another filter bank than 9/7", "picture.unknown"};
        const auto tap = [&in] {
            const bool minus = in.u8() != 0;
            const int places = in.u8();
            const float value = scaled(in.u32(), places);
            return minus ? -value : value;
        };
        for (auto& value : filters_.low) value = tap();
        for (auto& value : filters_.high) value = tap();
        const auto wild = [](float v) { return !(std::abs(v) <= 4); };
        if (!in.ok() || std::ranges::any_of(filters_.low, wild) || std::ranges::any_of(filters_.high, wild)) return damaged("with damaged filters");
        return {};
    }
    Status quantisation(ByteView content) {
        ByteReader in(content);
        const int places = in.u8();
        centre_ = scaled(in.u16(), places);
        for (auto& bin : bins_) {
            const int width_places = in.u8();
            bin.width = scaled(in.u16(), width_places);
            const int zero_places = in.u8();
            bin.zero = scaled(in.u16(), zero_places);
        }
        if (!in.ok()) return damaged("with a short quantisation table");
        quantised_ = true;
        return {};
    }
    Status huffman(ByteView content) {
        ByteReader in(content);
        while (in.remaining() > 0) {
            const auto id = in.u8();
            CodeTable table;
            std::size_t total = 0;
            for (auto& count : table.counts) total += count = in.u8();
            const auto symbols = in.take(total);
            table.symbols.assign(symbols.begin(), symbols.end());
            if (!in.ok() || id >= decoders_.size() || !sound(table)) return damaged("with damaged codes");
            decoders_[id] = Decoder(table);
        }
        return {};
    }
    Status block(ByteView content, Segments& segments) {
        ByteReader in(content);
        const auto id = in.u8();
        if (!in.ok() || frame_.size.width == 0 || !quantised_ || blocks_ >= kBlocks || id >= decoders_.size() || decoders_[id].empty()) return damaged("with a block out of order");
        if (blocks_ == 0) {
            plane_ = {frame_.size.width, frame_.size.height, std::vector<float>(static_cast<std::size_t>(frame_.size.width) * static_cast<std::size_t>(frame_.size.height))};
            bands_ = bands_of(plane_.width, plane_.height);
        }
        BitReader bits(segments.rest());
        Coefficients coefficients(decoders_[id], bits);
        for (auto k = kBandsOfBlock[blocks_].first; k < kBandsOfBlock[blocks_].second; ++k)
            if (!band(bands_[k], bins_[k], coefficients)) return damaged("with a damaged block");
        ++blocks_;
        segments.skip(bits.end());
        return {};
    }
    bool band(const Band& band, const Bin& bin, Coefficients& coefficients) {
        if (bin.width == 0) return true;
        for (int y = 0; y < band.height; ++y) {
            float* row = plane_.row(band.y + y) + band.x;
            for (int x = 0; x < band.width; ++x) {
                const int value = coefficients.next();
                if (value > 0) row[x] = (static_cast<float>(value) - centre_) * bin.width + bin.zero / 2;
                if (value < 0) row[x] = (static_cast<float>(value) + centre_) * bin.width - bin.zero / 2;
            }
            if (!coefficients.ok()) return false;
        }
        return true;
    }
    [[nodiscard]] int dpi() const {
        constexpr int kLeast = 100, kMost = 2000, kUsual = 500, kUnsaid = 255;  // old writers fill what they do not know with ones
        for (const auto& comment : comments_) {
            const auto at = comment.find("\nPPI ");
            if (!comment.starts_with("NIST_COM") || at == std::string::npos) continue;
            int value = 0;
            std::from_chars(comment.data() + at + 5, comment.data() + comment.size(), value);
            if (value >= kLeast && value <= kMost && value != kUnsaid) return value;
        }
        return kUsual;
    }

    Frame frame_;
    Filters filters_;
    std::array<Bin, kBands> bins_{};
    float centre_ = kCentre;
    bool quantised_ = false;
    std::array<Decoder, 8> decoders_;
    std::size_t blocks_ = 0;
    Plane plane_;
    std::array<Band, kBands> bands_{};
    std::vector<std::string> comments_;
};

}  // namespace
}  // namespace wsq

Result<WsqSize> wsq_size(ByteView stream) {
    wsq::Segments segments(stream);
    LOKET_ASSIGN(start, segments.next());
    if (start.marker != wsq::kStart) return wsq::damaged("that does not begin as one");
    while (true) {
        LOKET_ASSIGN(segment, segments.next());
        if (segment.marker == wsq::kBlock || segment.marker == wsq::kEnd || segment.marker == wsq::kStart) return wsq::damaged("without a frame");
        if (segment.marker != wsq::kFrame) continue;
        LOKET_ASSIGN(frame, wsq::frame_of(ByteReader(segment.content)));
        return frame.size;
    }
}

Result<WsqPicture> decode_wsq(ByteView stream) {
    wsq::Segments segments(stream);
    LOKET_ASSIGN(start, segments.next());
    if (start.marker != wsq::kStart) return wsq::damaged("that does not begin as one");
    wsq::Reading reading;
    while (true) {
        LOKET_ASSIGN(segment, segments.next());
        if (segment.marker == wsq::kEnd) break;
        LOKET_TRY(reading.take(segment, segments));
    }
    if (!reading.whole()) return wsq::damaged("that ends before its picture");
    return reading.picture();
}

}  // namespace loket::biometrics
