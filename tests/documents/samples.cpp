#include "tests/documents/samples.h"

#include <cmath>

#include "devices/base/file.h"
#include "devices/base/random.h"
#include "workflow/documents/portrait.h"
#include "workflow/documents/signature.h"

namespace loket::documents::samples {
namespace {

struct Blob {
    double x, y, rx, ry;
    std::uint8_t r, g, b;
};

void paint(RgbaImage& image, const Blob& blob) {
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const double d = std::hypot((x - blob.x * image.width) / (blob.rx * image.width),
                                        (y - blob.y * image.height) / (blob.ry * image.height));
            const double cover = std::clamp((1 - d) * 60 + 0.5, 0.0, 1.0);  // soft rim
            auto* p = image.at(x, y);
            const std::uint8_t rgb[3]{blob.r, blob.g, blob.b};
            for (int c = 0; c < 3; ++c)
                p[c] = static_cast<std::uint8_t>(std::lround(p[c] + cover * (rgb[c] - p[c])));
        }
}

}  // namespace

OfficeHead office() {
    return {
        .address = "Bandar Seri Bentan, Bintan Buyu, Kepulauan Riau",
        .complaint = "SMS Center dan kotak saran di ruang layanan, atau SP4N-LAPOR! (lapor.go.id, SMS 1708)"};
}

ResiPaper resi() {
    ResiPaper paper;
    paper.head = office();
    paper.resi = "BTN-261123-KTP-0042-K";
    paper.service = "Kartu Tanda Penduduk Elektronik (KTP-el)";
    paper.applicant = "Contoh Permata Samudra";
    paper.nik = "2101085709050001";
    paper.district = "Teluk Bintan";
    paper.received = wib_instant(kMonday, 8, 15);
    paper.officer = "Petugas Contoh Satu";
    paper.documents = {"Pengantar RT/RW", "Formulir permohonan KTP-el (F-1.21)",
                       "Fotokopi Kartu Keluarga terbaru yang sah", "Bukti perekaman biometrik"};
    paper.promised = kThursday;
    paper.pickup_counter = "Loket 5 – Pengambilan";
    paper.pickup_hours = "Senin–Kamis 08.00–16.00, Jumat 08.00–15.00 WIB";
    paper.pickup_notes = {"KTP-el diaktifkan dengan sidik jari pemilik dan tidak dapat diwakilkan."};
    paper.status_check =
        "Pindai kode QR di anjungan layanan mandiri, atau sebutkan nomor resi kepada petugas.";
    return paper;
}

QueueTicket ticket() {
    return {.head = office(),
            .number = "A-023",
            .service = "KTP elektronik",
            .issued = wib_instant(kMonday, 8, 2),
            .ahead = 7,
            .wait_minutes = 35,
            .room = "Ruang tunggu lantai 1"};
}

PickupReceipt pickup() {
    PickupReceipt receipt;
    receipt.head = office();
    receipt.resi = "BTN-261123-KTP-0042-K";
    receipt.service = "Kartu Tanda Penduduk Elektronik (KTP-el)";
    receipt.document = "KTP-el";
    receipt.holder = "Contoh Permata Samudra";
    receipt.nik = "2101085709050001";
    receipt.serial = "CONTOH-000123";
    receipt.received = wib_instant(kMonday, 8, 15);
    receipt.finished = kThursday;
    receipt.handed_over = wib_instant(kThursday, 10, 40);
    receipt.officer = "Petugas Contoh Dua";
    receipt.taken_by = "Contoh Permata Samudra";
    receipt.relation = "Pemohon sendiri";
    receipt.activation = Activation::FingerMatched;
    receipt.activation_detail = "telunjuk kanan";
    receipt.note = "KTP-el lama yang rusak telah ditarik.";
    receipt.signature = signature();
    return receipt;
}

namespace {

CardData make_card() {
    CardData data;
    data.province = "Kepulauan Riau";
    data.regency = "Kabupaten Bintan";
    data.nik = "2101085709050001";
    data.name = "Contoh Permata Samudra";
    data.birth_place = "Tanjung Uban";
    data.birth_date = Date{std::chrono::year{2005}, std::chrono::month{9}, std::chrono::day{17}};
    data.sex = "Perempuan";
    data.blood = std::string("O");  // g++ 12 warns wrongly about assigning one character
    data.address = "Jl. Contoh Raya No. 7";
    data.rt_rw = "003/019";
    data.village = "Tembeling Tanjung";
    data.district = "Teluk Bintan";
    data.religion = "Islam";
    data.marital = "Belum kawin";
    data.occupation = "Pelajar/Mahasiswa";
    data.issue_place = "Bintan";
    data.issue_date = kThursday;
    data.serial = "CONTOH-000123";
    data.photo = portrait_for_card(photo(), 2005).value().image;
    data.signature = signature();
    return data;
}

}  // namespace

const CardData& card() {
    static const CardData data = make_card();
    return data;
}

CardData extreme_card() {
    auto data = card();
    data.name = "Wan Mahkamahwati Kamaluddinwangsa Mangkuwinata Kusumahadiningr";
    data.birth_place = "Kecamatan Bintan Pesisir Pulau Mapur Kampung Panglong";
    data.blood = "AB+";
    data.address = "Kampung Wacopek Gang Mawar Melati Kenanga Nomor 1234 Blok WW Perumahan Mahkota Wangsa";
    data.village = "Tanjung Uban Selatan Wilayah Pemekaran";
    data.district = "Seri Kuala Lobam Wilayah Pemekaran";
    data.religion = "Kepercayaan terhadap Tuhan YME";
    data.occupation = "Anggota Kabinet/Kementerian Mahkamah Konstitusi";
    data.issue_place = "Kabupaten Kepulauan Anambas";
    return data;
}

const CardDesign& design() {
    static const CardDesign parsed =
        parse_card_design(read_text(std::string(LOKET_SOURCE_DIR) + "/assets/cards/ktp_el.json").value())
            .value();
    return parsed;
}

GrayImage signature() {
    std::vector<PenPoint> points;
    for (int i = 0; i <= 220; ++i) {
        const double t = i / 220.0;
        points.push_back({t * 300 + 26 * std::sin(t * 31), 60 - 38 * std::cos(t * 31) * (1 - 0.6 * t),
                          0.35 + 0.5 * std::fabs(std::sin(t * 17))});
    }
    points.push_back({0, 0, 0});
    for (int i = 0; i <= 40; ++i) points.push_back({20.0 + i * 6.5, 112 - 7 * std::sin(i / 14.0), 0.6});
    return signature_image(points, 480, 180);
}

RgbaImage photo(int width, int height, Shirt shirt) {
    RgbaImage image(width, height, 300);
    SeededRandom random(7);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int shade = 214 - 18 * x / width - 12 * y / height + static_cast<int>(random.below(7)) - 3;
            auto* p = image.at(x, y);
            p[0] = static_cast<std::uint8_t>(shade - 8);
            p[1] = static_cast<std::uint8_t>(shade);
            p[2] = static_cast<std::uint8_t>(shade + 6);
        }
    if (shirt == Shirt::Blue) paint(image, {.5, 1.12, .46, .36, 38, 70, 120});  // shoulders
    paint(image, {.5, .74, .10, .14, 176, 124, 92});                            // neck
    paint(image, {.5, .44, .245, .265, 30, 24, 22});                            // hair
    paint(image, {.5, .50, .20, .235, 198, 146, 112});                          // face
    for (const double x : {.42, .58}) paint(image, {x, .47, .022, .011, 30, 24, 22});
    paint(image, {.5, .60, .055, .012, 150, 70, 66});
    return image;
}

}  // namespace loket::documents::samples
