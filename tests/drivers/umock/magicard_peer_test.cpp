// gutenprint's own Magicard backend prints on our emulated printer; the card is the one that our driver prints.

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "devices/base/bytes.h"
#include "drivers/magicard/model.h"
#include "tests/drivers/umock/run.h"

namespace magicard_peer_test {

using namespace loket;
using namespace loket::drivers::magicard;

namespace {

const std::string kBackend = "/usr/lib/cups/backend/gutenprint53+usb";

RgbaImage picture() {
    RgbaImage side(1011, 638, 300);
    for (int y = 0; y < side.height; ++y)
        for (int x = 0; x < side.width; ++x) {
            auto* p = side.at(x, y);
            p[0] = static_cast<std::uint8_t>(55 + x * 200 / side.width);
            p[1] = static_cast<std::uint8_t>(55 + y * 200 / side.height);
            p[2] = static_cast<std::uint8_t>(55 + (x + y) % 200);
            if (x > 200 && x < 400 && y > 300 && y < 330) p[0] = p[1] = p[2] = 0;
        }
    return side;
}

/// A spool file as gutenprint's filter leaves it: eight bits a dot, which the backend turns into the printer's six and a resin plane.
std::string spool(const RgbaImage& side) {
    const std::size_t size = std::size_t{kLines} * kStride;
    std::string file(kJobFill, static_cast<char>(kFill));
    file += "\x01,NOC1,VERGutenprint,LANENG,TDT00000000,LC1,REJON,ESS1,KEE,RT2,CPW50,PAG1,SLWOFF,IMFBGR,XCO0,YCO0,WID642,HGT1016,OVRON,NNNOFF,NCT0,0,642,1016,X-GP-8,X-GP-RK";
    for (const char plane : {'B', 'G', 'R'}) file += std::string(",SZ") + plane + std::to_string(size);
    file += '\x1C';
    for (const char plane : {'B', 'G', 'R'}) {
        for (int line = 0; line < kLines; ++line)
            for (int dot = 0; dot < kStride; ++dot) {
                const auto ink = dot < kWidth ? kHead.ink(side, line, dot) : model::CardInk{};
                const int dye = plane == 'B' ? ink.yellow : plane == 'G' ? ink.magenta : ink.cyan;
                file += static_cast<char>(ink.resin ? 255 : dye);
            }
        file += std::string("\x1C") + plane + ":";
    }
    return file + '\x03';
}

std::string ppm(const RgbaImage& side) {
    std::string out = "P6\n" + std::to_string(side.width) + " " + std::to_string(side.height) + "\n255\n";
    for (std::size_t i = 0; i < side.pixels.size(); i += 4) out.append(reinterpret_cast<const char*>(&side.pixels[i]), 3);
    return out;
}

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("magicard: gutenprint's backend prints the card that our driver prints") {
    if (test::lacks(kBackend)) return;
    const test::Folder folder;
    const auto side = picture();
    std::ofstream(folder.path / "job", std::ios::binary) << spool(side);
    const auto theirs = (folder.path / "theirs.ppm").string();
    const auto ran = test::run_emulated("--card " + theirs + " magicard -- env BACKEND=tango2e " + kBackend + " " + (folder.path / "job").string());
    INFO(ran.said);
    REQUIRE(ran.code == 0);
    Model ours;
    const auto bytes = job(side, 1, false);
    REQUIRE(ours.out(0x01, bytes).kind == model::UsbReply::Kind::Done);
    REQUIRE(ours.tray().size() == 1);
    const auto card = read(theirs);
    REQUIRE(card.size() > 1'900'000);
    CHECK(card == ppm(kHead.picture_on(ours.tray()[0].front)));
}

TEST_CASE("magicard: gutenprint reads the serial number and firmware that our driver reads") {
    if (test::lacks(kBackend)) return;
    const auto ran = test::run_emulated("magicard -- env BACKEND=tango2e " + kBackend + " -s");
    INFO(ran.said);
    CHECK(ran.said.find("EMULATED-1") != std::string::npos);
    CHECK(ran.said.find("2.41") != std::string::npos);
}

}  // namespace magicard_peer_test
