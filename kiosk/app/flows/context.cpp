#include "kiosk/app/flows/context.h"

#include <array>

#include "devices/base/log.h"
#include "kiosk/app/core/opening_times.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/flows/permission.h"

namespace loket::app {

std::string_view to_string(Page page) {
    static constexpr auto kNames = std::to_array<std::string_view>({
        "attract", "home", "services", "service", "identity", "confirm", "question", "priority", "bring", "review", "ticket", "status", "survey", "message",
        "info", "complain", "appointment", "reprint", "display",
        "sign_in", "front_office", "check_file", "resi", "work", "verify", "recording", "print", "stock", "activation", "hand_over", "opening", "add_service", "numbers",
        "complaints", "card_check", "dashboard", "maintenance", "delegation", "officers"});
    static_assert(kNames.size() == static_cast<std::size_t>(kLastPage) + 1);
    return kNames[static_cast<std::size_t>(page)];
}

void Asks::poll() {
    // An answer may ask again: those wait for the next frame.
    auto waiting = std::move(items_);
    items_.clear();
    for (auto item = waiting.begin(); item != waiting.end();) item = (*item)() ? waiting.erase(item) : std::next(item);
    items_.splice(items_.begin(), waiting);
}

viewmodels::Picture PictureCache::get(const std::string& digest) {
    if (digest.empty()) return {};
    const auto [entry, fresh] = pictures_.try_emplace(digest);
    if (!fresh) return entry->second;
    asks_.then<Result<RgbaImage>>(core_.ask([digest](Core& core) -> Result<RgbaImage> {
        LOKET_ASSIGN(bytes, core.blob(digest));
        return decode_png(bytes);
    }), [this, digest](Result<RgbaImage> image) {
        if (image) pictures_[digest] = {std::make_shared<const RgbaImage>(std::move(*image)), 1};
        else log::warn("a picture cannot be shown: {}", image.error().context);
    });
    return {};
}

void PictureCache::clear() {
    asks_.clear();
    pictures_.clear();
}

std::string FlowContext::say(const std::string& key, ui::Strings::Args args) const { return strings(session.language).text(key, args); }

namespace {

/// Refusals that another day mends.
bool is_about_today(const std::string& code) {
    return code == "queue.closed" || code == "queue.quota" || code == "queue.print_capacity" || code == "stock.empty";
}

/// " Loket buka lagi Sel 24 Nov 2026 07.30."
std::string come_back(const FlowContext& context, const std::string& code) {
    const auto& reference = context.equipment.core.reference();
    const auto now = context.equipment.clock.now();
    const auto when = code == "queue.closed" ? next_tickets(reference, now) : next_day_with_tickets(reference, now);
    return when ? " " + context.say("queue.next_day", {{"when", day_and_time(*when, context.session.language)}}) : std::string();
}

/// Whether a superior's word makes this command pass: of a file that a colleague has, only its beginning; work in it needs that first.
bool may_be_allowed(const engine::Command& command, const std::string& code) {
    return engine::may_be_overridden(code) && (code != "step.taken" || std::holds_alternative<engine::BeginStep>(command));
}

}  // namespace

std::string FlowContext::explain(const Error& error) const {
    const auto& words = strings(session.language);
    if (is_about_today(error.code)) return words.text("error." + error.code) + come_back(*this, error.code);
    for (const auto* group : {"error.", "hint."})  // what a device refuses is often what it coaches
        if (const auto key = group + error.code; !error.code.empty() && words.has(key)) return words.text(key);
    if (error.fault != Fault::Cancelled || !error.code.empty())  // who stopped it wants no other words
        log::warn("no words for {} ({})", error.code.empty() ? to_string(error.fault) : std::string_view(error.code), error.context);
    return words.text("error." + std::string(loket::to_string(error.fault)));
}

void FlowContext::notify(const Error& error) const {
    const auto tone = error.fault == Fault::Rejected ? viewmodels::Tone::Warning : viewmodels::Tone::Bad;
    notify(tone, explain(error));
}

std::shared_ptr<const Snapshot> FlowContext::snapshot() const {
    return todays.of(equipment.core.snapshot(), wib_date(equipment.clock.now()));
}

engine::Actor FlowContext::actor() const {
    if (!session.officer) return kKiosk;
    return {session.officer->user, session.officer->role};
}

void FlowContext::note_look(const engine::Case& c) const {
    const std::string purpose(engine::code(services().find(c.service)->step(c.step).kind));
    if (c.nik.empty() || std::exchange(session.looked, c.id + " " + purpose) == c.id + " " + purpose) return;
    asks.then<Status>(equipment.core.ask([nik = c.nik, by = actor(), purpose](Core& core) { return core.note_look(nik, by, purpose); }), [this](Status noted) {
        if (!noted) notify(noted.error());
    });
}

void FlowContext::execute(engine::Command command, std::function<void()> next, std::vector<Attachment> attachments,
                          std::optional<engine::Override> override_by) const {
    using Answer = Result<std::vector<store::StoredEvent>>;
    auto sent = equipment.core.execute(command, actor(), attachments, std::move(override_by));
    asks.then<Answer>(std::move(sent), [this, next = std::move(next), command = std::move(command), attachments = std::move(attachments)](Answer answer) {
        if (answer) return next ? next() : void();
        if (!session.officer || !may_be_allowed(command, answer.error().code)) return notify(answer.error());
        ask_permission(*this, {.command = command, .attachments = attachments, .next = next, .error = answer.error()});
    });
}

}  // namespace loket::app
