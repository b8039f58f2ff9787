#include "devices/card/aes.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace loket::card {
namespace {

struct CryptoDeleter {
    void operator()(EVP_CIPHER_CTX* p) const { EVP_CIPHER_CTX_free(p); }
    void operator()(EVP_MAC* p) const { EVP_MAC_free(p); }
    void operator()(EVP_MAC_CTX* p) const { EVP_MAC_CTX_free(p); }
};

/// OpenSSL fails here only without memory or without AES: nothing that a caller could mend.
void must(bool done) {
    if (!done) throw std::runtime_error("AES is not available");
}

Bytes run_cipher(const EVP_CIPHER* cipher, const Key& key, const std::uint8_t* vector, ByteView data, bool encrypting) {
    must(data.size() % sizeof(Block) == 0);
    const std::unique_ptr<EVP_CIPHER_CTX, CryptoDeleter> context(EVP_CIPHER_CTX_new());
    Bytes out(data.size());
    int written = 0;
    must(context && EVP_CipherInit_ex(context.get(), cipher, nullptr, key.data(), vector, encrypting ? 1 : 0) == 1 &&
         EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1);
    if (!data.empty()) must(EVP_CipherUpdate(context.get(), out.data(), &written, data.data(), static_cast<int>(data.size())) == 1);
    must(static_cast<std::size_t>(written) == data.size());
    return out;
}

EVP_MAC* cmac_algorithm() {
    static const std::unique_ptr<EVP_MAC, CryptoDeleter> algorithm(EVP_MAC_fetch(nullptr, "CMAC", nullptr));
    must(algorithm != nullptr);
    return algorithm.get();
}

}  // namespace

Block aes_block(const Key& key, const Block& in) {
    const auto out = run_cipher(EVP_aes_128_ecb(), key, nullptr, in, true);
    Block block;
    std::ranges::copy(out, block.begin());
    return block;
}

Bytes cbc_encrypt(const Key& key, const Block& vector, ByteView data) { return run_cipher(EVP_aes_128_cbc(), key, vector.data(), data, true); }
Bytes cbc_decrypt(const Key& key, const Block& vector, ByteView data) { return run_cipher(EVP_aes_128_cbc(), key, vector.data(), data, false); }

Block cmac(const Key& key, ByteView data) {
    const std::unique_ptr<EVP_MAC_CTX, CryptoDeleter> context(EVP_MAC_CTX_new(cmac_algorithm()));
    char name[] = "AES-128-CBC";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, name, 0), OSSL_PARAM_construct_end()};
    Block out;
    std::size_t size = 0;
    must(context && EVP_MAC_init(context.get(), key.data(), key.size(), params) == 1 &&
         EVP_MAC_update(context.get(), data.data(), data.size()) == 1 && EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1 &&
         size == out.size());
    return out;
}

Bytes padded(ByteView data) {
    Bytes out(data.begin(), data.end());
    out.push_back(0x80);
    out.resize((out.size() + sizeof(Block) - 1) / sizeof(Block) * sizeof(Block));
    return out;
}

std::optional<Bytes> unpadded(ByteView data) {
    std::size_t size = data.size();
    while (size > 0 && data.size() - size < sizeof(Block) && data[size - 1] == 0) --size;
    if (size == 0 || data[size - 1] != 0x80 || data.size() - size >= sizeof(Block)) return std::nullopt;
    return Bytes(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size) - 1);
}

bool same_secret(ByteView one, ByteView other) { return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0; }

}  // namespace loket::card
