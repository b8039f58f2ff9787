#include "workflow/sync/promises.h"

#include "devices/base/cbor.h"

namespace loket::sync {
namespace {

constexpr std::string_view kReceivedPurpose = "loket packet received 1", kDirectivePurpose = "loket directive 1", kCheckpointPurpose = "loket checkpoint 1", kBlockPurpose = "loket block 1";

Bytes received_bytes(const std::string& origin, const Digest& packet) { return CborWriter().array(2).text(origin).bytes(packet).take(); }

Bytes directive_bytes(const std::string& origin, const Directive& one) {
    return CborWriter().array(5).text(origin).integer(one.seq).text(one.kind).text(one.body).integer(to_millis(one.at)).take();
}

Bytes block_bytes(const std::string& origin, const NumberBlock& block) {
    return CborWriter().array(6).text(origin).text(block.reference).text(block.district).integer(block.epoch).integer(block.first).integer(block.count).take();
}

}  // namespace

Signature sign_packet_receipt(const SigningKey& key, const std::string& origin, const Digest& packet) { return key.sign(kReceivedPurpose, received_bytes(origin, packet)); }

bool is_packet_receipt(const PublicKey& key, const std::string& origin, const Digest& packet, ByteView signature) {
    return signed_by(key, kReceivedPurpose, received_bytes(origin, packet), signature);
}

Signature sign_directive(const SigningKey& key, const std::string& origin, const Directive& directive) { return key.sign(kDirectivePurpose, directive_bytes(origin, directive)); }

bool is_genuine(const PublicKey& key, const std::string& origin, const Directive& directive) {
    return signed_by(key, kDirectivePurpose, directive_bytes(origin, directive), directive.signature);
}

Signature sign_block(const SigningKey& key, const std::string& origin, const NumberBlock& block) { return key.sign(kBlockPurpose, block_bytes(origin, block)); }

bool is_lent(const PublicKey& key, const std::string& origin, const NumberBlock& block, ByteView signature) { return signed_by(key, kBlockPurpose, block_bytes(origin, block), signature); }

Signature countersign(const SigningKey& key, const std::string& origin, ByteView checkpoint) {
    return key.sign(kCheckpointPurpose, CborWriter().array(2).text(origin).bytes(checkpoint).take());
}

bool is_countersigned(const PublicKey& key, const std::string& origin, ByteView checkpoint, ByteView signature) {
    return signed_by(key, kCheckpointPurpose, CborWriter().array(2).text(origin).bytes(checkpoint).take(), signature);
}

}  // namespace loket::sync
