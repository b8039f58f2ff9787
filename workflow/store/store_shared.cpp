// The store of an office with several machines: its commits kept in order, and a station's copy that follows them.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "workflow/store/failure.h"
#include "workflow/store/rows_io.h"
#include "workflow/store/store.h"
#include "workflow/store/writing.h"

namespace loket::store {
namespace {

/// So far back a station can catch up without a new copy: a week of a busy office.
constexpr std::int64_t kSharedKept = 50'000, kSharedTrimmedEach = 1'000;
/// What many stations ask for again and again, in memory.
constexpr std::size_t kRecentKept = 512, kRecentBytes = 8u << 20;

std::size_t size_in_memory(const SharedEntry& entry) {
    std::size_t bytes = 1024;
    for (const auto& one : entry.batch.blobs()) bytes += one.blob.content.size();
    return bytes;
}

struct SharedRow {
    SharedEntry entry;
    Bytes body;
};

SharedRow read_shared(const Statement& row) {
    SharedRow out;
    out.entry.n = row.integer(0);
    out.entry.id = row.text(1);
    out.entry.epoch = row.integer(2);
    out.entry.event_hash = read_hash(row.bytes(3));
    out.entry.audit_hash = read_hash(row.bytes(4));
    const auto body = row.bytes(5);
    out.body.assign(body.begin(), body.end());
    return out;
}

}  // namespace

Status Store::share() {
    if (sharing_) return {};
    LOKET_TRY(may_write());
    LOKET_TRY(write_alone([&] { return write_meta(*database_, "store.shared", "1"); }));
    sharing_ = true;
    return {};
}

void Store::tell_shared(std::int64_t before) {
    if (shared_observer_ && heads_.shared > before) shared_observer_(heads_.shared);
}

Status Store::set_follows(bool follows) {
    if (follows == follows_) return {};
    LOKET_TRY(may_write());
    const auto written = write_alone([&]() -> Status {
        LOKET_TRY(database_->run("DELETE FROM meta WHERE key LIKE 'station/%'"));
        return follows ? write_meta(*database_, "station/follows", "1") : Status{};
    });
    LOKET_TRY(written);
    follows_ = follows;
    return {};
}

Status Store::keep_shared(const Batch& batch, std::vector<Erasure> erased) {
    auto part = shared_part(batch);
    part.replace_erasures(std::move(erased));
    if (part.empty()) return {};
    const auto n = ++heads_.shared;
    const auto id = batch.id().empty() ? fmt::format("{}.{}", identity_.epoch, n) : batch.id();
    LOKET_TRY(database_->run("INSERT INTO shared (n, id, epoch, event_hash, audit_hash, body) VALUES (?, ?, ?, ?, ?, ?)", n, id, identity_.epoch,
                             ByteView{heads_.event.hash}, ByteView{heads_.audit.hash}, ByteView{encode_batch(part, Pictures::ByName)}));
    unflushed_.push_back({n, id, identity_.epoch, heads_.event.hash, heads_.audit.hash, std::move(part)});
    if (n % kSharedTrimmedEach == 0) LOKET_TRY(database_->run("DELETE FROM shared WHERE n <= ?", n - kSharedKept));
    return {};
}

/// After the flush. What was erased, or lies elsewhere, is read from the file again.
void Store::remember_shared() {
    for (auto& entry : std::exchange(unflushed_, {})) {
        const bool whole = std::ranges::none_of(entry.batch.blobs(), [](const auto& one) { return one.blob.content.empty(); });
        if (!whole || !entry.batch.erasures().empty()) {
            recent_.clear();
            recent_bytes_ = 0;
            if (!whole) continue;
        }
        recent_bytes_ += size_in_memory(entry);
        recent_.push_back(std::move(entry));
    }
    while (recent_.size() > kRecentKept || (recent_bytes_ > kRecentBytes && !recent_.empty())) {
        recent_bytes_ -= size_in_memory(recent_.front());
        recent_.pop_front();
    }
}

Result<SharedEntry> Store::with_pictures(SharedEntry entry) {
    for (auto& [digest, kept] : entry.batch.changing_blobs()) {
        LOKET_ASSIGN(found, blob(digest));
        if (found) kept = std::move(*found);  // otherwise erased since: a later entry says so
    }
    return entry;
}

Result<std::vector<SharedEntry>> Store::shared_after(std::int64_t n, std::size_t most_bytes) {
    std::vector<SharedEntry> out;
    for (std::size_t bytes = 0; n < heads_.shared && (out.empty() || bytes < most_bytes); ++n) {
        if (!recent_.empty() && n + 1 >= recent_.front().n) {
            out.push_back(recent_[static_cast<std::size_t>(n + 1 - recent_.front().n)]);
            bytes += size_in_memory(out.back());
            continue;
        }
        LOKET_ASSIGN(row, read_one(database_->query("SELECT n, id, epoch, event_hash, audit_hash, body FROM shared WHERE n = ?", n + 1), read_shared));
        if (!row) return Error{Fault::Gone, "the log of commits begins later", kTooFar};
        LOKET_ASSIGN(batch, decode_batch(row->body));
        row->entry.batch = std::move(batch);
        LOKET_ASSIGN(whole, with_pictures(std::move(row->entry)));
        bytes += row->body.size();
        for (const auto& one : whole.batch.blobs()) bytes += one.blob.content.size();
        out.push_back(std::move(whole));
    }
    return out;
}

Result<std::optional<std::int64_t>> Store::shared_number(std::string_view id) {
    return read_one(database_->query("SELECT n FROM shared WHERE id = ?", id), [](const Statement& row) { return row.integer(0); });
}

/// The epoch only ever rises; a cut between this and the entry does no harm.
Status Store::follow_epoch(std::int64_t epoch) {
    if (epoch == identity_.epoch) return {};
    if (epoch < identity_.epoch) return rejected(kParted, "an entry of a former epoch");
    LOKET_TRY(write_alone([&] { return write_meta(*database_, "store.epoch", std::to_string(epoch)); }));
    identity_.epoch = epoch;
    return {};
}

Result<std::vector<StoredEvent>> Store::apply(const SharedEntry& entry) {
    LOKET_TRY(may_write());
    if (entry.n != heads_.shared + 1) return rejected(kGap, fmt::format("commit {} came after {}", entry.n, heads_.shared));
    LOKET_TRY(follow_epoch(entry.epoch));
    const auto before = heads_;
    auto batch = entry.batch;
    batch.named(entry.id);
    auto done = [&]() -> Result<std::vector<StoredEvent>> {
        LOKET_ASSIGN(transaction, Transaction::begin(*database_));
        applying_ = true;
        auto written = write(batch);
        applying_ = false;
        LOKET_TRY(written);
        auto& events = *written;
        if (heads_.event.hash != entry.event_hash || heads_.audit.hash != entry.audit_hash || heads_.shared != entry.n)
            return rejected(kParted, fmt::format("commit {} does not fit on what is here", entry.n));
        LOKET_TRY(save_heads(before));
        LOKET_TRY(finish(transaction));
        return std::move(events);
    }();
    unflushed_.clear();  // a station tells nobody
    recent_.clear();
    recent_bytes_ = 0;
    if (!done) {
        heads_ = before;
        latch(done.error());
        return done;
    }
    tell_shared(before.shared);
    if (observer_ && !done->empty()) observer_(*done);
    return done;
}

Status Store::put_aside(const AsideEntry& entry) {
    LOKET_TRY(may_write());
    LOKET_ASSIGN(transaction, Transaction::begin(*database_));
    Batch pictures;
    for (const auto& one : entry.batch.blobs()) pictures.add_addressed(one);
    LOKET_TRY(write_rows(*database_, pictures));
    LOKET_TRY(database_->run("INSERT INTO aside (id, base, body, instead_of) VALUES (?, ?, ?, ?)", entry.id, entry.base, ByteView{encode_batch(entry.batch, Pictures::ByName)}, entry.instead_of));
    return finish(transaction);
}

Result<std::vector<AsideEntry>> Store::aside() {
    struct Row {
        AsideEntry entry;
        Bytes body;
    };
    LOKET_ASSIGN(rows, read_all(database_->query("SELECT no, id, base, body, refused, instead_of FROM aside ORDER BY no"), [](const Statement& row) {
                     const auto body = row.bytes(3);
                     return Row{{row.integer(0), row.text(1), row.integer(2), {}, row.text(4), row.text(5)}, Bytes(body.begin(), body.end())};
                 }));
    std::vector<AsideEntry> out;
    for (auto& row : rows) {
        LOKET_ASSIGN(batch, decode_batch(row.body));
        SharedEntry carrier;
        carrier.batch = std::move(batch);
        LOKET_ASSIGN(whole, with_pictures(std::move(carrier)));
        row.entry.batch = std::move(whole.batch);
        out.push_back(std::move(row.entry));
    }
    return out;
}

Status Store::refuse_aside(const std::string& id, const std::string& code) {
    LOKET_TRY(may_write());
    return write_alone([&] { return database_->run("UPDATE aside SET refused = ? WHERE id = ?", code, id); });
}

Status Store::forget_aside(const std::string& id) {
    LOKET_TRY(may_write());
    return write_alone([&] { return database_->run("DELETE FROM aside WHERE id = ?", id); });
}

}  // namespace loket::store
