#pragma once
// Where packets are kept: in files (PacketFiles) unless the register's folder says otherwise (PacketBucket). How far each has come is in the books.

#include <filesystem>
#include <memory>

#include "devices/base/result.h"
#include "workflow/sync/carry/parcel.h"
#include "workflow/sync/packet.h"

namespace loket::centre {

/// Any thread. What fails is Gone, Internal or Busy: nothing of the piece counts, and the same again is right.
class PacketStore {
  public:
    virtual ~PacketStore() = default;
    struct Taken {
        sync::PacketAnswer answer;
        sync::PacketRow row;
    };
    /// One PATCH, by sync::patch: the piece is safe before the row that comes back counts it, the whole is proven against its name at the end.
    virtual Result<Taken> take(const std::string& origin, const sync::Digest& name, const sync::PacketRow& row, std::int64_t size, std::int64_t offset, ByteView piece) const = 0;
    /// Of a packet that is whole, from its beginning; fewer bytes than were asked for only at its end. Gone where it is not there.
    virtual Result<sync::Source> open(const std::string& origin, const sync::Digest& name) const = 0;
};

inline constexpr const char* kPacketSettings = "packets.json";

/// The packets of the register in this folder. Files in `packets/`, unless there is `packets.json`, readable by its owner only:
/// `{"s3": "https://storage:7480", "bucket": "loket", "access_key": "…", "secret_key": "…"}`, and where they are not as usual "region"
/// ("us-east-1"), "prefix" ("packets/") and "ca" (a PEM file, of whoever signed the server's certificate). Rejected "register.packets" for
/// settings that cannot be used; they are not tried here.
Result<std::shared_ptr<const PacketStore>> packets_of(const std::filesystem::path& folder);

}  // namespace loket::centre
