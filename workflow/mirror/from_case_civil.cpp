// S09-S15 civil records, S16 SKPTI, S17 SKPS.

#include "workflow/mirror/from_case_parts.h"

namespace loket::mirror::detail {
namespace {

Hardship hardship(const std::string& group) {
    if (group == "BENCANA_SOSIAL") return Hardship::BencanaSosial;
    if (group == "TERLANTAR") return Hardship::OrangTerlantar;
    return group == "TERPENCIL" ? Hardship::KomunitasTerpencil : Hardship::BencanaAlam;
}

}  // namespace

Status FromCase::birth() {
    Birth birth;
    birth.name = args.upper("name");
    birth.sex = args.text("sex") == "P" ? Sex::Female : Sex::Male;
    birth.born = day("born");
    birth.birth_place = args.upper("birth_place");
    birth.kk = args.text("kk");
    birth.foundling = args.text("foundling") == "YA";
    birth.birth_deed = args.paper("KUTIPAN_AKTA");
    const auto parent = [&](const char* key, const char* name_key, std::string& nik, std::string& name) {
        const auto given = birth.foundling ? std::string() : args.text(key);
        const bool known = here(given) != nullptr || look.mirror.departed(given) != nullptr;
        if (known) nik = given;
        else if (!birth.foundling) name = args.upper(name_key);
        if (!known && !given.empty() && name.empty()) note(std::string(key) + ": not in the local register, the name is to be completed");
    };
    parent("mother", "mother_name", birth.mother, birth.mother_name);
    parent("father", "father_name", birth.father, birth.father_name);
    const bool nobody = birth.mother.empty() && birth.father.empty() && birth.mother_name.empty() && birth.father_name.empty();
    if (nobody && !birth.foundling) birth.mother_name = kNotRecorded;
    add(std::move(birth));
    return {};
}

/// The kecamatan comes from the mother; from the one who reports where she is registered elsewhere.
Status FromCase::stillbirth() {
    Stillbirth lost;
    lost.sex = args.text("sex") == "P" ? Sex::Female : Sex::Male;
    lost.happened = day("on");
    lost.weeks = args.number("weeks");
    const auto mother = args.text("mother");
    if (here(mother) != nullptr) lost.mother = mother;
    else lost.father = args.text("nik");
    if (lost.mother.empty()) note("the mother is not in the local register: counted where the reporter lives");
    add(std::move(lost));
    return {};
}

Status FromCase::annul_marriage() {
    LOKET_ASSIGN(pair, couple());
    const bool man_applies = pair.husband == args.text("nik");
    LOKET_ASSIGN(husband, before(man_applies ? "before" : "spouse_before"));
    LOKET_ASSIGN(wife, before(man_applies ? "spouse_before" : "before"));
    add(AnnulMarriage{pair.husband, pair.wife, args.upper("ruling"), day("on"), husband, wife});
    return {};
}

Status FromCase::annul_divorce() {
    LOKET_ASSIGN(pair, couple());
    const auto decided = day("on");
    auto married = args.date("married");
    if (!married) note("married: not asked, the marriage counts from the ruling");
    add(AnnulDivorce{pair.husband, pair.wife, args.upper("ruling"), decided, married.value_or(decided)});
    return {};
}

Status FromCase::death() {
    add(Death{args.text("person"), day("on"), {}, {}});
    return {};
}

Status FromCase::adoption() {
    LOKET_ASSIGN(applicant, resident(args.text("nik")));
    Adoption adoption{args.text("child"), {applicant->nik}, args.upper("order"), day("on"), {}};
    const auto* spouse = here(args.text("spouse"));
    if (spouse != nullptr && spouse->kk == applicant->kk && spouse->nik != applicant->nik) adoption.parents.push_back(spouse->nik);
    else if (!args.text("spouse").empty()) note("the spouse is not on the applicant's KK: noted with the applicant only");
    add(std::move(adoption));
    return {};
}

Status FromCase::renunciation() {
    add(Renunciation{args.text("nik"), args.upper("decision"), day("on"), args.upper("nationality"), {}});
    return {};
}

/// People of the field team's lists may be in no register at all: the paper is all they have.
Status FromCase::temporary_paper() {
    const auto nik = args.text("nik");
    if (here(nik) == nullptr) return note("not in the local register: the paper stands alone"), Status{};
    const auto kind = args.text("kind") == "Skps" ? PaperKind::Skps : PaperKind::Skpti;
    add(IssueTemporaryPaper{nik, kind, hardship(args.text("class")), args.paper("")});
    return {};
}

}  // namespace loket::mirror::detail
