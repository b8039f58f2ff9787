// A key with a method of its own (EC_KEY_METHOD) is what OpenSSL 3 calls legacy; providers, its successors, would need a library of their own beside
// the program and settings for the whole process (README).
#define OPENSSL_SUPPRESS_DEPRECATED

#include "workflow/pki/device_key.h"

#include <openssl/ec.h>
#include <openssl/ssl.h>

#include <algorithm>

#include "devices/base/log.h"
#include "workflow/pki/owned.h"
#include "workflow/pki/request.h"
#include "workflow/tpm/tpm.h"

namespace loket::pki {
namespace {

thread_local std::optional<Error> trouble;

struct EcFreed {
    void operator()(EC_KEY* p) const { EC_KEY_free(p); }
    void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
};

void forget_pem(void*, void* pem, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<std::string*>(pem); }
int remember_pem(CRYPTO_EX_DATA*, const CRYPTO_EX_DATA*, void** pem, int, long, void*) {
    if (*pem != nullptr) *pem = new std::string(*static_cast<std::string*>(*pem));
    return 1;
}
int pem_place() {
    static const int place = EC_KEY_get_ex_new_index(0, nullptr, nullptr, remember_pem, forget_pem);
    return place;
}

/// OpenSSL has made the digest; the TPM signs it.
ECDSA_SIG* sign_in_tpm(const unsigned char* digest, int length, const BIGNUM*, const BIGNUM*, EC_KEY* key) {
    const auto* pem = static_cast<const std::string*>(EC_KEY_get_ex_data(key, pem_place()));
    std::array<std::uint8_t, 32> whole{};
    if (pem == nullptr || length != static_cast<int>(whole.size())) return nullptr;
    std::copy_n(digest, whole.size(), whole.begin());
    const auto made = tpm::sign(*pem, whole);
    if (!made) {
        trouble = made.error();
        return nullptr;
    }
    std::unique_ptr<ECDSA_SIG, EcFreed> out(ECDSA_SIG_new());
    auto *r = BN_bin2bn(made->r.data(), 32, nullptr), *s = BN_bin2bn(made->s.data(), 32, nullptr);
    if (!out || ECDSA_SIG_set0(out.get(), r, s) != 1) return nullptr;
    return out.release();
}

const EC_KEY_METHOD* tpm_method() {
    static const EC_KEY_METHOD* const method = [] {
        auto* made = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
        int (*sign)(int, const unsigned char*, int, unsigned char*, unsigned int*, const BIGNUM*, const BIGNUM*, EC_KEY*) = nullptr;
        int (*prepare)(EC_KEY*, BN_CTX*, BIGNUM**, BIGNUM**) = nullptr;
        EC_KEY_METHOD_get_sign(made, &sign, &prepare, nullptr);
        EC_KEY_METHOD_set_sign(made, sign, nullptr, sign_in_tpm);
        return made;
    }();
    return method;
}

}  // namespace

Owned<EVP_PKEY> tpm_key(const std::string& pem) {
    const auto point = tpm::public_point(pem);
    const std::unique_ptr<EC_KEY, EcFreed> key(EC_KEY_new_by_curve_name(NID_X9_62_prime256v1));
    if (!point || !key) return {};
    const Owned<BIGNUM> x(BN_bin2bn(point->data(), 32, nullptr)), y(BN_bin2bn(point->data() + 32, 32, nullptr));
    Owned<EVP_PKEY> out(EVP_PKEY_new());
    const bool made = EC_KEY_set_public_key_affine_coordinates(key.get(), x.get(), y.get()) == 1 && EC_KEY_set_method(key.get(), tpm_method()) == 1 &&
                      EC_KEY_set_ex_data(key.get(), pem_place(), new std::string(pem)) == 1 && EVP_PKEY_set1_EC_KEY(out.get(), key.get()) == 1;
    ERR_clear_error();
    return made ? std::move(out) : Owned<EVP_PKEY>();
}

Result<std::string> make_device_key() {
    if (!tpm::tcti().empty()) {
        LOKET_ASSIGN(key, tpm::make_key());
        log::info("pki: a new device key, in the TPM of this machine");
        return key;
    }
    log::warn("pki: a new device key lies in a file, not in a TPM: keep the disk safe");
    return pki::make_key();
}

Status give_identity(void* tls, const std::string& certificate_pem, const std::string& key_pem) {
    auto* context = static_cast<SSL_CTX*>(tls);
    LOKET_ASSIGN(der, from_pem(certificate_pem));
    const auto certificate = certificate_in(der);
    const auto key = key_in(key_pem);
    const bool given = certificate && key && SSL_CTX_use_certificate(context, certificate.get()) == 1 && SSL_CTX_use_PrivateKey(context, key.get()) == 1;
    ERR_clear_error();
    return given ? Status{} : Status{corrupt("the device's certificate and key cannot be used for TLS")};
}

std::optional<Error> key_failure() { return std::exchange(trouble, std::nullopt); }

}  // namespace loket::pki
