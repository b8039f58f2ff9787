#include "workflow/documents/card_face.h"

#include <fmt/format.h>

#include <algorithm>

namespace loket::documents {
namespace {

constexpr Colour kMarkInk{0xc8, 0x10, 0x2e, 0.20};

/// Draws one side and notes where everything came to stand.
class Painter {
  public:
    Painter(Canvas& canvas, const CardFields& fields, std::vector<CardField>& placed)
        : canvas_(canvas), fields_(fields), placed_(placed) {}

    void texts(const std::vector<CardText>& texts) {
        for (const auto& text : texts) set(text.id, text.box, fill_words(text.words, fields_), text.style);
    }

    void rows(const CardRows& rows) {
        const auto heights = row_heights(rows);
        double y = rows.top;
        for (std::size_t i = 0; i < rows.rows.size(); y += heights[i++])
            for (const auto& cell : rows.rows[i]) draw_cell(cell, rows, y, heights[i]);
    }

    void set(const std::string& id, const Rect& box, const std::string& words, const TextStyle& style) {
        placed_.push_back({id, canvas_.text(box, words, style)});
    }

    void picture(const std::string& id, const Rect& box) { placed_.push_back({id, {box, box, 0, 0, false}}); }

  private:
    [[nodiscard]] bool wraps(const CardRows& rows, const std::vector<CardCell>& cells) {
        return std::any_of(cells.begin(), cells.end(), [&](const CardCell& cell) {
            const Rect box{cell.value_x, 0, cell.right - cell.value_x, rows.wrapped_pitch};
            return cell.value.max_lines > 1 &&
                   canvas_.measure(box, fill_words(cell.words, fields_), cell.value).lines > 1;
        });
    }

    std::vector<double> row_heights(const CardRows& rows) {
        std::vector<bool> tall;
        std::size_t wrapped = 0;
        for (const auto& cells : rows.rows) {
            tall.push_back(wrapped < rows.wrapped_rows && wraps(rows, cells));
            wrapped += tall.back() ? 1 : 0;
        }
        const double room = rows.bottom - rows.top - static_cast<double>(wrapped) * rows.wrapped_pitch;
        const double plain = std::min(
            rows.pitch, room / static_cast<double>(std::max<std::size_t>(1, rows.rows.size() - wrapped)));
        std::vector<double> heights;
        for (const bool is_tall : tall) heights.push_back(is_tall ? rows.wrapped_pitch : plain);
        return heights;
    }

    void draw_cell(const CardCell& cell, const CardRows& rows, double y, double height) {
        // A wrapped value keeps its label on the first line.
        const double first_line = std::min(height, rows.pitch);
        set(cell.id + ".label", {cell.label_x, y, cell.colon_x - cell.label_x, first_line}, cell.label,
            rows.label);
        set(cell.id + ".colon", {cell.colon_x, y, cell.value_x - cell.colon_x, first_line}, ":", rows.label);
        auto style = cell.value;
        if (height <= rows.pitch) style.max_lines = 1;
        set(cell.id, {cell.value_x, y, cell.right - cell.value_x, height}, fill_words(cell.words, fields_),
            style);
    }

    Canvas& canvas_;
    const CardFields& fields_;
    std::vector<CardField>& placed_;
};

void specimen_mark(Canvas& canvas, const CardDesign& design) {
    const TextStyle style{
        .size = 24, .weight = Weight::Bold, .colour = kMarkInk, .font = {"Roboto", "fonts-roboto"}};
    canvas.mark({0, 0, design.width, design.height}, "SPECIMEN / CONTOH", style, 28);
}

template <class Map>
const typename Map::mapped_type* find(const Map& map, const std::string& name) {
    const auto found = map.find(name);
    return found == map.end() ? nullptr : &found->second;
}

void paint_pictures(Canvas& canvas, const CardSideDesign& side, const FacePictures& pictures, Painter& painter) {
    for (const auto& [name, box] : side.images) {
        painter.picture(name, box);
        if (const auto* photo = find(pictures.photos, name)) canvas.image(box, *photo);
        if (const auto* ink = find(pictures.inks, name)) canvas.ink(box, *ink, kBlack);
        const auto* qr = find(pictures.qr_codes, name);
        const auto* bars = find(pictures.bar_codes, name);
        if (qr != nullptr || bars != nullptr) canvas.fill(box, kWhite);
        if (qr != nullptr) canvas.qr(box, *qr);
        if (bars != nullptr) canvas.barcode(box, *bars);
    }
}

void paint_side(Canvas& canvas, const CardDesign& design, const CardSideDesign& side, const CardFields& fields,
                const FacePictures& pictures, const CardLook& look, std::vector<CardField>& placed) {
    Painter painter(canvas, fields, placed);
    if (look.proof) canvas.fill({0, 0, design.width + 1, design.height + 1}, design.tint);  // over the last, broken pixel
    paint_pictures(canvas, side, pictures, painter);
    painter.texts(side.texts);
    painter.rows(side.rows);
    if (look.proof) painter.texts(side.proof_texts);
    if (look.proof || look.specimen) specimen_mark(canvas, design);
}

/// The drawing refers to its arguments: it lives no longer than the call that made it.
Result<Drawing> face_drawing(const CardDesign& design, const std::string& side, const CardFields& fields,
                             const FacePictures& pictures, const CardLook& look, std::vector<CardField>& placed) {
    const auto found = design.sides.find(side);
    if (found == design.sides.end()) return corrupt("card design without the side " + side);
    const auto* face = &found->second;
    return Drawing{design.id, design.width, design.height, [&design, face, &fields, &pictures, look, &placed](Canvas& canvas) {
                       placed.clear();
                       paint_side(canvas, design, *face, fields, pictures, look, placed);
                       return design.height;
                   }};
}

}  // namespace

std::vector<std::string> CardFace::shortened() const {
    std::vector<std::string> ids;
    for (const auto& field : fields)
        if (field.placed.shortened) ids.push_back(field.id);
    return ids;
}

Result<CardFace> render_face(const CardDesign& design, const std::string& side, const CardFields& fields,
                             const FacePictures& pictures, const CardLook& look, int dpi) {
    CardFace face;
    LOKET_ASSIGN(drawing, face_drawing(design, side, fields, pictures, look, face.fields));
    LOKET_ASSIGN(image, render_rgba(drawing, dpi, look.transparent && !look.proof ? Ground::Transparent : Ground::White));
    face.image = std::move(image);
    return face;
}

Result<Bytes> render_face_pdf(const CardDesign& design, const std::string& side, const CardFields& fields,
                              const FacePictures& pictures, const CardLook& look, Instant created) {
    std::vector<CardField> placed;
    LOKET_ASSIGN(drawing, face_drawing(design, side, fields, pictures, look, placed));
    return render_pdf(drawing, created);
}

}  // namespace loket::documents
