#include "drivers/ipp_printer/line.h"

#include <cups/cups.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace loket::drivers::ipp_printer {
namespace {

constexpr Millis kConnectLimit{3000}, kAnswerLimit{3000};

int give_up(http_t*, void*) { return 0; }

/// libcups asks the terminal otherwise.
const char* no_password(const char*, http_t*, const char*, const char*, void*) { return nullptr; }

}  // namespace

Result<Place> place_of(const std::string& uri) {
    std::array<char, 32> scheme{};
    std::array<char, 256> user{}, host{}, resource{};
    int port = 0;
    const auto state = httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), scheme.size(), user.data(), user.size(), host.data(), host.size(), &port, resource.data(), resource.size());
    const std::string_view name = scheme.data();
    if (state < HTTP_URI_STATUS_OK || (name != "ipp" && name != "ipps")) return Error{Fault::Unsupported, "not the address of an IPP printer", "device.unsupported"};
    return Place{.uri = uri, .host = host.data(), .resource = resource.data(), .port = port, .secure = name == "ipps"};
}

Ipp request_to(const Place& place, ipp_op_t operation) {
    Ipp request(ippNewRequest(operation));
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, place.uri.c_str());
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, "loket");
    return request;
}

Result<std::unique_ptr<Line>> Line::open(const Place& place) {
    auto* http = httpConnect2(place.host.c_str(), place.port, nullptr, AF_UNSPEC, place.secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                              static_cast<int>(kConnectLimit.count()), nullptr);
    if (http == nullptr) return Error{Fault::Gone, "the printer does not answer", "device.gone"};
    std::unique_ptr<Line> line(new Line(place, http));
    line->patience(kAnswerLimit);
    return line;
}

void Line::patience(Millis limit) { httpSetTimeout(http_.get(), static_cast<double>(limit.count()) / 1000, give_up, nullptr); }

void Line::abort() { shutdown(httpGetFd(http_.get()), SHUT_RDWR); }

Result<Ipp> Line::ask(Ipp request, const char* doing) {
    cupsSetPasswordCB2(no_password, nullptr);  // for this thread
    Ipp answer(cupsDoRequest(http_.get(), request.release(), place_.resource.c_str()));
    if (answer && ippGetStatusCode(answer.get()) < IPP_STATUS_REDIRECTION_OTHER_SITE) return answer;
    return error_of(answer ? ippGetStatusCode(answer.get()) : cupsLastError(), doing, "");
}

Status Line::send(Ipp request, ByteView document, const char* doing) {
    constexpr std::size_t kPiece = 32u << 10;
    cupsSetPasswordCB2(no_password, nullptr);
    auto status = cupsSendRequest(http_.get(), request.get(), place_.resource.c_str(), ippLength(request.get()) + document.size());
    while (status == HTTP_STATUS_CONTINUE && !document.empty()) {
        const auto piece = document.first(std::min(kPiece, document.size()));
        status = cupsWriteRequestData(http_.get(), reinterpret_cast<const char*>(piece.data()), piece.size());
        document = document.subspan(piece.size());
    }
    const Ipp answer(cupsGetResponse(http_.get(), place_.resource.c_str()));
    if (answer && ippGetStatusCode(answer.get()) < IPP_STATUS_REDIRECTION_OTHER_SITE && document.empty()) return {};
    return error_of(answer ? ippGetStatusCode(answer.get()) : cupsLastError(), doing, "");
}

}  // namespace loket::drivers::ipp_printer
