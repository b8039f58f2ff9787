#include "kiosk/app/importing/extract_reading.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "kiosk/app/cli_words.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/ui/strings.h"
#include "workflow/population/synthetic.h"

namespace loket::app {
namespace {

constexpr std::int64_t kProgressBytes = 1 << 20;

/// One fault in a row of cells, another kind each time.
void spoil(std::string& line, int kind) {
    const auto comma = [&](int n) {
        std::size_t at = 0;
        for (int k = 0; k < n; ++k) at = line.find(',', at) + 1;
        return at;
    };
    switch (kind % 6) {
        case 0: line.erase(3, 1); break;                         // a NIK of fifteen digits
        case 1: line.insert(comma(1), "x"); break;               // a KK number with a letter
        case 2: line.replace(comma(4), 4, "2999"); break;        // born in the future
        case 3: line.insert(comma(11), "9"); break;              // a religion nobody has
        case 4: line = line.substr(0, line.rfind(',')); break;   // a field too few
        default: line.insert(comma(10), "99."); break;           // a village that is not
    }
}

}  // namespace

Result<population::ExtractCount> read_extract_file(const std::filesystem::path& file, const std::filesystem::path& report, const std::function<Status(population::Resident&&)>& take) {
    LOKET_ASSIGN(reference, load_reference(find_assets()));
    LOKET_ASSIGN(words, ui::Strings::load(find_assets() / "strings", "id"));
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error{Fault::Gone, "no file " + file.string(), "import.file"};
    std::ofstream out(report, std::ios::trunc);
    if (!out) return Error{Fault::Internal, "the report cannot be written to " + report.string(), "disk.failed"};
    out << "row,field,code,words\n";
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file));
    std::int64_t told = 0;
    const population::ExtractSink sink{take,
                                       [&](const population::RowError& error) -> Status {
                                           out << error.row << ',' << error.field << ',' << error.code << ",\"" << words.text("error." + error.code) << "\"\n";
                                           return {};
                                       },
                                       [&](std::int64_t bytes) {
                                           if (bytes - told < kProgressBytes) return;
                                           told = bytes;
                                           fmt::print(stderr, "\r{:3} %", size > 0 ? bytes * 100 / size : 100);
                                       }};
    auto count = population::read_extract(in, reference.codes, reference.regions, wib_date(SystemClock().now()), sink);
    if (told > 0) fmt::print(stderr, "\r     \r");
    if (!count) return count;
    out.flush();
    tell("import.read", {{"rows", std::to_string(count->rows)}, {"good", std::to_string(count->good)}, {"refused", std::to_string(count->refused)}, {"families", std::to_string(count->families)}});
    if (count->without_head > 0) tell("import.headless", {{"count", std::to_string(count->without_head)}});
    if (count->refused > 0) tell("import.report", {{"file", report.string()}});
    return count;
}

Status write_synthetic_extract(const std::filesystem::path& file, int residents, std::uint64_t seed, int faulty) {
    LOKET_ASSIGN(reference, load_reference(find_assets()));
    LOKET_ASSIGN(source, population::PopulationSource::load(find_assets() / "names", reference.regions));
    std::ofstream out(file, std::ios::trunc);
    population::write_extract_header(out);
    const int every = faulty > 0 ? std::max(1, residents / faulty) : 0;
    int row = 0, spoiled = 0;
    const population::PopulationPlan plan{.seed = seed, .size = static_cast<std::size_t>(residents), .on = wib_date(SystemClock().now())};
    const auto made = population::generate_population(plan, reference.regions, source, [&](population::Family&& family) -> Status {
        for (const auto& member : family.members) {
            std::ostringstream line;
            population::write_extract(line, member);
            auto text = line.str();
            text.pop_back();
            if (every > 0 && ++row % every == 0 && spoiled < faulty) spoil(text, spoiled++);
            out << text << '\n';
        }
        return {};
    });
    out.flush();
    if (!made) return made.error();
    return out ? Status{} : Status{Error{Fault::Internal, "cannot write " + file.string(), "disk.failed"}};
}

}  // namespace loket::app
