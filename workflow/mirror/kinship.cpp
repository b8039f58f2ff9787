#include "workflow/mirror/kinship.h"

#include <algorithm>

namespace loket::mirror {
namespace {

bool is_spouse_place(Shdk shdk) { return shdk == Shdk::Suami || shdk == Shdk::Istri; }

/// Whether a KK with these two places on it can show a couple.
bool may_be_couple(Shdk a, Shdk b) {
    if (a == Shdk::KepalaKeluarga) return is_spouse_place(b);
    if (b == Shdk::KepalaKeluarga) return is_spouse_place(a);
    if (is_spouse_place(a) || is_spouse_place(b)) return false;
    const bool child = a == Shdk::Anak || b == Shdk::Anak;
    const bool in_law = a == Shdk::Menantu || b == Shdk::Menantu;
    if (child || in_law) return child && in_law;
    return a == b;
}

bool married_alike(const Resident& a, const Resident& b) {
    if (a.marital != Marital::Married || b.marital != Marital::Married || a.sex == b.sex) return false;
    return !a.marital_since || !b.marital_since || a.marital_since == b.marital_since;
}

const Resident* find(const Family& family, const std::string& nik) {
    const auto found = std::find_if(family.members.begin(), family.members.end(), [&](const Resident& r) { return r.nik == nik; });
    return found == family.members.end() ? nullptr : &*found;
}

bool is_parent(const Resident& parent, const Resident& child) {
    const auto& name = parent.sex == Sex::Male ? child.father : child.mother;
    return !name.empty() && name == parent.name && parent.born < child.born;
}

/// Under a child of the old head.
Shdk under_child(Shdk old) {
    switch (old) {
        case Shdk::KepalaKeluarga:
        case Shdk::Suami:
        case Shdk::Istri:
            return Shdk::OrangTua;
        case Shdk::Pembantu:
            return old;
        default:
            return Shdk::FamiliLain;
    }
}

/// Under a parent of the old head (`own`) or of the old head's spouse.
Shdk under_parent(Shdk old, bool own) {
    switch (old) {
        case Shdk::KepalaKeluarga:
            return own ? Shdk::Anak : Shdk::Menantu;
        case Shdk::Suami:
        case Shdk::Istri:
            return own ? Shdk::Menantu : Shdk::Anak;
        case Shdk::Anak:
            return Shdk::Cucu;
        case Shdk::Pembantu:
            return old;
        default:
            return Shdk::FamiliLain;
    }
}

/// Under the spouse of the old head: the children are common, the parents change sides.
Shdk under_spouse(Shdk old) {
    switch (old) {
        case Shdk::OrangTua:
            return Shdk::Mertua;
        case Shdk::Mertua:
            return Shdk::OrangTua;
        case Shdk::Suami:
        case Shdk::Istri:  // another wife of the one who is no longer the head
        case Shdk::KepalaKeluarga:
            return Shdk::FamiliLain;
        default:
            return old;
    }
}

Shdk usual_place(Shdk old, Shdk head_was, bool head_was_spouse) {
    if (head_was_spouse) return under_spouse(old);
    switch (head_was) {
        case Shdk::Anak:
            return under_child(old);
        case Shdk::OrangTua:
            return under_parent(old, true);
        case Shdk::Mertua:
            return under_parent(old, false);
        case Shdk::Menantu:
            return old == Shdk::KepalaKeluarga || is_spouse_place(old) ? Shdk::Mertua
                   : old == Shdk::Pembantu                             ? old
                                                                       : Shdk::FamiliLain;
        default:
            return old == Shdk::Pembantu ? old : Shdk::FamiliLain;
    }
}

}  // namespace

std::vector<std::string> spouses_of(const Family& family, const std::string& nik) {
    std::vector<std::string> found;
    const auto* person = find(family, nik);
    if (person == nullptr) return found;
    for (const auto& other : family.members) {
        if (!may_be_couple(person->shdk, other.shdk)) continue;
        const bool with_head = person->shdk == Shdk::KepalaKeluarga || other.shdk == Shdk::KepalaKeluarga;
        const bool married = person->marital == Marital::Married && other.marital == Marital::Married && person->sex != other.sex;
        if (with_head ? married : married_alike(*person, other)) found.push_back(other.nik);
    }
    if (found.size() > 1 && person->shdk != Shdk::KepalaKeluarga) found.clear();
    return found;
}

std::string heir_of(const Family& family, const std::vector<std::string>& spouses, Date on) {
    for (const auto& nik : spouses)
        if (const auto* spouse = find(family, nik); spouse != nullptr && may_head(*spouse, on)) return nik;
    const Resident* oldest = nullptr;
    const auto before = [](const Resident& a, const Resident& b) {
        const bool serves_a = a.shdk == Shdk::Pembantu, serves_b = b.shdk == Shdk::Pembantu;
        return serves_a != serves_b ? serves_b : a.born < b.born;
    };
    for (const auto& member : family.members)
        if (may_head(member, on) && (oldest == nullptr || before(member, *oldest))) oldest = &member;
    return oldest == nullptr ? std::string() : oldest->nik;
}

std::vector<Member> places_under(const Family& family, const std::string& new_head, const std::vector<std::string>& spouses) {
    std::vector<Member> places;
    const auto* head = find(family, new_head);
    if (head == nullptr) return places;
    const bool was_spouse = is_spouse_place(head->shdk) || std::find(spouses.begin(), spouses.end(), new_head) != spouses.end();
    const auto couple = spouses_of(family, new_head);
    for (const auto& member : family.members) {
        if (member.nik == new_head) continue;
        auto shdk = usual_place(member.shdk, head->shdk, was_spouse);
        if (is_parent(*head, member)) shdk = Shdk::Anak;
        if (is_parent(member, *head)) shdk = Shdk::OrangTua;
        if (std::find(couple.begin(), couple.end(), member.nik) != couple.end())
            shdk = member.sex == Sex::Male ? Shdk::Suami : Shdk::Istri;
        places.push_back({member.nik, shdk});
    }
    return places;
}

Shdk child_of(Shdk parent) {
    switch (parent) {
        case Shdk::KepalaKeluarga:
        case Shdk::Suami:
        case Shdk::Istri:
            return Shdk::Anak;
        case Shdk::Anak:
        case Shdk::Menantu:
            return Shdk::Cucu;
        default:
            return Shdk::FamiliLain;
    }
}

}  // namespace loket::mirror
