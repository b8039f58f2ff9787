// assets/recording.json is read strictly: a bad file is refused with place and reason.

#include <catch2/catch.hpp>

#include "kiosk/app/core/recording_plan.h"

using namespace loket;
using namespace loket::app;

namespace {

std::string plan_text(const std::string& stages, const std::string& rest = R"("tries":3,"quality":{"photo":60,"signature":50,"finger":60,"iris":50})") {
    return R"({"stages":[)" + stages + "]," + rest + "}";
}

constexpr auto kAll = R"("photo","signature","right_four","left_four","thumbs","irises","verify")";

std::string refusal(const std::string& json) {
    const auto plan = parse_recording_plan(json, "recording.json");
    if (plan) return "accepted";
    CHECK(plan.error().code == "recording_plan.broken");
    return plan.error().context;
}

}  // namespace

TEST_CASE("the file that is delivered has the order of the book, and every slot once") {
    const auto plan = load_recording_plan(LOKET_SOURCE_DIR "/assets/recording.json").value();
    CHECK(plan.stages == std::vector<Stage>{Stage::Photo, Stage::Signature, Stage::RightFour, Stage::LeftFour, Stage::Thumbs, Stage::Irises, Stage::Verify});
    CHECK(plan.threshold("finger:7") == plan.quality.at("finger"));
    CHECK(plan.threshold("iris:1") == plan.quality.at("iris"));
    CHECK(plan.threshold("photo") == plan.quality.at("photo"));
}

TEST_CASE("an office may choose another order") {
    const auto plan = parse_recording_plan(plan_text(R"("left_four","right_four","thumbs","verify","irises","photo","signature")"), "recording.json").value();
    CHECK(plan.stages.front() == Stage::LeftFour);
    CHECK(plan.stages.back() == Stage::Signature);
}

TEST_CASE("what is wrong in the file is named with its place") {
    CHECK(refusal(plan_text(R"("photo","toes")")) == "recording.json: /stages/1: no stage is called 'toes'");
    CHECK(refusal(plan_text(std::string(kAll) + R"(,"photo")")) == "recording.json: /stages/7: 'photo' comes twice");
    CHECK(refusal(plan_text(R"("photo","signature","right_four","left_four","thumbs","verify")")) == "recording.json: /stages: 'irises' is missing");
    CHECK(refusal(plan_text(R"("photo","signature","right_four","left_four","verify","thumbs","irises")")) == "recording.json: /stages: 'verify' comes after all fingers");
    CHECK(refusal(plan_text(kAll, R"("tries":4,"quality":{"photo":60,"signature":50,"finger":60,"iris":50})")).starts_with("recording.json: /tries: "));
    CHECK(refusal(plan_text(kAll, R"("tries":3,"quality":{"photo":60,"signature":50,"finger":101,"iris":50})")).starts_with("recording.json: /quality/finger: "));
    CHECK(refusal(plan_text(kAll, R"("tries":3,"quality":{"photo":60,"signature":50,"finger":60})")).starts_with("recording.json: /quality/iris: "));
    CHECK(refusal(plan_text(kAll, R"("tries":3,"ordre":1,"quality":{"photo":60,"signature":50,"finger":60,"iris":50})")).find("ordre") != std::string::npos);
    CHECK_FALSE(parse_recording_plan("{\n\"stages\": [", "recording.json"));
    CHECK_FALSE(load_recording_plan("/nowhere/recording.json"));
}

TEST_CASE("slots have names, and other names are no slots") {
    CHECK(finger_of("finger:10") == biometrics::Finger::LeftLittle);
    CHECK(eye_of("iris:2") == biometrics::Eye::Left);
    for (const auto* other : {"finger:0", "finger:11", "finger:2x", "finger:", "iris:3", "photo", ""}) {
        CHECK_FALSE(finger_of(other));
        CHECK_FALSE(eye_of(other));
    }
    CHECK(slot_of(biometrics::Finger::RightIndex) == "finger:2");
}
