#pragma once
// Values to bytes and back, for any type of fields.h. Both sides are the same executable on the same machine: numbers travel as they
// lie in memory. What comes back is believed in nothing: lengths, numbers of enumerations and sizes of pictures are checked.

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>
#include <variant>

#include "devices/base/secret.h"
#include "devices/isolation/fields.h"

namespace loket::isolation {

class Packer {
  public:
    template <class T>
    void put(const T& value) {
        if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) raw(&value, sizeof value);
        else std::apply([this](auto&... each) { (put(each), ...); }, tied(const_cast<T&>(value)));  // tied() serves both directions; nothing is written
    }
    void put(const std::string& text) { sized(text); }
    void put(const Millis& span) { put(static_cast<std::int64_t>(span.count())); }
    void put(const GrayImage& image) { picture(image); }
    void put(const RgbaImage& image) { picture(image); }
    template <class T>
    void put(const std::vector<T>& all) {
        if constexpr (sizeof(T) == 1) return sized(all);
        put(static_cast<std::uint32_t>(all.size()));
        for (const auto& each : all) put(each);
    }
    template <class K, class V>
    void put(const std::map<K, V>& all) {
        put(static_cast<std::uint32_t>(all.size()));
        for (const auto& [key, value] : all) put(key), put(value);
    }
    template <class T>
    void put(const std::optional<T>& maybe) {
        put(maybe.has_value());
        if (maybe) put(*maybe);
    }
    template <class... T>
    void put(const std::variant<T...>& one) {
        put(static_cast<std::uint8_t>(one.index()));
        std::visit([this](const auto& value) { put(value); }, one);
    }
    SecretBytes take() { return std::move(out_); }

  private:
    void raw(const void* from, std::size_t count) {
        const auto* bytes = static_cast<const std::uint8_t*>(from);
        out_.insert(out_.end(), bytes, bytes + count);
    }
    template <class T>
    void sized(const T& bytes) {
        put(static_cast<std::uint32_t>(bytes.size()));
        raw(bytes.data(), bytes.size());
    }
    template <class Image>
    void picture(const Image& image) {
        put(image.width), put(image.height), put(image.dpi);
        sized(image.pixels);
    }

    SecretBytes out_;
};

/// Every `get` is false at the first thing that cannot be.
class Unpacker {
  public:
    explicit Unpacker(ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    template <class T>
    bool get(T& value) {
        if constexpr (std::is_enum_v<T>) return raw(&value, sizeof value) && known(value);
        else if constexpr (std::is_integral_v<T>) return raw(&value, sizeof value);
        else return std::apply([this](auto&... each) { return (get(each) && ...); }, tied(value));
    }
    bool get(bool& value) {
        std::uint8_t byte = 0;
        if (!get(byte) || byte > 1) return false;
        value = byte == 1;
        return true;
    }
    bool get(std::string& text) { return sized(text); }
    bool get(Millis& span) {
        std::int64_t count = 0;
        if (!get(count)) return false;
        span = Millis{count};
        return true;
    }
    bool get(GrayImage& image) { return picture(image, 1); }
    bool get(RgbaImage& image) { return picture(image, 4); }
    template <class T>
    bool get(std::vector<T>& all) {
        if constexpr (std::is_same_v<T, std::uint8_t>) return sized(all);
        std::uint32_t count = 0;
        if (!get(count) || count > rest_.size()) return false;  // each takes a byte at least
        for (; count > 0; --count)
            if (!get(all.emplace_back())) return false;
        return true;
    }
    template <class K, class V>
    bool get(std::map<K, V>& all) {
        std::uint32_t count = 0;
        if (!get(count)) return false;
        for (K key; count > 0; --count)
            if (!get(key) || !get(all[key])) return false;
        return true;
    }
    template <class T>
    bool get(std::optional<T>& maybe) {
        bool there = false;
        if (!get(there)) return false;
        return !there || get(maybe.emplace());
    }
    template <class... T>
    bool get(std::variant<T...>& one) {
        std::uint8_t index = 0;
        return get(index) && alternative<0>(one, index);
    }

  private:
    bool raw(void* to, std::size_t count) {
        if (count > rest_.size()) return false;
        std::memcpy(to, rest_.data(), count);
        rest_ = rest_.subspan(count);
        return true;
    }
    template <class T>
    bool sized(T& bytes) {
        std::uint32_t count = 0;
        if (!get(count) || count > rest_.size()) return false;
        const auto part = rest_.first(count);
        bytes.assign(part.begin(), part.end());
        rest_ = rest_.subspan(count);
        return true;
    }
    template <class Image>
    bool picture(Image& image, std::size_t channels) {
        constexpr int kLargestSide = 32'768;
        if (!get(image.width) || !get(image.height) || !get(image.dpi) || !sized(image.pixels)) return false;
        if (image.width < 0 || image.height < 0 || image.width > kLargestSide || image.height > kLargestSide || image.dpi < 0) return false;
        return image.pixels.size() == channels * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    }
    template <std::size_t I, class... T>
    bool alternative(std::variant<T...>& one, std::size_t index) {
        if constexpr (I == sizeof...(T)) return false;
        else return index == I ? get(one.template emplace<I>()) : alternative<I + 1>(one, index);
    }

    ByteView rest_;
};

template <class T>
SecretBytes pack(const T& value) {
    Packer packer;
    packer.put(value);
    return packer.take();
}

/// Corrupt when the bytes are not exactly one value.
template <class T>
Result<T> unpack(ByteView bytes) {
    Unpacker unpacker(bytes);
    T value{};
    if (!unpacker.get(value) || !unpacker.at_end()) return corrupt("a message of a device's process breaks its own form");
    return value;
}

}  // namespace loket::isolation
