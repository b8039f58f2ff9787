#include "drivers/evolis/protocol.h"

#include <algorithm>
#include <charconv>

namespace loket::drivers::evolis {
namespace {

unsigned amount(Panel panel, const model::CardInk& ink) {
    if (panel == Panel::Overlay) return 1;
    if (panel == Panel::Black) return ink.resin ? 1 : 0;
    const int dye = panel == Panel::Yellow ? ink.yellow : panel == Panel::Magenta ? ink.magenta : ink.cyan;
    return static_cast<unsigned>((dye * (kLevels - 1) + 127) / 255);
}

/// "Each bit is useful": dots follow one another without a gap, the highest bit first.
void pack(Bytes& out, Panel panel, const RgbaImage& side) {
    const unsigned bits = is_colour(panel) ? 5 : 1;
    unsigned held = 0, count = 0;
    for (int line = 0; line < kLines; ++line) {
        for (int dot = 0; dot < kDots; ++dot) {
            held = held << bits | amount(panel, kHead.ink(side, line, dot));
            for (count += bits; count >= 8; count -= 8) out.push_back(static_cast<std::uint8_t>(held >> (count - 8)));
        }
    }
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

}  // namespace

Bytes command(std::string_view text) {
    Bytes out{kEsc};
    out.insert(out.end(), text.begin(), text.end());
    out.push_back(kCr);
    return out;
}

Bytes download(Panel panel, const RgbaImage& side) {
    const std::string head = std::string("Db;") + static_cast<char>(panel) + (is_colour(panel) ? ";32;" : ";2;");
    Bytes out{kEsc};
    out.reserve(head.size() + size_of(panel) + 2);
    out.insert(out.end(), head.begin(), head.end());
    pack(out, panel, side);
    out.push_back(kCr);
    return out;
}

Result<std::string> parse_answer(ByteView bytes) {
    const auto end = std::find(bytes.begin(), bytes.end(), std::uint8_t{0});
    std::string text(bytes.begin(), end);
    while (!text.empty() && (text.back() == '\r' || text.back() == '\n' || text.back() == ' ')) text.pop_back();
    const bool readable = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (end == bytes.end() || text.empty() || !readable) return corrupt("not an answer of a card printer");
    return text;
}

std::optional<std::string_view> refusal(std::string_view answer) {
    struct Word {
        std::string_view in, reason;
    };
    static constexpr Word kWords[] = {{"COVER", "cover-open"},   {"DOOR", "cover-open"}, {"FEEDER", "media-empty"},   {"RIB", "marker-supply-empty"}, {"HOPPER", "output-area-full"},
                                      {"REJECT", "output-area-full"}, {"JAM", "media-jam"},   {"TIME OUT", "media-jam"}, {"MECHANICAL", "media-jam"}};
    if (has(answer, "NEED CLEANING")) return {};  // it has worked, and asks for something
    const bool refused = answer.starts_with("ERR") || has(answer, "JAM") || has(answer, "OPEN") || has(answer, "EMPTY") || has(answer, "FULL") || has(answer, "DOOR") || has(answer, "NOT AVAILABLE");
    if (!refused) return {};
    for (const auto& word : kWords)
        if (has(answer, word.in)) return word.reason;
    return "broken";
}

Result<Place> parse_place(std::string_view answer) {
    if (answer == "OK" || answer == "NO CARD") return Place::Nowhere;
    if (answer == "CARD" || answer == "ERR CARD") return Place::Head;
    if (answer == "CONTACTLESS CARD" || answer == "SMART CARD") return Place::Station;
    return corrupt("not the place of a card");
}

Result<bool> parse_sensor(std::string_view answer) {
    const bool volts = answer.size() > 5 && answer[0] >= '0' && answer[0] <= '9' && (answer[1] == ',' || answer[1] == '.') && answer.ends_with("Volts");
    if (!volts) return corrupt("not the voltage of a sensor");
    return answer[0] >= '3' || (answer[0] == '2' && answer[2] >= '5');
}

Result<int> parse_count(std::string_view answer) {
    if (has(answer, "RIB")) return 0;
    int count = 0;
    const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), count);
    if (error != std::errc{} || end != answer.data() + answer.size() || count < 0) return corrupt("not a count");
    return count;
}

}  // namespace loket::drivers::evolis
