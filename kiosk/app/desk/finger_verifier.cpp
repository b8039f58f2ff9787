#include "kiosk/app/desk/finger_verifier.h"

#include <algorithm>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iso/finger_record.h"

namespace loket::app {
namespace {

/// The best score of the records of that finger; what cannot be decoded matches nobody.
class HostVerifier final : public FingerVerifier {
  public:
    explicit HostVerifier(const card::CardContent& chip) : chip_(chip) {}
    Result<FingerVerdict> verify(biometrics::Finger finger, const biometrics::FingerTemplate& live) override {
        if (std::ranges::find(chip_.fingers, finger, &card::CardFinger::finger) == chip_.fingers.end()) return rejected("card.no_finger", "the chip does not hold this finger");
        FingerVerdict verdict{.threshold = biometrics::kVerifyThreshold};
        for (const auto& stored : chip_.fingers)
            if (const auto minutiae = biometrics::iso::decode_card(stored.minutiae); stored.finger == finger && minutiae)
                verdict.score = std::max(verdict.score, biometrics::match_score(live, *minutiae));
        verdict.match = verdict.score >= verdict.threshold;
        return verdict;
    }

  private:
    const card::CardContent& chip_;
};

class ChipVerifier final : public FingerVerifier {
  public:
    ChipVerifier(Equipment& equipment, std::string uid, model::Sink& sink, const std::stop_token& stop) : equipment_(equipment), uid_(std::move(uid)), sink_(sink), stop_(stop) {}
    Result<FingerVerdict> verify(biometrics::Finger finger, const biometrics::FingerTemplate& live) override {
        LOKET_ASSIGN(said, ask_chip(equipment_, uid_, finger, biometrics::iso::encode_card(live), sink_, stop_));
        return FingerVerdict{said.match ? 1.0 : 0.0, 1, said.match};
    }

  private:
    Equipment& equipment_;
    const std::string uid_;
    model::Sink& sink_;
    const std::stop_token& stop_;
};

}  // namespace

std::unique_ptr<FingerVerifier> verifier_for(Equipment& equipment, const std::string& uid, const card::Reading& reading, model::Sink& sink, const std::stop_token& stop) {
    if (reading.compares) return std::make_unique<ChipVerifier>(equipment, uid, sink, stop);
    return std::make_unique<HostVerifier>(reading.content);
}

}  // namespace loket::app
