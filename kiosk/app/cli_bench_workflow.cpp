#include "kiosk/app/core/log_reader.h"
#include "kiosk/app/cli_bench_workflow.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "kiosk/app/bench_figures.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/projections.h"
#include "kiosk/app/core/reference.h"
#include "workflow/engine/checkpoint.h"
#include "workflow/engine/resi.h"
#include "workflow/engine/standing.h"
#include "workflow/engine/waiting.h"
#include "workflow/population/synthetic.h"

namespace loket::app {
namespace {

using namespace engine;

constexpr int kResidents = 160'000;
constexpr int kCasesADay = 100;
constexpr std::int64_t kOpenCases = 2'000;
constexpr std::int64_t kTail = 2'000;       ///< events after the checkpoint
constexpr std::size_t kBatch = 20'000;      ///< events a commit
constexpr int kWaiting = 60;                ///< people in the hall when the office is looked at
constexpr std::string_view kService = "S02";

/// Writes facts in large commits and keeps the office as they make it.
class Writer {
  public:
    explicit Writer(store::Store& store) : store_(store) {}

    void happens(std::string stream, Event event, const Actor& actor) {
        at_ += std::chrono::seconds(20);
        batch_.add(store::NewEvent{stream, std::string(name_of(event)), to_string(actor), encode(event), at_});
        office_ = evolve(std::move(office_), {std::move(stream), std::move(event), actor, at_});
        ++events_;
    }
    void put(const Case& c) { batch_.put(case_row(c)); }
    Status flush() {
        auto done = store_.commit(batch_);
        batch_ = {};
        return done ? Status{} : Status{done.error()};
    }
    Status flush_if_large() { return batch_.events().size() >= kBatch ? flush() : Status{}; }
    void begin_day(Date day) { at_ = wib_instant(day, 8); }

    [[nodiscard]] const Office& office() const { return office_; }
    [[nodiscard]] std::int64_t events() const { return events_; }
    [[nodiscard]] Instant now() const { return at_; }

  private:
    store::Store& store_;
    store::Batch batch_;
    Office office_;
    std::int64_t events_ = 0;
    Instant at_;
};

/// One application after the other, from the ticket to the signature for receipt, as the KTP-el service goes.
class History {
  public:
    History(Writer& writer, const Service& service, const std::vector<std::string>& niks) : writer_(writer), service_(service), niks_(niks) {}

    Status write(std::int64_t events) {
        deliver(events);
        day_ = Date{std::chrono::year(2024), std::chrono::month(1), std::chrono::day(1)};
        while (writer_.events() < events) {
            const auto left = events - writer_.events();
            one_case(left > kOpenCases * kEventsOpen);
            LOKET_TRY(writer_.flush_if_large());
        }
        for (int i = 0; i < kWaiting; ++i) take_ticket(next_nik(), i % 4 == 0);
        return writer_.flush();
    }
    [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }

  private:
    static constexpr std::int64_t kEventsOpen = 20;  ///< of a case that stands at the printer, its ticket included

    void deliver(std::int64_t events) {
        const auto blanks = std::min<std::int64_t>(kLastBlankoSerial, events / 20 + 1000);
        for (std::int64_t first = 1; first <= blanks; first += kLargestDelivery) {
            const auto count = std::min<std::int64_t>(kLargestDelivery, blanks - first + 1);
            writer_.happens(kStockStream, BlankoReceived{static_cast<int>(first), static_cast<int>(count)}, {"loket", Role::Sistem});
        }
    }
    const std::string& next_nik() { return niks_[static_cast<std::size_t>(next_person_++) % niks_.size()]; }

    void begin_case() {
        if (cases_ % kCasesADay == 0) {
            if (cases_ > 0) day_ = std::chrono::sys_days(day_) + std::chrono::days(1);
            while (std::chrono::weekday(std::chrono::sys_days(day_)).iso_encoding() > 5) day_ = std::chrono::sys_days(day_) + std::chrono::days(1);
            writer_.begin_day(day_);
            tickets_ = 0;
        }
        ++cases_;
    }
    std::string take_ticket(const std::string& nik, bool priority, const std::string& case_id = {}) {
        const auto number = fmt::format("{}-{:03}", priority ? kPriorityLetter : service_.letter, ++tickets_);
        TicketIssued issued;
        issued.number = number;
        issued.service = service_.id;
        issued.errand = case_id.empty() ? Errand::Apply : Errand::Collect;
        issued.priority = priority;
        issued.nik = nik;
        if (case_id.empty()) issued.answers = kAnswers;
        issued.case_id = case_id;
        issued.desk = code(case_id.empty() ? Role::FrontOffice : Role::Petugas);
        writer_.happens(queue_stream(day_), std::move(issued), {"kiosk-1", Role::Pemohon});
        return number;
    }
    void call(const std::string& number, const Actor& officer) { writer_.happens(queue_stream(day_), TicketCalled{number, "1", 1}, officer); }
    void served(const std::string& number, const Actor& officer) { writer_.happens(queue_stream(day_), TicketClosed{number, "served"}, officer); }
    void on(Event event, const Actor& officer) { writer_.happens(case_stream(id_), std::move(event), officer); }

    void one_case(bool finish) {
        begin_case();
        const auto& nik = next_nik();
        const Actor front{"rina", Role::FrontOffice};
        const auto number = take_ticket(nik, cases_ % 7 == 0);
        call(number, front);
        id_ = iso_date(day_) + "/" + number;
        ids_.push_back(id_);
        on(CaseOpened{.case_id = id_, .service = service_.id, .profile = "SOP2019", .nik = nik, .ticket = number, .answers = kAnswers,
                      .record_state = "PRINT_READY_RECORD"},
           front);
        served(number, front);
        for (const auto& step : service_.steps) {
            if (!finish && step.kind == StepKind::Print) break;
            do_step(step, nik);
        }
        if (finish) on(CaseClosed{"handed_over", ""}, front);
        const auto& office = writer_.office();
        if (const auto open = office.find_case(id_)) writer_.put(*open);
        else if (office.last_closed) writer_.put(*office.last_closed);
    }
    void do_step(const Step& step, const std::string& nik) {
        const Actor officer{"si_" + std::string(code(step.desk)), step.desk};
        std::string number;
        if (step.kind == StepKind::Activate) call(number = take_ticket(nik, false, id_), officer);
        on(StepBegun{step.no}, officer);
        const auto begun = to_millis(writer_.now());
        if (!number.empty()) served(number, officer);
        during(step, officer);
        on(StepDone{step.no, std::string(code(step.actor)), begun, step.minutes * 60, step.standard_minutes(), "done"}, officer);
    }
    void during(const Step& step, const Actor& officer) {
        const int serial = static_cast<int>(cases_);
        const auto blank = blanko_serial(serial);
        const auto uid = fmt::format("04{:012X}", cases_);
        switch (step.kind) {
            case StepKind::Check:
                for (const int no : {1, 2, 3}) on(RequirementMarked{no, Mark::Present, ""}, officer);
                on(ResiIssued{make_resi(day_, service_.code, tickets_), iso_date(std::chrono::sys_days(day_) + std::chrono::days(5))}, officer);
                break;
            case StepKind::Print:
                on(BlankoReserved{blank, "job-" + id_}, officer);
                on(CardPrinted{blank, uid}, officer);
                on(CardEncoded{uid}, officer);
                break;
            case StepKind::Activate:
                on(FingerCompared{2, 0.81, 0.35, true}, officer);
                on(CardActivated{uid}, officer);
                break;
            case StepKind::HandOver: on(ResiPresented{}, officer); break;
            case StepKind::Collect: on(PickupSigned{std::string(64, 'a')}, officer); break;
            default: break;
        }
    }

    const Answers kAnswers = {{"alasan", "RUSAK"}};
    Writer& writer_;
    const Service& service_;
    const std::vector<std::string>& niks_;
    std::vector<std::string> ids_;
    std::string id_;
    Date day_{};
    std::int64_t cases_ = 0, next_person_ = 0;
    int tickets_ = 0;
};

/// The regency's people; returns their numbers.
Result<std::vector<std::string>> import_people(store::Store& store, const Reference& reference, std::int64_t count) {
    LOKET_ASSIGN(source, population::PopulationSource::load(find_assets() / "names", reference.regions));
    const Date on{std::chrono::year(2026), std::chrono::month(1), std::chrono::day(1)};
    const population::PopulationPlan plan{.seed = 1, .size = static_cast<std::size_t>(count), .on = on};
    std::vector<std::string> niks;
    const auto made = store.import_residents([&](const store::Store::Import& put) -> Status {
        const auto generated = population::generate_population(plan, reference.regions, source, [&](population::Family&& family) -> Status {
            for (const auto& member : family.members) {
                LOKET_TRY(put(resident_row(member)));
                niks.push_back(member.nik);
            }
            return {};
        });
        return generated ? Status{} : Status{generated.error()};
    });
    if (!made) return made.error();
    return niks;
}

Result<std::vector<Fact>> to_facts(const std::vector<store::StoredEvent>& stored) {
    std::vector<Fact> facts;
    facts.reserve(stored.size());
    for (const auto& one : stored) {
        LOKET_ASSIGN(fact, to_fact(one));
        facts.push_back(std::move(fact));
    }
    return facts;
}

double file_mib(const std::filesystem::path& folder) {
    std::error_code unknown;
    return static_cast<double>(std::filesystem::file_size(folder / "office.db", unknown)) / (1024.0 * 1024.0);
}

/// The state when the checkpoint is saved is that of the log without its tail.
Status save_checkpoint(store::Store& store) {
    const auto head = store.event_head().seq;
    const auto at = std::max<std::int64_t>(1, head - kTail);
    LOKET_ASSIGN(before, rebuild(std::nullopt, fact_source(store, at)));
    LOKET_ASSIGN(last, store.events(at, 1));
    const auto start = Stopwatch::now();
    auto doc = encode_checkpoint(before.office);
    row("checkpoint: encoded in", ms_since(start), "ms");
    row("checkpoint: size", static_cast<double>(doc.size()) / 1024.0, "KiB");
    return store.save_checkpoint({store::ChainHead{last.front().seq, last.front().hash}, std::move(doc)});
}

/// What the core does in the background after a start, and the first commit waits for.
Status measure_reading_through(const std::filesystem::path& folder, Random& random) {
    constexpr std::int64_t kPiece = 400;
    LOKET_ASSIGN(files, open_office_files(folder, random, Missing::Refuse, store::PageCheck::BeforeFirstCommit));
    double longest = 0;
    const auto start = Stopwatch::now();
    for (bool done = false; !done;) {
        const auto piece = Stopwatch::now();
        LOKET_ASSIGN(through, files.store->check_pages(kPiece));
        longest = std::max(longest, ms_since(piece));
        done = through;
    }
    row("  in the background after it: every page authenticated", ms_since(start), "ms");
    row("  its longest piece", longest, "ms");
    return {};
}

Result<Rebuilt> measure_start(const std::filesystem::path& folder, Random& random) {
    auto start = Stopwatch::now();
    double pages = 0;
    {
        const auto checked = open_office_files(folder, random, Missing::Refuse);
        if (!checked) return checked.error();
        pages = ms_since(start);
    }
    LOKET_TRY(measure_reading_through(folder, random));
    start = Stopwatch::now();
    LOKET_ASSIGN(files, open_office_files(folder, random, Missing::Refuse, store::PageCheck::Never));
    const double opened = ms_since(start);
    LOKET_ASSIGN(saved, saved_state(*files.store));
    if (!saved) return corrupt("the checkpoint is gone");
    LOKET_ASSIGN(quick, rebuild(saved, fact_source(*files.store)));
    const double started = ms_since(start);
    row("start with checkpoint (open, state, tail)", started, "ms", "target <= 1000");
    row("  with every page and its structure checked first", started - opened + pages, "ms");
    row("  events replayed", static_cast<double>(quick.replayed), "");
    start = Stopwatch::now();
    LOKET_ASSIGN(whole, rebuild(std::nullopt, fact_source(*files.store)));
    row("state from the whole log", ms_since(start), "ms");
    if (!quick.from_checkpoint) return corrupt("the checkpoint could not be read back");
    if (const auto place = first_difference(quick.office, whole.office)) return corrupt("checkpoint and log disagree at " + *place);
    fmt::print("checkpoint and log compared: alike\n");
    return quick;
}

/// Of this thread only: what a busy machine does beside it does not count.
double cpu_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void percentiles(std::string_view what, std::vector<double> values, std::string_view unit, std::string_view target) {
    std::ranges::sort(values);
    row(fmt::format("{}, p50", what), values[values.size() / 2], unit, target);
    row(fmt::format("{}, p99", what), values[values.size() * 99 / 100], unit, target);
}

Status measure_cases(store::Store& store, const std::vector<std::string>& ids, Random& random) {
    std::vector<double> times, cpu, pages;
    for (int i = 0; i < 1000; ++i) {
        const auto& id = ids[random.below(ids.size())];
        const auto pages_before = store.pages_read();
        const auto cpu_before = cpu_ms();
        const auto start = Stopwatch::now();
        LOKET_ASSIGN(stored, store.events(case_stream(id)));
        LOKET_ASSIGN(facts, to_facts(stored));
        Office office;
        for (const auto& fact : facts) office = evolve(std::move(office), fact);
        times.push_back(ms_since(start));
        cpu.push_back(cpu_ms() - cpu_before);
        pages.push_back(static_cast<double>(store.pages_read() - pages_before));
        if (!office.find_case(id) && !office.last_closed) return corrupt("case " + id + " has no events");
    }
    percentiles("replay of one case", std::move(times), "ms", "target <= 2");
    percentiles("  processor time of it", std::move(cpu), "ms", {});
    percentiles("  pages read for it", std::move(pages), "", {});
    return {};
}

/// What a counter looks at: everybody who waits with their estimate, and the open cases, the late ones first.
void measure_view(const Office& office, const Reference& reference) {
    Instant now{};  // the last thing that happened
    for (const auto& [id, c] : office.cases) now = std::max(now, c->updated);
    constexpr int kLooks = 20;
    std::size_t shown = 0;
    const auto queue_start = Stopwatch::now();
    for (int i = 0; i < kLooks; ++i)
        for (const auto& number : office.queue.waiting) shown += estimated_wait(office.queue, number, now, reference.services) ? 1 : 0;
    row("queue view (everybody waiting, with estimates)", ms_since(queue_start) / kLooks, "ms", "target <= 5");
    row("  people waiting", static_cast<double>(shown) / kLooks, "");
    const auto list_start = Stopwatch::now();
    std::vector<std::shared_ptr<const Case>> cases;
    for (const auto& [id, c] : office.cases) cases.push_back(c);
    float_up(cases, now, reference.calendar);
    row("open cases, late ones first", ms_since(list_start), "ms");
    row("  cases open", static_cast<double>(cases.size()), "");
}

Status measure(const std::filesystem::path& folder, std::int64_t events) {
    LOKET_ASSIGN(reference, load_reference(find_assets()));
    const auto* service = reference.services.find(std::string(kService));
    if (service == nullptr) return corrupt("the KTP-el service is missing");
    SystemRandom random;
    std::vector<std::string> ids;
    double people_mib = 0;
    {
        LOKET_ASSIGN(files, open_office_files(folder, random, Missing::Make));
        LOKET_ASSIGN(niks, import_people(*files.store, reference, kResidents));
        files = {};  // closed: the log is folded into the file, whose size counts
        people_mib = file_mib(folder);
        LOKET_ASSIGN(again, open_office_files(folder, random, Missing::Refuse, store::PageCheck::Never));
        Writer writer(*again.store);
        History history(writer, *service, niks);
        const auto start = Stopwatch::now();
        LOKET_TRY(history.write(events));
        row("history written: events", static_cast<double>(writer.events()), "");
        row("history written: events a second", static_cast<double>(writer.events()) * 1000 / ms_since(start), "/s");
        ids = history.ids();
        LOKET_TRY(save_checkpoint(*again.store));
    }
    row("cases in the store", static_cast<double>(ids.size()), "");
    row("store, with 160,000 residents", file_mib(folder), "MiB");
    row("store size per case", (file_mib(folder) - people_mib) * 1024.0 / static_cast<double>(ids.size()), "KiB");
    LOKET_ASSIGN(rebuilt, measure_start(folder, random));
    measure_view(rebuilt.office, reference);
    LOKET_ASSIGN(files, open_office_files(folder, random, Missing::Refuse, store::PageCheck::Never));
    return measure_cases(*files.store, ids, random);
}

}  // namespace

Status bench_workflow(const std::filesystem::path& folder, std::int64_t events) {
    SystemRandom random;
    const auto place = folder / fmt::format("workflow-{:016x}", random.next());
    const auto status = measure(place, events);
    std::error_code ignored;
    std::filesystem::remove_all(place, ignored);
    return status;
}

}  // namespace loket::app
