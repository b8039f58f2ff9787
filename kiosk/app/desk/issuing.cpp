#include "kiosk/app/desk/issuing.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/app/core/health_log.h"
#include "kiosk/app/desk/paper_facts.h"
#include "workflow/engine/serials.h"

namespace loket::app {
namespace {

using documents::Seal;
using documents::SealMode;
using documents::signing::Statement;
using nlohmann::json;

const engine::Actor kReader{"loket", engine::Role::Sistem};

std::string archive_key(const std::string& number) { return "paper/" + number; }

// --- what the paper says

Result<Person> look_up(Equipment& equipment, const std::string& nik, const std::string& purpose) {
    auto found = equipment.core.ask([nik, purpose](Core& core) { return core.resident(nik, kReader, purpose); }).get();
    if (!found && found.error().code == "nik.unknown") return Person{};
    return found;
}

Status add_family_card(Equipment& equipment, PaperSource::Card whose, PaperFacts& facts, const std::string& purpose) {
    auto after = equipment.core.ask([c = facts.c, on = wib_date(facts.issued), purpose](Core& core) { return core.families_after(c, on, kReader, purpose); }).get();
    if (!after) return after.error();
    facts.card = whose == PaperSource::Card::Left ? std::move(after->left) : std::move(after->applicant);
    return {};
}

Status add_people(Equipment& equipment, const PaperSource& source, PaperFacts& facts, const std::string& purpose) {
    if (source.family_card != PaperSource::Card::None) return add_family_card(equipment, source.family_card, facts, purpose);
    for (const auto& nik : people_needed(source, facts.service, facts.c)) {
        LOKET_ASSIGN(person, look_up(equipment, nik, purpose));
        if (person) facts.people[nik] = std::move(person);
    }
    for (const auto& kk : families_needed(source, facts)) {
        auto family = equipment.core.ask([kk, purpose](Core& core) { return core.family(kk, kReader, purpose); }).get();
        if (!family && family.error().code != "kk.unknown") return family.error();
        if (family) facts.families[kk] = *family;
    }
    return {};
}

Result<std::vector<trust::Officer>> accounts(Equipment& equipment) {
    return equipment.core.ask([](Core& core) { return core.accounts().all(); }).get();
}

Status add_officers(Equipment& equipment, PaperFacts& facts) {
    LOKET_ASSIGN(officers, accounts(equipment));
    for (const auto& officer : officers)
        if (!officer.suspended) facts.officers.emplace(engine::code(officer.role), officer.name);
    return {};
}

/// What was wrong in the last quarter and how often, and the last self-test.
std::string device_notes(const std::vector<HealthLine>& lines, const HealthLine& device, Instant now) {
    constexpr auto kQuarter = std::chrono::days(90);
    std::map<std::string, int> troubles;
    std::string test, notes;
    for (const auto& line : lines) {
        if (line.device != device.device || line.machine != device.machine) continue;
        if (line.self_test) test = fmt::format("uji mandiri {} {}", dmy_date(wib_date(line.at)), *line.self_test ? "lulus" : "gagal");
        if (line.at + kQuarter >= now)
            for (const auto& reason : line.reasons) ++troubles[device_reason_words(reason)];
    }
    for (const auto& [words, times] : troubles) notes += (notes.empty() ? "" : ", ") + (times > 1 ? fmt::format("{} {}×", words, times) : words);
    return notes.empty() ? test : test.empty() ? notes : notes + "; " + test;
}

std::string condition_words(Condition condition) {
    return condition == Condition::Ready ? "Siap" : condition == Condition::NeedsOperator ? "Perlu tindakan" : "Tidak berfungsi";
}

/// By the devices' own log of their health up to the moment of issue (P02), so that the paper reads alike whenever it is laid out.
Status add_devices(Equipment& equipment, PaperFacts& facts) {
    auto lines = equipment.core.ask([](Core& core) { return health_lines(core.store()); }).get();
    if (!lines) return lines.error();
    std::erase_if(*lines, [&](const HealthLine& line) { return line.at > facts.issued; });
    for (const auto& last : last_of_each(*lines))
        facts.devices.push_back({last.product, last.serial, device_kind_words(last.kind) + (last.simulated ? " (simulasi)" : ""),
                                 condition_words(last.condition), device_notes(*lines, last, facts.issued)});
    if (facts.devices.empty()) facts.devices.push_back({"tidak ada yang terpasang", "", "Perangkat", "Tidak diperiksa", ""});
    return {};
}

/// When the log says that the paper got its number.
Result<Instant> issued_at(Equipment& equipment, const engine::Case& c, const std::string& number) {
    auto events = equipment.core.ask([stream = engine::case_stream(c.id)](Core& core) { return core.store().events(stream); }).get();
    if (!events) return events.error();
    for (const auto& event : *events) {
        if (event.kind != engine::DocumentIssued::kName) continue;
        LOKET_ASSIGN(decoded, engine::decode_event(event.kind, event.body));
        if (std::get<engine::DocumentIssued>(decoded).number == number) return event.at;
    }
    return corrupt("the log does not know when a paper was issued");
}

const engine::Paper* paper_of(const engine::Service& service, const std::string& kind) {
    const auto found = std::ranges::find(service.papers, kind, &engine::Paper::kind);
    return found == service.papers.end() ? nullptr : &*found;
}

/// The words of one paper, before they are laid out.
struct Content {
    const PaperSource& source;
    PaperFacts facts;
    std::string role;
    documents::letters::LetterData letter;           ///< unless a family card
    std::optional<documents::FamilyCard> card;
    Statement statement;
};

Result<Content> content_of(Equipment& equipment, const engine::Case& c, const std::string& kind) {
    const auto& reference = equipment.core.reference();
    const auto& service = *reference.services.find(c.service);
    const auto* paper = paper_of(service, kind);
    const auto source = equipment.paperwork->sources.find(kind);
    if (paper == nullptr || source == equipment.paperwork->sources.end()) return rejected("paper.unknown", "this case has no paper " + kind);
    Content content{source->second, PaperFacts{service, c, reference}, std::string(service.signer ? engine::code(*service.signer) : ""), {}, {}, {}};
    auto& facts = content.facts;
    facts.issued = equipment.clock.now();
    facts.number = engine::paper_number(paper->number, wib_date(facts.issued), 0);  // as long as the number will be
    if (const auto* issued = c.paper(kind)) {
        LOKET_ASSIGN(at, issued_at(equipment, c, issued->number));
        facts.issued = at;
        facts.number = issued->number;
    }
    LOKET_TRY(add_people(equipment, content.source, facts, fmt::format("dokumen {} {}", kind, c.id)));
    LOKET_TRY(add_officers(equipment, facts));
    if (content.source.rows.each == RowSource::Each::Device) LOKET_TRY(add_devices(equipment, facts));
    if (content.source.family_card == PaperSource::Card::None) {
        content.letter = letter_data(content.source, facts);
        LOKET_ASSIGN(statement, documents::letters::statement_of(content.source.letter, content.letter, content.role));
        content.statement = std::move(statement);
        return content;
    }
    LOKET_ASSIGN(card, family_card(facts));
    LOKET_ASSIGN(statement, documents::statement_of(card, reference.regions, reference.codes, content.role));
    content.card = std::move(card);
    content.statement = std::move(statement);
    return content;
}

// --- what it looks like

/// Says across each sheet that it is not signed yet.
void mark_as_draft(documents::Paper& paper) {
    for (auto& page : paper.pages)
        page.draw = [inner = page.draw, width = page.width, height = page.height](documents::Canvas& canvas) {
            const auto used = inner(canvas);
            canvas.mark({0, height - 34, width, 12}, "KONSEP – BELUM DITANDATANGANI", {.size = 15, .weight = documents::Weight::Bold, .colour = documents::kMuted}, 0);
            return used;
        };
}

Result<PaperPrint> lay_out(Equipment& equipment, const Content& content, const Seal& seal, bool draft) {
    const auto& reference = equipment.core.reference();
    auto paper = content.card ? documents::kk(*content.card, equipment.office_head, seal, reference.regions, reference.codes)
                              : documents::letters::render(content.source.letter, content.letter, equipment.office_head, seal);
    if (!paper) return paper.error();
    if (draft) mark_as_draft(*paper);
    LOKET_ASSIGN(pdf, documents::render_pdf(*paper, content.facts.issued));
    return PaperPrint{std::move(pdf), static_cast<int>(paper->pages.size()), to_hex(content.statement.content)};
}

bool electronic(const Content& content) { return content.facts.service.sign_mode_of(content.facts.c.profile) == engine::SignMode::TteQr; }

Result<Signatory> expected_signatory(Equipment& equipment, const std::string& role) {
    LOKET_ASSIGN(officers, accounts(equipment));
    return equipment.paperwork->signing.expected(role, officers, equipment.clock.now());
}

/// The paper before it is signed: room for pen and stamp, and a code that tells the number only.
Result<PaperPrint> unsigned_print(Equipment& equipment, const Content& content, const Signatory& signatory) {
    auto seal = equipment.paperwork->signing.seal(signatory);
    seal.mode = SealMode::WetSignStamp;
    seal.qr = std::string(documents::signing::kNumberPrefix) + content.facts.number;
    const bool numbered = content.facts.c.paper(content.source.kind) != nullptr;
    return lay_out(equipment, content, seal, electronic(content) || !numbered);
}

Result<PaperPrint> signed_print(Equipment& equipment, const Content& content, const Signatory& signatory, const std::string& qr) {
    auto seal = equipment.paperwork->signing.seal(signatory);
    seal.mode = electronic(content) ? SealMode::TteQr : SealMode::WetSignStamp;
    seal.qr = qr;
    return lay_out(equipment, content, seal, false);
}

// --- the archive

Result<PaperPrint> from_archive(Equipment& equipment, const engine::IssuedPaper& paper) {
    auto kept = equipment.core.ask([number = paper.number](Core& core) -> Result<Bytes> {
        LOKET_ASSIGN(entry, archived_paper(core.store(), number));
        if (!entry || entry->pdf.empty()) return Error{Fault::Gone, "the signed paper is not in the archive", "paper.not_kept"};
        return core.blob(entry->pdf);
    }).get();
    if (!kept) return kept.error();
    return PaperPrint{std::move(*kept), paper.sheets, paper.digest};
}

/// Adds something to what the archive keeps of a paper. Doing it again replaces it.
template <class Change>
Status change_archive(Equipment& equipment, const std::string& number, const PaperPrint& print, Change change) {
    return equipment.core.ask([number, pdf = print.pdf, content = print.digest, change](Core& core) -> Status {
        LOKET_ASSIGN(known, archived_paper(core.store(), number));
        auto entry = known.value_or(ArchivedPaper{});
        store::Batch batch;
        change(entry, to_hex(batch.add_blob("pdf", pdf)));
        entry.content = content;
        batch.put_meta(archive_key(number), json{{"content", entry.content}, {"draft", entry.draft}, {"named", entry.named}, {"pdf", entry.pdf}, {"qr", entry.qr}}.dump());
        auto committed = core.store().commit(batch);
        return committed ? Status{} : Status{committed.error()};
    }).get();
}

/// How a sheet names who signs it.
std::string named(const Signatory& signatory) { return signatory.officer.acting + (signatory.officer.acting.empty() ? "" : " ") + signatory.officer.name; }

/// The number of a KK is asked for before the card is laid out.
Status hold_numbers(Equipment& equipment, const engine::Case& c, const std::string& kind) {
    const auto source = equipment.paperwork->sources.find(kind);
    if (source == equipment.paperwork->sources.end() || source->second.family_card == PaperSource::Card::None) return {};
    return equipment.core.ask([c, on = wib_date(equipment.clock.now())](Core& core) { return core.hold_numbers(c, on); }).get();
}

/// Keeps the sheets that wait for their signature, and puts them on paper.
Status put_out(Equipment& equipment, const std::string& number, const PaperPrint& print, const Signatory& signatory) {
    LOKET_TRY(change_archive(equipment, number, print, [name = named(signatory)](ArchivedPaper& entry, const std::string& blob) {
        entry.draft = blob;
        entry.named = name;
    }));
    return equipment.paperwork->print_a4 ? equipment.paperwork->print_a4(print.pdf, print.sheets) : Status{};
}

// --- one paper

Status issue(Equipment& equipment, const std::string& case_id, const std::string& kind, const engine::Actor& actor) {
    LOKET_ASSIGN(before, open_case(equipment, case_id));
    LOKET_TRY(hold_numbers(equipment, *before, kind));
    LOKET_ASSIGN(draft, print_of(equipment, *before, kind));  // what is wrong with the data is said before a number is given
    LOKET_TRY(tell(equipment.core, engine::ReportPaper{case_id, kind, draft.sheets}, actor));
    LOKET_ASSIGN(after, open_case(equipment, case_id));
    LOKET_ASSIGN(content, content_of(equipment, *after, kind));
    LOKET_ASSIGN(signatory, expected_signatory(equipment, content.role));
    LOKET_ASSIGN(print, unsigned_print(equipment, content, signatory));
    return put_out(equipment, content.facts.number, print, signatory);
}

/// What the log says was signed. Without signature and key: those come from the machine's randomness, and the same seed must give
/// the same log; they are in the archive.
std::string logged(const Statement& statement, const Signatory& signatory) {
    const auto& acting = signatory.officer.acting;
    return fmt::format("{};{};{};{}{}{}", statement.kind, statement.number, iso_instant(statement.issued), acting, acting.empty() ? "" : " ", statement.role);
}

/// What is signed must be what was printed, and seen by whoever verified it.
Result<ArchivedPaper> printed_as(Equipment& equipment, const std::string& number, const Statement& statement) {
    auto kept = equipment.core.ask([number](Core& core) { return archived_paper(core.store(), number); }).get();
    if (!kept) return kept.error();
    if (!*kept) return rejected("paper.not_kept", "paper " + number + " was never put out; send it back to be printed anew");
    if ((*kept)->content != to_hex(statement.content))
        return rejected("paper.changed", "the data have changed since paper " + number + " was printed; send it back to be printed anew");
    return **kept;
}

/// A sheet for the pen must name whoever holds the pen: one that names somebody else (a new appointment, a Plh) is put out anew under
/// its number. True if that happened. An electronic signature is drawn with its own name and needs no new sheet.
Result<bool> renew_sheet(Equipment& equipment, const Content& content, const ArchivedPaper& kept, const Signatory& signatory) {
    if (electronic(content) || kept.named.empty() || kept.named == named(signatory)) return false;
    LOKET_ASSIGN(print, unsigned_print(equipment, content, signatory));
    LOKET_TRY(put_out(equipment, content.facts.number, print, signatory));
    return true;
}

Status sign(Equipment& equipment, const engine::Case& c, const Content& content, const Signatory& signatory, const engine::Actor& actor) {
    const auto& number = content.facts.number;
    LOKET_ASSIGN(qr, equipment.paperwork->signing.sign(content.statement, signatory, equipment.clock.now()));
    LOKET_ASSIGN(print, signed_print(equipment, content, signatory, qr));
    LOKET_TRY(change_archive(equipment, number, print, [qr](ArchivedPaper& entry, const std::string& blob) {
        entry.pdf = blob;
        entry.qr = qr;
    }));
    return tell(equipment.core, engine::SignDocument{c.id, number, print.digest, logged(content.statement, signatory), content.card ? content.card->family.kk : ""}, actor);
}

}  // namespace

Result<std::optional<ArchivedPaper>> archived_paper(store::Store& store, const std::string& number) {
    LOKET_ASSIGN(text, store.meta(archive_key(number)));
    if (!text) return std::optional<ArchivedPaper>{};
    const auto entry = json::parse(*text, nullptr, false);
    if (!entry.is_object()) return corrupt("the archive's entry of a paper is broken");
    return std::optional(ArchivedPaper{entry.value("draft", ""), entry.value("named", ""), entry.value("content", ""), entry.value("pdf", ""), entry.value("qr", "")});
}

Result<PaperPrint> print_of(Equipment& equipment, const engine::Case& c, const std::string& kind) {
    if (const auto* issued = c.paper(kind); issued != nullptr && issued->is_signed()) return from_archive(equipment, *issued);
    LOKET_ASSIGN(content, content_of(equipment, c, kind));
    LOKET_ASSIGN(signatory, expected_signatory(equipment, content.role));
    return unsigned_print(equipment, content, signatory);
}

Status issue_papers(Equipment& equipment, const std::string& case_id, const engine::Actor& actor) {
    LOKET_ASSIGN(c, open_case(equipment, case_id));
    for (const auto* paper : equipment.core.reference().services.find(c->service)->due_papers(c->answers)) {
        const auto* issued = c->paper(paper->kind);
        if (issued == nullptr || !issued->printed) LOKET_TRY(issue(equipment, case_id, paper->kind, actor));
    }
    return {};
}

Status sign_papers(Equipment& equipment, const std::string& case_id, const engine::Actor& actor) {
    LOKET_ASSIGN(c, open_case(equipment, case_id));
    LOKET_ASSIGN(officers, accounts(equipment));
    LOKET_ASSIGN(signatory, equipment.paperwork->signing.entitled(std::string(engine::code(actor.role)), actor.user, officers, equipment.clock.now()));
    std::vector<Content> contents;
    std::string renewed;
    for (const auto& paper : c->papers) {
        if (paper.is_signed()) continue;
        LOKET_ASSIGN(content, content_of(equipment, *c, paper.kind));
        LOKET_ASSIGN(kept, printed_as(equipment, paper.number, content.statement));
        LOKET_ASSIGN(anew, renew_sheet(equipment, content, kept, signatory));
        if (anew) renewed = paper.number;
        contents.push_back(std::move(content));
    }
    if (!renewed.empty()) return rejected("paper.reprinted", "paper " + renewed + " named another signatory and was printed anew under its number; sign the new sheet");
    for (const auto& content : contents) LOKET_TRY(sign(equipment, *c, content, signatory, actor));
    return {};
}

}  // namespace loket::app
