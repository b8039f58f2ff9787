#include "kiosk/app/flows/day_books.h"

#include <fmt/format.h>

#include "devices/base/sha256.h"
#include "kiosk/app/reporting/reporting.h"

namespace loket::app {

namespace {

struct Sheets {
    Bytes pdf;
    int count = 0;
};

Result<Sheets> book_of(Equipment& equipment, const char* name, Date day) {
    const reports::Period period{day, day};
    auto book = equipment.core.ask([&](Core& core) { return make_book(core.store(), core.reference(), *book_named(name), period); }).get();
    if (!book) return book.error();
    book->head = equipment.office_head;
    book->place = equipment.office_head.address.substr(0, equipment.office_head.address.find(','));
    book->printed = equipment.clock.now();
    LOKET_ASSIGN(pages, documents::registers::register_book(*book));
    LOKET_ASSIGN(pdf, documents::render_pdf(pages, book->printed));
    return Sheets{std::move(pdf), static_cast<int>(pages.pages.size())};
}

Status keep(Equipment& equipment, const char* name, Date day, const Bytes& pdf) {
    return equipment.core.ask([&](Core& core) -> Status {
        store::Batch batch;
        batch.add_blob("pdf", pdf);
        batch.put_meta(fmt::format("book/{}/{}", name, iso_date(day)), to_hex(sha256(pdf)));
        auto stored = core.store().commit(batch);
        return stored ? Status{} : Status{stored.error()};
    }).get();
}

}  // namespace

Result<int> print_day_books(Equipment& equipment, Date day) {
    int sheets = 0;
    for (const auto* name : {"registrasi", "keluar", "pengambilan", "agenda"}) {
        LOKET_ASSIGN(book, book_of(equipment, name, day));
        LOKET_TRY(keep(equipment, name, day, book.pdf));
        if (equipment.paperwork && equipment.paperwork->print_a4) LOKET_TRY(equipment.paperwork->print_a4(book.pdf, book.count));
        sheets += book.count;
    }
    return sheets;
}

}  // namespace loket::app
