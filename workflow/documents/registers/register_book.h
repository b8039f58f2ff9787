#pragma once
// The books of the office on paper: what came in, what went out with stamp, who took what, the agenda (DOMAIN §6).
// Rows come from the append-only log; the foot shows the head of its hash chain, so that a printed book and the log can
// be held against each other.

#include <cstdint>
#include <string>
#include <vector>

#include "devices/base/sha256.h"
#include "workflow/documents/paper.h"

namespace loket::documents::registers {

enum class Book : std::uint8_t {
    Incoming,  ///< Buku Registrasi: applications received (SOP step 3)
    Outgoing,  ///< Buku Register Keluar: finished documents, numbered and stamped (SOP step 8)
    Pickup,    ///< Buku Pengambilan/Penerimaan: handed over and signed for (SOP step 10)
    Agenda,    ///< Buku Agenda: letters and reports (P01 step 8)
};

/// One line. Which texts are printed depends on the book; what a book does not show may be empty.
struct Entry {
    std::uint32_t serial = 0;  ///< in this book and year; ascending
    Instant at{};              ///< received, registered, handed over
    std::string resi;
    std::string service;   ///< "KTP-el"
    std::string nik;       ///< complete; the book shows it masked
    std::string name;      ///< applicant or holder
    std::string address;
    std::string document;  ///< number of the document or letter
    std::string officer;
    Date finished{};       ///< Incoming: promised; else the day it was finished; {} prints a dash
    bool stamped = false;  ///< Outgoing: cap dinas
    std::string taken_by;  ///< Pickup: who came, with relation
    std::string proof;     ///< Pickup: "sidik jari cocok"; empty where the signature is shown
    GrayImage signature;   ///< Pickup; may be empty
    std::string subject;   ///< Agenda: what about
    std::string party;     ///< Agenda: from or to whom
    std::string note;
};

/// Where the log stood when the book was printed.
struct ChainHead {
    std::int64_t sequence = 0;
    Sha256 hash{};
};

/// The days a book covers, both included.
struct Span {
    Date first{}, last{};
    static Span day(Date day) { return {day, day}; }
    static Span month(std::chrono::year_month month) { return {Date{month / std::chrono::day{1}}, Date{month / std::chrono::last}}; }
};

struct BookPaper {
    OfficeHead head;
    Book book = Book::Incoming;
    Span span;
    std::vector<Entry> entries;    ///< those of the span, by serial
    std::uint32_t before = 0;      ///< entries of the year before the span: what the running total starts from
    ChainHead chain;
    Instant printed{};
    std::string officer;           ///< who prints and closes the book
    std::string place;
};

/// A4 landscape sheets with page numbers, totals of sheet, span and year, a sum for each service, and the closing
/// signature on the last. An empty span gives one sheet that says NIHIL. Rejected with "register.span" for days out of
/// order, "register.outside" for an entry on another day, "register.order" where serials do not ascend, or "document.too_long"
/// for a text of more than 400 bytes (context names the serial).
Result<Paper> register_book(const BookPaper& paper);

/// "Buku Registrasi", …
std::string_view title_of(Book book);

}  // namespace loket::documents::registers
