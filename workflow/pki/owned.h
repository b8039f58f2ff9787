#pragma once
// Owners of OpenSSL objects; private to this folder.

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "workflow/tpm/tpm.h"

namespace loket::pki {

struct Freed {
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509* p) const { X509_free(p); }
    void operator()(X509_REQ* p) const { X509_REQ_free(p); }
    void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
    void operator()(BIO* p) const { BIO_free_all(p); }
    void operator()(BIGNUM* p) const { BN_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Freed>;

inline Error failed(const char* what) {
    ERR_clear_error();
    return internal(std::string("OpenSSL: ") + what);
}

inline std::string words_in(BIO* bio) {
    char* data = nullptr;
    const auto length = BIO_get_mem_data(bio, &data);
    return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

/// Signs in the TPM (device_key.cpp). Nothing for what is not such a key.
Owned<EVP_PKEY> tpm_key(const std::string& pem);

inline Owned<EVP_PKEY> key_in(const std::string& pem) {
    if (tpm::is_key(pem)) return tpm_key(pem);
    const Owned<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return key;
}

inline Owned<X509> certificate_in(ByteView der) {
    const auto* at = der.data();
    Owned<X509> out(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (out && at != der.data() + der.size()) out.reset();
    ERR_clear_error();
    return out;
}

/// DER of anything that has an i2d function.
template <class T, class Encode>
Bytes der_of(T* object, Encode encode) {
    Bytes out(static_cast<std::size_t>(std::max(0, encode(object, nullptr))));
    auto* at = out.data();
    encode(object, &at);
    return out;
}

}  // namespace loket::pki
