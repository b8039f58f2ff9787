#include "kiosk/app/update/boot_entries.h"
#include "kiosk/app/update/manifest.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {
namespace {

/// The key that signed the seed of the corpus.
const sync::SigningKey& publisher_key() {
    static const sync::SigningKey of({1, 2, 3});
    return of;
}

}  // namespace

/// A file from a stick, what a publisher signed by mistake, and a name on the EFI partition.
void update_bundle(ByteView bytes) {
    if (const auto head = update::open_head(bytes, publisher_key().public_key())) {
        require(head->kernel_at <= bytes.size() && head->root_at > head->kernel_at, "payloads follow the head");
        require(update::open_head(update::sign_head(head->manifest, publisher_key()), publisher_key().public_key()).ok(), "a head that was read can be written");
    } else {
        require(head.error().code.starts_with("update."), "a refusal says why");
    }
    const std::string text(as_text(bytes));
    if (const auto manifest = update::parse_manifest(text)) require(update::parse_manifest(update::to_json(*manifest)).value() == *manifest, "a manifest comes back as it was");
    if (const auto entry = update::parse_entry(text)) require(update::parse_entry(update::file_name(*entry)) == entry, "a name comes back as it was");
}

}  // namespace loket::fuzz
