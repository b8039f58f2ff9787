// `loket finger`: what it prints and writes, on synthetic fingers; what it says of pictures that are none.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/synth/synth.h"
#include "kiosk/app/match_rates.h"
#include "process.h"

using namespace loket;
using test::Folder;
using test::run_program;

namespace {

cv::Mat finger_picture_of(std::uint64_t person, std::uint64_t take) {
    static std::map<std::uint64_t, biometrics::synth::FingerMaster> masters;
    auto known = masters.find(person);
    if (known == masters.end()) known = masters.emplace(person, biometrics::synth::finger_master(person, biometrics::Finger::RightIndex)).first;
    const auto image = biometrics::synth::render_impression(known->second, {.seed = take, .rotation_deg = 4.0 * static_cast<double>(take)});
    return cv::Mat(image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())).clone();
}

std::string saved(const Folder& folder, const std::string& name, const cv::Mat& picture) {
    const auto path = (folder.path() / name).string();
    REQUIRE(cv::imwrite(path, picture));
    return path;
}

std::vector<std::vector<std::string>> table_of(const std::string& text) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        auto& row = rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    }
    return rows;
}

bool tells_of(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("error rates are those of the FVC protocol") {
    using app::match_rates;
    CHECK(match_rates({}, {1, 2}) == app::MatchRates{});
    CHECK(match_rates({5, 6}, {1, 2}) == app::MatchRates{});
    CHECK(match_rates({0, 0}, {0, 0}).eer == 50);
    // one of four genuine pairs below one of four impostors
    const auto crossed = match_rates({3, 10, 11, 12}, {1, 2, 2, 4});
    CHECK(crossed.eer == 12.5);  // between the thresholds 3 and 4: both false (0, 25 %) and (25 %, 0)
    CHECK(crossed.fmr100 == 25);
    std::vector<double> genuine, impostor;
    for (int i = 0; i < 1000; ++i) {
        genuine.push_back(i + 0.5);
        impostor.push_back(i - 900);  // 99 beat the lowest genuine pair
    }
    const auto rates = match_rates(genuine, impostor);
    CHECK(rates.fmr100 == Approx(9.0).margin(0.101));
    CHECK(rates.fmr1000 == Approx(9.9).margin(0.101));
    CHECK(rates.fmr10000 == Approx(10.0).margin(0.101));
    // what could not be compared scores nothing: such genuine pairs are lost, such impostors kept out
    CHECK(match_rates({0, 50, 50, 50}, {0, 0, 1, 1}).fmr1000 == 25);
}

TEST_CASE("finger extract, match and verify take pictures and records") {
    const Folder folder("finger-files");
    const auto a = saved(folder, "a.png", finger_picture_of(7001, 0)), b = saved(folder, "b.png", finger_picture_of(7001, 2)), other = saved(folder, "c.bmp", finger_picture_of(7002, 0));
    const auto out = folder.path() / "records";
    const auto extracted = run_program({"finger", "extract", a, b, other, "--dpi", "500", "--out", out.string()}, false);
    REQUIRE(extracted.code == 0);
    CHECK(table_of(extracted.text).size() == 3);
    const auto record = biometrics::iso::decode_record(read_file(out / "a.fmr").value());
    REQUIRE(record);
    CHECK(record->views.size() == 1);
    CHECK(record->views.front().quality > 40);

    const auto match = run_program({"finger", "match", a, b, "--json"}, false);
    const auto outcome = nlohmann::json::parse(match.text);
    CHECK(outcome["match"] == true);
    CHECK(outcome["score"] >= outcome["threshold"]);

    REQUIRE(write_text(folder.path() / "pairs.tsv", fmt::format("# pairs\n{}\t{}\n{}\t{}\n\na.png\trecords/c.fmr\n", a, b, (out / "a.fmr").string(), b)));
    const std::vector<std::string> ask = {"finger", "verify", "--pairs", (folder.path() / "pairs.tsv").string(), "--threads"};
    const auto with = [&](std::vector<std::string> words, const char* threads) {
        words.emplace_back(threads);
        return run_program(words, false);
    };
    const auto one = with(ask, "1"), three = with(ask, "3");
    REQUIRE(one.code == 0);
    CHECK(one.text == three.text);
    const auto rows = table_of(one.text);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0][0] == a);
    CHECK(std::stod(rows[0][2]) > 40);
    CHECK(std::stod(rows[1][2]) > 40);
    CHECK(rows[2][1] == "records/c.fmr");
    CHECK(std::stod(rows[2][2]) < 40);

    const auto search = run_program({"finger", "search", "--gallery", out.string(), "--probes", folder.str(), "--most", "1"}, false);
    CHECK(search.code == 0);
    const auto hits = table_of(search.text);
    REQUIRE(hits.size() == 3);
    for (const auto& hit : hits) CHECK(std::stod(hit[2]) > 40);
    CHECK(tells_of(hits[2][0], "c.bmp"));
    CHECK(tells_of(hits[2][1], "c.fmr"));
}

TEST_CASE("finger eer counts pairs by the protocol and gives stable keys") {
    const Folder folder("finger-set");
    for (int person = 1; person <= 3; ++person)
        for (int take = 1; take <= 2; ++take) saved(folder, fmt::format("{}_{}.png", 100 + person, take), finger_picture_of(7100 + static_cast<std::uint64_t>(person), static_cast<std::uint64_t>(take)));
    saved(folder, "103_3.png", cv::Mat(300, 300, CV_8UC1, cv::Scalar(255)));  // no finger: its pairs score 0
    const auto run = run_program({"finger", "eer", "--set", folder.str(), "--json", "--threads", "2"}, false);
    REQUIRE(run.code == 0);
    const auto found = nlohmann::json::parse(run.text);
    REQUIRE(found["sets"].size() == 1);
    const auto& set = found["sets"].begin().value();
    CHECK(set["genuine"] == 5);
    CHECK(set["impostors"] == 3);
    CHECK(set["failed"] == 1);
    CHECK(set["fmr1000"] == 40);  // two of five
    CHECK(found["pooled"]["impostors"] == 16);
    for (const auto* key : {"eer", "fmr100", "fmr1000", "fmr10000"}) CHECK(found["pooled"][key].is_number());
    CHECK(run_program({"finger", "eer", "--set", (folder.path() / "none").string()}).code == 1);
}

TEST_CASE("pictures that are no good fingers get a quality or a plain error") {
    const Folder folder("finger-robust");
    const auto good = finger_picture_of(7200, 0);
    const auto score_of = [&](const std::string& name, const cv::Mat& picture, std::vector<std::string> more = {}) {
        std::vector<std::string> words = {"finger", "quality", saved(folder, name, picture)};
        words.insert(words.end(), more.begin(), more.end());
        const auto rows = table_of(run_program(words, false).text);
        return rows.size() == 1 && rows[0].size() == 4 ? std::stoi(rows[0][1]) : -1;
    };
    const int plain = score_of("good.png", good);
    CHECK(plain > 60);
    CHECK(score_of("blank.png", cv::Mat(400, 320, CV_8UC1, cv::Scalar(255))) == 0);
    CHECK(score_of("black.png", cv::Mat(400, 320, CV_8UC1, cv::Scalar(0))) == 0);
    cv::Mat turned, small, large, deep, masked;
    cv::rotate(good, turned, cv::ROTATE_180);
    CHECK(std::abs(score_of("turned.png", turned) - plain) <= 10);
    cv::resize(good, small, {}, 0.5, 0.5, cv::INTER_AREA);
    CHECK(score_of("small.png", small, {"--dpi", "250"}) > 30);
    cv::resize(good, large, {}, 2, 2, cv::INTER_CUBIC);
    CHECK(std::abs(score_of("large.png", large, {"--dpi", "1000"}) - plain) <= 10);
    good.convertTo(deep, CV_16U, 257);
    CHECK(score_of("deep.png", deep) == plain);
    cv::merge(std::vector<cv::Mat>{good, good, good, cv::Mat(good.size(), CV_8UC1, cv::Scalar(255))}, masked);
    masked(cv::Rect(0, 0, 320, 60)).setTo(cv::Scalar(0, 0, 0, 0));  // black behind the mask
    CHECK(score_of("masked.png", masked) > 40);
    CHECK(score_of("dot.png", cv::Mat(1, 1, CV_8UC1, cv::Scalar(9))) == 0);

    const auto huge = saved(folder, "huge.png", cv::Mat(10000, 10000, CV_8UC1, cv::Scalar(200)));
    const auto refused = run_program({"finger", "quality", huge, folder.str() + "/good.png"});
    CHECK(refused.code == 1);
    CHECK(tells_of(refused.text, "huge.png"));
    CHECK(tells_of(refused.text, "10000 x 10000"));
    CHECK(tells_of(refused.text, "good.png\t"));  // the others go on
    const auto whole = read_file(folder.path() / "good.png").value();
    REQUIRE(write_file(folder.path() / "cut.png", ByteView(whole).first(whole.size() / 2)));
    const auto cut = run_program({"finger", "extract", folder.str() + "/cut.png", "--out", folder.str()});
    CHECK(cut.code == 1);
    CHECK(tells_of(cut.text, "cut.png"));
}

TEST_CASE("plates, eyes and portraits that are none get a result or a plain error, each by its name") {
    const Folder folder("others-robust");
    std::vector<std::string> files = {saved(folder, "blank.png", cv::Mat(480, 640, CV_8UC1, cv::Scalar(255))), saved(folder, "black.png", cv::Mat(480, 640, CV_8UC1, cv::Scalar(0))),
                                      saved(folder, "deep.png", cv::Mat(480, 640, CV_16UC1, cv::Scalar(30'000))), saved(folder, "masked.png", cv::Mat(480, 640, CV_8UC4, cv::Scalar(60, 60, 60, 0))),
                                      saved(folder, "dot.png", cv::Mat(1, 1, CV_8UC1, cv::Scalar(9))), saved(folder, "huge.png", cv::Mat(10000, 10000, CV_8UC1, cv::Scalar(200)))};
    const auto whole = read_file(files.front()).value();
    files.push_back((folder.path() / "cut.png").string());
    REQUIRE(write_file(files.back(), ByteView(whole).first(whole.size() / 2)));
    for (const std::vector<std::string>& command : {std::vector<std::string>{"slap", "segment"}, {"iris", "quality"}, {"face", "check"}}) {
        auto all = command;
        all.insert(all.end(), files.begin(), files.end());
        const auto told = run_program(all);
        CAPTURE(command, told.text);
        CHECK(told.code == 1);  // some cannot be read
        for (const auto& file : files) {
            CHECK(tells_of(told.text, file));
            auto alone = command;
            alone.push_back(file);
            const auto one = run_program(alone);
            CAPTURE(file, one.text);
            const bool unreadable = file == files.back();
            CHECK((unreadable ? one.code == 1 : one.code == 0 || one.code == 1));  // never ended by a signal
            CHECK(tells_of(one.text, file));
        }
    }
}
