#include "drivers/magicard/protocol.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace loket::drivers::magicard {
namespace {

constexpr std::size_t kLongestHead = 2048;

unsigned dye(char plane, const model::CardInk& ink) { return static_cast<unsigned>((plane == 'B' ? ink.yellow : plane == 'G' ? ink.magenta : ink.cyan) >> 2); }

/// Each line six times: the lowest bit of all its dots, then the next.
void put_dye(Bytes& out, char plane, const RgbaImage& side) {
    for (int line = 0; line < kLines; ++line) {
        const std::size_t row = out.size();
        out.resize(row + kBits * kRow);
        for (int dot = 0; dot < kWidth; ++dot) {
            const unsigned level = dye(plane, kHead.ink(side, line, dot));
            for (unsigned bit = 0; bit < kBits; ++bit)
                if ((level >> bit & 1U) != 0) out[row + bit * kRow + static_cast<std::size_t>(dot / 8)] |= static_cast<std::uint8_t>(0x80 >> dot % 8);
        }
    }
}

void put_resin(Bytes& out, const RgbaImage& side) {
    for (int line = 0; line < kLines; ++line) {
        const std::size_t row = out.size();
        out.resize(row + kRow);
        for (int dot = 0; dot < kWidth; ++dot)
            if (kHead.ink(side, line, dot).resin) out[row + static_cast<std::size_t>(dot / 8)] |= static_cast<std::uint8_t>(0x80 >> dot % 8);
    }
}

}  // namespace

Bytes question(std::string_view key) {
    Bytes out(kQuestionFill, kFill);
    out.push_back(kBegin);
    const std::string text = fmt::format("REQ,STA,{},", key);
    out.insert(out.end(), text.begin(), text.end());
    out.insert(out.end(), {kEndOfText, kEnd});
    return out;
}

Result<std::string> parse_answer(ByteView bytes, std::string_view key) {
    const std::string begin = std::string(1, static_cast<char>(kBegin)) + "STA," + std::string(key), end = {',', static_cast<char>(kEnd)};
    const auto text = as_text(bytes);
    if (text.size() < begin.size() + end.size() || !text.starts_with(begin) || !text.ends_with(end)) return corrupt("not an answer of a card printer");
    const auto value = text.substr(begin.size(), text.size() - begin.size() - end.size());
    if (!std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; })) return corrupt("an answer with controls in it");
    return std::string(value);
}

Result<int> parse_number(std::string_view value) {
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < 0) return corrupt("not a number");
    return number;
}

Bytes job(const RgbaImage& side, int page, bool duplex) {
    Bytes out(kJobFill, kFill);
    out.push_back(kBegin);
    std::string tags = fmt::format(",NOC1,VERLOKET,LANENG,TDT00000000,REJON,ESS1,PAG{},DPX{},SLWOFF,IMFBGRK,XCO0,YCO0,WID{},HGT{},OVRON,USFOFF", page, duplex ? "ON" : "OFF", kWidth, kLines);
    for (const char plane : kPlanes) tags += fmt::format(",SZ{}{}", plane, size_of(plane));
    out.insert(out.end(), tags.begin(), tags.end());
    out.push_back(kEndOfText);
    for (const char plane : kPlanes) {
        plane == 'K' ? put_resin(out, side) : put_dye(out, plane, side);
        out.insert(out.end(), {kEndOfText, static_cast<std::uint8_t>(plane), kColon});
    }
    out.push_back(kEnd);
    return out;
}

std::optional<std::string> Head::value(std::string_view tag) const {
    const auto at = tags.find("," + std::string(tag));
    if (at == std::string::npos) return {};
    const auto begin = at + 1 + tag.size();
    return tags.substr(begin, tags.find(',', begin) - begin);
}

Result<std::optional<Head>> parse_head(ByteView bytes) {
    const auto begin = std::find_if(bytes.begin(), bytes.end(), [](auto b) { return b != kFill; });
    if (begin == bytes.end()) {
        if (bytes.size() > kLongestHead) return corrupt("a job without a head");
        return std::optional<Head>{};
    }
    if (*begin != kBegin) return corrupt("not the head of a job");
    const auto end = std::find(begin, bytes.end(), kEndOfText);
    if (end == bytes.end()) {
        if (bytes.size() > kLongestHead) return corrupt("a head without an end");
        return std::optional<Head>{};
    }
    return std::optional{Head{std::string(begin + 1, end), static_cast<std::size_t>(end - bytes.begin()) + 1}};
}

}  // namespace loket::drivers::magicard
