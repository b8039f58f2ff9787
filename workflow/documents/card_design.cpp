#include "workflow/documents/card_design.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace loket::documents {
namespace {

using Json = nlohmann::json;

/// A mistake in the design; caught where the parser hands back its Result.
struct DesignError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <class T>
T one_of(const std::map<std::string, T>& names, const std::string& name, std::string_view kind) {
    const auto found = names.find(name);
    if (found == names.end()) throw DesignError(fmt::format("unknown {} '{}'", kind, name));
    return found->second;
}

const std::map<std::string, Weight> kWeights{{"regular", Weight::Regular},
                                             {"medium", Weight::Medium},
                                             {"semibold", Weight::SemiBold},
                                             {"bold", Weight::Bold}};
const std::map<std::string, Align> kAligns{
    {"left", Align::Left}, {"centre", Align::Centre}, {"right", Align::Right}};
const std::map<std::string, VAlign> kVAligns{
    {"top", VAlign::Top}, {"middle", VAlign::Middle}, {"bottom", VAlign::Bottom}};

class Parser {
  public:
    Parser(const Json& root, const FieldNames& names) : root_(root), names_(names) {}

    CardDesign design() {
        out_.id = root_.at("id").get<std::string>();
        out_.width = root_.at("width_mm").get<double>();
        out_.height = root_.at("height_mm").get<double>();
        if (!(out_.width > 0 && out_.height > 0 && out_.width < 500 && out_.height < 500))
            throw DesignError("card size out of range");
        if (root_.contains("tint_rgb")) out_.tint = colour(root_.at("tint_rgb"));
        for (const auto& [name, font] : root_.at("fonts").items())
            fonts_[name] = {font.at("family").get<std::string>(), font.at("package").get<std::string>()};
        for (const auto& [name, style] : root_.at("styles").items()) styles_[name] = text_style(style);
        for (const auto& [name, side] : root_.at("sides").items()) out_.sides[name] = card_side(side);
        return std::move(out_);
    }

  private:
    TextStyle text_style(const Json& json) {
        TextStyle style;
        style.font = one_of(fonts_, json.at("font").get<std::string>(), "font");
        if (json.contains("narrow_font"))
            style.narrow = one_of(fonts_, json.at("narrow_font").get<std::string>(), "font");
        style.size = json.at("size_pt").get<double>();
        style.min_size = json.value("min_size_pt", 0.0);
        style.max_lines = json.value("max_lines", 1);
        style.weight = one_of(kWeights, json.value("weight", "regular"), "weight");
        style.align = one_of(kAligns, json.value("align", "left"), "alignment");
        style.valign = one_of(kVAligns, json.value("valign", "middle"), "alignment");
        style.line_spacing = json.value("line_spacing", 1.0);
        style.colour = kBlack;
        if (!(style.size >= 3 && style.size <= 60 && style.min_size >= 0 && style.max_lines >= 1))
            throw DesignError("type size or lines out of range");
        return style;
    }

    static Colour colour(const Json& json) {
        const auto rgb = json.get<std::vector<int>>();
        if (rgb.size() != 3 || std::any_of(rgb.begin(), rgb.end(), [](int v) { return v < 0 || v > 255; }))
            throw DesignError("a tint is [red, green, blue] of 0 to 255");
        return {static_cast<std::uint8_t>(rgb[0]), static_cast<std::uint8_t>(rgb[1]), static_cast<std::uint8_t>(rgb[2])};
    }

    Rect rect(const Json& json) const {
        const auto box = json.get<std::vector<double>>();
        if (box.size() != 4) throw DesignError("a box is [x, y, width, height]");
        const Rect out{box[0], box[1], box[2], box[3]};
        if (!(out.w > 0 && out.h > 0 && out.x >= 0 && out.y >= 0 && out.right() <= out_.width &&
              out.bottom() <= out_.height))
            throw DesignError(
                fmt::format("box [{}, {}, {}, {}] is off the card", out.x, out.y, out.w, out.h));
        return out;
    }

    std::string words(const Json& json) const {
        const auto text = json.get<std::string>();
        for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
            const auto close = text.find('}', open);
            const auto name = text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
            if (close == std::string::npos || !names_.contains(name))
                throw DesignError(fmt::format("unknown field '{}'", name));
        }
        return text;
    }

    std::vector<CardText> texts(const Json& json) {
        std::vector<CardText> out;
        for (const auto& item : json)
            out.push_back({item.at("id").get<std::string>(), words(item.at("words")), rect(item.at("box")),
                           one_of(styles_, item.at("style").get<std::string>(), "style")});
        return out;
    }

    CardCell cell(const Json& json, const Json& columns) {
        CardCell out;
        out.id = json.at("id").get<std::string>();
        out.label = json.at("label").get<std::string>();
        out.words = words(json.at("words"));
        out.value =
            one_of(styles_, json.value("style", columns.at("value_style").get<std::string>()), "style");
        const auto x = [&](const char* key) { return json.value(key, columns.at(key).get<double>()); };
        out.label_x = x("label_x");
        out.colon_x = x("colon_x");
        out.value_x = x("value_x");
        out.right = x("right");
        if (!(0 <= out.label_x && out.label_x < out.colon_x && out.colon_x < out.value_x &&
              out.value_x < out.right && out.right <= out_.width))
            throw DesignError(fmt::format("columns of '{}' are out of order", out.id));
        return out;
    }

    CardRows card_rows(const Json& json) {
        CardRows out{json.at("top").get<double>(),
                     json.at("bottom").get<double>(),
                     json.at("pitch").get<double>(),
                     json.at("wrapped_pitch").get<double>(),
                     one_of(styles_, json.at("label_style").get<std::string>(), "style"),
                     {},
                     2};
        for (const auto& row : json.at("rows")) {
            auto& cells = out.rows.emplace_back();
            for (const auto& item : row) cells.push_back(cell(item, json));
        }
        out.wrapped_rows = json.value("wrapped_rows", std::size_t{2});
        if (out.wrapped_rows > out.rows.size()) throw DesignError("more wrapped rows than rows");
        const double tight = static_cast<double>(out.wrapped_rows) * out.wrapped_pitch;
        const auto others = static_cast<double>(out.rows.size() - out.wrapped_rows);
        // With all wrapped rows in use the others must still be high enough to be read.
        constexpr double kLowestRow = 2.4;
        if (out.bottom > out_.height || out.top < 0 || out.bottom - out.top < tight + others * kLowestRow)
            throw DesignError("rows do not fit the card");
        return out;
    }

    CardSideDesign card_side(const Json& json) {
        CardSideDesign out;
        if (json.contains("texts")) out.texts = texts(json.at("texts"));
        if (json.contains("proof_texts")) out.proof_texts = texts(json.at("proof_texts"));
        if (json.contains("rows")) out.rows = card_rows(json.at("rows"));
        if (json.contains("images"))
            for (const auto& [name, box] : json.at("images").items()) out.images[name] = rect(box);
        return out;
    }

    const Json& root_;
    const FieldNames& names_;
    CardDesign out_;
    std::map<std::string, Font> fonts_;
    std::map<std::string, TextStyle> styles_;
};

}  // namespace

const FieldNames& ktp_field_names() {
    static const FieldNames kNames{
    "province",   "regency",     "nik",         "name",        "birth_place", "birth_date", "sex",
    "blood",      "address",     "rt_rw",       "village",     "district",    "religion",   "marital",
    "occupation", "citizenship", "valid_until", "issue_place", "issue_date",  "serial"};
    return kNames;
}

Result<CardDesign> parse_card_design(std::string_view json, const FieldNames& names) {
    try {
        const auto root = Json::parse(json);
        return Parser(root, names).design();
    } catch (const std::exception& problem) {
        return corrupt(fmt::format("card design: {}", problem.what()));
    }
}

Result<CardDesign> parse_card_variant(std::string_view json, std::string_view patch, const FieldNames& names) {
    try {
        auto root = Json::parse(json);
        root.merge_patch(Json::parse(patch));
        return Parser(root, names).design();
    } catch (const std::exception& problem) {
        return corrupt(fmt::format("card design: {}", problem.what()));
    }
}

std::string fill_words(std::string_view words, const CardFields& fields) {
    std::string out;
    while (!words.empty()) {
        const auto open = words.find('{');
        out += words.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = words.find('}', open);
        if (const auto found = fields.find(std::string(words.substr(open + 1, close - open - 1)));
            found != fields.end())
            out += found->second;
        words.remove_prefix(close + 1);
    }
    return out;
}

}  // namespace loket::documents
