// pappl_printer PORT FOLDER [card]: a printer application of PAPPL with one printer, of A4 paper or of cards, that takes PWG raster. It is what FOLDER/state
// says: a printer-state-reason, "abort", or "slow"; what it has taken notice of stands in FOLDER/told; each page it gets is a PGM (cards: PPM) file there.

#include <pappl/pappl.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>

namespace {

constexpr const char* kCardMedia = "om_card_86.03x54.87mm";

std::string folder;
bool cards = false;
int pages = 0;
std::FILE* page = nullptr;

std::string state() {
    std::string word;
    std::ifstream(folder + "/state") >> word;
    return word;
}

/// Both sides in colour, over the edge of a card.
void become_card_printer(pappl_pr_driver_data_t& data) {
    data.color_supported = PAPPL_COLOR_MODE_AUTO | PAPPL_COLOR_MODE_COLOR;
    data.color_default = PAPPL_COLOR_MODE_COLOR;
    data.raster_types = PAPPL_PWG_RASTER_TYPE_SRGB_8;
    data.sides_supported = PAPPL_SIDES_ONE_SIDED | PAPPL_SIDES_TWO_SIDED_LONG_EDGE;
    data.duplex = PAPPL_DUPLEX_NORMAL;
    data.media[0] = kCardMedia;
    auto& ready = data.media_ready[0];
    std::snprintf(ready.size_name, sizeof ready.size_name, "%s", kCardMedia);
    ready.size_width = 8603;
    ready.size_length = 5487;
    data.media_default = ready;
}

bool driver(pappl_system_t*, const char*, const char*, const char*, pappl_pr_driver_data_t* data, ipp_t**, void*) {
    data->rstartjob_cb = [](pappl_job_t*, pappl_pr_options_t*, pappl_device_t*) { return state() != "abort"; };
    data->rendjob_cb = [](pappl_job_t*, pappl_pr_options_t*, pappl_device_t*) { return true; };
    data->rstartpage_cb = [](pappl_job_t*, pappl_pr_options_t* options, pappl_device_t*, unsigned) {
        page = std::fopen((folder + "/page" + std::to_string(++pages) + (cards ? ".ppm" : ".pgm")).c_str(), "wb");
        std::fprintf(page, "%s\n%u %u\n255\n", cards ? "P6" : "P5", options->header.cupsWidth, options->header.cupsHeight);
        return true;
    };
    data->rwriteline_cb = [](pappl_job_t*, pappl_pr_options_t* options, pappl_device_t*, unsigned, const unsigned char* line) {
        if (state() == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return std::fwrite(line, 1, options->header.cupsBytesPerLine, page) == options->header.cupsBytesPerLine;
    };
    data->rendpage_cb = [](pappl_job_t*, pappl_pr_options_t*, pappl_device_t*, unsigned) { return std::fclose(page) == 0; };
    data->format = "application/vnd.loket-peer";
    std::snprintf(data->make_and_model, sizeof data->make_and_model, "PAPPL peer");
    data->ppm = 10;
    data->kind = PAPPL_KIND_DOCUMENT;
    data->color_supported = PAPPL_COLOR_MODE_AUTO | PAPPL_COLOR_MODE_MONOCHROME;
    data->color_default = PAPPL_COLOR_MODE_MONOCHROME;
    data->raster_types = PAPPL_PWG_RASTER_TYPE_SGRAY_8;
    data->quality_default = IPP_QUALITY_NORMAL;
    data->scaling_default = PAPPL_SCALING_NONE;
    data->sides_supported = data->sides_default = PAPPL_SIDES_ONE_SIDED;
    data->num_resolution = 1;
    data->x_resolution[0] = data->y_resolution[0] = data->x_default = data->y_default = 300;
    data->borderless = true;
    data->num_media = 1;
    data->media[0] = "iso_a4_210x297mm";
    data->num_source = 1;
    data->source[0] = "main";
    data->num_type = 1;
    data->type[0] = "stationery";
    auto& ready = data->media_ready[0];
    std::snprintf(ready.size_name, sizeof ready.size_name, "iso_a4_210x297mm");
    std::snprintf(ready.source, sizeof ready.source, "main");
    std::snprintf(ready.type, sizeof ready.type, "stationery");
    ready.size_width = 21000;
    ready.size_length = 29700;
    data->media_default = ready;
    if (cards) become_card_printer(*data);
    return true;
}

/// PAPPL asks for the state once in two seconds at most; tests have no time for that.
void tell_state(pappl_printer_t* printer) {
    for (std::string last = "-"; true; std::this_thread::sleep_for(std::chrono::milliseconds(10))) {
        const auto word = state();
        if (word == last) continue;
        last = word;
        pappl_preason_t now = PAPPL_PREASON_NONE;
        if (word == "media-empty") now = PAPPL_PREASON_MEDIA_EMPTY;
        if (word == "media-jam") now = PAPPL_PREASON_MEDIA_JAM;
        if (word == "cover-open") now = PAPPL_PREASON_COVER_OPEN;
        if (word == "marker-supply-empty") now = PAPPL_PREASON_MARKER_SUPPLY_EMPTY;
        if (word == "offline") now = PAPPL_PREASON_OFFLINE;
        papplPrinterSetReasons(printer, now, PAPPL_PREASON_DEVICE_STATUS & ~now);
        std::ofstream(folder + "/told") << word << '\n';
    }
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) return 2;
    folder = words[2];
    cards = count > 3;
    const auto spool = folder + "/spool";
    auto* system = papplSystemCreate(PAPPL_SOPTIONS_MULTI_QUEUE, "Loket peer", std::atoi(words[1]), nullptr, spool.c_str(), (folder + "/log").c_str(), PAPPL_LOGLEVEL_INFO, nullptr, false);
    papplSystemAddListeners(system, "127.0.0.1");
    pappl_pr_driver_t drivers[] = {{"a4", "PAPPL peer", nullptr, nullptr}};
    papplSystemSetPrinterDrivers(system, 1, drivers, nullptr, nullptr, driver, nullptr);
    papplDeviceAddScheme("peer", PAPPL_DEVTYPE_CUSTOM_LOCAL, nullptr, [](pappl_device_t*, const char*, const char*) { return true; }, [](pappl_device_t*) {},
                         [](pappl_device_t*, void*, size_t) -> ssize_t { return 0; }, [](pappl_device_t*, const void*, size_t bytes) { return static_cast<ssize_t>(bytes); },
                         [](pappl_device_t*) -> pappl_preason_t { return PAPPL_PREASON_NONE; }, nullptr);
    auto* printer = papplPrinterCreate(system, 0, "A4", "a4", "MFG:Loket;MDL:Peer;CMD:PWGRaster;", "peer://a4");
    if (printer == nullptr) return 3;
    std::thread(tell_state, printer).detach();
    papplSystemRun(system);
    return 0;
}
