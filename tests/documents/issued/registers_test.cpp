// The books: every entry on paper, in order, on numbered sheets, masked, with the chain at the foot.

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/documents/issued/office.h"
#include "tests/documents/tools.h"
#include "workflow/documents/registers/register_book.h"

using namespace loket;
using namespace loket::documents;
using namespace loket::documents::issued;
using namespace loket::documents::registers;

namespace {

GrayImage scribble() {
    GrayImage out(240, 80);
    for (int x = 10; x < 230; ++x)
        for (int k = 0; k < 5; ++k) out.at(x, 40 + (x * 7 % 50 - 25) / 2 + k) = 0;
    return out;
}

Entry entry(std::uint32_t serial, Date day, bool longest = false) {
    Entry out;
    out.serial = serial;
    out.at = wib_instant(day, 8, static_cast<int>(serial % 60));
    out.resi = fmt::format("BTN-{}-KTP-{:04}-C", "260105", serial);
    out.service = serial % 3 == 0 ? "Kartu Keluarga" : "KTP-el";
    out.nik = "2101085709050001";
    out.name = longest ? std::string(kLongName) : fmt::format("Contoh Pemohon {}", serial);
    out.address = longest ? "Jl. Contoh Raya No. 12 Gang Melati Kompleks Perumahan Bukit Indah Blok C RT 003 RW 005" : "Jl. Contoh 1";
    out.document = fmt::format("470/{:06}/SKPWNI/2026", serial);
    out.officer = "Petugas Contoh";
    out.finished = day;
    out.stamped = serial % 2 == 0;
    out.taken_by = longest ? std::string(kLongName) + " (anak)" : "Pemohon sendiri";
    out.proof = "sidik jari cocok";
    if (serial % 4 == 0) out.signature = scribble();
    out.subject = "Laporan Perkembangan Kependudukan Semester II Tahun 2025";
    out.party = "Gubernur Kepulauan Riau";
    out.note = "asli";
    return out;
}

BookPaper book_of(Book book, Span span, std::size_t entries, bool longest = false) {
    BookPaper out{office().head, book, span, {}, 40, {1234, sha256(as_bytes("rantai"))}, kIssued, "Petugas Contoh", "Bintan Buyu"};
    const int days = static_cast<int>((std::chrono::sys_days{span.last} - std::chrono::sys_days{span.first}).count()) + 1;
    for (std::size_t i = 0; i < entries; ++i) {
        const auto day = std::chrono::sys_days{span.first} + std::chrono::days{static_cast<int>(i) * days / static_cast<int>(entries)};
        out.entries.push_back(entry(static_cast<std::uint32_t>(41 + i), Date{day}, longest));
    }
    return out;
}

const Span kDay = Span::day(kToday);
const Span kMonth = Span::month(kToday.year() / kToday.month());

}  // namespace

TEST_CASE("each book prints every entry once, over numbered sheets, with running totals") {
    for (const auto book : {Book::Incoming, Book::Outgoing, Book::Pickup, Book::Agenda}) {
        INFO(title_of(book));
        const auto paper = register_book(book_of(book, kDay, 75)).value();
        CHECK(paper.pages.size() >= 3);
        for (const auto& page : paper.pages) CHECK(page.width == 297);
        const auto text = words_of(paper);
        if (text.empty()) return;
        for (int serial = 41; serial < 116; ++serial) {
            const auto mark = book == Book::Agenda ? fmt::format("470/{:06}/SKPWNI", serial) : fmt::format("KTP-{:04}-C", serial);
            const auto first = text.find(mark);
            if (first == std::string::npos) FAIL_CHECK("missing: " << mark);
            else CHECK(text.find(mark, first + 1) == std::string::npos);
        }
        CHECK(text.find(fmt::format("Halaman {} dari {}", paper.pages.size(), paper.pages.size())) != std::string::npos);
        CHECK(text.find("Sampai halaman ini: 75 · Seluruh buku ini: 75 · Tahun 2026 sampai halaman ini: 115") != std::string::npos);
        CHECK(text.find("2101085709050001") == std::string::npos);
        CHECK(text.find("Senin, 5 Januari 2026") != std::string::npos);
        CHECK(text.find("Rantai catatan no. 1234") != std::string::npos);
        CHECK(text.find(to_hex(sha256(as_bytes("rantai"))).substr(0, 8)) != std::string::npos);
        CHECK(text.find("SPECIMEN / CONTOH") != std::string::npos);
        if (book != Book::Agenda) CHECK(text.find("2101••••••••0001") != std::string::npos);
    }
}

TEST_CASE("a month groups by day and sums by service, an empty day says so") {
    const auto paper = register_book(book_of(Book::Incoming, kMonth, 62)).value();
    const auto empty = register_book(book_of(Book::Incoming, kDay, 0)).value();
    CHECK(empty.pages.size() == 1);
    const auto text = words_of(paper), nothing = words_of(empty);
    if (text.empty()) return;
    CHECK(text.find("Bulan Januari 2026") != std::string::npos);
    CHECK(text.find("Kamis, 1 Januari 2026 · 2 catatan") != std::string::npos);
    CHECK(text.find("Sabtu, 31 Januari 2026 · 2 catatan") != std::string::npos);
    CHECK(text.find("KTP-el: 41") != std::string::npos);
    CHECK(text.find("Kartu Keluarga: 21") != std::string::npos);
    CHECK(nothing.find("NIHIL") != std::string::npos);
    CHECK(nothing.find("Tahun 2026 sampai halaman ini: 40") != std::string::npos);
}

TEST_CASE("the longest texts wrap within their cells and nothing lies on the totals") {
    for (const auto book : {Book::Incoming, Book::Outgoing, Book::Pickup, Book::Agenda})
        for (const std::size_t count : {1u, 9u, 14u, 23u, 31u}) {
            auto given = book_of(book, kMonth, count, true);
            given.head.specimen = false;
            const auto paper = register_book(given).value();
            for (const auto& page : paper.pages) {
                const auto image = render_rgba(page, 50).value();
                CHECK(tools::darkness(image, {0, 190.4, 297, 0.6}) == 0);
                CHECK(tools::darkness(image, {0, 0, 9, 210}) == 0);
                CHECK(tools::darkness(image, {288.2, 0, 8, 210}) == 0);
            }
        }
}

TEST_CASE("a book refuses entries of other days and broken order") {
    auto book = book_of(Book::Incoming, kDay, 3);
    book.entries[1].serial = 41;
    CHECK(register_book(book).error().code == "register.order");
    book = book_of(Book::Incoming, kDay, 3);
    book.entries[2].at += std::chrono::hours{24};
    CHECK(register_book(book).error().code == "register.outside");
    CHECK(register_book(book).error().context.find("43") != std::string::npos);
    book.span.last = Date{std::chrono::year{2025}, std::chrono::month{1}, std::chrono::day{1}};
    CHECK(register_book(book).error().code == "register.span");
    book = book_of(Book::Agenda, kDay, 1);
    book.entries[0].subject = std::string(20000, 'x');
    CHECK(register_book(book).error().code == "document.too_long");
}

TEST_CASE("gallery of registers", "[.gallery]") {
    show("buku-registrasi-bulan", register_book(book_of(Book::Incoming, kMonth, 62)).value());
    show("buku-pengambilan", register_book(book_of(Book::Pickup, kDay, 9, true)).value());
    show("buku-keluar", register_book(book_of(Book::Outgoing, kDay, 12)).value());
    show("buku-agenda", register_book(book_of(Book::Agenda, kDay, 4)).value());
}
