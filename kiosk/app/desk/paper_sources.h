#pragma once
// Where each word of an issued paper comes from, as data: assets/papers/sources/<KIND>.json, one file for each kind of paper
// that a service issues (form: assets/papers/sources/README.md). Read once, strictly, together with the letters' templates and
// the services, so that a paper that cannot be filled is found when the office opens and not at the counter.

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "workflow/documents/letters/template.h"
#include "workflow/engine/service.h"

namespace loket::app {

/// One thing known about a case: "person@ibu:name" is subject Person, key "ibu", what "name".
struct Source {
    enum class Subject {
        Answer,   ///< an answer in words: label of a choice, name of a village, names of persons
        Padded,   ///< a number as three digits: RT, RW
        Mine,     ///< in rows: an answer, but only in the row of the applicant
        Person,   ///< the applicant, or whoever the answer `key` names
        Husband,  ///< of the applicant and the person named by `key`: the man
        Wife,     ///< the woman
        Head,     ///< of the family of the applicant, of the person named, or of the family card named by `key`
        Slot,     ///< in rows of persons: an answer of its own for each but the applicant: `what`_2, `what`_3, …
        Row,      ///< the person or device of this row
        Place,    ///< of the village that the answer `key` names
        Case,
        Paper,    ///< number of the case's paper of the kind `what`
        Officer,  ///< name of the officer with the role `what`
    };
    Subject subject = Subject::Answer;
    std::string key, what;
};

inline constexpr int kFirstSlot = 2;  ///< the applicant comes first
/// Key of the answer about the slot-th person: "nama_2".
std::string slot_key(const std::string& what, int slot);

/// Text with sources in it. Known only if all its sources are.
using Phrase = std::vector<std::variant<std::string, Source>>;
/// The first phrase that is known counts.
using Phrases = std::vector<Phrase>;

struct RowSource {
    enum class Each { Once, Person, Device };
    Each each = Each::Once;
    std::string persons;  ///< Person: key of the answer that names them
    std::vector<std::map<std::string, Phrases>> rows;  ///< by column; with Person and Device one row, repeated
};

struct PaperSource {
    std::string kind;
    /// The Kartu Keluarga: no letter, drawn from the family as the case will leave it.
    enum class Card { None, Applicant, Left };
    Card family_card = Card::None;              ///< of the applicant, or of those whom the applicant leaves
    documents::letters::LetterTemplate letter;  ///< with fields made optional where `fields` says nobody is asked
    std::map<std::string, Phrases> fields;    ///< by field of the letter
    RowSource rows;
    /// Every source, once each place it stands.
    [[nodiscard]] std::vector<Source> all() const;
};

/// By kind of paper.
using PaperSources = std::map<std::string, PaperSource, std::less<>>;

/// Reads the folder. Corrupt, naming file, place and reason: an unknown source, an answer nobody is asked for or of the wrong
/// type, a field without source or a source without field, a template that does not exist, a paper of a service without file,
/// a signer who may not sign, a file for a paper that no service issues. `Gone` without the folder.
Result<PaperSources> load_paper_sources(const std::filesystem::path& folder, const documents::letters::LetterLibrary& letters, const engine::Services& services);

/// One file; `users` are the services that issue the kind.
Result<PaperSource> read_paper_source(const std::string& json, const std::string& origin, const std::string& kind,
                                      const documents::letters::LetterLibrary& letters, const std::vector<const engine::Service*>& users);

}  // namespace loket::app
