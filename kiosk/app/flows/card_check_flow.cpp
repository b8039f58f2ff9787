#include "kiosk/app/flows/card_check_flow.h"

#include "devices/biometrics/iso/picture.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Row;
using viewmodels::Tone;
using Worth = CardCheck::Worth;

namespace {

constexpr Millis kPatience{15'000};  // for somebody to lay the card down

/// A day as the chip has it, in words; what is no day as it stands.
std::string day_words(const std::string& iso, const std::string& language) {
    const auto day = parse_iso_date(iso);
    return day ? long_date(*day, language) : iso;
}

Tone tone_of(Worth worth) { return worth == Worth::Good ? Tone::Good : worth == Worth::Inactive || worth == Worth::Empty ? Tone::Warning : Tone::Bad; }

}  // namespace

void CardCheckFlow::enter(Page page, const std::string&) {
    page_ = page;
    wipe();
}

void CardCheckFlow::wipe() {
    StaffFlow::wipe();
    check_.reset();
    photo_ = {nullptr, photo_.revision + 1};
    notice_.reset();
}

void CardCheckFlow::act(const viewmodels::Intent& intent) {
    if (intent.name == "cancel_capture") return context_.worker.cancel();
    if (context_.worker.busy()) return;
    if (intent.name == "read") return read();
    if (intent.name == "end_card" && check_ && check_->worth == Worth::Revoked) return end_card();
    if (intent.name == "clear") return wipe();
}

void CardCheckFlow::read() {
    wipe();
    auto check = std::make_shared<Result<CardCheck>>(Error{Fault::Cancelled, ""});
    context_.worker.start(
        [this, check, actor = context_.actor()](TaskFeed& feed, std::stop_token stop) { *check = check_card(context_.equipment, kPatience, actor, feed, std::move(stop)); },
        [this, check] {
            if (*check) return show(std::move(**check));
            if (check->error().fault != Fault::Cancelled) notice_ = Notice{Tone::Warning, context_.explain(check->error())};
        });
}

void CardCheckFlow::end_card() {
    auto done = std::make_shared<Status>();
    context_.worker.start([this, done, actor = context_.actor()](TaskFeed& feed, std::stop_token stop) { *done = end_revoked(context_.equipment, actor, feed, std::move(stop)); },
                          [this, done] {
                              wipe();
                              notice_ = *done ? Notice{Tone::Good, context_.say("card_check.ended")} : Notice{Tone::Warning, context_.explain(done->error())};
                          });
}

void CardCheckFlow::show(CardCheck check) {
    if (check.content) {
        auto photo = biometrics::iso::decode_colour(biometrics::iso::Coding::Jpeg, check.content->photo);
        if (photo) photo_ = {std::make_shared<const RgbaImage>(std::move(*photo)), photo_.revision + 1};
    }
    check_ = std::move(check);
}

void CardCheckFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::CardCheck CardCheckFlow::view() const {
    viewmodels::CardCheck view;
    view.desk = desk("card_check.title", "card_check.title");
    view.notice = notice_;
    view.working = context_.worker.busy();
    if (!check_) return view;
    const std::string worth(name_of(check_->worth));
    view.verdict = context_.say("card_check." + worth);
    view.advice = context_.say("card_check." + worth + ".advice");
    view.tone = tone_of(check_->worth);
    view.can_end = check_->worth == Worth::Revoked && !view.working;
    if (!check_->content) return view;
    if (!check_->row) view.advice += " " + context_.say("card_check.elsewhere");
    view.photo = photo_;
    const auto& content = *check_->content;
    const auto& words = content.biodata;
    view.rows = {{context_.say("field.nik"), words.nik},
                 {context_.say("field.name"), words.name},
                 {context_.say("field.birth"), words.birth_place + ", " + day_words(words.born, context_.session.language)},
                 {context_.say("field.sex"), words.sex},
                 {context_.say("field.address"), words.address + " " + words.rt_rw},
                 {context_.say("field.village"), words.village},
                 {context_.say("field.district"), words.district},
                 {context_.say("card_check.issued"), day_words(words.issued, context_.session.language)},
                 {context_.say("card_check.blanko"), content.blanko},
                 {context_.say("card_check.signer"), check_->signer}};
    return view;
}

}  // namespace loket::app
