#include "workflow/documents/signing/certificate.h"

#include <openssl/err.h>

#include <algorithm>
#include <ctime>

#include "workflow/documents/signing/openssl_ptr.h"

namespace loket::documents::signing {
namespace {

constexpr int kSerialBits = 127;  // random, positive, unique (RFC 5280 §4.1.2.2)

Error failed(const char* what) {
    ERR_clear_error();
    return internal(std::string("OpenSSL: ") + what);
}

Owned<X509> read_certificate(ByteView der) {
    const auto* at = der.data();
    Owned<X509> out(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (out && at != der.data() + der.size()) out.reset();
    ERR_clear_error();
    return out;
}

Bytes der_of(X509* certificate) {
    Bytes out(static_cast<std::size_t>(std::max(0, i2d_X509(certificate, nullptr))));
    auto* at = out.data();
    i2d_X509(certificate, &at);
    return out;
}

Owned<EVP_PKEY> read_key(const std::string& pem) {
    const Owned<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Owned<EVP_PKEY> out(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return out;
}

std::string memory_of(BIO* bio) {
    char* data = nullptr;
    const auto length = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(std::max(0L, length))};
}

bool add_name(X509_NAME* name, int field, const std::string& text) {
    return X509_NAME_add_entry_by_NID(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
}

bool set_subject(X509* certificate, const Subject& subject) {
    auto* name = X509_get_subject_name(certificate);
    const auto add_if = [&](int field, const std::string& text) { return text.empty() || add_name(name, field, text); };
    return add_name(name, NID_countryName, "ID") && add_name(name, NID_organizationName, subject.office) &&
           add_name(name, NID_organizationalUnitName, subject.role) && add_name(name, NID_commonName, subject.name) &&
           add_if(NID_userId, subject.user) && add_if(NID_title, subject.acting);
}

bool set_validity(X509* certificate, const Validity& validity) {
    const auto seconds = [](Instant at) { return static_cast<std::time_t>(to_millis(at) / 1000); };
    return ASN1_TIME_set(X509_getm_notBefore(certificate), seconds(validity.from)) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), seconds(validity.until)) != nullptr;
}

bool set_serial(X509* certificate) {
    const Owned<BIGNUM> serial(BN_new());
    return serial && BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool add_extensions(X509* certificate, X509* issuer, bool authority) {
    return add_extension(certificate, issuer, NID_basic_constraints,
                         authority ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
           add_extension(certificate, issuer, NID_key_usage,
                         authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature,nonRepudiation") &&
           add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
           add_extension(certificate, issuer, NID_authority_key_identifier, "keyid");
}

/// `issuer` null: self-signed.
Result<Credential> make(const Subject& subject, const Validity& validity, X509* issuer, EVP_PKEY* issuer_key) {
    if (subject.office.empty() || subject.role.empty() || subject.name.empty() || validity.until <= validity.from)
        return rejected("signing.subject", "a certificate needs an office, a role, a name and a time to be valid in");
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const Owned<X509> out(X509_new());
    if (!key || !out) return failed("no key");
    auto* by = issuer == nullptr ? out.get() : issuer;
    const bool ready = X509_set_version(out.get(), X509_VERSION_3) == 1 && set_serial(out.get()) &&
                       set_subject(out.get(), subject) && set_validity(out.get(), validity) &&
                       X509_set_issuer_name(out.get(), X509_get_subject_name(by)) == 1 &&
                       X509_set_pubkey(out.get(), key.get()) == 1 && add_extensions(out.get(), by, issuer == nullptr);
    // A name longer than X.520 allows (64 characters) fails here, too.
    if (!ready) {
        ERR_clear_error();
        return rejected("signing.subject", "the certificate cannot say this (names have at most 64 characters)");
    }
    if (X509_sign(out.get(), issuer_key == nullptr ? key.get() : issuer_key, EVP_sha256()) == 0) return failed("not signed");
    const Owned<BIO> pem(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return failed("key not written");
    return Credential{memory_of(pem.get()), der_of(out.get())};
}

std::string name_part(X509* certificate, int field) {
    auto* name = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(name, field, -1);
    if (at < 0) return {};
    unsigned char* text = nullptr;
    const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    std::string out(length > 0 ? reinterpret_cast<const char*>(text) : "", static_cast<std::size_t>(std::max(0, length)));
    OPENSSL_free(text);
    return out;
}

Instant instant_of(const ASN1_TIME* time) {
    std::tm fields{};
    if (ASN1_TIME_to_tm(time, &fields) != 1) return {};
    return from_millis(static_cast<std::int64_t>(::timegm(&fields)) * 1000);
}

}  // namespace

Result<Credential> make_authority(const Subject& subject, const Validity& validity) {
    return make(subject, validity, nullptr, nullptr);
}

Result<Credential> make_officer(const Credential& authority, const Subject& subject, const Validity& validity) {
    const auto issuer = read_certificate(authority.certificate);
    const auto key = read_key(authority.key_pem);
    if (!issuer || !key) return corrupt("the authority's key or certificate cannot be read");
    return make(subject, validity, issuer.get(), key.get());
}

Result<CertificateFacts> facts_of(ByteView certificate) {
    const auto x509 = read_certificate(certificate);
    if (!x509) return corrupt("not an X.509 certificate");
    const bool self = X509_NAME_cmp(X509_get_subject_name(x509.get()), X509_get_issuer_name(x509.get())) == 0;
    return CertificateFacts{{name_part(x509.get(), NID_organizationName), name_part(x509.get(), NID_organizationalUnitName),
                             name_part(x509.get(), NID_commonName), name_part(x509.get(), NID_userId), name_part(x509.get(), NID_title)},
                            {instant_of(X509_get0_notBefore(x509.get())), instant_of(X509_get0_notAfter(x509.get()))},
                            self && X509_check_ca(x509.get()) == 1};
}

KeyId key_id_of(ByteView certificate) {
    const auto digest = sha256(certificate);
    KeyId out{};
    std::copy_n(digest.begin(), out.size(), out.begin());
    return out;
}

Result<RawSignature> sign_bytes(const std::string& key_pem, ByteView bytes) {
    const auto key = read_key(key_pem);
    if (!key) return corrupt("the signing key cannot be read");
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1) return failed("cannot sign");
    std::size_t length = 0;
    if (EVP_DigestSign(context.get(), nullptr, &length, bytes.data(), bytes.size()) != 1) return failed("cannot sign");
    Bytes der(length);
    if (EVP_DigestSign(context.get(), der.data(), &length, bytes.data(), bytes.size()) != 1) return failed("cannot sign");
    const auto* at = static_cast<const unsigned char*>(der.data());
    const Owned<ECDSA_SIG> signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(length)));
    RawSignature out{};
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out.data(), 32) != 32 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out.data() + 32, 32) != 32)
        return failed("no P-256 signature");
    return out;
}

bool signature_matches(ByteView certificate, ByteView bytes, const RawSignature& signature) {
    const auto x509 = read_certificate(certificate);
    if (!x509) return false;
    const Owned<ECDSA_SIG> pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(signature.data(), 32, nullptr), BN_bin2bn(signature.data() + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &der);
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    const bool matches =
        length > 0 &&
        EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(x509.get())) == 1 &&
        EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(length), bytes.data(), bytes.size()) == 1;
    OPENSSL_free(der);
    ERR_clear_error();
    return matches;
}

Chain check_chain(ByteView certificate, const std::vector<Bytes>& authorities, Instant at) {
    const auto x509 = read_certificate(certificate);
    const Owned<X509_STORE> store(X509_STORE_new());
    for (const auto& authority : authorities)
        if (const auto anchor = read_certificate(authority)) X509_STORE_add_cert(store.get(), anchor.get());
    const Owned<X509_STORE_CTX> context(X509_STORE_CTX_new());
    if (!x509 || X509_STORE_CTX_init(context.get(), store.get(), x509.get(), nullptr) != 1) return Chain::Unknown;
    X509_STORE_CTX_set_time(context.get(), 0, static_cast<std::time_t>(to_millis(at) / 1000));
    if (X509_verify_cert(context.get()) == 1) return Chain::Trusted;
    const int reason = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    const bool time = reason == X509_V_ERR_CERT_HAS_EXPIRED || reason == X509_V_ERR_CERT_NOT_YET_VALID;
    return time ? Chain::OutOfTime : Chain::Unknown;
}

std::string certificate_to_pem(ByteView certificate) {
    const auto x509 = read_certificate(certificate);
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    if (x509) PEM_write_bio_X509(out.get(), x509.get());
    return memory_of(out.get());
}

Result<Bytes> certificate_from_pem(const std::string& pem) {
    const Owned<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Owned<X509> x509(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    if (!x509) return corrupt("not a certificate in PEM form");
    return der_of(x509.get());
}

bool key_fits(const Credential& credential) {
    const auto x509 = read_certificate(credential.certificate);
    const auto key = read_key(credential.key_pem);
    const bool fits = x509 && key && X509_check_private_key(x509.get(), key.get()) == 1;
    ERR_clear_error();
    return fits;
}

}  // namespace loket::documents::signing
