#include "workflow/sync/sim/centre.h"

#include <fmt/format.h>

#include "devices/base/random.h"

namespace loket::sync::sim {
namespace {

std::uint64_t link_word(std::int64_t seq, std::uint64_t hash) { return mix64(hash ^ mix64(static_cast<std::uint64_t>(seq))); }

Digest digest_of(const std::vector<std::uint64_t>& pieces) { return packet_digest({reinterpret_cast<const std::uint8_t*>(pieces.data()), pieces.size() * sizeof(std::uint64_t)}); }

}  // namespace

std::uint64_t piece_of(std::uint64_t packet, std::int64_t offset) { return mix64(packet ^ mix64(static_cast<std::uint64_t>(offset))); }

SimPacket make_packet(std::uint64_t number, std::int64_t pieces, std::int64_t piece_bytes) {
    std::vector<std::uint64_t> content;
    for (std::int64_t n = 0; n < pieces; ++n) content.push_back(piece_of(number, n * piece_bytes));
    return {number, {digest_of(content), pieces * piece_bytes}};
}

Answer Centre::push(int office, const Batch& batch) {
    auto& origin = origins_[static_cast<std::size_t>(office)];
    const auto knows = [&](const store::ChainHead& link) { return origin.links.contains(link_word(link.seq, short_of(link.hash))); };
    const auto received = receive(origin.cursor, batch, knows, defences_);
    for (const auto& event : received.fresh) {
        origin.rows.push_back({batch.epoch, event.seq, short_of(event.hash), short_of(event.prev_hash)});
        origin.links.insert(link_word(event.seq, short_of(event.hash)));
        checker_.applied(event.hash, office, event.seq);
    }
    origin.cursor = received.cursor;
    return received.answer;
}

PacketAnswer Centre::ask(int office, const SimPacket& packet) {
    const auto& files = origins_[static_cast<std::size_t>(office)].files;
    const auto found = files.find(packet.number);
    return found == files.end() ? PacketAnswer{} : head(found->second.row);
}

PacketAnswer Centre::piece(int office, const SimPacket& packet, std::int64_t offset, std::int64_t length, bool damaged) {
    auto& file = origins_[static_cast<std::size_t>(office)].files[packet.number];
    auto step = patch(file.row, packet.waiting.size, offset, length);
    if (step.write) file.pieces.push_back(piece_of(packet.number, offset) + (damaged ? 1 : 0));
    if (step.prove) {
        const auto found = digest_of(file.pieces);
        step = prove(step.row, packet.waiting.name, found, defences_);
        if (!step.row.complete) file.pieces.clear();
        else if (found == packet.waiting.name) checker_.applied(packet.waiting.name, office, 0);
    }
    file.row = step.row;
    return step.answer;
}

std::vector<Directive> Centre::feed(int office, std::int64_t after) const {
    constexpr std::int64_t kPage = 10;
    std::vector<Directive> page;
    const auto end = std::min(origins_[static_cast<std::size_t>(office)].directives, after + kPage);
    for (auto seq = after + 1; seq <= end; ++seq) page.push_back({.seq = seq});
    return page;
}

void Centre::release(int office) {
    auto& cursor = origins_[static_cast<std::size_t>(office)].cursor;
    cursor = released(cursor);
}

void Centre::check_chains() const {
    for (std::size_t n = 0; n < origins_.size(); ++n) {
        for (const auto& row : origins_[n].rows)
            if (row.seq > 1 && !origins_[n].links.contains(link_word(row.seq - 1, row.before)))
                checker_.fork(fmt::format("event {} of office {} in epoch {} hangs on one that the register has not", row.seq, n, row.epoch));
    }
}

}  // namespace loket::sync::sim
