#include "kiosk/app/core/core.h"

#include <set>

#include <fmt/format.h>

#include "devices/base/log.h"
#include "devices/base/sha256.h"
#include "kiosk/app/core/log_reader.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/card_ledger.h"
#include "kiosk/app/core/projections.h"
#include "workflow/engine/checkpoint.h"
#include "workflow/engine/codes.h"
#include "workflow/population/nik.h"
#include "workflow/population/resident_json.h"
#include "workflow/population/synthetic.h"
#include "workflow/store/failure.h"

namespace loket::app {

using engine::Actor;
using population::Resident;

namespace {

/// The applicant a command is about, if the decision needs one.
std::string nik_of(const engine::Command& command, const engine::Office& office) {
    if (const auto* take = std::get_if<engine::TakeTicket>(&command)) return take->nik;
    if (const auto* receive = std::get_if<engine::ReceiveFile>(&command))
        if (const auto* ticket = office.queue.find(receive->ticket)) return ticket->nik;
    return {};
}

/// What comes in anew: with the disk nearly full its room is left for what has been begun.
bool begins_something(const engine::Command& command) {
    return std::holds_alternative<engine::TakeTicket>(command) || std::holds_alternative<engine::AddService>(command) || std::holds_alternative<engine::OpenInternal>(command) ||
           std::holds_alternative<engine::OpenFromList>(command) || std::holds_alternative<engine::FileComplaint>(command) || std::holds_alternative<engine::MakeAppointment>(command);
}

/// The index of cases, after every fact about one.
void put_cases(store::Batch& batch, const engine::Office& after, const std::vector<engine::Happening>& facts) {
    std::set<std::string> done;
    for (const auto& fact : facts)
        if (const auto* c = changed_case(after, fact); c != nullptr && done.insert(c->id).second) batch.put(case_row(*c));
}

}  // namespace

Result<std::unique_ptr<Core>> Core::open(const CoreOptions& options, const Reference& reference, const Clock& clock, Random& random) {
    LOKET_ASSIGN(files, open_office_files(options.data, random, Missing::Make, options.check));
    std::unique_ptr<Core> core(new Core(options, reference, clock));
    core->store_ = std::move(files.store);
    if (options.follows) LOKET_TRY(core->store_->set_follows(true));  // before anybody writes: a line of its own would part it from its office
    core->seal_key_ = std::move(files.seal_key);
    core->code_key_ = std::move(files.code_key);
    core->accounts_ = std::make_unique<trust::Accounts>(*core->store_, clock, reference.trust);
    core->register_ = std::make_unique<Register>(*core->store_, reference);
    LOKET_ASSIGN(centre, core->store_->meta("sync.register"));
    if (centre) core->options_.simulated_numbers = false;  // a real register gives them
    if (!options.follows) LOKET_TRY(core->prepare());
    LOKET_TRY(core->replay());
    if (!options.follows) {
        LOKET_TRY(core->record_opening());
        core->answer_requests(true);
    }
    core->publish();
    return core;
}

Status Core::prepare() {
    LOKET_ASSIGN(counts, store_->counts());
    if (counts.residents == 0) LOKET_TRY(import_population());
    store::Batch batch;
    if (counts.officers == 0) {
        LOKET_ASSIGN(accounts, trust::demo_officers());
        for (const auto& account : accounts) batch.put(store::OfficerRow{account.user, trust::encode(account)});
    }
    if (counts.events == 0 && options_.blanks > 0) {
        for (const auto* prefix : {engine::kKtpPrefix, engine::kKiaPrefix}) {
            const engine::Event delivery = engine::BlankoReceived{1, options_.blanks, prefix};
            batch.add(store::NewEvent{engine::kStockStream, std::string(engine::name_of(delivery)),
                                      engine::to_string({"loket", engine::Role::Sistem}), engine::encode(delivery), clock_.now()});
        }
    }
    if (batch.empty()) return {};  // a commit would first read the whole file
    auto committed = store_->commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

/// The families of the synthetic regency, loaded in one transaction: a start that is cut short leaves nothing behind.
Status Core::import_population() {
    LOKET_ASSIGN(source, population::PopulationSource::load(options_.assets / "names", reference_.regions));
    const population::PopulationPlan plan{.seed = options_.seed, .size = static_cast<std::size_t>(options_.residents), .on = wib_date(clock_.now())};
    int done = 0, shown = -1;
    const auto report = [&](std::size_t more) {
        done += static_cast<int>(more);
        const int percent = std::min(100, static_cast<int>(done * 100LL / options_.residents));
        if (options_.progress && percent != shown) options_.progress("population", shown = percent);
    };
    const auto made = store_->import_residents([&](const store::Store::Import& put) -> Status {
        const auto generated = population::generate_population(plan, reference_.regions, source, [&](population::Family&& family) -> Status {
            const auto* head = family.head();
            LOKET_TRY(put(store::FamilyRow{family.kk, head == nullptr ? "" : head->nik, "{}"}));
            for (const auto& member : family.members) LOKET_TRY(put(resident_row(member)));
            report(family.members.size());
            return {};
        });
        return generated ? Status{} : Status{generated.error()};
    });
    return made ? Status{} : Status{made.error()};
}

Status Core::save_checkpoint_if_due() {
    constexpr std::int64_t kEvents = 2000;
    if (head_ - checkpoint_seq_ < kEvents || aside_ > 0) return {};
    LOKET_TRY(store_->save_checkpoint({store_->event_head(), engine::encode_checkpoint(*office_)}));
    checkpoint_seq_ = head_;
    return {};
}

/// From the saved state and what came after it.
Result<engine::Office> Core::state_of_log() {
    LOKET_ASSIGN(saved, saved_state(*store_));
    LOKET_ASSIGN(rebuilt, engine::rebuild(saved, fact_source(*store_)));
    checkpoint_seq_ = rebuilt.from_checkpoint ? saved->seq : 0;
    LOKET_ASSIGN(last, store_->events(rebuilt.head, 1));
    if (!last.empty()) note_head(last.front());
    return std::move(rebuilt.office);
}

Status Core::replay() {
    LOKET_ASSIGN(moves, store_->events(kRegisterStream));
    for (const auto& stored : moves) LOKET_TRY(register_->recall(stored));
    LOKET_ASSIGN(state, state_of_log());
    office_ = std::make_shared<const engine::Office>(std::move(state));
    LOKET_TRY(recall_texts());
    return need_people();
}

Status Core::need_people() {
    std::set<std::string> needed;
    for (const auto& [id, c] : office_->cases) needed.insert(c->nik);
    for (const auto& [number, ticket] : office_->queue.tickets) needed.insert(ticket.nik);
    for (const auto& nik : needed) {  // internal cases have no applicant, newcomers are not in the register yet
        const auto person = load_person(nik);
        if (!person && person.error().code != "nik.unknown") return person.error();
    }
    return {};
}

Result<std::shared_ptr<const Resident>> Core::load_person(const std::string& nik) {
    if (const auto known = people_->find(nik); known != people_->end()) return known->second;
    LOKET_ASSIGN(row, store_->resident(nik));
    if (!row) return rejected("nik.unknown", "the number is not in the local register");
    LOKET_ASSIGN(decoded, population::decode_resident(row->doc));
    auto person = std::make_shared<const Resident>(std::move(decoded));
    changing_people()[nik] = person;
    return person;
}

/// Nobody for a number that the register does not have, and for whoever has left: they come back as newcomers.
Result<std::optional<engine::Applicant>> Core::applicant(const std::string& nik) {
    const auto person = load_person(nik);
    if (!person && person.error().code != "nik.unknown") return person.error();
    if (!person) return std::optional<engine::Applicant>();
    return applicant_if_here(**person);
}

Result<engine::Context> Core::context_for(const engine::Command& command, const Actor& actor, std::vector<Attachment>& kept) {
    engine::Context context{.services = reference_.services, .actor = actor, .now = clock_.now(), .profile = options_.profile,
                            .applicant = std::nullopt, .add_working_days = {}};
    context.add_working_days = [this](Date from, int days) -> Result<Date> {
        const auto due = reference_.calendar.due_day(from, days);
        if (due.year_missing) log::warn("no calendar file for {}: the promised day counts weekends only", *due.year_missing);
        return due.day;
    };
    context.has_calendar = [this](int year) { return reference_.calendar.has_year(year); };
    if (options_.apply_rules) context.rules = &reference_.rules;
    context.look_up = [this](const std::string& nik) -> std::optional<engine::Applicant> {
        const auto person = applicant(nik);
        if (!person) log::warn("a resident could not be read: {}", person.error().context);
        return person ? *person : std::nullopt;
    };
    context.keep_words = [this, &kept](const std::string& words) {
        kept.push_back({"text", sealed(words)});
        return to_hex(sha256(kept.back().content));
    };
    context.active_cards = [this](const std::string& nik) { return app::active_cards(*store_, nik); };
    const auto nik = nik_of(command, *office_);
    if (nik.empty()) return context;
    LOKET_ASSIGN(person, applicant(nik));
    context.applicant = person;
    return context;
}

std::string Core::code_digest(std::string_view nik, std::string_view code) const { return engine::code_digest(code_key_, nik, code); }

Result<std::vector<store::StoredEvent>> Core::execute(const engine::Command& command, const Actor& actor, const std::vector<Attachment>& attachments,
                                                      const std::optional<engine::Override>& override_by) {
    constexpr int kTries = 100;  // each lost to another station that was faster
    unsure_.clear();
    if (cramped_ && begins_something(command)) {
        look_for_room();
        if (cramped_) return Error{Fault::Internal, "too little room on the disk to begin something", store::kDiskFull};
    }
    for (int tries = 1;; ++tries) {
        const bool alone = induk_ && induk_->alone() && may_be_done_alone(command);
        auto done = try_execute(command, actor, attachments, override_by, alone);
        if (done || tries == kTries) return done;
        const auto& code = done.error().code;
        note_failure(code);
        if (code != lan::kStale && !(code == lan::kNoInduk && !alone && may_be_done_alone(command))) return done;
    }
}

Result<std::vector<store::StoredEvent>> Core::try_execute(const engine::Command& command, const Actor& actor, const std::vector<Attachment>& attachments,
                                                          const std::optional<engine::Override>& override_by, bool alone) {
    std::vector<Attachment> kept;
    LOKET_ASSIGN(context, context_for(command, actor, kept));
    context.override_by = override_by;
    auto decided = engine::decide(*office_, command, context);
    if (decided)
        if (const auto foreseen = foresee(command); !foreseen) decided = foreseen.error();
    if (!decided) {
        if (decided.error().fault == Fault::Rejected || decided.error().fault == Fault::NeedsOperator)
            LOKET_TRY(audit(actor, "refused", std::string(name_of(command)), decided.error().code));
        return decided.error();
    }
    if (alone) number_alone(*decided);
    store::Batch batch;
    for (const auto* given : {&attachments, &std::as_const(kept)})
        for (const auto& attachment : *given) batch.add_blob(attachment.kind, attachment.content);
    auto after = *office_;
    for (const auto& [stream, event] : *decided) {
        batch.add(store::NewEvent{stream, std::string(engine::name_of(event)), engine::to_string(actor), engine::encode(event), context.now});
        after = engine::evolve(std::move(after), {stream, event, actor, context.now});
    }
    put_cases(batch, after, *decided);
    LOKET_TRY(put_cards(batch, *store_, *office_, after, *decided, context.now));
    LOKET_TRY(name_applicants(batch, *decided, context.now));
    std::optional<RegisterWork> work;
    if (concerns_register(*decided)) {
        work.emplace(register_->begin(wib_date(context.now)));
        if (const auto taken = project(*work, after, *decided); !taken) {
            if (taken.error().fault == Fault::Rejected) LOKET_TRY(audit(actor, "refused", std::string(name_of(command)), taken.error().code));
            return taken.error();
        }
        LOKET_TRY(work->write(batch, context.now));
    }
    LOKET_ASSIGN(stored, alone ? put_aside(batch, unsure_) : store_->commit(batch));
    office_ = std::make_shared<const engine::Office>(std::move(after));
    if (work) keep(std::move(*work));
    if (!kept.empty()) LOKET_TRY(recall_texts());
    LOKET_TRY(finish(stored));
    if (!induk_) answer_requests(false);
    return stored;
}

Result<std::shared_ptr<const Resident>> Core::resident(const std::string& nik, const Actor& actor, const std::string& purpose) {
    LOKET_ASSIGN(person, load_person(nik));
    LOKET_TRY(note_look(nik, actor, purpose));
    publish();
    return person;
}

Result<std::vector<std::shared_ptr<const Resident>>> Core::family(const std::string& kk, const Actor& actor, const std::string& purpose) {
    LOKET_ASSIGN(rows, store_->residents_by_kk(register_->present_kk(kk)));
    if (rows.empty()) return rejected("kk.unknown", "no family with this number in the local register");
    LOKET_TRY(note_look(kk, actor, purpose));
    std::vector<std::shared_ptr<const Resident>> members;
    for (const auto& row : rows) {
        LOKET_ASSIGN(member, load_person(row.nik));
        members.push_back(member);
    }
    return members;
}

Result<Bytes> Core::blob(const std::string& digest_hex) {
    const auto bytes = from_hex(digest_hex);
    if (!bytes || bytes->size() != sizeof(Sha256)) return corrupt("not a digest");
    Sha256 digest{};
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    LOKET_ASSIGN(found, store_->blob(digest));
    if (!found) return Error{Fault::Gone, "no such blob"};
    return std::move(found->content);
}

constexpr std::size_t kSealLength = 64;  // of an HMAC, hexadecimal

Bytes Core::sealed(const std::string& words) const {
    const auto text = engine::code_digest(code_key_, std::to_string(head_), words) + words;
    return Bytes(text.begin(), text.end());
}

/// The texts of the complaints that the state knows; each is read once.
Status Core::recall_texts() {
    auto known = std::make_shared<Texts>();
    for (const auto& [number, complaint] : office_->house.complaints)
        for (const auto* words : {&complaint.text, &complaint.contact, &complaint.answer}) {
            if (words->digest.empty()) continue;
            if (const auto had = texts_->find(words->digest); had != texts_->end()) {
                known->insert(*had);
                continue;
            }
            const auto content = blob(words->digest);
            if (!content && content.error().fault == Fault::Gone) continue;  // erased
            LOKET_TRY(content);
            known->emplace(words->digest, as_text(ByteView(*content).subspan(std::min(kSealLength, content->size()))));
        }
    texts_ = std::move(known);
    return {};
}

Status Core::audit(const Actor& actor, const std::string& action, const std::string& subject, const std::string& purpose) {
    store::Batch batch;
    batch.add(store::NewAudit{engine::to_string(actor), action, subject, purpose, clock_.now()});
    auto committed = store_->commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

/// A seal after so many links or so long: what was tampered with before it cannot be made to fit any more.
Status Core::seal_if_due() {
    constexpr std::int64_t kLinks = 500;
    constexpr auto kLongest = std::chrono::hours(1);
    const auto& last = store_->last_seal();
    const auto sealed = last ? last->event.seq : 0;
    if (head_ - sealed < kLinks && last && clock_.now() - last->at < kLongest) return {};
    return store_->seal(*seal_key_, clock_.now());
}

void Core::note_head(const store::StoredEvent& last) {
    head_ = last.seq;
    head_at_ = last.at;
}

People& Core::changing_people() {
    if (people_.use_count() > 1) people_ = std::make_shared<People>(*people_);
    return *people_;
}

/// Names are for reading only: a store that cannot be read just now leaves those that were known.
void Core::read_names() {
    if (names_at_ == accounts_->changes()) return;
    const auto officers = accounts_->all();
    if (!officers) return;
    Names names;
    for (const auto& officer : *officers) names[officer.user] = officer.name;
    names_ = std::make_shared<const Names>(std::move(names));
    names_at_ = accounts_->changes();
}

void Core::publish() {
    forget_people();
    read_names();
    auto next = std::make_shared<Snapshot>(Snapshot::Parts{office_, people_, texts_, names_});
    next->revision = ++revision_;
    next->profile = options_.profile;
    next->head = head_;
    next->head_at = head_at_;
    next->trouble = !trouble_.empty() ? trouble_ : silent_ ? store::kUnreachable : cramped_ ? store::kDiskFull : "";
    next->numbers_by_hand = !options_.simulated_numbers;
    next->line = line_;
    next->aside = aside_;
    const std::lock_guard lock(snapshot_mutex_);
    snapshot_ = std::move(next);
}

Snapshot Snapshot::with(engine::Office state) const {
    Snapshot other({std::make_shared<const engine::Office>(std::move(state)), parts.people, parts.texts, parts.names});
    other.revision = revision;
    other.profile = profile;
    other.head = head;
    other.head_at = head_at;
    other.trouble = trouble;
    other.numbers_by_hand = numbers_by_hand;
    other.line = line;
    other.aside = aside;
    return other;
}

std::shared_ptr<const Snapshot> Todays::of(std::shared_ptr<const Snapshot> latest, Date today) {
    const auto& stream = latest->office.queue.stream;
    if (stream.empty() || stream == engine::queue_stream(today)) return latest;
    if (latest != latest_) {
        auto office = latest->office;
        office.queue = {};
        emptied_ = std::make_shared<const Snapshot>(latest->with(std::move(office)));
        latest_ = std::move(latest);
    }
    return emptied_;
}

std::string Snapshot::name_of(const std::string& user) const {
    const auto found = parts.names->find(user);
    return found == parts.names->end() ? user : found->second;
}

std::string Snapshot::text_of(const engine::Words& words) const {
    const auto found = texts.find(words.digest);
    return found == texts.end() ? words.plain : found->second;
}

std::shared_ptr<const Snapshot> Core::snapshot() const {
    const std::lock_guard lock(snapshot_mutex_);
    return snapshot_;
}

}  // namespace loket::app
