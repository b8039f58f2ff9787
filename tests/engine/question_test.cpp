// Answers of every type, and conditions over answers and the register.

#include <catch2/catch.hpp>

#include "tests/engine/world.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

const Date kToday{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)};

std::string outcome(const Question& question, const std::string& answer) {
    const auto status = question.accepts(answer, kToday);
    return status ? "ok" : status.error().code;
}

Question of(QuestionType type, Limits limits = {}) {
    return {.key = "x", .text = {}, .options = {}, .condition = {}, .type = type, .limits = limits};
}

}  // namespace

TEST_CASE("texts: length in letters, no control characters, no broken UTF-8") {
    const auto text = of(QuestionType::Text, {.shortest = 2, .longest = 5});
    CHECK(outcome(text, "abc") == "ok");
    CHECK(outcome(text, "ñéíóú") == "ok");  // five letters, ten bytes
    CHECK(outcome(text, "") == "answers.missing");
    CHECK(outcome(text, "a") == "answers.length");
    CHECK(outcome(text, "abcdef") == "answers.length");
    CHECK(outcome(text, "   ") == "answers.shape");
    CHECK(outcome(text, "a\nb") == "answers.shape");
    CHECK(outcome(text, std::string("a\0b", 3)) == "answers.shape");
    CHECK(outcome(text, "a\xff") == "answers.shape");
    CHECK(outcome(text, "ab\xc3") == "answers.shape");
    CHECK(outcome(text, "\x80 ab") == "answers.shape");
}

TEST_CASE("names of new people follow Permendagri 73/2022") {
    const auto name = of(QuestionType::Text, {.longest = 100, .name = true});
    CHECK(outcome(name, "SITI AISYAH") == "ok");
    CHECK(outcome(name, "SITI 2") == "name.digit");
    CHECK(outcome(name, std::string(61, 'A')) == "name.too_long");
}

TEST_CASE("dates exist, and lie on the right side of today") {
    CHECK(outcome(of(QuestionType::Date), "2024-02-29") == "ok");
    for (const auto* wrong : {"2026-02-29", "23-11-2026", "2026-11-3", "besok", "2026-11-23x"})
        CHECK(outcome(of(QuestionType::Date), wrong) == "answers.no_such_day");
    const auto past = of(QuestionType::Date, {.not_future = true}), future = of(QuestionType::Date, {.not_past = true});
    CHECK(outcome(past, "2026-11-23") == "ok");
    CHECK(outcome(past, "2026-11-24") == "answers.future");
    CHECK(outcome(future, "2026-11-23") == "ok");
    CHECK(outcome(future, "2026-11-22") == "answers.past");
    CHECK(past.accepts("2026-11-24", std::nullopt).ok());  // no day to compare with
}

TEST_CASE("numbers are whole and within their limits") {
    const auto number = of(QuestionType::Number, {.low = 1, .high = 45});
    CHECK(outcome(number, "45") == "ok");
    CHECK(outcome(number, "0") == "answers.range");
    CHECK(outcome(number, "46") == "answers.range");
    for (const auto* wrong : {"4.5", "x", " 4", "4 ", "+4", "0x4", "99999999999999999999"}) CHECK(outcome(number, wrong) == "answers.shape");
}

TEST_CASE("numbers of people, families and villages have their shapes") {
    CHECK(outcome(of(QuestionType::Nik), nik(1)) == "ok");
    CHECK(outcome(of(QuestionType::Nik), nik(1) + "0") == "answers.shape");
    CHECK(outcome(of(QuestionType::Kk), "210106010101000A") == "answers.shape");
    CHECK(outcome(of(QuestionType::Village), "21.01.06.1008") == "ok");
    for (const auto* wrong : {"2101061008", "21.01.06.100", "21-01-06-1008", "21.01.06.1008.1", "21.01.06.100x"})
        CHECK(outcome(of(QuestionType::Village), wrong) == "answers.shape");
    CHECK(outcome(of(QuestionType::Persons), nik(1) + "," + nik(2)) == "ok");
    for (const auto& wrong : {std::string(","), nik(1) + ",", std::string(",").append(nik(1)), nik(1) + "," + nik(1), nik(1) + ";" + nik(2)})
        CHECK(outcome(of(QuestionType::Persons), wrong) == "answers.shape");
    std::string crowd = nik(1);
    for (std::size_t person = 2; person <= kMostPersons + 1; ++person) crowd.append(",").append(nik(static_cast<int>(person)));
    CHECK(outcome(of(QuestionType::Persons), crowd) == "answers.shape");
}

TEST_CASE("a form is walked question by question, an optional one may be passed over") {
    const auto& kk = *shipped_services().find("S01");
    Answers answers;
    CHECK(kk.next_question(answers)->key == "alasan");
    answers["alasan"] = "BARU";
    CHECK(kk.next_question(answers)->key == "nikah_tercatat");
    answers["nikah_tercatat"] = "YA";
    const auto* spouse = kk.next_question(answers);
    CHECK(spouse->key == "pasangan");
    CHECK_FALSE(spouse->required);
    CHECK(kk.next_question(answers, spouse)->key == "anggota");
    CHECK(kk.accepts(answers).error().code == "answers.missing");
    answers["beda_data"] = "TIDAK";
    CHECK(kk.accepts(answers).ok());
    answers["kepala"] = nik(1);  // not asked of a new family
    CHECK(kk.accepts(answers).error().code == "answers.unknown");
}

TEST_CASE("conditions over numbers, over being answered, and over what is not known") {
    const Condition grown{.op = Condition::Op::AtLeast, .answer = "@age", .limit = 17},
        young{.op = Condition::Op::Below, .answer = "@age", .limit = 17};
    CHECK(grown.holds({{"@age", "17"}}));
    CHECK_FALSE(grown.holds({{"@age", "16"}}));
    CHECK(young.holds({{"@age", "16"}}));
    for (const auto& unknown : {Answers{}, Answers{{"@age", "old"}}}) CHECK_FALSE((grown.holds(unknown) || young.holds(unknown)));
    const Condition given{.op = Condition::Op::Given, .answer = "x"};
    CHECK(given.holds({{"x", ""}}));
    CHECK_FALSE(given.holds({}));
    CHECK_FALSE(Condition{.op = Condition::Op::Never}.holds({}));
}

TEST_CASE("a case keeps what the register said when it was opened, and only what its service tests") {
    World world;
    const auto& kia = *shipped_services().find("S03");
    const auto id = world.open(kia, nik(1), {{"anak", nik(kFirstChild + 1)}, {"alasan", "BARU"}});
    CHECK(world.at(id).answers.at("@anak.age") == "4");
    CHECK(world.at(id).answers.at("@anak.foreigner") == "no");
    CHECK_FALSE(world.at(id).answers.contains("@age"));
    CHECK(with_register(kia, {{"@anak.age", "3"}, {"anak", nik(99)}}, std::nullopt, [](const auto&) { return std::nullopt; }, kToday) == Answers{{"anak", nik(99)}});
    world.people[nik(kFirstChild + 1)].born = Date{std::chrono::year(2015), std::chrono::month(1), std::chrono::day(1)};
    world.walk_to(id, 4);
    CHECK(world.at(id).marks.count(4) == 0);  // the photos of an older child are not asked for in the middle of a case
    CHECK(world.at(id).resi.substr(11, 3) == "KIA");
    const auto& card = world.open(ktp(), nik(2), {{"alasan", "PEMULA"}});
    CHECK(world.at(card).answers == Answers{{"alasan", "PEMULA"}, {"@foreigner", "no"}});
}
