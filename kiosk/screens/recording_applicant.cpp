// The screen turned to the applicant: what the device sees, large, and the one thing to do.

#include <algorithm>

#include "kiosk/screens/public_frame.h"
#include "kiosk/screens/recording_parts.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Hint;
using viewmodels::Recording;
using Stage = Recording::Stage;

namespace {

/// What to show before anything is said: what the stage is about.
Hint first_hint(const Recording& view) {
    static constexpr const char* kCodes[] = {"face.look_here", "signature.sign_here", "finger.place_right_four", "finger.place_left_four",
                                             "finger.place_thumbs", "iris.look_here", "finger.place_one", ""};
    return {kCodes[static_cast<std::size_t>(view.stage)], view.instruction};
}

Hint present_hint(const Frame& f, const Recording& view) {
    if (view.stage == Stage::Photo && view.can_continue) return {"face.approve", f.say("desk.photo_ask")};
    if (view.notice && !view.capturing) return {view.hints.empty() ? first_hint(view).code : view.hints.front().code, view.notice->text};
    if (view.capturing && !view.hints.empty()) return view.hints.back();
    return first_hint(view);
}

void sees(const Frame& f, const Recording& view, const Rect& rect) {
    if (view.stage == Stage::Signature)
        return ink_view(f, "ink", view.title, view.ink, view.ink_pressure, centred(rect, rect.w, std::min(rect.h, rect.w * 0.5f)));
    const bool face = view.stage == Stage::Photo;
    PictureView shown{.id = "preview",
                      .label = view.title,
                      .picture = picture_of(view.preview),
                      .fit = face ? PictureFit::Cover : PictureFit::Contain,
                      .mirrored = face && view.capturing,
                      .absent = f.say(view.capturing ? "desk.starting" : "desk.no_picture"),
                      .absent_icon = face ? Icon::Face : view.stage == Stage::Irises ? Icon::Iris : Icon::Fingerprint};
    if (face && view.capturing) shown.oval = Oval{};
    const Rect place = face ? fit_aspect(rect, 0.75f) : rect;
    f.ui.picture(shown, place);
}

/// The largest letters in which the sentence fits.
void sentence(const Frame& f, const std::string& text, Rect area) {
    TextStyle style = TextStyle::H1;
    for (const TextStyle smaller : {TextStyle::H2, TextStyle::H3, TextStyle::BodyStrong})
        if (f.ui.height_of(text, style, area.w) > area.h) style = smaller;
    const float high = f.ui.height_of(text, style, area.w);
    const Rect place = centred(area, area.w, std::min(area.h, high));
    f.ui.paint().paragraph(place, text, style, f.theme().colour.text, Align::Centre);
    f.ui.note({.id = "sentence", .role = Role::Heading, .label = text, .rect = place, .overflow = high > area.h + 1});
}

Button action(const Frame& f, const Recording& view) {
    if (view.capturing) return {.id = "cancel_capture", .label = f.say("desk.cancel_capture"), .icon = Icon::Stop};
    const bool again = view.tries_left < view.tries;
    if (view.can_continue) {
        const bool photo = view.stage == Stage::Photo;
        return {.id = "next", .label = f.say(photo ? "desk.photo_yes" : "desk.next"), .style = ButtonStyle::Primary, .icon = Icon::Check};
    }
    return {.id = again ? "retake" : "capture", .label = f.say(again ? "desk.retake" : "desk.start"), .style = ButtonStyle::Primary, .icon = Icon::Play, .enabled = view.can_capture};
}

}  // namespace

void recording_applicant(const Frame& f, const Recording& view) {
    const PublicPage page{f.ui, f.words, f.chrome, f.intents};
    Rect area = open_page(page, "recording.applicant." + std::to_string(static_cast<int>(view.stage)));
    const auto parts = f.ui.portrait() ? rows(area, {1.25f, 1}, f.dp(28)) : columns(area, {1.35f, 1}, f.dp(40));
    sees(f, view, parts[0]);
    Rect right = f.ui.card(parts[1], 36);
    const bool repeat = view.stage == Stage::Photo && view.can_continue && view.can_capture;
    if (repeat && f.ui.button({.id = "retake", .label = f.say("desk.photo_no"), .icon = Icon::Refresh}, cut_bottom(right, f.ui.button_height(), f.dp(20)))) f.emit("retake");
    const Hint hint = present_hint(f, view);
    const auto halves = f.ui.portrait() ? columns(right, {0.8f, 1.2f}, f.dp(28)) : rows(right, {1, 1}, f.dp(24));
    coach_picture(f.ui, "coach", hint, halves[0]);
    sentence(f, hint.text, halves[1]);
    close_page(page, {.primary = action(f, view), .back = {.id = "facing", .label = f.say("desk.facing_back"), .icon = Icon::ArrowBack}});
}

}  // namespace loket::screens::staff
