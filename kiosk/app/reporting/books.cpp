// The books of the office, read off the log line by line.

#include <fmt/format.h>

#include <array>

#include "kiosk/app/core/register.h"
#include "kiosk/app/reporting/reporting.h"
#include "workflow/population/resident_json.h"

namespace loket::app {

using documents::registers::Book;
using documents::registers::BookPaper;
using documents::registers::Entry;

namespace {

constexpr std::array<std::pair<std::string_view, Book>, 4> kBooks = {
    {{"registrasi", Book::Incoming}, {"keluar", Book::Outgoing}, {"pengambilan", Book::Pickup}, {"agenda", Book::Agenda}}};

/// Whether this fact writes a line into the book.
bool writes_line(Book book, const engine::Fact& fact, const engine::Service& service) {
    switch (book) {
        case Book::Incoming: return std::holds_alternative<engine::ResiIssued>(fact.event);
        case Book::Outgoing: return std::holds_alternative<engine::RegisteredOut>(fact.event) && !service.internal();
        case Book::Agenda: return std::holds_alternative<engine::RegisteredOut>(fact.event) && service.internal();
        case Book::Pickup: {
            const auto* closed = std::get_if<engine::CaseClosed>(&fact.event);
            return closed != nullptr && closed->outcome == "handed_over";
        }
    }
    return false;
}

class BookWriter {
  public:
    BookWriter(store::Store& store, const Reference& reference, Book book, const reports::Period& period)
        : store_(store), reference_(reference), book_(book), period_(period) {}

    /// How the register named the applicants when their cases were opened.
    Status read_names() {
        LOKET_ASSIGN(events, store_.events(kRegisterStream));
        for (const auto& stored : events) {
            if (stored.kind != mirror::ApplicantNamed::kName) continue;
            LOKET_ASSIGN(event, mirror::decode_mirror_event(stored.kind, stored.body));
            auto& named = std::get<mirror::ApplicantNamed>(event);
            named_[named.reference] = {std::move(named.name), std::move(named.address)};
        }
        return {};
    }

    /// `c`: the case after this fact.
    Status take(const engine::Fact& fact, const engine::Case& c, BookPaper& paper) {
        const auto* known = reference_.services.find(c.service);
        if (known == nullptr) return rejected("service.unknown", "the log speaks of service " + c.service + ", whose file is not there");
        const auto& service = *known;
        if (!writes_line(book_, fact, service)) return {};
        const auto day = wib_date(fact.at);
        if (day.year() != period_.first.year() || day > period_.last) return {};
        ++serial_;
        if (day < period_.first) {
            ++paper.before;
            return {};
        }
        LOKET_ASSIGN(entry, line(fact, c, service));
        paper.entries.push_back(std::move(entry));
        return {};
    }

  private:
    Result<Entry> line(const engine::Fact& fact, const engine::Case& c, const engine::Service& service) {
        Entry entry;
        entry.serial = serial_;
        entry.at = fact.at;
        entry.resi = c.resi;
        entry.service = service.name.id();
        entry.nik = c.nik;
        entry.officer = fact.actor.user;
        entry.finished = book_ == Book::Incoming ? c.promised.value_or(Date{}) : wib_date(fact.at);
        for (const auto& issued : c.papers) entry.document += (entry.document.empty() ? "" : ", ") + issued.number;
        if (entry.document.empty()) entry.document = c.card.serial;
        entry.stamped = book_ == Book::Outgoing;
        entry.subject = service.product.id();
        entry.party = "Arsip Dinas";
        if (!c.registered_out.empty()) entry.note = c.registered_out;
        LOKET_TRY(name(c, entry));
        if (book_ == Book::Pickup) {
            entry.taken_by = entry.name;
            entry.proof = c.card.matched ? "sidik jari cocok, tanda tangan" : "tanda tangan";
        }
        return entry;
    }

    Status name(const engine::Case& c, Entry& entry) {
        const auto known = named_.find(c.id);
        if (known == named_.end()) return name_as_now(c, entry);
        write(known->second, entry);
        return {};
    }

    /// A newcomer as the form says; of a case older than the names in the log what the register says today.
    Status name_as_now(const engine::Case& c, Entry& entry) {
        const auto given = c.answers.find("nama");
        if (given != c.answers.end()) entry.name = given->second;
        LOKET_ASSIGN(row, store_.resident(c.nik));
        if (!row || !entry.name.empty()) return {};
        LOKET_ASSIGN(resident, population::decode_resident(row->doc));
        write({resident.name, resident.address}, entry);
        return {};
    }

    struct Named {
        std::string name;
        population::Address address;
    };
    void write(const Named& named, Entry& entry) const {
        const auto place = reference_.regions.place(named.address.village);
        entry.name = named.name;
        entry.address = fmt::format("{} RT {:03}/RW {:03}, {}", named.address.street, named.address.rt, named.address.rw, place.village);
    }

    store::Store& store_;
    const Reference& reference_;
    Book book_;
    const reports::Period& period_;
    std::uint32_t serial_ = 0;
    std::map<std::string, Named> named_;  ///< by case
};

}  // namespace

std::optional<Book> book_named(std::string_view name) {
    for (const auto& [known, book] : kBooks)
        if (known == name) return book;
    return std::nullopt;
}

Result<BookPaper> make_book(store::Store& store, const Reference& reference, Book book, const reports::Period& period) {
    constexpr std::string_view kCases = "perkara:";
    LOKET_ASSIGN(facts, facts_of(store));
    BookPaper paper;
    paper.book = book;
    paper.span = {period.first, period.last};
    paper.chain = {store.event_head().seq, store.event_head().hash};
    BookWriter writer(store, reference, book, period);
    LOKET_TRY(writer.read_names());
    engine::Office office;
    for (const auto& fact : facts) {
        office = engine::evolve(std::move(office), fact);
        if (!fact.stream.starts_with(kCases)) continue;
        const auto id = fact.stream.substr(kCases.size());
        auto c = office.find_case(id);
        if (!c && office.last_closed && office.last_closed->id == id) c = office.last_closed;
        if (c) LOKET_TRY(writer.take(fact, *c, paper));
    }
    return paper;
}

}  // namespace loket::app
