#pragma once
// The face of any card: a design filled with fields and pictures.

#include <map>
#include <string>
#include <vector>

#include "workflow/documents/canvas.h"
#include "workflow/documents/card_design.h"

namespace loket::documents {

struct CardLook {
    bool proof =
        true;  ///< plain tint and a SPECIMEN / CONTOH mark; false: only what the printer lays on the blanko
    bool specimen = true;      ///< demo mode: the print carries the mark, too
    bool transparent = false;  ///< only without proof: no white ground
};

/// Where a field came to stand, in millimetres.
struct CardField {
    std::string id;
    Placed placed;
};

struct CardFace {
    RgbaImage image;  ///< 1011 x 638 at 300 dpi, 2022 x 1275 at 600 dpi
    std::vector<CardField> fields;
    /// Ids of the fields whose end did not fit: an officer must see them before printing.
    [[nodiscard]] std::vector<std::string> shortened() const;
};

/// What stands in the places that a design reserves by name. A place without content stays free.
struct FacePictures {
    std::map<std::string, RgbaImage> photos;
    std::map<std::string, GrayImage> inks;         ///< signatures
    std::map<std::string, std::string> qr_codes;
    std::map<std::string, std::string> bar_codes;  ///< Code 128
};

/// One side. `Corrupt` if the design has no side of that name; "document.font_missing".
Result<CardFace> render_face(const CardDesign& design, const std::string& side, const CardFields& fields,
                             const FacePictures& pictures, const CardLook& look, int dpi = 300);
/// The same face as one PDF page of card size.
Result<Bytes> render_face_pdf(const CardDesign& design, const std::string& side, const CardFields& fields,
                              const FacePictures& pictures, const CardLook& look, Instant created);

}  // namespace loket::documents
