// Signatures: what is signed verifies without a network; every change, foreign hand and late date is found.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "devices/base/file.h"
#include "devices/base/random.h"
#include "workflow/documents/signing/authority.h"
#include "workflow/documents/signing/base45.h"
#include "devices/base/cbor.h"

using namespace loket;
using namespace loket::documents::signing;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr Date day_of(int y, unsigned m, unsigned d) { return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}}; }
const Instant kStart = wib_instant(day_of(2026, 1, 2));
const Instant kIssued = wib_instant(day_of(2026, 11, 26), 9, 30);
const Validity kTenYears{kStart, wib_instant(day_of(2036, 1, 2))};
const Validity kTwoYears{kStart, wib_instant(day_of(2028, 1, 2))};

/// A folder for the length of a test.
class Folder {
  public:
    explicit Folder(const std::string& name)
        : path_(fs::temp_directory_path() / fmt::format("loket-signing-{}-{}", ::getpid(), name)) {
        fs::remove_all(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

SigningAuthority authority_in(const fs::path& folder) {
    auto authority = SigningAuthority::create(folder, "Dinas Contoh", kTenYears).value();
    REQUIRE(authority.appoint({"KADIS", "Kepala Contoh"}, kTwoYears));
    REQUIRE(authority.appoint({"KABID", "Kabid Contoh"}, kTwoYears));
    return authority;
}

Statement statement() {
    return {"470/000123/SKPWNI/2026", "SKPWNI", kIssued, "KADIS", initials_of("Contoh Permata Samudra"),
            nik_ends_of("2101085709050001"), sha256(as_bytes("isi"))};
}

unsigned mode_of(const fs::path& path) {
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    return facts.st_mode & 0777u;
}

}  // namespace

TEST_CASE("base45 gives the examples of RFC 9285 and refuses what it never writes") {
    CHECK(to_base45(as_bytes("AB")) == "BB8");
    CHECK(to_base45(as_bytes("Hello!!")) == "%69 VD92EX0");
    CHECK(to_base45(as_bytes("base-45")) == "UJCLQE7W581");
    CHECK(as_text(from_base45("QED8WEX0").value()) == "ietf!");
    for (const auto* bad : {"GGW", "A", "BB8A", "bb8", ":::", "ZZ"}) CHECK_FALSE(from_base45(bad));
    SeededRandom random(7);
    for (int i = 0; i < 300; ++i) {
        Bytes bytes(random.below(60));
        for (auto& b : bytes) b = static_cast<std::uint8_t>(random.below(256));
        CHECK(from_base45(to_base45(bytes)).value() == bytes);
    }
}

TEST_CASE("CBOR is written as RFC 8949 appendix A shows, and only that form is read") {
    const auto hex = [](CborWriter& w) { return to_hex(w.take()); };
    CHECK(hex(CborWriter().integer(23)) == "17");
    CHECK(hex(CborWriter().integer(24)) == "1818");
    CHECK(hex(CborWriter().integer(1000)) == "1903e8");
    CHECK(hex(CborWriter().integer(1'000'000'000'000)) == "1b000000e8d4a51000");
    CHECK(hex(CborWriter().integer(-1000)) == "3903e7");
    CHECK(hex(CborWriter().text("IETF")) == "6449455446");
    for (const auto value : {std::int64_t{0}, std::int64_t{255}, std::int64_t{65536}, std::int64_t{1} << 40, std::int64_t{-7}}) {
        const auto bytes = CborWriter().integer(value).take();
        CborReader in(bytes);
        CHECK(in.integer() == value);
        CHECK(in.finished());
    }
    for (const auto* bad : {"1817", "190010", "1a00000100", "ff", "5f", "63616263ff", "6361"}) {
        const auto bytes = from_hex(bad).value();
        CborReader number(bytes), text(bytes);
        number.integer();
        text.text();
        CHECK_FALSE(number.finished());
        CHECK_FALSE(text.finished());
    }
}

TEST_CASE("initials and ends of a NIK do not spell out the person") {
    CHECK(initials_of("Budi Santoso") == "B.S.");
    CHECK(initials_of("  SRI  ") == "S.");
    CHECK(initials_of("Élan Vital A B C D") == "É.V.A.B.");
    CHECK(initials_of("").empty());
    CHECK(nik_ends_of("2101085709050001") == "21010001");
    CHECK(nik_ends_of("21010857090500X1").empty());
}

TEST_CASE("a signed statement is valid, small and holds no whole NIK") {
    const Folder folder("valid");
    const auto authority = authority_in(folder.path());
    const auto trust = TrustAnchors::load(authority.public_folder()).value();
    const auto text = authority.sign(statement()).value();
    CHECK(text.size() < 340);
    const auto verdict = verify(text, trust, {}, sha256(as_bytes("isi")));
    CHECK(verdict.finding == Finding::Valid);
    CHECK(verdict.statement == statement());
    CHECK(verdict.signer == "Kepala Contoh");
    CHECK(verdict.office == "Dinas Contoh");
    CHECK(verify("  " + text + "\n", trust, {}).valid());
    const auto raw = from_base45(std::string_view(text).substr(kSignedPrefix.size())).value();
    CHECK(as_text(raw).find("2101085709050001") == std::string_view::npos);
    CHECK(as_text(raw).find("57090500") == std::string_view::npos);
    const auto words = describe(verdict, Language::Indonesian);
    for (const auto* part : {"SAH", "470/000123/SKPWNI/2026", "C.P.S.", "2101••••••••0001", "26 November 2026", "Kepala Contoh (KADIS)"})
        CHECK(words.find(part) != std::string::npos);
    CHECK(describe(verdict, Language::English).starts_with("VALID"));
}

TEST_CASE("no change of one character passes, only a changed key id looks like a stranger") {
    const Folder folder("altered");
    const auto authority = authority_in(folder.path());
    const auto trust = TrustAnchors::load(authority.public_folder()).value();
    const auto text = authority.sign(statement()).value();
    int altered = 0, unknown = 0;
    for (std::size_t i = kSignedPrefix.size(); i < text.size(); ++i) {
        auto forged = text;
        forged[i] = forged[i] == '7' ? '8' : '7';
        const auto finding = verify(forged, trust, {}).finding;
        altered += finding == Finding::Altered ? 1 : 0;
        unknown += finding == Finding::UnknownIssuer ? 1 : 0;
    }
    const auto all = static_cast<int>(text.size() - kSignedPrefix.size());
    CHECK(altered + unknown == all);
    CHECK(unknown <= 15);  // eight bytes of key id are at most five groups of three
    CHECK(verify(text, trust, {}, sha256(as_bytes("isj"))).finding == Finding::Altered);
    CHECK(verify(text.substr(0, text.size() - 3), trust, {}).finding == Finding::Altered);
    const auto bytes = from_base45(std::string_view(text).substr(kSignedPrefix.size())).value();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto forged = bytes;
        forged[i] ^= 1;
        CHECK_FALSE(verify(std::string(kSignedPrefix) + to_base45(forged), trust, {}).valid());
    }
    CHECK(describe(verify(text.substr(0, 60), trust, {}), Language::Indonesian).find("SKPWNI") == std::string::npos);
}

TEST_CASE("strangers, and officers of another office with the same name, are unknown") {
    const Folder ours("ours"), theirs("theirs");
    const auto authority = authority_in(ours.path());
    const auto other = authority_in(theirs.path());
    auto trust = TrustAnchors::load(authority.public_folder()).value();
    const auto text = other.sign(statement()).value();
    CHECK(verify(text, trust, {}).finding == Finding::UnknownIssuer);
    // Slipping the stranger's certificate into the folder does not help: our authority did not sign it.
    const auto foreign = TrustAnchors::load(other.public_folder()).value();
    trust.officers.insert(foreign.officers.begin(), foreign.officers.end());
    CHECK(verify(text, trust, {}).finding == Finding::UnknownIssuer);
    CHECK_FALSE(verify(text, trust, {}).statement.has_value());
}

TEST_CASE("an officer cannot speak for another role") {
    const Folder folder("role");
    const auto authority = authority_in(folder.path());
    const auto trust = TrustAnchors::load(authority.public_folder()).value();
    const auto pem = read_text(folder.path() / "KABID.key").value();
    const auto certificate = certificate_from_pem(read_text(folder.path() / "KABID.crt").value()).value();
    const auto key = key_id_of(certificate);
    const auto forged = to_qr_text(statement(), key, sign_bytes(pem, bytes_to_sign(statement(), key).value()).value()).value();
    CHECK(verify(forged, trust, {}).finding == Finding::Altered);
    auto as_camat = statement();
    as_camat.role = "CAMAT";
    CHECK(authority.sign(as_camat).error().code == "signing.no_officer");
}

TEST_CASE("a signature outside the certificate's time is refused when made and when read") {
    const Folder folder("expired");
    const auto authority = authority_in(folder.path());
    const auto trust = TrustAnchors::load(authority.public_folder()).value();
    auto late = statement();
    late.issued = kTwoYears.until + 24h;
    CHECK(authority.sign(late).error().code == "signing.certificate_expired");
    const auto pem = read_text(folder.path() / "KADIS.key").value();
    const auto key = key_id_of(certificate_from_pem(read_text(folder.path() / "KADIS.crt").value()).value());
    for (const auto at : {late.issued, kStart - 24h}) {
        late.issued = at;
        const auto text = to_qr_text(late, key, sign_bytes(pem, bytes_to_sign(late, key).value()).value()).value();
        CHECK(verify(text, trust, {}).finding == Finding::ExpiredCertificate);
    }
}

TEST_CASE("revoked and superseded numbers, numbers without signature, foreign texts") {
    const Folder folder("revoked");
    const auto authority = authority_in(folder.path());
    const auto trust = TrustAnchors::load(authority.public_folder()).value();
    const auto text = authority.sign(statement()).value();
    const auto list = folder.path() / "cabut.txt";
    REQUIRE(write_text(list, "# dicabut\n470/000123/SKPWNI/2026;2026-12-01;\n\n"));
    auto revoked = load_revocations(list).value();
    CHECK(verify(text, trust, revoked).finding == Finding::Revoked);
    CHECK(verify("LKTN:470/000123/SKPWNI/2026", trust, revoked).finding == Finding::Revoked);
    revoked.begin()->second.replaced_by = "470/000124/SKPWNI/2026";
    const auto verdict = verify(text, trust, revoked);
    CHECK(verdict.finding == Finding::Superseded);
    CHECK(describe(verdict, Language::Indonesian).find("470/000124/SKPWNI/2026") != std::string::npos);
    CHECK(describe(verdict, Language::Indonesian).find("1 Desember 2026") != std::string::npos);
    CHECK(verify("LKTN:470/000125/SKPWNI/2026", trust, revoked).finding == Finding::NumberOnly);
    for (const auto* foreign : {"", "LKTN:", "https://contoh.invalid/x", "HC1:ABC", "LKT2:ABC"})
        CHECK(verify(foreign, trust, revoked).finding == Finding::NotALoketPaper);
    REQUIRE(write_text(list, "470/1/A/2026;01-12-2026;\n"));
    CHECK(load_revocations(list).error().context.find("line 1") != std::string::npos);
}

TEST_CASE("the authority keeps its keys to itself and survives a restart, appointing anew keeps old papers valid") {
    const Folder folder("keys");
    std::string before;
    {
        auto authority = authority_in(folder.path());
        before = authority.sign(statement()).value();
    }
    CHECK(mode_of(folder.path()) == 0700);
    for (const auto* file : {"ca.key", "KADIS.key", "KABID.key"}) CHECK(mode_of(folder.path() / file) == 0600);
    fs::permissions(folder.path() / "KADIS.key", fs::perms::others_read, fs::perm_options::add);
    auto authority = SigningAuthority::open(folder.path()).value();
    CHECK(mode_of(folder.path() / "KADIS.key") == 0600);
    CHECK(authority.office() == "Dinas Contoh");
    CHECK(authority.officers().size() == 2);
    REQUIRE(authority.appoint({"KADIS", "Kepala Baru"}, kTwoYears));
    const auto trust = TrustAnchors::load(authority.public_folder()).value();
    CHECK(verify(before, trust, {}).signer == "Kepala Contoh");
    CHECK(verify(authority.sign(statement()).value(), trust, {}).signer == "Kepala Baru");
    CHECK(SigningAuthority::create(folder.path(), "Lain", kTenYears).error().code == "signing.exists");
    CHECK(authority.appoint({"kadis", "x"}, kTwoYears).error().code == "signing.role");
    CHECK(authority.appoint({"KADIS", "x"}, {kStart, kTenYears.until + 24h}).error().code == "signing.validity");
    CHECK(authority.appoint({"KADIS", std::string(65, 'x')}, kTwoYears).error().code == "signing.subject");
    CHECK(SigningAuthority::open(folder.path() / "none").error().fault == Fault::Gone);
    REQUIRE(write_text(folder.path() / "KADIS.key", read_text(folder.path() / "KABID.key").value()));
    CHECK(SigningAuthority::open(folder.path()).error().fault == Fault::Corrupt);
}

TEST_CASE("a paper signed later than it was issued is judged by when it was signed") {
    const Folder folder("later");
    auto authority = authority_in(folder.path());
    auto late = statement();
    late.signed_at = late.issued + 26h;
    REQUIRE(authority.appoint({"KADIS", "Pengganti Contoh", "baru", "Plh."}, {late.issued + 25h, late.issued + 49h}));
    const auto code = authority.sign(late, "baru").value();
    const auto trust = TrustAnchors::load(authority.public_folder()).value();
    const auto verdict = verify(code, trust, {});
    REQUIRE(verdict.valid());
    CHECK(verdict.statement->when_signed() == late.issued + 26h);
    CHECK(verdict.acting == "Plh.");
    CHECK(read_qr_text(authority.sign(statement()).value())->statement.signed_at == std::nullopt);
    CHECK(authority.sign(statement(), "baru").error().code == "signing.certificate_expired");  // before the appointment
    CHECK(authority.sign(late, "lain").error().code == "signing.no_officer");
    late.signed_at = late.issued - 1h;
    CHECK(authority.sign(late).error().code == "signing.statement");
}

TEST_CASE("an authority renewed keeps what it vouched for, also after a restart") {
    const Folder folder("renewed");
    auto authority = authority_in(folder.path());
    const auto before = authority.sign(statement()).value();
    const Validity later{kStart + 24h, kTenYears.until + 24h * 3650};
    REQUIRE(authority.renew(later));
    CHECK(authority.validity().value() == later);
    REQUIRE(authority.appoint({"KABID", "Kabid Contoh", "satu"}, {later.from, later.until}));
    auto opened = SigningAuthority::open(folder.path()).value();
    CHECK(opened.certified("KABID", "satu")->validity.until == later.until);
    CHECK(opened.officers().size() == 3);
    auto fresh = statement();
    fresh.role = "KABID";
    fresh.issued = kTenYears.until + 24h;  // beyond the old authority
    const auto trust = TrustAnchors::load(opened.public_folder()).value();
    CHECK(trust.authorities.size() == 2);
    CHECK(verify(before, trust, {}).valid());
    CHECK(verify(opened.sign(fresh, "satu").value(), trust, {}).valid());
}
