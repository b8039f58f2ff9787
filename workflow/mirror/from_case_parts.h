#pragma once
// Shared by the from_case*.cpp files only.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "workflow/mirror/from_case.h"

namespace loket::mirror::detail {

/// The arguments of one effect. What is not there is empty.
class CaseArgs {
  public:
    explicit CaseArgs(nlohmann::json object) : object_(std::move(object)) {}
    [[nodiscard]] std::string text(const char* key) const;
    [[nodiscard]] std::string upper(const char* key) const;
    [[nodiscard]] int number(const char* key) const;
    [[nodiscard]] std::vector<std::string> niks(const char* key) const;
    [[nodiscard]] std::optional<Date> date(const char* key) const;
    /// Number of the first paper of the case whose kind begins so.
    [[nodiscard]] std::string paper(std::string_view kind) const;

  private:
    nlohmann::json object_;
};

inline constexpr auto kNotRecorded = "BELUM DICATAT";  ///< a name that the service does not ask

inline bool is_in(const std::vector<std::string>& list, const std::string& nik) { return std::find(list.begin(), list.end(), nik) != list.end(); }

/// One member an effect kind.
struct FromCase {
    const CaseArgs& args;
    const CaseLookups& look;
    CaseEffects out = {};

    Status form_family();
    Status join_family();
    Status replace_head();
    Status change_data();
    Status issue_family_card();
    Status set_card();
    Status set_kia();
    Status move_family();
    Status move_out();
    Status go_abroad();
    Status move_in();
    Status return_from_abroad();
    Status record_stay();
    Status birth();
    Status stillbirth();
    Status annul_marriage();
    Status annul_divorce();
    Status death();
    Status adoption();
    Status renunciation();
    Status temporary_paper();

    void note(std::string what) { out.notes.push_back(std::move(what)); }
    void add(Effect effect) { out.effects.push_back(std::move(effect)); }
    [[nodiscard]] const Resident* here(const std::string& nik) const { return look.mirror.find(nik); }
    /// Somebody on a KK. `Rejected`: mirror.unknown_person, mirror.deceased, mirror.moved_away, mirror.abroad.
    [[nodiscard]] Result<const Resident*> resident(const std::string& nik) const;
    [[nodiscard]] Result<const Household*> household_of(const std::string& nik) const;
    /// Code of an answer in a table: a label (with _ for blanks), the beginning of one, or the number itself. `Rejected`
    /// mirror.code_table for a word that no label begins with; nothing where the question was not answered.
    [[nodiscard]] Result<std::optional<int>> code(population::CodeTable table, const std::string& answer) const;
    template <class Enum>
    Status set(Enum& value, population::CodeTable table, const std::string& answer) const {
        LOKET_ASSIGN(found, code(table, answer));
        if (found) value = static_cast<Enum>(*found);
        return {};
    }
    /// What the two were before a marriage; never married with a note where it was not asked.
    Result<Before> before(const char* key);
    /// A day that was asked for; the day of registration with a note where it was not.
    Date day(const char* key);
    [[nodiscard]] Address address() const;
    /// The head first; everybody in the place he or she takes under this head.
    [[nodiscard]] std::vector<Member> seated(const std::string& head, const std::vector<std::string>& members) const;
    /// People who come from elsewhere, the applicant first.
    Result<std::vector<Resident>> newcomers(bool joins);
    Result<Resident> newcomer(const std::string& nik, bool adult);
    Status describe_applicant(Resident& person);
    Status describe_companion(Resident& person, int slot, const Resident& applicant);
    Status arrive(const std::string& join, const std::string& number);
    Status marital_change(const std::string& nik, const std::string& value);
    struct Couple {
        std::string husband, wife;
    };
    [[nodiscard]] Result<Couple> couple() const;
};

}  // namespace loket::mirror::detail
