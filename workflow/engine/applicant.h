#pragma once
// What the engine needs to know of a person, from the local population mirror, and how it becomes part of a case.

#include <functional>
#include <optional>
#include <string>

#include "devices/base/clock.h"
#include "workflow/engine/service.h"

namespace loket::engine {

struct Applicant {
    std::string nik;
    Date born;
    bool ever_married = false;
    bool alive = true;
    std::string record_state;
    std::string kk{};        ///< to tell the members of a family
    bool married = false;    ///< at present
    bool foreigner = false;
    bool rentan = false;     ///< penduduk rentan (Permendagri 96/2019)
    bool head = false;       ///< kepala keluarga
};

/// Somebody of the register, by NIK; nothing if the register does not know them.
using LookUp = std::function<std::optional<Applicant>(const std::string& nik)>;

/// The answers with every fact of the register that this service tests and that is known: of the applicant and of the persons
/// named in answers of type nik. Facts given in `answers` are dropped first: nobody states them.
Answers with_register(const Service& service, Answers answers, const std::optional<Applicant>& applicant, const LookUp& look_up, Date today);

/// Only what a person answered.
Answers without_register(Answers answers);

}  // namespace loket::engine
