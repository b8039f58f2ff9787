#include "workflow/sync/carry/outbox.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

using nlohmann::json;

constexpr const char* kMeta = "sync.exchange";

json of_time(const std::optional<Instant>& at) { return at ? json(to_millis(*at)) : json(); }
std::optional<Instant> to_time(const json& value) { return value.is_null() ? std::nullopt : std::optional(from_millis(value.get<std::int64_t>())); }

/// Throws what the JSON library throws.
Exchange read_exchange(const json& doc) {
    Exchange out;
    out.progress.epoch = doc.at("epoch");
    out.progress.acked.seq = doc.at("acked");
    out.progress.feed = doc.at("feed");
    const auto hash = from_hex(doc.at("acked_hash").get<std::string>()).value_or(Bytes{});
    if (hash.size() != out.progress.acked.hash.size()) throw std::invalid_argument("a hash");
    std::ranges::copy(hash, out.progress.acked.hash.begin());
    const auto& standing = doc.at("standing");
    out.standing = {standing.at("code"), standing.at("stopped"), standing.at("register_epoch"), standing.at("failures"), from_millis(standing.at("since")), from_millis(standing.at("next_try"))};
    out.exported = doc.at("exported");
    out.exported_at = to_time(doc.at("exported_at"));
    out.answered_at = to_time(doc.at("answered_at"));
    return out;
}

}  // namespace

Result<Exchange> load_exchange(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kMeta));
    if (!text) {
        Exchange fresh;
        fresh.progress = {store.identity().epoch, {0, store::genesis("event", store.identity())}, 0};
        return fresh;
    }
    try {
        auto out = read_exchange(json::parse(*text));
        out.progress.epoch = std::max(out.progress.epoch, store.identity().epoch);  // raised by whoever restored the disk
        return out;
    } catch (const std::exception&) {
        return Error{Fault::Corrupt, "what the store remembers of the exchange cannot be read", kShape};
    }
}

void put_exchange(store::Batch& batch, const Exchange& exchange) {
    const auto& [progress, standing, exported, exported_at, answered_at] = exchange;
    const json doc = {{"epoch", progress.epoch},
                      {"acked", progress.acked.seq},
                      {"acked_hash", to_hex(progress.acked.hash)},
                      {"feed", progress.feed},
                      {"standing",
                       {{"code", standing.code}, {"stopped", standing.stopped}, {"register_epoch", standing.register_epoch}, {"failures", standing.failures},
                        {"since", to_millis(standing.since)}, {"next_try", to_millis(standing.next_try)}}},
                      {"exported", exported},
                      {"exported_at", of_time(exported_at)},
                      {"answered_at", of_time(answered_at)}};
    batch.put_meta(kMeta, doc.dump());
}

Status save_exchange(store::Store& store, const Exchange& exchange) {
    store::Batch batch;
    put_exchange(batch, exchange);
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

OwnLog own_log(store::Store& store) {
    return {store.event_head(), [&store](std::int64_t seq) -> std::optional<Sha256> {
                if (seq == 0) return store::genesis("event", store.identity());
                const auto found = store.events(seq, 1);
                if (!found || found->empty() || found->front().seq != seq) return std::nullopt;
                return found->front().hash;
            }};
}

Result<Batch> read_batch(store::Store& store, std::int64_t epoch, const store::ChainHead& after, std::int64_t to, const Policy& policy) {
    Batch batch{store.identity().uuid, epoch, after, {}};
    const auto most = std::min<std::int64_t>(to - after.seq, static_cast<std::int64_t>(std::min(policy.batch_events, kMostEvents)));
    LOKET_ASSIGN(events, store.events(after.seq + 1, most));
    std::size_t bytes = 0;
    for (auto& event : events) {
        bytes += encoded_size(event);
        if (!batch.events.empty() && bytes > policy.batch_bytes) break;
        batch.events.push_back(std::move(event));
    }
    if (batch.events.empty() || batch.events.front().prev_hash != after.hash) return Error{Fault::Corrupt, fmt::format("the log does not go on after event {}", after.seq), kShape};
    return batch;
}

Result<std::optional<Instant>> waiting_since(store::Store& store, const Progress& progress) {
    LOKET_ASSIGN(first, store.events(progress.acked.seq + 1, 1));
    return first.empty() ? std::optional<Instant>() : std::optional(first.front().at);
}

Result<std::int64_t> new_epoch(store::Store& store, Exchange& exchange, std::int64_t epoch) {
    const auto wanted = std::max({epoch, exchange.progress.epoch + 1, exchange.standing.register_epoch + 1, store.identity().epoch + 1});
    if (store.identity().epoch < wanted) {
        const auto raised = store.raise_epoch(wanted);
        if (!raised) return raised.error();
    }
    exchange.progress.epoch = wanted;
    exchange.standing = {};
    LOKET_TRY(save_exchange(store, exchange));
    return wanted;
}

}  // namespace loket::sync
