// Records of one picture, and the pictures within them.

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/iso/picture.h"
#include "devices/biometrics/wsq/wsq.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::iso;

namespace {

GrayImage pattern(int width, int height) {
    GrayImage image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.at(x, y) = static_cast<std::uint8_t>(mix64(static_cast<std::uint64_t>(y / 4 * 1000 + x / 4)));
    return image;
}

ImageRecord raw_image(const GrayImage& image) { return {.coding = Coding::Raw, .width = image.width, .height = image.height, .channels = 1, .quality = 77, .picture = image.pixels}; }
ImageRecord coded_image(const GrayImage& image) { return {.coding = Coding::Jpeg2000, .width = image.width, .height = image.height, .channels = 1, .quality = -1, .picture = jpeg2000_of(image)}; }

/// "FIR" 020, 61 bytes, one representation of 45: no date, one quality block (80), right index, 500 dpi, 8 bits, raw, 2 x 2.
const char* const kFingerByHand =
    "46495200" "30323000" "00000040" "0001" "00" "01"
    "00000030" "ffffffffffffffffff" "00" "0000" "0000" "01" "5000000000"
    "02" "00" "01" "01f4" "01f4" "01f4" "01f4" "08" "00" "00" "0002" "0002" "00000002" "0102";

}  // namespace

TEST_CASE("image records: a finger by hand, as 19794-4 of 2011 lays it out") {
    auto bytes = *from_hex(kFingerByHand);
    const auto put = [&](std::size_t at, std::size_t value) { bytes[at + 3] = static_cast<std::uint8_t>(value); };
    put(8, bytes.size());
    put(16, bytes.size() - 16);
    const auto record = decode_finger_image(bytes);
    REQUIRE(record);
    CHECK(record->finger == Finger::RightIndex);
    CHECK(record->dpi == 500);
    CHECK(record->image.quality == 80);
    CHECK(record->image.coding == Coding::Raw);
    CHECK(record->image.width == 2);
    CHECK(record->image.picture == Bytes{1, 2});
    CHECK(grey_picture(record->image).error().fault == Fault::Corrupt);  // two bytes are not 2 x 2 pixels
}

TEST_CASE("image records: each kind survives being written and read") {
    const auto grey = pattern(40, 50);
    const FingerImageRecord finger{coded_image(grey), Finger::LeftLittle, 500};
    const auto finger_back = decode_finger_image(encode_finger_image(finger));
    REQUIRE(finger_back);
    CHECK(*finger_back == finger);
    CHECK(*finger_picture(*finger_back) == grey);  // without loss
    for (const auto eye : {Eye::Left, Eye::Right}) {
        const IrisImageRecord iris{raw_image(grey), eye};
        const auto back = decode_iris_image(encode_iris_image(iris));
        REQUIRE(back);
        CHECK(*back == iris);
        CHECK(*grey_picture(back->image) == grey);
    }
    RgbaImage colour(36, 40);
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 36; ++x) colour.at(x, y)[x % 3] = static_cast<std::uint8_t>(y);
    const FaceImageRecord face{{.coding = Coding::Jpeg2000, .width = 36, .height = 40, .channels = 3, .quality = 50, .picture = jpeg2000_of(colour)}};
    const auto face_back = decode_face_image(encode_face_image(face));
    REQUIRE(face_back);
    CHECK(*face_back == face);
    CHECK(colour_picture(face_back->image)->pixels == colour.pixels);
}

TEST_CASE("image records: another resolution comes to 500 dpi, no resolution is refused") {
    FingerImageRecord record{raw_image(pattern(80, 100)), Finger::RightThumb, 1000};
    const auto half = finger_picture(record);
    REQUIRE(half);
    CHECK(half->width == 40);
    CHECK(half->height == 50);
    record.dpi = 72;
    CHECK(finger_picture(record).error().code == "finger.resolution");
    auto metric = encode_finger_image({raw_image(pattern(8, 8)), Finger::RightThumb, 197});
    metric[42] = 2;  // pixels per centimetre
    CHECK(decode_finger_image(metric)->dpi == 500);
}

TEST_CASE("image records: what cannot be is refused, cut off anywhere, with a word for each reason") {
    const auto whole = encode_finger_image({coded_image(pattern(36, 36)), Finger::RightRing, 500});
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(decode_finger_image(ByteView(whole).first(size)).error().fault == Fault::Corrupt);
    const auto changed = [&](std::size_t at, std::uint8_t value) {
        auto bytes = whole;
        bytes[at] = value;
        return decode_finger_image(bytes);
    };
    CHECK(changed(5, 0x31).error().fault == Fault::Unsupported);   // another edition
    CHECK(changed(13, 2).error().fault == Fault::Unsupported);     // two representations
    CHECK(changed(19, whole[19] ^ 1).error().fault == Fault::Corrupt);         // a length that does not fit
    const std::size_t header = 16 + 4 + 9 + 5 + 1;                 // no quality block
    CHECK(changed(header, 13).error().fault == Fault::Unsupported);  // a whole hand
    CHECK(changed(header + 2, 0).error().fault == Fault::Corrupt);   // no unit
    CHECK(changed(header + 11, 4).error().fault == Fault::Unsupported);
    CHECK(changed(header + 12, 9).error().fault == Fault::Unsupported);
    CHECK(decode_iris_image(whole).error().fault == Fault::Corrupt);
    CHECK(decode_face_image(whole).error().fault == Fault::Corrupt);
    const auto wsq = changed(header + 12, 2);
    REQUIRE(wsq);
    CHECK(finger_picture(*wsq).error().fault == Fault::Corrupt);  // it says WSQ and is none
    CHECK(finger_picture(*wsq).error().context.find("WSQ") != std::string::npos);
}

TEST_CASE("a finger's record with a WSQ picture is decoded, at 500 dpi whatever it was taken at") {
    GrayImage image(200, 160, 1000);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) image.at(x, y) = static_cast<std::uint8_t>(128 + 90 * std::sin(x * 0.35 + y * 0.1));
    auto record = FingerImageRecord{coded_image(pattern(36, 36)), Finger::RightRing, 1000};
    record.image.coding = Coding::Wsq;
    record.image.picture = encode_wsq(image, 2.25);
    record.image.width = image.width, record.image.height = image.height;
    const auto read = decode_finger_image(encode_finger_image(record));
    REQUIRE(read);
    CHECK(read->image.coding == Coding::Wsq);
    CHECK(*claimed_size(Coding::Wsq, read->image.picture) == PictureSize{200, 160});
    const auto picture = finger_picture(*read);
    REQUIRE(picture);
    CHECK(picture->width == 100);
    record.image.width = 201;
    CHECK(grey_picture(record.image).error().fault == Fault::Corrupt);
}

TEST_CASE("pictures: claimed sizes are looked at before anything is decoded") {
    const auto grey = pattern(40, 32);
    const auto jp2 = jpeg2000_of(grey);
    CHECK(*claimed_size(Coding::Jpeg2000, jp2) == PictureSize{40, 32});
    const std::uint8_t codestream[] = {0xFF, 0x4F, 0xFF, 0x51};
    const auto start = std::search(jp2.begin(), jp2.end(), std::begin(codestream), std::end(codestream));
    CHECK(*claimed_size(Coding::Jpeg2000, ByteView(jp2).subspan(static_cast<std::size_t>(start - jp2.begin()))) == PictureSize{40, 32});
    RgbaImage colour(40, 32);
    CHECK(*claimed_size(Coding::Jpeg, jpeg_of(colour)) == PictureSize{40, 32});
    CHECK(decode_colour(Coding::Jpeg, jpeg_of(colour)));
    CHECK(decode_colour(Coding::Png, jpeg_of(colour)).error().fault == Fault::Corrupt);  // not what it is said to be
    const auto png_of = [](const char* width, const char* height) { return *from_hex(std::string("89504e470d0a1a0a0000000d49484452") + width + height + "0802000000"); };
    CHECK(*claimed_size(Coding::Png, png_of("00000020", "00000010")) == PictureSize{32, 16});
    CHECK_FALSE(claimed_size(Coding::Png, png_of("7fffffff", "00000010")));
    CHECK_FALSE(claimed_size(Coding::Png, png_of("00002000", "00002000")));  // 64 million pixels
    auto wide = coded_image(grey);
    wide.width = 41;
    CHECK(grey_picture(wide).error().fault == Fault::Corrupt);
    for (std::size_t size = 0; size < jp2.size(); size += 7) {
        auto cut = coded_image(grey);
        cut.picture.resize(size);
        const auto picture = grey_picture(cut);
        CHECK((picture || picture.error().fault == Fault::Corrupt));  // a decoder may bear the loss of the last bits
    }
}
