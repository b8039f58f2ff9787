// Who stands at the kiosk: a number typed, read from a code or from a card, looked up and confirmed.

#include <algorithm>

#include "kiosk/app/desk/card_identity.h"
#include "kiosk/app/flows/applicant_flow.h"
#include "workflow/engine/resi.h"
#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"

namespace loket::app {

using population::Resident;
using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {
constexpr std::size_t kNumberLength = 16;
constexpr std::size_t kResiLength = 21;
constexpr std::size_t kShortestPassport = 5, kLongestPassport = 15;
constexpr auto kPassport = "PASPOR-";  // in place of a NIK, as the engine knows newcomers
constexpr Millis kCardPatience{15'000};
}  // namespace

std::size_t ApplicantFlow::longest() const { return mode_ == Mode::Resi ? kResiLength : mode_ == Mode::Passport ? kLongestPassport : kNumberLength; }

/// Only a stay is recorded for somebody who has no NIK yet.
bool ApplicantFlow::takes_passport() const {
    return service() != nullptr && service()->newcomer && std::ranges::any_of(service()->effects, [](const auto& effect) { return effect.kind == "RecordStay"; });
}

bool ApplicantFlow::typed_enough() const { return mode_ == Mode::Passport ? typed_.size() >= kShortestPassport : typed_.size() == longest(); }

bool ApplicantFlow::has_device(model::Kind kind) const {
    return std::ranges::any_of(context_.equipment.registry.list(), [&](const auto& device) { return device.kind == kind && !device.inside_printer; });
}

void ApplicantFlow::identity_intent(const Intent& intent) {
    if (intent.name == "card") return read_card();
    if (reading_) context_.worker.cancel();  // who types does not lay a card down
    notice_.reset();
    type(intent);
    if (intent.name == "mode" && applies()) {
        mode_ = intent.value == "kk" ? Mode::Kk : intent.value == "passport" && takes_passport() ? Mode::Passport : Mode::Nik;
        typed_.clear();
    }
    if (intent.name == "code") return code_read(intent.value);
    if (intent.name == "next" && typed_enough()) submit_identity();
}

void ApplicantFlow::type(const Intent& intent) {
    constexpr std::size_t kResiPrefix = 4;  // "BTN-" stays
    if ((intent.name == "digit" || intent.name == "letter") && typed_.size() < longest() && intent.value.size() == 1) {
        typed_ += intent.value;
        if (mode_ == Mode::Resi && (typed_.size() == 10 || typed_.size() == 14 || typed_.size() == 19)) typed_ += '-';
    }
    if (intent.name == "erase" && typed_.size() > (mode_ == Mode::Resi ? kResiPrefix : 0)) {
        if (typed_.back() == '-') typed_.pop_back();
        typed_.pop_back();
    }
    if (intent.name == "clear") typed_ = mode_ == Mode::Resi ? "BTN-" : "";
}

void ApplicantFlow::code_read(const std::string& text) {
    if (text.find("JT-") != std::string::npos && engine::parse_appointment_code(text)) {
        wipe();
        context_.navigation.go(Page::Appointment, text);
        return;
    }
    if (page_ != Page::Identity) start(Purpose::Status, {});
    const auto resi = engine::parse_resi(text);
    if (resi) {
        if (applies()) purpose_ = Purpose::Status;
        mode_ = Mode::Resi;
        typed_ = *resi;
        return submit_identity();
    }
    const bool number = text.size() == kNumberLength && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!number || !applies() || mode_ == Mode::Passport) return refuse(resi.error());
    typed_ = text;
    submit_identity();
}

/// A card laid on the reader says a NIK, as a typed one does; touched again, nobody waits for it any more.
void ApplicantFlow::read_card() {
    if (reading_) return context_.worker.cancel();
    notice_.reset();
    auto nik = std::make_shared<Result<std::string>>(std::string{});
    reading_ = context_.worker.start(
        [this, nik](TaskFeed& feed, std::stop_token stop) { *nik = nik_of_card(context_.equipment, kCardPatience, feed, stop); },
        [this, nik, visit = visit_] {
            reading_ = false;
            if (visit != visit_ || page_ != Page::Identity) return;
            if (!*nik && nik->error().fault == Fault::Cancelled) return;
            if (!*nik) return refuse(nik->error());
            mode_ = Mode::Nik;
            typed_ = **nik;
            submit_identity();
        });
    if (!reading_) refuse(Error{Fault::Busy, "another task is running", "device.busy"});
}

void ApplicantFlow::submit_identity() {
    person_.reset();  // nothing of an earlier number may reach the next page
    newcomer_.clear();
    family_.clear();
    form_.wipe();
    if (mode_ == Mode::Passport) {
        newcomer_ = kPassport + typed_;
        return ask_questions();
    }
    if (mode_ == Mode::Nik) return submit_nik();
    if (mode_ == Mode::Kk) return submit_kk();
    const auto resi = engine::parse_resi(typed_);
    if (!resi) return refuse(resi.error());
    show_status(*resi);
}

void ApplicantFlow::submit_nik() {
    const population::NikContext nik_context{.today = wib_date(context_.equipment.clock.now())};
    const auto parsed = population::parse_nik(typed_, context_.equipment.core.reference().regions, nik_context);
    if (!parsed) return refuse(parsed.error());
    using Answer = Result<std::shared_ptr<const Resident>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([nik = typed_](Core& core) { return core.resident(nik, kKiosk, "anjungan"); }), [this, nik = typed_, visit = visit_](Answer answer) {
        if (visit != visit_ || page_ != Page::Identity) return;  // the person has gone on or away
        if (answer) return found_person(*answer);
        if (answer.error().code != "nik.unknown" || !service()->newcomer) return refuse(answer.error());
        newcomer_ = nik;
        ask_questions();
    });
}

void ApplicantFlow::submit_kk() {
    using Answer = Result<std::vector<std::shared_ptr<const Resident>>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([kk = typed_](Core& core) { return core.family(kk, kKiosk, "anjungan"); }), [this, visit = visit_](Answer answer) {
        if (visit != visit_ || page_ != Page::Identity) return;
        if (!answer) return refuse(answer.error());
        family_ = *answer;
        form_.set_household(family_);
        context_.navigation.go(Page::Confirm);
    });
}

void ApplicantFlow::refuse(const Error& error) { notice_ = Notice{Tone::Warning, context_.explain(error)}; }

void ApplicantFlow::found_person(std::shared_ptr<const Resident> person) {
    family_.clear();
    person_ = std::move(person);
    context_.navigation.go(Page::Confirm);
    if (!names_family(*service())) return;  // nobody looks at a family for nothing
    using Answer = Result<std::vector<std::shared_ptr<const Resident>>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([kk = person_->kk](Core& core) { return core.family(kk, kKiosk, "anjungan"); }), [this, visit = visit_](Answer answer) {
        if (visit == visit_ && answer && person_) form_.set_household(*answer);
    });
}

}  // namespace loket::app
