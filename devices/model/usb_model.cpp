#include "devices/model/usb_model.h"

#include <algorithm>

namespace loket::model {
namespace {

constexpr std::uint8_t kDevice = 1, kConfiguration = 2, kString = 3, kHid = 0x21, kReport = 0x22;
constexpr std::uint8_t kClassHid = 3;
constexpr std::size_t kDeviceSize = 18;

void put_u16(Bytes& to, std::size_t value) {
    to.push_back(static_cast<std::uint8_t>(value));
    to.push_back(static_cast<std::uint8_t>(value >> 8));
}

void put_interface(Bytes& to, const UsbDescription::Interface& interface, std::size_t number) {
    to.insert(to.end(), {9, 4, static_cast<std::uint8_t>(number), 0, static_cast<std::uint8_t>(interface.endpoints.size()),
                         interface.of.code, interface.of.subclass, interface.of.protocol, 0});
    if (interface.of.code == kClassHid) {
        to.insert(to.end(), {9, kHid, 0x11, 0x01, 0, 1, kReport});
        put_u16(to, interface.report.size());
    }
    for (const auto& each : interface.endpoints) {
        to.insert(to.end(), {7, 5, each.address, each.attributes});
        put_u16(to, each.packet);
        to.push_back(each.attributes == 3 ? 4 : 0);
    }
}

Bytes device_descriptor(const UsbDescription& box) {
    Bytes out{kDeviceSize, kDevice, 0x00, 0x02, 0, 0, 0, 64};
    put_u16(out, box.id.vendor);
    put_u16(out, box.id.product);
    put_u16(out, box.release);
    out.insert(out.end(), {1, 2, 3, 1});
    return out;
}

Bytes configuration_descriptor(const UsbDescription& box) {
    Bytes body;
    for (std::size_t i = 0; i < box.interfaces.size(); ++i) put_interface(body, box.interfaces[i], i);
    Bytes out{9, kConfiguration};
    put_u16(out, body.size() + 9);
    out.insert(out.end(), {static_cast<std::uint8_t>(box.interfaces.size()), 1, 0, 0x80, 50});
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

/// All our names are ASCII.
Bytes string_descriptor(std::string_view text) {
    Bytes out{static_cast<std::uint8_t>(2 + 2 * text.size()), kString};
    for (const char c : text) put_u16(out, static_cast<std::uint8_t>(c));
    return out;
}

UsbReply descriptor(const UsbDescription& box, std::uint8_t type, std::uint8_t index) {
    if (type == kDevice) return UsbReply::done(device_descriptor(box));
    if (type == kConfiguration) return UsbReply::done(configuration_descriptor(box));
    if (type != kString) return UsbReply::stall();
    if (index == 0) return UsbReply::done({4, kString, kUsbEnglish & 0xFF, kUsbEnglish >> 8});
    const std::string* texts[] = {&box.vendor, &box.product, &box.serial};
    if (index > std::size(texts)) return UsbReply::stall();
    return UsbReply::done(string_descriptor(*texts[index - 1]));
}

UsbReply standard(const UsbDescription& box, const UsbSetup& setup) {
    constexpr std::uint8_t kGetStatus = 0, kClearFeature = 1, kSetFeature = 3, kGetDescriptor = 6, kGetConfiguration = 8,
                           kSetConfiguration = 9, kSetInterface = 11;
    switch (setup.request) {
        case kGetStatus:
            return UsbReply::done({0, 0});
        case kGetDescriptor:
            if (setup.type == 0x81 && setup.value >> 8 == kReport && setup.index < box.interfaces.size())
                return UsbReply::done(box.interfaces[setup.index].report);
            return descriptor(box, static_cast<std::uint8_t>(setup.value >> 8), static_cast<std::uint8_t>(setup.value));
        case kGetConfiguration:
            return UsbReply::done({1});
        case kClearFeature:
        case kSetFeature:
        case kSetConfiguration:
        case kSetInterface:
            return UsbReply::done();
        default:
            return UsbReply::stall();
    }
}

void put_utf8(std::string& to, unsigned code) {
    if (code < 0x80) {
        to.push_back(static_cast<char>(code < 0x20 || code == 0x7F ? ' ' : code));
    } else if (code < 0x800) {
        to.push_back(static_cast<char>(0xC0 | code >> 6));
        to.push_back(static_cast<char>(0x80 | (code & 0x3F)));
    } else {
        to.push_back(static_cast<char>(0xE0 | code >> 12));
        to.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
        to.push_back(static_cast<char>(0x80 | (code & 0x3F)));
    }
}

}  // namespace

void add_endpoint(UsbBox& box, std::uint8_t address, std::uint8_t attributes) {
    constexpr std::uint8_t kIn = 0x80, kSort = 3, kBulk = 2, kInterrupt = 3;
    const bool in = (address & kIn) != 0;
    std::uint8_t* place = nullptr;
    if ((attributes & kSort) == kBulk) place = in ? &box.bulk_in : &box.bulk_out;
    if ((attributes & kSort) == kInterrupt && in) place = &box.interrupt_in;
    if (place != nullptr && *place == 0) *place = address;
}

Bytes descriptors(const UsbDescription& box) {
    Bytes out = device_descriptor(box);
    const Bytes rest = configuration_descriptor(box);
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
}

UsbReply control(UsbDeviceModel& box, const UsbSetup& setup, ByteView out, std::size_t max) {
    const bool is_standard = (setup.type & 0x60) == 0;
    UsbReply reply = is_standard ? standard(box.description(), setup) : box.setup(setup, out, max);
    if (is_standard && reply.bytes.size() > max) reply.bytes.resize(max);
    return reply;
}

UsbSetup string_request(std::uint8_t number) {
    return {.type = 0x80, .request = 6, .value = static_cast<std::uint16_t>(kString << 8 | number), .index = kUsbEnglish};
}

std::string usb_text(ByteView descriptor) {
    if (descriptor.size() < 2 || descriptor[1] != kString) return {};
    const std::size_t size = std::min<std::size_t>(descriptor[0], descriptor.size());
    std::string text;
    for (std::size_t i = 2; i + 1 < size; i += 2) {
        const unsigned code = descriptor[i] | static_cast<unsigned>(descriptor[i + 1]) << 8;
        if (code == 0) break;
        put_utf8(text, code >= 0xD800 && code < 0xE000 ? '?' : code);  // surrogates: no name needs them
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

}  // namespace loket::model
