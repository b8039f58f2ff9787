// Head and foot of the thermal slips: black only, nothing thinner than two dots.

#include "workflow/documents/format.h"
#include "workflow/documents/paper.h"

namespace loket::documents {

void slip_bar(Flow& flow, std::string_view text, double size) {
    const double height = size * 0.7;
    flow.canvas().fill({flow.x(), flow.y(), flow.width(), height}, kBlack, 1);
    auto style = one_line(size, Weight::Bold, kWhite, Align::Centre);
    style.valign = VAlign::Middle;
    flow.canvas().text({flow.x() + 2, flow.y(), flow.width() - 4, height}, text, style);
    flow.gap(height);
}

void slip_head(Flow& flow, const OfficeHead& head) {
    flow.gap(2).text(upper(head.government), one_line(8.5, Weight::Medium, kBlack, Align::Centre));
    flow.text(upper(head.office), paragraph(10.5, Weight::Bold, kBlack, Align::Centre));
    if (!head.address.empty())
        flow.gap(0.4).text(head.address, paragraph(8, Weight::Medium, kBlack, Align::Centre));
    flow.gap(2).rule(0.5, kBlack);
    if (!head.specimen) return;
    flow.gap(2);
    slip_bar(flow, kSpecimen, 11);
    flow.gap(0.6).text("Bukan dokumen resmi", paragraph(8, Weight::Medium, kBlack, Align::Centre));
}

void slip_foot(Flow& flow, const OfficeHead& head) {
    flow.gap(2);
    slip_bar(flow, kFreeOfCharge, 11);
    if (!head.complaint.empty())
        flow.gap(1.6).text("Pengaduan: " + head.complaint,
                           paragraph(8, Weight::Medium, kBlack, Align::Centre));
    flow.gap(1.6)
        .text("Terima kasih. Semoga hari Anda menyenangkan.",
              paragraph(8, Weight::Medium, kBlack, Align::Centre))
        .gap(4);
}

}  // namespace loket::documents
