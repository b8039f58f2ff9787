#include "devices/biometrics/wsq/huffman.h"

#include <algorithm>
#include <numeric>

namespace loket::biometrics::wsq {

CodeTable table_for(const std::array<std::uint32_t, 256>& often) {
    constexpr std::size_t kNobody = 256;  // takes the code of all ones
    std::array<std::uint64_t, 257> weight{};
    std::copy(often.begin(), often.end(), weight.begin());
    weight[kNobody] = 1;
    std::array<int, 257> length{}, next{};
    next.fill(-1);
    while (true) {
        int least = -1, second = -1;
        for (int i = 256; i >= 0; --i) {
            const auto w = weight[static_cast<std::size_t>(i)];
            if (w == 0) continue;
            if (least < 0 || w < weight[static_cast<std::size_t>(least)]) second = least, least = i;
            else if (second < 0 || w < weight[static_cast<std::size_t>(second)]) second = i;
        }
        if (second < 0) break;
        weight[static_cast<std::size_t>(least)] += weight[static_cast<std::size_t>(second)];
        weight[static_cast<std::size_t>(second)] = 0;
        int i = least;
        for (++length[static_cast<std::size_t>(i)]; next[static_cast<std::size_t>(i)] >= 0;) ++length[static_cast<std::size_t>(i = next[static_cast<std::size_t>(i)])];
        next[static_cast<std::size_t>(i)] = second;
        for (i = second; i >= 0; i = next[static_cast<std::size_t>(i)]) ++length[static_cast<std::size_t>(i)];
    }
    std::array<int, 258> counts{};
    for (const int l : length) ++counts[static_cast<std::size_t>(l)];
    // T.81 figure K.3: too long codes give way in pairs
    for (std::size_t i = 257; i > 16; --i)
        while (counts[i] > 0) {
            auto j = i - 2;
            while (counts[j] == 0) --j;
            counts[i] -= 2, ++counts[i - 1], counts[j + 1] += 2, --counts[j];
        }
    std::size_t longest = 16;
    while (longest > 0 && counts[longest] == 0) --longest;
    if (longest > 0) --counts[longest];
    CodeTable table;
    for (std::size_t i = 0; i < 16; ++i) table.counts[i] = static_cast<std::uint8_t>(counts[i + 1]);
    std::vector<int> order;
    for (int s = 0; s < 256; ++s)
        if (length[static_cast<std::size_t>(s)] > 0) order.push_back(s);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return length[static_cast<std::size_t>(a)] < length[static_cast<std::size_t>(b)]; });
    for (const int s : order) table.symbols.push_back(static_cast<std::uint8_t>(s));
    return table;
}

bool sound(const CodeTable& table) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        code = (code << 1) + table.counts[i];
        if (code > 1U << (i + 1)) return false;
    }
    return table.symbols.size() <= 256 && std::accumulate(table.counts.begin(), table.counts.end(), std::size_t{0}) == table.symbols.size();
}

std::array<Code, 256> codes_of(const CodeTable& table) {
    std::array<Code, 256> codes{};
    std::uint32_t code = 0;
    std::size_t symbol = 0;
    for (std::size_t length = 1; length <= 16; ++length, code <<= 1)
        for (int i = 0; i < table.counts[length - 1]; ++i, ++code) codes[table.symbols[symbol++]] = {static_cast<std::uint16_t>(code), static_cast<std::uint8_t>(length)};
    return codes;
}

Decoder::Decoder(const CodeTable& table) : entries_(1U << 16, 0) {
    std::uint32_t code = 0;
    std::size_t symbol = 0;
    for (unsigned length = 1; length <= 16; ++length, code <<= 1)
        for (int i = 0; i < table.counts[length - 1]; ++i, ++code) {
            const auto from = code << (16 - length);
            std::fill_n(entries_.begin() + from, 1U << (16 - length), static_cast<std::uint16_t>(length << 8 | table.symbols[symbol]));
            ++symbol;
        }
}

void BitReader::fill() {
    std::uint8_t value = 0xFF;
    const bool marker = at_ + 1 < bytes_.size() && bytes_[at_] == 0xFF && bytes_[at_ + 1] != 0;
    if (at_ < bytes_.size() && !marker) {
        value = bytes_[at_++];
        if (value == 0xFF && at_ < bytes_.size()) ++at_;
    } else {
        invented_ += 8;
    }
    bits_ = bits_ << 8 | value;
    have_ += 8;
}

}  // namespace loket::biometrics::wsq
