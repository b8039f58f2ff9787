#include "kiosk/app/update/manifest.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace loket::update {
namespace {

using nlohmann::json;

constexpr std::string_view kMagic = "LOKETUP1", kPurpose = "loket appliance update";
constexpr std::uint64_t kLargest = std::uint64_t{4} << 30;

Error bad_shape(std::string what) { return {Fault::Corrupt, "bundle: " + std::move(what), "update.shape"}; }

Result<std::vector<std::uint64_t>> parts_of(const std::string& version) {
    std::vector<std::uint64_t> parts;
    const char* at = version.data();
    const char* const end = at + version.size();
    while (true) {
        std::uint64_t part = 0;
        const auto [next, failed] = std::from_chars(at, end, part);
        if (failed != std::errc{}) return rejected("update.version", "no version: dotted numbers are");
        parts.push_back(part);
        if (next == end) return parts;
        if (*next != '.') return rejected("update.version", "no version: dotted numbers are");
        at = next + 1;
    }
}

json to_value(const Payload& payload) { return {{"size", payload.size}, {"sha256", to_hex(payload.digest)}}; }

Result<Payload> payload_of(const json& value) {
    const auto digest = from_hex(value.at("sha256").get<std::string>());
    Payload payload{value.at("size").get<std::uint64_t>(), {}};
    if (!digest || digest->size() != payload.digest.size() || payload.size == 0 || payload.size > kLargest) return bad_shape("a payload without size or digest");
    std::copy(digest->begin(), digest->end(), payload.digest.begin());
    return payload;
}

Result<Manifest> manifest_of(const json& value) {
    Manifest manifest;
    manifest.version = value.at("version").get<std::string>();
    manifest.root_hash = value.at("root_hash").get<std::string>();
    LOKET_TRY(parts_of(manifest.version));
    const auto hash = from_hex(manifest.root_hash);
    if (!hash || hash->size() != 32) return bad_shape("the root hash is none");
    LOKET_ASSIGN(kernel, payload_of(value.at("kernel")));
    LOKET_ASSIGN(root, payload_of(value.at("root")));
    manifest.kernel = kernel;
    manifest.root = root;
    manifest.changes = value.at("changes").get<std::vector<std::string>>();
    manifest.touches = value.value("touches", std::vector<std::string>{});
    return manifest;
}

}  // namespace

Result<int> compare_versions(const std::string& a, const std::string& b) {
    LOKET_ASSIGN(left, parts_of(a));
    LOKET_ASSIGN(right, parts_of(b));
    const auto length = std::max(left.size(), right.size());
    left.resize(length);
    right.resize(length);
    return left < right ? -1 : left > right ? 1 : 0;
}

std::string to_json(const Manifest& manifest) {
    const json value = {{"version", manifest.version}, {"root_hash", manifest.root_hash}, {"kernel", to_value(manifest.kernel)}, {"root", to_value(manifest.root)}, {"changes", manifest.changes}, {"touches", manifest.touches}};
    return value.dump();
}

Result<Manifest> parse_manifest(const std::string& text) {
    try {
        return manifest_of(json::parse(text));
    } catch (const json::exception&) {
        return bad_shape("the manifest is not as it should be");
    }
}

Bytes sign_head(const Manifest& manifest, const sync::SigningKey& key) {
    const auto text = to_json(manifest);
    ByteWriter head;
    head.raw(as_bytes(kMagic)).sized(as_bytes(text)).raw(key.sign(kPurpose, as_bytes(text)));
    return head.take();
}

Result<Head> open_head(ByteView start, const sync::PublicKey& key) {
    ByteReader reader(start);
    if (as_text(reader.take(kMagic.size())) != kMagic) return bad_shape("this file is no update of Loket");
    const auto length = reader.u32();
    const auto text = reader.take(length), signature = reader.take(sync::Signature{}.size());
    if (!reader.ok()) return bad_shape("it ends within its head");
    if (!sync::signed_by(key, kPurpose, text, signature)) return rejected("update.signature", "the bundle is not signed by the key of this machine");
    LOKET_ASSIGN(manifest, parse_manifest(std::string(as_text(text))));
    const std::uint64_t kernel_at = reader.position();
    const auto root_at = kernel_at + manifest.kernel.size;
    return Head{std::move(manifest), kernel_at, root_at};
}

}  // namespace loket::update
