#include "kiosk/app/flows/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/app/desk/papers.h"
#include "workflow/documents/format.h"
#include "workflow/engine/record_state.h"
#include "workflow/population/nik.h"

namespace loket::app {

using viewmodels::CheckFile;
using viewmodels::Tone;

std::string role_words(const FlowContext& context, engine::Role role) { return context.say(fmt::format("role.{}", engine::code(role))); }

namespace {

struct Calendar {
    std::array<const char*, 7> days;  ///< from Sunday
    std::array<const char*, 12> months;
};
const Calendar& calendar_of(const std::string& language) {
    static constexpr Calendar kIndonesian{{"Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"},
                                          {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}};
    static constexpr Calendar kEnglish{{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
                                       {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}};
    static constexpr Calendar kMalay{{"Ahd", "Isn", "Sel", "Rab", "Kha", "Jum", "Sab"},
                                     {"Januari", "Februari", "Mac", "April", "Mei", "Jun", "Julai", "Ogos", "September", "Oktober", "November", "Disember"}};
    return language == "en" ? kEnglish : language == "ms" ? kMalay : kIndonesian;
}

std::string written(Date day, std::string_view month) { return fmt::format("{} {} {}", static_cast<unsigned>(day.day()), month, static_cast<int>(day.year())); }

}  // namespace

std::string short_date(Date day, const std::string& language) {
    constexpr std::size_t kLetters = 3;
    const auto& calendar = calendar_of(language);
    const std::string_view month = calendar.months[static_cast<unsigned>(day.month()) - 1];
    return std::string(calendar.days[std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding()]) + " " + written(day, month.substr(0, kLetters));
}

std::string long_date(Date day, const std::string& language) { return written(day, calendar_of(language).months[static_cast<unsigned>(day.month()) - 1]); }

std::string day_and_time(Instant at, const std::string& language) {
    const auto wall = wib_time(at);
    return fmt::format("{} {:02}.{:02}", short_date(wall.date, language), wall.hour, wall.minute);
}

std::string short_time(Instant at) {
    const auto wall = wib_time(at);
    return fmt::format("{:02}-{:02} {:02}.{:02}", static_cast<unsigned>(wall.date.day()), static_cast<unsigned>(wall.date.month()), wall.hour, wall.minute);
}

viewmodels::Chrome public_chrome(const ui::Strings& words, const std::string& language, Instant now) {
    const auto wall = wib_time(now);
    viewmodels::Chrome chrome;
    chrome.office = words.text("chrome.office");
    chrome.place = words.text("chrome.place");
    chrome.date = short_date(wall.date, language);
    chrome.time = fmt::format("{:02}.{:02} WIB", wall.hour, wall.minute);
    chrome.language = language;
    return chrome;
}

std::string masked_name(const std::string& name) {
    std::string out;
    bool first = true;
    for (const char c : name) {
        if (c == ' ') out += ' ';
        else out += first ? std::string(1, c) : "•";
        first = c == ' ';
    }
    return out;
}

std::string slot_words(const FlowContext& context, const std::string& slot) {
    auto key = "slot." + slot;
    std::ranges::replace(key, ':', '.');
    return context.say(key);
}

std::string device_reason(const FlowContext& context, const std::string& reason) {
    const auto key = "device.reason." + reason;
    return context.strings(context.session.language).has(key) ? context.say(key) : reason;
}

std::string record_words(const FlowContext& context, const std::string& state) { return context.say("record." + state); }

namespace {

constexpr Date kNoPromise{std::chrono::year{9999}, std::chrono::month{12}, std::chrono::day{31}};

std::string name_of(const FlowContext& context, const std::string& nik) {
    const auto snapshot = context.snapshot();
    const auto person = snapshot->people.find(nik);
    return person == snapshot->people.end() ? "" : person->second->name;
}

std::string reason_words(const FlowContext& context, const engine::Case& c) {
    const auto& service = *context.services().find(c.service);
    std::string words;
    for (const auto& question : service.questions) {
        const auto answer = c.answers.find(question.key);
        if (answer == c.answers.end()) continue;
        for (const auto& option : question.options)
            if (option.value == answer->second) words += (words.empty() ? "" : "; ") + option.label.in(context.session.language);
    }
    return words;
}

std::vector<viewmodels::Row> register_rows(const FlowContext& context, const population::Resident& person) {
    const auto& reference = context.equipment.core.reference();
    const auto place = reference.regions.place(person.address.village);
    return {{context.say("field.kk"), person.kk},
            {context.say("field.birth"), fmt::format("{}, {}", person.birth_place, dmy_date(person.born))},
            {context.say("field.sex"), std::string(reference.codes.label(person.sex))},
            {context.say("field.address"), fmt::format("{} RT {:03}/RW {:03}", person.address.street, person.address.rt, person.address.rw)},
            {context.say("field.village"), fmt::format("{}, {}", place.village, place.district)},
            {context.say("field.religion"), std::string(reference.codes.label(person.religion))},
            {context.say("field.marital"), std::string(reference.codes.label(person.marital))},
            {context.say("field.occupation"), std::string(reference.codes.occupation(person.occupation))}};
}

std::string state_words(const FlowContext& context, const engine::Case& c) {
    if (c.status == engine::CaseStatus::WaitingForApplicant) return context.say("case.waiting_applicant");
    if (c.card.stage == engine::CardStage::Refused) return context.say("case.refused");
    if (!c.returns.empty() && c.step == c.returns.back().to) return context.say("case.returned");
    return c.begun ? context.say("case.begun_by", {{"user", c.begun_by}}) : context.say("case.waiting");
}

}  // namespace

std::string calendar_words(const FlowContext& context, const engine::Case& c) { return context.say("promise.no_calendar", {{"year", std::to_string(c.calendar_missing)}}); }

viewmodels::FileHead file_head(const FlowContext& context, const engine::Case& c, bool full) {
    const auto& service = *context.services().find(c.service);
    const auto& step = service.step(c.step);
    context.note_look(c);
    const auto snapshot = context.snapshot();
    viewmodels::FileHead head;
    head.case_id = c.id;
    head.number = c.resi.empty() ? c.ticket : c.resi;
    head.name = applicant_of(*context.snapshot(), c)->name;
    head.nik = full ? c.nik : population::mask_nik(c.nik);
    head.service = service.name.in(context.session.language);
    head.reason = reason_words(context, c);
    if (c.calendar_missing != 0) head.reason += (head.reason.empty() ? "" : ". ") + calendar_words(context, c);
    if (c.begun && c.begun_by != context.actor().user) head.taken_by = snapshot->name_of(c.begun_by);
    if (const auto person = snapshot->people.find(c.nik); person != snapshot->people.end()) head.register_data = register_rows(context, *person->second);
    const auto used = c.begun ? std::chrono::ceil<std::chrono::minutes>(context.equipment.clock.now() - *c.begun).count() : 0;
    head.timer = {fmt::format("{}. {}", step.no, step.text.in(context.session.language)), static_cast<int>(used), step.minutes};
    return head;
}

viewmodels::WorkItem work_item(const FlowContext& context, const engine::Case& c) {
    viewmodels::WorkItem item;
    item.id = c.id;
    item.number = c.resi.empty() ? c.ticket : c.resi;
    item.name = masked_name(applicant_of(*context.snapshot(), c)->name);  // a list is no step that needs to know who it is
    item.service = context.services().find(c.service)->name.in(context.session.language);
    item.since = short_time(c.updated);
    if (c.promised) item.promised = dmy_date(*c.promised);
    item.state = state_words(context, c);
    const bool late = c.promised && *c.promised < wib_date(context.equipment.clock.now());
    item.tone = late || c.card.stage == engine::CardStage::Refused ? Tone::Bad : !c.returns.empty() ? Tone::Warning : Tone::Info;
    return item;
}

std::vector<CheckFile::Item> paper_items(const FlowContext& context, const engine::Case& c) {
    const auto& service = *context.services().find(c.service);
    const auto& language = context.session.language;
    std::vector<CheckFile::Item> items;
    for (const auto* requirement : service.applicable(c.profile, c.answers)) {
        CheckFile::Item item{.no = requirement->no, .text = requirement->text.in(language), .form = requirement->form, .why = requirement->why.in(language)};
        if (!requirement->gate.empty()) {
            item.mark = CheckFile::Item::Mark::ByMachine;
            item.satisfied = engine::is_recorded(c.record_state);
            item.machine_state = record_words(context, c.record_state);
        } else if (const auto mark = c.marks.find(requirement->no); mark != c.marks.end()) {
            item.mark = static_cast<CheckFile::Item::Mark>(mark->second.mark);
            item.note = mark->second.note;
            item.pictured = !mark->second.scan.empty();
            item.picture = context.pictures.get(mark->second.scan);
        }
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<viewmodels::Row> document_rows(const FlowContext& context, const engine::Case& c) {
    std::vector<viewmodels::Row> rows;
    for (const auto* paper : context.services().find(c.service)->due_papers(c.answers)) {
        const auto* issued = c.paper(paper->kind);
        const auto state = issued == nullptr ? "paper.due" : issued->is_signed() ? "paper.signed" : issued->printed ? "paper.printed" : "paper.again";
        rows.push_back({paper->name.in(context.session.language), (issued == nullptr ? "" : issued->number + " · ") + context.say(state)});
    }
    return rows;
}

std::string answer_words(const FlowContext& context, const engine::Question& question, const std::string& answer, const std::function<std::string(const std::string& nik)>& name) {
    using engine::QuestionType;
    for (const auto& option : question.options)
        if (option.value == answer) return option.label.in(context.session.language);
    if (question.type == QuestionType::Date) {
        const auto day = parse_iso_date(answer);
        return day ? dmy_date(*day) : answer;
    }
    if (question.type == QuestionType::Village) {
        const auto place = context.equipment.core.reference().regions.place(answer);
        return place.village.empty() ? fmt::format("{}, {}", place.district, place.regency) : fmt::format("{}, {}", place.village, place.district);
    }
    if (question.type != QuestionType::Nik && question.type != QuestionType::Persons) return answer;
    std::string words;
    for (const auto& nik : engine::niks_in(answer)) {
        const auto known = name(nik);
        words += (words.empty() ? "" : ", ") + (known.empty() ? population::mask_nik(nik) : known);
    }
    return words;
}

std::string answer_in_words(const FlowContext& context, const engine::Case& c, const engine::Question& question) {
    return answer_words(context, question, c.answers.at(question.key), [&](const std::string& nik) { return name_of(context, nik); });
}

std::vector<viewmodels::Row> answer_rows(const FlowContext& context, const engine::Case& c) {
    std::vector<viewmodels::Row> rows;
    for (const auto& question : context.services().find(c.service)->questions)
        if (const auto answer = c.answers.find(question.key); answer != c.answers.end())
            rows.push_back({question.text.in(context.session.language), answer_in_words(context, c, question)});
    return rows;
}

bool awaits_recording(const FlowContext& context, const engine::Case& c) {
    const auto needed = context.services().find(c.service)->applicable(c.profile, c.answers);
    return !c.recording_approved && !engine::is_recorded(c.record_state) && std::ranges::any_of(needed, [](const auto* requirement) { return requirement->gate == "biometric_record"; });
}

Page page_of(engine::StepKind kind) {
    using engine::StepKind;
    switch (kind) {
        case StepKind::Submit:
        case StepKind::Receive:
        case StepKind::Check: return Page::CheckFile;
        case StepKind::Verify:
        case StepKind::Sign: return Page::Verify;
        case StepKind::Print: return Page::Print;
        case StepKind::Activate: return Page::Activation;
        case StepKind::HandOver:
        case StepKind::Collect: return Page::HandOver;
        default: return Page::Work;
    }
}

std::vector<std::shared_ptr<const engine::Case>> cases_on(const FlowContext& context, Page page) {
    std::vector<std::shared_ptr<const engine::Case>> found;
    const auto role = context.actor().role;
    const auto now = context.snapshot();
    for (const auto& [id, c] : now->office.cases) {
        const auto& step = context.services().find(c->service)->step(c->step);
        if (step.desk == role && page_of(step.kind) == page) found.push_back(c);
    }
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
        if (a->promised != b->promised) return a->promised.value_or(kNoPromise) < b->promised.value_or(kNoPromise);
        return a->opened < b->opened;
    });
    return found;
}

}  // namespace loket::app
