#include "workflow/engine/office.h"

#include "workflow/engine/serials.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace loket::engine {

Office::Office() = default;
Office::Office(const Office& other) = default;
Office::Office(Office&& other) noexcept = default;
Office& Office::operator=(const Office& other) = default;
Office& Office::operator=(Office&& other) noexcept = default;
Office::~Office() = default;

int StepRecord::used_minutes() const {
    return std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::minutes>(done - begun).count()));
}

const std::vector<std::string>& recording_slots() {
    static const std::vector<std::string> kSlots = {"photo",    "signature", "finger:2", "finger:3", "finger:4", "finger:5", "finger:7",
                                                    "finger:8", "finger:9",  "finger:10", "finger:1", "finger:6", "iris:1",   "iris:2"};
    return kSlots;
}

std::string finger_slot(int iso_position) { return fmt::format("finger:{}", iso_position); }

std::vector<std::string> chip_slots(const std::map<std::string, Sample>& samples) {
    constexpr std::size_t kOnChip = 2;
    std::vector<std::string> slots;
    std::ptrdiff_t indexes = 0;
    for (const int position : kChipOrder) {
        const auto sample = samples.find(finger_slot(position));
        if (sample == samples.end() || !sample->second.excused.empty()) continue;
        if (position == kChipOrder[0] || position == kChipOrder[1]) ++indexes;  // they come first however good the others are
        slots.push_back(sample->first);
    }
    std::stable_sort(slots.begin() + indexes, slots.end(), [&](const auto& a, const auto& b) { return samples.at(a).quality > samples.at(b).quality; });
    slots.resize(std::min(slots.size(), kOnChip));
    return slots;
}

std::vector<std::string> Case::unverified_slots() const {
    auto slots = chip_slots(samples);
    std::erase_if(slots, [&](const auto& slot) { return samples.at(slot).verified; });
    return slots;
}

std::vector<std::string> Case::missing_slots() const {
    std::vector<std::string> missing;
    std::ranges::copy_if(recording_slots(), std::back_inserter(missing), [&](const auto& slot) { return !samples.contains(slot); });
    return missing;
}

const IssuedPaper* Case::paper(const std::string& kind) const {
    const auto found = std::ranges::find(papers, kind, &IssuedPaper::kind);
    return found == papers.end() ? nullptr : &*found;
}

std::string Case::done_by(int step_no) const {
    for (auto record = history.rbegin(); record != history.rend(); ++record)
        if (record->step == step_no) return record->user;
    return {};
}

std::shared_ptr<const Case> Office::find_case(const std::string& id) const {
    const auto found = cases.find(id);
    return found == cases.end() ? nullptr : found->second;
}

std::shared_ptr<const Case> Office::find_resi(const std::string& resi) const {
    const auto found = case_by_resi.find(resi);
    return found == case_by_resi.end() ? nullptr : find_case(found->second);
}

std::shared_ptr<const Case> Office::find_case_of(const std::string& nik, const std::string& service) const {
    const auto found = case_by_person.find({nik, service});
    return found == case_by_person.end() ? nullptr : find_case(found->second);
}

std::vector<std::shared_ptr<const Case>> Office::cases_of(const std::string& nik) const {
    std::vector<std::shared_ptr<const Case>> out;
    for (auto at = case_by_person.lower_bound({nik, {}}); at != case_by_person.end() && at->first.first == nik; ++at)
        if (auto open = find_case(at->second)) out.push_back(std::move(open));
    return out;
}

int Office::next_serial(const std::string& series) const {
    const auto last = serials.find(series);
    return last == serials.end() ? serials_begin(house.numbers_begin, series) + 1 : last->second + 1;
}

int Office::next_resi_serial(const std::string& series) const {
    const auto last = resi_serial.find(series);
    return last == resi_serial.end() ? resi_begin(house.numbers_begin, series) + 1 : last->second + 1;
}

int Office::tickets_begin(const std::string& stream) const {
    const auto day = parse_iso_date(house.numbers_begin.day);
    return day && stream == queue_stream(*day) ? house.numbers_begin.day_jump : 0;
}

const Stock& Office::stock_of(const std::string& serial) const { return serial.starts_with(kKiaPrefix) ? kia_stock : stock; }

const Complaint* Office::open_complaint(const std::string& resi) const {
    if (resi.empty()) return nullptr;
    for (const auto& [number, complaint] : house.complaints)
        if (complaint.is_open() && complaint.resi == resi) return &complaint;
    return nullptr;
}

const Appointment* Office::appointment_of(const std::string& nik, const std::string& service) const {
    for (const auto& [code, appointment] : house.appointments)
        if (appointment.nik == nik && appointment.service == service) return &appointment;
    return nullptr;
}

std::string blanko_serial(int number, const std::string& prefix) { return fmt::format("{}{:06}", prefix, number); }

int blanko_number(const std::string& serial) {
    int number = 0;
    if (serial.size() > 3) std::from_chars(serial.data() + 3, serial.data() + serial.size(), number);
    return number;
}

}  // namespace loket::engine
