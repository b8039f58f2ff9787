#include "kiosk/app/lan/induk.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <map>

#include "devices/base/log.h"
#include "kiosk/app/lan/copies.h"
#include "kiosk/app/lan/display_post.h"
#include "kiosk/app/lan/member_list.h"
#include "kiosk/app/lan/version_shelf.h"
#include "workflow/lan/display_stream.h"
#include "workflow/pki/authority.h"
#include "workflow/sync/wire/code.h"

namespace loket::app {

namespace {

using centre::HttpRequest;
using centre::HttpResponse;

constexpr std::size_t kIndukWorkers = 80, kAnswering = 8;  ///< threads, and how many of them never wait for news
constexpr std::size_t kMostProposal = 64u << 20, kMostSmallBody = 64u << 10;
constexpr Millis kLongestWait{25'000}, kCodeLife = std::chrono::minutes(10);


HttpResponse refused(int status, const char* code) { return {.status = status, .code = code, .fields = {}, .body = {}}; }
HttpResponse given(Bytes body) { return {.status = 200, .code = {}, .fields = {}, .body = std::move(body)}; }
HttpResponse failed_with(const Error& error) {
    if (error.fault == Fault::Corrupt) return refused(400, lan::kShape);
    return {.status = error.fault == Fault::Rejected || error.fault == Fault::Gone ? 403 : 503, .code = error.code.empty() ? "lan.failed" : error.code, .fields = {}, .body = {}};
}

}  // namespace

struct Induk::State {
    State(CoreThread& core_thread, const Clock& the_clock, LanPlace where, std::filesystem::path data, pki::Authority own)
        : core(core_thread), clock(the_clock), place(std::move(where)), folder(std::move(data)), authority(std::move(own)) {}

    CoreThread& core;
    const Clock& clock;
    const LanPlace place;
    const std::filesystem::path folder;
    pki::Authority authority;
    VersionShelf versions{folder / "updates"};

    struct Seen {
        std::int64_t n = 0, aside = 0;
        Instant at{};
        std::string addresses;
    };
    mutable std::mutex mutex;
    std::condition_variable_any news;
    std::int64_t head = 0, epoch = 1;
    bool is_deposed = false;
    std::optional<sync::wire::OneTimeCode> open_code;
    Instant code_until{};
    std::map<std::string, MemberRecord> by_serial;
    std::map<std::int64_t, Seen> seen;
    std::size_t waiting = 0;
    Copies copies;
    std::unique_ptr<DisplayPost> displays;
    using Decided = Result<std::pair<std::string, std::vector<store::SharedEntry>>>;
    /// A proposal whose sender waits; lives on that thread.
    struct Undecided {
        const lan::Proposal& proposal;
        std::promise<Decided> decided;
    };
    std::mutex undecided_mutex;
    std::vector<Undecided*> undecided;
    std::stop_source stopping;
    std::unique_ptr<centre::HttpsServer> server;
    std::jthread looking;
    std::unique_ptr<IndukBeacon> beacon;  ///< null where nobody can be told

    // ---- what it knows

    Status load() {
        struct Known {
            std::vector<MemberRecord> members;
            std::int64_t head = 0, epoch = 1;
        };
        LOKET_ASSIGN(known, core.ask([this](Core& owner) -> Result<Known> {
                                    LOKET_TRY(owner.store().share());
                                    owner.store().on_shared([this](std::int64_t risen) {
                                        const std::lock_guard lock(mutex);
                                        head = risen;
                                        news.notify_all();
                                    });
                                    LOKET_ASSIGN(members, load_members(owner.store()));
                                    return Known{std::move(members), owner.store().shared_head(), owner.store().identity().epoch};
                                }).get());
        epoch = known.epoch;
        displays = std::make_unique<DisplayPost>(core, clock, epoch, [this](std::int64_t n, Millis most) { return news_after(n, most); });
        for (const auto& one : known.members) by_serial[one.serial] = one;
        {
            const std::lock_guard lock(mutex);
            head = std::max(head, known.head);  // it may have risen meanwhile
        }
        return keep_self();
    }

    std::string own_serial() const {
        const auto own = pki::from_pem(place.certificate);
        const auto facts = own ? pki::facts_of(*own) : Result<pki::Facts>(own.error());
        return facts ? facts->serial : std::string();
    }

    /// The induk stands in the list like everybody, so that whoever takes its place finds it.
    Status keep_self() {
        LOKET_ASSIGN(own, pki::from_pem(place.certificate));
        LOKET_ASSIGN(facts, pki::facts_of(own));
        if (by_serial.contains(facts.serial)) return {};
        const MemberRecord record{place.number, place.name, place.role, facts.serial, {}, false};
        by_serial[facts.serial] = record;
        return core.ask([record](Core& owner) -> Status {
                       LOKET_ASSIGN(list, load_members(owner.store()));
                       list.insert(list.begin(), record);
                       store::Batch batch;
                       put_members(batch, list);
                       const auto kept = owner.store().commit(batch);
                       return kept ? Status{} : Status{kept.error()};
                   }).get();
    }

    /// Whether another machine has become the induk while this one was away: asked at once and from time to time.
    void look_around(const std::stop_token& stop) {
        constexpr Millis kPatience{2'000}, kPause{20'000};
        std::mutex sleeping;
        std::condition_variable_any never;
        while (!stop.stop_requested()) {
            for (const auto& address : others()) {
                if (stop.stop_requested()) return;
                sync::HttpsLink link(lan_keys(place, address), kPatience);
                const auto bytes = link.post(std::string(lan::kMembersCall), {}, stop);
                const auto theirs = bytes ? lan::decode_members(*bytes) : Result<lan::Members>(bytes.error());
                if (theirs) hears_epoch(theirs->epoch);
            }
            std::unique_lock lock(sleeping);
            never.wait_for(lock, stop, kPause, [] { return false; });
        }
    }

    std::vector<std::string> others() const {
        const auto own = own_addresses(place.port);
        std::vector<std::string> out;
        const std::lock_guard lock(mutex);
        for (const auto& [serial, one] : by_serial)
            for (auto& address : split_addresses(one.addresses))
                if (one.number != place.number && !one.removed && own.find(address) == std::string::npos) out.push_back(std::move(address));
        return out;
    }

    std::optional<MemberRecord> member_of(const HttpRequest& request) const {
        const auto facts = pki::facts_of(request.certificate);
        if (!facts) return std::nullopt;
        const std::lock_guard lock(mutex);
        const auto found = by_serial.find(facts->serial);
        return found == by_serial.end() || found->second.removed ? std::nullopt : std::optional(found->second);
    }

    /// Whoever has seen a higher epoch knows another induk: this one was replaced while it was away.
    bool hears_epoch(std::int64_t theirs) {
        std::unique_lock lock(mutex);
        if (theirs <= epoch) return !is_deposed;
        const bool first = !std::exchange(is_deposed, true);
        lock.unlock();
        if (first) {
            log::error("another machine of this office has become the induk (epoch {}); nothing is taken here any more", theirs);
            beacon.reset();
            core.ask([](Core& owner) {
                owner.store().route_commits([](const store::Batch&) -> Result<std::vector<store::StoredEvent>> { return Error{Fault::NeedsOperator, "another machine is the induk now", lan::kDeposed}; });
                owner.set_line(lan::kDeposed);
            });
        }
        return false;
    }

    // ---- calls

    HttpResponse answer(const HttpRequest& request) {
        const std::string_view call = request.target;
        if (call == lan::kAuthorityCall) return given(authority.certificate());
        if (call == lan::kJoinCall) return join(request);
        const auto member = member_of(request);
        if (!member) return refused(403, lan::kNotMember);
        if (VersionShelf::is_asked(request)) {
            const auto given_out = versions.answer(request);
            return given_out ? *given_out : failed_with(given_out.error());
        }
        if (call == kCodeCall || call == kRemoveCall) {
            if (member->number != place.number) return refused(403, lan::kNotMember);
            return call == kCodeCall ? code_for_self() : remove(request);
        }
        if (call == lan::kDisplayCall) return display(request, *member);
        if (member->role == lan::kDisplayRole) return refused(403, lan::kNotMember);  // numbers, and nothing else of the office
        if (call == lan::kMembersCall) return given(lan::encode(members()));
        if (call == lan::kFilesCall) return files();
        if (call == lan::kCopyCall) return copy(request, *member);
        if (call == lan::kAfterCall) return after(request, *member);
        return propose(request);
    }

    HttpResponse code_for_self() {
        const auto made = make_code();
        return made ? given(Bytes(made->written.begin(), made->written.end())) : failed_with(made.error());
    }

    /// A machine that was lost or stolen: out at once, on an open connection, too. Its number is never given again.
    HttpResponse remove(const HttpRequest& request) {
        const auto wish = lan::decode_after(request.body);
        if (!wish || wish->n == place.number) return refused(400, lan::kShape);
        const auto done = core.ask([this, number = wish->n](Core& owner) -> Status {
                                  LOKET_ASSIGN(list, load_members(owner.store()));
                                  const auto found = std::ranges::find(list, number, &MemberRecord::number);
                                  if (found == list.end()) return rejected(lan::kNotMember, "no machine has this number");
                                  found->removed = true;
                                  store::Batch batch;
                                  put_members(batch, list);
                                  batch.add(store::NewAudit{"loket", "office.removed", "station/" + std::to_string(number), found->name, clock.now()});
                                  LOKET_ASSIGN(written, owner.store().commit(batch));
                                  (void)written;
                                  const std::lock_guard lock(mutex);
                                  by_serial[found->serial].removed = true;
                                  return {};
                              }).get();
        return done ? given({}) : failed_with(done.error());
    }

    Result<PairingCode> make_code() {
        LOKET_ASSIGN(digest, pki::key_digest(authority.certificate()));
        SystemRandom random;
        const std::lock_guard lock(mutex);
        open_code = sync::wire::make_code(digest, random);
        code_until = clock.now() + kCodeLife;
        return PairingCode{sync::wire::written(*open_code), code_until};
    }

    /// True once for the code that is open.
    bool use_code(const std::string& secret) {
        const std::lock_guard lock(mutex);
        const bool good = open_code && clock.now() < code_until && sync::wire::digest_of(secret) == sync::wire::digest_of(open_code->secret);
        if (good) open_code.reset();
        return good;
    }

    HttpResponse join(const HttpRequest& request) {
        const auto wish = lan::decode_joining(request.body);
        if (!wish || wish->name.empty() || wish->name.size() > 1024 || wish->role.size() > 1024) return refused(400, lan::kShape);
        if (!use_code(wish->secret)) return refused(403, lan::kCodeWrong);
        const auto admitted = admit(*wish);
        return admitted ? given(lan::encode(*admitted)) : failed_with(admitted.error());
    }

    Result<lan::Admission> admit(const lan::Joining& wish) {
        const auto now = clock.now();
        return core.ask([&, now](Core& owner) -> Result<lan::Admission> {
                       LOKET_ASSIGN(members_now, load_members(owner.store()));
                       MemberRecord fresh{.number = 1, .name = wish.name, .role = wish.role, .serial = {}, .addresses = {}, .removed = false};
                       for (const auto& one : members_now) fresh.number = std::max(fresh.number, one.number + 1);
                       LOKET_ASSIGN(certificate, authority.certify(wish.request, fmt::format("loket-{}", fresh.number), {now - std::chrono::hours(24), now + std::chrono::hours(24 * 3650)}));
                       LOKET_ASSIGN(facts, pki::facts_of(certificate));
                       fresh.serial = facts.serial;
                       members_now.push_back(fresh);
                       store::Batch batch;
                       put_members(batch, members_now);
                       batch.add(store::NewAudit{"loket", "office.joined", "station/" + std::to_string(fresh.number), fresh.name, now});
                       LOKET_ASSIGN(written, owner.store().commit(batch));
                       (void)written;
                       const std::lock_guard lock(mutex);
                       by_serial[fresh.serial] = fresh;
                       return lan::Admission{certificate, fresh.number, owner.store().identity().uuid};
                   }).get();
    }

    HttpResponse files() const {
        const auto all = office_files_of(folder);
        return all ? given(lan::encode(*all)) : failed_with(all.error());
    }

    HttpResponse copy(const HttpRequest& request, const MemberRecord& member) {
        const auto wish = lan::decode_copy_wish(request.body);
        if (!wish) return refused(400, lan::kShape);
        if (wish->offset == 0)
            if (const auto made = copies.make(core, folder, member.number); !made) return failed_with(made.error());
        const auto piece = copies.piece(member.number, wish->offset);
        return piece ? given(lan::encode(*piece)) : failed_with(piece.error());
    }

    HttpResponse after(const HttpRequest& request, const MemberRecord& member) {
        const auto wish = lan::decode_after(request.body);
        if (!wish) return refused(400, lan::kShape);
        if (!hears_epoch(wish->epoch)) return refused(403, lan::kDeposed);
        note_seen(member, wish->n, wish->aside, wish->addresses);
        wait_for_news(wish->n, std::min(Millis(wish->wait_ms), kLongestWait));
        const auto entries = core.ask([n = wish->n](Core& owner) { return owner.store().shared_after(n); }).get();
        return entries ? given(lan::encode(answer_with({}, *entries))) : failed_with(entries.error());
    }

    HttpResponse display(const HttpRequest& request, const MemberRecord& member) {
        return displays->open(request.last_event, [this, member](std::int64_t shown) { note_seen(member, shown, 0, {}); });
    }

    std::optional<std::int64_t> news_after(std::int64_t n, Millis most) {
        wait_for_news(n, most);
        const std::lock_guard lock(mutex);
        return is_deposed || stopping.stop_requested() ? std::nullopt : std::optional(head);
    }

    lan::Answer answer_with(std::string code, std::vector<store::SharedEntry> entries) const {
        const std::lock_guard lock(mutex);
        return {std::move(code), epoch, head, std::move(entries)};
    }

    void wait_for_news(std::int64_t n, Millis most) {
        std::unique_lock lock(mutex);
        if (waiting + kAnswering >= kIndukWorkers) return;  // somebody must stay free to decide
        ++waiting;
        news.wait_for(lock, stopping.get_token(), most, [&] { return head > n; });
        --waiting;
    }

    void note_seen(const MemberRecord& member, std::int64_t n, std::int64_t aside, const std::string& addresses) {
        bool moved = false;
        {
            const std::lock_guard lock(mutex);
            auto& entry = seen[member.number];
            entry.n = n;
            entry.aside = aside;
            entry.at = clock.now();
            moved = !addresses.empty() && by_serial[member.serial].addresses != addresses;
            if (moved) by_serial[member.serial].addresses = addresses;
        }
        if (moved) keep_addresses(member.number, addresses);
    }

    /// So that the others find it, should it become the induk.
    void keep_addresses(std::int64_t number, const std::string& addresses) {
        core.ask([number, addresses](Core& owner) {
            auto list = load_members(owner.store());
            if (!list) return;
            for (auto& one : *list)
                if (one.number == number) one.addresses = addresses;
            store::Batch batch;
            put_members(batch, *list);
            if (const auto kept = owner.store().commit(batch); !kept) log::warn("a station's addresses are not kept: {}", kept.error().context);
        });
    }

    HttpResponse propose(const HttpRequest& request) {
        const auto proposal = lan::decode_proposal(request.body);
        if (!proposal) return refused(400, lan::kShape);
        if (!hears_epoch(proposal->epoch)) return refused(403, lan::kDeposed);
        Undecided mine{*proposal, {}};
        auto decided = mine.decided.get_future();
        bool first = false;
        {
            const std::lock_guard lock(undecided_mutex);
            first = undecided.empty();
            undecided.push_back(&mine);
        }
        if (first) core.ask([this](Core& owner) { decide(owner); }).get();
        auto done = decided.get();
        if (!done) return failed_with(done.error());
        return given(lan::encode(answer_with(std::move(done->first), std::move(done->second))));
    }

    /// All that came while the core was busy, at once.
    void decide(Core& owner) {
        std::vector<Undecided*> all;
        {
            const std::lock_guard lock(undecided_mutex);
            all.swap(undecided);
        }
        std::vector<Decided> answers;
        try {
            answers = decide_on(owner, all);
        } catch (const std::exception& thrown) {
            answers.assign(all.size(), as_internal(&thrown));  // nobody is left waiting
        }
        for (std::size_t n = 0; n < all.size(); ++n) all[n]->decided.set_value(std::move(answers[n]));
    }

    static std::vector<Decided> decide_on(Core& owner, const std::vector<Undecided*>& all) {
        std::vector<const lan::Proposal*> proposals;
        for (const auto* each : all) proposals.push_back(&each->proposal);
        const auto verdicts = owner.consider_all(proposals);
        std::vector<Decided> out;
        for (std::size_t n = 0; n < all.size(); ++n) {
            if (!verdicts[n] && verdicts[n].error().fault != Fault::Rejected) {
                out.push_back(verdicts[n].error());
                continue;
            }
            auto entries = owner.store().shared_after(proposals[n]->n);
            if (entries) out.push_back(std::pair{verdicts[n] ? std::string() : verdicts[n].error().code, std::move(*entries)});
            else out.push_back(entries.error());
        }
        return out;
    }

    lan::Members members() const {
        const std::lock_guard lock(mutex);
        lan::Members out{epoch, head, {}};
        for (const auto& [serial, one] : by_serial) {
            const auto found = seen.find(one.number);
            lan::Member member{one.name, one.role, one.number, one.addresses, 0, 0, 0, one.removed};
            if (found != seen.end()) member.n = found->second.n, member.aside = found->second.aside, member.seen_ms = to_millis(found->second.at);
            if (one.number == place.number) member.n = head, member.seen_ms = to_millis(clock.now());
            out.members.push_back(std::move(member));
        }
        std::ranges::sort(out.members, {}, &lan::Member::number);
        return out;
    }

    /// That it is there, to whoever looks for it. Before anybody can be answered.
    void light_beacon(const OnNetwork& network, std::uint16_t port) {
        auto lit = IndukBeacon::start({.office = network.office, .authority = sign_of_authority(place.authority), .machine = place.number, .port = port}, network.where);
        if (lit) beacon = std::move(*lit);
        else log::warn("office: this induk is found by its address only: {}", lit.error().context);
    }

    static std::optional<std::size_t> limit(const HttpRequest& head_only) {
        const std::string_view call = head_only.target;
        if (call == lan::kProposeCall) return kMostProposal;
        for (const auto known : {lan::kDisplayCall, lan::kAuthorityCall, lan::kJoinCall, lan::kFilesCall, lan::kCopyCall, lan::kAfterCall, lan::kMembersCall, kCodeCall, kRemoveCall})
            if (call == known) return kMostSmallBody;
        return VersionShelf::is_asked(head_only) ? std::optional<std::size_t>(0) : std::nullopt;
    }
};

Induk::Induk(std::unique_ptr<State> state) : state_(std::move(state)) {}

Induk::~Induk() {
    state_->looking = {};
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping.request_stop();
        state_->news.notify_all();
    }
    state_->server.reset();
    state_->beacon.reset();
    state_->core.ask([](Core& owner) { owner.store().on_shared({}); return true; }).wait();
}

std::uint16_t Induk::port() const { return state_->server->port(); }
Result<PairingCode> Induk::new_code() { return state_->make_code(); }
VersionShelf& Induk::versions() { return state_->versions; }
lan::Members Induk::members() { return state_->members(); }

std::optional<PairingCode> Induk::code() const {
    const std::lock_guard lock(state_->mutex);
    if (!state_->open_code || state_->clock.now() >= state_->code_until) return std::nullopt;
    return PairingCode{sync::wire::written(*state_->open_code), state_->code_until};
}

bool Induk::deposed() const {
    const std::lock_guard lock(state_->mutex);
    return state_->is_deposed;
}

Result<std::unique_ptr<Induk>> Induk::start(CoreThread& core, const Clock& clock, const LanPlace& place, const std::filesystem::path& folder, const std::optional<OnNetwork>& network) {
    LOKET_ASSIGN(authority, pki::Authority::open(folder / "lan", "Loket office", clock.now()));
    auto state = std::make_unique<State>(core, clock, place, folder, authority);
    LOKET_TRY(core.ask([](Core& owner) { return owner.keep_aside_ones(); }).get());
    LOKET_TRY(state->load());
    const auto now = clock.now();
    LOKET_ASSIGN(pair, authority.server({std::string(lan::kIndukName)}, {now - std::chrono::hours(24), now + std::chrono::hours(24 * 3650)}));
    centre::HttpsOptions https{.address = "0.0.0.0", .port = place.port, .key_pem = pair.key_pem, .certificate_pem = pki::to_pem(pair.certificate), .authority_pem = place.authority,
                               .workers = kIndukWorkers, .most_connections = 1000, .most_body = kMostProposal};
    auto* raw = state.get();
    LOKET_ASSIGN(server, centre::HttpsServer::start(https, {State::limit, [raw](std::size_t, const HttpRequest& request) { return raw->answer(request); }}));
    state->server = std::move(server);
    const auto server_port = state->server->port();
    state->note_seen({.number = place.number, .name = place.name, .role = place.role, .serial = state->own_serial(), .addresses = {}, .removed = false}, state->head, 0, own_addresses(server_port));
    if (network) state->light_beacon(*network, server_port);
    state->looking = std::jthread([raw](const std::stop_token& stop) { raw->look_around(stop); });
    log::info("office: the induk listens on port {}", server_port);
    return std::unique_ptr<Induk>(new Induk(std::move(state)));
}

}  // namespace loket::app
