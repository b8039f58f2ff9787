#include "workflow/sync/link/membership.h"

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "devices/base/private_file.h"
#include "workflow/pki/device_key.h"
#include "workflow/pki/request.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/wire/code.h"
#include "workflow/tpm/tpm.h"

namespace loket::sync {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kLinkMeta = "sync.link";
constexpr auto kRenewBefore = std::chrono::hours(24 * 10);

Status save(store::Store& store, const Membership& membership) {
    store::Batch batch;
    batch.put_meta(kLinkMeta, json{{"url", membership.url}, {"authority", membership.authority}, {"certificate", membership.certificate}, {"until", to_millis(membership.until)}}.dump());
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

/// "https://host:port" without anything behind it.
Result<std::string> clean_url(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    const bool plain = url.starts_with("https://") && url.size() > 8 && url.size() < 200 && url.find_first_of("/?#@ ", 8) == std::string::npos;
    if (!plain) return rejected("sync.url", "an address like https://pusat.example:8443");
    return url;
}

}  // namespace

Result<std::optional<Membership>> membership_of(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kLinkMeta));
    if (!text) return std::optional<Membership>();
    try {
        const auto doc = json::parse(*text);
        return std::optional(Membership{doc.at("url"), doc.at("authority"), doc.at("certificate"), from_millis(doc.at("until").get<std::int64_t>())});
    } catch (const std::exception&) {
        return Error{Fault::Corrupt, "what the store remembers of the register's address cannot be read", kShape};
    }
}

Result<std::string> device_key(const fs::path& path) {
    if (fs::exists(path)) return read_text(path, 16384);
    LOKET_ASSIGN(key, pki::make_device_key());
    LOKET_TRY(write_private(path, key));
    return key;
}

Result<std::string> device_key_to_enrol(const fs::path& path) {
    LOKET_ASSIGN(key, device_key(path));
    if (!tpm::is_key(key)) return key;
    const auto usable = tpm::try_key(key);
    if (usable) return key;
    if (usable.error().code != "tpm.other") return usable.error();
    log::warn("sync: the device's key is another TPM's; a new one is made");
    std::error_code failed;
    fs::rename(path, path.string() + ".other-tpm", failed);
    if (failed) return internal("the device's old key cannot be moved aside: " + failed.message());
    return device_key(path);
}

Result<Membership> join(store::Store& store, const SigningKey& key, const Joining& joining) {
    const auto code = wire::read_code(joining.code);
    if (!code) return rejected("sync.code_shape", "a code has 32 characters in fours");
    LOKET_ASSIGN(url, clean_url(joining.url));
    LOKET_ASSIGN(authority, HttpsLink::ask_authority(url, joining.patience));
    const auto digest = pki::key_digest(authority);
    if (!digest || !wire::speaks_of(*code, *digest)) return rejected(kRegisterUnknown, "the register at this address is not the one that made the code");
    Membership out{url, pki::to_pem(authority), "", {}};
    LOKET_ASSIGN(request, pki::make_request(joining.device_key, store.identity().uuid));
    HttpsLink link({url, out.authority}, joining.patience);
    LOKET_ASSIGN(admission, link.enrol(wire::encode(wire::Enrolment{code->secret, store.identity().uuid, key.public_key(), request}, key)));
    LOKET_ASSIGN(card, read_card(admission.card));
    LOKET_TRY(enrol(store, card));
    return renewed(store, std::move(out), admission);
}

LinkKeys keys_of(const Membership& membership, const std::string& device_key) { return {membership.url, membership.authority, membership.certificate, device_key}; }

Result<Membership> renewed(store::Store& store, Membership membership, const wire::Admission& admission) {
    LOKET_ASSIGN(facts, pki::facts_of(admission.certificate));
    membership.certificate = pki::to_pem(admission.certificate);
    membership.until = facts.until;
    LOKET_TRY(save(store, membership));
    return membership;
}

bool renewal_is_due(const Membership& membership, Instant now) { return now + kRenewBefore > membership.until; }

}  // namespace loket::sync
