// light_client: hidapi, over the machine's libusb, asks the first blink(1) for its version, shows a colour and reads it back. One line each.

#include <hidapi.h>

#include <cstdio>

namespace {

int fail(const char* doing) {
    std::fprintf(stderr, "%s failed\n", doing);
    return 1;
}

bool exchange(hid_device* light, const char* what, unsigned char* report, int size) {
    if (hid_send_feature_report(light, report, static_cast<std::size_t>(size)) != size) return false;
    const int count = hid_get_feature_report(light, report, static_cast<std::size_t>(size));
    std::printf("%s ", what);
    for (int i = 0; i < count; ++i) std::printf("%02x", report[i]);
    std::printf("\n");
    return count == size;
}

}  // namespace

int main() {
    constexpr unsigned short kThingM = 0x27B8, kBlink1 = 0x01ED;
    if (hid_init() != 0) return fail("init");
    hid_device* light = hid_open(kThingM, kBlink1, nullptr);
    if (light == nullptr) return fail("open");
    unsigned char version[9] = {1, 'v'}, colour[9] = {1, 'r'};
    const unsigned char wanted[9] = {1, 'n', 1, 2, 3};
    if (!exchange(light, "version", version, sizeof version)) return fail("version");
    if (hid_send_feature_report(light, wanted, sizeof wanted) != sizeof wanted) return fail("colour");
    if (!exchange(light, "colour", colour, sizeof colour)) return fail("reading the colour");
    hid_close(light);
    return hid_exit();
}
