// wsq encode, wsq decode: the FBI's coding of fingerprints, between files.

#include <fmt/format.h>

#include <opencv2/imgcodecs.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/wsq/wsq.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/picture_file.h"

namespace loket::app {
namespace {

struct WsqOptions {
    std::filesystem::path from, out;
    double bits = 0.75;
    int dpi = 0;
};

Status encode_to_wsq(const WsqOptions& options) {
    LOKET_ASSIGN(picture, read_grey(options.from));
    if (options.dpi > 0) picture.image.dpi = options.dpi;
    const auto stream = biometrics::encode_wsq(picture.image, options.bits);
    LOKET_TRY(write_file(options.out, stream));
    fmt::print("{}\t{}\t{} x {}\t{} dpi\t{} bytes\t{:.3f} bits a pixel\n", options.from.string(), options.out.string(), picture.image.width, picture.image.height, picture.image.dpi,
               stream.size(), 8.0 * static_cast<double>(stream.size()) / static_cast<double>(picture.image.pixels.size()));
    return {};
}

Status decode_from_wsq(const WsqOptions& options) {
    LOKET_ASSIGN(bytes, read_file(options.from));
    const auto picture = biometrics::decode_wsq(bytes);
    if (!picture) return Error{picture.error().fault, options.from.string() + ": " + picture.error().context, picture.error().code};
    const auto& image = picture->image;
    Bytes coded;
    try {
        cv::imencode(options.out.extension().string(), cv::Mat(image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())), coded);
    } catch (const cv::Exception&) {
        return Error{Fault::Unsupported, options.out.string() + ": name a file that ends in .png, .pgm, .bmp or .tif", "picture.unknown"};
    }
    LOKET_TRY(write_file(options.out, coded));
    fmt::print("{}\t{}\t{} x {}\t{} dpi\n", options.from.string(), options.out.string(), image.width, image.height, image.dpi);
    return {};
}

template <class Work>
void run_wsq(CLI::App* command, const std::shared_ptr<WsqOptions>& options, Exit& exit, Work work) {
    command->add_option("--out", options->out, "File to write")->required();
    command->callback([options, &exit, work] { exit.code = code_of(work(*options)); });
}

}  // namespace

void add_wsq(CLI::App& app, Exit& exit) {
    auto* wsq = app.add_subcommand("wsq", "WSQ, the FBI's coding of fingerprints");
    wsq->require_subcommand(1);
    const auto options = std::make_shared<WsqOptions>();
    auto* encode = wsq->add_subcommand("encode", "Codes a picture of a fingerprint as WSQ");
    encode->add_option("IMG", options->from, "Picture (PNG, JPEG, JPEG 2000, BMP, TIFF, PGM, WSQ); colour is taken as brightness")->required();
    encode->add_option("--bpp", options->bits, "Bits a pixel that are aimed at: 0.75 (the FBI's rate), 2.25 keeps more")->check(CLI::Range(0.1, 5.0))->capture_default_str();
    encode->add_option("--dpi", options->dpi, "Resolution to note, if the picture does not say it (500 otherwise)")->check(CLI::Range(100, 2000));
    run_wsq(encode, options, exit, encode_to_wsq);
    auto* decode = wsq->add_subcommand("decode", "Decodes a WSQ file to a picture, whose kind its name tells (.png, .pgm, .bmp, .tif)");
    decode->add_option("F", options->from, "WSQ file")->required();
    run_wsq(decode, options, exit, decode_from_wsq);
}

}  // namespace loket::app
