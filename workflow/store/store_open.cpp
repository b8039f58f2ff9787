#include <fmt/format.h>

#include "devices/base/log.h"
#include "workflow/store/file_home.h"
#include "workflow/store/rows_io.h"
#include "workflow/store/server_home.h"
#include "workflow/store/writing.h"

namespace loket::store {
namespace {

std::string new_uuid(Random& random) { return fmt::format("{:016x}{:016x}", random.next(), random.next()); }

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options, Random& random) {
    LOKET_ASSIGN(home, options.server.empty() ? FileHome::open(options) : ServerHome::open(options));
    std::unique_ptr<Store> store(new Store(std::move(home)));
    LOKET_TRY(store->load(random));
    LOKET_TRY(store->home_->believe());
    return store;
}

Result<bool> Store::check_pages(std::int64_t most) {
    if (broken_) return *broken_;
    auto done = home_->check_pages(most);
    if (!done) latch(done.error());
    return done;
}

Status Store::look_for_home() {
    if (broken_) return *broken_;
    auto there = home_->look();
    if (!there) latch(there.error());
    return there;
}

Status Store::load(Random& random) {
    LOKET_ASSIGN(uuid, meta("store.uuid"));
    if (!uuid) {
        uuid = new_uuid(random);
        LOKET_ASSIGN(transaction, Transaction::begin(*database_));
        LOKET_TRY(write_meta(*database_, "store.uuid", *uuid));
        LOKET_TRY(write_meta(*database_, "store.epoch", "1"));
        LOKET_TRY(transaction.commit());
        log::info("a new store was made: {}", *uuid);
    }
    identity_.uuid = *uuid;
    LOKET_ASSIGN(epoch,
                 database_->number("SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'store.epoch'"));
    identity_.epoch = epoch;
    LOKET_TRY(load_head("event", heads_.event));
    LOKET_TRY(load_head("audit", heads_.audit));
    LOKET_ASSIGN(sharing, meta("store.shared"));
    sharing_ = sharing.has_value();
    LOKET_ASSIGN(follows, meta("station/follows"));
    follows_ = follows.has_value();
    LOKET_ASSIGN(shared, database_->number("SELECT coalesce(max(n), 0) FROM shared"));
    heads_.shared = shared;
    LOKET_ASSIGN(sealed, seals());
    if (!sealed.empty()) last_seal_ = sealed.back();
    return {};
}

Status Store::load_head(const char* chain, ChainHead& head) {
    LOKET_ASSIGN(stored, read_one(database_->query("SELECT seq, hash FROM chain WHERE name = ?",
                                                   std::string_view(chain)),
                                  [](const Statement& row) {
                                      return ChainHead{row.integer(0), read_hash(row.bytes(1))};
                                  }));
    head = stored.value_or(ChainHead{0, genesis(chain, identity_)});
    return {};
}

}  // namespace loket::store
