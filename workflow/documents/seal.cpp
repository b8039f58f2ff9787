#include "workflow/documents/seal.h"

#include <fmt/format.h>

#include "workflow/documents/format.h"
#include "workflow/documents/paper.h"

namespace loket::documents {
namespace {

const Font kNarrow{"Roboto Condensed", "fonts-roboto"};

TextStyle centred(double size, Weight weight = Weight::Regular) {
    return {.size = size, .weight = weight, .align = Align::Centre, .min_size = size * 0.7, .narrow = kNarrow};
}

struct Measures {
    double width, qr, type;
};

/// A QR code on clean ground, whatever mark lies below.
void clean_qr(Canvas& canvas, const Rect& box, const std::string& content) {
    canvas.fill(box, kWhite);
    canvas.qr(box, content);
}

/// The room for pen and stamp, as high as the QR code of the electronic form.
void pen_and_stamp(Canvas& canvas, const Rect& room, const Seal& seal) {
    const double side = room.h * 0.72;
    clean_qr(canvas, {room.right() - side, room.y + (room.h - side) / 2, side, side}, seal.qr);
    const double stamp = room.h * 0.86;
    const Rect circle{room.x, room.y + (room.h - stamp) / 2, stamp, stamp};
    canvas.frame(circle, 0.2, kOutline, stamp / 2);
    canvas.text(circle, "cap dinas", {.size = 7, .colour = kMuted, .align = Align::Centre, .valign = VAlign::Middle});
}

}  // namespace

void draw_seal(Canvas& canvas, double x, double y, const Seal& seal, Date issued, SealSize size) {
    const bool letter = size == SealSize::Letter;
    const Measures m = letter ? Measures{kSealWidth, 33, 10} : Measures{kCompactSealWidth, 24, 7.2};
    Flow flow(canvas, x, y, m.width);
    flow.text(fmt::format("{}, {}", seal.place, plain_date(issued)), centred(m.type));
    // Rather two lines than small type.
    const double capacity = letter ? 9.5 : 6.8;
    flow.text(seal.acting + (seal.acting.empty() ? "" : " ") + upper(seal.capacity),
              {.size = capacity, .weight = Weight::SemiBold, .align = Align::Centre, .max_lines = 2, .min_size = capacity * 0.85})
        .gap(0.6);
    const Rect room{x, flow.y(), m.width, m.qr};
    if (seal.mode == SealMode::TteQr) {
        clean_qr(canvas, {x + (m.width - m.qr) / 2, room.y, m.qr, m.qr}, seal.qr);
    } else {
        pen_and_stamp(canvas, room, seal);
    }
    flow.gap(m.qr);
    if (seal.mode == SealMode::TteQr)
        flow.text("Ditandatangani secara elektronik", {.size = letter ? 7.0 : 5.6, .colour = kMuted, .align = Align::Centre});
    flow.gap(0.6).text(upper(seal.name), centred(letter ? 10.5 : 7.4, Weight::Bold));
    canvas.line(x + 6, flow.y(), x + m.width - 6, flow.y(), 0.2, kText);
    if (!seal.nip.empty()) flow.gap(0.4).text("NIP. " + seal.nip, centred(letter ? 9 : 6.4));
}

std::string seal_note(const Seal& seal, bool specimen) {
    if (seal.mode == SealMode::WetSignStamp) return "Sah bila bertanda tangan basah dan bercap dinas. Kode QR dapat diperiksa pada aplikasi Loket, tanpa internet.";
    return fmt::format("Ditandatangani secara elektronik{}; periksa kode QR pada aplikasi Loket, tanpa internet. Jangan dilaminasi.",
                       specimen ? " dengan sertifikat uji" : "");
}

void draw_signature_line(Canvas& canvas, double x, double y, double width, const SignatureLine& line) {
    canvas.text({x, y, width, 5}, line.label, centred(9.5));
    if (line.duty_stamp) {
        const Rect stamp{x + width / 2 - 13, y + 9, 26, 13};
        canvas.frame(stamp, 0.2, kMuted, 1);
        canvas.text(stamp, "meterai", {.size = 7, .colour = kMuted, .align = Align::Centre, .valign = VAlign::Middle});
    }
    canvas.text({x, y + 26, width, 5}, upper(line.name), centred(9.5, Weight::SemiBold));
    canvas.line(x + 3, y + 31, x + width - 3, y + 31, 0.2, kText);
}

}  // namespace loket::documents
