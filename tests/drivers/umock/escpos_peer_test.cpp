// A receipt encoder that is not ours (npm, pinned) prints on the emulated printer.

#include <catch2/catch.hpp>

#define ZX_USE_UTF8 1  // text() gives UTF-8
#include <ZXing/ReadBarcode.h>

#include "devices/base/bytes.h"
#include "drivers/escpos/model.h"
#include "tests/drivers/umock/run.h"

namespace escpos_peer_test {

using namespace loket;
using namespace loket::drivers::escpos;

TEST_CASE("escpos: another program's text, sizes, QR code and picture come out") {
    const auto printed = test::run("cd " LOKET_ESCPOS_PEER " && node print.mjs");
    REQUIRE(printed.code == 0);
    REQUIRE(printed.said.size() > 200);
    Model model;
    for (std::size_t at = 0; at < printed.said.size(); at += 64)  // as USB packets carry it
        REQUIRE(model.out(0x01, as_bytes(std::string_view(printed.said).substr(at, 64))).kind == model::UsbReply::Kind::Done);
    REQUIRE(model.slips().size() == 1);
    const auto& slip = model.slips().front();
    CHECK(slip.text.find("Toko Buku Sriwijaya\nHarga 12 € café\n") == 0);
    CHECK(slip.text.find("LUNAS\n") != std::string::npos);
    REQUIRE(slip.codes == std::vector<std::string>{"https://contoh.go.id/nota/4711"});

    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true);
    const auto read = ZXing::ReadBarcode({slip.image.pixels.data(), slip.image.width, slip.image.height, ZXing::ImageFormat::Lum}, hints);
    CHECK(read.text() == slip.codes.front());

    // The picture is the last thing on the slip: a chequered board of 64 x 32 dots in the middle.
    int black = 0, outside = 0, first = slip.image.height;
    for (int y = slip.image.height - 1; y > slip.image.height - 100; --y)
        for (int x = 256; x < 320; ++x)
            if (slip.image.at(x, y) == 0) first = y;
    for (int y = slip.image.height - 100; y < slip.image.height; ++y)
        for (int x = 0; x < 576; ++x)
            if (slip.image.at(x, y) == 0) ++(x >= 256 && x < 320 ? black : outside);
    CHECK(black == 64 * 32 / 2);
    CHECK(outside == 0);
    CHECK(first < slip.image.height);
}

}  // namespace escpos_peer_test
