// hid_client: what hidapi, over the machine's libusb, finds in the first Wacom pad: strings, features, pen reports. One line each.

#include <hidapi.h>

#include <cstdio>
#include <cstring>

namespace {

constexpr unsigned short kWacom = 0x056A;

int fail(const char* doing) {
    std::fprintf(stderr, "%s failed\n", doing);
    return 1;
}

void print(const char* what, const unsigned char* bytes, int count) {
    std::printf("%s", what);
    for (int i = 0; i < count; ++i) std::printf(" %02x", bytes[i]);
    std::printf("\n");
}

}  // namespace

int main() {
    if (hid_init() != 0) return fail("init");
    hid_device_info* found = hid_enumerate(kWacom, 0);
    if (found == nullptr) return fail("enumerate");
    std::printf("box %04x:%04x %ls\n", found->vendor_id, found->product_id, found->product_string);
    hid_device* pad = hid_open_path(found->path);
    hid_free_enumeration(found);
    if (pad == nullptr) return fail("open");
    unsigned char report[64] = {0x08};
    int count = hid_get_feature_report(pad, report, 17);
    if (count != 17) return fail("information");
    print("information", report, count);
    report[0] = 0x09;
    count = hid_get_feature_report(pad, report, 17);
    if (count != 17) return fail("capability");
    print("capability", report, count);
    const unsigned char option[] = {0x32, 3}, ink[] = {0x21, 1}, no_ink[] = {0x21, 0}, unknown[] = {0x77, 0};
    if (hid_send_feature_report(pad, option, 2) != 2 || hid_send_feature_report(pad, ink, 2) != 2) return fail("ink mode");
    if (hid_send_feature_report(pad, unknown, 2) >= 0) return fail("refusal of an unknown report");
    for (int i = 0; i < 50; ++i) {
        count = hid_read_timeout(pad, report, sizeof report, 2000);
        if (count <= 0) return fail("pen report");
        print("pen", report, count);
    }
    if (hid_send_feature_report(pad, no_ink, 2) != 2) return fail("end of ink");
    hid_close(pad);
    return hid_exit();
}
