#pragma once
// A small real office for tests of the desks: store, core, register, signing authority; cases are driven as honest officers would.

#include "devices/base/random.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/desk/issuing.h"

namespace loket::app::test {

/// Father, mother and a minor child on one family card, as NIKs.
struct Household {
    std::string kk, father, mother, child;
};

class DeskOffice {
  public:
    /// `centre`: a stand-in gives NIK and KK numbers at once. Without a scene there are no devices: papers go to the archive.
    explicit DeskOffice(const std::string& profile, bool centre = true, model::Scene* scene = nullptr);
    ~DeskOffice();

    [[nodiscard]] Equipment& equipment() { return *office_->equipment; }
    [[nodiscard]] const engine::Services& services() const { return office_->reference.services; }
    /// To be tried with others than the shipped ones; while nobody works.
    [[nodiscard]] engine::OfficeRules& rules() { return office_->reference.rules; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] const Household& household() const { return household_; }

    /// Somebody who may apply for this service, and answers that it accepts, filled in one of many ways.
    std::string applicant(const engine::Service& service) const;
    bool register_allows(const engine::Service& service, const std::string& nik, const engine::Answers& answers);
    /// `to_walk`: only what the register will not refuse at the check.
    engine::Answers fill(const engine::Service& service, const std::string& nik, std::uint64_t seed, bool to_walk = false);
    /// Opens a case of the service with such answers; returns its id.
    std::string open(const engine::Service& service, std::uint64_t seed = 1);
    /// `nik`: of the applicant; empty: as applicant().
    std::string open_with(const engine::Service& service, const engine::Answers& answers, const std::string& nik = {});
    /// Goes on until the case stands, begun, at a step of this kind; papers are issued and signed on the way.
    void walk_to(const std::string& id, engine::StepKind kind);
    /// The same, but nobody has begun that step.
    void walk_before(const std::string& id, engine::StepKind kind);
    /// Until it is closed.
    void finish(const std::string& id);
    [[nodiscard]] std::shared_ptr<const engine::Case> at(const std::string& id) const { return office_->core->snapshot()->office.find_case(id); }
    /// Who works at the step the case stands at.
    [[nodiscard]] engine::Actor worker(const engine::Case& c) const;
    void must(engine::Command command, const engine::Actor& actor);
    ManualClock clock;

  private:
    std::string answer(const engine::Question& question, Random& random) const;
    void move_on(const std::string& id);
    Household find_household();

    std::filesystem::path folder_;
    SeededRandom random_{11};
    std::unique_ptr<OpenOffice> office_;
    Household household_;
    std::string profile_;
};

/// Whom a checker of papers of this office trusts.
documents::signing::TrustAnchors anchors(const DeskOffice& office);
/// The paper of this number as the office keeps it.
ArchivedPaper archived(DeskOffice& office, const std::string& number);

}  // namespace loket::app::test
