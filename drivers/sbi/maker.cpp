#include "drivers/sbi/maker.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <nlohmann/json.hpp>

#include "drivers/sbi/jws.h"

namespace loket::drivers::sbi {
namespace {

constexpr std::int64_t kBeginning = 1'577'836'800, kSoonOver = 1'609'459'200, kFarAway = 2'493'072'000;  // 2020, 2021, 2049
constexpr unsigned kDeviceKeyBits = 2048;

struct Identity509 {
    Owned<X509> certificate;
    Owned<EVP_PKEY> key;
};

bool add_extension_to(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// `issuer` null: by itself. An authority unless it is a device.
Owned<X509> certify(const std::string& name, EVP_PKEY* key, const Identity509* issuer, bool device, std::int64_t until) {
    static long serial = 0;
    Owned<X509> out(X509_new());
    X509_set_version(out.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(out.get()), ++serial);
    ASN1_TIME_set(X509_getm_notBefore(out.get()), kBeginning);
    ASN1_TIME_set(X509_getm_notAfter(out.get()), until);
    X509_NAME_add_entry_by_NID(X509_get_subject_name(out.get()), NID_commonName, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.data()), static_cast<int>(name.size()), -1, 0);
    auto* by = issuer == nullptr ? out.get() : issuer->certificate.get();
    X509_set_issuer_name(out.get(), X509_get_subject_name(by));
    X509_set_pubkey(out.get(), key);
    add_extension_to(out.get(), by, NID_basic_constraints, device ? "critical,CA:FALSE" : "critical,CA:TRUE");
    add_extension_to(out.get(), by, NID_key_usage, device ? "critical,digitalSignature" : "critical,keyCertSign");
    X509_sign(out.get(), issuer == nullptr ? key : issuer->key.get(), EVP_sha256());
    return out;
}

Identity509 authority_named(const std::string& name, const Identity509* issuer) {
    Identity509 out;
    out.key.reset(EVP_EC_gen("P-256"));
    out.certificate = certify(name, out.key.get(), issuer, false, kFarAway);
    return out;
}

std::string der_base64(X509* certificate) {
    Bytes der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
    auto* at = der.data();
    i2d_X509(certificate, &at);
    std::string out(sodium_base64_encoded_len(der.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), der.data(), der.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();
    return out;
}

std::string jws_header(X509* device, X509* maker) {
    const nlohmann::json header = {{"alg", "RS256"}, {"typ", "JWT"}, {"x5c", {der_base64(device), der_base64(maker)}}};
    return to_base64url(as_bytes(header.dump()));
}

}  // namespace

const Maker& Maker::only() {
    static const Maker maker;
    return maker;
}

Maker::Maker() : key_(EVP_RSA_gen(kDeviceKeyBits)) {
    const auto root = authority_named("Loket emulated authority", nullptr), maker = authority_named("Loket emulated maker", &root);
    const auto foreign_root = authority_named("Somebody else", nullptr), foreign = authority_named("Loket emulated maker", &foreign_root);
    headers_[static_cast<int>(Papers::Good)] = jws_header(certify("Loket emulated device", key_.get(), &maker, true, kFarAway).get(), maker.certificate.get());
    headers_[static_cast<int>(Papers::Expired)] = jws_header(certify("Loket emulated device", key_.get(), &maker, true, kSoonOver).get(), maker.certificate.get());
    headers_[static_cast<int>(Papers::Foreign)] = jws_header(certify("Loket emulated device", key_.get(), &foreign, true, kFarAway).get(), foreign.certificate.get());
    const Owned<BIO> pem(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(pem.get(), root.certificate.get());
    char* data = nullptr;
    const auto length = BIO_get_mem_data(pem.get(), &data);
    authority_.assign(data, static_cast<std::size_t>(std::max(0L, length)));
}

std::string Maker::sign(std::string_view payload, Papers papers) const {
    auto text = headers_[static_cast<int>(papers)] + "." + to_base64url(as_bytes(payload));
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    Bytes signature(kDeviceKeyBits / 8);
    auto size = signature.size();
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    EVP_DigestSign(context.get(), signature.data(), &size, as_bytes(text).data(), text.size());
    return text + "." + to_base64url(signature);
}

}  // namespace loket::drivers::sbi
