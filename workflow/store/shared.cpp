#include "workflow/store/shared.h"

#include <algorithm>

#include "devices/base/cbor.h"

namespace loket::store {
namespace {

constexpr std::int64_t kBatchVersion = 1;
constexpr std::size_t kMostRows = 1u << 20;

// One list of fields a row serves both ways: a Writer puts them, a Reader takes them.
struct RowWriter {
    CborWriter out;
    void field(const std::string& text) { out.text(text); }
    void field(const Instant& at) { out.integer(to_millis(at)); }
    void field(const bool& flag) { out.integer(flag ? 1 : 0); }
    void field(const std::optional<Instant>& at) {
        out.array(at ? 1 : 0);
        if (at) field(*at);
    }
    void field(const Sha256& digest) { out.bytes(digest); }
    void field(const Bytes& content) { out.bytes(content); }
};

struct RowReader {
    CborReader in;
    bool sound = true;
    void field(std::string& text) { text = in.text(); }
    void field(Instant& at) { at = from_millis(in.integer()); }
    void field(bool& flag) {
        const auto value = in.integer();
        sound = sound && (value == 0 || value == 1);
        flag = value == 1;
    }
    void field(std::optional<Instant>& at) {
        const auto count = in.array();
        sound = sound && count <= 1;
        if (count == 1) field(at.emplace());
    }
    void field(Sha256& digest) {
        const auto bytes = in.bytes();
        sound = sound && bytes.size() == digest.size();
        if (bytes.size() == digest.size()) std::ranges::copy(bytes, digest.begin());
    }
    void field(Bytes& content) { content = in.bytes(); }
};

template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.body; }
{
    io.field(row.stream), io.field(row.kind), io.field(row.actor), io.field(row.body), io.field(row.at);
}
template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.purpose; }
{
    io.field(row.actor), io.field(row.action), io.field(row.subject), io.field(row.purpose), io.field(row.at);
}
template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.reason; }
{
    io.field(row.digest), io.field(row.actor), io.field(row.reason), io.field(row.at);
}
template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.promised; }
{
    io.field(row.case_id), io.field(row.resi), io.field(row.nik), io.field(row.service), io.field(row.state), io.field(row.step);
    io.field(row.opened_at), io.field(row.promised), io.field(row.updated_at), io.field(row.closed);
}
template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.serial; }
{
    io.field(row.serial), io.field(row.uid), io.field(row.nik), io.field(row.case_id), io.field(row.state), io.field(row.updated_at);
}
template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.record_state; }
{
    io.field(row.nik), io.field(row.kk), io.field(row.name), io.field(row.record_state), io.field(row.doc);
}
template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.head_nik; }
{
    io.field(row.kk), io.field(row.head_nik), io.field(row.doc);
}
template <class Io, class Row>
void fields(Io& io, Row& row)
    requires requires { row.id; row.doc; }
{
    io.field(row.id), io.field(row.doc);
}

template <class Rows>
void write_all(RowWriter& io, const Rows& rows) {
    io.out.array(rows.size());
    for (const auto& row : rows) fields(io, row);
}

/// Nothing can claim more rows than it has bytes.
std::size_t count_of(RowReader& io) {
    const auto count = io.in.array();
    io.sound = io.sound && count <= kMostRows;
    return io.sound && io.in.ok() ? count : 0;
}

template <class Row, class Keep>
void read_all(RowReader& io, const Keep& keep) {
    for (auto left = count_of(io); left > 0 && io.in.ok() && io.sound; --left) {
        Row row;
        fields(io, row);
        if (io.in.ok()) keep(std::move(row));
    }
}

void write_blobs(RowWriter& io, const Batch& batch, Pictures pictures) {
    static const Bytes kNone;
    io.out.array(batch.blobs().size());
    for (const auto& [digest, blob] : batch.blobs()) {
        io.field(digest), io.field(blob.kind);
        io.field(pictures == Pictures::Inside ? blob.content : kNone);
    }
}

void read_blobs(RowReader& io, Batch& batch) {
    for (auto left = count_of(io); left > 0 && io.in.ok() && io.sound; --left) {
        Batch::AddressedBlob one;
        io.field(one.digest), io.field(one.blob.kind), io.field(one.blob.content);
        io.sound = io.sound && (one.blob.content.empty() || sha256(one.blob.content) == one.digest);
        if (io.in.ok()) batch.add_addressed(std::move(one));
    }
}

}  // namespace

Batch shared_part(const Batch& batch) {
    auto out = batch;
    out.drop_meta([](const std::string& key) { return key.starts_with(kOwnMeta); });
    return out;
}

Bytes encode_batch(const Batch& batch, Pictures pictures) {
    RowWriter io;
    io.out.array(11).integer(kBatchVersion);
    write_all(io, batch.events()), write_all(io, batch.audits()), write_all(io, batch.erasures()), write_all(io, batch.cases()), write_all(io, batch.cards());
    write_all(io, batch.residents()), write_all(io, batch.families()), write_all(io, batch.officers());
    io.out.array(batch.meta().size());
    for (const auto& [key, value] : batch.meta()) io.field(key), io.field(value);
    write_blobs(io, batch, pictures);
    return io.out.take();
}

Result<Batch> decode_batch(ByteView bytes) {
    RowReader io{CborReader(bytes)};
    Batch out;
    const bool begun = io.in.array() == 11 && io.in.integer() == kBatchVersion;
    if (!begun) return corrupt("these bytes are no batch");
    read_all<NewEvent>(io, [&](auto row) { out.add(std::move(row)); });
    read_all<NewAudit>(io, [&](auto row) { out.add(std::move(row)); });
    read_all<Erasure>(io, [&](auto row) { out.erase(std::move(row)); });
    read_all<CaseRow>(io, [&](auto row) { out.put(std::move(row)); });
    read_all<CardRow>(io, [&](auto row) { out.put(std::move(row)); });
    read_all<ResidentRow>(io, [&](auto row) { out.put(std::move(row)); });
    read_all<FamilyRow>(io, [&](auto row) { out.put(std::move(row)); });
    read_all<OfficerRow>(io, [&](auto row) { out.put(std::move(row)); });
    for (auto left = count_of(io); left > 0 && io.in.ok(); --left) {
        auto key = io.in.text();
        out.put_meta(std::move(key), io.in.text());
    }
    read_blobs(io, out);
    if (!io.sound || !io.in.finished()) return corrupt("a batch is misshapen");
    return out;
}

}  // namespace loket::store
