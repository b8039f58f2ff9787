#include "workflow/tpm/tpm.h"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <unistd.h>
#include <tss2/tss2_esys.h>
#include <tss2/tss2_mu.h>
#include <tss2/tss2_rc.h>
#include <tss2/tss2_tctildr.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "workflow/tpm/key_form.h"

namespace loket::tpm {
namespace {

constexpr const char* kPemName = "TSS2 PRIVATE KEY";
constexpr const char* kDevice = "/dev/tpmrm0";
constexpr UINT16 kPointBytes = 32;

struct Freed {
    void operator()(void* p) const { Esys_Free(p); }
    void operator()(BIO* p) const { BIO_free_all(p); }
};
template <class T>
using Held = std::unique_ptr<T, Freed>;

Error gone(const std::string& why) { return {Fault::Gone, "TPM: " + why, "tpm.gone"}; }
Error not_a_key() { return {Fault::Corrupt, "not a key of a TPM", "tpm.key"}; }
std::string words(TSS2_RC code) { return fmt::format("{} (0x{:08x})", Tss2_RC_Decode(code), code); }

/// One conversation; whatever was loaded is taken out of the TPM again.
class Session {
  public:
    Session() = default;
    ~Session() {
        for (const auto handle : loaded_) {
            auto flushed = handle;
            if (handle != ESYS_TR_NONE) (void)Esys_FlushContext(esys_, flushed);
        }
        if (esys_ != nullptr) Esys_Finalize(&esys_);
        if (tcti_ != nullptr) Tss2_TctiLdr_Finalize(&tcti_);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Status open() {
        const auto where = tcti();
        if (where.empty()) return gone("there is none, or this program may not use it");
        if (const auto code = Tss2_TctiLdr_Initialize(where.c_str(), &tcti_); code != TSS2_RC_SUCCESS) return gone(where + " does not answer: " + words(code));
        if (const auto code = Esys_Initialize(&esys_, tcti_, nullptr); code != TSS2_RC_SUCCESS) return gone(where + " does not answer: " + words(code));
        return {};
    }
    /// The storage root of the owner: the same key each time, as long as the TPM is not cleared (TCG TPM v2.0 Provisioning Guidance 7.5.1).
    Result<ESYS_TR> storage_root() {
        TPM2B_PUBLIC wanted{};
        auto& area = wanted.publicArea;
        area.type = TPM2_ALG_ECC;
        area.nameAlg = TPM2_ALG_SHA256;
        area.objectAttributes = TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_RESTRICTED | TPMA_OBJECT_DECRYPT | TPMA_OBJECT_NODA | TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_SENSITIVEDATAORIGIN;
        auto& ecc = area.parameters.eccDetail;
        ecc.symmetric.algorithm = TPM2_ALG_AES;
        ecc.symmetric.keyBits.aes = 128;
        ecc.symmetric.mode.aes = TPM2_ALG_CFB;
        ecc.scheme.scheme = TPM2_ALG_NULL;
        ecc.curveID = TPM2_ECC_NIST_P256;
        ecc.kdf.scheme = TPM2_ALG_NULL;
        const TPM2B_SENSITIVE_CREATE nothing{};
        const TPM2B_DATA outside{};
        const TPML_PCR_SELECTION registers{};
        ESYS_TR root = ESYS_TR_NONE;
        const auto code = Esys_CreatePrimary(esys_, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &nothing, &wanted, &outside, &registers, &root, nullptr, nullptr, nullptr, nullptr);
        if (code != TSS2_RC_SUCCESS) return gone("no storage root: " + words(code));
        loaded_[0] = root;
        return root;
    }
    Result<WrappedKey> create(ESYS_TR root) {
        TPM2B_PUBLIC wanted{};
        auto& area = wanted.publicArea;
        area.type = TPM2_ALG_ECC;
        area.nameAlg = TPM2_ALG_SHA256;
        area.objectAttributes = TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_SIGN_ENCRYPT | TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_SENSITIVEDATAORIGIN;
        auto& ecc = area.parameters.eccDetail;
        ecc.symmetric.algorithm = TPM2_ALG_NULL;
        ecc.scheme.scheme = TPM2_ALG_NULL;
        ecc.curveID = TPM2_ECC_NIST_P256;
        ecc.kdf.scheme = TPM2_ALG_NULL;
        const TPM2B_SENSITIVE_CREATE nothing{};
        const TPM2B_DATA outside{};
        const TPML_PCR_SELECTION registers{};
        TPM2B_PRIVATE* private_made = nullptr;
        TPM2B_PUBLIC* public_made = nullptr;
        const auto code = Esys_Create(esys_, root, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &nothing, &wanted, &outside, &registers, &private_made, &public_made, nullptr, nullptr, nullptr);
        const Held<TPM2B_PRIVATE> private_part(private_made);
        const Held<TPM2B_PUBLIC> public_part(public_made);
        if (code != TSS2_RC_SUCCESS) return gone("no key was made: " + words(code));
        WrappedKey out{Bytes(sizeof(TPM2B_PUBLIC)), Bytes(sizeof(TPM2B_PRIVATE))};
        std::size_t public_bytes = 0, private_bytes = 0;
        if (Tss2_MU_TPM2B_PUBLIC_Marshal(public_part.get(), out.public_part.data(), out.public_part.size(), &public_bytes) != TSS2_RC_SUCCESS ||
            Tss2_MU_TPM2B_PRIVATE_Marshal(private_part.get(), out.private_part.data(), out.private_part.size(), &private_bytes) != TSS2_RC_SUCCESS)
            return internal("TPM: a key that cannot be written down");
        out.public_part.resize(public_bytes);
        out.private_part.resize(private_bytes);
        return out;
    }
    Result<ESYS_TR> load(ESYS_TR root, const WrappedKey& key) {
        TPM2B_PUBLIC public_part{};
        TPM2B_PRIVATE private_part{};
        std::size_t public_at = 0, private_at = 0;
        if (Tss2_MU_TPM2B_PUBLIC_Unmarshal(key.public_part.data(), key.public_part.size(), &public_at, &public_part) != TSS2_RC_SUCCESS || public_at != key.public_part.size() ||
            Tss2_MU_TPM2B_PRIVATE_Unmarshal(key.private_part.data(), key.private_part.size(), &private_at, &private_part) != TSS2_RC_SUCCESS || private_at != key.private_part.size())
            return not_a_key();
        ESYS_TR handle = ESYS_TR_NONE;
        const auto code = Esys_Load(esys_, root, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &private_part, &public_part, &handle);
        // Whatever the TPM itself finds wrong with it (its seal, its parent) is another TPM's; what the way to it says is the way's.
        if (code != TSS2_RC_SUCCESS && (code & TSS2_RC_LAYER_MASK) == TSS2_TPM_RC_LAYER) return rejected("tpm.other", "TPM: the key is not of this TPM: " + words(code));
        if (code != TSS2_RC_SUCCESS) return gone("the key was not loaded: " + words(code));
        loaded_[1] = handle;
        return handle;
    }
    Result<Signature> sign(ESYS_TR key, const std::array<std::uint8_t, 32>& digest) {
        TPM2B_DIGEST input{};
        input.size = digest.size();
        std::ranges::copy(digest, input.buffer);
        TPMT_SIG_SCHEME scheme{};
        scheme.scheme = TPM2_ALG_ECDSA;
        scheme.details.ecdsa.hashAlg = TPM2_ALG_SHA256;
        TPMT_TK_HASHCHECK no_ticket{};
        no_ticket.tag = TPM2_ST_HASHCHECK;
        no_ticket.hierarchy = TPM2_RH_NULL;
        TPMT_SIGNATURE* made = nullptr;
        const auto code = Esys_Sign(esys_, key, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &input, &scheme, &no_ticket, &made);
        const Held<TPMT_SIGNATURE> signature(made);
        if (code != TSS2_RC_SUCCESS) return gone("no signature: " + words(code));
        Signature out;
        const auto put = [](const TPM2B_ECC_PARAMETER& number, std::array<std::uint8_t, 32>& into) {
            const auto count = std::min<std::size_t>(number.size, into.size());  // leading zeros are left out
            std::copy_n(number.buffer, count, into.end() - static_cast<std::ptrdiff_t>(count));
        };
        put(signature->signature.ecdsa.signatureR, out.r);
        put(signature->signature.ecdsa.signatureS, out.s);
        return out;
    }

  private:
    TSS2_TCTI_CONTEXT* tcti_ = nullptr;
    ESYS_CONTEXT* esys_ = nullptr;
    std::array<ESYS_TR, 2> loaded_{ESYS_TR_NONE, ESYS_TR_NONE};
};

/// A TPM has room for few objects, and one without a resource manager for one conversation.
std::mutex& one_at_a_time() {
    static std::mutex mutex;
    return mutex;
}

std::optional<WrappedKey> key_of(const std::string& pem) {
    const Held<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    char *name = nullptr, *header = nullptr;
    unsigned char* data = nullptr;
    long length = 0;
    std::optional<WrappedKey> out;
    if (PEM_read_bio(in.get(), &name, &header, &data, &length) == 1 && std::string_view(name) == kPemName && header[0] == '\0') out = from_der({data, static_cast<std::size_t>(length)});
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
    return out;
}

/// `work` with the key loaded.
template <class Work>
auto with_key(const std::string& pem, const Work& work) -> std::invoke_result_t<Work, Session&, ESYS_TR> {
    const auto key = key_of(pem);
    if (!key) return not_a_key();
    const std::lock_guard lock(one_at_a_time());
    Session session;
    LOKET_TRY(session.open());
    LOKET_ASSIGN(root, session.storage_root());
    LOKET_ASSIGN(handle, session.load(root, *key));
    return work(session, handle);
}

}  // namespace

std::string tcti() {
    if (const auto* wanted = std::getenv(kEnvironment); wanted != nullptr && wanted[0] != '\0') return std::string_view(wanted) == "none" ? "" : wanted;
    return ::access(kDevice, R_OK | W_OK) == 0 ? std::string("device:") + kDevice : std::string();
}

Result<std::string> make_key() {
    const std::lock_guard lock(one_at_a_time());
    Session session;
    LOKET_TRY(session.open());
    LOKET_ASSIGN(root, session.storage_root());
    LOKET_ASSIGN(key, session.create(root));
    LOKET_ASSIGN(handle, session.load(root, key));  // what cannot be used is not a key
    LOKET_ASSIGN(signature, session.sign(handle, {}));
    (void)signature;
    const auto der = to_der(key);
    const Held<BIO> out(BIO_new(BIO_s_mem()));
    if (PEM_write_bio(out.get(), kPemName, "", der.data(), static_cast<long>(der.size())) <= 0) return internal("TPM: a key that cannot be written down");
    char* text = nullptr;
    const auto length = BIO_get_mem_data(out.get(), &text);
    return std::string(text, static_cast<std::size_t>(length));
}

bool is_key(const std::string& pem) { return pem.starts_with(std::string("-----BEGIN ") + kPemName + "-----"); }

Result<Point> public_point(const std::string& pem) {
    const auto key = key_of(pem);
    TPM2B_PUBLIC public_part{};
    std::size_t at = 0;
    if (!key || Tss2_MU_TPM2B_PUBLIC_Unmarshal(key->public_part.data(), key->public_part.size(), &at, &public_part) != TSS2_RC_SUCCESS) return not_a_key();
    const auto& area = public_part.publicArea;
    const auto &x = area.unique.ecc.x, &y = area.unique.ecc.y;
    if (area.type != TPM2_ALG_ECC || area.parameters.eccDetail.curveID != TPM2_ECC_NIST_P256 || x.size > kPointBytes || y.size > kPointBytes) return not_a_key();
    Point out{};
    std::copy_n(x.buffer, x.size, out.begin() + (kPointBytes - x.size));
    std::copy_n(y.buffer, y.size, out.begin() + (2 * kPointBytes - y.size));
    return out;
}

Result<Signature> sign(const std::string& pem, const std::array<std::uint8_t, 32>& digest) {
    return with_key(pem, [&](Session& session, ESYS_TR handle) { return session.sign(handle, digest); });
}

Status try_key(const std::string& pem) {
    return with_key(pem, [](Session&, ESYS_TR) { return Status{}; });
}

}  // namespace loket::tpm
