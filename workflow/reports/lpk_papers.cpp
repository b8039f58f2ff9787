// Tables 10 to 14 of the LPK: who holds which document.

#include <fmt/format.h>

#include "workflow/reports/lpk_tables.h"

namespace loket::reports {
namespace {

/// A fact of the district, or the sum of all in the row of the regency.
Cell fact(const LpkContext& context, const AreaFigures& area, std::optional<std::int64_t> DistrictFacts::*which) {
    if (area.code == context.input.regency) return count_if(context.sum(which));
    const auto* facts = context.facts(area.code);
    return facts == nullptr ? Cell{} : count_if(facts->*which);
}

Table cards(const LpkContext& context) {
    TableMaker maker("10", "Wajib KTP-el, perekaman, dan kepemilikan", context.people_source, Disclosure::People, kPeople);
    maker.label("Kecamatan");
    const auto bound = maker.split("Wajib KTP-el", "wajib=ktp");
    const auto recorded = maker.split("Sudah merekam", "rekam=sudah");
    maker.number("belum wajib", "rekam=dini");
    maker.group(1, "Sudah merekam");
    maker.measure("Perekaman", "%", 1, {bound, recorded});
    maker.number("PRR belum dicetak", "ktp=prr");
    maker.number("Tercetak, belum diambil", "ktp=kantor");
    const auto held = maker.number("KTP-el dimiliki", "ktp=milik");
    maker.measure("Kepemilikan", "%", 1, {bound, held});
    maker.number("Surat ket. pengganti", "ktp=suket");
    fill_districts(maker, context.input.population, [&](const AreaFigures& area) {
        std::vector<Cell> out;
        append(out, area.must_hold);
        append(out, area.recorded);
        out.push_back(count(area.recorded_early));
        out.push_back(share(area.recorded.both(), area.must_hold.both()));
        out.push_back(count(area.print_ready));
        out.push_back(count(area.at_office));
        out.push_back(count(area.holds_card));
        out.push_back(share(area.holds_card, area.must_hold.both()));
        out.push_back(fact(context, area, &DistrictFacts::substitutes));
        return out;
    });
    maker.note("Wajib KTP-el: 17 tahun ke atas, kawin, atau pernah kawin (UU 24/2013 Pasal 63).");
    maker.note("Perekaman dapat melebihi 100 %: yang berumur 16 tahun boleh merekam lebih dahulu. Angka tidak dipangkas.");
    return maker.take();
}

Table child_cards(const LpkContext& context) {
    TableMaker maker("11", "Kepemilikan Kartu Identitas Anak (umur 0 sampai kurang dari 17 tahun)", context.people_source,
                     Disclosure::People, kPeople);
    maker.label("Kecamatan");
    const auto have = maker.number("Memiliki KIA", "kia=punya");
    const auto have_not = maker.number("Belum memiliki", "kia=belum");
    const auto children = maker.number("Anak", "kia=wajib", {have, have_not});
    maker.measure("Kepemilikan", "%", 1, {have, children});
    fill_districts(maker, context.input.population, [](const AreaFigures& area) {
        return std::vector<Cell>{count(area.kia), count(area.kia_age - area.kia), count(area.kia_age), share(area.kia, area.kia_age)};
    });
    maker.note("Anak: belum 17 tahun dan belum pernah kawin (Permendagri 2/2016).");
    return maker.take();
}

Table birth_deeds(const LpkContext& context) {
    TableMaker maker("12", "Kepemilikan akta kelahiran", context.people_source, Disclosure::People, kPeople);
    maker.label("Kecamatan");
    const auto have = maker.number("Memiliki", "akta=anak-punya");
    const auto have_not = maker.number("Belum", "akta=anak-belum");
    const auto children = maker.number("Anak", "akta=anak", {have, have_not});
    maker.measure("Cakupan", "%", 1, {have, children});
    maker.group(4, "Umur 0–17 tahun");
    const auto all_have = maker.number("Memiliki", "akta=punya");
    const auto all_not = maker.number("Belum", "akta=belum");
    const auto all = maker.number("Penduduk", "", {all_have, all_not});
    maker.measure("Cakupan", "%", 1, {all_have, all});
    maker.group(4, "Semua umur");
    fill_districts(maker, context.input.population, [](const AreaFigures& area) {
        const auto people = area.people.both();
        return std::vector<Cell>{count(area.children_deed),          count(area.children - area.children_deed),
                                 count(area.children),               share(area.children_deed, area.children),
                                 count(area.with_deed),              count(people - area.with_deed),
                                 count(people),                      share(area.with_deed, people)};
    });
    return maker.take();
}

/// Deaths told to the office in the semester.
std::int64_t deaths(const LpkContext& context, const AreaFigures& area) {
    std::int64_t sum = 0;
    const auto period = context.input.semester.period();
    const auto here = population::region_digits(area.code);
    for (const auto& one : context.input.lampid) {
        const bool counts = one.kind == LampidKind::Mati && period.contains(Date{one.month / std::chrono::day{1}});
        const bool inside = area.code == context.input.regency || population::region_digits(one.district) == here;
        sum += counts && inside ? one.count : 0;
    }
    return sum;
}

Table other_deeds(const LpkContext& context) {
    TableMaker maker("13", "Akta kematian, perkawinan, dan perceraian", context.people_source + " " + context.service_source,
                     Disclosure::People, kPeople);
    maker.label("Kecamatan");
    maker.number("Kematian dilaporkan");
    maker.column(1).subject = "mati";
    maker.number("Akta terbit", "akta=mati");
    maker.group(2, "Kematian");
    const auto married = maker.number("Tercatat", "kawin=2&catat=ya");
    const auto unrecorded = maker.number("Belum tercatat", "kawin=2&catat=belum");
    maker.number("Jumlah kawin", "kawin=2", {married, unrecorded});
    maker.number("Akta terbit", "akta=kawin");
    maker.group(4, "Perkawinan");
    const auto divorced = maker.number("Tercatat", "kawin=3&catat=ya");
    const auto divorced_not = maker.number("Belum tercatat", "kawin=3&catat=belum");
    maker.number("Jumlah cerai hidup", "kawin=3", {divorced, divorced_not});
    maker.number("Akta terbit", "akta=cerai");
    maker.group(4, "Perceraian");
    fill_districts(maker, context.input.population, [&](const AreaFigures& area) {
        return std::vector<Cell>{count(deaths(context, area)),
                                 fact(context, area, &DistrictFacts::death_deeds),
                                 count(area.married_recorded),
                                 count(area.married_unrecorded),
                                 count(area.married_recorded + area.married_unrecorded),
                                 fact(context, area, &DistrictFacts::marriage_deeds),
                                 count(area.divorced_recorded),
                                 count(area.divorced_unrecorded),
                                 count(area.divorced_recorded + area.divorced_unrecorded),
                                 fact(context, area, &DistrictFacts::divorce_deeds)};
    });
    maker.note("Akta perkawinan umat Islam diterbitkan KUA dan tidak dihitung di sini.");
    return maker.take();
}

Table foreigners(const LpkContext& context) {
    TableMaker maker("14", "Orang asing menurut izin tinggal", context.people_source + " " + context.service_source,
                     Disclosure::People, kPeople);
    maker.label("Kecamatan");
    maker.split("Izin tinggal tetap (ITAP)", "wna=itap");
    maker.split("Izin tinggal terbatas (ITAS)", "wna=itas");
    const auto limited = [&](const AreaFigures& area) -> std::optional<Split> {
        if (area.code != context.input.regency) {
            const auto* facts = context.facts(area.code);
            return facts == nullptr ? std::nullopt : facts->limited_stay;
        }
        Split sum;
        for (const auto& one : context.input.population.districts) {
            if (one.code.empty()) continue;
            const auto* facts = context.facts(one.code);
            if (facts == nullptr || !facts->limited_stay) return std::nullopt;
            sum += *facts->limited_stay;
        }
        return sum;
    };
    fill_districts(maker, context.input.population, [&](const AreaFigures& area) {
        std::vector<Cell> out;
        append(out, area.settled_foreigners);
        if (const auto split = limited(area))
            append(out, *split);
        else
            out.insert(out.end(), 3, Cell{});
        return out;
    });
    maker.note("Pemegang ITAS memiliki SKTT dan tidak termasuk penduduk dalam tabel 1.");
    return maker.take();
}

}  // namespace

std::vector<Table> paper_tables(const LpkContext& context) {
    return {cards(context), child_cards(context), birth_deeds(context), other_deeds(context), foreigners(context)};
}

}  // namespace loket::reports
