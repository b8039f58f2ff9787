#include "kiosk/app/desk/paper_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::app {
namespace {

using documents::letters::Field;
using documents::letters::LetterLibrary;
using documents::letters::LetterTemplate;
using engine::JsonObject;
using engine::JsonProblem;
using engine::QuestionType;
using nlohmann::json;
using Subject = Source::Subject;

const std::set<std::string, std::less<>> kPersonWords{
    "nik", "kk", "name", "sex", "sex_letter", "birth_place", "born", "blood", "religion", "marital", "education", "occupation", "nationality",
    "country", "passport", "kitap", "shdk", "father", "mother", "birth_deed", "disability", "address", "street", "rt_rw", "village", "district",
    "regency", "province", "phone", "marital_since"};
const std::set<std::string, std::less<>> kPlaceWords{"village", "district", "regency", "province", "full"};
const std::set<std::string, std::less<>> kCaseWords{"resi", "service", "product", "opened", "registered", "issued"};
const std::set<std::string, std::less<>> kDeviceWords{"product", "serial", "kind", "state", "reasons"};

/// Reads one file with what its words may lead to.
class Reader {
  public:
    Reader(std::string kind, const LetterLibrary& letters, const std::vector<const engine::Service*>& users, JsonProblem& problem)
        : kind_(std::move(kind)), letters_(letters), users_(users), problem_(problem) {}

    PaperSource read(const json& file) {
        PaperSource out;
        out.kind = kind_;
        JsonObject root(file, "", problem_);
        if (const auto family = root.text_or("family_card", ""); !family.empty()) {
            if (family != "applicant" && family != "left") report("/family_card", "must be applicant or left");
            out.family_card = family == "left" ? PaperSource::Card::Left : PaperSource::Card::Applicant;
            return out;
        }
        const auto id = root.text("template");
        const auto letter = letters_.find(id);
        if (letter == letters_.end()) {
            report("/template", fmt::format("no letter '{}' in assets/papers", id));
            (void)root.member("fields", false), (void)root.member("rows", false), (void)root.member("also_signed_by", false);
            return out;
        }
        out.letter = letter->second;
        read_signers(root, out.letter);
        out.fields = read_phrases(root.member("fields", true), "/fields", out.letter.fields, Row::None);
        read_rows(root.member("rows", !out.letter.columns.empty()), out);
        return out;
    }

  private:
    enum class Row { None, Person, Device };

    void report(const std::string& place, const std::string& reason) { problem_.report(place, reason); }

    void read_signers(JsonObject& root, LetterTemplate& letter) {
        if (root.has("also_signed_by"))
            for (auto& role : root.texts("also_signed_by")) letter.signers.push_back(std::move(role));
        for (const auto* service : users_) {
            const auto role = service->signer ? std::string(engine::code(*service->signer)) : "";
            if (std::ranges::find(letter.signers, role) == letter.signers.end())
                report("/also_signed_by", fmt::format("service {} is signed by '{}', who may not sign letter {}", service->id, role, letter.id));
        }
    }

    /// Each field of the letter with its phrases; a field nobody is asked for becomes optional.
    std::map<std::string, Phrases> read_phrases(const json* object, const std::string& place, std::vector<Field>& fields, Row row) {
        std::map<std::string, Phrases> out;
        if (object == nullptr || !object->is_object()) {
            report(place, "must be an object of field and source");
            return out;
        }
        for (const auto& [key, value] : object->items()) {
            const auto field = std::ranges::find(fields, key, &Field::key);
            if (field == fields.end()) {
                report(place + "/" + key, "the letter has no such field");
                continue;
            }
            out[key] = read_alternatives(value, place + "/" + key, *field, row);
        }
        for (const auto& field : fields)
            if (!out.contains(field.key)) report(place, fmt::format("field '{}' of the letter has no source", field.key));
        return out;
    }

    Phrases read_alternatives(const json& value, const std::string& place, Field& field, Row row) {
        Phrases out;
        const json list = value.is_array() ? value : json::array({value});
        if (list.empty()) report(place, "must not be empty");
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (list[i].is_null() && i + 1 == list.size()) field.optional = true;
            else if (list[i].is_string()) out.push_back(read_phrase(list[i].get<std::string>(), place, row));
            else report(place, "must be a text, texts, or null at the end where nobody is asked");
        }
        return out;
    }

    Phrase read_phrase(const std::string& text, const std::string& place, Row row) {
        Phrase phrase;
        std::size_t at = 0;
        while (at < text.size()) {
            const auto open = text.find('{', at);
            if (open != at) phrase.emplace_back(text.substr(at, open == std::string::npos ? open : open - at));
            if (open == std::string::npos) break;
            const auto close = text.find('}', open);
            if (close == std::string::npos) {
                report(place, "has a brace without its partner");
                break;
            }
            if (auto source = read_source(text.substr(open + 1, close - open - 1), place, row != Row::None, row)) phrase.emplace_back(std::move(*source));
            at = close + 1;
        }
        return phrase;
    }

    std::optional<Source> read_source(const std::string& text, const std::string& place, bool in_row, Row row = Row::None) {
        static const std::map<std::string, Subject, std::less<>> kSubjects{
            {"answer", Subject::Answer}, {"padded", Subject::Padded}, {"mine", Subject::Mine},   {"person", Subject::Person},
            {"husband", Subject::Husband}, {"wife", Subject::Wife},   {"head", Subject::Head},   {"row", Subject::Row},
            {"place", Subject::Place},   {"case", Subject::Case},     {"paper", Subject::Paper}, {"officer", Subject::Officer},
            {"slot", Subject::Slot}};
        const auto colon = text.find(':');
        const auto left = text.substr(0, colon);
        const auto at = left.find('@');
        const auto subject = kSubjects.find(left.substr(0, at));
        if (colon == std::string::npos || subject == kSubjects.end()) {
            report(place, fmt::format("'{}' is not a source", text));
            return std::nullopt;
        }
        Source source{subject->second, at == std::string::npos ? "" : left.substr(at + 1), text.substr(colon + 1)};
        check(source, text, place, in_row, row);
        return source;
    }

    void check(const Source& source, const std::string& text, const std::string& place, bool in_row, Row row) {
        const auto known = [&](const auto& words) {
            if (!words.contains(source.what)) report(place, fmt::format("'{}': nothing is called '{}'", text, source.what));
        };
        switch (source.subject) {
            case Subject::Answer: return asked(source.what, text, place, {});
            case Subject::Mine:
                if (!in_row) report(place, fmt::format("'{}' has a meaning in rows only", text));
                return asked(source.what, text, place, {});
            case Subject::Slot:
                if (row != Row::Person) report(place, fmt::format("'{}' has a meaning in rows of persons only", text));
                return asked(slot_key(source.what, kFirstSlot), text, place, {});
            case Subject::Padded: return asked(source.what, text, place, {QuestionType::Number});
            case Subject::Place: known(kPlaceWords); return asked(source.key, text, place, {QuestionType::Village});
            case Subject::Head:
                known(kPersonWords);
                return source.key.empty() ? void() : asked(source.key, text, place, {QuestionType::Nik, QuestionType::Kk});
            case Subject::Husband:
            case Subject::Wife: known(kPersonWords); return asked(source.key, text, place, {QuestionType::Nik});
            case Subject::Person:
                known(kPersonWords);
                return source.key.empty() ? void() : asked(source.key, text, place, {QuestionType::Nik});
            case Subject::Row:
                if (row == Row::None) return report(place, fmt::format("'{}' has a meaning in rows of persons or devices only", text));
                return known(row == Row::Person ? kPersonWords : kDeviceWords);
            case Subject::Case: return known(kCaseWords);
            case Subject::Paper: return issued(source.what, text, place);
            case Subject::Officer:
                if (!engine::role_from_code(source.what)) report(place, fmt::format("'{}': no such role", text));
        }
    }

    /// Whether every service that issues the paper asks this question, in one of these types.
    void asked(const std::string& key, const std::string& text, const std::string& place, const std::set<QuestionType>& types) {
        for (const auto* service : users_) {
            const auto* question = service->find_question(key);
            if (question == nullptr) report(place, fmt::format("'{}': service {} has no question '{}'", text, service->id, key));
            else if (!types.empty() && !types.contains(question->type))
                report(place, fmt::format("'{}': the answer '{}' of service {} is of type {}", text, key, service->id, engine::code(question->type)));
        }
    }

    void issued(const std::string& kind, const std::string& text, const std::string& place) {
        for (const auto* service : users_)
            if (std::ranges::find(service->papers, kind, &engine::Paper::kind) == service->papers.end())
                report(place, fmt::format("'{}': service {} issues no such paper", text, service->id));
    }

    void read_rows(const json* value, PaperSource& out) {
        if (value == nullptr) return;
        if (out.letter.columns.empty()) return report("/rows", "the letter has no table");
        JsonObject object(*value, "/rows", problem_);
        const auto each = object.text_or("each", "");
        Row row = Row::None;
        if (each == "device") {
            out.rows.each = RowSource::Each::Device;
            row = Row::Device;
        } else if (each.starts_with("persons:")) {
            out.rows.each = RowSource::Each::Person;
            out.rows.persons = each.substr(8);
            asked(out.rows.persons, each, "/rows/each", {QuestionType::Persons});
            row = Row::Person;
        } else if (!each.empty()) {
            report("/rows/each", "must be device or persons:ANSWER");
        }
        const auto* lines = object.member("lines", true);
        if (lines == nullptr || !lines->is_array() || lines->empty() || (row != Row::None && lines->size() != 1))
            return report("/rows/lines", "must be a list of rows, with 'each' of one row");
        for (std::size_t i = 0; i < lines->size(); ++i)
            out.rows.rows.push_back(read_phrases(&(*lines)[i], fmt::format("/rows/lines/{}", i), out.letter.columns, row));
    }

    std::string kind_;
    const LetterLibrary& letters_;
    const std::vector<const engine::Service*>& users_;
    JsonProblem& problem_;
};

/// The services that issue each kind of paper.
std::map<std::string, std::vector<const engine::Service*>> users_by_kind(const engine::Services& services) {
    std::map<std::string, std::vector<const engine::Service*>> out;
    for (const auto& service : services.all())
        for (const auto& paper : service.papers) out[paper.kind].push_back(&service);
    return out;
}

}  // namespace

std::string slot_key(const std::string& what, int slot) { return fmt::format("{}_{}", what, slot); }

std::vector<Source> PaperSource::all() const {
    std::vector<Source> out;
    const auto add = [&](const std::map<std::string, Phrases>& fields_of) {
        for (const auto& [key, phrases] : fields_of)
            for (const auto& phrase : phrases)
                for (const auto& piece : phrase)
                    if (const auto* source = std::get_if<Source>(&piece)) out.push_back(*source);
    };
    add(fields);
    for (const auto& row : rows.rows) add(row);
    return out;
}

Result<PaperSource> read_paper_source(const std::string& json, const std::string& origin, const std::string& kind, const LetterLibrary& letters,
                                      const std::vector<const engine::Service*>& users) {
    LOKET_ASSIGN(parsed, engine::parse_json(json, origin));
    JsonProblem problem{origin, {}};
    auto out = Reader(kind, letters, users, problem).read(parsed);
    if (problem.text) return corrupt(*problem.text);
    return out;
}

Result<PaperSources> load_paper_sources(const std::filesystem::path& folder, const LetterLibrary& letters, const engine::Services& services) {
    std::error_code none;
    if (!std::filesystem::is_directory(folder, none)) return Error{Fault::Gone, "no folder of paper sources " + folder.string(), "letter.folder"};
    const auto users = users_by_kind(services);
    for (const auto& entry : std::filesystem::directory_iterator(folder, none))
        if (entry.path().extension() == ".json" && !users.contains(entry.path().stem().string()))
            return corrupt(fmt::format("{}: /: no service issues a paper '{}'", entry.path().filename().string(), entry.path().stem().string()));
    PaperSources out;
    for (const auto& [kind, services_of] : users) {
        const auto file = folder / (kind + ".json");
        if (!std::filesystem::exists(file, none))
            return corrupt(fmt::format("{}.json: /: is missing, but service {} issues that paper", kind, services_of.front()->id));
        LOKET_ASSIGN(text, read_text(file));
        LOKET_ASSIGN(source, read_paper_source(text, file.filename().string(), kind, letters, services_of));
        out.emplace(kind, std::move(source));
    }
    return out;
}

}  // namespace loket::app
