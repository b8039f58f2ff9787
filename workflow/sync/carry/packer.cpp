#include "workflow/sync/carry/packer.h"

#include <algorithm>

#include "devices/base/log.h"

namespace loket::sync {
namespace {

constexpr std::int64_t kLooked = 400;  ///< events in one step

}  // namespace

/// One recording on its way into a packet.
struct Packer::Work {
    bool busy = false;
    std::int64_t upto = 0;  ///< looked through so far
    std::optional<store::StoredEvent> event;
    Contents contents;
};

Status Packer::begin(store::Store& store) {
    LOKET_ASSIGN(book, load_packets(store));
    book_ = std::move(book);
    origin_ = store.identity().uuid;
    again_.clear();
    for (const auto& entry : book_.entries) {
        if (entry.received) box_.drop(entry.name);
        else if (!box_.has(entry.name) && !box_.admit(entry.event, entry.name)) again_.push_back(entry.event);
    }
    if (!again_.empty()) log::warn("sync: {} packets are gone from their folder; they are made again", again_.size());
    return {};
}

Status Packer::look(store::Store& store, Work& work) {
    work.upto = book_.upto;
    if (!again_.empty()) {
        LOKET_ASSIGN(events, store.events(again_.back(), 1));
        if (!events.empty()) work.event = events.front();
        LOKET_ASSIGN(contents, work.event ? contents_(store, *work.event) : Result<std::optional<Contents>>(std::nullopt));
        work.busy = true;
        if (contents) work.contents = std::move(*contents);
        else work.event.reset();
        return {};
    }
    if (store.event_head().seq <= book_.upto) return {};
    LOKET_ASSIGN(events, store.events(book_.upto + 1, kLooked));
    for (auto& event : events) {
        LOKET_ASSIGN(contents, contents_(store, event));
        work.upto = event.seq;
        if (!contents) continue;
        work.event = std::move(event);
        work.contents = std::move(*contents);
        break;
    }
    work.busy = true;
    return {};
}

/// Pictures are read one at a time, twice: for the list, and for the packet.
Status Packer::seal(Work& work, const Card& to, Instant now) {
    Manifest manifest{.origin = origin_, .case_id = work.contents.case_id, .nik = work.contents.nik, .service = work.contents.service, .event = work.event->seq, .at = now};
    const auto content_of = [&](const Contents::Part& part, const std::function<Status(const std::string& kind, ByteView content)>& take) -> Status {
        if (const auto* words = std::get_if<std::string>(&part.of)) return take("json", as_bytes(*words));
        std::optional<store::Blob> blob;
        LOKET_TRY(at_store_([&](store::Store& store) -> Status {
            LOKET_ASSIGN(found, store.blob(std::get<Sha256>(part.of)));
            blob = std::move(found);
            return {};
        }));
        return blob ? take(blob->kind, blob->content) : Status{};
    };
    std::vector<const Contents::Part*> kept;
    for (const auto& part : work.contents.parts)
        LOKET_TRY(content_of(part, [&](const std::string& kind, ByteView content) -> Status {
            manifest.items.push_back({part.name, kind, sha256(content), static_cast<std::int64_t>(content.size())});
            kept.push_back(&part);
            return {};
        }));
    LOKET_ASSIGN(file, box_.begin(work.event->seq));
    ParcelWriter writer(to, [&](ByteView piece) { return file->add(piece); });
    LOKET_TRY(writer.begin(manifest, key_));
    for (const auto* part : kept) LOKET_TRY(content_of(*part, [&](const std::string&, ByteView content) { return writer.add(content); }));
    LOKET_TRY(writer.finish());
    LOKET_ASSIGN(made, file->finish());
    std::erase_if(book_.entries, [&](const PacketEntry& one) { return one.event == work.event->seq; });
    book_.entries.push_back({.event = work.event->seq, .case_id = manifest.case_id, .name = made.name, .size = made.size, .made = now});
    return {};
}

Result<bool> Packer::step(const Card& to, Instant now) {
    if (!contents_) return false;
    Work work;
    LOKET_TRY(at_store_([&](store::Store& store) { return look(store, work); }));
    if (!work.busy) return false;
    const auto before = book_;
    if (work.event) LOKET_TRY(seal(work, to, now));
    const bool remade = !again_.empty();
    if (remade && !work.event) std::erase_if(book_.entries, [&](const PacketEntry& one) { return one.event == again_.back(); });
    book_.upto = work.upto;
    const auto kept = at_store_([&](store::Store& store) -> Status {
        store::Batch batch;
        put_packets(batch, book_);
        const auto written = store.commit(batch);
        return written ? Status{} : Status{written.error()};
    });
    if (!kept) {
        book_ = before;
        return kept.error();
    }
    if (remade) again_.pop_back();
    if (!work.event) return true;
    const auto& made = book_.entries.back();
    log::info("sync: a packet of {} kB waits", made.size / 1000);
    LOKET_TRY(box_.admit(made.event, made.name));
    return true;
}

Status Packer::received(store::Store& store, std::span<const PacketReceipt> receipts, Instant now) {
    const auto before = book_;
    for (const auto& [name, receipt] : receipts)
        if (auto* entry = book_.find(name); entry != nullptr && !entry->received) entry->received = now, entry->receipt = receipt;
    if (book_.entries != before.entries) {
        store::Batch batch;
        put_packets(batch, book_);
        if (const auto written = store.commit(batch); !written) {
            book_ = before;
            return written.error();
        }
    }
    for (const auto& one : receipts) box_.drop(one.name);
    return {};
}

}  // namespace loket::sync
