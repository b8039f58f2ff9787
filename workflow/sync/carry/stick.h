#pragma once
// The envelope of a file on a stick: who finds it reads nothing, and who opens it has all of it or nothing. Sixteen characters say what it
// is, then the file's key sealed to its reader (crypto_box_seal), then a secretstream (XChaCha20-Poly1305) of frames, the last one marked.
// Both ends work in frames, whatever the size.

#include <functional>
#include <memory>
#include <optional>

#include "devices/base/result.h"
#include "workflow/sync/carry/card.h"
#include "workflow/sync/carry/parcel.h"

namespace loket::sync {

/// What is in a frame.
enum class FrameKind : std::uint8_t {
    Head = 1,    ///< of a shipment or a receipt (letters.h); always the first
    Batch = 2,   ///< a signed piece of an office's log
    Packet = 3,  ///< name and size of a packet (letters.h); its pieces follow
    Piece = 4,
    Page = 5,    ///< directives of the register (wire::Page)
};
struct Frame {
    FrameKind kind = FrameKind::Head;
    Bytes content = {};
};

inline constexpr std::size_t kMostFrameBytes = 5u << 20;  ///< of content
inline constexpr std::size_t kStickPiece = 1u << 20;      ///< of a packet, in one frame

enum class StickKind : std::uint8_t { Shipment, Receipt };
/// What a file says it is, from its first sixteen bytes; nothing for anything else.
std::optional<StickKind> stick_kind(ByteView beginning);

class StickWriter {
  public:
    using Sink = std::function<Status(ByteView)>;
    StickWriter(StickKind kind, const PublicKey& reader, Sink sink);
    ~StickWriter();
    StickWriter(const StickWriter&) = delete;
    StickWriter& operator=(const StickWriter&) = delete;
    /// Rejected `sync.too_large`, or what the sink answers.
    Status add(FrameKind kind, ByteView content);
    Status finish();
    [[nodiscard]] std::int64_t bytes() const { return bytes_; }

  private:
    struct State;
    Status put(ByteView sealed);
    std::unique_ptr<State> state_;
    Sink sink_;
    std::int64_t bytes_ = 0;
};

class StickReader {
  public:
    /// `source` and `key` outlive it.
    StickReader(StickKind kind, const Source& source, const SealingKey& key);
    ~StickReader();
    StickReader(const StickReader&) = delete;
    StickReader& operator=(const StickReader&) = delete;
    /// The next frame; nothing at the end. Corrupt `sync.shape` for what is damaged, cut off or goes on after its end; Rejected
    /// `sync.other_reader` for what was sealed to somebody else.
    Result<std::optional<Frame>> next();

  private:
    struct State;
    Status begin();
    Result<Bytes> exactly(std::size_t count);
    const StickKind kind_;
    const Source& source_;
    const SealingKey& key_;
    std::unique_ptr<State> state_;
};

}  // namespace loket::sync
