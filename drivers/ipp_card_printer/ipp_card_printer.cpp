#include <algorithm>

#include "devices/model/card_print.h"
#include "devices/model/named.h"
#include "drivers/ipp_card_printer/card_page.h"
#include "drivers/ipp_card_printer/driver.h"
#include "drivers/ipp_printer/ipp_model.h"
#include "drivers/ipp_printer/queue.h"

namespace loket::drivers::ipp_card_printer {
namespace {

/// What printers of paper call toner is a ribbon here.
std::string card_word(std::string reason) {
    if (reason == "toner-empty") return "marker-supply-empty";
    return reason == "toner-low" ? "marker-supply-low" : reason;
}

Error needs(const std::string& reason) { return {Fault::NeedsOperator, "the card printer waits for its operator", "printer." + card_word(reason)}; }

/// Of a job that the printer had been given. A feeder without a card has fed none, and a card that is stuck is spoiled; of all else nobody but who looks
/// into the printer knows what became of the card.
Error once_begun(Error why) {
    if (why.code == "printer.media-empty" || why.code == "printer.media-jam") return why;
    const auto fault = why.fault == Fault::Cancelled || why.fault == Fault::Gone || why.fault == Fault::Corrupt ? why.fault : Fault::NeedsOperator;
    return {fault, why.context, "printer.outcome_unknown"};
}

class CardPrinter final : public model::Device {
  public:
    explicit CardPrinter(const model::Surroundings& around) : address_(around.address), name_(around.name) {}

    Status open() override {
        LOKET_TRY(queue_.open(address_));
        LOKET_ASSIGN(said, queue_.printer());
        const auto form = card_form(said.get());
        if (form) return {};
        queue_.close();
        return form.error();
    }
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = std::string(kDriver.id),
                .vendor = {},
                .product = !queue_.make().empty() ? queue_.make() : !name_.empty() ? name_ : "IPP card printer",
                .serial = queue_.serial(),
                .firmware = queue_.firmware(),
                .simulated = queue_.make().starts_with(ipp_printer::kEmulatedMake)};
    }
    void close() override { queue_.close(); }

  private:
    const std::string address_, name_;
    ipp_printer::PrintQueue queue_;
};

Result<model::Content> CardPrinter::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::CardPrintRequest>(&request);
    if (ask == nullptr) return Error{Fault::Unsupported, "not a card", "device.unsupported"};
    LOKET_TRY(model::CardJobs().accept(*ask));
    LOKET_ASSIGN(said, queue_.printer());
    if (const auto reason = ipp_printer::stopping_reason(said.get()); !reason.empty()) return needs(reason);
    LOKET_ASSIGN(form, card_form(said.get()));
    const bool duplex = !ask->emblem_side.empty();
    if (duplex && !form.two_sided) return Error{Fault::Unsupported, "the printer does not turn cards over", "device.unsupported"};
    LOKET_ASSIGN(before, queue_.finished());
    if (std::ranges::find(before, ask->job) != before.end()) return rejected("printer.job_repeated", "this job was already printed");
    LOKET_ASSIGN(pages, card_pages(ask->data_side, ask->emblem_side, form));
    const auto printed = queue_.print({.name = ask->job, .media = form.media, .sides = duplex ? "two-sided-long-edge" : "one-sided", .format = "image/pwg-raster", .document = std::move(pages), .impressions = duplex ? 2 : 1},
                                      sink, stop);
    if (printed) return model::Content{model::CardPrintOutcome{}};
    return queue_.begun() ? once_begun(printed.error()) : printed.error();
}

model::Health CardPrinter::health() {
    const auto said = queue_.printer();
    if (!said) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    auto health = ipp_printer::health_of(said->get());
    for (auto& reason : health.reasons) reason = card_word(std::move(reason));
    for (auto& supply : health.supplies)
        if (supply.name == "paper") supply.name = "blanko";
    return health;
}

void describe(ipp_t* said, bool empty_marker) {
    ippAddString(said, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "pwg-raster-document-type-supported", nullptr, "srgb_8");
    ippAddString(said, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "media-supported", nullptr, "om_card_86.03x54.87mm");
    const char* const sides[] = {"one-sided", "two-sided-long-edge"};
    ippAddStrings(said, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "sides-supported", std::size(sides), nullptr, sides);
    ippAddString(said, IPP_TAG_PRINTER, IPP_TAG_NAME, "marker-names", nullptr, "ribbon");
    ippAddInteger(said, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "marker-levels", empty_marker ? 0 : 64);
}

void deliver(model::Scene& scene, const std::string& job, const Bytes& document) {
    auto sides = sides_of(document);
    if (!sides) return;
    scene.store_print({.job = job, .card_uid = {}, .data_side = sides->front(), .emblem_side = sides->size() > 1 ? sides->back() : RgbaImage{}});
}

constexpr ipp_printer::Trade kCards{.make = "card printer", .describe = describe, .deliver = deliver};

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<CardPrinter>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> all;
    for (const auto& uri : model::named_in(settings, kPrinterSetting)) all.push_back({uri, "IPP card printer"});
    return all;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return std::make_unique<ipp_printer::IppPrinter>(scene, kCards); }

}  // namespace loket::drivers::ipp_card_printer
