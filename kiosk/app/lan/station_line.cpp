#include "kiosk/app/lan/station_line.h"

#include <algorithm>

#include "devices/base/log.h"
#include "kiosk/app/lan/member_list.h"

namespace loket::app {
namespace {

constexpr Millis kNews{20'000}, kNewsPatience{30'000}, kProposePatience{5'000}, kFirstPause{200}, kLongestPause{3'000};
constexpr int kSendings = 3;  ///< of the same proposal, while the line breaks
constexpr int kFailuresBeforeLooking = 3;  ///< then addresses are asked of the network, too

/// Whether the same may be sent again: the line broke, or the induk had no hand free.
bool is_line_trouble(const Error& error) { return error.fault == Fault::Gone || error.fault == Fault::TimedOut || error.fault == Fault::Busy; }

/// Each once: whoever stood in the list twice would hide those between.
void add_address(std::vector<std::string>& list, const std::string& address) {
    if (std::ranges::find(list, address) == list.end()) list.push_back(address);
}

Error no_induk(const Error& why) { return {Fault::Gone, why.context, lan::kNoInduk}; }

}  // namespace

Result<std::shared_ptr<StationLine>> StationLine::start(CoreThread& core, const Clock& clock, const LanPlace& place, const std::optional<OnNetwork>& network) {
    auto line = std::make_shared<StationLine>(core, clock, place, network);
    LOKET_TRY(core.ask([line, number = place.number](Core& owner) { return owner.follow(line, number); }).get());
    line->thread_ = std::jthread([raw = line.get()](const std::stop_token& stop) { raw->run(stop); });
    return line;
}

StationLine::~StationLine() { stop(); }

void StationLine::stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

std::string StationLine::address() const {
    const std::lock_guard lock(mutex_);
    return address_;
}

bool StationLine::alone() const {
    const std::lock_guard lock(mutex_);
    return alone_;
}

LineView StationLine::view() const {
    const std::lock_guard lock(mutex_);
    auto out = view_;
    out.address = address_;
    return out;
}

Result<Bytes> StationLine::post(std::string_view call, ByteView body, Millis patience) {
    // One connection for each thread that speaks: the core's is kept.
    thread_local struct Kept {
        const void* of = nullptr;
        std::string address;
        std::unique_ptr<sync::HttpsLink> link;
    } kept;
    const auto now = address();
    if (kept.of != this || kept.address != now || !kept.link) kept = {this, now, std::make_unique<sync::HttpsLink>(lan_keys(place_, now), patience)};
    auto answer = kept.link->post(std::string(call), body, {});
    if (!answer && is_line_trouble(answer.error())) kept.link.reset();
    return answer;
}

Result<lan::Answer> StationLine::propose(const lan::Proposal& proposal) {
    if (alone()) return Error{Fault::Gone, "the induk does not answer", lan::kNoInduk};
    const auto body = lan::encode(proposal);
    Error last;
    for (int sending = 0; sending < kSendings; ++sending) {
        const auto bytes = post(lan::kProposeCall, body, kProposePatience);
        if (bytes) {
            LOKET_ASSIGN(answer, lan::decode_answer(*bytes));
            if (answer.epoch < proposal.epoch) break;
            return answer;
        }
        last = bytes.error();
        if (!is_line_trouble(last)) break;
        if (last.fault == Fault::Gone && sending > 0) break;  // nobody is there at all
    }
    log::warn("the induk does not take what is sent: {} {}", last.code, last.context);
    if (!is_line_trouble(last) && last.code == lan::kNotMember) return last;
    const std::lock_guard lock(mutex_);
    alone_ = true;
    return no_induk(last);
}

Result<lan::Answer> StationLine::news(std::int64_t epoch, std::int64_t n) {
    const auto bytes = post(lan::kAfterCall, lan::encode(lan::After{.epoch = epoch, .n = n, .wait_ms = 0, .addresses = own_addresses(place_.port), .aside = 0}), kProposePatience);
    if (!bytes) return no_induk(bytes.error());
    return lan::decode_answer(*bytes);
}

Result<lan::Members> StationLine::members() {
    const auto bytes = post(lan::kMembersCall, {}, kProposePatience);
    if (!bytes) return no_induk(bytes.error());
    return lan::decode_members(*bytes);
}

Result<StationLine::Standing> StationLine::standing() {
    return core_.ask([this](Core& owner) -> Result<Standing> {
                    Standing out{.epoch = owner.store().identity().epoch, .n = owner.store().shared_head(), .aside = owner.snapshot()->aside, .addresses = {}};
                    LOKET_ASSIGN(members, load_members(owner.store()));
                    for (const auto& one : members) {
                        if (one.removed || one.number == place_.number) continue;
                        for (const auto& each : split_addresses(one.addresses)) add_address(out.addresses, each);
                    }
                    add_address(out.addresses, place_.address);
                    return out;
                }).get();
}

Result<lan::Answer> StationLine::ask_once(sync::HttpsLink& link, const Standing& standing, const std::stop_token& stop) {
    const bool waits = !alone();  // the first answer is wanted at once
    const lan::After wish{.epoch = standing.epoch, .n = standing.n, .wait_ms = waits ? kNews.count() : 0, .addresses = own_addresses(place_.port), .aside = standing.aside};
    LOKET_ASSIGN(bytes, link.post(std::string(lan::kAfterCall), lan::encode(wish), stop));
    LOKET_ASSIGN(answer, lan::decode_answer(bytes));
    if (answer.epoch < standing.epoch) return rejected(lan::kDeposed, "an induk of a former epoch answers");
    if (answer.head < standing.n) return Error{Fault::NeedsOperator, "the induk lacks commits that are here", store::kParted};
    return answer;
}

Status StationLine::follow_once(std::unique_ptr<sync::HttpsLink>& link, const std::stop_token& stop) {
    LOKET_ASSIGN(now, standing());
    if (!link) link = std::make_unique<sync::HttpsLink>(lan_keys(place_, address()), kNewsPatience);
    auto answer = ask_once(*link, now, stop);
    if (!answer) {
        link.reset();
        for (const auto& one : seen_around_) add_address(now.addresses, one);
        if (!stop.stop_requested()) lost(answer.error(), now.addresses);
        return answer.error();
    }
    found(*answer, now.n);
    auto caught = core_.ask([entries = std::move(answer->entries)](Core& owner) {
                           owner.set_line({});
                           return owner.catch_up(entries);
                       }).get();
    if (!caught && caught.error().code == lan::kNoInduk) return {};
    if (!caught) lost(caught.error(), {});
    return caught;
}

void StationLine::found(const lan::Answer& answer, std::int64_t here) {
    const std::lock_guard lock(mutex_);
    if (alone_) log::info("office: the induk at {} answers", address_);
    alone_ = false;
    view_.code.clear();
    view_.head = answer.head;
    view_.here = answer.entries.empty() ? here : answer.entries.back().n;
    view_.heard = clock_.now();
}

/// The next machine that might be the induk now.
void StationLine::lost(const Error& error, const std::vector<std::string>& others) {
    const auto code = is_line_trouble(error) || error.code == lan::kDeposed || error.code == "sync.register_unknown" || error.code == "sync.not_let_in" ? std::string(lan::kNoInduk)
                      : error.code.empty()                                                                                                        ? std::string("lan.failed")
                                                                                                                                                   : error.code;
    {
        const std::lock_guard lock(mutex_);
        if (!alone_) log::warn("office: the induk at {} is lost: {} {}", address_, error.code, error.context);
        alone_ = true;
        view_.code = code;
        if (const auto at = std::ranges::find(others, address_); !others.empty()) address_ = at == others.end() || at + 1 == others.end() ? others.front() : *(at + 1);
    }
    core_.ask([code](Core& owner) { owner.set_line(code); });
}

/// The induk may have another address than before. Whoever says to be one is only tried: its certificate tells whether it is.
void StationLine::look_around(const std::stop_token& stop) {
    constexpr Millis kLook{400};
    seen_around_.clear();
    const auto own = sign_of_authority(place_.authority);
    for (auto& one : find_induks(kLook, stop, network_->where))
        if (one.authority == own) seen_around_.push_back(std::move(one.address));
}

void StationLine::run(const std::stop_token& stop) {
    std::unique_ptr<sync::HttpsLink> link;
    auto pause = kFirstPause;
    int failures = 0;
    std::mutex sleeping;
    std::condition_variable_any never;
    while (!stop.stop_requested()) {
        if (follow_once(link, stop)) {
            pause = kFirstPause;
            failures = 0;
            continue;
        }
        if (network_ && ++failures % kFailuresBeforeLooking == 0) look_around(stop);
        std::unique_lock lock(sleeping);
        never.wait_for(lock, stop, pause, [] { return false; });
        pause = std::min(pause * 2, kLongestPause);
    }
}

}  // namespace loket::app
