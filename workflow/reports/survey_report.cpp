// The IKM report: tables and words around the figures of survey.h.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"
#include "workflow/reports/number.h"
#include "workflow/reports/sample_size.h"
#include "workflow/reports/stats.h"
#include "workflow/reports/survey.h"

namespace loket::reports {
namespace {

constexpr auto kNobody = "Belum ada responden pada periode ini.";

std::string source_line(const IkmInput& input) {
    return fmt::format("Sumber: {}, {} s.d. {}.", input.source, documents::plain_date(input.period.first),
                       documents::plain_date(input.period.last));
}

std::vector<SurveyAnswer> within(const IkmInput& input) {
    std::vector<SurveyAnswer> out;
    std::copy_if(input.answers.begin(), input.answers.end(), std::back_inserter(out),
                 [&](const SurveyAnswer& answer) { return input.period.contains(answer.day); });
    return out;
}

Table unsur_table(const IkmInput& input, const IkmResult& result) {
    Table table{.number = "1",
                .title = "Nilai rata-rata (NRR) menurut unsur pelayanan",
                .source = source_line(input),
                .columns = {{.title = "Kode"},
                            {.title = "Unsur pelayanan"},
                            {.title = "Jumlah nilai", .kind = ColumnKind::Count},
                            {.title = "Terisi", .kind = ColumnKind::Count},
                            {.title = "NRR", .kind = ColumnKind::Measure, .decimals = 3},
                            {.title = "NRR tertimbang", .kind = ColumnKind::Measure, .decimals = 3},
                            {.title = "Mutu unsur"}},
                .rows = {},
                .notes = {"NRR = jumlah nilai dibagi jumlah jawaban yang terisi; jawaban yang dikosongkan tidak dihitung.",
                          "Bobot tiap unsur tepat 1/9. IKM = jumlah NRR tertimbang x 25 (PermenPAN-RB 14/2017)."},
                .when_empty = kNobody};
    if (result.rated < kUnsur && result.rated > 0)
        table.notes.push_back(fmt::format("Hanya {} unsur dijawab; bobotnya menjadi 1/{}.", result.rated, result.rated));
    if (result.respondents == 0) return table;
    for (std::size_t u = 0; u < kUnsur; ++u) {
        const auto& one = result.unsur[u];
        const auto weighted = one.nrr ? std::optional(*one.nrr / static_cast<double>(result.rated)) : std::nullopt;
        table.rows.push_back({{text(std::string(kUnsurNames[u].code)), text(std::string(kUnsurNames[u].name)),
                               count(one.sum), count(one.filled), measure(one.nrr), measure(weighted),
                               one.nrr ? text(std::string(letter(classify_nrr(*one.nrr)))) : Cell{}}});
    }
    return table;
}

std::vector<Cell> service_row(const std::string& name, const IkmResult& result) {
    return {text(name),
            count(result.respondents),
            measure(result.ikm),
            result.mutu ? text(std::string(letter(*result.mutu))) : Cell{},
            text(result.mutu ? std::string(words(*result.mutu)) : "belum ada responden"),
            measure(result.ikm_011)};
}

Table service_table(const IkmInput& input, const std::vector<SurveyAnswer>& answers, const IkmResult& all) {
    Table table{.number = "2",
                .title = "IKM menurut layanan",
                .source = source_line(input),
                .columns = {{.title = "Layanan"},
                            {.title = "Responden", .kind = ColumnKind::Count},
                            {.title = "IKM", .kind = ColumnKind::Measure},
                            {.title = "Mutu"},
                            {.title = "Kinerja"},
                            {.title = "IKM, bobot 0,11", .kind = ColumnKind::Measure}},
                .rows = {},
                .notes = {"Bobot 0,11 yang tercetak dalam peraturan menghasilkan paling tinggi 99; ditampilkan untuk "
                          "pembanding dan tidak dipakai menentukan mutu.",
                          "A 88,31–100,00 · B 76,61–88,30 · C 65,00–76,60 · D 25,00–64,99, dinilai pada dua desimal."},
                .when_empty = kNobody};
    std::map<std::string, std::vector<SurveyAnswer>> by_service;
    for (const auto& [id, name] : input.services) by_service[id];
    for (const auto& answer : answers) by_service[answer.service].push_back(answer);
    for (const auto& [id, group] : by_service) {
        const auto known = input.services.find(id);
        table.rows.push_back({service_row(known == input.services.end() ? id : known->second, ikm(group))});
    }
    table.totals = Row{service_row("Seluruh layanan", all)};
    if (all.refused > 0)
        table.notes.push_back(fmt::format("{} isian tidak sah (kosong atau di luar 1–4) tidak dihitung.", all.refused));
    return table;
}

/// One trait of the respondents; `of` gives its label, empty when it was left out.
template <class Of>
void add_trait(Table& table, const std::vector<SurveyAnswer>& answers, const std::string& trait,
               const std::vector<std::string_view>& labels, Of of) {
    std::map<std::string_view, std::int64_t> counts;
    for (const auto& answer : answers) ++counts[of(answer.profile)];
    const auto add = [&](std::string_view value, std::int64_t number) {
        table.rows.push_back({{text(trait), text(std::string(value)), count(number),
                               measure(percentage(static_cast<double>(number), static_cast<double>(answers.size())))},
                              Level::Detail, fmt::format("{}={}", trait, value)});
    };
    for (const auto value : labels) add(value, counts[value]);
    add("tidak diisi", counts[""]);
}

template <class Enum>
std::vector<std::string_view> labels_up_to(Enum last) {
    std::vector<std::string_view> out;
    for (int i = 0; i <= static_cast<int>(last); ++i) out.push_back(label(static_cast<Enum>(i)));
    return out;
}

template <class Value>
std::string_view label_or_none(const std::optional<Value>& value) {
    return value ? label(*value) : std::string_view{};
}

std::string_view sex_label(const Profile& profile) {
    if (!profile.sex) return {};
    return *profile.sex == population::Sex::Male ? "laki-laki" : "perempuan";
}

Table profile_table(const IkmInput& input, const std::vector<SurveyAnswer>& answers) {
    Table table{.number = "3",
                .title = "Profil responden",
                .source = source_line(input),
                .disclosure = Disclosure::People,
                .subject = "responden",
                .columns = {{.title = "Ciri"},
                            {.title = "Kelompok"},
                            {.title = "Responden", .kind = ColumnKind::Count},
                            {.title = "Persentase", .kind = ColumnKind::Measure, .unit = "%", .decimals = 1, .derived_from = {2}}},
                .rows = {},
                .notes = {"Survei bersifat anonim; pengisian profil sukarela."},
                .when_empty = kNobody};
    if (answers.empty()) return table;
    add_trait(table, answers, "Umur", labels_up_to(AgeBand::From56), [](const Profile& p) { return label_or_none(p.age); });
    add_trait(table, answers, "Jenis kelamin", {"laki-laki", "perempuan"}, sex_label);
    add_trait(table, answers, "Pendidikan", labels_up_to(Schooling::Postgraduate),
              [](const Profile& p) { return label_or_none(p.schooling); });
    add_trait(table, answers, "Pekerjaan", labels_up_to(Work::Other), [](const Profile& p) { return label_or_none(p.work); });
    return table;
}

/// Each trait adds up to all respondents: what masking has to know.
void relate_traits(Report& report, const Table& profile) {
    std::map<std::string, Relation> by_trait;
    for (std::size_t r = 0; r < profile.rows.size(); ++r) {
        auto& relation = by_trait[std::get<std::string>(profile.rows[r].cells[0])];
        relation.sum = "responden";
        relation.parts.push_back(figure_name(profile, {static_cast<int>(r), 2}));
    }
    for (auto& [trait, relation] : by_trait) report.relations.push_back(std::move(relation));
}

Table suggestion_table(const IkmInput& input, const std::vector<SurveyAnswer>& answers) {
    Table table{.number = "4",
                .title = "Saran dan masukan",
                .source = source_line(input),
                .disclosure = Disclosure::Internal,
                .columns = {{.title = "Layanan"}, {.title = "Saran"}},
                .rows = {},
                .when_empty = "Tidak ada saran tertulis."};
    for (const auto& answer : answers) {
        if (answer.suggestion.empty()) continue;
        const auto known = input.services.find(answer.service);
        table.rows.push_back({{text(known == input.services.end() ? answer.service : known->second), text(answer.suggestion)}});
    }
    // Sorted, so that the order of arrival cannot be matched with the day's queue.
    std::sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) { return a.cells < b.cells; });
    return table;
}

std::string verdict(const IkmInput& input, const IkmResult& result) {
    if (!result.ikm) return kNobody;
    auto words_ = fmt::format("Indeks Kepuasan Masyarakat {}: {}, mutu pelayanan {} ({}), dari {} responden.", input.period.label,
                              decimal(*result.ikm, 2), letter(*result.mutu), words(*result.mutu), grouped(result.respondents));
    if (input.customers > 0) {
        const int needed = sample_size(input.customers);
        words_ += fmt::format(" Dari {} orang yang dilayani diperlukan paling sedikit {} responden (Krejcie dan Morgan): {}.",
                              grouped(input.customers), grouped(needed),
                              result.respondents >= needed ? "terpenuhi"
                                                           : fmt::format("kurang {}", grouped(needed - result.respondents)));
    }
    return words_;
}

Chart unsur_chart(const IkmInput& input, const IkmResult& result) {
    Chart chart{.kind = ChartKind::Bars,
                .title = "NRR menurut unsur pelayanan (skala 1–4)",
                .series = {{"NRR", {}}},
                .decimals = 2,
                .mark_name = "batas mutu A (3,5324)",
                .source = source_line(input)};
    for (std::size_t u = 0; u < kUnsur; ++u) {
        chart.categories.push_back(fmt::format("{} {}", kUnsurNames[u].code, kUnsurNames[u].short_name));
        chart.series[0].values.push_back(result.unsur[u].nrr);
        chart.marks.emplace_back(3.5324);
    }
    return chart;
}

}  // namespace

Report ikm_report(const IkmInput& input) {
    const auto answers = within(input);
    const auto all = ikm(answers);
    std::vector<SurveyAnswer> sound;
    std::copy_if(answers.begin(), answers.end(), std::back_inserter(sound),
                 [](const SurveyAnswer& answer) { return check(answer).ok(); });
    Report report{.title = "LAPORAN INDEKS KEPUASAN MASYARAKAT", .subtitle = input.period.label};
    report.blocks = {Paragraph{verdict(input, all)}, unsur_table(input, all)};
    if (all.ikm) report.blocks.emplace_back(unsur_chart(input, all));
    report.blocks.emplace_back(service_table(input, answers, all));
    auto profile = profile_table(input, sound);
    relate_traits(report, profile);
    report.blocks.emplace_back(std::move(profile));
    report.blocks.emplace_back(suggestion_table(input, sound));
    for (const auto& table : input.complaints) report.blocks.emplace_back(table);
    return report;
}

}  // namespace loket::reports
