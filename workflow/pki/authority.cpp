#include "workflow/pki/authority.h"

#include <algorithm>
#include <ctime>

#include "devices/base/file.h"
#include "devices/base/private_file.h"
#include "workflow/pki/owned.h"

namespace loket::pki {
namespace {

namespace fs = std::filesystem;
constexpr int kSerialBits = 127;  // random, positive, unique (RFC 5280 §4.1.2.2)
constexpr auto kAuthorityLife = std::chrono::hours(24 * 365 * 20);

bool set_validity(X509* certificate, const Lifetime& lifetime) {
    const auto seconds = [](Instant at) { return static_cast<std::time_t>(to_millis(at) / 1000); };
    return ASN1_TIME_set(X509_getm_notBefore(certificate), seconds(lifetime.from)) != nullptr && ASN1_TIME_set(X509_getm_notAfter(certificate), seconds(lifetime.until)) != nullptr;
}

bool set_serial(X509* certificate) {
    const Owned<BIGNUM> serial(BN_new());
    return serial && BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 && BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

struct Wanted {
    std::string name;
    Lifetime lifetime;
    std::vector<std::pair<int, std::string>> extensions;
};

/// `issuer` null: by itself.
Result<Bytes> sign(EVP_PKEY* key, const Wanted& wanted, X509* issuer, EVP_PKEY* issuer_key) {
    const Owned<X509> out(X509_new());
    auto* by = issuer == nullptr ? out.get() : issuer;
    bool made = out && X509_set_version(out.get(), X509_VERSION_3) == 1 && set_serial(out.get()) && set_validity(out.get(), wanted.lifetime) &&
                X509_NAME_add_entry_by_NID(X509_get_subject_name(out.get()), NID_commonName, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(wanted.name.data()),
                                           static_cast<int>(wanted.name.size()), -1, 0) == 1 &&
                X509_set_issuer_name(out.get(), X509_get_subject_name(by)) == 1 && X509_set_pubkey(out.get(), key) == 1;
    for (const auto& [kind, value] : wanted.extensions) made = made && add_extension(out.get(), by, kind, value);
    made = made && add_extension(out.get(), by, NID_subject_key_identifier, "hash") && add_extension(out.get(), by, NID_authority_key_identifier, "keyid");
    if (!made || X509_sign(out.get(), issuer_key, EVP_sha256()) == 0) return failed("no certificate");
    return der_of(out.get(), i2d_X509);
}

bool is_p256(EVP_PKEY* key) {
    std::array<char, 32> group{};
    return key != nullptr && EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) == 1 && std::string(group.data()) == "prime256v1";
}

bool is_address(const std::string& host) { return host.find_first_not_of("0123456789.") == std::string::npos || host.find(':') != std::string::npos; }

}  // namespace

Result<Authority> Authority::open(const fs::path& folder, const std::string& name, Instant now) {
    LOKET_TRY(make_folder(folder));
    std::error_code problem;
    fs::permissions(folder, fs::perms::owner_all, problem);
    if (problem) return internal("cannot narrow the rights of " + folder.string());
    if (fs::exists(folder / "ca.key")) {
        LOKET_ASSIGN(key, read_text(folder / "ca.key", 16384));
        LOKET_ASSIGN(text, read_text(folder / "ca.crt", 65536));
        LOKET_ASSIGN(certificate, from_pem(text));
        const auto read = certificate_in(certificate);
        const auto secret = key_in(key);
        if (!secret || X509_check_private_key(read.get(), secret.get()) != 1) return corrupt("ca.key does not belong to ca.crt in " + folder.string());
        return Authority({key, certificate});
    }
    LOKET_ASSIGN(key, make_key());
    const auto secret = key_in(key);
    const Wanted wanted{name, {now - std::chrono::hours(1), now + kAuthorityLife}, {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}}};
    LOKET_ASSIGN(certificate, sign(secret.get(), wanted, nullptr, secret.get()));
    LOKET_TRY(write_text(folder / "ca.crt", to_pem(certificate)));
    LOKET_TRY(write_private(folder / "ca.key", key));
    return Authority({key, certificate});
}

Result<Bytes> Authority::certify(ByteView request, const std::string& name, const Lifetime& lifetime) const {
    const auto refused = rejected("sync.shape", "not a request for a certificate over a P-256 key");
    const auto* at = request.data();
    const Owned<X509_REQ> read(d2i_X509_REQ(nullptr, &at, static_cast<long>(request.size())));
    ERR_clear_error();
    if (!read || at != request.data() + request.size()) return refused;
    auto* key = X509_REQ_get0_pubkey(read.get());
    const bool proven = is_p256(key) && X509_REQ_verify(read.get(), key) == 1;
    ERR_clear_error();
    if (!proven) return refused;
    const auto issuer = certificate_in(own_.certificate);
    const auto issuer_key = key_in(own_.key_pem);
    return sign(key, {name, lifetime, {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "clientAuth"}}}, issuer.get(),
                issuer_key.get());
}

Result<Pair> Authority::server(const std::vector<std::string>& hosts, const Lifetime& lifetime) const {
    std::string names;
    for (const auto& host : hosts) names += (names.empty() ? "" : ",") + std::string(is_address(host) ? "IP:" : "DNS:") + host;
    LOKET_ASSIGN(key, make_key());
    const auto secret = key_in(key), issuer_key = key_in(own_.key_pem);
    const auto issuer = certificate_in(own_.certificate);
    const Wanted wanted{hosts.front(), lifetime, {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "serverAuth"}, {NID_subject_alt_name, names}}};
    LOKET_ASSIGN(certificate, sign(secret.get(), wanted, issuer.get(), issuer_key.get()));
    return Pair{key, certificate};
}

}  // namespace loket::pki
