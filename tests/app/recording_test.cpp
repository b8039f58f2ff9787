// The recording desk with simulated devices and their faults: what is kept, what is refused, and what survives a restart.

#include <catch2/catch.hpp>

#include <algorithm>

#include "devices/base/random.h"
#include "kiosk/app/demo/puppet.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/desk/sim_person.h"
#include "process.h"
#include "workflow/engine/record_state.h"

using namespace loket;
using namespace loket::app;

namespace {

constexpr auto kDay = Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)};

/// One office with one applicant who was never recorded, and the operator at the recording page.
class RecordingDesk {
  public:
    explicit RecordingDesk(const std::string& name) : folder_(name), clock_(wib_instant(kDay, 8)), strings_(StationStrings::load(find_assets()).value()) {
        scene.set_real_time(false);
        start();
        open_case();
        open_page();
    }

    /// As after kill -9: nothing but the disk goes over.
    void restart() {
        screen_.reset();
        puppet_.reset();
        station_.reset();
        office_.reset();
        start();
        open_page();
    }

    void act(const std::string& name, const std::string& value = {}) {
        const auto done = puppet_->act(name, value);
        INFO(name << " " << (done ? "" : done.error().context));
        REQUIRE(done);
    }
    /// Captures until the stage may be kept, and keeps it.
    void stage() {
        for (int i = 0; i < 4 && !station_->recording().can_keep(); ++i) act("capture");
        REQUIRE(station_->recording().can_keep());
        act("next");
    }
    void stages(int count) {
        for (int i = 0; i < count; ++i) stage();
    }
    void fault(const std::string& driver, const std::string& what, int times = 1, int value = 0) { scene.add_fault({driver, what, times, value}); }
    [[nodiscard]] std::shared_ptr<const engine::Case> at() const { return office_->core->snapshot()->office.find_case(id_); }
    [[nodiscard]] bool kept(const std::string& slot) const { return at()->samples.contains(slot); }
    /// What the page says above its content.
    std::string notice() {
        screen_->settle();
        const auto* node = screen_->find("notice.page");
        return node == nullptr ? "" : node->label;
    }
    [[nodiscard]] std::string words(const std::string& key) const { return station_->words(key); }
    [[nodiscard]] bool stored(const std::string& digest) { return office_->core->ask([digest](Core& core) { return core.blob(digest).ok(); }).get(); }
    [[nodiscard]] const RecordingFlow& flow() const { return station_->recording(); }
    [[nodiscard]] int events(std::string_view kind) {
        return office_->core->ask([kind](Core& core) {
            const auto all = core.store().events(1, 100'000);
            return static_cast<int>(std::ranges::count(*all, kind, &store::StoredEvent::kind));
        }).get();
    }
    ui::Headless& screen() {
        screen_->settle();
        return *screen_;
    }

    model::Scene scene;
    model::SimPerson person;

  private:
    void start() {
        CoreOptions options;
        options.data = folder_.path();
        options.assets = find_assets();
        options.residents = 300;
        options.check = store::PageCheck::Never;
        auto opened = open_office(options, clock_, random_, &scene);
        INFO((opened ? std::string() : opened.error().context));
        REQUIRE(opened);
        office_ = std::move(*opened);
        station_ = std::make_unique<Station>(*office_->equipment, strings_);
        puppet_ = Puppet::create(*station_, {}, {}).value();
        screen_ = ui::Headless::create([this](ui::Ui& ui) { station_->draw(ui); }).value();
    }
    void must(engine::Command command) {
        const auto done = tell(*office_->core, std::move(command), {"rina", engine::Role::FrontOffice});
        INFO((done ? std::string() : done.error().code));
        REQUIRE(done);
    }
    void open_case() {
        const auto resident = office_->core->ask([](Core& core) {
            for (const auto* word : {"a", "i", "s", "m", "r"})
                for (const auto& row : core.store().search_residents(word, 300).value()) {
                    const auto found = core.resident(row.nik, {"uji", engine::Role::Sistem}, "uji").value();
                    if (found->record_state == population::RecordState::Unregistered && age_on(found->born, kDay) >= 17 && found->missing_fingers == 0 &&
                        found->nationality == population::Nationality::Wni && found->life == population::LifeStatus::Active)
                        return found;
                }
            return std::shared_ptr<const population::Resident>();
        }).get();
        REQUIRE(resident);
        person = sim_person(*resident, kDay);
        scene.set_person(person);
        must(engine::TakeTicket{"S02", engine::Errand::Apply, false, resident->nik, {{"alasan", "PEMULA"}}, ""});
        must(engine::CallTicket{"1", ""});
        const auto snapshot = office_->core->snapshot();
        must(engine::ReceiveFile{snapshot->office.queue.tickets.begin()->first});
        id_ = office_->core->snapshot()->office.case_by_nik.at(resident->nik);
    }
    void open_page() {
        REQUIRE(station_->sign_in_as("wulan"));
        REQUIRE(puppet_->settle());
        station_->handle({"tab", "recording"});
        REQUIRE(puppet_->settle());
        act("open", id_);
    }

    test::Folder folder_;
    ManualClock clock_;
    SeededRandom random_{5};
    StationStrings strings_;
    std::unique_ptr<OpenOffice> office_;
    std::unique_ptr<Station> station_;
    std::unique_ptr<Puppet> puppet_;
    std::unique_ptr<ui::Headless> screen_;
    std::string id_;
};

}  // namespace

TEST_CASE("a whole recording: six stages, both index fingers once more, the applicant signs and approves") {
    RecordingDesk desk("recording-whole");
    desk.stages(6);
    CHECK(desk.at()->recording_complete());
    CHECK(desk.at()->unverified_slots() == std::vector<std::string>{"finger:2", "finger:7"});
    desk.act("capture");
    desk.act("capture");
    CHECK(desk.at()->unverified_slots().empty());
    CHECK_FALSE(desk.screen().find("approve")->enabled);
    desk.act("sign");
    CHECK(desk.screen().find("approve")->enabled);
    desk.act("approve");
    CHECK(desk.at()->record_state == engine::kBioCaptured);
    CHECK(desk.events("SampleVerified") == 2);
    for (const auto& [slot, sample] : desk.at()->samples) CHECK(desk.stored(sample.digest));
}

TEST_CASE("the best of the tries is kept finger by finger, and never more tries than three") {
    RecordingDesk desk("recording-best");
    desk.stages(2);
    desk.fault("sim_fingerprint", "dry_finger", 3);
    for (int i = 0; i < 5; ++i) desk.act("capture");
    CHECK(desk.flow().tries() == 3);
    REQUIRE(desk.flow().can_keep());
    desk.act("next");
    for (const auto* slot : {"finger:2", "finger:3", "finger:4", "finger:5"}) {
        CHECK(desk.at()->samples.at(slot).tries == 3);
        CHECK(desk.stored(desk.at()->samples.at(slot).digest));
    }
}

TEST_CASE("the photo is the applicant's to approve: repeated at will, the last one is kept") {
    RecordingDesk desk("recording-photo");
    for (int i = 0; i < 5; ++i) desk.act("capture");
    CHECK(desk.flow().tries() == 5);
    desk.act("next");
    CHECK(desk.at()->samples.at("photo").tries == 5);
}

TEST_CASE("the wrong hand is seen at once, by its outline or because its fingers are known, and nothing of it is kept") {
    RecordingDesk desk("recording-hands");
    desk.stages(2);
    desk.fault("sim_fingerprint", "swapped_hands");
    desk.act("capture");
    CHECK(desk.notice() == desk.words("error.finger.wrong_hand"));
    CHECK(desk.flow().tries() == 0);
    CHECK_FALSE(desk.flow().can_keep());
    desk.stage();
    CHECK(desk.kept("finger:2"));
    desk.fault("sim_fingerprint", "swapped_hands");
    desk.act("capture");
    CHECK(desk.notice() == desk.words("error.finger.wrong_hand"));
    CHECK_FALSE(desk.flow().can_keep());
    desk.stage();
    CHECK(desk.kept("finger:7"));
}

TEST_CASE("a finger that was recorded as another one is named, also after a restart") {
    RecordingDesk desk("recording-twice");
    desk.stages(3);
    desk.restart();
    desk.fault("sim_fingerprint", "same_finger", 1, static_cast<int>(biometrics::Finger::RightIndex));
    desk.act("capture");
    const auto said = desk.notice();
    CHECK(said.find(desk.words("slot.finger.2")) != std::string::npos);
    CHECK(said.find(desk.words("slot.finger.10")) != std::string::npos);
    CHECK(desk.flow().tries() == 0);
    desk.stage();
    CHECK(desk.kept("finger:10"));
}

TEST_CASE("fewer fingers than asked for are never accepted, the missing one is excused with its picture") {
    RecordingDesk desk("recording-missing");
    desk.person.missing_fingers = {biometrics::Finger::RightRing};
    desk.scene.set_person(desk.person);
    desk.stages(2);
    desk.act("capture");
    CHECK(desk.notice() == desk.words("error.finger.missing"));
    CHECK_FALSE(desk.flow().can_keep());
    desk.act("excuse", "finger:4:AMPUTASI");
    CHECK(desk.flow().has_evidence());
    CHECK_FALSE(desk.kept("finger:4"));  // not before its picture is kept
    desk.act("evidence.keep");
    CHECK(desk.at()->samples.at("finger:4").excused == "AMPUTASI");
    CHECK(desk.stored(desk.at()->samples.at("finger:4").digest));
    desk.stage();
    CHECK(desk.kept("finger:5"));
}

TEST_CASE("who cannot sign leaves the mark of a thumb: the left, else the right") {
    RecordingDesk desk("recording-mark");
    desk.person.missing_fingers = {biometrics::Finger::LeftThumb};
    desk.scene.set_person(desk.person);
    desk.stage();
    desk.act("excuse", "signature:CACAT");
    REQUIRE(desk.flow().has_evidence());
    desk.act("evidence.keep");
    CHECK(desk.at()->samples.at("signature").excused == "CACAT");
    desk.stages(2);
    desk.act("excuse", "finger:6:AMPUTASI");
    desk.act("evidence.keep");
    desk.stages(2);
    desk.act("capture");
    desk.act("capture");
    CHECK(desk.screen().find("sign") == nullptr);
    desk.act("approve");
    CHECK(desk.at()->record_state == engine::kBioCaptured);
}

TEST_CASE("an exception that is given up changes nothing") {
    RecordingDesk desk("recording-give-up");
    desk.stages(2);
    desk.act("excuse", "finger:2:LUKA");
    desk.act("evidence");
    desk.act("evidence.cancel");
    CHECK_FALSE(desk.kept("finger:2"));
    desk.stage();
    CHECK(desk.at()->samples.at("finger:2").excused.empty());
}

TEST_CASE("after a restart the recording goes on at the first open stage with what was kept") {
    RecordingDesk desk("recording-resume");
    desk.stages(3);
    desk.act("excuse", "finger:10:LUKA");
    desk.act("evidence.keep");
    desk.act("capture");  // captured, not kept: lost with the power
    const auto before = desk.at()->samples.at("finger:2").digest;
    desk.restart();
    CHECK(desk.at()->samples.at("finger:2").digest == before);
    CHECK(desk.at()->missing_slots().front() == "finger:7");
    desk.stages(3);
    desk.act("capture");
    desk.restart();  // between the two fingers
    CHECK(desk.at()->unverified_slots() == std::vector<std::string>{"finger:7"});
    desk.act("capture");
    desk.act("sign");
    desk.act("approve");
    CHECK(desk.at()->record_state == engine::kBioCaptured);
}

TEST_CASE("a finger that does not match three times opens its hand again") {
    RecordingDesk desk("recording-verify");
    desk.stages(6);
    desk.fault("sim_fingerprint", "wrong_person", 3);
    desk.act("capture");
    CHECK(desk.notice().find("2") != std::string::npos);
    CHECK(desk.screen().find("hint.0")->value == "finger.clean_glass");
    desk.act("capture");
    CHECK(desk.events("SampleVerified") == 0);
    desk.act("capture");
    CHECK(desk.events("SampleVerified") == 1);
    CHECK(desk.at()->missing_slots() == std::vector<std::string>{"finger:2", "finger:3", "finger:4", "finger:5"});
    desk.stage();
    desk.act("capture");
    desk.act("capture");
    desk.act("sign");
    desk.act("approve");
    CHECK(desk.at()->record_state == engine::kBioCaptured);
}

TEST_CASE("a device that goes away in mid-capture is told in words, and goes on when it is back") {
    RecordingDesk desk("recording-unplugged");
    desk.stages(2);
    for (const auto* driver : {"sim_fingerprint", "sim_iris"}) {
        if (std::string_view(driver) == "sim_iris") desk.stages(3);
        desk.fault(driver, "unplugged");
        desk.act("capture");
        CHECK(desk.notice() == desk.words("error.device.gone"));
        CHECK(desk.flow().tries() == 0);
    }
    desk.stage();
    CHECK(desk.at()->recording_complete());
}

TEST_CASE("turned to the applicant the page shows the picture and no data") {
    RecordingDesk desk("recording-facing");
    desk.act("facing");
    CHECK(desk.screen().find("sentence") != nullptr);
    desk.act("capture");
    CHECK(desk.screen().find("next")->label == desk.words("desk.photo_yes"));
    const auto nik = desk.at()->nik;
    for (const auto& node : desk.screen().nodes()) CHECK((node.label + node.value).find(nik.substr(0, 6)) == std::string::npos);
    desk.act("next");
    desk.act("facing");
    CHECK(desk.screen().find("sentence") == nullptr);
}
