#pragma once
// Indeks Kepuasan Masyarakat by PermenPAN-RB 14/2017. An answer is anonymous: no NIK, no case, no time of day.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workflow/population/codes.h"
#include "workflow/reports/period.h"
#include "workflow/reports/report.h"

namespace loket::reports {

inline constexpr std::size_t kUnsur = 9;
/// "U1" … "U9" with their names, in the order of the regulation.
struct UnsurName {
    std::string_view code, name, short_name;
};
extern const std::array<UnsurName, kUnsur> kUnsurNames;

enum class AgeBand : std::uint8_t { Under17, From17, From26, From36, From46, From56 };
enum class Schooling : std::uint8_t { UpToPrimary, JuniorHigh, SeniorHigh, Diploma, Bachelor, Postgraduate };
enum class Work : std::uint8_t { Pns, Tni, Polri, Private, Business, Student, Other };
std::string_view label(AgeBand band);
std::string_view label(Schooling schooling);
std::string_view label(Work work);
AgeBand age_band(int years);

/// All of it optional: the respondent may leave out what he or she likes. Bands instead of years, so that an answer
/// does not point at a person.
struct Profile {
    std::optional<AgeBand> age;
    std::optional<population::Sex> sex;
    std::optional<Schooling> schooling;
    std::optional<Work> work;
};

struct SurveyAnswer {
    Date day;
    std::string service;               ///< service id, "S02"
    std::vector<int> scores;           ///< U1 … U9, each 1–4; 0 = left out
    Profile profile = {};
    std::string suggestion = {};       ///< free text
};

/// `Rejected` "survey.count" unless there are nine scores, "survey.score" for one outside 0–4, "survey.empty" if all are
/// left out, "survey.day" for a day that is not real.
Status check(const SurveyAnswer& answer);

/// Mutu pelayanan with its Indonesian words.
enum class Mutu : std::uint8_t { A, B, C, D };
std::string_view letter(Mutu mutu);
std::string_view words(Mutu mutu);  ///< "Sangat baik"
/// Of an IKM of 25–100, judged on the value rounded to two decimals so that no value falls between two classes
/// (88.305 -> 88.31 -> A).
Mutu classify(double ikm);
/// Of an NRR of 1–4, by the same limits: the regulation's NRR limits are its IKM limits divided by 25.
Mutu classify_nrr(double nrr);

struct UnsurResult {
    std::int64_t sum = 0, filled = 0;
    std::optional<double> nrr = {};  ///< sum / filled
};

struct IkmResult {
    std::int64_t respondents = 0;  ///< who answered at least one unsur
    std::int64_t refused = 0;      ///< answers that `check` refuses; they count nowhere
    std::array<UnsurResult, kUnsur> unsur = {};
    std::size_t rated = 0;         ///< unsur somebody filled; the weight is 1/rated, 1/9 as a rule
    std::optional<double> ikm = {};     ///< sum of NRR / rated x 25, exact; nothing: nobody answered
    std::optional<double> ikm_011 = {}; ///< with the printed weight 0.11: 99 at best; shown, never classified
    std::optional<Mutu> mutu = {};
};

IkmResult ikm(std::span<const SurveyAnswer> answers);
/// From sums and numbers of filled answers, to check somebody else's figures.
IkmResult ikm_of_sums(const std::array<UnsurResult, kUnsur>& unsur, std::int64_t respondents);

struct IkmInput {
    Period period;
    std::vector<SurveyAnswer> answers;            ///< those outside the period are left out
    std::map<std::string, std::string> services;  ///< names by id; an id without name prints as itself
    std::int64_t customers = 0;                   ///< people served in the period, for the sample size; 0: not known
    std::string source = "Survei Kepuasan Masyarakat di loket dan anjungan";
    std::vector<Table> complaints = {};           ///< what people complained of in the same period, numbered from 5
};

/// Result by unsur and by service, profile of the respondents, suggestions (internal), chart of the NRR, complaints.
Report ikm_report(const IkmInput& input);

}  // namespace loket::reports
