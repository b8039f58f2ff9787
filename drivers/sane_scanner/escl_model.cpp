#include "drivers/sane_scanner/escl_model.h"

#include <fmt/format.h>
#include <png.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "devices/base/random.h"
#include "devices/base/wait.h"
#include "devices/model/loopback.h"

namespace loket::drivers::sane_scanner {
namespace {

constexpr Millis kScanTime{1500};  // of a sheet, in real time
constexpr int kLook = 50;          // ms
constexpr int kFullFeeder = 3;
constexpr int kA4Width = 2480, kA4Height = 3508;  // in 1/300 inch
constexpr std::size_t kMostRequest = 64u << 10;

std::string http(int code, std::string_view phrase, std::string_view type, std::string_view body, std::string_view more = {}) {
    return fmt::format("HTTP/1.1 {} {}\r\nContent-Length: {}\r\nContent-Type: {}\r\nConnection: close\r\n{}\r\n{}", code, phrase, body.size(), type, more, body);
}

std::string capabilities() {
    const auto source = fmt::format(
        "<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{}</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{}</scan:MaxHeight>"
        "<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>"
        "<scan:DocumentFormats><pwg:DocumentFormat>image/png</pwg:DocumentFormat></scan:DocumentFormats><scan:SupportedResolutions><scan:DiscreteResolutions>"
        "<scan:DiscreteResolution><scan:XResolution>100</scan:XResolution><scan:YResolution>100</scan:YResolution></scan:DiscreteResolution>"
        "<scan:DiscreteResolution><scan:XResolution>200</scan:XResolution><scan:YResolution>200</scan:YResolution></scan:DiscreteResolution>"
        "<scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>"
        "</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>",
        kA4Width, kA4Height);
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><scan:ScannerCapabilities xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" "
        "xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\"><pwg:Version>2.6</pwg:Version><pwg:MakeAndModel>Loket emulated scanner</pwg:MakeAndModel>"
        "<pwg:SerialNumber>SIM-1</pwg:SerialNumber><scan:Platen><scan:PlatenInputCaps>{0}</scan:PlatenInputCaps></scan:Platen>"
        "<scan:Adf><scan:AdfSimplexInputCaps>{0}</scan:AdfSimplexInputCaps></scan:Adf></scan:ScannerCapabilities>",
        source);
}

/// The text of the first element of this local name; its prefix is the sender's affair.
std::string_view element(std::string_view xml, std::string_view name) {
    for (auto at = xml.find(name); at != std::string_view::npos; at = xml.find(name, at + 1)) {
        const auto end = at + name.size();
        if (at == 0 || (xml[at - 1] != ':' && xml[at - 1] != '<') || end >= xml.size() || xml[end] != '>') continue;
        const auto close = xml.find('<', end);
        if (close != std::string_view::npos) return xml.substr(end + 1, close - end - 1);
    }
    return {};
}

int number(std::string_view text, int least, int most, int otherwise) {
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp(value, least, most);
}

std::string png_of(const RgbaImage& image) {
    png_image said{};
    said.version = PNG_IMAGE_VERSION;
    said.width = static_cast<png_uint_32>(image.width);
    said.height = static_cast<png_uint_32>(image.height);
    said.format = PNG_FORMAT_RGB;
    said.flags = PNG_IMAGE_FLAG_FAST;
    std::vector<std::uint8_t> rgb;
    rgb.reserve(image.pixels.size() / 4 * 3);
    for (std::size_t i = 0; i < image.pixels.size(); i += 4) rgb.insert(rgb.end(), &image.pixels[i], &image.pixels[i] + 3);
    png_alloc_size_t size = 0;
    if (png_image_write_to_memory(&said, nullptr, &size, 0, rgb.data(), 0, nullptr) == 0) return {};
    std::string out(size, '\0');
    png_image_write_to_memory(&said, out.data(), &size, 0, rgb.data(), 0, nullptr);
    out.resize(size);
    return out;
}

void darken(RgbaImage& image, int x0, int y0, int x1, int y1) {
    for (int y = std::max(0, y0); y < std::min(image.height, y1); ++y)
        for (int x = std::max(0, x0); x < std::min(image.width, x1); ++x) std::fill_n(image.at(x, y), 3, std::uint8_t{40});
}

void send_all(int socket, std::string_view text) {
    while (!text.empty()) {
        const auto sent = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace

RgbaImage scanned(int width, int height, int dpi, const RgbaImage& paper, int number) {
    RgbaImage image(width, height, dpi);
    if (!paper.empty()) {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) std::copy_n(paper.at(x * paper.width / width, y * paper.height / height), 4, image.at(x, y));
        return image;
    }
    SeededRandom random(static_cast<std::uint64_t>(number) + 1);
    const int line = std::max(4, dpi / 6), margin = dpi / 2;
    for (int y = margin; y < height - margin; y += line)
        for (int x = margin; x < width - margin;) {
            const int word = line / 2 + static_cast<int>(random.below(static_cast<std::uint64_t>(2 * line)));
            for (int stroke = x; stroke < std::min(x + word, width - margin); stroke += std::max(3, line / 4)) darken(image, stroke, y, stroke + std::max(1, line / 12), y + line / 2);
            x += word + line / 2;
        }
    return image;
}

EsclScanner::EsclScanner(model::Scene& scene) : scene_(scene) { plug(); }

EsclScanner::~EsclScanner() { unplug(); }

std::string EsclScanner::url() const { return fmt::format("http://127.0.0.1:{}/eSCL", port_); }
std::string EsclScanner::address() const { return std::string(kEmulatedAddress) + url(); }

/// On the port it had before, where there was one.
void EsclScanner::plug() {
    if (listener_ >= 0) return;
    listener_ = model::listen_on_loopback(port_);
    port_ = model::port_of(listener_);
    event("reset");
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

void EsclScanner::unplug() {
    if (listener_ < 0) return;
    thread_.request_stop();
    thread_.join();
    close(listener_);
    listener_ = -1;
}

bool EsclScanner::event(std::string_view what) {
    const std::lock_guard lock(mutex_);
    if (what == "reset") {
        jobs_.clear();
        sheets_ = sheets_given_ = 0;
        trouble_.clear();
    } else if (what == "feeder") {
        sheets_ = kFullFeeder;
    } else if (what == "jam" || what == "cover_open" || what == "garbage") {
        trouble_ = what;
    } else {
        return false;
    }
    return true;
}

/// Each connection carries one request, as sane-airscan has it; several may be open while a sheet is on its way.
void EsclScanner::serve(const std::stop_token& stop) {
    std::list<std::jthread> talks;  // end with this one
    while (!stop.stop_requested()) {
        pollfd waiting{listener_, POLLIN, 0};
        if (poll(&waiting, 1, kLook) <= 0) continue;
        const int caller = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (caller >= 0) talks.emplace_back([this, caller](const std::stop_token& over) { talk(caller, over); });
    }
}

void EsclScanner::talk(int socket, const std::stop_token& stop) {
    std::string heard;
    std::size_t wanted = 0;
    while (!stop.stop_requested() && heard.size() < kMostRequest) {
        pollfd waiting{socket, POLLIN, 0};
        if (poll(&waiting, 1, kLook) <= 0) continue;
        std::array<char, 4096> piece{};
        const auto got = recv(socket, piece.data(), piece.size(), 0);
        if (got <= 0) break;
        heard.append(piece.data(), static_cast<std::size_t>(got));
        const auto head = heard.find("\r\n\r\n");
        if (head == std::string::npos) continue;
        if (wanted == 0) {
            auto lower = heard.substr(0, head);
            std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            const auto length = lower.find("content-length:");
            const auto body = length == std::string::npos ? 0 : number(std::string_view(lower).substr(lower.find_first_of("0123456789", length)), 0, kMostRequest, 0);
            wanted = head + 4 + static_cast<std::size_t>(body);
        }
        if (heard.size() < wanted) continue;
        const auto first = heard.find(' '), second = heard.find(' ', first + 1);
        const auto said = answer({heard.substr(0, first), heard.substr(first + 1, second - first - 1), heard.substr(head + 4)}, stop);
        if (!stop.stop_requested()) send_all(socket, said);
        break;
    }
    close(socket);
}

std::string EsclScanner::answer(const Request& request, const std::stop_token& stop) {
    constexpr std::string_view kJobs = "/eSCL/ScanJobs/";
    const auto xml = [](const std::string& text) { return http(200, "OK", "text/xml", text); };
    if (request.method == "GET" && request.path == "/eSCL/ScannerCapabilities") return xml(capabilities());
    if (request.method == "GET" && request.path == "/eSCL/ScannerStatus") return xml(status());
    if (request.method == "POST" && request.path == "/eSCL/ScanJobs") return accept_job(request.body);
    if (request.path.starts_with(kJobs)) {
        const int job = number(std::string_view(request.path).substr(kJobs.size()), 0, 1'000'000, 0);
        if (request.method == "GET" && request.path.ends_with("/NextDocument")) return next_document(job, stop);
        const std::lock_guard lock(mutex_);
        if (request.method == "DELETE" && jobs_.erase(job) > 0) return xml("");
    }
    return http(404, "Not Found", "text/plain", "");
}

std::string EsclScanner::status() const {
    const std::lock_guard lock(mutex_);
    const auto* feeder = trouble_ == "jam" ? "ScannerAdfJam" : trouble_ == "cover_open" ? "ScannerAdfDoorOpen" : sheets_ > 0 ? "ScannerAdfLoaded" : "ScannerAdfEmpty";
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><scan:ScannerStatus xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" "
        "xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\"><pwg:Version>2.6</pwg:Version><pwg:State>Idle</pwg:State><scan:AdfState>{}</scan:AdfState></scan:ScannerStatus>",
        feeder);
}

std::string EsclScanner::accept_job(const std::string& settings) {
    const std::lock_guard lock(mutex_);
    Job job{.feeder = element(settings, "InputSource") == "Feeder"};
    if (job.feeder && (sheets_ == 0 || trouble_ == "jam" || trouble_ == "cover_open")) return http(409, "Conflict", "text/plain", "");
    job.width = number(element(settings, "Width"), 16, kA4Width, kA4Width);
    job.height = number(element(settings, "Height"), 16, kA4Height, kA4Height);
    job.dpi = number(element(settings, "XResolution"), 50, 300, 200);
    jobs_[++last_job_] = job;
    return http(201, "Created", "text/plain", "", fmt::format("Location: {}/ScanJobs/{}\r\n", url(), last_job_));
}

std::string EsclScanner::next_document(int number, const std::stop_token& stop) {
    constexpr Millis kTick{20};
    const auto none = http(404, "Not Found", "text/plain", "");
    const auto alive = [&] {
        const std::lock_guard lock(mutex_);
        return jobs_.contains(number);
    };
    for (Millis waited{0}; scene_.real_time() && waited < kScanTime && alive(); waited += kTick)
        if (!wait_for(kTick, stop)) return none;
    Job job;
    int page = 0;
    {
        const std::lock_guard lock(mutex_);
        const auto found = jobs_.find(number);
        if (found == jobs_.end() || (found->second.feeder ? sheets_ == 0 : found->second.given > 0)) return none;
        if (found->second.feeder) --sheets_, page = ++sheets_given_;
        ++found->second.given;
        if (trouble_ == "garbage") return http(200, "OK", "image/png", "this is no picture");
        job = found->second;
    }
    const auto px = [&](int length) { return std::max(1, length * job.dpi / 300); };
    return http(200, "OK", "image/png", png_of(scanned(px(job.width), px(job.height), job.dpi, scene_.paper(), page)));
}

}  // namespace loket::drivers::sane_scanner
