#include "workflow/register/gateway/packet_bucket.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "workflow/register/gateway/packet_files.h"

namespace loket::centre {
namespace {

constexpr std::int64_t kReadBytes = 4 << 20;
constexpr std::int64_t kMostPiece = 16 << 20;  ///< none is larger (wire::most_body)

std::string piece_key(const std::string& key, std::int64_t offset) { return fmt::format("{}.part/{:012}", key, offset); }

Error unusable(const std::string& why) { return rejected("register.packets", fmt::format("{}: {}", kPacketSettings, why)); }

bool reaches_this_machine_only(const std::string& url) { return url.starts_with("http://127.0.0.1:") || url.starts_with("http://localhost:") || url.starts_with("http://[::1]:"); }

}  // namespace

/// The whole object in the making: in memory while it is small, in parts once it is not. Dropped unless it is finished.
class PacketBucket::Assembly {
  public:
    Assembly(const S3& s3, std::string key, std::size_t part_bytes) : s3_(s3), key_(std::move(key)), part_bytes_(part_bytes) {}
    ~Assembly() {
        if (!upload_.empty()) s3_.drop_parts(key_, upload_);
    }
    Assembly(const Assembly&) = delete;
    Assembly& operator=(const Assembly&) = delete;

    Status add(ByteView piece) {
        held_.insert(held_.end(), piece.begin(), piece.end());
        while (held_.size() > part_bytes_) {
            LOKET_TRY(send(part_bytes_));
            held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(part_bytes_));
        }
        return {};
    }
    /// It is there under its name from now on.
    Status finish() {
        if (upload_.empty()) return s3_.put(key_, held_);
        LOKET_TRY(send(held_.size()));
        LOKET_TRY(s3_.finish_parts(key_, upload_, tags_));
        upload_.clear();
        return {};
    }

  private:
    Status send(std::size_t count) {
        if (upload_.empty()) {
            LOKET_ASSIGN(begun, s3_.begin_parts(key_));
            upload_ = begun;
        }
        LOKET_ASSIGN(tag, s3_.put_part(key_, upload_, static_cast<int>(tags_.size()) + 1, ByteView(held_).first(count)));
        tags_.push_back(std::move(tag));
        return {};
    }
    const S3& s3_;
    std::string key_;
    std::size_t part_bytes_;
    Bytes held_;
    std::string upload_;
    std::vector<std::string> tags_;
};

struct PacketBucket::Gathered {
    sync::Digest digest{};
    std::vector<std::int64_t> offsets = {};  ///< of the pieces
};

std::string PacketBucket::key_of(const std::string& origin, const sync::Digest& name) const { return prefix_ + origin + "/" + to_hex(ByteView{name}); }

Result<sync::Digest> PacketBucket::digest_of(const std::string& key, std::int64_t size) const {
    sync::PacketHash hash;
    for (std::int64_t at = 0; at < size;) {
        LOKET_ASSIGN(piece, s3_.get(key, at, std::min(kReadBytes, size - at)));
        if (!piece || piece->empty()) return Error{Fault::Gone, "a packet went away while it was read", "register.packets"};
        hash.add(*piece);
        at += static_cast<std::int64_t>(piece->size());
    }
    return hash.finish();
}

/// One piece after another, as their lengths lead: a piece that was sent anew under the same offset has replaced the one before. A piece that
/// is not there ends it: the digest is then not the packet's, and it begins again.
Result<PacketBucket::Gathered> PacketBucket::gather(const std::string& key, std::int64_t size, Assembly& whole) const {
    Gathered out;
    sync::PacketHash hash;
    for (std::int64_t at = 0; at < size;) {
        LOKET_ASSIGN(piece, s3_.get(piece_key(key, at), 0, kMostPiece));
        if (!piece || piece->empty()) {
            log::warn("register: a piece of packet {} is not in the bucket", key.substr(key.rfind('/') + 1).substr(0, 12));
            break;
        }
        out.offsets.push_back(at);
        hash.add(*piece);
        LOKET_TRY(whole.add(*piece));
        at += static_cast<std::int64_t>(piece->size());
    }
    out.digest = hash.finish();
    return out;
}

/// What is left behind costs room and nothing else. The last piece first, so that whoever goes on with it finds its way from the beginning.
void PacketBucket::clear(const std::string& key, std::vector<std::int64_t> offsets) const {
    for (; !offsets.empty(); offsets.pop_back())
        if (const auto done = s3_.remove(piece_key(key, offsets.back())); !done) return log::warn("register: pieces of a packet stay in the bucket: {}", done.error().context);
}

/// The bucket had it whole when the database forgot: a gateway died before it could note it, or the database is of a moment before.
Result<bool> PacketBucket::is_whole(const std::string& key, const sync::Digest& name, std::int64_t size) const {
    LOKET_ASSIGN(present, s3_.size(key));
    if (!present || *present != size) return false;
    LOKET_ASSIGN(found, digest_of(key, size));
    if (found != name) return false;
    std::vector<std::int64_t> left;
    for (std::int64_t at = 0; at < size;) {
        LOKET_ASSIGN(piece, s3_.size(piece_key(key, at)));
        if (!piece || *piece <= 0) break;
        left.push_back(at);
        at += *piece;
    }
    clear(key, std::move(left));
    return true;
}

Result<PacketStore::Taken> PacketBucket::take(const std::string& origin, const sync::Digest& name, const sync::PacketRow& row, std::int64_t size, std::int64_t offset, ByteView piece) const {
    const auto step = sync::patch(row, size, offset, static_cast<std::int64_t>(piece.size()));
    const auto key = key_of(origin, name);
    if (!step.write && !step.prove) return Taken{step.answer, step.row};
    LOKET_ASSIGN(whole_already, is_whole(key, name, size));
    if (whole_already) {
        const auto proof = sync::prove({size, size, false}, name, name);
        return Taken{proof.answer, proof.row};
    }
    if (step.write) LOKET_TRY(s3_.put(piece_key(key, offset), piece));
    if (!step.prove) return Taken{step.answer, step.row};
    Assembly whole(s3_, key, part_bytes_);
    LOKET_ASSIGN(gathered, gather(key, size, whole));
    const auto proof = sync::prove(step.row, name, gathered.digest);
    if (proof.row.complete) LOKET_TRY(whole.finish());
    clear(key, gathered.offsets);
    return Taken{proof.answer, proof.row};
}

Result<sync::Source> PacketBucket::open(const std::string& origin, const sync::Digest& name) const {
    const auto key = key_of(origin, name);
    LOKET_ASSIGN(present, s3_.size(key));
    if (!present) return Error{Fault::Gone, "a packet that is in the books is not in the bucket", "register.packets"};
    struct Reading {
        std::int64_t at = 0, size;
        Bytes held = {};
    };
    return sync::Source([this, key, reading = std::make_shared<Reading>(Reading{.size = *present})](std::size_t count) -> Result<Bytes> {
        while (reading->held.size() < count && reading->at < reading->size) {
            LOKET_ASSIGN(more, s3_.get(key, reading->at, std::min(kReadBytes, reading->size - reading->at)));
            if (!more || more->empty()) return Error{Fault::Gone, "a packet went away while it was read", "register.packets"};
            reading->at += static_cast<std::int64_t>(more->size());
            reading->held.insert(reading->held.end(), more->begin(), more->end());
        }
        const auto end = reading->held.begin() + static_cast<std::ptrdiff_t>(std::min(count, reading->held.size()));
        Bytes out(reading->held.begin(), end);
        reading->held.erase(reading->held.begin(), end);
        return out;
    });
}

Result<std::shared_ptr<const PacketStore>> packets_of(const std::filesystem::path& folder) {
    const auto path = folder / kPacketSettings;
    auto text = read_text(path, 65536);
    if (!text && text.error().fault == Fault::Gone) return std::shared_ptr<const PacketStore>(std::make_shared<PacketFiles>(folder / "packets"));
    if (!text) return text.error();
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0 || (facts.st_mode & 077) != 0) return unusable("holds a secret and must be readable by its owner only (chmod 600)");
    const auto doc = nlohmann::json::parse(*text, nullptr, false);
    if (!doc.is_object()) return unusable("is not JSON");
    std::string wrong;
    const auto word = [&](const char* key, const char* usual = nullptr) -> std::string {
        if (!doc.contains(key) && usual != nullptr) return usual;
        if (doc.contains(key) && doc[key].is_string() && !doc[key].get_ref<const std::string&>().empty()) return doc[key].get<std::string>();
        if (wrong.empty()) wrong = std::string("needs \"") + key + "\", a text";
        return {};
    };
    S3Settings settings{.url = word("s3"), .bucket = word("bucket"), .access_key = word("access_key"), .secret_key = word("secret_key"), .region = word("region", "us-east-1"), .ca = word("ca", "")};
    const auto prefix = word("prefix", "packets/");
    for (const auto& [key, value] : doc.items())
        if (std::string_view known[] = {"s3", "bucket", "access_key", "secret_key", "region", "ca", "prefix"}; wrong.empty() && std::ranges::find(known, key) == std::end(known)) wrong = "has a setting that is not known: " + key;
    if (!wrong.empty()) return unusable(wrong);
    while (settings.url.ends_with('/')) settings.url.pop_back();
    if (!settings.url.starts_with("https://") && !reaches_this_machine_only(settings.url)) return unusable("\"s3\" must be https:// (http:// only to 127.0.0.1)");
    return std::shared_ptr<const PacketStore>(std::make_shared<PacketBucket>(std::move(settings), prefix));
}

}  // namespace loket::centre
