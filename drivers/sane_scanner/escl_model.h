#pragma once
// An emulated network scanner (Mopria eSCL 2.97, as sane-airscan speaks it): a glass and a feeder behind a port of this machine.

#include <atomic>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/model/address_model.h"
#include "devices/model/scene.h"

namespace loket::drivers::sane_scanner {

inline constexpr std::string_view kEmulatedAddress = "airscan:escl:Loket:";

/// The paper of the scene, or one of its own, lies on the glass. Words: "feeder" puts three sheets into the feeder, "jam" and
/// "cover_open" stop it, "garbage" makes it send pictures that are none, "reset".
class EsclScanner final : public model::AddressModel {
  public:
    explicit EsclScanner(model::Scene& scene);
    ~EsclScanner() override;
    EsclScanner(const EsclScanner&) = delete;
    EsclScanner& operator=(const EsclScanner&) = delete;

    [[nodiscard]] std::string address() const override;
    [[nodiscard]] std::string url() const;
    void unplug() override;
    void plug() override;
    bool event(std::string_view what) override;

  private:
    struct Job {
        bool feeder = false;
        int width = 0, height = 0, dpi = 0;  // in 1/300 inch
        int given = 0;                       // sheets
    };
    struct Request {
        std::string method, path, body;
    };
    void serve(const std::stop_token& stop);
    void talk(int socket, const std::stop_token& stop);
    std::string answer(const Request& request, const std::stop_token& stop);
    std::string accept_job(const std::string& settings);
    std::string next_document(int number, const std::stop_token& stop);
    [[nodiscard]] std::string status() const;

    model::Scene& scene_;
    int listener_ = -1, port_ = 0;
    mutable std::mutex mutex_;
    std::map<int, Job> jobs_;
    int last_job_ = 0, sheets_ = 0, sheets_given_ = 0;
    std::string trouble_ = {};
    std::jthread thread_;
};

/// A page as a scanner of this resolution sees it: `paper` stretched over it, or writing of its own that no two numbers share.
RgbaImage scanned(int width, int height, int dpi, const RgbaImage& paper, int number);

}  // namespace loket::drivers::sane_scanner
