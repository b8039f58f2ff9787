#include "devices/card/security_object.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "devices/base/sha256.h"
#include "devices/card/tlv.h"

namespace loket::card {
namespace {

constexpr std::uint16_t kSod = 0x77, kSequence = 0x30, kInteger = 0x02, kOctets = 0x04;
/// AlgorithmIdentifier of SHA-256 without parameters, as 9303-10 wants it.
constexpr std::uint8_t kSha256Algorithm[] = {0x30, 0x0B, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01};
constexpr const char* kLdsObject = "2.23.136.1.1.1";  // id-icao-mrtd-security-ldsSecurityObject

struct CmsDeleter {
    void operator()(BIO* p) const { BIO_free_all(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509* p) const { X509_free(p); }
    void operator()(X509_STORE* p) const { X509_STORE_free(p); }
    void operator()(X509_STORE_CTX* p) const { X509_STORE_CTX_free(p); }
    void operator()(CMS_ContentInfo* p) const { CMS_ContentInfo_free(p); }
    void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
    void operator()(ASN1_TIME* p) const { ASN1_TIME_free(p); }
    void operator()(STACK_OF(X509) * p) const { sk_X509_pop_free(p, X509_free); }
};
template <class T>
using Own = std::unique_ptr<T, CmsDeleter>;

Error openssl_failed(const char* what) {
    ERR_clear_error();
    return internal(std::string("OpenSSL: ") + what);
}

Own<BIO> over(ByteView bytes) { return Own<BIO>(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

Bytes in_memory(BIO* bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return {data, data + std::max(0L, size)};
}

Own<X509> certificate_from(ByteView der) {
    const auto* at = der.data();
    return Own<X509>(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

/// Data group numbers as 9303-10 counts them: the low byte of the file's identifier.
std::uint8_t group_of(File file) { return static_cast<std::uint8_t>(file); }
/// EF.COM only repeats what the others say: `decode_content` compares.
bool is_group(File file) { return file != File::Security && file != File::Common; }

/// LDSSecurityObject ::= SEQUENCE { version, hashAlgorithm, SEQUENCE OF SEQUENCE { dataGroupNumber, hash } }
Bytes lds_object(const CardFiles& files) {
    std::vector<Bytes> hashes;
    for (const auto& [file, bytes] : files) {
        if (!is_group(file)) continue;
        const std::uint8_t number[] = {group_of(file)};
        hashes.push_back(tlv(kSequence, joined({tlv(kInteger, number), tlv(kOctets, sha256(bytes))})));
    }
    constexpr std::uint8_t kVersion[] = {0};
    return tlv(kSequence, joined({tlv(kInteger, kVersion), Bytes(std::begin(kSha256Algorithm), std::end(kSha256Algorithm)), tlv(kSequence, joined(hashes))}));
}

/// The time of signature is told, not looked up: OpenSSL keeps one that is there already.
bool add_time(CMS_SignerInfo* signer, Instant at) {
    const Own<ASN1_TIME> time(ASN1_TIME_set(nullptr, static_cast<std::time_t>(to_millis(at) / 1000)));
    return time && CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1;
}

struct Signed {
    Bytes object;  // DER of the LDSSecurityObject
    std::string signer;
    bool intact = false, trusted = false;
};

std::string subject_part(X509* certificate, int field) {
    char text[128] = {};
    const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), field, text, sizeof text);
    return size > 0 ? std::string(text) : std::string();
}

/// When it was signed, as the signer says.
std::optional<std::time_t> time_of(CMS_ContentInfo* cms) {
    auto* infos = CMS_get0_SignerInfos(cms);
    if (infos == nullptr || sk_CMS_SignerInfo_num(infos) != 1) return std::nullopt;
    auto* info = sk_CMS_SignerInfo_value(infos, 0);
    const int at = CMS_signed_get_attr_by_NID(info, NID_pkcs9_signingTime, -1);
    auto* attribute = at < 0 ? nullptr : CMS_signed_get_attr(info, at);
    const auto* value = attribute == nullptr ? nullptr : X509_ATTRIBUTE_get0_type(attribute, 0);
    if (value == nullptr || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME)) return std::nullopt;
    std::tm fields{};
    if (ASN1_TIME_to_tm(value->value.asn1_string, &fields) != 1) return std::nullopt;
    return ::timegm(&fields);
}

bool chain_holds(X509* signer, const std::vector<Bytes>& authorities, std::time_t at) {
    const Own<X509_STORE> store(X509_STORE_new());
    const Own<X509_STORE_CTX> context(X509_STORE_CTX_new());
    for (const auto& der : authorities)
        if (const auto one = certificate_from(der)) X509_STORE_add_cert(store.get(), one.get());
    if (!store || !context || X509_STORE_CTX_init(context.get(), store.get(), signer, nullptr) != 1) return false;
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), at);
    return X509_verify_cert(context.get()) == 1;
}

/// Another thing that the same key signed is no security object.
bool is_lds_object(CMS_ContentInfo* cms) {
    const Own<ASN1_OBJECT> kind(OBJ_txt2obj(kLdsObject, 1));
    const auto* said = CMS_get0_eContentType(cms);
    return kind && said != nullptr && OBJ_cmp(kind.get(), said) == 0;
}

Result<Signed> open_signed(ByteView der, const std::vector<Bytes>& authorities) {
    const Own<BIO> in = over(der);
    const Own<CMS_ContentInfo> cms(d2i_CMS_bio(in.get(), nullptr));
    if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return ERR_clear_error(), corrupt("EF.SOD holds no signed object");
    const Own<BIO> out(BIO_new(BIO_s_mem()));
    Signed result;
    result.intact = is_lds_object(cms.get()) && CMS_verify(cms.get(), nullptr, nullptr, nullptr, out.get(), CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
    result.object = in_memory(out.get());
    const Own<STACK_OF(X509)> all(CMS_get1_certs(cms.get()));
    const auto at = time_of(cms.get());
    if (all && sk_X509_num(all.get()) == 1) {
        auto* signer = sk_X509_value(all.get(), 0);
        result.signer = subject_part(signer, NID_commonName);
        result.trusted = at && subject_part(signer, NID_organizationalUnitName) == kSignerRole && chain_holds(signer, authorities, *at);
    }
    ERR_clear_error();
    return result;
}

using Hashes = std::vector<std::pair<std::uint8_t, ByteView>>;

std::optional<Hashes> hashes_of(ByteView object) {
    const auto whole = value_of(object, kSequence);
    const auto parts = whole ? read_tlvs(*whole) : std::nullopt;
    if (!parts || parts->size() < 3) return std::nullopt;
    const auto algorithm = tlv((*parts)[1].tag, (*parts)[1].value);
    const bool sha = std::ranges::equal(algorithm, kSha256Algorithm);
    const auto list = sha && (*parts)[2].tag == kSequence ? read_tlvs((*parts)[2].value) : std::nullopt;
    if (!list) return std::nullopt;
    Hashes out;
    for (const auto& one : *list) {
        const auto pair = read_tlvs(one.value);
        if (!pair || pair->size() != 2 || (*pair)[0].value.size() != 1) return std::nullopt;
        out.emplace_back((*pair)[0].value[0], (*pair)[1].value);
    }
    return out;
}

std::vector<File> altered_files(const CardFiles& files, const Hashes& hashes, const std::set<File>& kept_back) {
    std::vector<File> altered;
    for (const auto file : kFiles) {
        if (!is_group(file) || kept_back.contains(file)) continue;
        const auto bytes = files.find(file);
        const auto hash = std::ranges::find(hashes, group_of(file), &Hashes::value_type::first);
        if (bytes == files.end() || hash == hashes.end() || !std::ranges::equal(sha256(bytes->second), hash->second)) altered.push_back(file);
    }
    return altered;
}

}  // namespace

Result<Bytes> sign_files(const CardFiles& files, const DocumentSigner& signer, Instant at) {
    const Own<BIO> pem = over(as_bytes(signer.key_pem));
    const Own<EVP_PKEY> key(PEM_read_bio_PrivateKey(pem.get(), nullptr, nullptr, nullptr));
    const auto certificate = certificate_from(signer.certificate);
    if (!key || !certificate) return openssl_failed("the signer's key or certificate cannot be read");
    constexpr unsigned kFlags = CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP;
    const Own<CMS_ContentInfo> cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
    const Own<ASN1_OBJECT> kind(OBJ_txt2obj(kLdsObject, 1));
    if (!cms || !kind || CMS_set1_eContentType(cms.get(), kind.get()) != 1) return openssl_failed("no CMS object");
    auto* info = CMS_add1_signer(cms.get(), certificate.get(), key.get(), EVP_sha256(), kFlags);
    const auto object = lds_object(files);
    const Own<BIO> content = over(object);
    if (info == nullptr || !add_time(info, at) || CMS_final(cms.get(), content.get(), nullptr, kFlags) != 1) return openssl_failed("not signed");
    const Own<BIO> out(BIO_new(BIO_s_mem()));
    if (i2d_CMS_bio(out.get(), cms.get()) != 1) return openssl_failed("CMS not written");
    auto file = tlv(kSod, in_memory(out.get()));
    if (file.size() > kSecurityRoom) return internal("the signature is larger than the room that is left for it");
    return file;
}

Result<SecurityReport> check_files(const CardFiles& files, const std::vector<Bytes>& authorities, const std::set<File>& kept_back) {
    const auto security = files.find(File::Security);
    LOKET_ASSIGN(der, cms_of(security == files.end() ? Bytes{} : security->second));
    LOKET_ASSIGN(opened, open_signed(der, authorities));
    SecurityReport report{.signer = opened.signer};
    const auto hashes = opened.intact ? hashes_of(opened.object) : std::nullopt;
    if (!hashes) return report;
    report.altered = altered_files(files, *hashes, kept_back);
    if (!report.altered.empty()) return report;
    report.authenticity = opened.trusted ? Authenticity::Authentic : Authenticity::UnknownSigner;
    return report;
}

Result<Bytes> cms_of(ByteView security_file) {
    const auto cms = value_of(security_file, kSod);
    if (!cms) return corrupt("the card's signature cannot be read");
    return Bytes(cms->begin(), cms->end());
}

}  // namespace loket::card
