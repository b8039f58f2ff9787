#include "devices/biometrics/iso/signature_record.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace loket::biometrics::iso {
namespace {

constexpr std::uint32_t kSignatureMagic = 0x53444900, kSignatureVersion = 0x20313000;  // "SDI\0", " 10\0"
constexpr std::uint8_t kAttributeBits = 0xF8, kScaleBit = 0x80, kConstantBit = 0x04, kReservedBit = 0x01;
constexpr std::size_t kMostSamples = 0xFFFFFF;
constexpr double kMiddle = 32768, kFullForce = 65535;

Error broken_signature(const char* why) { return corrupt(std::string("signature record: ") + why); }

bool varies(const ChannelOfRecord& channel) { return (channel.preamble & kConstantBit) == 0; }
bool one_byte(const ChannelOfRecord& channel) { return channel.channel == PenChannel::Down; }

/// 5 bits of exponent (16 is 0), 11 of fraction: units per millimetre, per second …
std::uint16_t scale_of(double value) {
    const int exponent = static_cast<int>(std::floor(std::log2(value)));
    const auto fraction = std::lround((value / std::exp2(exponent) - 1) * 2048);
    return static_cast<std::uint16_t>((exponent + 16) << 11 | std::min(fraction, 2047L));
}
double value_of_scale(std::uint16_t scale) { return (1 + (scale & 2047) / 2048.0) * std::exp2((scale >> 11) - 16); }

std::size_t place_of(const SignatureRecord& record, PenChannel wanted) {
    std::size_t place = 0;
    for (const auto& channel : record.channels) {
        if (channel.channel == wanted) return varies(channel) ? place : std::string::npos;
        place += varies(channel);
    }
    return std::string::npos;
}

double scale_in(const SignatureRecord& record, PenChannel wanted, double otherwise) {
    for (const auto& channel : record.channels)
        if (channel.channel == wanted && (channel.preamble & kScaleBit) != 0) return value_of_scale(channel.attributes.front());
    return otherwise;
}

}  // namespace

SignatureRecord signature_of(const std::vector<PenSample>& samples) {
    constexpr double kUnitsPerMillimetre = 100, kUnitsPerSecond = 1000;
    SignatureRecord record;
    record.channels = {{PenChannel::X, kScaleBit, {scale_of(kUnitsPerMillimetre)}}, {PenChannel::Y, kScaleBit, {scale_of(kUnitsPerMillimetre)}},
                       {PenChannel::Time, kScaleBit, {scale_of(kUnitsPerSecond)}}, {PenChannel::Force, 0, {}}, {PenChannel::Down, 0, {}}};
    const auto bounded = [](double value) { return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, 65535.0))); };
    for (const auto& pen : samples)
        record.samples.push_back({bounded(pen.x + kMiddle), bounded(pen.y + kMiddle), bounded(pen.millis), bounded(pen.pressure * kFullForce), static_cast<std::uint16_t>(pen.pressure > 0)});
    return record;
}

Result<std::vector<PenSample>> samples_of(const SignatureRecord& record) {
    const auto x = place_of(record, PenChannel::X), y = place_of(record, PenChannel::Y), time = place_of(record, PenChannel::Time);
    const auto force = place_of(record, PenChannel::Force), down = place_of(record, PenChannel::Down);
    if (x == std::string::npos || y == std::string::npos) return broken_signature("no way of the pen");
    const double across = 100 / scale_in(record, PenChannel::X, 100), along = 100 / scale_in(record, PenChannel::Y, 100), tick = 1000 / scale_in(record, PenChannel::Time, 1000);
    std::vector<PenSample> out;
    for (const auto& values : record.samples) {
        PenSample pen{(values[x] - kMiddle) * across, (values[y] - kMiddle) * along, 1, static_cast<double>(out.size())};
        if (time != std::string::npos) pen.millis = values[time] * tick;
        if (force != std::string::npos) pen.pressure = values[force] / kFullForce;
        if (down != std::string::npos && values[down] == 0) pen.pressure = 0;
        out.push_back(pen);
    }
    return out;
}

Bytes encode_signature(const SignatureRecord& record) {
    ByteWriter out;
    std::uint16_t included = 0;
    for (const auto& channel : record.channels) included = static_cast<std::uint16_t>(included | 0x8000U >> static_cast<unsigned>(channel.channel));
    out.u32(kSignatureMagic).u32(kSignatureVersion).u16(included);
    for (const auto& channel : record.channels) {
        out.u8(channel.preamble);
        for (const auto value : channel.attributes) out.u16(value);
    }
    const auto count = record.samples.size();
    out.u8(0).u8(static_cast<std::uint8_t>(count >> 16)).u16(static_cast<std::uint16_t>(count));
    for (const auto& values : record.samples) {
        std::size_t place = 0;
        for (const auto& channel : record.channels)
            if (varies(channel)) {
                if (one_byte(channel)) out.u8(static_cast<std::uint8_t>(values[place++]));
                else out.u16(values[place++]);
            }
    }
    out.u16(static_cast<std::uint16_t>(record.extended.size())).raw(record.extended);
    return out.take();
}

Result<SignatureRecord> decode_signature(ByteView bytes) {
    ByteReader in(bytes);
    if (in.u32() != kSignatureMagic) return broken_signature("another magic");
    if (in.u32() != kSignatureVersion) return Error{Fault::Unsupported, "signature record: not the version of 2007", "record.unsupported"};
    const auto included = in.u16();
    SignatureRecord record;
    std::size_t size = 0;
    for (int i = 0; i < kPenChannels; ++i)
        if ((included & 0x8000U >> i) != 0) {
            ChannelOfRecord channel{static_cast<PenChannel>(i), in.u8(), {}};
            if ((channel.preamble & kReservedBit) != 0) return broken_signature("a reserved bit of a channel is set");
            for (int left = std::popcount(static_cast<unsigned>(channel.preamble & kAttributeBits)); left > 0; --left) channel.attributes.push_back(in.u16());
            if (varies(channel)) size += one_byte(channel) ? 1 : 2;
            record.channels.push_back(std::move(channel));
        }
    if (in.u8() != 0 || !in.ok()) return broken_signature("broken header");
    if ((included & 0xC000) != 0xC000) return broken_signature("no way of the pen");
    const std::size_t high = in.u8(), count = high << 16 | in.u16();
    if (!in.ok() || count == 0 || count > kMostSamples || size == 0 || count > in.remaining() / size) return broken_signature("more samples than bytes");
    for (std::size_t i = 0; i < count; ++i) {
        auto& values = record.samples.emplace_back();
        for (const auto& channel : record.channels)
            if (varies(channel)) values.push_back(one_byte(channel) ? in.u8() : in.u16());
    }
    const auto extended = in.take(in.u16());
    if (!in.ok() || in.remaining() != 0) return broken_signature("the lengths do not add up");
    record.extended.assign(extended.begin(), extended.end());
    return record;
}

}  // namespace loket::biometrics::iso
