#include "drivers/sbi/jws.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <sodium.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "drivers/sbi/openssl_ptr.h"

namespace loket::drivers::sbi {
namespace {

constexpr std::size_t kMostCertificates = 8, kMostFile = 1u << 20;
constexpr int kLeastKeyBits = 2048;
constexpr int kStrength = 2;  // OpenSSL's level: 112 bits, so RSA of 2048, no SHA-1

Result<Bytes> from_base64_of(std::string_view text, int variant) {
    while (text.ends_with('=')) text.remove_suffix(1);
    Bytes out(text.size() * 3 / 4 + 3);
    std::size_t size = 0;
    if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, nullptr, variant) != 0) return corrupt("not base64");
    out.resize(size);
    return out;
}

Owned<X509> certificate_of(ByteView der) {
    const auto* at = der.data();
    Owned<X509> out(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (out && at != der.data() + der.size()) out.reset();
    ERR_clear_error();
    return out;
}

/// Its subject and issuer, for the log.
std::string who_signed(X509* certificate) {
    char subject[200] = {}, issuer[200] = {};
    X509_NAME_oneline(X509_get_subject_name(certificate), subject, sizeof subject);
    X509_NAME_oneline(X509_get_issuer_name(certificate), issuer, sizeof issuer);
    return std::string(subject) + ", issued by " + issuer;
}

bool signature_fits(X509* signer, const Signed& text) {
    auto* key = X509_get0_pubkey(signer);
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    const bool fits = key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= kLeastKeyBits &&
                      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                      EVP_DigestVerify(context.get(), text.signature.data(), text.signature.size(), as_bytes(text.covered).data(), text.covered.size()) == 1;
    ERR_clear_error();
    return fits;
}

}  // namespace

std::string to_base64url(ByteView bytes) {
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), kVariant);
    out.pop_back();  // its zero
    return out;
}

Result<Bytes> from_base64url(std::string_view text) { return from_base64_of(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

Result<Signed> parse_jws(std::string_view text) {
    const auto first = text.find('.'), second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second == std::string_view::npos) return corrupt("not a JWS");
    LOKET_ASSIGN(header, from_base64url(text.substr(0, first)));
    LOKET_ASSIGN(payload, from_base64url(text.substr(first + 1, second - first - 1)));
    LOKET_ASSIGN(signature, from_base64url(text.substr(second + 1)));
    const auto said = nlohmann::json::parse(header.begin(), header.end(), nullptr, false);
    if (!said.is_object() || !said.contains("alg") || said["alg"] != "RS256") return corrupt("a JWS that is not signed with RS256");
    if (said.contains("crit")) return corrupt("a JWS with critical extensions");
    if (!said.contains("x5c") || !said["x5c"].is_array() || said["x5c"].empty() || said["x5c"].size() > kMostCertificates) return corrupt("a JWS without certificates");
    Signed out{std::string(as_text(payload)), std::string(text.substr(0, second)), signature, {}};
    for (const auto& each : said["x5c"]) {
        if (!each.is_string()) return corrupt("a JWS with a broken certificate");
        LOKET_ASSIGN(der, from_base64_of(each.get_ref<const std::string&>(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING));
        out.certificates.push_back(std::move(der));
    }
    return out;
}

struct Trust::Store {
    Owned<X509_STORE> anchors{X509_STORE_new()};
};

Trust::Trust() : store_(std::make_unique<Store>()) {}
Trust::~Trust() = default;
Trust::Trust(Trust&&) noexcept = default;
Trust& Trust::operator=(Trust&&) noexcept = default;

bool Trust::add(ByteView bytes) {
    int found = 0;
    if (const auto one = certificate_of(bytes)) found += X509_STORE_add_cert(store_->anchors.get(), one.get());
    const Owned<BIO> in(BIO_new_mem_buf(bytes.data(), static_cast<int>(std::min(bytes.size(), kMostFile))));
    while (const auto next = Owned<X509>(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr))) found += X509_STORE_add_cert(store_->anchors.get(), next.get());
    ERR_clear_error();
    return found > 0;
}

Result<Trust> Trust::from_folder(const std::filesystem::path& folder) {
    Trust trust;
    int found = 0;
    std::error_code unreadable;
    for (const auto& each : std::filesystem::directory_iterator(folder, unreadable)) {
        const auto kind = each.path().extension();
        if (kind != ".pem" && kind != ".crt" && kind != ".cer" && kind != ".der") continue;
        const auto bytes = read_file(each.path(), kMostFile);
        if (bytes && trust.add(*bytes)) ++found;
    }
    if (found == 0) return Error{Fault::NeedsOperator, "no certificate of a trusted authority in the folder of sbi.trust: " + folder.string(), "device.untrusted"};
    return trust;
}

Result<std::string> Trust::open(std::string_view jws, Instant now) const {
    LOKET_ASSIGN(text, parse_jws(jws));
    std::vector<Owned<X509>> chain;
    const Owned<STACK_OF(X509)> between(sk_X509_new_null());
    for (const auto& der : text.certificates) {
        chain.push_back(certificate_of(der));
        if (!chain.back()) return corrupt("a JWS with a broken certificate");
        if (chain.size() > 1) sk_X509_push(between.get(), chain.back().get());
    }
    auto* signer = chain.front().get();
    const Owned<X509_STORE_CTX> check(X509_STORE_CTX_new());
    if (X509_STORE_CTX_init(check.get(), store_->anchors.get(), signer, between.get()) != 1) return internal("OpenSSL: no check of a certificate");
    auto* rules = X509_STORE_CTX_get0_param(check.get());
    X509_VERIFY_PARAM_set_time(rules, static_cast<std::time_t>(to_millis(now) / 1000));
    X509_VERIFY_PARAM_set_auth_level(rules, kStrength);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);  // an authority in between, or the box itself, may be named
    if (X509_verify_cert(check.get()) != 1) {
        const int reason = X509_STORE_CTX_get_error(check.get());
        ERR_clear_error();
        const bool late = reason == X509_V_ERR_CERT_HAS_EXPIRED || reason == X509_V_ERR_CERT_NOT_YET_VALID;
        return Error{Fault::NeedsOperator, std::string(X509_verify_cert_error_string(reason)) + ": " + who_signed(signer), late ? "device.certificate_expired" : "device.untrusted"};
    }
    if (!signature_fits(signer, text)) return corrupt("a signature does not fit what it is under");
    return std::move(text.payload);
}

}  // namespace loket::drivers::sbi
