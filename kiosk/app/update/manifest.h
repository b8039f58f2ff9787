#pragma once
// What a bundle with a new version of the appliance says about itself, and who says so.
//
// A bundle is one file, all numbers big-endian: "LOKETUP1", u32 length of the manifest, the manifest (JSON, UTF-8), 64 bytes Ed25519
// signature (RFC 8032) over it, the kernel file (a signed UKI), the root (a slot's bytes). The manifest holds both payloads' SHA-256.

#include <string>
#include <vector>

#include "devices/base/sha256.h"
#include "workflow/sync/signing.h"

#include "devices/base/result.h"

namespace loket::update {

/// One of the two payloads.
struct Payload {
    std::uint64_t size = 0;  ///< bytes
    Sha256 digest{};
    bool operator==(const Payload&) const = default;
};

struct Manifest {
    std::string version;    ///< dotted numbers: "0.3.0.202611291912"
    std::string root_hash;  ///< dm-verity's, 64 hexadecimal digits; the kernel's command line names the same
    Payload kernel, root;
    std::vector<std::string> changes;  ///< what an operator reads before agreeing, one sentence each
    std::vector<std::string> touches = {};  ///< what is replaced or changes its ways: "Pencetak kartu", one each; may be empty
    bool operator==(const Manifest&) const = default;
};

/// -1, 0, 1 by number of each dotted part; a missing part counts as 0. Rejected "update.version" for anything but dotted numbers.
Result<int> compare_versions(const std::string& a, const std::string& b);

std::string to_json(const Manifest& manifest);
/// Corrupt "update.shape".
Result<Manifest> parse_manifest(const std::string& text);

/// The head of a bundle: everything before the payloads.
Bytes sign_head(const Manifest& manifest, const sync::SigningKey& key);

struct Head {
    Manifest manifest;
    std::uint64_t kernel_at = 0, root_at = 0;  ///< offsets in the file
};
/// `start`: the first kMaxHead bytes of the file or all of them. Corrupt "update.shape"; Rejected "update.signature" unless `key` signed.
/// Nothing of the manifest is looked at before its signature.
Result<Head> open_head(ByteView start, const sync::PublicKey& key);
inline constexpr std::size_t kMaxHead = 1u << 16;

}  // namespace loket::update
