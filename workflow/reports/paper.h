#pragma once
// A report on A4 paper: letterhead, blocks in order, running heads, page numbers, signature. Tables that are too wide
// stand on landscape pages and go on over as many pages as they need, with their head on each.

#include "devices/base/result.h"
#include "workflow/documents/canvas.h"
#include "workflow/documents/paper.h"
#include "workflow/reports/report.h"

namespace loket::reports {

/// The pages in order, to be rendered one by one (`documents::render_rgba`) or together (`documents::render_pdf`).
/// `Rejected` "report.broken" with the first problem if the report contradicts itself; "document.font_missing".
Result<documents::Paper> report_paper(const Report& report, const documents::OfficeHead& head, Instant created);

/// One PDF of all pages with embedded fonts. Equal report, head and instant give equal bytes.
Result<Bytes> report_pdf(const Report& report, const documents::OfficeHead& head, Instant created);

}  // namespace loket::reports
