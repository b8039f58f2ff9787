#include "workflow/lan/wire.h"

#include <algorithm>
#include <type_traits>

#include "devices/base/cbor.h"

namespace loket::lan {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMostItems = 100'000;

Error misshapen() { return {Fault::Corrupt, "not what this call carries", kShape}; }

struct WireWriter {
    CborWriter out;
    void field(const std::string& value) { out.text(value); }
    void field(const std::int64_t& value) { out.integer(value); }
    void field(const bool& value) { out.integer(value ? 1 : 0); }
    void field(const Bytes& value) { out.bytes(value); }
    void field(const Sha256& value) { out.bytes(value); }
    void field(const store::Batch& value) { out.bytes(store::encode_batch(value, store::Pictures::Inside)); }
    template <class Item>
    void field(const std::vector<Item>& items);
};

struct WireReader {
    CborReader in;
    bool sound = true;
    void field(std::string& value) { value = in.text(); }
    void field(std::int64_t& value) {
        value = in.integer();
        sound = sound && value >= 0;
    }
    void field(bool& value) {
        const auto read = in.integer();
        sound = sound && (read == 0 || read == 1);
        value = read == 1;
    }
    void field(Bytes& value) { value = in.bytes(); }
    void field(Sha256& value) {
        const auto bytes = in.bytes();
        sound = sound && bytes.size() == value.size();
        if (bytes.size() == value.size()) std::ranges::copy(bytes, value.begin());
    }
    void field(store::Batch& value) {
        auto batch = store::decode_batch(in.bytes());
        sound = sound && batch;
        if (batch) value = std::move(*batch);
    }
    template <class Item>
    void field(std::vector<Item>& items);
};

template <class Io, class Body>
void fields_of(Io& io, Body& body) {
    using Kind = std::remove_const_t<Body>;
    const auto all = [&](auto&... each) { (io.field(each), ...); };
    if constexpr (std::is_same_v<Kind, Proposal>) all(body.id, body.epoch, body.n, body.base, body.aside, body.batch);
    else if constexpr (std::is_same_v<Kind, After>) all(body.epoch, body.n, body.wait_ms, body.addresses, body.aside);
    else if constexpr (std::is_same_v<Kind, Answer>) all(body.code, body.epoch, body.head, body.entries);
    else if constexpr (std::is_same_v<Kind, store::SharedEntry>) all(body.n, body.id, body.epoch, body.event_hash, body.audit_hash, body.batch);
    else if constexpr (std::is_same_v<Kind, Joining>) all(body.secret, body.name, body.role, body.request);
    else if constexpr (std::is_same_v<Kind, Admission>) all(body.certificate, body.number, body.office);
    else if constexpr (std::is_same_v<Kind, File>) all(body.name, body.content);
    else if constexpr (std::is_same_v<Kind, CopyWish>) all(body.offset);
    else if constexpr (std::is_same_v<Kind, CopyPiece>) all(body.total, body.bytes);
    else if constexpr (std::is_same_v<Kind, Member>) all(body.name, body.role, body.number, body.addresses, body.n, body.aside, body.seen_ms, body.removed);
    else all(body.epoch, body.head, body.members);
}

template <class Item>
void WireWriter::field(const std::vector<Item>& items) {
    out.array(items.size());
    for (const auto& item : items) fields_of(*this, item);
}

template <class Item>
void WireReader::field(std::vector<Item>& items) {
    const auto count = in.array();
    sound = sound && count <= kMostItems;
    for (auto left = sound ? count : 0; left > 0 && in.ok() && sound; --left) fields_of(*this, items.emplace_back());
}

template <class Body>
Bytes written(const Body& body) {
    WireWriter io;
    io.out.integer(kVersion);
    fields_of(io, body);
    return io.out.take();
}

template <class Body>
Result<Body> read_as(ByteView bytes) {
    WireReader io{CborReader(bytes)};
    if (io.in.integer() != kVersion) return misshapen();
    Body body;
    fields_of(io, body);
    if (!io.sound || !io.in.finished()) return misshapen();
    return body;
}

}  // namespace

Bytes encode(const Proposal& proposal) { return written(proposal); }
Result<Proposal> decode_proposal(ByteView bytes) { return read_as<Proposal>(bytes); }
Bytes encode(const After& after) { return written(after); }
Result<After> decode_after(ByteView bytes) { return read_as<After>(bytes); }
Bytes encode(const Answer& answer) { return written(answer); }
Result<Answer> decode_answer(ByteView bytes) { return read_as<Answer>(bytes); }
Bytes encode(const Joining& joining) { return written(joining); }
Result<Joining> decode_joining(ByteView bytes) { return read_as<Joining>(bytes); }
Bytes encode(const Admission& admission) { return written(admission); }
Result<Admission> decode_admission(ByteView bytes) { return read_as<Admission>(bytes); }
Bytes encode(const CopyWish& wish) { return written(wish); }
Result<CopyWish> decode_copy_wish(ByteView bytes) { return read_as<CopyWish>(bytes); }
Bytes encode(const CopyPiece& piece) { return written(piece); }
Result<CopyPiece> decode_copy_piece(ByteView bytes) { return read_as<CopyPiece>(bytes); }
Bytes encode(const Members& members) { return written(members); }
Result<Members> decode_members(ByteView bytes) { return read_as<Members>(bytes); }

Bytes encode(const std::vector<File>& files) {
    WireWriter io;
    io.out.integer(kVersion);
    io.field(files);
    return io.out.take();
}

Result<std::vector<File>> decode_files(ByteView bytes) {
    WireReader io{CborReader(bytes)};
    std::vector<File> files;
    if (io.in.integer() != kVersion) return misshapen();
    io.field(files);
    if (!io.sound || !io.in.finished()) return misshapen();
    for (const auto& file : files)
        if (file.name.empty() || file.name.front() == '/' || file.name.find("..") != std::string::npos) return misshapen();
    return files;
}

}  // namespace loket::lan
