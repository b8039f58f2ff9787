#pragma once
// A small real office for tests of the core: store, register and 600 residents; cases are driven as honest officers would.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/base/random.h"
#include "kiosk/app/core/core.h"
#include "workflow/mirror/check.h"

namespace loket::app::test {

class CoreOffice {
  public:
    explicit CoreOffice(bool simulated_numbers = true, std::uint64_t seed = 3);
    ~CoreOffice();
    CoreOffice(const CoreOffice&) = delete;

    /// As after a power cut: the core goes without a word and is opened again.
    void restart();
    [[nodiscard]] Core& core() { return *core_; }
    [[nodiscard]] const engine::Services& services() const { return reference_.services; }
    [[nodiscard]] const std::vector<population::Family>& opening() const { return opening_; }
    [[nodiscard]] Date today() const { return wib_date(clock.now()); }
    /// The first family of the opening that fulfils this; fails the test if there is none.
    template <class Test>
    const population::Family& family_where(Test test) const {
        for (const auto& family : opening_)
            if (test(family)) return family;
        throw std::runtime_error("no such family");
    }

    /// Answers that fit: `given` where the question is among them, else the first option and made-up words; random with `random`.
    engine::Answers fill(const engine::Service& service, const std::string& nik, const engine::Answers& given, Random* random = nullptr);
    /// The code of the refusal, or empty with `case_id` set.
    std::string open(const std::string& service, const std::string& nik, const engine::Answers& answers, std::string& case_id);
    /// Goes on until the case is closed; the code of the first refusal, or empty.
    std::string finish(const std::string& case_id);
    /// Opens and finishes; fails the test if anything is refused.
    std::string serve(const std::string& service, const std::string& nik, const engine::Answers& given);

    /// As the store has them.
    population::Resident row(const std::string& nik);
    std::vector<population::Resident> rows_of(const std::string& kk);
    std::vector<mirror::MirrorEvent> register_log();
    /// The opening with the whole log folded in: what must be true, family by family, of the rows.
    mirror::Mirror by_the_log();
    /// Fails the test where the rows are not what the log says, or break a rule of the register.
    void check_register();
    void check_master();
    store::Counts counts() { return core_->store().counts().value(); }

    ManualClock clock;
    std::uintmax_t room = 1ULL << 40U;  ///< that the disk has left

  private:
    std::string answer(const engine::Question& question, const std::string& nik, Random* random);
    std::string execute(const engine::Command& command, const engine::Actor& actor);

    std::filesystem::path folder_;
    SeededRandom random_{11};
    Reference reference_;
    CoreOptions options_;
    std::vector<population::Family> opening_;
    std::unique_ptr<Core> core_;
};

}  // namespace loket::app::test
