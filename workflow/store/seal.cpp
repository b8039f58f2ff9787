#include "workflow/store/seal.h"

#include <sodium.h>

#include "workflow/store/rows_io.h"

namespace loket::store {
namespace {

/// What is signed: everything of the seal, and which store it belongs to.
Bytes content(const Seal& seal, const Identity& identity) {
    ByteWriter out;
    out.sized(as_bytes("loket seal 1")).sized(as_bytes(identity.uuid)).u64(static_cast<std::uint64_t>(seal.no));
    out.u64(static_cast<std::uint64_t>(to_millis(seal.at)));
    out.u64(static_cast<std::uint64_t>(seal.event.seq)).raw(seal.event.hash);
    out.u64(static_cast<std::uint64_t>(seal.audit.seq)).raw(seal.audit.hash);
    return out.take();
}

Seal read_seal(const Statement& row) {
    Seal seal;
    seal.no = row.integer(0);
    seal.at = from_millis(row.integer(1));
    seal.event = {row.integer(2), read_hash(row.bytes(3))};
    seal.audit = {row.integer(4), read_hash(row.bytes(5))};
    const auto signature = row.bytes(6);
    if (signature.size() == seal.signature.size()) std::copy(signature.begin(), signature.end(), seal.signature.begin());
    return seal;
}

}  // namespace

SealKey::SealKey(const Key& seed) { crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data()); }

SealKey::~SealKey() { sodium_memzero(secret_.data(), secret_.size()); }

void SealKey::sign(Seal& seal, const Identity& identity) const {
    const auto bytes = content(seal, identity);
    crypto_sign_detached(seal.signature.data(), nullptr, bytes.data(), bytes.size(), secret_.data());
}

bool signed_by(const SealPublic& key, const Seal& seal, const Identity& identity) {
    const auto bytes = content(seal, identity);
    return crypto_sign_verify_detached(seal.signature.data(), bytes.data(), bytes.size(), key.data()) == 0;
}

Result<std::vector<Seal>> read_seals(Database& database) {
    std::vector<Seal> seals;
    LOKET_TRY(each(database.query("SELECT no, at, event_seq, event_hash, audit_seq, audit_hash, signature FROM seal ORDER BY no"),
                   [&](const Statement& row) { seals.push_back(read_seal(row)); }));
    return seals;
}

Status insert_seal(Database& database, const Seal& seal) {
    return database.run(
        "INSERT INTO seal (no, at, event_seq, event_hash, audit_seq, audit_hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?)", seal.no,
        to_millis(seal.at), seal.event.seq, ByteView{seal.event.hash}, seal.audit.seq, ByteView{seal.audit.hash}, ByteView{seal.signature});
}

}  // namespace loket::store
