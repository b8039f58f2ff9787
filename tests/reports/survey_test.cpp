#include "workflow/reports/survey.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "devices/base/random.h"
#include "tests/reports/fixture.h"
#include "workflow/reports/number.h"
#include "workflow/reports/publish.h"
#include "workflow/reports/sample_size.h"

using namespace loket;
using namespace loket::reports;
using reports::test::day;

namespace {

SurveyAnswer answer(std::vector<int> scores, const char* service = "S02", const char* on = "2025-08-01") {
    return {day(on), service, std::move(scores), {}, {}};
}

std::array<UnsurResult, kUnsur> sums(const std::array<int, kUnsur>& values, int filled) {
    std::array<UnsurResult, kUnsur> out;
    for (std::size_t u = 0; u < kUnsur; ++u) out[u] = {values[u], filled, {}};
    return out;
}

}  // namespace

TEST_CASE("the worked example with its known slip: 955 points of 29 people are 91.48, mutu A") {
    const auto result = ikm_of_sums(sums({105, 101, 100, 116, 102, 105, 106, 105, 115}, 29), 29);
    CHECK(*result.ikm == Approx(955.0 / 261 * 25));
    CHECK(decimal(*result.ikm, 2) == "91,48");
    CHECK(decimal(*result.ikm, 3) == "91,475");
    CHECK(*result.mutu == Mutu::A);
    CHECK(words(*result.mutu) == "Sangat baik");
    CHECK(decimal(*result.ikm_011, 2) == "90,56");  // what the contradicting page printed
}

TEST_CASE("a perfect score is 100 by 1/9 and 99 by 0.11") {
    const std::vector<SurveyAnswer> answers(7, answer({4, 4, 4, 4, 4, 4, 4, 4, 4}));
    const auto result = ikm(answers);
    CHECK(*result.ikm == 100);
    CHECK(*result.ikm_011 == Approx(99));
    CHECK(*ikm(std::vector{answer({1, 1, 1, 1, 1, 1, 1, 1, 1})}).ikm == 25);
}

TEST_CASE("classes meet without a gap") {
    CHECK(classify(88.30) == Mutu::B);
    CHECK(classify(88.304) == Mutu::B);
    CHECK(classify(88.305) == Mutu::A);
    CHECK(classify(88.31) == Mutu::A);
    CHECK(classify(76.60) == Mutu::C);
    CHECK(classify(76.605) == Mutu::B);
    CHECK(classify(76.61) == Mutu::B);
    CHECK(classify(64.99) == Mutu::D);
    CHECK(classify(64.995) == Mutu::C);
    CHECK(classify(65.00) == Mutu::C);
    CHECK(classify(100) == Mutu::A);
    CHECK(classify(25) == Mutu::D);
    // 81.26 was an A under KEP/25/M.PAN/2004.
    CHECK(classify(81.26) == Mutu::B);
    CHECK(classify_nrr(3.5324) == Mutu::A);
    CHECK(classify_nrr(3.532) == Mutu::B);
    CHECK(classify_nrr(3.0644) == Mutu::B);
    CHECK(classify_nrr(3.064) == Mutu::C);
    CHECK(classify_nrr(2.60) == Mutu::C);
    CHECK(classify_nrr(2.5996) == Mutu::D);
}

TEST_CASE("nobody answered: no figure, and the report says so") {
    const auto result = ikm({});
    CHECK(!result.ikm);
    CHECK(!result.mutu);
    CHECK(!result.ikm_011);
    const auto report = ikm_report({.period = reports::test::kSemester.period(), .answers = {}, .services = {{"S02", "KTP-el"}}});
    CHECK(problems(report).empty());
    CHECK(std::get<Paragraph>(report.blocks.front()).text.find("Belum ada responden") != std::string::npos);
    const auto* services = find_table(report, "2");
    REQUIRE(services != nullptr);
    CHECK(std::holds_alternative<std::monostate>(services->rows.at(0).cells.at(2)));
    CHECK(printed(services->rows[0].cells[4], services->columns[4]) == "belum ada responden");
}

TEST_CASE("what is left out lowers nobody's mark") {
    const auto result = ikm(std::vector{answer({4, 0, 4, 4, 4, 4, 4, 4, 4}), answer({4, 2, 4, 4, 4, 4, 4, 4, 4})});
    CHECK(result.unsur[1].filled == 1);
    CHECK(*result.unsur[1].nrr == 2);
    CHECK(*result.ikm == Approx((8 * 4 + 2) * 25 / 9.0));
    // An unsur nobody rated leaves eight, each with weight 1/8.
    const auto eight = ikm(std::vector{answer({4, 0, 4, 4, 4, 4, 4, 4, 4})});
    CHECK(eight.rated == 8);
    CHECK(*eight.ikm == 100);
    CHECK(!eight.ikm_011);
}

TEST_CASE("answers that are none are refused with a reason and counted apart") {
    CHECK(check(answer({4, 4, 4})).error().code == "survey.count");
    CHECK(check(answer({4, 4, 4, 4, 5, 4, 4, 4, 4})).error().code == "survey.score");
    CHECK(check(answer({4, 4, 4, 4, -1, 4, 4, 4, 4})).error().code == "survey.score");
    CHECK(check(answer({0, 0, 0, 0, 0, 0, 0, 0, 0})).error().code == "survey.empty");
    auto undated = answer({4, 4, 4, 4, 4, 4, 4, 4, 4});
    undated.day = {};
    CHECK(check(undated).error().code == "survey.day");
    const auto result = ikm(std::vector{answer({9, 9, 9, 9, 9, 9, 9, 9, 9}), answer({3, 3, 3, 3, 3, 3, 3, 3, 3})});
    CHECK(result.refused == 1);
    CHECK(result.respondents == 1);
    CHECK(*result.ikm == 75);
}

TEST_CASE("property: the index lies between 25 and 100, ignores order, and rises with any better mark") {
    SeededRandom random(5);
    for (int round = 0; round < 300; ++round) {
        std::vector<SurveyAnswer> answers;
        for (int i = random.between(1, 40); i > 0; --i) {
            std::vector<int> scores;
            for (std::size_t u = 0; u < kUnsur; ++u) scores.push_back(random.between(0, 4));
            scores[random.below(kUnsur)] = random.between(1, 4);
            answers.push_back(answer(scores));
        }
        const auto result = ikm(answers);
        REQUIRE(result.ikm);
        CHECK(*result.ikm >= 25 - 1e-9);
        CHECK(*result.ikm <= 100 + 1e-9);
        if (result.ikm_011) CHECK(*result.ikm_011 == Approx(*result.ikm * 0.99));
        auto turned = answers;
        std::reverse(turned.begin(), turned.end());
        CHECK(*ikm(turned).ikm == Approx(*result.ikm));
        auto& mark = answers[random.below(answers.size())].scores[random.below(kUnsur)];
        if (mark == 0 || mark == 4) continue;
        ++mark;
        CHECK(*ikm(answers).ikm > *result.ikm);
    }
}

TEST_CASE("a semester's report: services, profile, suggestions, sample size") {
    IkmInput input{.period = reports::test::kSemester.period(), .answers = {}, .services = {{"S01", "Kartu Keluarga"}, {"S02", "KTP-el"}},
                   .customers = 200};
    for (int i = 0; i < 20; ++i) {
        auto one = answer({4, 3, 4, 4, 3, 4, 4, 3, 4}, i % 4 == 0 ? "S01" : "S02");
        one.profile.age = age_band(18 + i * 2);
        if (i % 3 != 0) one.profile.sex = population::Sex::Female;
        one.profile.work = Work::Private;
        input.answers.push_back(one);
    }
    input.answers.back().suggestion = "=Kursi kurang; \"mohon\" ditambah";
    input.answers.push_back(answer({1, 1, 1, 1, 1, 1, 1, 1, 1}, "S02", "2025-06-30"));  // the semester before
    const auto report = ikm_report(input);
    CHECK(problems(report).empty());
    const auto* services = find_table(report, "2");
    CHECK(*count_at(*services, {0, 1}) == 5);
    CHECK(*count_at(*services, {1, 1}) == 15);
    CHECK(*count_at(*services, {kTotals, 1}) == 20);
    CHECK(std::get<Paragraph>(report.blocks.front()).text.find("132") != std::string::npos);
    CHECK(std::get<Paragraph>(report.blocks.front()).text.find("kurang 112") != std::string::npos);
    CHECK(find_table(report, "4")->rows.size() == 1);
    const auto open = for_publication(report);
    CHECK(find_table(open, "4") == nullptr);  // free text may name people
    CHECK(find_table(open, "3") != nullptr);
}

TEST_CASE("Krejcie and Morgan: the formula gives the printed table, row by row, but for its last") {
    for (const auto& [population, sample] : kKrejcieMorgan) {
        INFO(population);
        CHECK(sample_size(population) == sample);
        CHECK(krejcie_morgan_formula(population) == (population == 100'000 ? 383 : sample));
    }
    CHECK(sample_size(0) == 0);
    CHECK(sample_size(-3) == 0);
    CHECK(sample_size(1) == 1);
    CHECK(sample_size(160'000) == 384);
    int last = 0;
    for (int population = 1; population < 3000; ++population) {
        const int sample = sample_size(population);
        CHECK(sample >= last);
        CHECK(sample <= population);
        last = sample;
    }
    CHECK(sample_size_table().rows.size() == 90);
    CHECK(problems(sample_size_table()).empty());
}

TEST_CASE("age bands") {
    CHECK(age_band(16) == AgeBand::Under17);
    CHECK(age_band(17) == AgeBand::From17);
    CHECK(age_band(25) == AgeBand::From17);
    CHECK(age_band(26) == AgeBand::From26);
    CHECK(age_band(56) == AgeBand::From56);
    CHECK(label(AgeBand::From56) == "56 tahun ke atas");
}
