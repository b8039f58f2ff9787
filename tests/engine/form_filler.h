#pragma once
// Fills in the form of any service from its data alone, in one of the ways it may be filled in.

#include "devices/base/random.h"
#include "tests/engine/world.h"

namespace loket::engine::test {

class FormFiller {
  public:
    FormFiller(const World& world, std::uint64_t seed) : world_(world), random_(seed) {}

    /// Answers that the service accepts of this person, who is entitled to it; fails the test if none is found in many tries.
    Answers fill(const Service& service, const std::string& person);
    /// Somebody of the register who could apply: grown up.
    std::string anybody();
    SeededRandom& random() { return random_; }

  private:
    Answers attempt(const Service& service, const std::string& person);
    std::string answer(const Question& question);

    const World& world_;
    SeededRandom random_;
};

}  // namespace loket::engine::test
