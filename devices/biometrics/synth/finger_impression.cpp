#include <cmath>

#include "devices/base/random.h"
#include "devices/biometrics/synth/finger_contact.h"

namespace loket::biometrics::synth {

namespace {

/// The skin's state over the print, after conditions and the chance of this placement.
struct Skin {
    float dry = 0, wet = 0;
    float threshold = 0;          ///< relief above this touches the glass at middling pressure
    float ground = 0, ridge = 0;  ///< grey of bare glass and of firm contact
};

Skin draw_skin(const Impression& impression, std::uint64_t seed) {
    SeededRandom random(seed, "skin-state");
    Skin skin;
    skin.dry = static_cast<float>(clamp01(impression.dryness));
    skin.wet = static_cast<float>(clamp01(impression.wetness));
    skin.threshold = static_cast<float>(random.normal() * 0.05);
    skin.ground = static_cast<float>(mix(238, 250, random.unit()));
    skin.ridge = static_cast<float>(mix(38, 66, random.unit()));
    return skin;
}

/// The three textures that disturb a print.
struct Textures {
    Field grain;    ///< roughness of the skin, a few px
    Field patches;  ///< places that stay dry or wet, a few ridges wide
    Field speckle;  ///< the sensor, single px
};

Textures draw_textures(std::uint64_t seed) {
    constexpr int kWidth = kFingerprintWidth, kHeight = kFingerprintHeight;
    return {smooth_noise(kWidth, kHeight, 2.6, derive_seed(seed, "grain")),
            smooth_noise(kWidth, kHeight, 24, derive_seed(seed, "patches")),
            white_noise(kWidth, kHeight, derive_seed(seed, "speckle"))};
}

/// Share of a pixel that touches. Pressure widens ridges, dry skin touches only at its highest and smoothest
/// places, moisture bridges the valleys.
float contact(float relief, float pressure, float grain, float patch, const Skin& skin) {
    const float rough = 0.22F + 1.05F * skin.dry;
    const float dry = skin.dry * (0.55F + 0.5F * patch), wet = skin.wet * (0.95F + 0.75F * patch);
    const float limit = skin.threshold + 0.42F - 0.62F * pressure + dry - wet;
    const float soft = 0.42F + 0.25F * skin.wet;
    return smoothstep(limit - soft, limit + soft, relief + rough * grain);
}

float darkness(float pressure, const Skin& skin) {
    return std::clamp(0.72F + 0.3F * pressure - 0.22F * skin.dry + 0.12F * skin.wet, 0.0F, 1.0F);
}

}  // namespace

GrayImage render_impression(const FingerMaster& master, const Impression& impression) {
    const Placement placement = place_finger(master, impression);
    const Field relief = laid_relief(master, placement);
    const Field pressure = contact_pressure(master, placement, impression.coverage);
    const Textures textures = draw_textures(placement.seed);
    const Skin skin = draw_skin(impression, placement.seed);
    Field print(kFingerprintWidth, kFingerprintHeight);
    for (std::size_t i = 0; i < print.values.size(); ++i) {
        const float press = pressure.values[i];
        float ink = 0;
        if (press > 0.01F)
            ink =
                contact(relief.values[i], press, textures.grain.values[i], textures.patches.values[i], skin);
        ink *= smoothstep(0.0F, 0.22F, press) * darkness(press, skin);
        print.values[i] = skin.ground + (skin.ridge - skin.ground) * ink;
    }
    blur(print, 0.55);
    GrayImage image(kFingerprintWidth, kFingerprintHeight);
    for (std::size_t i = 0; i < print.values.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(
            std::clamp(print.values[i] + 5 * textures.speckle.values[i], 0.0F, 255.0F));
    return image;
}

}  // namespace loket::biometrics::synth
