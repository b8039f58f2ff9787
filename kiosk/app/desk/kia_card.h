#pragma once
// The child's identity card (KIA): printed for the child that the application names, not for the applicant.

#include "kiosk/app/desk/papers.h"

namespace loket::app {

/// Both faces. Below five years there is no photo; from five on it comes from the record of the child. Blocks; desk threads.
/// Rejected "kia.age" from seventeen years on, "nik.unknown".
Result<CardFaces> kia_faces(Equipment& equipment, const engine::Case& c, FaceUse use);

}  // namespace loket::app
