// Lays the parts of a letter out over its sheets.

#include "workflow/documents/letters/letter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "workflow/documents/format.h"
#include "workflow/documents/letters/values.h"

namespace loket::documents::letters {
namespace {

constexpr double kWidth = kA4Width - 2 * kA4Margin;
constexpr double kFootLine = 276;         // mm; below it the foot
constexpr double kBottom = kFootLine - 4; // content ends here
constexpr double kNextTop = 24;           // content of further sheets begins here
constexpr double kFootQr = 16;            // QR of papers that the applicant signs
/// Type sizes in points, tried in turn until the letter fits one sheet: a signature alone on a second sheet could be
/// taken from any other letter.
constexpr std::array kSizes{10.5, 10.0, 9.5, 9.0, 8.5};
const Font kNarrow{"Roboto Condensed", "fonts-roboto"};

/// A piece that stays together on one sheet.
struct Block {
    double height = 0;
    std::function<void(Canvas&, double y)> draw;
    bool with_next = false;               ///< headings, table heads: never last on a sheet
    std::shared_ptr<const Block> again;   ///< drawn first when this block opens a sheet: the head of its table
};

class Layout {
  public:
    Layout(Canvas& canvas, const LetterTemplate& letter, const LetterData& data, const OfficeHead& head, const Seal& seal,
           double size)
        : canvas_(canvas), letter_(letter), data_(data), seal_(seal), size_(size) {
        builtin_ = {{"nomor", data.number}, {"tanggal", plain_date(wib_date(data.issued))}, {"pejabat", seal.name},
                    {"jabatan", seal.capacity}, {"instansi", head.office}, {"pemerintah", head.government}};
    }

    std::vector<Block> blocks() {
        for (const auto& part : letter_.parts) add(part);
        if (!letter_.by_applicant()) {
            blocks_.back().with_next = true;  // the signature never stands alone
            add_seal();
        }
        return std::move(blocks_);
    }

  private:
    void add(const Part& part) {
        switch (part.kind) {
            case PartKind::Paragraph: return paragraph_block(0, fill(part.words.front()), body(), spaced(0.28));
            case PartKind::Heading: return heading(fill(part.words.front()));
            case PartKind::Facts:
                for (const auto& key : part.words) fact(*letter_.field(key));
                return gap(spaced(0.22));
            case PartKind::Numbered:
                for (std::size_t i = 0; i < part.words.size(); ++i) numbered(i + 1, fill(part.words[i]));
                return gap(spaced(0.19));
            case PartKind::Table: return table(fill(part.words.front()));
            case PartKind::Signatures: return signatures(part.signatures);
        }
    }

    [[nodiscard]] TextStyle body() const { return {.size = size_, .max_lines = 0, .line_spacing = 1.12}; }
    [[nodiscard]] double spaced(double share) const { return share * size_; }  ///< mm from a share of the type size

    std::string fill(const std::string& words) const { return filled(words, letter_, data_, builtin_); }

    double height_of(double width, const std::string& text, const TextStyle& style) {
        return canvas_.measure({0, 0, width, 0}, text, style).box.h;
    }

    void gap(double mm) { blocks_.push_back({mm, [](Canvas&, double) {}, false, nullptr}); }

    void paragraph_block(double indent, const std::string& text, const TextStyle& style, double after) {
        blocks_.push_back({height_of(kWidth - indent, text, style) + after, [=](Canvas& canvas, double y) {
                               canvas.text({kA4Margin + indent, y, kWidth - indent, 0}, text, style);
                           }, false, nullptr});
    }

    void heading(const std::string& text) {
        auto style = body();
        style.weight = Weight::SemiBold;
        paragraph_block(0, text, style, 1.2);
        blocks_.back().with_next = true;
    }

    void fact(const Field& field) {
        constexpr double kLabel = 56, kColon = 3;
        const auto value = printed_field(field, data_.fields);
        auto style = body();
        style.weight = Weight::Medium;
        const double height = std::max(height_of(kLabel, field.label, body()), height_of(kWidth - kLabel - kColon, value, style)) + spaced(0.07);
        const auto plain = body();
        blocks_.push_back({height, [=, label = field.label](Canvas& canvas, double y) {
                               canvas.text({kA4Margin, y, kLabel, 0}, label, plain);
                               canvas.text({kA4Margin + kLabel, y, kColon, 0}, ":", plain);
                               canvas.text({kA4Margin + kLabel + kColon, y, kWidth - kLabel - kColon, 0}, value, style);
                           }, false, nullptr});
    }

    void numbered(std::size_t number, const std::string& text) {
        constexpr double kIndent = 7;
        paragraph_block(kIndent, text, body(), 1);
        auto inner = blocks_.back().draw;
        blocks_.back().draw = [=, style = body()](Canvas& canvas, double y) {
            canvas.text({kA4Margin, y, kIndent, 0}, fmt::format("{}.", number), style);
            inner(canvas, y);
        };
    }

    // --- tables

    std::vector<double> widths() const {
        constexpr double kNumber = 9;
        double sum = 0;
        for (const auto& column : letter_.columns) sum += column.width;
        std::vector<double> out{kNumber};
        for (const auto& column : letter_.columns) out.push_back((kWidth - kNumber) * column.width / sum);
        return out;
    }

    Block row(const std::vector<std::string>& cells, bool head) {
        constexpr double kPad = 1.1, kLine = 0.18;
        const auto all = widths();
        const TextStyle style{.size = head ? 7.6 : 8.2, .weight = head ? Weight::SemiBold : Weight::Regular,
                              .align = head ? Align::Centre : Align::Left, .max_lines = 0};
        double height = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) height = std::max(height, height_of(all[i] - 2 * kPad, cells[i], style));
        height += 2 * kPad;
        return {height, [=](Canvas& canvas, double y) {
                    double x = kA4Margin;
                    for (std::size_t i = 0; i < cells.size(); x += all[i++]) {
                        if (head) canvas.fill({x, y, all[i], height}, kSoft);
                        canvas.frame({x, y, all[i] + kLine, height + kLine}, kLine, kMuted);
                        canvas.text({x + kPad, y + kPad, all[i] - 2 * kPad, 0}, cells[i], style);
                    }
                }, head, nullptr};
    }

    void table(const std::string& title) {
        heading(title);
        std::vector<std::string> names{"No."};
        for (const auto& column : letter_.columns) names.push_back(column.label);
        const auto head = std::make_shared<const Block>(row(names, true));
        blocks_.push_back(*head);
        for (std::size_t i = 0; i < data_.rows.size(); ++i) {
            std::vector<std::string> cells{std::to_string(i + 1)};
            for (const auto& column : letter_.columns) cells.push_back(printed_field(column, data_.rows[i]));
            blocks_.push_back(row(cells, false));
            blocks_.back().again = head;
        }
        gap(4);
    }

    // --- the end of the letter

    void signatures(const std::vector<SignatureLine>& lines) {
        constexpr double kColumn = 76;
        for (std::size_t i = 0; i < lines.size(); i += 2) {
            std::vector<SignatureLine> pair(lines.begin() + static_cast<std::ptrdiff_t>(i),
                                            lines.begin() + static_cast<std::ptrdiff_t>(std::min(i + 2, lines.size())));
            for (auto& line : pair) line.label = fill(line.label), line.name = fill(line.name);
            blocks_.push_back({kSignatureLineHeight + 3, [=](Canvas& canvas, double y) {
                                   // A single signature stands on the right, where papers are signed.
                                   double x = pair.size() == 1 ? kA4Width - kA4Margin - kColumn : kA4Margin;
                                   for (const auto& line : pair) {
                                       draw_signature_line(canvas, x, y, kColumn, line);
                                       x = kA4Width - kA4Margin - kColumn;
                                   }
                               }, false, nullptr});
        }
    }

    std::string legal_words() const {
        std::string text;
        for (const auto& act : letter_.legal) text += (text.empty() ? "Dasar: " : "; ") + act;
        return text.empty() ? text : text + ".";
    }

    /// The legal basis stands beside the seal, where there is room anyway.
    void add_seal() {
        constexpr double kBeside = kWidth - kSealWidth - 6;
        const TextStyle small{.size = 8, .colour = kMuted, .max_lines = 0};
        blocks_.push_back({kSealHeight, [seal = seal_, issued = wib_date(data_.issued), legal = legal_words(), small](Canvas& canvas, double y) {
                               if (!legal.empty()) canvas.text({kA4Margin, y + 1, kBeside, 0}, legal, small);
                               draw_seal(canvas, kA4Width - kA4Margin - kSealWidth, y, seal, issued);
                           }, false, nullptr});
    }

    Canvas& canvas_;
    const LetterTemplate& letter_;
    const LetterData& data_;
    const Seal& seal_;
    double size_;
    Values builtin_;
    std::vector<Block> blocks_;
};

struct Set {
    double y = 0;
    Block block;
};
using Sheet = std::vector<Set>;

/// Fills sheet after sheet. No block is higher than a sheet; `render` has made sure.
std::vector<Sheet> paginate(const std::vector<Block>& blocks, double first_top) {
    std::vector<Sheet> out(1);
    double y = first_top;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        double needed = blocks[i].height;
        for (std::size_t k = i; blocks[k].with_next && k + 1 < blocks.size(); ++k) needed += blocks[k + 1].height;
        if (y + needed > kBottom && !out.back().empty()) {
            out.emplace_back();
            y = kNextTop;
            if (blocks[i].again) {
                out.back().push_back({y, *blocks[i].again});
                y += blocks[i].again->height;
            }
        }
        out.back().push_back({y, blocks[i]});
        y += blocks[i].height;
    }
    return out;
}

struct Frame {
    OfficeHead head;
    std::string title, subtitle, number, forms, note;
    std::string foot_qr;  ///< empty where the seal holds the code
    std::size_t sheets = 1;
};

double letter_head(Canvas& canvas, const Frame& frame) {
    const auto y = a4_head(canvas, frame.head, frame.title, frame.subtitle.empty() ? "Nomor: " + frame.number : frame.subtitle);
    if (frame.subtitle.empty()) return y + 1;
    Flow flow(canvas, kA4Margin, y - 4.4, kWidth);
    flow.text("Nomor: " + frame.number, one_line(10, Weight::Medium, kText, Align::Centre));
    return flow.y() + 6;
}

void running_head(Canvas& canvas, const Frame& frame) {
    canvas.fill({0, 0, kA4Width, 2.4}, kRed);
    canvas.text({kA4Margin, 13, kWidth, 5}, fmt::format("{} · Nomor: {}", frame.title, frame.number), one_line(8.5, Weight::Medium, kMuted));
    canvas.line(kA4Margin, 19, kA4Width - kA4Margin, 19, 0.2, kPrimary);
}

void letter_foot(Canvas& canvas, const Frame& frame, std::size_t sheet) {
    canvas.line(kA4Margin, kFootLine, kA4Width - kA4Margin, kFootLine, 0.2, kOutline);
    const auto small = [](Align align) { return TextStyle{.size = 7, .colour = kMuted, .align = align, .min_size = 5, .narrow = kNarrow}; };
    const double width = kWidth - (frame.foot_qr.empty() ? 0 : kFootQr);
    canvas.text({kA4Margin, kFootLine + 1.4, width, 4}, frame.note, small(Align::Left));
    canvas.text({kA4Margin, kFootLine + 5, width - 30, 4}, std::string(kFreeOfCharge) + frame.forms, small(Align::Left));
    canvas.text({kA4Margin + width - 28, kFootLine + 5, 28, 4}, fmt::format("Halaman {} dari {}", sheet, frame.sheets), small(Align::Right));
    if (!frame.foot_qr.empty()) canvas.qr({kA4Width - kA4Margin - kFootQr, kFootLine + 0.4, kFootQr, kFootQr}, frame.foot_qr);
}

std::string forms_of(const LetterTemplate& letter) {
    std::string out;
    for (const auto& form : letter.forms) out += (out.empty() ? "  ·  Formulir " : ", ") + form;
    return out;
}

Drawing sheet_drawing(const Frame& frame, const Sheet& sheet, std::size_t number) {
    return {frame.title, kA4Width, kA4Height, [=](Canvas& canvas) {
                a4_specimen(canvas, frame.head);  // below everything: no QR code is crossed
                if (number == 1) letter_head(canvas, frame);
                else running_head(canvas, frame);
                for (const auto& set : sheet) set.block.draw(canvas, set.y);
                letter_foot(canvas, frame, number);
                return kA4Height;
            }};
}

std::string note_of(const LetterTemplate& letter, const Seal& seal, const OfficeHead& head) {
    return letter.by_applicant() ? "Pernyataan pemohon; kode QR hanya memuat nomor dokumen." : seal_note(seal, head.specimen);
}

/// The sheets at the first type size that needs only one; at the usual size if none does.
std::vector<Sheet> best_sheets(Canvas& canvas, const LetterTemplate& letter, const LetterData& data, const Frame& frame, const Seal& seal) {
    const double top = letter_head(canvas, frame);
    std::vector<Sheet> usual;
    for (const double size : kSizes) {
        const auto blocks = Layout(canvas, letter, data, frame.head, seal, size).blocks();
        // A row must fit below the repeated head of its table.
        for (const auto& block : blocks)
            if (block.height + (block.again ? block.again->height : 0) > kBottom - kNextTop)
                canvas.fail(rejected("letter.too_long", fmt::format("letter {}: a text is longer than a sheet", letter.id)));
        auto sheets = paginate(blocks, top);
        if (sheets.size() == 1 || canvas.error()) return sheets;
        if (usual.empty()) usual = std::move(sheets);
    }
    return usual;
}

}  // namespace

Result<Paper> render(const LetterTemplate& letter, const LetterData& data, const OfficeHead& head, const Seal& seal) {
    LOKET_TRY(check(letter, data));
    if (!letter.by_applicant() && std::find(letter.signers.begin(), letter.signers.end(), seal.role) == letter.signers.end())
        return rejected("letter.signer", fmt::format("letter {}: '{}' may not sign it", letter.id, seal.role));
    if (seal.qr.empty()) return rejected("document.qr_empty", fmt::format("letter {}: the seal has no text for its QR code", letter.id));
    Frame frame{head, letter.title, letter.subtitle, data.number, forms_of(letter), note_of(letter, seal, head),
                letter.by_applicant() ? seal.qr : "", 1};
    std::vector<Sheet> sheets;
    LOKET_TRY(lay_out([&](Canvas& canvas) { sheets = best_sheets(canvas, letter, data, frame, seal); }));
    frame.sheets = sheets.size();
    Paper out{letter.title, {}};
    for (std::size_t i = 0; i < sheets.size(); ++i) out.pages.push_back(sheet_drawing(frame, sheets[i], i + 1));
    return out;
}

}  // namespace loket::documents::letters
