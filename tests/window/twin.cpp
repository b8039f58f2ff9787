#include "twin.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "workflow/population/resident.h"

namespace loket::app::test {

Twin::Twin(const std::filesystem::path& folder, int width, int height, int residents, std::optional<Instant> at)
    : folder_(folder), standing_(at.value_or(Instant{})), clock_(at ? static_cast<const Clock&>(standing_) : running_) {
    scene_.set_real_time(false);
    CoreOptions options;
    options.data = folder_;
    options.assets = LOKET_SOURCE_DIR "/assets";
    options.residents = residents;
    auto opened = open_office(options, clock_, random_, &scene_);
    INFO((opened ? std::string("opened") : opened.error().context));
    REQUIRE(opened);
    office_ = std::move(*opened);
    auto words = StationStrings::load(options.assets);
    REQUIRE(words);
    strings_ = std::move(*words);
    station_ = std::make_unique<Station>(*office_->equipment, strings_);
    auto made = ui::Headless::create([this](ui::Ui& ui) { station_->draw(ui); },
                                     {.width = width, .height = height, .theme = {.px_per_mm = ui::fitting_density(static_cast<float>(width), static_cast<float>(height))}});
    REQUIRE(made);
    screen_ = std::move(*made);
    if (ui::fitting_density(static_cast<float>(width), static_cast<float>(height)) < ui::kSmallestDensity) station_->tell({Fault::Unsupported, "the screen is small", "ui.small_screen"});
    settle();
}

Twin::~Twin() = default;

void Twin::settle() {
    do {
        station_->poll();
        screen_->settle();
        std::this_thread::sleep_for(Millis{1});
    } while (station_->busy());
    screen_->settle();
}

ui::Vec2 Twin::tap(const std::string& node) {
    const auto* found = screen_->find(node);
    INFO(node << " on\n" << shown());
    REQUIRE(found != nullptr);
    const auto at = found->rect.centre();
    REQUIRE(screen_->tap(node));
    settle();
    return at;
}

void Twin::call_staff() {
    station_->handle({"staff", ""});
    settle();
}

void Twin::type(const std::string& text) {
    screen_->type(text);
    settle();
}

const RgbaImage& Twin::picture() {
    settle();
    return screen_->image();
}

void Twin::resize(int width, int height) {
    const auto w = static_cast<float>(width), h = static_cast<float>(height);
    screen_->ui().resize({w, h});
    REQUIRE(screen_->ui().set_theme({.px_per_mm = ui::fitting_density(w, h)}));
    settle();
}

bool Twin::has(const std::string& node) const { return screen_->find(node) != nullptr; }

std::string Twin::shown() const {
    std::string all;
    for (const auto& node : screen_->nodes()) all += node.id + " | " + node.label + "\n";
    return all;
}

std::string Twin::adult() {
    using namespace population;
    return office_->core->ask([](Core& core) -> std::string {
        std::vector<std::string> all;
        (void)core.store().each_resident([&](const store::ResidentRow& row) -> Status {
            all.push_back(row.nik);
            return {};
        });
        for (const auto& nik : all) {
            const auto person = core.resident(nik, {"uji", engine::Role::Sistem}, "uji");
            if (person && (*person)->life == LifeStatus::Active && (*person)->marital == Marital::Married && (*person)->nationality == Nationality::Wni && (*person)->shdk == Shdk::KepalaKeluarga) return nik;
        }
        return {};
    }).get();
}

}  // namespace loket::app::test
