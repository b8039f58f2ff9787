#include <catch2/catch.hpp>

#include "kiosk/app/core/reference.h"
#include "kiosk/app/desk/field_list.h"

using namespace loket;
using namespace loket::app;

namespace {

const engine::Service& skpti() {
    static const auto reference = load_reference(find_assets()).value();
    return *reference.services.find("S16");
}

std::string refusal(const std::string& text) { return read_field_list(skpti(), text, "daftar.csv").error().context; }

constexpr auto kHead = "nik,golongan,lokasi,tanggal_pendataan,keadaan,kawin_tanpa_bukti\r\n";

}  // namespace

TEST_CASE("a field team's list becomes one line for each person, with quoted texts") {
    const auto list = read_field_list(skpti(), std::string(kHead) + "2101064107900001,BENCANA_ALAM,\"POSKO, RT 1\",2026-01-04,HILANG,TIDAK\r\n" +
                                                   "2101064107900002,TERLANTAR,POSKO,2026-01-04,TIDAK_PUNYA,TIDAK\r\n", "daftar.csv").value();
    CHECK(list.service == "S16");
    REQUIRE(list.lines.size() == 2);
    CHECK(list.lines[0].nik == "2101064107900001");
    CHECK(list.lines[0].answers.at("lokasi") == "POSKO, RT 1");
    CHECK(list.lines[1].answers.at("golongan") == "TERLANTAR");
}

TEST_CASE("a wrong list is refused with file, line and what is wrong, nothing of it is taken") {
    CHECK(refusal("").find("daftar.csv") == 0);
    CHECK(refusal("nama\r\nX\r\n").find("first column must be nik") != std::string::npos);
    CHECK(refusal("nik,warna\r\n1,2\r\n").find("warna is no question of service S16") != std::string::npos);
    CHECK(refusal(kHead).find("names nobody") != std::string::npos);
    const auto broken = refusal(std::string(kHead) + "2101064107900001,BENCANA_ALAM,POSKO,2026-01-04,HILANG,TIDAK\r\n2101064107900002,BANJIR,POSKO,2026-01-04,HILANG,TIDAK\r\n");
    CHECK(broken.find("daftar.csv line 3") == 0);
    CHECK(broken.find("2101064107900002") == std::string::npos);  // a line is named by its number, not by the person
    CHECK_FALSE(read_field_list(skpti(), std::string(kHead) + "1,2\r\n", "daftar.csv"));
}
