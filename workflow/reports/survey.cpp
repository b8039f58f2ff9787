#include "workflow/reports/survey.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/reports/number.h"

namespace loket::reports {

const std::array<UnsurName, kUnsur> kUnsurNames{{
    {"U1", "Persyaratan", "Persyaratan"},
    {"U2", "Sistem, mekanisme, dan prosedur", "Prosedur"},
    {"U3", "Waktu penyelesaian", "Waktu"},
    {"U4", "Biaya/tarif", "Biaya"},
    {"U5", "Produk spesifikasi jenis pelayanan", "Produk"},
    {"U6", "Kompetensi pelaksana", "Kompetensi"},
    {"U7", "Perilaku pelaksana", "Perilaku"},
    {"U8", "Sarana dan prasarana", "Sarana"},
    {"U9", "Penanganan pengaduan, saran, dan masukan", "Pengaduan"},
}};

std::string_view label(AgeBand band) {
    constexpr std::array<std::string_view, 6> kLabels{"di bawah 17 tahun", "17–25 tahun", "26–35 tahun",
                                                      "36–45 tahun",       "46–55 tahun", "56 tahun ke atas"};
    return kLabels[static_cast<std::size_t>(band)];
}
std::string_view label(Schooling schooling) {
    constexpr std::array<std::string_view, 6> kLabels{"SD ke bawah",    "SLTP", "SLTA", "D1–D3", "D4/S1",
                                                      "S2 ke atas"};
    return kLabels[static_cast<std::size_t>(schooling)];
}
std::string_view label(Work work) {
    constexpr std::array<std::string_view, 7> kLabels{
        "PNS", "TNI", "POLRI", "Pegawai swasta", "Wiraswasta/usahawan", "Pelajar/mahasiswa", "Lainnya"};
    return kLabels[static_cast<std::size_t>(work)];
}

AgeBand age_band(int years) {
    constexpr std::array<int, 5> kStarts{17, 26, 36, 46, 56};
    const auto passed = std::count_if(kStarts.begin(), kStarts.end(), [&](int start) { return years >= start; });
    return static_cast<AgeBand>(passed);
}

Status check(const SurveyAnswer& answer) {
    if (answer.scores.size() != kUnsur)
        return rejected("survey.count", fmt::format("a survey has {} scores, not {}", kUnsur, answer.scores.size()));
    for (const int score : answer.scores)
        if (score < 0 || score > 4)
            return rejected("survey.score", fmt::format("score {} is not 1 to 4, or 0 for left out", score));
    if (std::all_of(answer.scores.begin(), answer.scores.end(), [](int score) { return score == 0; }))
        return rejected("survey.empty", "no question was answered");
    if (!answer.day.ok()) return rejected("survey.day", "the day of the answer is not a real day");
    return {};
}

std::string_view letter(Mutu mutu) {
    constexpr std::array<std::string_view, 4> kLetters{"A", "B", "C", "D"};
    return kLetters[static_cast<std::size_t>(mutu)];
}
std::string_view words(Mutu mutu) {
    constexpr std::array<std::string_view, 4> kWords{"Sangat baik", "Baik", "Kurang baik", "Tidak baik"};
    return kWords[static_cast<std::size_t>(mutu)];
}

Mutu classify(double ikm) {
    // Hundredths as whole numbers: 88.31 has no exact binary form.
    const double hundredths = round_half_up(round_half_up(ikm, 2) * 100, 0);
    if (hundredths >= 8831) return Mutu::A;
    if (hundredths >= 7661) return Mutu::B;
    return hundredths >= 6500 ? Mutu::C : Mutu::D;
}
Mutu classify_nrr(double nrr) { return classify(nrr * 25); }

IkmResult ikm_of_sums(const std::array<UnsurResult, kUnsur>& unsur, std::int64_t respondents) {
    constexpr double kPrintedWeight = 0.11;
    IkmResult result{.respondents = respondents, .unsur = unsur};
    double sum = 0;
    for (auto& one : result.unsur) {
        one.nrr.reset();
        if (one.filled <= 0) continue;
        one.nrr = static_cast<double>(one.sum) / static_cast<double>(one.filled);
        sum += *one.nrr;
        ++result.rated;
    }
    if (result.rated == 0) return result;
    result.ikm = sum * 25 / static_cast<double>(result.rated);
    result.mutu = classify(*result.ikm);
    // The printed weight belongs to nine unsur; with fewer it would be another survey.
    if (result.rated == kUnsur) result.ikm_011 = sum * kPrintedWeight * 25;
    return result;
}

IkmResult ikm(std::span<const SurveyAnswer> answers) {
    std::array<UnsurResult, kUnsur> unsur;
    std::int64_t respondents = 0, refused = 0;
    for (const auto& answer : answers) {
        if (!check(answer)) {
            ++refused;
            continue;
        }
        ++respondents;
        for (std::size_t u = 0; u < kUnsur; ++u) {
            unsur[u].sum += answer.scores[u];
            unsur[u].filled += answer.scores[u] > 0 ? 1 : 0;
        }
    }
    auto result = ikm_of_sums(unsur, respondents);
    result.refused = refused;
    return result;
}

}  // namespace loket::reports
