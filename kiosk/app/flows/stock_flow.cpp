#include "kiosk/app/flows/stock_flow.h"

#include <charconv>

#include "kiosk/app/flows/day_books.h"
#include "kiosk/app/flows/supplies.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using engine::kKiaPrefix;
using engine::kKtpPrefix;
using viewmodels::Notice;
using viewmodels::StockPage;
using viewmodels::Tone;

namespace {

bool is_blank(const std::string& kind) { return kind == kKtpPrefix || kind == kKiaPrefix; }

int pieces_in(const std::string& text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

void StockFlow::wipe() {
    StaffFlow::wipe();
    kind_.clear();
    spoiled_ = {};
    reading_ = false;
    notice_.reset();
}

void StockFlow::enter(Page page, const std::string& argument) {
    StaffFlow::enter(page, argument);
    spoiled_ = {{}, context_.snapshot()->head};
    if (!std::exchange(reading_, true)) read_spoiled();
}

/// A piece of the log after the other, back to the first of the month.
void StockFlow::read_spoiled() {
    const auto today = wib_date(context_.equipment.clock.now());
    const auto since = wib_instant(Date{today.year(), today.month(), std::chrono::day{1}});
    using Answer = Result<SpoiledRead>;
    context_.asks.then<Answer>(context_.equipment.core.ask([so_far = spoiled_, since](Core& core) { return loket::app::read_spoiled(core.store(), so_far, since); }), [this](Answer answer) {
        if (!answer) notice_ = Notice{Tone::Bad, context_.explain(answer.error())};
        else spoiled_ = std::move(*answer);
        reading_ = answer && spoiled_.next > 0;
        if (reading_) read_spoiled();
    });
}

void StockFlow::act(const viewmodels::Intent& intent) {
    if (context_.worker.busy()) return;
    notice_.reset();
    const auto name = supply_name(context_, kind_);
    const int pieces = pieces_in(intent.value);
    const auto tell = [this, name, pieces](const std::string& key) {
        return [this, name, pieces, key] { notice_ = Notice{Tone::Good, context_.say(key, {{"count", std::to_string(pieces)}, {"name", name}})}; };
    };
    if (intent.name == "kind") kind_ = intent.value;
    if (intent.name == "receive") {
        const auto command = is_blank(kind_) ? engine::Command(engine::ReceiveBlanko{pieces, kind_}) : engine::Command(engine::ReceiveSupply{kind_, pieces});
        context_.execute(command, tell("stock.received"));
    }
    if (intent.name == "use") context_.execute(engine::UseSupply{kind_, pieces, ""}, tell("stock.used"));
    if (intent.name == "spoil") context_.execute(engine::UseSupply{kind_, pieces, engine::kSupplySpoiled}, tell("stock.spoiled"));
    if (intent.name == "count") context_.execute(engine::CountStock{kind_, pieces}, [this] { counted(); });
    if (intent.name == "close_day") context_.execute(engine::CloseDay{}, [this] { notice_ = Notice{Tone::Good, context_.say("stock.closed")}; });
    if (intent.name == "print_books") print_books();
}

void StockFlow::counted() {
    const auto now = context_.snapshot();
    const auto today = wib_date(context_.equipment.clock.now());
    const auto day = is_blank(kind_) ? now->office.stock_of(kind_).on(today) : engine::supply_day(now->office.house, kind_, today);
    const int difference = day.counted - day.expected;
    const auto name = supply_name(context_, kind_);
    if (difference == 0) notice_ = Notice{Tone::Good, context_.say("stock.count_fits", {{"name", name}})};
    else notice_ = Notice{Tone::Warning, context_.say("stock.count_differs", {{"name", name}, {"difference", (difference > 0 ? "+" : "") + std::to_string(difference)}})};
}

void StockFlow::print_books() {
    auto sheets = std::make_shared<Result<int>>(Error{Fault::Cancelled, ""});
    context_.worker.start([this, sheets](TaskFeed&, std::stop_token) { *sheets = print_day_books(context_.equipment, wib_date(context_.equipment.clock.now())); },
                          [this, sheets] {
                              if (*sheets) notice_ = Notice{Tone::Good, context_.say("stock.books_printed", {{"count", std::to_string(**sheets)}})};
                              else notice_ = Notice{Tone::Bad, context_.explain(sheets->error())};
                          });
}

void StockFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

StockPage StockFlow::view() const {
    StockPage view;
    view.desk = desk("stock.title", "stock.title");
    view.notice = notice_;
    view.kinds = stock_kinds(context_);
    view.kind = kind_;
    view.may_receive = !is_blank(kind_) || context_.actor().role == engine::Role::OperatorCetak;
    for (const auto& blank : spoiled_.found) view.spoiled.push_back({short_time(blank.at), blank.serial, blank.resi, context_.snapshot()->name_of(blank.user), blank.reason});
    view.spoiled_complete = !reading_;
    view.day = day_of(context_);
    view.closed = context_.snapshot()->office.house.day_closed == iso_date(wib_date(context_.equipment.clock.now()));
    view.may_close = !view.closed;
    view.working = context_.worker.busy();
    return view;
}

}  // namespace loket::app
