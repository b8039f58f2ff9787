#pragma once
// ISO/IEC 19794-7:2007 signature/sign time series, full format: the pen's way, its pressure and its time. A pure codec.

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::biometrics::iso {

/// Channels of the format (clause 8.2), in the order of their bits in the inclusion field, the highest first.
enum class PenChannel : std::uint8_t { X, Y, Z, Vx, Vy, Ax, Ay, Time, Interval, Force, Down, TiltX, TiltY, Azimuth, Elevation, Rotation };
inline constexpr int kPenChannels = 16;

struct ChannelOfRecord {
    PenChannel channel = PenChannel::X;
    std::uint8_t preamble = 0;      ///< which of the attributes follow: from the highest bit scale, least, most, mean, spread; then constant, linear part removed
    std::vector<std::uint16_t> attributes;  ///< as they stand
    bool operator==(const ChannelOfRecord&) const = default;
};

/// Values are as they stand: X, Y and other signed channels with 32,768 added; a constant channel has no values.
struct SignatureRecord {
    std::vector<ChannelOfRecord> channels;               ///< at least X and Y
    std::vector<std::vector<std::uint16_t>> samples;     ///< of each point, one value for each channel that varies
    Bytes extended;
    bool operator==(const SignatureRecord&) const = default;
};

/// One sample of a pad: units of 0.01 mm, pressure 0-1 of the full, milliseconds since the pen came down first.
struct PenSample {
    double x = 0, y = 0, pressure = 0, millis = 0;
};
/// Channels X, Y (0.01 mm), time (ms), force (of 65,535) and pen down.
SignatureRecord signature_of(const std::vector<PenSample>& samples);
/// Corrupt where X, Y are missing. Pressure 1 where there is no force, the number of the sample where there is no time.
Result<std::vector<PenSample>> samples_of(const SignatureRecord& record);

Bytes encode_signature(const SignatureRecord& record);
/// Corrupt where a field breaks the standard or the lengths do not add up; Unsupported for other versions.
Result<SignatureRecord> decode_signature(ByteView bytes);

}  // namespace loket::biometrics::iso
