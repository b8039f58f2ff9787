#include "workflow/documents/letters/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::documents::letters {
namespace {

using engine::JsonObject;
using engine::JsonProblem;
using Json = nlohmann::json;

const std::map<std::string, FieldKind, std::less<>> kKinds{
    {"text", FieldKind::Text}, {"nik", FieldKind::Nik},       {"kk", FieldKind::Kk},      {"date", FieldKind::Date},
    {"time", FieldKind::Time}, {"number", FieldKind::Number}, {"money", FieldKind::Money}};

const std::set<std::string, std::less<>> kRoles{"KADIS", "KABID", "KASI", "CAMAT", "LURAH", "SEKRETARIS", "PEMOHON"};

bool is_key(const std::string& key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Calls `read` for every object of a list.
template <class Read>
void each(JsonObject& object, const std::string& key, bool required, Read read) {
    const auto* list = object.member(key, required);
    if (list == nullptr) return;
    if (!list->is_array() || list->empty()) return object.problem().report(object.place_of(key), "must be a list that is not empty");
    for (std::size_t i = 0; i < list->size(); ++i) read((*list)[i], fmt::format("{}/{}", object.place_of(key), i));
}

std::vector<Field> read_fields(JsonObject& object, const std::string& key, bool required) {
    std::vector<Field> out;
    each(object, key, required, [&](const Json& json, const std::string& place) {
        JsonObject item(json, place, object.problem());
        Field field{item.text("key"), item.text("label"), FieldKind::Text, item.flag_or("optional", false),
                    static_cast<double>(item.number_or("width", 1, 1, 100))};
        const auto kind = kKinds.find(item.text_or("kind", "text"));
        if (kind == kKinds.end()) item.problem().report(place + "/kind", "is not a known kind");
        else field.kind = kind->second;
        if (!is_key(field.key)) item.problem().report(place + "/key", "must be of a-z, 0-9 and _");
        if (is_builtin(field.key)) item.problem().report(place + "/key", "is the name of a placeholder that every letter has");
        if (std::any_of(out.begin(), out.end(), [&](const Field& f) { return f.key == field.key; }))
            item.problem().report(place + "/key", fmt::format("'{}' is given twice", field.key));
        out.push_back(std::move(field));
    });
    return out;
}

Part read_part(const Json& json, const std::string& place, JsonProblem& problem) {
    JsonObject item(json, place, problem);
    Part out;
    if (json.is_object() && json.size() != 1) problem.report(place, "must hold exactly one part");
    if (item.has("paragraph")) out = {PartKind::Paragraph, {item.text("paragraph")}, {}};
    else if (item.has("heading")) out = {PartKind::Heading, {item.text("heading")}, {}};
    else if (item.has("facts")) out = {PartKind::Facts, item.texts("facts"), {}};
    else if (item.has("numbered")) out = {PartKind::Numbered, item.texts("numbered"), {}};
    else if (item.has("table")) out = {PartKind::Table, {item.text("table")}, {}};
    else if (item.has("signatures")) {
        out.kind = PartKind::Signatures;
        each(item, "signatures", true, [&](const Json& line, const std::string& at) {
            JsonObject signature(line, at, problem);
            out.signatures.push_back({signature.text("label"), signature.text("name"), signature.flag_or("duty_stamp", false)});
        });
    } else problem.report(place, "must be paragraph, heading, facts, numbered, table or signatures");
    return out;
}

/// Looks for names that lead nowhere and fields that nobody prints.
class Links {
  public:
    Links(const LetterTemplate& letter, JsonProblem& problem) : letter_(letter), problem_(problem) {}

    void check() {
        for (std::size_t i = 0; i < letter_.parts.size(); ++i) part(letter_.parts[i], fmt::format("/parts/{}", i));
        for (const auto& key : {letter_.holder_name, letter_.holder_nik})
            if (!key.empty()) field(key, "/holder");
        for (std::size_t i = 0; i < letter_.fields.size(); ++i)
            if (!printed_.contains(letter_.fields[i].key))
                problem_.report(fmt::format("/fields/{}", i), fmt::format("'{}' is asked for but never printed", letter_.fields[i].key));
        const bool table = std::any_of(letter_.parts.begin(), letter_.parts.end(), [](const Part& p) { return p.kind == PartKind::Table; });
        if (table && letter_.columns.empty()) problem_.report("/columns", "is missing, but a part is a table");
        if (!letter_.signers.empty() && letter_.by_applicant() && !letter_.legal.empty())
            problem_.report("/legal", "is not printed on a paper that the applicant signs");
        if (!table && !letter_.columns.empty()) problem_.report("/columns", "are given, but no part is a table");
    }

  private:
    void part(const Part& part, const std::string& place) {
        for (const auto& words : part.words) part.kind == PartKind::Facts ? field(words, place) : text(words, place);
        for (const auto& line : part.signatures) text(line.label, place), text(line.name, place);
    }
    void text(const std::string& words, const std::string& place) {
        if (std::count(words.begin(), words.end(), '{') != std::count(words.begin(), words.end(), '}'))
            problem_.report(place, "has a brace without its partner");
        for (const auto& name : placeholders_of(words))
            if (!is_builtin(name)) field(name, place);
    }
    void field(const std::string& key, const std::string& place) {
        if (letter_.field(key) == nullptr) problem_.report(place, fmt::format("names '{}', which is not a field", key));
        printed_.insert(key);
    }

    const LetterTemplate& letter_;
    JsonProblem& problem_;
    std::set<std::string> printed_;
};

std::vector<std::string> optional_texts(JsonObject& object, const std::string& key) {
    return object.has(key) ? object.texts(key) : (object.member(key, false), std::vector<std::string>{});
}

LetterTemplate read_letter(const Json& json, JsonProblem& problem) {
    JsonObject root(json, "", problem);
    LetterTemplate out;
    out.id = root.text("id");
    out.service = root.text("service");
    out.title = root.text("title");
    out.subtitle = root.text_or("subtitle", "");
    out.forms = optional_texts(root, "forms");
    out.legal = optional_texts(root, "legal");
    out.signers = root.texts("signers");
    for (const auto& role : out.signers)
        if (!kRoles.contains(role)) problem.report("/signers", fmt::format("'{}' is not a role that signs", role));
    if (const auto* holder = root.member("holder", false)) {
        JsonObject who(*holder, "/holder", problem);
        out.holder_name = who.text("name");
        out.holder_nik = who.text_or("nik", "");
    }
    out.fields = read_fields(root, "fields", true);
    out.columns = read_fields(root, "columns", false);
    out.least_rows = static_cast<std::size_t>(root.number_or("least_rows", out.columns.empty() ? 0 : 1, 0, 100));
    each(root, "parts", true, [&](const Json& part, const std::string& place) { out.parts.push_back(read_part(part, place, problem)); });
    const bool id_fits =
        std::all_of(out.id.begin(), out.id.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!id_fits || out.id.size() > 24) problem.report("/id", "must be at most 24 of A-Z, 0-9 and -");
    return out;
}

}  // namespace

const Field* LetterTemplate::field(std::string_view key) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

bool is_builtin(std::string_view key) {
    static const std::set<std::string, std::less<>> kBuiltin{"nomor", "tanggal", "pejabat", "jabatan", "instansi", "pemerintah"};
    return kBuiltin.contains(key);
}

std::vector<std::string> placeholders_of(std::string_view words) {
    std::vector<std::string> out;
    for (auto open = words.find('{'); open != std::string_view::npos; open = words.find('{', open + 1)) {
        const auto close = words.find('}', open);
        if (close == std::string_view::npos) break;
        out.emplace_back(words.substr(open + 1, close - open - 1));
    }
    return out;
}

Result<LetterTemplate> read_template(const std::string& json, const std::string& origin) {
    LOKET_ASSIGN(parsed, engine::parse_json(json, origin));
    JsonProblem problem{origin, {}};
    auto out = read_letter(parsed, problem);
    if (!problem.text) Links(out, problem).check();
    if (problem.text) return corrupt(*problem.text);
    return out;
}

Result<LetterLibrary> load_templates(const std::filesystem::path& folder) {
    LetterLibrary out;
    std::error_code none;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    if (none) return Error{Fault::Gone, fmt::format("no folder of papers {}: {}", folder.string(), none.message()), "letter.folder"};
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        LOKET_ASSIGN(text, read_text(file));
        LOKET_ASSIGN(letter, read_template(text, file.filename().string()));
        const auto id = letter.id;
        if (!out.emplace(id, std::move(letter)).second)
            return corrupt(fmt::format("{}: /id: '{}' is the id of another paper, too", file.filename().string(), id));
    }
    return out;
}

}  // namespace loket::documents::letters
