// The core in an office of several machines: a station's proposals, the induk's verdict, and what is written down while nobody can decide.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <set>

#include "devices/base/log.h"
#include "kiosk/app/core/core.h"
#include "kiosk/app/core/log_reader.h"
#include "workflow/engine/resi.h"
#include "workflow/population/resident_json.h"

namespace loket::app {

using store::StoredEvent;

namespace {

std::string new_proposal_id() {
    SystemRandom random;
    return fmt::format("{:016x}{:016x}", random.next(), random.next());
}

/// Several things kept aside about the same case are one proposal: each alone would find the one before it in its way.
std::string id_of(const std::string& first, std::size_t count) { return fmt::format("{}+{}", first, count); }

void append(store::Batch& whole, const store::Batch& part) {
    for (const auto& each : part.events()) whole.add(each);
    for (const auto& each : part.audits()) whole.add(each);
    for (const auto& each : part.cases()) whole.put(each);
    for (const auto& each : part.blobs()) whole.add_addressed(each);
}

std::string stream_of(const store::AsideEntry& entry) { return entry.batch.events().empty() ? std::string() : entry.batch.events().front().stream; }

/// Several things kept aside about the same are one proposal.
lan::Proposal whole_of(const std::vector<store::AsideEntry>& parts) {
    lan::Proposal whole{.id = id_of(parts.front().id, parts.size()), .epoch = 1, .n = 0, .base = parts.front().base, .aside = true, .batch = {}};
    for (const auto& part : parts) append(whole.batch, part.batch);
    return whole;
}

bool only_audit(const store::Batch& batch) {
    return !batch.audits().empty() && batch.events().empty() && batch.meta().empty() && batch.officers().empty() && batch.cases().empty() && batch.erasures().empty() && batch.residents().empty();
}

bool is_queue(const std::string& stream) { return stream.starts_with("antrean:"); }

}  // namespace

bool may_be_done_alone(const engine::Command& command) {
    return std::visit([]<class Kind>(const Kind&) {
        return engine::kIsOneOf<Kind, std::variant<engine::TakeTicket, engine::AttachScan, engine::KeepSample, engine::ExcuseSample, engine::VerifySample, engine::ApproveRecording>>;
    }, static_cast<const engine::AnyCommand&>(command));
}

Status Core::follow(std::shared_ptr<Upstream> induk, std::int64_t number) {
    induk_ = std::move(induk);
    machine_ = number;
    LOKET_TRY(store_->set_follows(induk_ != nullptr));
    if (induk_) store_->route_commits([this](const store::Batch& batch) { return send_up(batch); });
    else store_->route_commits({});
    return evolve_aside();
}

void Core::set_line(const std::string& code) {
    if (line_ == code) return;
    line_ = code;
    publish();
}

/// Ends when the induk has said yes or no, and everything up to its yes is here.
Result<std::vector<StoredEvent>> Core::ask_induk(const lan::Proposal& proposal) {
    auto wish = proposal;
    constexpr int kMostPieces = 10'000;
    for (int piece = 0; piece < kMostPieces; ++piece) {
        wish.n = store_->shared_head();
        LOKET_ASSIGN(answer, induk_->propose(wish));
        LOKET_ASSIGN(own, take_in(answer.entries, wish.id));
        if (!answer.code.empty()) return Error{answer.code == lan::kStale ? Fault::Busy : Fault::Rejected, "the induk refuses", answer.code};
        LOKET_ASSIGN(here, store_->shared_number(wish.id));
        if (here) return own;  // empty where it was known before
    }
    return internal("the induk never comes to an end");
}

Result<std::vector<StoredEvent>> Core::send_up(const store::Batch& batch) {
    if (induk_->alone() && only_audit(batch)) return put_aside(batch, {});  // who signs in or looks at somebody leaves a line, induk or not
    if (aside_ > 0) {
        if (induk_->alone()) return Error{Fault::Gone, "the induk does not answer", lan::kNoInduk};
        LOKET_TRY(deliver_aside());
        if (!only_audit(batch)) return Error{Fault::Busy, "the state has changed", lan::kStale};  // a line of the access log hangs on no state
    }
    lan::Proposal proposal{.id = new_proposal_id(), .epoch = store_->identity().epoch, .n = 0, .base = store_->event_head().seq, .aside = false, .batch = store::shared_part(batch)};
    auto written = ask_induk(proposal);
    if (written || written.error().code != lan::kNoInduk) return written;
    if (only_audit(batch)) return put_aside(batch, proposal.id);
    unsure_ = proposal.id;
    return written;
}

/// Applies what is not here yet. The events of `own` are given back and not heard: whoever proposed them knows them.
Result<std::vector<StoredEvent>> Core::take_in(const std::vector<store::SharedEntry>& entries, const std::string& own) {
    std::vector<StoredEvent> mine;
    for (const auto& entry : entries) {
        if (entry.n <= store_->shared_head()) continue;
        LOKET_ASSIGN(stored, store_->apply(entry));
        if (entry.id == own) mine = std::move(stored);
        else LOKET_TRY(hear(entry.batch, stored));
    }
    return mine;
}

Status Core::catch_up(const std::vector<store::SharedEntry>& entries) {
    LOKET_TRY(take_in(entries, {}));
    return aside_ > 0 && induk_ && !induk_->alone() ? deliver_aside() : Status{};
}

Status Core::hear_people(const store::Batch& batch) {
    for (const auto& row : batch.residents()) {
        if (!people_->contains(row.nik)) continue;
        LOKET_ASSIGN(person, population::decode_resident(row.doc));
        changing_people()[row.nik] = std::make_shared<const population::Resident>(std::move(person));
    }
    if (!batch.officers().empty()) names_at_ = -1;
    return {};
}

/// With something kept aside the state is built anew when that is delivered; until then it does not move.
Status Core::hear(const store::Batch& batch, const std::vector<StoredEvent>& stored) {
    LOKET_TRY(hear_people(batch));
    auto after = *office_;
    bool words = false;
    for (const auto& event : stored) {
        if (event.stream == kRegisterStream) {
            LOKET_TRY(register_->recall(event));
            continue;
        }
        if (aside_ > 0) continue;
        LOKET_ASSIGN(fact, to_fact(event));
        words = words || event.kind.starts_with("Complaint");
        after = engine::evolve(std::move(after), fact);
    }
    if (aside_ == 0 && !stored.empty()) office_ = std::make_shared<const engine::Office>(std::move(after));
    if (words) LOKET_TRY(recall_texts());
    if (aside_ == 0 && !stored.empty()) LOKET_TRY(need_people());
    return finish(stored);
}

// ---- at the induk

/// Meta and officers are written whole: two machines that change the same one at the same time must not lose one another's change.
Status Core::rows_unchanged(const lan::Proposal& proposal) {
    if (proposal.batch.meta().empty() && proposal.batch.officers().empty()) return {};
    LOKET_ASSIGN(since, store_->shared_after(proposal.n));
    if (!since.empty() && since.back().n < store_->shared_head()) return rejected(lan::kStale, "decided long ago");
    for (const auto& entry : since) {
        for (const auto& [key, value] : entry.batch.meta())
            if (std::ranges::any_of(proposal.batch.meta(), [&](const auto& mine) { return mine.first == key; })) return rejected(lan::kStale, "another machine wrote " + key);
        for (const auto& row : entry.batch.officers())
            if (std::ranges::any_of(proposal.batch.officers(), [&](const auto& mine) { return mine.id == row.id; })) return rejected(lan::kStale, "another machine changed the account");
    }
    return {};
}

Status Core::may_be_written(const lan::Proposal& proposal) {
    LOKET_TRY(rows_unchanged(proposal));
    const auto head = store_->event_head().seq;
    if (proposal.batch.events().empty() || proposal.base == head) return {};
    if (!proposal.aside || proposal.base > head) return rejected(lan::kStale, fmt::format("decided on event {}, the last is {}", proposal.base, head));
    std::set<std::string> streams;  // tickets join a queue in any order; a case must be as it was
    for (const auto& event : proposal.batch.events())
        if (!is_queue(event.stream)) streams.insert(event.stream);
    if (streams.empty()) return {};
    return each_event(*store_, proposal.base + 1, [&](const StoredEvent& event) -> Status {
        return streams.contains(event.stream) ? Status{rejected(lan::kStale, "somebody went on with " + event.stream)} : Status{};
    });
}

/// What is written by one flush of the disk: nothing in it hangs on anything else in it.
struct Core::Group {
    std::vector<std::size_t> members;
    std::vector<store::Batch> batches;

    [[nodiscard]] bool touches(const lan::Proposal& one) const {
        return std::ranges::any_of(batches, [&](const store::Batch& other) {
            const auto& batch = one.batch;
            return other.id() == one.id || (!other.events().empty() && !batch.events().empty()) ||
                   std::ranges::any_of(other.meta(), [&](const auto& theirs) { return std::ranges::find(batch.meta(), theirs.first, [](const auto& mine) { return mine.first; }) != batch.meta().end(); }) ||
                   std::ranges::any_of(other.officers(), [&](const auto& theirs) { return std::ranges::find(batch.officers(), theirs.id, &store::OfficerRow::id) != batch.officers().end(); });
        });
    }
    void add(std::size_t member, const lan::Proposal& one) {
        members.push_back(member);
        batches.push_back(one.batch);
        batches.back().named(one.id);
    }
};

Result<bool> Core::join_group(Group& group, std::size_t member, const lan::Proposal& proposal) {
    LOKET_ASSIGN(known, store_->shared_number(proposal.id));
    if (known) return true;
    if (group.touches(proposal)) return false;
    LOKET_TRY(may_be_written(proposal));
    group.add(member, proposal);
    return true;
}

std::vector<Status> Core::consider_all(const std::vector<const lan::Proposal*>& proposals) {
    std::vector<Status> out(proposals.size());
    std::vector<std::size_t> waiting(proposals.size());
    std::iota(waiting.begin(), waiting.end(), std::size_t{0});
    while (!waiting.empty()) {
        Group group;
        std::vector<std::size_t> later;
        for (const auto each : waiting) {
            const auto joined = join_group(group, each, *proposals[each]);
            if (!joined) out[each] = joined.error();
            else if (!*joined) later.push_back(each);
        }
        auto written = group.batches.empty() ? std::vector<Result<std::vector<StoredEvent>>>() : store_->commit_all(group.batches);
        for (std::size_t n = 0; n < written.size(); ++n) out[group.members[n]] = written[n] ? hear(group.batches[n], *written[n]) : Status{written[n].error()};
        waiting = std::move(later);  // the first of them touches nothing any more
    }
    answer_requests(false);
    return out;
}

Status Core::consider(const lan::Proposal& proposal) { return consider_all({&proposal}).front(); }

// ---- alone

/// The letter as always, then the station's number and a count of its own: "A-2007". No other machine gives such a number.
void Core::number_alone(std::vector<engine::Happening>& facts) const {
    for (auto& fact : facts) {
        auto* ticket = std::get_if<engine::TicketIssued>(&fact.event);
        if (ticket == nullptr) continue;
        const auto prefix = fmt::format("{}-{}", ticket->number.substr(0, 1), machine_);
        int last = 0;
        for (const auto& [number, each] : office_->queue.tickets) {
            if (number.size() != prefix.size() + 3 || !number.starts_with(prefix) || office_->queue.stream != fact.stream) continue;
            int count = 0;
            std::from_chars(number.data() + prefix.size(), number.data() + number.size(), count);
            last = std::max(last, count);
        }
        ticket->number = fmt::format("{}{:03}", prefix, last + 1);
    }
}

Result<std::vector<StoredEvent>> Core::put_aside(const store::Batch& batch, const std::string& instead_of) {
    LOKET_TRY(store_->put_aside({.no = 0, .id = new_proposal_id(), .base = store_->event_head().seq, .batch = batch, .refused = {}, .instead_of = instead_of}));
    ++aside_;
    std::vector<StoredEvent> provisional;
    for (const auto& event : batch.events()) provisional.push_back({.seq = head_ + 1, .uid = {}, .stream = event.stream, .kind = event.kind, .actor = event.actor, .body = event.body, .at = event.at});
    return provisional;
}

/// After a start: what was kept aside belongs to the state as it was when it was written down.
Status Core::evolve_aside() {
    LOKET_ASSIGN(kept, store_->aside());
    aside_ = 0;
    auto after = *office_;
    for (const auto& entry : kept) {
        if (!entry.refused.empty()) continue;
        ++aside_;
        for (const auto& event : entry.batch.events()) {
            LOKET_ASSIGN(fact, to_fact({.seq = head_, .uid = {}, .stream = event.stream, .kind = event.kind, .actor = event.actor, .body = event.body, .at = event.at}));
            after = engine::evolve(std::move(after), fact);
        }
    }
    if (aside_ > 0) office_ = std::make_shared<const engine::Office>(std::move(after));
    publish();
    return {};
}

/// Everything that the induk has written until now.
Status Core::hear_all() {
    for (;;) {
        LOKET_ASSIGN(answer, induk_->news(store_->identity().epoch, store_->shared_head()));
        LOKET_TRY(take_in(answer.entries, {}));
        if (store_->shared_head() >= answer.head || answer.entries.empty()) return {};
    }
}

/// Up to which event after `base` a stream holds nothing but what this batch wrote; `base` itself where somebody else came first.
Result<std::int64_t> Core::end_of(const store::Batch& written, const std::string& stream, std::int64_t base) {
    auto end = base;
    std::size_t next = 0;
    bool others = false;
    const auto& own = written.events();
    LOKET_TRY(each_event(*store_, base + 1, [&](const StoredEvent& event) -> Status {
        if (event.stream != stream || others) return {};
        while (next < own.size() && own[next].stream != stream) ++next;
        others = next == own.size() || own[next].kind != event.kind || own[next].body != event.body || own[next].at != event.at;
        if (!others) end = event.seq, ++next;
        return {};
    }));
    return end;
}

/// What the induk wrote before it fell silent, and the station then decided anew: the same once more where nothing but a number hangs on it, and of two
/// numbers the one that the person was given. What came after it on the same streams (`own_work`) follows on it. False: there is nothing left to deliver.
Result<bool> Core::settle_unsure(store::AsideEntry& entry, std::map<std::string, std::int64_t>& own_work) {
    if (entry.instead_of.empty()) return true;
    LOKET_ASSIGN(written, store_->shared_number(entry.instead_of));
    if (!written) return true;
    LOKET_ASSIGN(found, store_->shared_after(*written - 1, 1));
    LOKET_ASSIGN(office, state_of_log());
    const auto& batch = found.front().batch;
    bool numbered = false, others = false;
    auto last = entry.base;
    for (const auto& event : batch.events()) {
        LOKET_ASSIGN(end, end_of(batch, event.stream, entry.base));
        others = others || end == entry.base;
        last = std::max(last, end);
    }
    for (const auto& event : batch.events()) {
        if (!others) own_work[event.stream] = last;
        if (event.kind != engine::TicketIssued::kName) continue;
        numbered = true;
        LOKET_ASSIGN(issued, engine::decode_event(event.kind, event.body));
        const auto& number = std::get<engine::TicketIssued>(issued).number;
        const auto* ticket = office.queue.find(number);
        if (ticket == nullptr || !ticket->is_live()) continue;
        const engine::Event closed = engine::TicketClosed{number, "renumbered"};
        entry.batch.add(store::NewEvent{event.stream, std::string(engine::name_of(closed)), engine::to_string({"loket", engine::Role::Sistem}), engine::encode(closed), clock_.now()});
    }
    return numbered;
}

Status Core::deliver_one(const lan::Proposal& whole, const std::vector<store::AsideEntry>& parts) {
    // Delivered before, up to some part: the line broke before the answer came. What was written down since then follows on that.
    for (auto count = parts.size(); count > 0; --count) {
        LOKET_ASSIGN(here, store_->shared_number(id_of(parts.front().id, count)));
        if (!here) continue;
        const std::vector told(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(count));
        std::vector rest(parts.begin() + static_cast<std::ptrdiff_t>(count), parts.end());
        for (const auto& part : told) LOKET_TRY(store_->forget_aside(part.id));
        if (rest.empty()) return {};
        LOKET_ASSIGN(end, end_of(whole_of(told).batch, stream_of(told.front()), told.front().base));
        rest.front().base = std::max(rest.front().base, end);
        auto next = whole_of(rest);
        next.epoch = whole.epoch;
        return deliver_one(next, rest);
    }
    const auto done = ask_induk(whole);
    if (!done && (done.error().code == lan::kNoInduk || done.error().code.empty())) return done.error();
    for (const auto& part : parts) LOKET_TRY(done ? store_->forget_aside(part.id) : store_->refuse_aside(part.id, done.error().code));
    if (!done) log::error("the induk does not take what was written down at this station: {}", done.error().code);
    return {};
}

/// What was written down here and is still to be told, in order; what the induk turns out to have is named apart.
Result<Core::StillAside> Core::still_aside() {
    StillAside out;
    LOKET_ASSIGN(kept, store_->aside());
    for (auto& entry : kept) {
        if (!entry.refused.empty()) continue;
        LOKET_ASSIGN(still, settle_unsure(entry, out.own_work));
        if (still) out.open.push_back(std::move(entry));
        else out.settled.push_back(entry.id);
    }
    return out;
}

/// Last of all: what came after them is told by them where it follows on.
Status Core::forget_settled(const StillAside& told) {
    for (const auto& id : told.settled) LOKET_TRY(store_->forget_aside(id));
    return {};
}

Status Core::keep_aside_ones() {
    LOKET_ASSIGN(kept, still_aside());
    if (kept.open.empty() && kept.settled.empty()) return {};
    LOKET_ASSIGN(state, state_of_log());  // without them; each comes in as a proposal of this machine to itself
    office_ = std::make_shared<const engine::Office>(std::move(state));
    aside_ = 0;
    for (const auto& entry : kept.open) {
        const lan::Proposal own{.id = entry.id, .epoch = store_->identity().epoch, .n = store_->shared_head(), .base = store_->event_head().seq, .aside = true, .batch = entry.batch};
        const auto done = consider(own);
        LOKET_TRY(done ? store_->forget_aside(entry.id) : store_->refuse_aside(entry.id, done.error().code));
    }
    LOKET_TRY(forget_settled(kept));
    return evolve_aside();
}

Status Core::deliver_aside() {
    LOKET_TRY(hear_all());
    LOKET_ASSIGN(kept, still_aside());
    std::vector<std::pair<std::string, std::vector<store::AsideEntry>>> groups;  // by stream, in order
    for (auto& entry : kept.open) {
        const auto stream = stream_of(entry);
        if (const auto known = kept.own_work.find(stream); known != kept.own_work.end()) entry.base = std::max(entry.base, known->second);
        auto found = std::ranges::find_if(groups, [&](const auto& group) { return group.first == stream; });
        if (found == groups.end()) found = groups.insert(groups.end(), {stream, {}});
        found->second.push_back(std::move(entry));
    }
    Status delivered;
    for (const auto& [stream, parts] : groups) {
        auto whole = whole_of(parts);
        whole.epoch = store_->identity().epoch;
        delivered = deliver_one(whole, parts);
        if (!delivered) break;
    }
    if (delivered) LOKET_TRY(forget_settled(kept));
    LOKET_ASSIGN(state, state_of_log());
    office_ = std::make_shared<const engine::Office>(std::move(state));
    LOKET_TRY(evolve_aside());
    LOKET_TRY(recall_texts());
    LOKET_TRY(need_people());
    publish();
    return delivered;
}

}  // namespace loket::app
