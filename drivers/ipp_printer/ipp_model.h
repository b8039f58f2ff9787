#pragma once
// An emulated printer behind a port of this machine: IPP/2.0 as RFC 8011 has it, over HTTP.

#include <cups/http.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "devices/model/address_model.h"
#include "devices/model/scene.h"
#include "drivers/ipp_printer/state.h"

namespace loket::drivers::ipp_printer {

inline constexpr std::string_view kEmulatedMake = "Loket emulated";

/// What an answer of the emulated printer can suffer on its way.
enum class Spoil : std::uint8_t { Cut, Garbage, Refusal, HttpError, HangUp, Forget, Stranger };
inline constexpr Spoil kAllSpoils[] = {Spoil::Cut, Spoil::Garbage, Spoil::Refusal, Spoil::HttpError, Spoil::HangUp, Spoil::Forget, Spoil::Stranger};

/// What a printer prints on: what it says of itself besides, and where what comes out of it goes.
struct Trade {
    std::string_view make;
    void (*describe)(ipp_t* answer, bool empty_marker) = nullptr;
    void (*deliver)(model::Scene& scene, const std::string& job, const Bytes& document) = nullptr;
};
/// A4 letters: the last ones are in the scene (`last_sheets`).
extern const Trade kLetters;

/// Words: "media_empty", "cover_open", "ribbon_out", "jam" stop it, "abort" spoils the
/// next job, "no_pdf" makes it take PWG raster only, "reset".
class IppPrinter final : public model::AddressModel {
  public:
    explicit IppPrinter(model::Scene& scene, const Trade& trade = kLetters);
    ~IppPrinter() override;
    IppPrinter(const IppPrinter&) = delete;
    IppPrinter& operator=(const IppPrinter&) = delete;

    [[nodiscard]] std::string address() const override;
    void unplug() override;
    void plug() override;
    bool event(std::string_view what) override;
    /// The answer after the next `after` ones is spoiled. Forget: it has lost its jobs by then, as after a loss of power. Stranger: their
    /// numbers are by then those of others' jobs that came out.
    void spoil(int after, Spoil how);
    /// How many it has given.
    [[nodiscard]] int answers() const { return answers_; }

  private:
    struct Job {
        std::string name = {};
        ipp_jstate_t state = IPP_JSTATE_HELD;
        Bytes document = {};
        std::chrono::steady_clock::time_point done = {};
    };
    void serve(const std::stop_token& stop);
    void talk(http_t* http, const std::stop_token& stop);
    bool serve_one(http_t* http);
    bool reply(http_t* http, ipp_t* answer, std::optional<Spoil> how);
    std::optional<Spoil> spoiled();
    Ipp answer(ipp_t* request, Bytes document);
    void describe(ipp_t* answer);
    void begin_job(ipp_t* request, ipp_t* answer);
    void about_job(ipp_t* request, ipp_t* answer, Bytes document);
    void advance(Job& job);
    void list_finished(ipp_t* answer) const;

    model::Scene& scene_;
    const Trade& trade_;
    int listener_ = -1, port_ = 0;
    std::mutex mutex_;
    std::map<int, Job> jobs_;
    std::string trouble_;  // a reason
    std::optional<Spoil> spoil_;
    int spoil_after_ = 0, last_job_ = 0;
    std::atomic<int> answers_ = 0;
    bool abort_next_ = false, takes_pdf_ = true;
    std::jthread thread_;
};

}  // namespace loket::drivers::ipp_printer
