// fprint_client FILE: captures one finger with the first reader that libfprint finds, and writes it as PGM.

#include <fprint.h>

#include <cstdio>

namespace {

int fail(const char* doing, GError* error) {
    std::fprintf(stderr, "%s: %s\n", doing, error != nullptr ? error->message : "nothing there");
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    g_autoptr(FpContext) context = fp_context_new();
    GPtrArray* devices = fp_context_get_devices(context);
    if (devices == nullptr || devices->len == 0) return fail("find a reader", nullptr);
    auto* device = static_cast<FpDevice*>(g_ptr_array_index(devices, 0));
    g_autoptr(GError) error = nullptr;
    if (!fp_device_open_sync(device, nullptr, &error)) return fail("open", error);
    g_autoptr(FpImage) image = fp_device_capture_sync(device, TRUE, nullptr, &error);
    if (image == nullptr) return fail("capture", error);
    gsize size = 0;
    const guchar* pixels = fp_image_get_data(image, &size);
    std::FILE* file = std::fopen(arguments[1], "wb");
    if (file == nullptr) return 2;
    std::fprintf(file, "P5\n%u %u\n255\n", fp_image_get_width(image), fp_image_get_height(image));
    std::fwrite(pixels, 1, size, file);
    std::fclose(file);
    std::printf("%s\n", fp_device_get_driver(device));
    return fp_device_close_sync(device, nullptr, &error) ? 0 : fail("close", error);
}
