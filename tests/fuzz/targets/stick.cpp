#include "tests/fuzz/target.h"
#include "workflow/sync/carry/letters.h"
#include "workflow/sync/carry/stick.h"
#include "workflow/sync/codes.h"

namespace loket::fuzz {
namespace {

namespace wire = sync::wire;

template <class Body>
void read_back(ByteView bytes, const Result<Body>& read) {
    if (read) require(std::ranges::equal(encode(*read), bytes), "what lies on a stick has one encoding");
    else require(read.error().code == sync::kShape, "a refusal says why");
}

const sync::SealingKey& stick_reader() {
    static const sync::SealingKey key({4, 5, 6});
    return key;
}

sync::Source from_memory(ByteView bytes) {
    return [bytes, at = std::size_t{0}](std::size_t count) mutable -> Result<Bytes> {
        const auto piece = bytes.subspan(at, std::min(count, bytes.size() - at));
        at += piece.size();
        return Bytes(piece.begin(), piece.end());
    };
}

/// A file from anywhere: it ends, or is refused with a reason.
void any_file(ByteView bytes) {
    const auto source = from_memory(bytes);
    sync::StickReader reader(sync::StickKind::Shipment, source, stick_reader());
    for (;;) {
        const auto frame = reader.next();
        if (!frame) return require(frame.error().code == sync::kShape || frame.error().code == sync::kOtherReader, "a refusal says why");
        if (!*frame) return;
    }
}

/// Frames as the bytes say, written, changed at one place as the bytes say, and read: whole as they were, or refused.
void one_stick(ByteView bytes) {
    const bool change = take_first(bytes) % 2 == 1;
    const auto place = static_cast<std::size_t>(take_first(bytes)) << 8 | take_first(bytes);
    Bytes file;
    std::vector<sync::Frame> frames;
    sync::StickWriter writer(sync::StickKind::Shipment, stick_reader().public_key(), [&file](ByteView piece) { file.insert(file.end(), piece.begin(), piece.end()); return Status{}; });
    while (!bytes.empty()) {
        const auto kind = static_cast<sync::FrameKind>(1 + take_first(bytes) % 5);
        const std::size_t most = take_first(bytes);
        const auto content = take(bytes, most);
        frames.push_back({kind, Bytes(content.begin(), content.end())});
        require(writer.add(kind, frames.back().content).ok(), "a frame fits");
    }
    require(writer.finish().ok(), "a stick has an end");
    if (change) file[place % file.size()] ^= 0x40;
    const auto source = from_memory(file);
    sync::StickReader reader(sync::StickKind::Shipment, source, stick_reader());
    for (std::size_t n = 0;; ++n) {
        const auto frame = reader.next();
        if (!frame) return require(change, "what was written is read");
        if (!*frame) return require(!change && n == frames.size(), "what was changed is refused");
        require(n < frames.size() && (*frame)->kind == frames[n].kind && (*frame)->content == frames[n].content, "frames come as they were written");
    }
}

}  // namespace

void stick(ByteView bytes) {
    switch (take_first(bytes) % 10) {
        case 0: return read_back(bytes, sync::decode_shipment_head(bytes));
        case 1: return read_back(bytes, sync::decode_receipt_head(bytes));
        case 2: return read_back(bytes, sync::decode_packet_label(bytes));
        case 3: return any_file(bytes);
        case 4: return one_stick(bytes);
        case 5: return read_back(bytes, wire::decode_number_ask(bytes));
        case 6: return read_back(bytes, wire::decode_number_given(bytes));
        case 7: return read_back(bytes, wire::decode_person_ask(bytes));
        case 8: return read_back(bytes, wire::decode_person_answer(bytes));
        default: return read_back(bytes, wire::decode_checkpoint(bytes));
    }
}

}  // namespace loket::fuzz
