// What is written down opens the keys that lie beside a copy; nothing else does.

#include <catch2/catch.hpp>
#include <cctype>

#include "workflow/sync/carry/card.h"
#include "workflow/sync/carry/recovery.h"

using namespace loket;
using namespace loket::sync;

namespace {

const std::vector<KeptFile> kFiles{{"office.key", Bytes(32, 1)}, {"lan/authority.key", Bytes(200, 2)}, {"empty", {}}};

PublicKey reader_of(std::string_view code) { return SealingKey(recovery_seed(code).value()).public_key(); }

template <class T>
std::string code_of(const Result<T>& result) {
    return result ? std::string() : result.error().code;
}

}  // namespace

TEST_CASE("recovery: a code opens what was sealed for it, however it is typed") {
    SeededRandom random(4);
    const auto code = new_recovery_code(random);
    CHECK(code.size() == 39);
    CHECK(code != new_recovery_code(random));
    const auto sealed = seal_files(kFiles, reader_of(code));
    std::string typed;
    for (const char c : code) typed += c == '-' ? ' ' : c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
    for (const auto& as : {code, typed}) CHECK(open_files(sealed, as).value() == kFiles);
    // The recovery key of an encrypted disk (systemd-cryptenroll) is as good.
    const std::string disk = "vdkbtgje-hfcjuirk-nlefrdki-gvbhnvtk-eerrjtlv-ifgdbjni-dldvdnku-djcuncge";
    CHECK(open_files(seal_files(kFiles, reader_of(disk)), disk).value() == kFiles);
}

TEST_CASE("recovery: another code, a damaged box, and files that lead out of the folder are refused") {
    SeededRandom random(4);
    const auto code = new_recovery_code(random), other = new_recovery_code(random);
    auto sealed = seal_files(kFiles, reader_of(code));
    CHECK(code_of(open_files(sealed, other)) == kRecoveryCode);
    CHECK(code_of(open_files(sealed, "7K3M")) == kRecoveryCode);
    CHECK(code_of(open_files(ByteView(sealed).first(sealed.size() - 1), code)) == kRecoveryCode);
    for (std::size_t at = 0; at < sealed.size(); at += 37) {
        sealed[at] ^= 1;
        CHECK(code_of(open_files(sealed, code)) == kRecoveryCode);
        sealed[at] ^= 1;
    }
    for (const auto* name : {"../office.db", "/etc/passwd", "", "lan/../../x", "."}) {
        CAPTURE(name);
        CHECK(code_of(open_files(seal_files({{name, {}}}, reader_of(code)), code)) == "backup.note");
    }
}
