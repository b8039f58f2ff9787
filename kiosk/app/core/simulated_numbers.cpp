#include "kiosk/app/core/simulated_numbers.h"

#include <algorithm>

#include "devices/base/random.h"
#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"

namespace loket::app {

Result<std::string> simulated_number(const mirror::NumberRequested& request, const NumberGiven& given) {
    constexpr int kSerials = 9999;
    auto district = request.district;  // "21.01.06" -> "210106"
    std::erase(district, '.');
    const bool nik = request.kind == mirror::NumberKind::Nik;
    if (nik && (!request.born || !request.sex)) return internal("a NIK was asked for without birthday or sex");
    const auto first = static_cast<int>(derive_seed(0, "centre.number:" + request.reference + request.slot) % kSerials);
    for (int tried = 0; tried < kSerials; ++tried) {
        const int serial = (first + tried) % kSerials + 1;
        auto number = nik ? population::compose_nik(district, *request.born, *request.sex, serial)
                          : population::compose_kk(district, request.on, serial);
        if (!number) return number;
        LOKET_ASSIGN(taken, given(*number));
        if (!taken) return number;
    }
    return rejected(nik ? "nik.serial" : "kk.serial", "all numbers of this day and district are given");
}

}  // namespace loket::app
