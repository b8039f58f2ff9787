#include "workflow/register/postgres/changes.h"

#include <algorithm>

#include "devices/base/log.h"
#include "workflow/mirror/master.h"
#include "workflow/population/resident_json.h"
#include "workflow/register/postgres/connection.h"
#include "workflow/register/postgres/persons.h"

namespace loket::centre {
namespace {

constexpr int kAtOnce = 100;
constexpr std::size_t kMostName = 200;

bool sixteen_digits(const std::string& number) { return number.size() == 16 && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; }); }

Error refused(const char* why) { return {Fault::Corrupt, why, kUnfit}; }

Result<mirror::MasterChangeAsked> read_change(const std::string& body) {
    LOKET_ASSIGN(asked, mirror::decode_master_change(body));
    const auto& person = asked.person;
    const bool on_no_card = person.kk.empty();  // who died or moved away
    if (!sixteen_digits(person.nik) || (!on_no_card && !sixteen_digits(person.kk)) || person.name.empty() || person.name.size() > kMostName) return refused("not a person of the master");
    return asked;
}

}  // namespace

struct Changes::Due {
    std::string origin, seq, hash, body;
};

struct Changes::Outcome {
    const char* word = "refused";
    std::int64_t ver = 0;
    LaidAside aside = {};
};

Result<Changes::Outcome> Changes::decide(const Due& due, Instant now) {
    LOKET_ASSIGN(asked, read_change(due.body));
    const auto event = std::strtoll(due.seq.c_str(), nullptr, 10);
    LOKET_ASSIGN(done, Persons(connection_).take({due.origin, asked.reference, event, asked.base, asked.person}, now));
    return Outcome{done.taken ? "taken" : "stale", done.ver, {due.origin, asked.person.nik, asked.reference, event, done.ver}};
}

/// What the database cannot hold is refused alone: nothing that came with it is undone, and nothing behind it waits for ever.
Result<Changes::Outcome> Changes::decide_alone(const Due& due, Instant now) {
    LOKET_TRY(connection_->script("SAVEPOINT change"));
    auto outcome = decide(due, now);
    if (outcome || outcome.error().fault != Fault::Corrupt) return outcome;
    log::error("register: change {} of {} is refused: {}", due.seq, due.origin.substr(0, 8), outcome.error().code);
    LOKET_TRY(connection_->script("ROLLBACK TO SAVEPOINT change"));
    return Outcome{};
}

Result<std::size_t> Changes::take(const Tell& tell, Instant now) {
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(rows, connection_->query("SELECT c.origin, c.seq, c.hash, e.body FROM reg.change c JOIN ingest.event e USING (origin, seq, hash) WHERE c.outcome = '' "
                                          "ORDER BY c.origin, c.epoch, c.seq LIMIT $1 FOR UPDATE OF c", {std::to_string(kAtOnce)}));
    std::vector<Connection::Values> outcomes;
    for (int n = 0; n < rows.count(); ++n) {
        const Due due{rows.text(n, 0), rows.text(n, 1), rows.text(n, 2), rows.text(n, 3)};
        LOKET_ASSIGN(outcome, decide_alone(due, now));
        if (outcome.word == std::string_view("stale")) LOKET_TRY(tell(outcome.aside));
        outcomes.push_back({due.origin, due.seq, due.hash, outcome.word, std::to_string(outcome.ver)});
    }
    LOKET_TRY(connection_->many("UPDATE reg.change SET outcome = $4, ver = $5 WHERE origin = $1 AND seq = $2 AND hash = $3", outcomes));
    LOKET_TRY(work.commit());
    return outcomes.size();
}

}  // namespace loket::centre
