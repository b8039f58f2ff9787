#include "kiosk/samples/gallery.h"

#include "kiosk/samples/applicant_samples.h"
#include "kiosk/samples/staff_samples.h"
#include "kiosk/screens/staff_memory.h"

namespace loket::samples {

namespace {

/// Milliseconds after which all that turns and runs stands as before: pages look alike whatever was drawn before them.
constexpr std::int64_t kRound = 4800;

}  // namespace

std::vector<Page> every_page(const std::string& language) {
    std::vector<Page> all;
    for (auto& sample : pages(language)) all.push_back({"applicant", sample.name, std::move(sample.draw), chrome(language)});
    for (const auto& state : screens::samples::states()) all.push_back({"officer", "officer-" + state.name, state.draw, screens::samples::chrome(language), state.taps});
    return all;
}

Easel::Easel(const Look& look) : language_(look.language) {}

Result<std::unique_ptr<Easel>> Easel::create(const Look& look) {
    std::unique_ptr<Easel> easel(new Easel(look));
    const auto draw = [raw = easel.get()](ui::Ui& ui) {
        viewmodels::Intents ignored;
        if (raw->page_ != nullptr) raw->page_->draw(ui, words(raw->language_), raw->page_->chrome, ignored);
    };
    LOKET_ASSIGN(screen, ui::Headless::create(draw, {.width = look.portrait ? 1080 : 1920,
                                                      .height = look.portrait ? 1920 : 1080,
                                                      .theme = {.high_contrast = look.contrast, .text_scale = look.scale}}));
    easel->screen_ = std::move(screen);
    return easel;
}

const RgbaImage& Easel::draw(const Page& page) {
    screens::staff::forget();
    page_ = &page;
    screen_->frame();
    screen_->wait(Millis{600});
    screen_->settle();
    for (const auto& node : page.taps) screen_->tap(node);
    screen_->settle();
    screen_->frame(Millis{kRound - to_millis(screen_->now()) % kRound});
    return screen_->image();
}

}  // namespace loket::samples
