#include "workflow/documents/registers/columns.h"

#include <fmt/format.h>

#include "workflow/documents/format.h"

namespace loket::documents::registers {
namespace {

const std::vector<GridColumn> kIncoming{{"Nomor", 14, Align::Centre}, {"Tanggal dan jam", 25, Align::Centre}, {"Nomor resi", 37}, {"Layanan", 32},
                                        {"NIK", 30, Align::Centre},   {"Nama pemohon", 46},                  {"Alamat", 41},     {"Petugas", 26},
                                        {"Janji selesai", 26, Align::Centre}};
const std::vector<GridColumn> kOutgoing{{"Nomor", 14, Align::Centre},
                                        {"Tanggal dan jam", 25, Align::Centre},
                                        {"Nomor dokumen", 44},
                                        {"Nomor resi", 37},
                                        {"Layanan", 31},
                                        {"NIK", 30, Align::Centre},
                                        {"Nama pemilik", 44},
                                        {"Cap dinas", 13, Align::Centre},
                                        {"Petugas", 21},
                                        {"Keterangan", 18}};
const std::vector<GridColumn> kPickup{{"Nomor", 14, Align::Centre},
                                      {"Tanggal dan jam", 25, Align::Centre},
                                      {"Nomor resi", 37},
                                      {"Dokumen", 36},
                                      {"NIK", 30, Align::Centre},
                                      {"Nama pemilik", 42},
                                      {"Diambil oleh", 37},
                                      {"Tanda tangan / biometrik", 32, Align::Centre},
                                      {"Petugas", 24}};
const std::vector<GridColumn> kAgenda{{"Nomor", 14, Align::Centre},
                                      {"Tanggal dan jam", 25, Align::Centre},
                                      {"Nomor surat", 48},
                                      {"Dari / kepada", 52},
                                      {"Perihal", 74},
                                      {"Petugas", 28},
                                      {"Keterangan", 36}};

std::string dash(const std::string& text) { return text.empty() ? "–" : text; }

std::string moment(Instant at) { return fmt::format("{} {}", dmy_date(wib_date(at)), wib_clock(at).substr(0, 5)); }

}  // namespace

std::string_view title_of(Book book) {
    switch (book) {
        case Book::Incoming: return "Buku Registrasi";
        case Book::Outgoing: return "Buku Register Keluar";
        case Book::Pickup: return "Buku Pengambilan/Penerimaan";
        case Book::Agenda: return "Buku Agenda";
    }
    return {};
}

const std::vector<GridColumn>& columns_of(Book book) {
    switch (book) {
        case Book::Incoming: return kIncoming;
        case Book::Outgoing: return kOutgoing;
        case Book::Pickup: return kPickup;
        case Book::Agenda: break;
    }
    return kAgenda;
}

std::size_t signature_column(Book book) { return book == Book::Pickup ? 7 : kNoColumn; }

std::vector<std::string> cells_of(Book book, const Entry& e) {
    const auto number = std::to_string(e.serial);
    const auto nik = e.nik.empty() ? "–" : masked_nik(e.nik);
    switch (book) {
        case Book::Incoming:
            return {number, moment(e.at), dash(e.resi), dash(e.service), nik, dash(e.name), dash(e.address), dash(e.officer),
                    e.finished.ok() ? dmy_date(e.finished) : "–"};
        case Book::Outgoing:
            return {number, moment(e.at), dash(e.document),      dash(e.resi),    dash(e.service),
                    nik,    dash(e.name), e.stamped ? "✓" : "–", dash(e.officer), dash(e.note)};
        case Book::Pickup:
            return {number, moment(e.at), dash(e.resi), dash(e.service), nik, dash(e.name), dash(e.taken_by),
                    e.signature.empty() ? dash(e.proof) : "", dash(e.officer)};
        case Book::Agenda: break;
    }
    return {number, moment(e.at), dash(e.document), dash(e.party), dash(e.subject), dash(e.officer), dash(e.note)};
}

}  // namespace loket::documents::registers
