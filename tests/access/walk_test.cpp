// Every service an applicant can start, from the first page to the queue number: by touch, by keypad alone, by ear alone.

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "kiosk/app/flows/wording.h"
#include "tests/desk/office.h"
#include "tests/whole.h"
#include "visitor.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using engine::Question;
using engine::QuestionType;

namespace {

/// One applicant of one service, who knows their own number, family and answers.
class Walk {
  public:
    Walk(DeskOffice& office, Station& station, Visitor& visitor, const engine::Service& service)
        : office_(office), station_(station), visitor_(visitor), service_(service), nik_(office.applicant(service)), answers_(office.fill(service, nik_, 5)) {}

    /// The queue number.
    std::string to_ticket() {
        for (int pages = 0; pages < 60; ++pages) {
            const auto page = visitor_.page();
            INFO(service_.id << " page " << pages << ": " << page);
            if (tells(page, say("ticket.title"))) return ticket_on(page);
            REQUIRE(one_page(page));
        }
        FAIL("the walk never ends");
        return {};
    }

  private:
    std::string say(const std::string& key) const { return station_.words(key); }
    static bool tells(const std::string& page, const std::string& words) { return page.find(words) != std::string::npos; }

    bool one_page(const std::string& page) {
        if (tells(page, say("attract.touch"))) return visitor_.choose(say("attract.touch"));
        if (tells(page, say("service.hint"))) return visitor_.go_on();
        if (tells(page, say("review.title"))) return visitor_.go_on();
        if (tells(page, say("home.title"))) return visitor_.choose(alone() ? service_.name.id() : say("home.group." + service_.letter));
        if (tells(page, say("services.hint"))) return visitor_.choose(service_.name.id());
        if (tells(page, say("identity.nik.title"))) return identify();
        if (tells(page, say("identity.passport.title"))) return visitor_.write(nik_.substr(std::string("PASPOR-").size())) && visitor_.go_on();
        if (tells(page, say("confirm.title"))) return visitor_.go_on();
        if (tells(page, say("priority.title"))) return visitor_.choose(say("priority.none")) && visitor_.go_on();
        if (tells(page, say("bring.title"))) return visitor_.go_on();
        for (const auto& question : service_.questions)
            if (tells(page, question.text.id())) return answer(question) && visitor_.go_on();
        return visitor_.go_on();  // a page that asks nothing: to be read
    }

    [[nodiscard]] bool alone() const {
        const auto all = office_.services().with_ticket();
        return std::ranges::count_if(all, [&](const auto* each) { return each->letter == service_.letter; }) == 1;
    }

    bool identify() {
        if (nik_.starts_with("PASPOR-")) return visitor_.choose(say("identity.mode.passport"));
        return visitor_.type(nik_) && visitor_.go_on();
    }

    bool answer(const Question& question) {
        const auto given = answers_.find(question.key);
        if (given == answers_.end()) return true;  // an optional question is passed over
        const auto& value = given->second;
        switch (question.type) {
            case QuestionType::Choice: {
                const auto option = std::ranges::find(question.options, value, &engine::Option::value);
                return visitor_.choose(option->label.id());
            }
            case QuestionType::Date: return visitor_.type(value.substr(8, 2) + value.substr(5, 2) + value.substr(0, 4));
            case QuestionType::Number:
            case QuestionType::Kk: return visitor_.type(value);
            case QuestionType::Text: return visitor_.write(value);
            case QuestionType::Village: return pick_place(value);
            default: break;
        }
        return std::ranges::all_of(engine::niks_in(value), [&](const auto& nik) { return pick_person(nik); });
    }

    bool pick_place(const std::string& code) {
        const auto place = office_.equipment().core.reference().regions.place(code);
        const std::string name(place.village.empty() ? place.district : place.village);
        return visitor_.write(name) && visitor_.choose(fmt::format("{}, {}", name, place.village.empty() ? place.regency : place.district));
    }

    /// By masked name and year where the family is offered, else by number.
    bool pick_person(const std::string& nik) {
        const auto page = visitor_.page();
        auto person = office_.equipment().core.ask([nik](Core& core) { return core.resident(nik, {"uji", engine::Role::Sistem}, "uji"); }).get();
        if (person) {
            const auto label = fmt::format("{} \xC2\xB7 {}", masked_name((*person)->name), static_cast<int>((*person)->born.year()));
            if (visitor_.choose(label)) return true;
        }
        if (tells(page, say("field.other_number"))) {
            if (!visitor_.choose(say("field.other_number"))) return false;
        }
        if (!visitor_.type(nik)) return false;
        return !tells(visitor_.page(), say("field.add")) || visitor_.choose(say("field.add"));
    }

    std::string ticket_on(const std::string& page) {
        const auto snapshot = office_.equipment().core.snapshot();
        for (const auto& [number, ticket] : snapshot->office.queue.tickets)
            if (ticket.nik == nik_ && ticket.service == service_.id && tells(page, number)) return number;
        return {};
    }

    DeskOffice& office_;
    Station& station_;
    Visitor& visitor_;
    const engine::Service& service_;
    std::string nik_;
    engine::Answers answers_;
};

void walk_all(Way way) {
    DeskOffice office("SOP2019");
    const auto strings = StationStrings::load(LOKET_SOURCE_DIR "/assets");
    REQUIRE(strings.ok());
    const int every = way == Way::Touch ? 1 : loket::test::whole_or(1, 3);  // the widgets are the same in all services
    int number = 0, walked = 0;
    for (const auto* service : office.services().with_ticket()) {
        if (number++ % every != 0) continue;
        office.clock.advance(std::chrono::hours(24 * 7));  // one number a day for one person
        speech::TranscriptSpeaker speaker;
        Station station(office.equipment(), *strings, &speaker);
        auto stage = ui::Headless::create([&](ui::Ui& ui) { station.draw(ui); });
        REQUIRE(stage.ok());
        const auto visitor = make_visitor(way, station, **stage, speaker);
        INFO(service->id);
        CHECK_FALSE(Walk(office, station, *visitor, *service).to_ticket().empty());
        ++walked;
    }
    CHECK(walked >= 10 / every);
}

}  // namespace

TEST_CASE("every service of an applicant is reached by touch") { walk_all(Way::Touch); }
TEST_CASE("every service of an applicant is reached by the keys of a keypad alone") { walk_all(Way::Keypad); }
TEST_CASE("every service of an applicant is reached by ear alone") { walk_all(Way::Ears); }
