#pragma once
// The director of a demo: looks at where a visit stands and does the next thing. Because it looks only at the log, a demo
// that was killed goes on where it stood, and the same seed gives the same journal.

#include <functional>

#include "devices/model/scene.h"
#include "kiosk/app/demo/plan.h"
#include "kiosk/app/demo/puppet.h"

namespace loket::app {

/// A Monday morning with a year of calendar before it.
inline constexpr Date kDemoDay{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{5}};
inline const Instant kDemoStart = wib_instant(kDemoDay, 8);

/// The synthetic officer who sits at the desk of a role.
std::string_view officer_of(engine::Role role);

class Director {
  public:
    Director(Equipment& equipment, Station& station, Puppet& puppet, model::Scene& scene, ManualClock& clock, std::uint64_t seed)
        : equipment_(equipment), station_(station), puppet_(puppet), scene_(scene), clock_(clock), seed_(seed) {}

    /// From wherever the visit stands to the thank-you page.
    Status run(const VisitPlan& plan);
    /// One thing that somebody does for the visit, by intents or touches; true when nothing is left to do.
    Result<bool> advance(const VisitPlan& plan);
    /// Scenario faults for the coming visit, added to those of the plan; `at_activation` wait until its card is on the reader for that.
    void set_extra_faults(std::vector<model::SimFault> faults, std::vector<model::SimFault> at_activation = {}) {
        extra_faults_ = std::move(faults);
        activation_faults_ = std::move(at_activation);
    }
    /// How often a card was activated with the finger of somebody else. Anything but 0 is a defect.
    [[nodiscard]] int strangers_matched() const { return strangers_matched_; }

  private:
    using CaseRef = std::shared_ptr<const engine::Case>;

    Status before_case(const VisitPlan& plan);
    Status take_ticket(const VisitPlan& plan);
    Status choose_service(const VisitPlan& plan);
    Status identify(const VisitPlan& plan);
    Status fill_form(const VisitPlan& plan);
    Status pick(const std::string& value);
    Status fill_field(const engine::Question& question, const std::string& answer);
    Status open_internal(const VisitPlan& plan);
    Status field_list(const VisitPlan& plan);
    Status receive(const engine::Ticket& ticket);
    /// A ticket of today that is not used up, to apply or to collect.
    [[nodiscard]] std::optional<engine::Ticket> ticket_of(const std::string& nik) const;
    Status on_step(const VisitPlan& plan, const engine::Case& c);
    Status check(const VisitPlan& plan, const engine::Case& c);
    Status work(const engine::Case& c);
    Status verify(const VisitPlan& plan, const engine::Case& c);
    Status judge_alike(const engine::Case& c);
    Status record(const VisitPlan& plan, const engine::Case& c);
    Status record_stage(const VisitPlan& plan, const engine::Case& c);
    Status capture_again();
    Status hear_centre(const engine::Case& c);
    Status print(const VisitPlan& plan, const engine::Case& c);
    Status recover_card(const engine::Case& c);
    Status activate(const VisitPlan& plan, const engine::Case& c);
    Status compare(const VisitPlan& plan, const engine::Case& c);
    Status give_up_card(const engine::Case& c);
    Status collect_ticket(const engine::Case& c);
    Status hand_over(const engine::Case& c);
    Status sign(const engine::Case& c);
    Status survey(const VisitPlan& plan);

    /// The officer opens the file and begins its step.
    Status open_file(Page page, const engine::Case& c);
    /// Lets simulated time pass: some minutes that the seed and the log decide, office hours only.
    void pass(int least_seconds, int most_seconds);
    void set_scene(const VisitPlan& plan, bool stranger);
    void add_fault(const std::string& driver, const std::string& fault, int times = 1, int value = 0);
    [[nodiscard]] const engine::Service& service(const VisitPlan& plan) const;
    [[nodiscard]] const engine::Step& step_of(const engine::Case& c) const;
    Result<int> closed(const VisitPlan& plan);
    [[nodiscard]] CaseRef current(const VisitPlan& plan) const;
    [[nodiscard]] const population::Resident& person(const std::string& nik);

    Equipment& equipment_;
    Station& station_;
    Puppet& puppet_;
    model::Scene& scene_;
    ManualClock& clock_;
    std::uint64_t seed_;
    std::vector<model::SimFault> extra_faults_, activation_faults_;
    std::size_t plastics_ = 0;  ///< that there were before the last print
    int strangers_matched_ = 0;
    bool ribbon_changed_ = false, stranger_sent_away_ = false;  ///< of the present visit
    std::map<std::string, std::shared_ptr<const population::Resident>> people_;
};

}  // namespace loket::app
