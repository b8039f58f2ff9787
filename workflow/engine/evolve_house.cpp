// What facts of complaints, appointments, codes and supplies do to the state.

#include <algorithm>

#include "workflow/engine/appointments.h"
#include "workflow/engine/office.h"
#include "workflow/engine/serials.h"

namespace loket::engine {

namespace {
constexpr int kCodesRemembered = 30;  ///< days after its last one in which a used or expired code is still told apart from a wrong one
}

const std::vector<std::string>& complaint_categories() {
    static const std::vector<std::string> kAll = {"WAKTU", "PUNGUTAN", "PERILAKU", "DATA", "SARANA", "SARAN", "LAINNYA"};
    return kAll;
}
const std::vector<std::string>& complaint_channels() {
    static const std::vector<std::string> kAll = {"KIOS", "LOKET", "SMS", "KOTAK_SARAN"};
    return kAll;
}
const std::vector<std::string>& supply_kinds() {
    static const std::vector<std::string> kAll = {"RIBBON", "FILM", "KERTAS_A4", "KERTAS_RESI", "CLEANING"};
    return kAll;
}
const std::vector<std::string>& identity_facts() {
    static const std::vector<std::string> kAll = {"nama_ibu", "nama_ayah", "tempat_lahir", "tanggal_lahir", "alamat", "nomor_kk", "pekerjaan"};
    return kAll;
}

const PrintCode* find_print_code(const House& house, const std::string& nik, const std::string& digest) {
    for (const auto& [number, code] : house.print_codes)
        if (code.nik == nik && code.digest == digest) return &code;
    return nullptr;
}

std::optional<Instant> blocked_until(const WrongTries& tries) {
    if (tries.count < kFreeTries) return std::nullopt;
    constexpr int kDoublings = 11;  // 2048 minutes: beyond a day
    const std::chrono::minutes pause(1 << std::min(tries.count - kFreeTries, kDoublings));
    return tries.last + std::min<std::chrono::minutes>(pause, std::chrono::hours(24));
}

namespace {

int semester_of(Instant at) {
    const auto day = wib_date(at);
    return 2 * static_cast<int>(day.year()) + (static_cast<unsigned>(day.month()) > 6 ? 1 : 0);
}

struct OnHouse {
    Office& office;
    House& house;
    const Fact& fact;

    void operator()(const ComplaintFiled& e) const {
        Complaint complaint{.number = e.number, .category = e.category, .channel = e.channel, .resi = e.resi, .text = {e.text_digest, e.text},
                            .contact = {e.contact_digest, e.contact}, .filed = fact.at, .due = parse_iso_date(e.due), .taken_by = {}, .answer = {}, .answered_by = {}, .answered = {}};
        house.complaints[e.number] = std::move(complaint);
        office.count_up(complaint_series(wib_date(fact.at)));
        std::erase_if(house.complaints, [&](const auto& item) {
            const auto& answered = item.second.answered;
            return answered && semester_of(*answered) + 1 < semester_of(fact.at);
        });
    }
    void operator()(const ComplaintTaken& e) const {
        if (const auto found = house.complaints.find(e.number); found != house.complaints.end()) found->second.taken_by = fact.actor.user;
    }
    void operator()(const ComplaintAnswered& e) const {
        const auto found = house.complaints.find(e.number);
        if (found == house.complaints.end()) return;
        found->second.answer = {e.answer_digest, e.answer};
        found->second.answered_by = fact.actor.user;
        found->second.answered = fact.at;
    }

    void operator()(const AppointmentMade& e) const {
        const auto day = parse_iso_date(e.day);
        if (!day) return;
        office.count_up(appointment_series(*day));
        const auto today = wib_date(fact.at);
        std::erase_if(house.appointments, [&](const auto& item) { return item.second.day < today; });
        std::erase_if(office.serials, [&](const auto& item) { return item.first.starts_with("JT-") && item.first < appointment_series(today); });
        house.appointments[e.code] = {e.code, e.service, e.nik, *day, e.minute, e.answers};
    }
    void operator()(const AppointmentCancelled& e) const { house.appointments.erase(e.code); }
    void operator()(const TicketIssued& e) const {
        if (!e.appointment.empty()) house.appointments.erase(e.appointment);
    }

    void operator()(const AccessIssued& e) const {
        if (const auto until = parse_iso_date(e.until)) house.access[e.nik] = {e.digest, *until};
        house.wrong_tries.erase(e.nik);
    }
    void operator()(const AccessUsed& e) const { house.wrong_tries.erase(e.nik); }
    void operator()(const PrintCodeIssued& e) const {
        const auto forgotten = Date{std::chrono::sys_days(wib_date(fact.at)) - std::chrono::days(kCodesRemembered)};
        std::erase_if(house.print_codes, [&](const auto& item) { return item.second.until < forgotten; });
        if (const auto until = parse_iso_date(e.until)) house.print_codes[e.number] = {e.digest, e.number, e.kind, e.case_id, e.nik, *until, false};
    }
    void operator()(const PrintCodeUsed& e) const {
        const auto found = house.print_codes.find(e.number);
        if (found == house.print_codes.end()) return;
        house.wrong_tries.erase(found->second.nik);
        found->second.used = true;
    }
    void operator()(const CodeRefused& e) const {
        std::erase_if(house.wrong_tries, [&](const auto& item) { return item.second.last + std::chrono::hours(24) < fact.at; });
        auto& tries = house.wrong_tries[e.nik];
        ++tries.count;
        tries.last = fact.at;
    }

    void operator()(const SupplyReceived& e) const {
        house.supplies[e.kind] += e.count;
        today(e.kind).received += e.count;
    }
    void operator()(const SupplyUsed& e) const {
        house.supplies[e.kind] -= e.count;
        auto& day = today(e.kind);
        (e.reason == kSupplySpoiled ? day.spoiled : day.printed) += e.count;
    }
    /// Of blanks: see evolve.cpp.
    void operator()(const StockCounted& e) const {
        if (std::ranges::find(supply_kinds(), e.prefix) == supply_kinds().end()) return;
        auto& day = today(e.prefix);
        day.is_counted = true;
        day.counted = e.counted;
        day.expected = e.expected;
    }
    void operator()(const DayClosed& e) const { house.day_closed = e.day; }
    template <class Other>
    void operator()(const Other&) const {}

    [[nodiscard]] StockDay& today(const std::string& kind) const {
        auto& last = house.supply_days[kind];
        return last = last.on(wib_date(fact.at));
    }
};

}  // namespace

StockDay supply_day(const House& house, const std::string& kind, Date day) {
    const auto found = house.supply_days.find(kind);
    return found == house.supply_days.end() ? StockDay{iso_date(day)} : found->second.on(day);
}

void evolve_house(Office& office, const Fact& fact) { std::visit(OnHouse{office, office.house, fact}, static_cast<const AnyEvent&>(fact.event)); }

}  // namespace loket::engine
