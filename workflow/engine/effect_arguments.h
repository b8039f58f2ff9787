#pragma once
// What an effect tells the population register about the case it comes from.

#include <string>

#include "workflow/engine/office.h"
#include "workflow/engine/service.h"

namespace loket::engine {

/// A JSON object: case, service, resi, nik, documents (kind and number of each), and what the service's data adds from the
/// answers, each in the type of its question.
std::string effect_arguments(const Case& c, const Service& service, const Effect& effect);

}  // namespace loket::engine
