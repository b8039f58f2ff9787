#include "devices/biometrics/iso/cbeff.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace loket::biometrics::iso {
namespace {

constexpr int kDeepest = 16;
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kFingerNames[] = {"",           "Right Thumb", "Right IndexFinger", "Right MiddleFinger", "Right RingFinger", "Right LittleFinger",
                                             "Left Thumb", "Left IndexFinger", "Left MiddleFinger", "Left RingFinger", "Left LittleFinger"};

struct Element {
    std::string name, text;
    std::vector<Element> children;
    [[nodiscard]] const Element* child(std::string_view wanted) const {
        const auto found = std::find_if(children.begin(), children.end(), [&](const Element& e) { return e.name == wanted; });
        return found == children.end() ? nullptr : &*found;
    }
    /// Text of a descendant; empty where there is none.
    [[nodiscard]] std::string_view at(std::initializer_list<std::string_view> path) const {
        const Element* e = this;
        for (const auto step : path)
            if (e = e->child(step); e == nullptr) return {};
        return e->text;
    }
};

Error not_xml(std::string_view what) { return corrupt(fmt::format("an envelope of records that is no XML: {}", what)); }

/// Just enough of XML for this envelope: elements, attributes (read over), text, comments, the five entities.
class Reader {
  public:
    explicit Reader(std::string_view xml) : rest_(xml) {}

    Result<Element> document() {
        LOKET_TRY(skip_between());
        LOKET_ASSIGN(root, element(0));
        LOKET_TRY(skip_between());
        if (!rest_.empty()) return not_xml("something follows its end");
        return root;
    }

  private:
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    Result<std::string_view> until(std::string_view word) {
        const auto end = rest_.find(word);
        if (end == std::string_view::npos) return not_xml("it is cut off");
        const auto before = rest_.substr(0, end);
        rest_.remove_prefix(end + word.size());
        return before;
    }
    /// Space, declaration and comments outside the elements.
    Status skip_between() {
        for (;;) {
            rest_.remove_prefix(std::min(rest_.size(), rest_.find_first_not_of(kSpace)));
            if (take("<?")) {
                if (const auto skipped = until("?>"); !skipped) return skipped.error();
            } else if (take("<!--")) {
                if (const auto skipped = until("-->"); !skipped) return skipped.error();
            } else {
                return {};
            }
        }
    }

    Result<Element> element(int depth) {
        if (depth > kDeepest) return not_xml("it is too deep");
        if (!take("<") || rest_.empty() || rest_.front() == '!' || rest_.front() == '/') return not_xml("no element where one should be");
        LOKET_ASSIGN(tag, until(">"));
        const bool empty = tag.ends_with('/');
        if (empty) tag.remove_suffix(1);
        const auto full = tag.substr(0, tag.find_first_of(kSpace));
        if (full.empty() || full.find('<') != std::string_view::npos) return not_xml("an element without a name");
        Element out;
        out.name = full.substr(full.find(':') == std::string_view::npos ? 0 : full.find(':') + 1);
        if (!empty) LOKET_TRY(content(out, full, depth));
        return out;
    }

    Status content(Element& out, std::string_view full, int depth) {
        for (;;) {
            const auto end = rest_.find('<');
            if (end == std::string_view::npos) return not_xml("it is cut off");
            LOKET_TRY(add_text(out.text, rest_.substr(0, end)));
            rest_.remove_prefix(end);
            if (take("<!--")) {
                if (const auto skipped = until("-->"); !skipped) return skipped.error();
            } else if (take("</")) {
                LOKET_ASSIGN(name, until(">"));
                name = name.substr(0, name.find_first_of(kSpace));
                if (name != full) return not_xml("an element that another one ends");
                return {};
            } else {
                LOKET_ASSIGN(inner, element(depth + 1));
                out.children.push_back(std::move(inner));
            }
        }
    }

    static Status add_text(std::string& to, std::string_view raw) {
        constexpr std::pair<std::string_view, char> kEntities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
        while (!raw.empty()) {
            const auto mark = std::min(raw.size(), raw.find('&'));
            to.append(raw.substr(0, mark));
            raw.remove_prefix(mark);
            if (raw.empty()) break;
            const auto* known = std::find_if(std::begin(kEntities), std::end(kEntities), [&](const auto& e) { return raw.starts_with(e.first); });
            if (known == std::end(kEntities)) return not_xml("an unknown entity");
            to.push_back(known->second);
            raw.remove_prefix(known->first.size());
        }
        return {};
    }

    std::string_view rest_;
};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else out += c;
    }
    return out;
}

std::string base64(ByteView bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();
    return out;
}

Result<Bytes> from_base64(std::string_view text) {
    Bytes out(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), kSpace.data(), &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 || end != text.data() + text.size())
        return corrupt("a record in an envelope that is not Base64");
    out.resize(length);
    return out;
}

constexpr std::string_view kind_name(BirKind kind) { return kind == BirKind::Finger ? "Finger" : kind == BirKind::Face ? "Face" : "Iris"; }

std::string_view subtype(const Bir& bir) {
    if (bir.kind == BirKind::Finger) return kFingerNames[static_cast<std::size_t>(bir.finger)];
    if (bir.kind == BirKind::Face) return "";
    return bir.eye == Eye::Right ? "Right" : "Left";
}

Status read_kind(const Element& info, Bir& bir) {
    const auto type = info.at({"Type"}), which = info.at({"Subtype"});
    if (type == "Finger") {
        bir.kind = BirKind::Finger;
        const auto* name = std::find(std::begin(kFingerNames), std::end(kFingerNames), which);
        if (name == std::end(kFingerNames)) return Error{Fault::Unsupported, fmt::format("a record of \"{}\"", which), "record.kind"};
        bir.finger = static_cast<Finger>(name - std::begin(kFingerNames));
    } else if (type == "Iris" && (which == "Right" || which == "Left")) {
        bir.kind = BirKind::Iris;
        bir.eye = which == "Right" ? Eye::Right : Eye::Left;
    } else if (type == "Face") {
        bir.kind = BirKind::Face;
    } else {
        return Error{Fault::Unsupported, fmt::format("a record of the kind \"{}\" \"{}\"", type, which), "record.kind"};
    }
    return {};
}

Result<Bir> read_bir(const Element& element) {
    const auto* info = element.child("BDBInfo");
    if (info == nullptr) return not_xml("a record that does not say what it is");
    Bir bir;
    LOKET_TRY(read_kind(*info, bir));
    bir.created = info->at({"CreationDate"});
    bir.level = info->at({"Level"});
    bir.purpose = info->at({"Purpose"});
    auto score = info->at({"Quality", "Score"});
    if (!score.empty()) {
        const auto [end, wrong] = std::from_chars(score.data(), score.data() + score.size(), bir.quality);
        if (wrong != std::errc{} || end != score.data() + score.size() || bir.quality < 0 || bir.quality > 100) return not_xml("a quality that is no number from 0 to 100");
    }
    LOKET_ASSIGN(record, from_base64(element.at({"BDB"})));
    bir.record = std::move(record);
    return bir;
}

}  // namespace

std::string encode_cbeff(std::span<const Bir> birs) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BIR xmlns=\"http://standards.iso.org/iso-iec/19785/-3/ed-2/\"><BIRInfo><Integrity>false</Integrity></BIRInfo>";
    for (const auto& bir : birs) {
        out += "<BIR><Version><Major>1</Major><Minor>1</Minor></Version><CBEFFVersion><Major>1</Major><Minor>1</Minor></CBEFFVersion><BIRInfo><Integrity>false</Integrity></BIRInfo>";
        out += fmt::format("<BDBInfo><Format><Organization>Mosip</Organization><Type>{}</Type></Format><CreationDate>{}</CreationDate><Type>{}</Type><Subtype>{}</Subtype><Level>{}</Level><Purpose>{}</Purpose>",
                           static_cast<int>(bir.kind), escaped(bir.created), kind_name(bir.kind), subtype(bir), escaped(bir.level), escaped(bir.purpose));
        if (bir.quality >= 0) out += fmt::format("<Quality><Algorithm><Organization>HMAC</Organization><Type>SHA-256</Type></Algorithm><Score>{}</Score></Quality>", bir.quality);
        out += fmt::format("</BDBInfo><BDB>{}</BDB></BIR>", base64(bir.record));
    }
    return out + "</BIR>\n";
}

Result<std::vector<Bir>> decode_cbeff(std::string_view xml) {
    LOKET_ASSIGN(root, Reader(xml).document());
    if (root.name != "BIR") return not_xml("its root is no BIR");
    std::vector<Bir> birs;
    if (root.child("BDB") != nullptr) {  // one record without an envelope round it
        LOKET_ASSIGN(only, read_bir(root));
        birs.push_back(std::move(only));
    }
    for (const auto& child : root.children) {
        if (child.name != "BIR") continue;
        LOKET_ASSIGN(bir, read_bir(child));
        birs.push_back(std::move(bir));
    }
    return birs;
}

}  // namespace loket::biometrics::iso
