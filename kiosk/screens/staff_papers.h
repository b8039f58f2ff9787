#pragma once
// Pictures of papers that the applicant took at the kiosk: small beside the line of the paper, over the whole page when touched.

#include "kiosk/screens/staff_parts.h"

namespace loket::screens::staff {

/// Side of the small picture; nothing is shown of papers without one.
float paper_key_side(const Frame& frame);
void paper_key(const Frame& frame, Memory& memory, const viewmodels::CheckFile::Item& item, const ui::Rect& rect);
/// The picture that is open, in place of the page's content, with the way back and to the other pictures. False while none is.
bool opened_paper(const Frame& frame, Memory& memory, const std::vector<viewmodels::CheckFile::Item>& items, ui::Rect area);

}  // namespace loket::screens::staff
