// sbi: a client that is not ours (jwcrypto, openssl, Python's own HTTP) believes our emulated boxes, and notices when they lie.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <fstream>

#include "drivers/sbi/maker.h"
#include "drivers/sbi/model.h"
#include "drivers/sbi/sbi.h"
#include "tests/drivers/umock/run.h"

namespace sbi_peer_test {

using namespace loket;
using namespace loket::drivers::sbi;

namespace {

test::Ran check(Box& box, std::string_view type, const std::string& authority) {
    return test::run(fmt::format("timeout 60 /usr/bin/python3 " LOKET_SOURCE_DIR "/tests/drivers/peers/sbi/check.py {} {} {}", box.place().port, type, authority));
}

}  // namespace

TEST_CASE("sbi: another client takes fingers, eyes and a face from our boxes, checks every signature, hash and record, and notices lies") {
    const test::Folder folder;
    const auto authority = (folder.path / "authority.pem").string();
    std::ofstream(authority) << Maker::only().authority();
    model::Scene scene;
    scene.set_real_time(false);
    scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    for (const auto kind : {model::Kind::FingerScanner, model::Kind::IrisScanner, model::Kind::Camera}) {
        Box box(scene, {kind});
        const auto ran = check(box, type_of(kind), authority);
        CAPTURE(ran.said);
        CHECK(ran.code == 0);
        CHECK(ran.said.find("all is as the interface says") != std::string::npos);
        if (kind == model::Kind::IrisScanner) CHECK(ran.said.find("Left 640 480") != std::string::npos);
        if (kind != model::Kind::FingerScanner) continue;
        for (const auto* lie : {"wrong_hash", "foreign"}) {
            CAPTURE(lie);
            box.event(lie);
            CHECK(check(box, type_of(kind), authority).code != 0);
            box.event("reset");
        }
    }
}

}  // namespace sbi_peer_test
