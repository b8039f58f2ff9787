#include "workflow/pki/request.h"

#include <algorithm>
#include <ctime>

#include "devices/base/sha256.h"
#include "workflow/pki/device_key.h"
#include "workflow/pki/owned.h"

namespace loket::pki {
namespace {

Instant instant_of(const ASN1_TIME* time) {
    std::tm fields{};
    if (ASN1_TIME_to_tm(time, &fields) != 1) return {};
    return from_millis(static_cast<std::int64_t>(::timegm(&fields)) * 1000);
}

std::string common_name(X509* certificate) {
    auto* name = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0) return {};
    unsigned char* text = nullptr;
    const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    std::string out(length > 0 ? reinterpret_cast<const char*>(text) : "", static_cast<std::size_t>(std::max(0, length)));
    OPENSSL_free(text);
    return out;
}

std::string serial_of(X509* certificate) {
    const Owned<BIGNUM> number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    char* text = number ? BN_bn2hex(number.get()) : nullptr;
    std::string out = text != nullptr ? text : "";
    OPENSSL_free(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

}  // namespace

Result<std::string> make_key() {
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    if (!key || PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) return failed("no key");
    return words_in(out.get());
}

Result<Bytes> make_request(const std::string& key_pem, const std::string& name) {
    const auto key = key_in(key_pem);
    const Owned<X509_REQ> out(X509_REQ_new());
    if (!key || !out) return failed("the device's key cannot be read");
    const bool made = X509_REQ_set_version(out.get(), X509_REQ_VERSION_1) == 1 &&
                      X509_NAME_add_entry_by_NID(X509_REQ_get_subject_name(out.get()), NID_commonName, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.data()),
                                                 static_cast<int>(name.size()), -1, 0) == 1 &&
                      X509_REQ_set_pubkey(out.get(), key.get()) == 1 && X509_REQ_sign(out.get(), key.get(), EVP_sha256()) != 0;
    if (const auto why = key_failure(); !made && why) return *why;
    if (!made) return failed("no request for a certificate");
    return der_of(out.get(), i2d_X509_REQ);
}

Result<Facts> facts_of(ByteView certificate) {
    const auto read = certificate_in(certificate);
    if (!read) return corrupt("not a certificate");
    return Facts{serial_of(read.get()), common_name(read.get()), instant_of(X509_get0_notBefore(read.get())), instant_of(X509_get0_notAfter(read.get()))};
}

Result<Bytes> key_digest(ByteView certificate) {
    const auto read = certificate_in(certificate);
    if (!read) return corrupt("not a certificate");
    const auto digest = sha256(der_of(X509_get_X509_PUBKEY(read.get()), i2d_X509_PUBKEY));
    return Bytes(digest.begin(), digest.end());
}

std::string to_pem(ByteView certificate) {
    const auto read = certificate_in(certificate);
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    if (!read || PEM_write_bio_X509(out.get(), read.get()) != 1) return {};
    return words_in(out.get());
}

Result<Bytes> from_pem(const std::string& pem) {
    const Owned<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Owned<X509> read(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    if (!read) return corrupt("not a certificate");
    return der_of(read.get(), i2d_X509);
}

}  // namespace loket::pki
