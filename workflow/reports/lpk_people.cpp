// Tables 1 to 9 of the LPK: who lives where, and their traits.

#include <fmt/format.h>

#include "workflow/reports/lpk_tables.h"
#include "workflow/reports/stats.h"

namespace loket::reports {
namespace {

using population::CodeTable;

Cell sex_ratio(const Split& people) {
    return measure(percentage(static_cast<double>(people.male), static_cast<double>(people.female)));
}

Table places(const LpkContext& context) {
    TableMaker maker("1", "Penduduk menurut kecamatan dan desa/kelurahan", context.people_source, Disclosure::People, kPeople);
    maker.label("Kecamatan / desa / kelurahan");
    const auto both = maker.split("Penduduk (jiwa)");
    maker.measure("Rasio jenis kelamin", "L per 100 P", 1, {both - 2, both - 1});
    const auto cells = [](const std::string& name, const Split& people) {
        std::vector<Cell> out{text(name)};
        append(out, people);
        out.push_back(sex_ratio(people));
        return out;
    };
    for (const auto& area : context.input.population.districts) {
        maker.row(cells(area.name, area.people), district_dims(area), Level::Subtotal);
        for (const auto& [code, people] : area.villages) {
            const auto* village = context.regions.find(code);
            const bool ward = population::village_kind(code) == population::VillageKind::Kelurahan;
            maker.row(cells(fmt::format("{} {}", ward ? "Kel." : "Desa", village ? village->name : code), people),
                      "desa=" + code);
        }
    }
    maker.totals(cells("Kabupaten", context.input.population.all.people));
    const auto left_out = context.input.population.left_out;
    if (left_out > 0)
        maker.note(fmt::format("{} baris register tidak dihitung: meninggal, pindah, atau lahir sesudah tanggal data.", left_out));
    return maker.take();
}

Table families(const LpkContext& context) {
    TableMaker maker("2", "Kepala keluarga menurut jenis kelamin", context.people_source, Disclosure::People, "kk");
    maker.label("Kecamatan");
    const auto heads = maker.split("Kepala keluarga");
    const auto people = maker.number("Penduduk");
    maker.column(people).subject = kPeople;
    maker.measure("Rata-rata anggota per KK", "jiwa", 2, {heads, people});
    maker.measure("KK dikepalai perempuan", "%", 1, {heads - 1, heads});
    fill_districts(maker, context.input.population, [](const AreaFigures& area) {
        std::vector<Cell> out;
        append(out, area.heads);
        out.push_back(count(area.people.both()));
        const auto number = static_cast<double>(area.heads.both());
        out.push_back(number > 0 ? measure(static_cast<double>(area.people.both()) / number) : Cell{});
        out.push_back(share(area.heads.female, area.heads.both()));
        return out;
    });
    return maker.take();
}

Table ages(const LpkContext& context) {
    TableMaker maker("3", "Penduduk menurut kelompok umur lima tahunan", context.people_source, Disclosure::People, kPeople);
    maker.label("Umur");
    const auto both = maker.split("Penduduk (jiwa)");
    maker.measure("Bagian", "%", 1, {both});
    const auto& all = context.input.population.all;
    const auto cells = [&](const std::string& name, const Split& people) {
        std::vector<Cell> out{text(name)};
        append(out, people);
        out.push_back(share(people.both(), all.people.both()));
        return out;
    };
    for (std::size_t g = 0; g < kAgeGroups; ++g)
        maker.row(cells(age_group_label(g), all.ages[g]), "umur=" + age_group_label(g));
    maker.totals(cells("Jumlah", all.people));
    maker.note("Umur dalam tahun penuh pada tanggal data.");
    return maker.take();
}

using Coded = std::array<Split, kCodes>;

/// One code table as rows (a) and as columns by district (b).
struct Trait {
    const char* number;
    std::string title;  ///< "agama"
    std::string dim;    ///< "agama"
    CodeTable codes;
    Coded AreaFigures::*figures;
    bool everybody = true;  ///< false: only those who have a code (disability)
    bool by_district = true;
};

struct Category {
    std::size_t code;
    std::string label;
};

std::vector<Category> categories(const LpkContext& context, const Trait& trait) {
    std::vector<Category> out;
    for (const auto& entry : context.enumerations.entries(trait.codes))
        out.push_back({static_cast<std::size_t>(entry.code), entry.label});
    const auto& all = context.input.population.all.*(trait.figures);
    std::int64_t known = 0;
    for (const auto& category : out) known += all[category.code].both();
    // A code outside the table still belongs to a person.
    if (trait.everybody && known != context.input.population.all.people.both()) out.push_back({0, "TIDAK DIKETAHUI"});
    return out;
}

/// What the categories add up to: everybody, or everybody who has a code.
Split sum_of(const AreaFigures& area, const Trait& trait, const std::vector<Category>& categories) {
    if (trait.everybody) return area.people;
    Split sum;
    for (const auto& category : categories) sum += (area.*(trait.figures))[category.code];
    return sum;
}

/// People of a category; without a code: whoever is in no other.
Split people_of(const AreaFigures& area, const Trait& trait, const std::vector<Category>& categories, const Category& category) {
    const auto& figures = area.*(trait.figures);
    if (category.code != 0) return figures[category.code];
    Split rest = area.people;
    for (const auto& other : categories) {
        if (other.code == 0) continue;
        rest.male -= figures[other.code].male;
        rest.female -= figures[other.code].female;
    }
    return rest;
}

std::string total_dims(const Trait& trait) { return trait.everybody ? "" : trait.dim + "=ada"; }
std::string category_dims(const Trait& trait, const Category& category) { return fmt::format("{}={}", trait.dim, category.code); }

Table by_category(const LpkContext& context, const Trait& trait) {
    const auto list = categories(context, trait);
    const auto& regency = context.input.population.all;
    const auto all = sum_of(regency, trait, list);
    TableMaker maker(trait.by_district ? std::string(trait.number) + "a" : trait.number, "Penduduk menurut " + trait.title,
                     context.people_source, Disclosure::People, kPeople);
    maker.label("Uraian");
    const auto both = maker.split("Penduduk (jiwa)");
    maker.measure("Bagian", "%", 2, {both});
    const auto cells = [&](const std::string& name, const Split& people) {
        std::vector<Cell> out{text(name)};
        append(out, people);
        out.push_back(share(people.both(), all.both()));
        return out;
    };
    constexpr std::size_t kLong = 20;  // only the list of 88 occupations has empty lines worth leaving out
    std::size_t empty = 0;
    for (const auto& category : list) {
        const auto people = people_of(regency, trait, list, category);
        if (list.size() > kLong && people.both() == 0) {
            ++empty;
            continue;
        }
        maker.row(cells(category.label, people), category_dims(trait, category));
    }
    if (empty > 0) maker.note(fmt::format("{} uraian tanpa penduduk tidak dicetak.", empty));
    maker.totals(cells("Jumlah", all), total_dims(trait));
    return maker.take();
}

Table by_district(const LpkContext& context, const Trait& trait) {
    const auto list = categories(context, trait);
    TableMaker maker(std::string(trait.number) + "b", "Penduduk menurut " + trait.title + " dan kecamatan", context.people_source,
                     Disclosure::People, kPeople);
    maker.label("Kecamatan");
    std::vector<std::size_t> parts;
    for (const auto& category : list) parts.push_back(maker.number(category.label, category_dims(trait, category)));
    maker.number("Jumlah", total_dims(trait), parts);
    fill_districts(maker, context.input.population, [&](const AreaFigures& area) {
        std::vector<Cell> out;
        for (const auto& category : list) out.push_back(count(people_of(area, trait, list, category).both()));
        out.push_back(count(sum_of(area, trait, list).both()));
        return out;
    });
    return maker.take();
}

}  // namespace

std::string district_dims(const AreaFigures& area) { return "kec=" + (area.code.empty() ? "luar" : area.code); }

void append(std::vector<Cell>& cells, const Split& split) {
    cells.push_back(count(split.male));
    cells.push_back(count(split.female));
    cells.push_back(count(split.both()));
}

Cell share(std::int64_t part, std::int64_t whole) {
    return measure(percentage(static_cast<double>(part), static_cast<double>(whole)));
}

std::vector<Table> people_tables(const LpkContext& context) {
    return {places(context), families(context), ages(context)};
}

std::vector<Table> trait_tables(const LpkContext& context) {
    const Trait traits[] = {
        {"4", "agama", "agama", CodeTable::Agama, &AreaFigures::religion},
        {"5", "pendidikan", "pendidikan", CodeTable::Pendidikan, &AreaFigures::education},
        {"6", "pekerjaan", "pekerjaan", CodeTable::Pekerjaan, &AreaFigures::occupation, true, false},
        {"7", "status perkawinan", "kawin", CodeTable::StatusPerkawinan, &AreaFigures::marital},
        {"8", "golongan darah", "darah", CodeTable::GolonganDarah, &AreaFigures::blood},
        {"9", "jenis disabilitas", "disabilitas", CodeTable::Disabilitas, &AreaFigures::disability, false},
    };
    std::vector<Table> out;
    for (const auto& trait : traits) {
        out.push_back(by_category(context, trait));
        if (trait.by_district) out.push_back(by_district(context, trait));
    }
    return out;
}

/// Villages are tied to districts within table 1; wide age groups to five-year groups here.
std::vector<Relation> people_relations(const LpkContext& context) {
    const std::array<std::pair<const char*, std::pair<std::size_t, std::size_t>>, 3> wide{
        {{"umur=0–14", {0, 2}}, {"umur=15–64", {3, 12}}, {"umur=65+", {13, kAgeGroups - 1}}}};
    std::vector<Relation> out;
    for (const auto& [dims, groups] : wide) {
        Relation relation{compose_figure(kPeople, {dims}), {}};
        for (auto g = groups.first; g <= groups.second; ++g)
            relation.parts.push_back(compose_figure(kPeople, {"umur=" + age_group_label(g)}));
        out.push_back(std::move(relation));
    }
    const auto three = [&](std::vector<std::string> where) {
        Relation relation{compose_figure(kPeople, where), {}};
        where.emplace_back();
        for (const auto& [dims, groups] : wide) {
            where.back() = dims;
            relation.parts.push_back(compose_figure(kPeople, where));
        }
        out.push_back(std::move(relation));
    };
    three({});
    for (const auto& area : context.input.population.districts) three({district_dims(area)});
    return out;
}

}  // namespace loket::reports
