// escpos: the wire codec, the driver against the emulated printer, and what comes out of it.

#include <catch2/catch.hpp>

#define ZX_USE_UTF8 1  // text() gives UTF-8
#include <ZXing/ReadBarcode.h>

#include <thread>

#include "drivers/escpos/driver.h"
#include "drivers/escpos/model.h"
#include "tests/runtime/meddler.h"
#include "tests/runtime/station.h"

namespace escpos_test {

using namespace loket;
using namespace loket::drivers::escpos;

namespace {

struct Desk : test::Bench {
    Desk() : Bench(kDriver) {}
    std::vector<Slip> slips() {
        return wire->with<Model>([](Model& model) { return model.slips(); });
    }
    Result<model::Content> print(GrayImage slip) { return perform(model::ReceiptRequest{"job", std::move(slip)}); }
};

/// A picture in which every line is different.
GrayImage pattern(int width, int height) {
    GrayImage picture(width, height, 203);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (mix64(static_cast<std::uint64_t>(y) * 1000 + static_cast<std::uint64_t>(x)) % 5 == 0) picture.at(x, y) = 0;
    return picture;
}

std::string read_code(const GrayImage& picture) {
    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true);
    return ZXing::ReadBarcode({picture.pixels.data(), picture.width, picture.height, ZXing::ImageFormat::Lum}, hints).text();
}

/// Sends bytes as a program that is not ours would.
void send(Model& model, std::string_view bytes) { CHECK(model.out(0x01, as_bytes(bytes)).kind == model::UsbReply::Kind::Done); }

}  // namespace

TEST_CASE("escpos: a picture travels in rows of 72 bytes, centred") {
    GrayImage picture(8, 2, 203);
    picture.at(0, 0) = picture.at(7, 1) = 0;
    const auto bytes = raster(picture, 0, 2);
    REQUIRE(bytes.size() == 8 + 2 * 72);
    CHECK(to_hex(ByteView(bytes).first(8)) == "1d76300048000200");
    CHECK(bytes[8 + 35] == 0x08);            // dot 284
    CHECK(bytes[8 + 72 + 36] == 0x10);       // dot 291
    CHECK(std::count(bytes.begin() + 8, bytes.end(), 0) == 2 * 72 - 2);
}

TEST_CASE("escpos: status bytes") {
    CHECK(is_status(0x12));
    CHECK(is_status(0x1A));
    CHECK_FALSE(is_status(0x00));
    CHECK_FALSE(is_status(0x92));
    CHECK(is_printed(0x00));
    CHECK(is_printed(0x0F));
    CHECK_FALSE(is_printed(0x12));
    Sensors sensors;
    CHECK(sensors.reason().empty());
    read_status(sensors, 4, 0x1E);
    CHECK(sensors.paper_low);
    CHECK(sensors.reason().empty());
    read_status(sensors, 4, 0x7E);
    CHECK(sensors.reason() == "media-empty");
    read_status(sensors, 3, 0x1A);
    read_status(sensors, 2, 0x16);
    CHECK(sensors.reason() == "cover-open");
    read_status(sensors, 2, 0x12);
    read_status(sensors, 4, 0x12);
    CHECK(sensors.reason() == "media-jam");
    read_status(sensors, 3, 0x32);
    CHECK(sensors.reason() == "broken");
}

TEST_CASE("escpos: device ids, whole, cut off or odd") {
    const auto with_length = [](std::string text) { return std::string{'\0', static_cast<char>(text.size() + 2)} + text; };
    const auto id = parse_device_id(as_bytes(with_length("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;")));
    CHECK(id.maker == "EPSON");
    CHECK(id.model == "TM-T20III");
    const auto longer = parse_device_id(as_bytes(with_length("MANUFACTURER:A;MODEL:B\x01;")));
    CHECK(longer.maker == "A");
    CHECK(longer.model == "B ");
    CHECK(parse_device_id({}).model.empty());
    CHECK(parse_device_id(as_bytes(std::string_view("\xFF\xFFMDL:X", 7))).model == "X");
    CHECK(parse_device_id(as_bytes(std::string_view("\0\0MDL:X", 7))).model.empty());
}

TEST_CASE("escpos: the slip that comes out is the slip that was sent") {
    Desk desk;
    REQUIRE(desk.opened);
    const auto slip = pattern(576, 300);
    REQUIRE(desk.print(slip));
    auto all = desk.slips();
    REQUIRE(all.size() == 1);
    CHECK(all[0].image.width == 576);
    REQUIRE(all[0].image.height >= 300);
    all[0].image.height = 300;
    all[0].image.pixels.resize(slip.pixels.size());
    CHECK(all[0].image.pixels == slip.pixels);
    CHECK(desk.sink.percents.back() == 100);
    CHECK(std::is_sorted(desk.sink.percents.begin(), desk.sink.percents.end()));
    CHECK(desk.scene.last_slip().has_value());
    CHECK(desk.device->identity().product == "TM-T20III");
}

TEST_CASE("escpos: slips that do not fit are refused before anything is printed") {
    Desk desk;
    CHECK(desk.print(GrayImage(577, 10)).error().fault == Fault::Unsupported);
    CHECK(desk.print({}).error().fault == Fault::Unsupported);
    CHECK(desk.print(GrayImage(8, 20'001)).error().fault == Fault::Unsupported);
    CHECK(desk.slips().empty());
}

TEST_CASE("escpos: a printer that cannot print says what the operator must do, and prints once it is done") {
    struct Trouble {
        const char *event, *code;
    };
    for (const auto& [event, code] : {Trouble{"cover_open", "printer.cover-open"}, {"paper_end", "printer.media-empty"}, {"cutter_stuck", "printer.media-jam"}, {"broken", "printer.broken"}}) {
        CAPTURE(event);
        Desk desk;
        REQUIRE(desk.wire->event(event));
        const auto refused = desk.print(pattern(576, 64));
        CHECK(refused.error().fault == Fault::NeedsOperator);
        CHECK(refused.error().code == code);
        CHECK_FALSE(desk.device->health().ready);
        CHECK("printer." + desk.device->health().reasons.at(0) == code);
        CHECK(desk.slips().empty());
        desk.wire->event("repaired");
        CHECK(desk.device->health().ready);
        CHECK(desk.print(pattern(576, 64)));
        CHECK(desk.slips().size() == 1);
    }
}

TEST_CASE("escpos: little paper is a supply, not a reason to stop") {
    Desk desk;
    CHECK(desk.device->health().supplies.at(0).percent == 100);
    desk.wire->event("paper_low");
    CHECK(desk.device->health().supplies.at(0).percent == 10);
    CHECK(desk.print(pattern(576, 64)));
    desk.wire->event("paper_end");
    CHECK(desk.device->health().supplies.at(0).percent == 0);
}

TEST_CASE("escpos: paper that ends inside a slip: no success, and the next attempt prints one whole slip") {
    for (const int height : {100, 2000}) {  // it fits the printer's buffer, or not
        CAPTURE(height);
        model::Scene scene;
        ManualClock clock{test::kNow};
        runtime::EmulatedTransport box(emulate(scene));
        test::Meddler meddler(box);
        const auto device = create({&meddler, nullptr, &clock});
        REQUIRE(device->open());
        test::RememberingSink sink;
        const int begin = meddler.count;
        meddler.before = [&](int now) {
            if (now == begin + 11) box.event("paper_end");  // after the look at the sensors: the picture is on its way
        };
        const model::Request request = model::ReceiptRequest{"job", pattern(576, height)};
        const auto refused = device->perform(request, sink, {});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::NeedsOperator);
        CHECK(refused.error().code == "printer.media-empty");
        meddler.before = [](int) {};
        box.event("repaired");
        const auto before = box.with<Model>([](Model& model) { return model.slips().size(); });
        CHECK(device->perform(request, sink, {}));
        const auto slips = box.with<Model>([](Model& model) { return model.slips(); });
        REQUIRE(slips.size() == before + 1);
        CHECK(slips.back().image.height >= height);
        CHECK(slips.back().image.height < height + 64);
    }
}

TEST_CASE("escpos: the emulated printer sets text by code page, size and place") {
    Model model;
    send(model, "\x1B@\x1Bt\x13Rp \xD5 caf\x82\n\x1D!\x11\x1B" "a\x01" "Besar\n\x1DV\x42");
    CHECK(model.slips().empty());  // the cut is not all there
    send(model, std::string_view("\0", 1));
    REQUIRE(model.slips().size() == 1);
    CHECK(model.slips()[0].text == "Rp € café\nBesar\n");
    const auto& image = model.slips()[0].image;
    REQUIRE(image.height > 72);
    int first = 576, last = 0;
    for (int y = 30; y < 78; ++y)
        for (int x = 0; x < 576; ++x)
            if (image.at(x, y) == 0) first = std::min(first, x), last = std::max(last, x);
    CHECK(last - first > 80);                        // five letters, double width
    CHECK(std::abs((first + last) / 2 - 288) < 20);  // in the middle
}

TEST_CASE("escpos: a QR code drawn by the emulated printer is read back") {
    Model model;
    const std::string content = "https://contoh.go.id/resi/2026-000123";
    std::string commands = "\x1B@\x1B" "a\x01";
    commands += std::string("\x1D(k\x03\x00\x31\x43\x06", 8);
    commands += std::string("\x1D(k", 3) + static_cast<char>(content.size() + 3) + std::string("\x00\x31\x50\x30", 4) + content;
    commands += std::string("\x1D(k\x03\x00\x31\x51\x30", 8) + std::string("\x1DV\x00", 3);
    for (const char each : commands) send(model, std::string_view(&each, 1));  // as slowly as a wire may be
    REQUIRE(model.slips().size() == 1);
    CHECK(model.slips()[0].codes == std::vector<std::string>{content});
    CHECK(read_code(model.slips()[0].image) == content);
}

TEST_CASE("escpos: an emulated printer survives any bytes") {
    Model model;
    Bytes noise;
    for (std::uint64_t i = 0; i < 60'000; ++i) {
        const auto byte = static_cast<std::uint8_t>(mix64(i));
        noise.push_back(i % 7 == 0 ? 0x1D : i % 11 == 0 ? 0x1B : i % 13 == 0 ? '(' : byte);
    }
    for (std::size_t at = 0; at + 100 <= noise.size(); at += 100) (void)model.out(0x01, ByteView(noise).subspan(at, 100));
    model.event("reset");
    send(model, std::string_view("\x1B@x\n\x1DV\x00", 7));
    CHECK(model.slips().back().text == "x\n");
}

}  // namespace escpos_test
