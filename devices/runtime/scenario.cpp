#include "devices/runtime/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "devices/base/file.h"

namespace loket::runtime {
namespace {

using Json = nlohmann::json;
using Drivers = std::span<const model::Driver* const>;

constexpr std::size_t kScenarioLimit = 1 << 20;
constexpr int kMostTimes = 1000;
constexpr int kMostValue = 3'600'000;  // an hour of "slow", in milliseconds
constexpr int kMostVisit = 1'000'000;

/// Reads the fields of one object; remembers the first thing that is wrong with it.
class Fields {
  public:
    Fields(const Json& object, std::string where) : object_(object), where_(std::move(where)) {}

    std::string word(const char* field) {
        const auto found = object_.find(field);
        if (found != object_.end() && found->is_string()) return found->get<std::string>();
        complain(field, "must be a text");
        return {};
    }

    int number(const char* field, int fallback, int least, int most) {
        const auto found = object_.find(field);
        if (found == object_.end()) return fallback;
        const bool fits = found->is_number_integer() && *found >= least && *found <= most;
        if (fits) return found->get<int>();
        complain(field, fmt::format("must be a whole number from {} to {}", least, most));
        return fallback;
    }

    void only(std::span<const std::string_view> known) {
        for (const auto& [field, value] : object_.items()) {
            if (std::find(known.begin(), known.end(), field) == known.end())
                complain(field, "is not a known field");
        }
    }

    void complain(std::string_view field, std::string_view reason) {
        if (!error_) error_ = rejected("scenario.invalid", fmt::format("{}.{}: {}", where_, field, reason));
    }

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    const Json& object_;
    std::string where_;
    std::optional<Error> error_;
};

std::string listed(std::span<const std::string_view> words) {
    std::string all;
    for (const auto word : words) all.append(all.empty() ? "" : ", ").append(word);
    return all;
}

/// The driver and the fault must be ones this build knows: a misspelt fault would simply never happen.
void check_known(const model::SimFault& fault, Drivers drivers, Fields& fields) {
    const auto row = std::find_if(drivers.begin(), drivers.end(),
                                  [&](const auto* each) { return each->id == fault.driver; });
    if (row == drivers.end()) {
        fields.complain("driver", fmt::format("\"{}\" is not a driver of this build", fault.driver));
        return;
    }
    const auto known = (*row)->faults;
    if (std::find(known.begin(), known.end(), fault.fault) != known.end()) return;
    fields.complain("fault", fmt::format("\"{}\" is not one of: {}", fault.fault, listed(known)));
}

Status add_fault(const Json& item, const std::string& where, Drivers drivers, Scenario& scenario) {
    static constexpr std::string_view kFields[] = {"driver", "fault", "times", "value", "visit"};
    if (!item.is_object()) return rejected("scenario.invalid", where + ": must be an object");
    Fields fields(item, where);
    fields.only(kFields);
    const model::SimFault fault{.driver = fields.word("driver"),
                                .fault = fields.word("fault"),
                                .times = fields.number("times", 1, 1, kMostTimes),
                                .value = fields.number("value", 0, 0, kMostValue)};
    const int visit = fields.number("visit", 0, 0, kMostVisit);
    if (!fields.error()) check_known(fault, drivers, fields);
    if (fields.error()) return *fields.error();
    scenario.faults[visit].push_back(fault);
    return {};
}

}  // namespace

std::vector<model::SimFault> Scenario::at(int visit) const {
    std::vector<model::SimFault> all;
    for (const int key : {0, visit}) {
        const auto found = faults.find(key);
        if (found != faults.end()) all.insert(all.end(), found->second.begin(), found->second.end());
        if (visit == 0) break;
    }
    return all;
}

Result<Scenario> parse_scenario(std::string_view text, std::string_view name, Drivers drivers) {
    const Json root = Json::parse(text, nullptr, false);
    const auto wrong = [&](std::string_view what) {
        return rejected("scenario.invalid", fmt::format("{}: {}", name, what));
    };
    if (root.is_discarded()) return wrong("is not JSON");
    if (!root.is_object()) return wrong("must be an object");
    for (const auto& [field, value] : root.items()) {
        if (field != "faults") return wrong(fmt::format("{}: is not a known field", field));
    }
    const auto list = root.find("faults");
    if (list == root.end() || !list->is_array()) return wrong("faults: must be a list");

    Scenario scenario;
    for (std::size_t i = 0; i < list->size(); ++i) {
        LOKET_TRY(add_fault((*list)[i], fmt::format("{}: faults[{}]", name, i), drivers, scenario));
    }
    return scenario;
}

Result<Scenario> load_scenario(const std::filesystem::path& path, Drivers drivers) {
    LOKET_ASSIGN(text, read_text(path, kScenarioLimit));
    return parse_scenario(text, path.filename().string(), drivers);
}

}  // namespace loket::runtime
