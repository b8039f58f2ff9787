#include "devices/biometrics/iso/transaction.h"

#include <algorithm>
#include <charconv>

namespace loket::biometrics::iso {
namespace {

constexpr char kFile = 0x1C, kGroup = 0x1D, kRecord = 0x1E, kUnit = 0x1F;  // the separators of information
constexpr int kLength = 1, kIdc = 2, kContents = 3, kPicture = 999, kMostField = 9999;

Error broken_transaction(const std::string& why) { return corrupt("transaction: " + why); }

std::optional<int> whole(std::string_view text) {
    int value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value < 0) return {};
    return value;
}

/// Up to `end`, which goes with it; all where there is none.
std::string_view cut_off(std::string_view& text, char end) {
    const auto at = text.find(end);
    const auto part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

/// "14.013:" in front of a value.
struct Tag {
    int type = 0, field = 0;
};
std::optional<Tag> take_tag(std::string_view& text) {
    const auto colon = text.substr(0, 12).find(':');
    if (colon == std::string_view::npos) return {};
    auto label = text.substr(0, colon);
    const auto type = whole(cut_off(label, '.')), field = whole(label);
    if (!type || !field || *field < 1 || *field > kMostField) return {};
    text.remove_prefix(colon + 1);
    return Tag{*type, *field};
}

/// A tagged record of `type` at the front of `rest`, by the length it says itself.
struct Tagged {
    std::map<int, std::string> fields;
    ByteView picture;
};
Result<Tagged> take_tagged(ByteView& rest, int type) {
    const auto name = "a record of type " + std::to_string(type);
    auto text = as_text(rest);
    const auto first = take_tag(text);
    if (!first || first->type != type || first->field != kLength) return broken_transaction(name + " does not begin with its length");
    const auto length = whole(text.substr(0, text.find_first_of("\x1C\x1D")));
    if (!length || static_cast<std::size_t>(*length) > rest.size() || *length < 1) return broken_transaction(name + " is longer than the file");
    const auto own = rest.first(static_cast<std::size_t>(*length));
    rest = rest.subspan(own.size());
    text = as_text(own);
    if (text.back() != kFile) return broken_transaction(name + " does not end where its length says");
    text.remove_suffix(1);
    Tagged out;
    while (!text.empty()) {
        const auto tag = take_tag(text);
        if (!tag || tag->type != type) return broken_transaction(name + " holds a field without its number");
        if (tag->field == kPicture) {
            out.picture = as_bytes(text);
            break;
        }
        if (!out.fields.emplace(tag->field, cut_off(text, kGroup)).second) return broken_transaction(name + " holds a field twice");
    }
    return out;
}

std::optional<Coding> coding_named(std::string_view name) {
    constexpr std::pair<std::string_view, Coding> kNames[] = {{"NONE", Coding::Raw}, {"WSQ", Coding::Wsq}, {"WSQ20", Coding::Wsq}, {"PNG", Coding::Png}, {"JP2", Coding::Jpeg2000}, {"JP2L", Coding::Jpeg2000}, {"JPEGB", Coding::Jpeg}, {"JPEGL", Coding::Jpeg}};
    for (const auto& [known, coding] : kNames)
        if (known == name) return coding;
    return {};
}

std::optional<int> number_in(const Tagged& record, int field) {
    const auto found = record.fields.find(field);
    return found == record.fields.end() ? std::nullopt : whole(found->second);
}

/// Pixels across by unit: 1 inch, 2 centimetre.
int dpi_of(const Tagged& record) {
    constexpr double kInch = 2.54;
    const auto unit = number_in(record, 8), across = number_in(record, 9);
    if (!unit || !across || *across > 10'000) return 0;
    return *unit == 1 ? *across : *unit == 2 ? static_cast<int>(*across * kInch + 0.5) : 0;
}

/// Types 10, 14 and 17 keep size, coding and picture in the same fields.
Status take_image(const Tagged& from, TransactionRecord& into) {
    if (from.picture.empty()) return {};  // a finger that is missing has a record without one
    const auto width = number_in(from, 6), height = number_in(from, 7);
    const auto name = from.fields.find(11);
    const auto coding = name == from.fields.end() ? std::nullopt : coding_named(name->second);
    if (!width || !height || *width < 1 || *height < 1) return broken_transaction("a picture without a size");
    if (!coding) return Error{Fault::Unsupported, "transaction: a picture of an unknown coding", "record.unsupported"};
    into.image = ImageRecord{*coding, *width, *height, into.type == 10 ? 3 : 1, -1, {from.picture.begin(), from.picture.end()}};
    into.dpi = dpi_of(from);
    return {};
}

Result<TransactionRecord> tagged_record(ByteView& rest, int type) {
    LOKET_ASSIGN(tagged, take_tagged(rest, type));
    TransactionRecord out{.type = type, .idc = 0, .fields = {}, .image = {}, .finger = {}, .eye = {}, .dpi = 0};
    if (const auto idc = number_in(tagged, kIdc); idc && type != 1) out.idc = *idc;
    if (type == 10 || type == 14 || type == 17) LOKET_TRY(take_image(tagged, out));
    if (const auto finger = number_in(tagged, 13); type == 14 && finger && *finger <= 10) out.finger = static_cast<Finger>(*finger);
    if (const auto eye = number_in(tagged, 3); type == 17 && eye && (*eye == 1 || *eye == 2)) out.eye = static_cast<Eye>(*eye);
    out.fields = std::move(tagged.fields);
    return out;
}

/// Types 3 to 8 are binary: four bytes of length in front. 3 to 6 are fingers and lie alike.
Result<TransactionRecord> binary_record(ByteView& rest, int type) {
    constexpr std::size_t kFingerHeader = 18;
    constexpr int kReadAgain = 10, kMinimumDpi = 500;
    ByteReader size(rest);
    const auto length = size.u32();
    if (!size.ok() || length < 5 || length > rest.size()) return broken_transaction("a record of type " + std::to_string(type) + " is longer than the file");
    const auto own = rest.first(length);
    rest = rest.subspan(length);
    ByteReader in(own.subspan(4));
    TransactionRecord out{.type = type, .idc = in.u8(), .fields = {}, .image = {}, .finger = {}, .eye = {}, .dpi = 0};
    if (type > 6) return out;
    in.u8();  // impression
    const auto fingers = in.take(6);
    in.u8();  // resolution: the minimum, or what 1.011 says
    const int width = in.u16(), height = in.u16(), code = in.u8();
    if (!in.ok() || own.size() <= kFingerHeader || width == 0 || height == 0) return broken_transaction("a finger of type " + std::to_string(type) + " without a picture");
    if (code > 1) return Error{Fault::Unsupported, "transaction: a finger of an unknown coding", "record.unsupported"};
    const auto picture = own.subspan(kFingerHeader);
    out.image = ImageRecord{code == 1 ? Coding::Wsq : Coding::Raw, width, height, 1, -1, {picture.begin(), picture.end()}};
    if (fingers[0] <= kReadAgain) out.finger = static_cast<Finger>(fingers[0]);
    out.dpi = type == 4 || type == 6 ? kMinimumDpi : kMinimumDpi / 2;
    return out;
}

/// The types of the records behind the first, as 1.003 lists them: "1 US count RS type US idc RS …".
Result<std::vector<int>> contents_of(const TransactionRecord& first) {
    const auto found = first.fields.find(kContents);
    if (found == first.fields.end()) return broken_transaction("no table of contents");
    std::string_view text = found->second;
    auto head = cut_off(text, kRecord);
    const auto one = whole(cut_off(head, kUnit)), count = whole(head);
    std::vector<int> types;
    while (!text.empty()) {
        auto entry = cut_off(text, kRecord);
        const auto type = whole(cut_off(entry, kUnit));
        if (!type || *type < 2 || *type > 99) return broken_transaction("broken table of contents");
        types.push_back(*type);
    }
    if (one != 1 || !count || static_cast<std::size_t>(*count) != types.size()) return broken_transaction("the table of contents miscounts its records");
    return types;
}

}  // namespace

Result<Transaction> decode_transaction(ByteView bytes) {
    Transaction out;
    LOKET_ASSIGN(first, tagged_record(bytes, 1));
    LOKET_ASSIGN(types, contents_of(first));
    if (const auto version = first.fields.find(2); version != first.fields.end()) out.version = version->second;
    out.records.push_back(std::move(first));
    for (const int type : types) {
        LOKET_ASSIGN(record, type >= 3 && type <= 8 ? binary_record(bytes, type) : tagged_record(bytes, type));
        out.records.push_back(std::move(record));
    }
    if (!bytes.empty()) return broken_transaction("bytes after the last record");
    return out;
}

}  // namespace loket::biometrics::iso
