#include <algorithm>

#include "devices/model/named.h"
#include "drivers/ipp_printer/driver.h"
#include "drivers/ipp_printer/ipp_model.h"
#include "drivers/ipp_printer/pages.h"
#include "drivers/ipp_printer/queue.h"

namespace loket::drivers::ipp_printer {
namespace {

constexpr int kMostSheets = 99;

class Printer final : public model::Device {
  public:
    explicit Printer(const model::Surroundings& around) : address_(around.address), name_(around.name) {}

    Status open() override { return queue_.open(address_); }
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override { queue_.close(); }

  private:
    const std::string address_, name_;
    PrintQueue queue_;
};

Result<model::Content> Printer::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::SheetRequest>(&request);
    if (ask == nullptr || ask->pdf.empty() || ask->sheets < 1 || ask->sheets > kMostSheets) return Error{Fault::Unsupported, "nothing that can be printed", "device.unsupported"};
    LOKET_ASSIGN(said, queue_.printer());
    if (const auto reason = stopping_reason(said.get()); !reason.empty()) return Error{Fault::NeedsOperator, "the printer waits for its operator", "printer." + reason};
    LOKET_ASSIGN(form, form_for(said.get()));
    PrintJob job{.name = ask->job, .media = "iso_a4_210x297mm", .sides = "one-sided", .format = form.format, .document = ask->pdf, .impressions = ask->sheets};
    if (form.format != std::string_view("application/pdf")) {
        LOKET_ASSIGN(pages, raster_of(ask->pdf, form.dpi, form.colour));
        job.document = std::move(pages);
    }
    LOKET_TRY(queue_.print(std::move(job), sink, stop));
    return model::Content{model::SheetOutcome{}};
}

model::Health Printer::health() {
    const auto said = queue_.printer();
    if (!said) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    return health_of(said->get());
}

model::Identity Printer::identity() const {
    return {.driver = std::string(kDriver.id),
            .vendor = {},
            .product = !queue_.make().empty() ? queue_.make() : !name_.empty() ? name_ : "IPP printer",
            .serial = queue_.serial(),
            .firmware = queue_.firmware(),
            .simulated = queue_.make().starts_with(kEmulatedMake)};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Printer>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> all;
    for (const auto& uri : model::named_in(settings, kPrinterSetting)) all.push_back({uri, "IPP printer"});
    return all;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return std::make_unique<IppPrinter>(scene); }

}  // namespace loket::drivers::ipp_printer
