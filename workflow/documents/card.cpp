#include "workflow/documents/card.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"

namespace loket::documents {
namespace {

constexpr Colour kProofTint{0xea, 0xf2, 0xfb};
constexpr Colour kMarkInk{0xc8, 0x10, 0x2e, 0.20};
constexpr std::size_t kWrappedRows = 2;  // as many as CardRows leaves room for

CardFields fields_of(const CardData& data) {
    return {{"province", upper(data.province)},
            {"regency", upper(data.regency)},
            {"nik", data.nik},
            {"name", upper(data.name)},
            {"birth_place", upper(data.birth_place)},
            {"birth_date", dmy_date(data.birth_date)},
            {"sex", upper(data.sex)},
            {"blood", data.blood.empty() ? "-" : upper(data.blood)},
            {"address", upper(data.address)},
            {"rt_rw", data.rt_rw},
            {"village", upper(data.village)},
            {"district", upper(data.district)},
            {"religion", upper(data.religion)},
            {"marital", upper(data.marital)},
            {"occupation", upper(data.occupation)},
            {"citizenship", upper(data.citizenship)},
            {"valid_until", upper(data.valid_until)},
            {"issue_place", upper(data.issue_place)},
            {"issue_date", dmy_date(data.issue_date)},
            {"serial", data.serial}};
}

Status check(const CardData& data) {
    const bool digits =
        std::all_of(data.nik.begin(), data.nik.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (data.nik.size() != 16 || !digits) return rejected("card.nik", "a card needs a NIK of 16 digits");
    if (!data.birth_date.ok() || !data.issue_date.ok())
        return rejected("card.date", "a date on the card is not a day of the calendar");
    return {};
}

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
            tall.push_back(wrapped < kWrappedRows && wraps(rows, cells));
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

void paint_side(Canvas& canvas, const CardDesign& design, const CardSideDesign& side, const CardData& data,
                const CardLook& look, std::vector<CardField>& placed) {
    const auto fields = fields_of(data);
    Painter painter(canvas, fields, placed);
    if (look.proof) canvas.fill({0, 0, design.width, design.height}, kProofTint);
    for (const auto& [name, box] : side.images) {
        painter.picture(name, box);
        if (name == "photo") canvas.image(box, data.photo);
        if (name == "signature") canvas.ink(box, data.signature, kBlack);
    }
    painter.texts(side.texts);
    painter.rows(side.rows);
    if (look.proof) painter.texts(side.proof_texts);
    if (look.proof || look.specimen) specimen_mark(canvas, design);
}

/// The drawing refers to its arguments: it lives no longer than the call that made it.
Result<Drawing> card_drawing(const CardDesign& design, CardSide side, const CardData& data,
                             const CardLook& look, std::vector<CardField>& placed) {
    LOKET_TRY(check(data));
    const auto found = design.sides.find(side == CardSide::Data ? "SIDE_DATA" : "SIDE_EMBLEM");
    if (found == design.sides.end()) return corrupt("card design without this side");
    const auto* face = &found->second;
    return Drawing{design.id, design.width, design.height,
                   [&design, face, &data, look, &placed](Canvas& canvas) {
                       placed.clear();
                       paint_side(canvas, design, *face, data, look, placed);
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

Result<CardFace> render_card(const CardDesign& design, CardSide side, const CardData& data,
                             const CardLook& look, int dpi) {
    CardFace face;
    LOKET_ASSIGN(drawing, card_drawing(design, side, data, look, face.fields));
    LOKET_ASSIGN(image, render_rgba(drawing, dpi,
                                    look.transparent && !look.proof ? Ground::Transparent : Ground::White));
    face.image = std::move(image);
    return face;
}

Result<Bytes> render_card_pdf(const CardDesign& design, CardSide side, const CardData& data,
                              const CardLook& look, Instant created) {
    std::vector<CardField> placed;
    LOKET_ASSIGN(drawing, card_drawing(design, side, data, look, placed));
    return render_pdf(drawing, created);
}

}  // namespace loket::documents
