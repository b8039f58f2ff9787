#include "devices/card/content.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include "devices/card/tlv.h"

namespace loket::card {
namespace {

// ICAO Doc 9303-10 clause 4.6.2 and 4.7; the places of the biodata are ours.
constexpr std::uint16_t kCommon = 0x60, kLdsVersion = 0x5F01, kUnicodeVersion = 0x5F36, kTagList = 0x5C, kDiscretionary = 0x53;
constexpr std::uint16_t kDg1 = 0x61, kDg2 = 0x75, kDg3 = 0x63, kDg7 = 0x67, kDg13 = 0x6D, kFirstField = 0x9F21;
using biometric::kGroup, biometric::kHeader, biometric::kCount, biometric::kSubtype;
constexpr std::uint16_t kInstance = biometric::kTemplate, kBiometricData = biometric::kData, kType = 0x81, kOwner = 0x87, kFormat = 0x88;
constexpr std::uint16_t kDisplayedSignature = 0x5F43, kChipNumber = 0x9F21, kBlanko = 0x9F22;
constexpr std::uint8_t kFacial = 0x02, kFingerprint = 0x08;                 // types of CBEFF
constexpr std::uint8_t kIsoOwner[] = {0x01, 0x01};                          // ISO/IEC JTC 1/SC 37
constexpr std::uint8_t kCompactCard[] = {0x00, 0x05}, kFacePicture[] = {0x00, 0x08};  // format types of 19794-2 and -5

std::uint16_t field_tag(std::size_t index) { return static_cast<std::uint16_t>(kFirstField + index); }

/// Right thumb 05, index 09, middle 0D, ring 11, little 15; left from 06 (ISO/IEC 7816-11 table C.2). Positions of ISO/IEC 19794-2: 1 to 5, 6 to 10.
std::uint8_t subtype_of(biometrics::Finger finger) {
    const int position = static_cast<int>(finger), right = position <= 5 ? 1 : 2;
    return static_cast<std::uint8_t>((position <= 5 ? position : position - 5) << 2 | right);
}

biometrics::Finger finger_of(std::uint8_t subtype) {
    const int number = subtype >> 2, side = subtype & 3;
    if (number < 1 || number > 5 || (side != 1 && side != 2)) return biometrics::Finger::Unknown;
    return static_cast<biometrics::Finger>(side == 1 ? number : number + 5);
}

Bytes byte(std::size_t value) { return {static_cast<std::uint8_t>(value)}; }

/// A group of biometric information templates.
Bytes biometric_group(const std::vector<Bytes>& instances) {
    std::vector<Bytes> parts{tlv(kCount, byte(instances.size()))};
    for (const auto& one : instances) parts.push_back(tlv(kInstance, one));
    return tlv(kGroup, joined(parts));
}

Bytes instance(std::uint8_t type, const std::optional<std::uint8_t>& subtype, ByteView format, ByteView data) {
    std::vector<Bytes> header{tlv(kType, byte(type))};
    if (subtype) header.push_back(tlv(kSubtype, byte(*subtype)));
    header.push_back(tlv(kOwner, kIsoOwner));
    header.push_back(tlv(kFormat, format));
    return joined({tlv(kHeader, joined(header)), tlv(kBiometricData, data)});
}

Bytes biodata_file(const Biodata& biodata) {
    std::vector<Bytes> parts;
    for (std::size_t i = 0; i < kBiodataFields.size(); ++i) parts.push_back(tlv(field_tag(i), as_bytes(biodata.*kBiodataFields[i].value)));
    return tlv(kDg1, joined(parts));
}

Bytes fingers_file(const std::vector<CardFinger>& fingers) {
    std::vector<Bytes> instances;
    for (const auto& [finger, minutiae] : fingers) instances.push_back(instance(kFingerprint, subtype_of(finger), kCompactCard, minutiae));
    return tlv(kDg3, biometric_group(instances));
}

Bytes signature_file(ByteView signature) {
    std::vector<Bytes> parts{tlv(kCount, byte(signature.empty() ? 0 : 1))};
    if (!signature.empty()) parts.push_back(tlv(kDisplayedSignature, signature));
    return tlv(kDg7, joined(parts));
}

Bytes common_file(const std::string& blanko) {
    constexpr std::uint8_t kTags[] = {kDg1, kDg2, kDg3, kDg7, kDg13};
    return tlv(kCommon, joined({tlv(kLdsVersion, as_bytes("0107")), tlv(kUnicodeVersion, as_bytes("040000")), tlv(kTagList, kTags), tlv(kDiscretionary, as_bytes(blanko))}));
}

Error broken(const char* which) { return corrupt(std::string("the card's ") + which + " cannot be read"); }

Result<std::vector<Tlv>> parts_of(const CardFiles& files, File file, std::uint16_t tag, const char* name) {
    const auto found = files.find(file);
    const auto value = found == files.end() ? std::nullopt : value_of(found->second, tag);
    auto parts = value ? read_tlvs(*value) : std::nullopt;
    if (!parts) return broken(name);
    return std::move(*parts);
}

Bytes copy_of(ByteView view) { return {view.begin(), view.end()}; }

Result<Biodata> read_biodata(const CardFiles& files) {
    LOKET_ASSIGN(parts, parts_of(files, File::Biodata, kDg1, "biodata"));
    Biodata out;
    for (std::size_t i = 0; i < kBiodataFields.size(); ++i) {
        const auto value = find_value(parts, field_tag(i));
        if (!value) return broken("biodata");
        out.*kBiodataFields[i].value = std::string(as_text(*value));
    }
    return out;
}

struct Instance {
    std::uint8_t subtype = 0;
    ByteView data;
};

Result<std::vector<Instance>> read_group(const std::vector<Tlv>& parts, const char* name) {
    const auto group = find_value(parts, kGroup);
    const auto members = group ? read_tlvs(*group) : std::nullopt;
    if (!members || members->empty() || members->front().tag != kCount) return broken(name);
    std::vector<Instance> out;
    for (const auto& member : std::span(*members).subspan(1)) {
        const auto inside = member.tag == kInstance ? read_tlvs(member.value) : std::nullopt;
        const auto header = inside ? find_value(*inside, kHeader) : std::nullopt;
        const auto data = inside ? find_value(*inside, kBiometricData) : std::nullopt;
        const auto about = header ? read_tlvs(*header) : std::nullopt;
        if (!about || !data) return broken(name);
        const auto subtype = find_value(*about, kSubtype);
        out.push_back({subtype && subtype->size() == 1 ? (*subtype)[0] : std::uint8_t{0}, *data});
    }
    return out;
}

Status read_numbers(const CardFiles& files, CardContent& content) {
    LOKET_ASSIGN(parts, parts_of(files, File::Numbers, kDg13, "numbers"));
    const auto number = find_value(parts, kChipNumber), blanko = find_value(parts, kBlanko);
    if (!number || number->size() != kNumberSize || !blanko) return broken("numbers");
    std::ranges::copy(*number, content.number.begin());
    content.blanko = std::string(as_text(*blanko));
    return {};
}

}  // namespace

Result<CardFiles> encode_content(const CardContent& content) {
    CardFiles files;
    files[File::Common] = common_file(content.blanko);
    files[File::Biodata] = biodata_file(content.biodata);
    files[File::Photo] = tlv(kDg2, biometric_group({instance(kFacial, std::nullopt, kFacePicture, content.photo)}));
    files[File::Fingers] = fingers_file(content.fingers);
    files[File::Signature] = signature_file(content.signature);
    files[File::Numbers] = tlv(kDg13, joined({tlv(kChipNumber, content.number), tlv(kBlanko, as_bytes(content.blanko))}));
    const auto size = std::accumulate(files.begin(), files.end(), std::size_t{0}, [](std::size_t sum, const auto& one) { return sum + one.second.size(); });
    if (size + kSecurityRoom > kRoom) return rejected("card.too_large", "the files of the card have " + std::to_string(size) + " bytes, more than the chip holds");
    return files;
}

Result<CardContent> decode_content(const CardFiles& files, const std::set<File>& kept_back) {
    CardContent content;
    LOKET_ASSIGN(biodata, read_biodata(files));
    content.biodata = std::move(biodata);
    LOKET_ASSIGN(photo_parts, parts_of(files, File::Photo, kDg2, "photo"));
    LOKET_ASSIGN(photos, read_group(photo_parts, "photo"));
    if (photos.size() != 1) return broken("photo");
    content.photo = copy_of(photos.front().data);
    if (!kept_back.contains(File::Fingers)) {
        LOKET_ASSIGN(finger_parts, parts_of(files, File::Fingers, kDg3, "fingers"));
        LOKET_ASSIGN(fingers, read_group(finger_parts, "fingers"));
        for (const auto& one : fingers) content.fingers.push_back({finger_of(one.subtype), copy_of(one.data)});
    }
    LOKET_ASSIGN(signature_parts, parts_of(files, File::Signature, kDg7, "signature"));
    if (const auto picture = find_value(signature_parts, kDisplayedSignature)) content.signature = copy_of(*picture);
    LOKET_TRY(read_numbers(files, content));
    const auto common = files.find(File::Common);
    if (common == files.end() || common->second != common_file(content.blanko)) return broken("list of files");
    return content;
}

Result<std::vector<ChipFinger>> decode_chip_fingers(ByteView group) {
    const auto inside = value_of(group, kGroup);
    const auto members = inside ? read_tlvs(*inside) : std::nullopt;
    if (!members) return broken("fingers");
    std::vector<ChipFinger> fingers;
    for (const auto& member : *members) {
        if (member.tag != kInstance) continue;
        const auto parts = read_tlvs(member.value);
        const auto number = parts ? find_value(*parts, biometric::kReference) : std::nullopt;
        const auto header = parts ? find_value(*parts, kHeader) : std::nullopt;
        const auto about = header ? read_tlvs(*header) : std::nullopt;
        const auto subtype = about ? find_value(*about, kSubtype) : std::nullopt;
        if (!number || number->size() != 1 || !subtype || subtype->size() != 1) return broken("fingers");
        fingers.push_back({finger_of((*subtype)[0]), (*number)[0]});
    }
    return fingers;
}

Result<std::string> blanko_of(ByteView common) {
    const auto inside = value_of(common, kCommon);
    const auto parts = inside ? read_tlvs(*inside) : std::nullopt;
    const auto blanko = parts ? find_value(*parts, kDiscretionary) : std::nullopt;
    if (!blanko) return broken("list of files");
    return std::string(as_text(*blanko));
}

}  // namespace loket::card
