#pragma once
// The face of a card as data: which words stand where, in which type, and what gives way when they are too
// long.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/documents/geometry.h"

#include "devices/base/result.h"

namespace loket::documents {

/// A text at a fixed place. `words` may hold {field} names of CardFields.
struct CardText {
    std::string id;
    std::string words;
    Rect box;
    TextStyle style;
};

/// A label, a colon and a value on one row.
struct CardCell {
    std::string id;
    std::string label;
    std::string words;
    double label_x = 0, colon_x = 0, value_x = 0, right = 0;  ///< mm
    TextStyle value;
};

/// Rows share the height between `top` and `bottom`, none higher than `pitch`. `wrapped_rows`, and no more, may
/// take `wrapped_pitch` when a value needs a second line; the others then move together. So nothing can
/// overlap.
struct CardRows {
    double top = 0, bottom = 0, pitch = 0, wrapped_pitch = 0;
    TextStyle label;
    std::vector<std::vector<CardCell>> rows;
    std::size_t wrapped_rows = 2;
};

struct CardSideDesign {
    std::vector<CardText> texts;
    std::vector<CardText> proof_texts;  ///< only on the proof
    CardRows rows;
    std::map<std::string, Rect> images;  ///< "photo", "signature", …: see FacePictures
};

struct CardDesign {
    std::string id;
    double width = 0, height = 0;  ///< mm
    Colour tint{0xea, 0xf2, 0xfb};  ///< of the blanko, for the proof on the screen
    std::map<std::string, CardSideDesign> sides;
};

/// The fields a design may name in braces.
using CardFields = std::map<std::string, std::string>;

/// The names a design may use; those of the KTP-el unless another card says its own.
using FieldNames = std::set<std::string, std::less<>>;
const FieldNames& ktp_field_names();

/// Reads assets/cards/<id>.json. Corrupt with the place of the mistake: unknown field, style or font, box off
/// the card.
Result<CardDesign> parse_card_design(std::string_view json, const FieldNames& names = ktp_field_names());

/// The same card changed by a JSON merge patch (RFC 7386): another blanko with the same fields.
Result<CardDesign> parse_card_variant(std::string_view json, std::string_view patch, const FieldNames& names = ktp_field_names());

/// A KTP-el of a citizen (WNI) and of a foreigner with a permit to settle (OA).
struct KtpDesigns {
    CardDesign citizen, foreigner;
};

/// `{name}` replaced by the field; the parser has made sure that every name exists.
std::string fill_words(std::string_view words, const CardFields& fields);

}  // namespace loket::documents
