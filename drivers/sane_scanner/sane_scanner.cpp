#include <sane/sane.h>
#include <sane/saneopts.h>

#include <algorithm>
#include <array>
#include <functional>

#include "devices/model/named.h"
#include "devices/model/preview.h"
#include "drivers/sane_scanner/driver.h"
#include "drivers/sane_scanner/escl_model.h"
#include "drivers/sane_scanner/scan.h"

namespace loket::drivers::sane_scanner {
namespace {

constexpr int kPreviewWidth = 360;
constexpr int kLooks = 4;         // previews while a page comes in
constexpr int kMostSheets = 10;   // of one request: what a message of a helper holds
constexpr std::size_t kPiece = 64u << 10;
constexpr std::string_view kNetwork = "airscan:escl:";  // sane-airscan(5): a device named by its address

/// The library is one for the process: as long as somebody holds it, it is on.
class Library {
  public:
    Library() { on_ = sane_init(nullptr, nullptr) == SANE_STATUS_GOOD; }
    ~Library() {
        if (on_) sane_exit();
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    [[nodiscard]] bool on() const { return on_; }

  private:
    bool on_ = false;
};

/// Options of an open scanner, by name.
class Options {
  public:
    explicit Options(SANE_Handle handle) : handle_(handle) {}

    [[nodiscard]] const SANE_Option_Descriptor* find(std::string_view name) {
        for (SANE_Int i = 1; const auto* option = sane_get_option_descriptor(handle_, i); ++i)
            if (option->name != nullptr && option->name == name) return at_ = i, option;
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> words(std::string_view name) {
        const auto* option = find(name);
        std::vector<std::string> all;
        if (option == nullptr || option->type != SANE_TYPE_STRING || option->constraint_type != SANE_CONSTRAINT_STRING_LIST || !usable(*option)) return all;
        for (const auto* word = option->constraint.string_list; *word != nullptr; ++word) all.emplace_back(*word);
        return all;
    }
    /// Harmless where the option is not there.
    void set(std::string_view name, const std::string& word) {
        const auto* option = find(name);
        if (option == nullptr || option->type != SANE_TYPE_STRING || !usable(*option) || option->size <= 0 || word.size() >= static_cast<std::size_t>(option->size)) return;
        std::vector<char> room(static_cast<std::size_t>(option->size));
        std::copy(word.begin(), word.end(), room.begin());
        sane_control_option(handle_, at_, SANE_ACTION_SET_VALUE, room.data(), nullptr);
    }
    void set(std::string_view name, const std::function<std::optional<SANE_Word>(const SANE_Option_Descriptor&)>& choose) {
        const auto* option = find(name);
        if (option == nullptr || (option->type != SANE_TYPE_INT && option->type != SANE_TYPE_FIXED) || option->size != sizeof(SANE_Word) || !usable(*option)) return;
        if (auto value = choose(*option)) sane_control_option(handle_, at_, SANE_ACTION_SET_VALUE, &*value, nullptr);
    }
    /// 0 where it has none.
    [[nodiscard]] int number(std::string_view name) {
        const auto* option = find(name);
        SANE_Word value = 0;
        if (option == nullptr || option->size != sizeof value || sane_control_option(handle_, at_, SANE_ACTION_GET_VALUE, &value, nullptr) != SANE_STATUS_GOOD) return 0;
        return option->type == SANE_TYPE_FIXED ? static_cast<int>(SANE_UNFIX(value)) : value;
    }

  private:
    static bool usable(const SANE_Option_Descriptor& option) { return SANE_OPTION_IS_ACTIVE(option.cap) && SANE_OPTION_IS_SETTABLE(option.cap); }

    SANE_Handle handle_;
    SANE_Int at_ = 0;
};

std::optional<SANE_Word> greatest(const SANE_Option_Descriptor& option) {
    if (option.constraint_type != SANE_CONSTRAINT_RANGE) return std::nullopt;
    return option.constraint.range->max;
}

class Scanner final : public model::Device {
  public:
    explicit Scanner(const model::Surroundings& around) : address_(around.address), name_(around.name) {}
    ~Scanner() override { close(); }
    Scanner(const Scanner&) = delete;
    Scanner& operator=(const Scanner&) = delete;

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override;

  private:
    void set_up();
    Result<model::PaperOutcome> scan(int sheets, model::Sink& sink, const std::stop_token& stop);
    Result<RgbaImage> sheet(model::Sink& sink, const std::stop_token& stop);
    Status frame(Page& page, bool& last, model::Sink& sink, const std::stop_token& stop);
    Error noted(Error error);

    const std::string address_, name_;
    std::unique_ptr<Library> library_;
    SANE_Handle handle_ = nullptr;
    std::vector<std::string> sources_;
    int dpi_ = kWantedDpi;
    std::string reason_;  // why the last attempt needed an operator
    bool stale_ = false;  // a scan ended early: backends may remember it
};

Status Scanner::open() {
    close();
    library_ = std::make_unique<Library>();
    if (!library_->on()) return internal("SANE does not start");
    if (const auto status = sane_open(address_.c_str(), &handle_); status != SANE_STATUS_GOOD) {
        handle_ = nullptr;
        close();
        return error_of(status, "open the scanner");
    }
    set_up();
    stale_ = false;
    return {};
}

/// Colour, readable, the whole glass. What a scanner does not offer stays as it is.
void Scanner::set_up() {
    Options options(handle_);
    sources_ = sources_in_order(options.words(SANE_NAME_SCAN_SOURCE));
    options.set(SANE_NAME_SCAN_MODE, mode_of(options.words(SANE_NAME_SCAN_MODE)));
    options.set(SANE_NAME_SCAN_RESOLUTION, resolution_of);
    const int dpi = options.number(SANE_NAME_SCAN_RESOLUTION);
    dpi_ = dpi > 0 ? dpi : kWantedDpi;
}

Result<model::Content> Scanner::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::PaperRequest>(&request);
    if (ask == nullptr || ask->sheets < 1) return Error{Fault::Unsupported, "not a paper", "device.unsupported"};
    if (handle_ == nullptr) return Error{Fault::Gone, "the scanner is not open", "device.gone"};
    if (stale_) LOKET_TRY(open());
    reason_.clear();
    auto outcome = scan(std::min(ask->sheets, kMostSheets), sink, stop);
    stale_ = !outcome.ok();
    if (stop.stop_requested() && !outcome) return Error{Fault::Cancelled, "stopped on request"};
    if (!outcome) return noted(outcome.error());
    return model::Content{std::move(*outcome)};
}

/// From the first source that has paper.
Result<model::PaperOutcome> Scanner::scan(int sheets, model::Sink& sink, const std::stop_token& stop) {
    // SANE 4.4: the one call that may come from another thread at any time.
    const std::stop_callback on_stop(stop, [handle = handle_] { sane_cancel(handle); });
    Options options(handle_);
    if (sources_.empty()) sheets = 1;
    model::PaperOutcome outcome;
    Result<RgbaImage> page = corrupt("no source");
    for (std::size_t i = 0; i < std::max<std::size_t>(1, sources_.size()); ++i) {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
        if (!sources_.empty()) {
            options.set(SANE_NAME_SCAN_SOURCE, sources_[i]);
            if (!is_feeder(sources_[i])) sheets = 1;  // a glass gives the same sheet for ever
        }
        for (const auto* edge : {SANE_NAME_SCAN_BR_X, SANE_NAME_SCAN_BR_Y}) options.set(edge, greatest);
        page = sheet(sink, stop);
        if (page || page.error().code != "scanner.no_paper") break;
        sane_cancel(handle_);
    }
    for (int taken = 1; page && taken < sheets && !stop.stop_requested(); ++taken) {
        (taken == 1 ? outcome.image : outcome.further.emplace_back()) = std::move(*page);
        page = sheet(sink, stop);
    }
    sane_cancel(handle_);
    if (page) (outcome.image.empty() ? outcome.image : outcome.further.emplace_back()) = std::move(*page);
    else if (outcome.image.empty() || page.error().code != "scanner.no_paper") return page.error();
    return outcome;
}

Result<RgbaImage> Scanner::sheet(model::Sink& sink, const std::stop_token& stop) {
    Page page;
    for (bool last = false; !last;) LOKET_TRY(frame(page, last, sink, stop));
    LOKET_ASSIGN(picture, page.picture(dpi_));
    sink.preview(model::preview_of(picture, kPreviewWidth));
    return std::move(picture);
}

Status Scanner::frame(Page& page, bool& last, model::Sink& sink, const std::stop_token& stop) {
    if (const auto status = sane_start(handle_); status != SANE_STATUS_GOOD) return error_of(status, "start");
    SANE_Parameters said{};
    if (const auto status = sane_get_parameters(handle_, &said); status != SANE_STATUS_GOOD) return error_of(status, "ask for the size");
    LOKET_TRY(page.frame(said));
    last = said.last_frame == SANE_TRUE;
    std::vector<SANE_Byte> piece(kPiece);
    for (int shown = 0; !stop.stop_requested();) {
        SANE_Int got = 0;
        const auto status = sane_read(handle_, piece.data(), static_cast<SANE_Int>(piece.size()), &got);
        if (status == SANE_STATUS_EOF && stop.stop_requested()) break;  // half a page
        if (status == SANE_STATUS_EOF) return {};
        if (status != SANE_STATUS_GOOD) return error_of(status, "read");
        if (got < 0 || got > static_cast<SANE_Int>(piece.size())) return corrupt("SANE counts wrongly");
        LOKET_TRY(page.add(ByteView(piece.data(), static_cast<std::size_t>(got))));
        if (page.expected() == 0 || page.lines() * kLooks < (shown + 1) * page.expected()) continue;
        shown = page.lines() * kLooks / page.expected();
        sink.progress(std::min(100, 100 * page.lines() / page.expected()));
        if (const auto so_far = page.picture(dpi_)) sink.preview(model::preview_of(*so_far, kPreviewWidth));
    }
    return Error{Fault::Cancelled, "stopped on request"};
}

/// A scanner has no way to be asked how it is: what its last attempt met is all that is known.
Error Scanner::noted(Error error) {
    reason_ = reason_of(error);
    if (error.fault == Fault::Gone) close();
    return error;
}

model::Health Scanner::health() {
    if (handle_ == nullptr) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    if (!reason_.empty()) return {.ready = false, .reasons = {reason_}, .supplies = {}};
    return {};
}

model::Identity Scanner::identity() const {
    return {.driver = std::string(kDriver.id),
            .vendor = {},
            .product = !name_.empty() ? name_ : address_.starts_with(kNetwork) ? "Network scanner" : address_,
            .serial = {},
            .firmware = {},
            .simulated = address_.starts_with(kEmulatedAddress) || address_.starts_with("test:")};
}

void Scanner::close() {
    if (handle_ != nullptr) {
        sane_cancel(handle_);
        sane_close(handle_);
    }
    handle_ = nullptr;
    library_.reset();
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Scanner>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> all;
    for (const auto& url : model::named_in(settings, kNetworkSetting)) all.push_back({std::string(kNetwork) + "scanner:" + url, "Network scanner"});
    const Library library;
    const SANE_Device** devices = nullptr;
    if (!library.on() || sane_get_devices(&devices, SANE_TRUE) != SANE_STATUS_GOOD || devices == nullptr) return internal("SANE does not say what is there");
    for (; *devices != nullptr; ++devices) {
        const auto& each = **devices;
        if (std::string_view(each.type).find("camera") != std::string_view::npos) continue;  // those of gphoto2 and v4l
        all.push_back({each.name, std::string(each.vendor) + " " + each.model});
    }
    return all;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return std::make_unique<EsclScanner>(scene); }

}  // namespace loket::drivers::sane_scanner
