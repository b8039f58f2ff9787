// How words become speech: pronunciation, who may interrupt whom, samples, and that real sound comes out.

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "devices/base/file.h"
#include "devices/base/wait.h"
#include "kiosk/app/speech/audio_speaker.h"
#include "kiosk/app/speech/voice.h"
#include "kiosk/ui/strings.h"

using namespace loket;
using namespace loket::speech;

namespace {

const std::filesystem::path kAssets = LOKET_SOURCE_DIR "/assets";

std::string spoken(const std::string& text, const char* language = "id") {
    const auto table = Pronunciation::load(kAssets, language);
    REQUIRE(table.ok());
    return table->spoken(text);
}

bool has_voice() { return std::system("command -v espeak-ng >/dev/null 2>&1") == 0; }

/// Loudness as the mean of absolute samples.
double loudness(const Samples& samples) {
    const double sum = std::accumulate(samples.begin(), samples.end(), 0.0, [](double all, std::int16_t one) { return all + std::abs(one); });
    return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

}  // namespace

TEST_CASE("abbreviations are said as people say them, and spelled where they are no words") {
    CHECK(spoken("KK") == "kaka");
    CHECK(spoken("Nomor KK Anda") == "Nomor kaka Anda");
    CHECK(spoken("KTP-el") == "ka te pe elektronik");
    CHECK(spoken("RT 001/RW 002") == "er te 0 0 1 er we 0 0 2");
    CHECK(spoken("SKPWNI") == "SKPWNI");  // a word with vowels
    CHECK(spoken("SPTJM") == "S P T J M");
    CHECK(spoken("SITI") == "SITI");
    CHECK(spoken("KK", "en") == "K K");
    CHECK(spoken("KK", "ms") == "kaka");
}

TEST_CASE("long numbers are read digit by digit in groups, short ones as numbers") {
    CHECK(spoken("NIK 2101064107900001") == "nik 2 1 0 1 0 6, 4 1 0 7 9 0, 0 0 0 1");
    CHECK(spoken("128 menit") == "128 menit");
    CHECK(spoken("A-012") == "A, 0 1 2");
    CHECK(spoken("23 November 2026") == "23 November 2026");
    CHECK(spoken("10.24 WIB") == "10 24 waktu Indonesia barat");
    CHECK(spoken("BTN-261123-KTP-0001-A") == "B T N, 2 6 1, 1 2 3 ka te pe, 0 0 0 1 A");
    CHECK(spoken("2101\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\x30\x30\x30\x31") == "2101 tersembunyi 0 0 0 1");
    CHECK(spoken("S\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2 C\xE2\x80\xA2\xE2\x80\xA2") == "S tersembunyi  C tersembunyi ");
    CHECK(spoken("Jos\xC3\xA9 \xE2\x86\x92 Ana") == "Jos\xC3\xA9  Ana");
}

TEST_CASE("a sign alone has a name") {
    CHECK(spoken("-") == "tanda hubung");
    CHECK(spoken(",") == "koma");
    CHECK(spoken("-", "en") == "hyphen");
    CHECK(spoken("Q") == "Q");
}

TEST_CASE("a pronunciation table that is broken says so") {
    const auto folder = std::filesystem::temp_directory_path() / "loket-speech-test";
    REQUIRE(make_folder(folder / "speech").ok());
    REQUIRE(write_text(folder / "speech" / "id.json", "[1]").ok());
    CHECK(Pronunciation::load(folder, "id").error().fault == Fault::Corrupt);
    REQUIRE(write_text(folder / "speech" / "id.json", R"({"KK": 1})").ok());
    CHECK(Pronunciation::load(folder, "id").error().context.find("KK") != std::string::npos);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a reading gives way to the next, a message waits its turn, an alarm goes first") {
    SpeechQueue queue;
    CHECK_FALSE(queue.add({"halaman", "id", Priority::Reading}));
    CHECK(queue.next()->text == "halaman");
    CHECK(queue.add({"tombol 1", "id", Priority::Reading}));
    CHECK(queue.add({"tombol 2", "id", Priority::Reading}));
    CHECK_FALSE(queue.add({"antrean A-001", "id", Priority::Message}));
    CHECK(queue.next()->text == "antrean A-001");
    CHECK_FALSE(queue.add({"tombol 3", "id", Priority::Reading}));
    CHECK(queue.add({"masih di sini?", "id", Priority::Alarm}));
    CHECK(queue.next()->text == "masih di sini?");
    CHECK_FALSE(queue.next().has_value());
    queue.add({"x", "id", Priority::Reading});
    queue.clear();
    CHECK(queue.empty());
}

TEST_CASE("a WAV file is read, also one whose sizes lie, anything else is refused") {
    std::string wav = "RIFF";
    const auto number = [&wav](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) wav += static_cast<char>(value >> (8 * i) & 0xFF);
    };
    number(0x7FFFF024, 4);
    wav += "WAVEfmt ";
    for (const auto& [value, bytes] : {std::pair{16u, 4}, {1u, 2}, {1u, 2}, {22050u, 4}, {44100u, 4}, {2u, 2}, {16u, 2}}) number(value, bytes);
    wav += "data";
    number(0x7FFFF000, 4);
    number(0x0100, 2);
    number(0xFFFF, 2);
    const auto samples = parse_wav(wav);
    REQUIRE(samples.ok());
    CHECK(*samples == Samples{256, -1});
    CHECK_FALSE(parse_wav(wav.substr(0, 30)).ok());
    CHECK_FALSE(parse_wav("").ok());
    CHECK_FALSE(parse_wav(std::string(200, 'x')).ok());
    wav[22] = 2;  // two channels
    CHECK_FALSE(parse_wav(wav).ok());
}

TEST_CASE("every signal is a sound of its own") {
    const auto call = tones(Sound::Call), error = tones(Sound::Error), warning = tones(Sound::Warning);
    for (const auto* samples : {&call, &error, &warning}) CHECK(loudness(*samples) > 200);
    CHECK(call != error);
    CHECK(error != warning);
    auto soft = call;
    scale(soft, 0.25f);
    CHECK(loudness(soft) == Approx(loudness(call) / 4).epsilon(0.05));
}

TEST_CASE("the voice speaks all three languages, without it the reason has a code") {
    if (!has_voice()) {
        WARN("skipped: espeak-ng is not installed");
        return;
    }
    for (const char* language : {"id", "en", "ms"}) {
        const auto samples = render("kaka, 1 2 3", language, 150, {});
        INFO(language);
        REQUIRE(samples.ok());
        CHECK(samples->size() > kSampleRate / 2);
        CHECK(loudness(*samples) > 200);
    }
    const auto slow = render("satu dua tiga", "id", 100, {}), fast = render("satu dua tiga", "id", 250, {});
    CHECK(slow->size() > fast->size());
    CHECK(render("x", "id", 150, {}, "no-such-program").error().code == "speech.no_voice");
}

TEST_CASE("what is said comes out of the sound device, and no device is a reason, not a fault") {
    if (!has_voice()) {
        WARN("skipped: espeak-ng is not installed");
        return;
    }
    const auto file = std::filesystem::temp_directory_path() / "loket-speech.raw";
    std::filesystem::remove(file);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
    setenv("SDL_DISKAUDIODELAY", "1", 1);
    const auto heard = [&] {
        const auto bytes = read_file(file);
        if (!bytes) return 0.0;
        Samples samples(bytes->size() / 2);
        for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int16_t>((*bytes)[2 * i] | (*bytes)[2 * i + 1] << 8);
        samples.erase(std::remove(samples.begin(), samples.end(), 0), samples.end());
        return samples.size() < kSampleRate / 4 ? 0.0 : loudness(samples);
    };
    {
        auto speaker = make_speaker(kAssets, {"id"});
        REQUIRE(speaker.ok());
        (*speaker)->say("Nomor antrean A-012, silakan ke loket 1.", "id", Priority::Message);
        for (int i = 0; i < 500 && heard() < 100; ++i) wait_for(Millis{20}, {});
        CHECK(heard() > 100);
        CHECK((*speaker)->problem().empty());
    }
    setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    auto mute = make_speaker(kAssets, {"id"});
    (*mute)->say("halo", "id", Priority::Message);
    for (int i = 0; i < 500 && (*mute)->problem().empty(); ++i) wait_for(Millis{20}, {});
    CHECK((*mute)->problem() == "speech.no_device");
    unsetenv("SDL_AUDIODRIVER");
    std::filesystem::remove(file);
}
