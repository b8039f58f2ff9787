#pragma once
// Who comes for a service in a demo, and what they answer: people of the synthetic population to whom the service applies.

#include <map>
#include <vector>

#include "kiosk/app/core/core.h"
#include "workflow/engine/applicant.h"

namespace loket::app {

struct Cast {
    std::string nik;  ///< of the applicant; of newcomers a number that the register does not know, or PASPOR-…
    engine::Answers answers;
};

/// A function of the seed alone.
class Casting {
  public:
    static Result<Casting> open(const CoreOptions& options, const Reference& reference, std::uint64_t seed, Date day);
    /// The applicant of visit `number`, never the same person twice. Rejected "demo.nobody" if nobody of some hundred families
    /// may have this service.
    Result<Cast> cast(const engine::Service& service, int number);

  private:
    Casting(const Reference& reference, std::uint64_t seed, Date day) : reference_(reference), seed_(seed), day_(day) {}
    using Family = population::Family;

    engine::Answers answer_form(const engine::Service& service, const Family& family, const Cast& cast, Random& random) const;
    std::string answer(const engine::Question& question, const Family& family, const Cast& cast, const engine::Answers& given, Random& random) const;
    std::string persons(const Family& family, const Cast& cast, const engine::Answers& given) const;
    std::string somebody(const engine::Question& question, const Family& family, Random& random) const;
    std::string newcomer(const engine::Service& service, int number) const;
    /// What the register would say at the stamp: nobody comes for something that cannot be.
    [[nodiscard]] bool register_allows(const engine::Service& service, const Cast& cast) const;
    [[nodiscard]] const Family* family_of(const std::string& number) const;
    [[nodiscard]] bool fits(const engine::Service& service, const Family& family, const Cast& cast) const;

    const Reference& reference_;
    std::uint64_t seed_;
    Date day_;
    std::vector<Family> families_;
    std::map<std::string, std::size_t> family_by_number_;  ///< NIK and KK numbers
    std::vector<std::string> divorced_;                    ///< NIK
    std::vector<std::string> used_;
};

}  // namespace loket::app
