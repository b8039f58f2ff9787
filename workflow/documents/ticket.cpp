#include "workflow/documents/ticket.h"

#include <fmt/format.h>

#include "workflow/documents/format.h"

namespace loket::documents {
namespace {

void number(Flow& flow, const QueueTicket& ticket) {
    flow.gap(3).text("NOMOR ANTREAN", one_line(11, Weight::SemiBold, kBlack, Align::Centre));
    TextStyle huge{
        .size = 62, .weight = Weight::Bold, .colour = kBlack, .align = Align::Centre, .min_size = 20};
    flow.text(ticket.number, huge).gap(0.5);
    if (ticket.priority) {
        slip_bar(flow, "PRIORITAS", 15);
        flow.gap(0.8).text(
            "Lansia, ibu hamil atau menyusui, penyandang disabilitas, dan yang membawa anak kecil",
            paragraph(8, Weight::Medium, kBlack, Align::Centre));
        flow.gap(1.2);
    }
    flow.text(ticket.service, {.size = 12,
                               .weight = Weight::SemiBold,
                               .colour = kBlack,
                               .align = Align::Centre,
                               .max_lines = 3,
                               .min_size = 10});
}

/// Two cells side by side: how many are before me, how long it will take.
void outlook(Flow& flow, const QueueTicket& ticket) {
    constexpr double kHeight = 15;
    const Rect box{flow.x(), flow.y(), flow.width(), kHeight};
    const double half = box.w / 2;
    flow.canvas().frame(box, 0.4, kBlack, 1.5);
    flow.canvas().line(box.x + half, box.y + 2.5, box.x + half, box.bottom() - 2.5, 0.25, kBlack);
    const auto cell = [&](double x, std::string_view label, std::string_view value) {
        Flow inside(flow.canvas(), x + 1.5, box.y + 2.2, half - 3);
        inside.text(label, one_line(8, Weight::Medium, kBlack, Align::Centre)).gap(0.5);
        TextStyle style{.size = 12,
                        .weight = Weight::Bold,
                        .colour = kBlack,
                        .align = Align::Centre,
                        .valign = VAlign::Middle,
                        .max_lines = 2,
                        .min_size = 7};
        flow.canvas().text({inside.x(), inside.y(), inside.width(), box.bottom() - inside.y() - 1.2}, value,
                           style);
    };
    cell(box.x, "Orang di depan Anda", std::to_string(ticket.ahead));
    cell(box.x + half, "Perkiraan tunggu",
         ticket.wait_minutes ? waiting_time(*ticket.wait_minutes) : "belum diketahui");
    flow.gap(kHeight + 2);
}

}  // namespace

Drawing ticket_slip(const QueueTicket& ticket) {
    return {"Nomor antrean " + ticket.number, kSlipWidth, 0, [ticket](Canvas& canvas) {
                const auto centred = paragraph(9, Weight::Medium, kBlack, Align::Centre);
                Flow flow(canvas, 2, 0, kSlipWidth - 4);
                slip_head(flow, ticket.head);
                number(flow, ticket);
                flow.gap(2.5);
                outlook(flow, ticket);
                constexpr double kQr = 18;
                if (!ticket.qr.empty()) {
                    flow.canvas().qr({flow.x() + (flow.width() - kQr) / 2, flow.y(), kQr, kQr}, ticket.qr);
                    flow.gap(kQr + 1.5);
                }
                flow.text(long_date_time(ticket.issued), centred).gap(0.8);
                if (!ticket.room.empty()) flow.text(ticket.room, centred).gap(0.8);
                flow.text("Mohon menunggu sampai nomor Anda dipanggil. Nomor dipanggil tiga kali.", centred);
                slip_foot(flow, ticket.head);
                return flow.y();
            }};
}

}  // namespace loket::documents
