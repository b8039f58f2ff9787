#include "workflow/engine/service.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "devices/base/file.h"

namespace loket::engine {

int Service::total_minutes() const {
    return std::accumulate(steps.begin(), steps.end(), 0, [](int sum, const Step& step) { return sum + step.minutes; });
}

int Service::total_days() const {
    return std::accumulate(steps.begin(), steps.end(), 0, [](int sum, const Step& step) { return sum + step.days; });
}

const Step* Service::find_step(int no) const {
    const auto found = std::ranges::find(steps, no, &Step::no);
    return found == steps.end() ? nullptr : &*found;
}

const Step& Service::step(int no) const {
    const auto* found = find_step(no);
    assert(found != nullptr);
    return *found;
}

const Step* Service::next(int no) const { return find_step(no + 1); }

const Step* Service::first(StepKind kind) const {
    const auto found = std::ranges::find(steps, kind, &Step::kind);
    return found == steps.end() ? nullptr : &*found;
}

const Question* Service::find_question(const std::string& key) const {
    const auto found = std::ranges::find(questions, key, &Question::key);
    return found == questions.end() ? nullptr : &*found;
}

std::vector<const Requirement*> Service::applicable(const std::string& profile, const Answers& answers) const {
    std::vector<const Requirement*> out;
    const auto found = requirements.find(profile);
    if (found == requirements.end()) return out;
    for (const auto& requirement : found->second)
        if (requirement.condition.holds(answers)) out.push_back(&requirement);
    return out;
}

std::vector<const Paper*> Service::due_papers(const Answers& answers) const {
    std::vector<const Paper*> out;
    for (const auto& paper : papers)
        if (paper.condition.holds(answers)) out.push_back(&paper);
    return out;
}

SignMode Service::sign_mode_of(const std::string& profile) const {
    const auto found = sign_mode.find(profile);
    return found == sign_mode.end() ? SignMode::WetSignStamp : found->second;
}

const Question* Service::next_question(const Answers& answers, const Question* from) const {
    auto at = questions.begin();
    if (from != nullptr) {
        at = std::ranges::find(questions, from->key, &Question::key);
        if (at != questions.end()) ++at;
    }
    for (; at != questions.end(); ++at)
        if (at->condition.holds(answers) && !answers.contains(at->key)) return &*at;
    return nullptr;
}

Status Service::accepts(const Answers& answers, std::optional<Date> today) const {
    std::size_t known = 0;
    for (const auto& question : questions) {
        if (!question.condition.holds(answers)) continue;
        const auto given = answers.find(question.key);
        if (given == answers.end()) {
            if (question.required) return rejected("answers.missing", "question " + question.key + " is not answered");
            continue;
        }
        LOKET_TRY(question.accepts(given->second, today));
        ++known;
    }
    known += static_cast<std::size_t>(std::ranges::count_if(answers, [](const auto& item) { return is_fact_key(item.first); }));
    if (known != answers.size()) return rejected("answers.unknown", "something is answered that is not asked");
    return {};
}

const Text* Service::not_entitled(const Answers& answers) const {
    for (const auto& entitlement : entitlements)
        if (!entitlement.must.holds(answers)) return &entitlement.otherwise;
    return nullptr;
}

std::set<std::string> Service::facts_tested() const {
    std::set<std::string> keys;
    const auto add = [&](const auto& list) {
        for (const auto& item : list) item.condition.facts(keys);
    };
    add(questions);
    add(papers);
    add(withdraws);
    add(effects);
    add(report_within);
    for (const auto& [profile, list] : requirements) add(list);
    for (const auto& entitlement : entitlements) entitlement.must.facts(keys);
    return keys;
}

const std::vector<std::string>& standard_components() {
    static const std::vector<std::string> kComponents = {
        "dasar_hukum", "persyaratan",      "prosedur",          "jangka_waktu",     "biaya",   "produk", "sarana", "kompetensi", "pengawasan",
        "pengaduan",   "jumlah_pelaksana", "jaminan_pelayanan", "jaminan_keamanan", "evaluasi"};
    return kComponents;
}

Services::Services(std::vector<Service> services, Shared shared) : services_(std::move(services)), shared_(std::move(shared)) {
    std::ranges::sort(services_, {}, &Service::id);
}

const Service* Services::find(const std::string& id) const {
    const auto found = std::ranges::find(services_, id, &Service::id);
    return found == services_.end() ? nullptr : &*found;
}

std::vector<const Service*> Services::with_ticket() const {
    std::vector<const Service*> out;
    for (const auto& service : services_)
        if (service.intake == Intake::Ticket) out.push_back(&service);
    return out;
}

namespace {

constexpr auto kCommonFile = "common.json";
constexpr std::size_t kLargestFile = 1u << 20;

Result<std::vector<std::filesystem::path>> service_files(const std::filesystem::path& folder) {
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->path().extension() == ".json" && entry->path().filename() != kCommonFile) files.push_back(entry->path());
    if (failed) return Error{Fault::Gone, "cannot read the services folder " + folder.string(), "services.missing"};
    if (files.empty()) return Error{Fault::Gone, "no service file in " + folder.string(), "services.missing"};
    std::ranges::sort(files);
    return files;
}

/// The forms and the common components; an office without these files has neither, and what refers to them is refused.
Result<Shared> load_shared(const std::filesystem::path& folder) {
    Forms forms;
    const auto forms_file = folder.parent_path() / "forms" / "forms.json";
    if (std::filesystem::exists(forms_file)) {
        LOKET_ASSIGN(loaded, Forms::load(forms_file));
        forms = std::move(loaded);
    }
    const auto common = folder / kCommonFile;
    if (!std::filesystem::exists(common)) return Shared{std::move(forms)};
    LOKET_ASSIGN(text, read_text(common, kLargestFile));
    return parse_shared(text, kCommonFile, std::move(forms));
}

Status add_service(std::vector<Service>& services, Service service, const std::string& file) {
    const auto refuse = [&](const std::string& what) { return Error{Fault::Corrupt, file + ": " + what, "services.broken"}; };
    for (const auto& other : services) {
        if (other.id == service.id) return refuse("service " + service.id + " is defined twice");
        if (other.code == service.code) return refuse("/code: " + service.code + " is the resi code of service " + other.id + " already");
    }
    services.push_back(std::move(service));
    return {};
}

}  // namespace

Result<Services> Services::load(const std::filesystem::path& folder) {
    LOKET_ASSIGN(files, service_files(folder));
    LOKET_ASSIGN(shared, load_shared(folder));
    std::vector<Service> services;
    for (const auto& file : files) {
        LOKET_ASSIGN(text, read_text(file, kLargestFile));
        LOKET_ASSIGN(service, parse_service(text, file.filename().string(), shared));
        LOKET_TRY(add_service(services, std::move(service), file.filename().string()));
    }
    return Services{std::move(services), std::move(shared)};
}

}  // namespace loket::engine
