// pcsc_reader before a real pcscd, with our card on vsmartcard's reader; pcsc_scan and opensc-tool, which are not ours, see the same card.

#include <catch2/catch.hpp>

#include "drivers/pcsc_reader/card_model.h"
#include "tests/drivers/umock/run.h"

namespace pcsc_peer_test {

using namespace loket::test;

namespace {

constexpr int kForbidden = 77;

Ran run_pcsc(const std::string& arguments) { return run("timeout 120 " + kTests + "pcsc_peer " + arguments); }

bool forbidden(const Ran& ran) {
    if (ran.code == kForbidden) WARN("SKIPPED: this machine allows no own namespaces, so pcscd cannot run apart from the real one");
    return ran.code == kForbidden;
}

/// "3B 87 80 …", as both programs write it.
std::string spaced_atr(char between) {
    std::string text;
    for (const auto byte : loket::drivers::pcsc_reader::CardModel::atr()) {
        char hex[4];
        std::snprintf(hex, sizeof hex, "%02X", byte);
        text += (text.empty() ? "" : std::string(1, between)) + hex;
    }
    return text;
}

}  // namespace

TEST_CASE("pcsc_reader: a real pcscd: readers and cards come and go, long answers, torn cards") {
    const auto ran = run_pcsc("check");
    if (forbidden(ran)) return;
    INFO(ran.said);
    CHECK(ran.code == 0);
    CHECK(ran.said.find("the reader gone in mid-conversation") != std::string::npos);
}

TEST_CASE("pcsc_reader: pcsc_scan sees our card as a contactless one") {
    if (lacks("pcsc_scan")) return;
    const auto ran = run_pcsc("with 'pcsc_scan -c'");
    if (forbidden(ran)) return;
    INFO(ran.said);
    CHECK(ran.said.find("Card inserted") != std::string::npos);
    CHECK(ran.said.find(spaced_atr(' ')) != std::string::npos);
}

TEST_CASE("pcsc_reader: opensc-tool reads its answer to reset, selects its application and reads the public file, nothing else") {
    if (lacks("opensc-tool")) return;
    const auto ran = run_pcsc("with 'opensc-tool --atr -s 00A4040007F04C4F4B455402 -s 00A4020002011E -s 00B0000000 -s 00A40200020101 -s 00B0000000 -s FFCA000000'");
    if (forbidden(ran)) return;
    INFO(ran.said);
    CHECK(ran.code == 0);
    auto wanted = spaced_atr(':');
    for (auto& c : wanted) c = static_cast<char>(std::tolower(c));
    CHECK(ran.said.find(wanted) != std::string::npos);
    CHECK(ran.said.find("(SW1=0x90, SW2=0x00)") != std::string::npos);
    CHECK(ran.said.find("04 A1 B2 C3 D4 E5 F6") != std::string::npos);
    CHECK(ran.said.find("53 0A 53 50 45 43 49") != std::string::npos);          // EF.COM names its blanko: SPECI
    CHECK(ran.said.find("(SW1=0x69, SW2=0x82)") != std::string::npos);       // the biodata want a conversation
}

}  // namespace pcsc_peer_test
