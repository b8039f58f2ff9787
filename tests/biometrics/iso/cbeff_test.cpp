#include <catch2/catch.hpp>

#include "devices/biometrics/iso/cbeff.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::iso;

namespace {

std::vector<Bir> some_birs() {
    return {{.kind = BirKind::Finger, .finger = Finger::RightIndex, .quality = 100, .created = "2019-06-27T13:40:06.209Z", .record = {'F', 'I', 'R', 0, 255}},
            {.kind = BirKind::Iris, .eye = Eye::Left, .quality = 0, .created = "2026-11-29T08:00:00Z", .record = {'I', 'I', 'R', 0}},
            {.kind = BirKind::Face, .created = "a < b & c", .level = "Intermediate", .purpose = "Verify", .record = {}}};
}

}  // namespace

TEST_CASE("envelopes of records: written and read, every cut refused") {
    const auto birs = some_birs();
    const auto xml = encode_cbeff(birs);
    CHECK(xml.find("<Type>Finger</Type><Subtype>Right IndexFinger</Subtype>") != std::string::npos);
    CHECK(xml.find("<Organization>Mosip</Organization><Type>9</Type>") != std::string::npos);
    CHECK(decode_cbeff(xml).value() == birs);
    CHECK(decode_cbeff(encode_cbeff({})).value().empty());
    for (std::size_t length = 0; length + 2 < xml.size(); ++length) CHECK_FALSE(decode_cbeff(std::string_view(xml).substr(0, length)));
}

TEST_CASE("an envelope as MOSIP lays it out, with comments, indents and prefixes") {
    const auto birs = decode_cbeff(R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- a person --><c:BIR xmlns:c="http://standards.iso.org/iso-iec/19785/-3/ed-2/">
  <c:BIRInfo><c:Integrity>false</c:Integrity></c:BIRInfo>
  <!-- right thumb -->
  <c:BIR>
    <c:BIRInfo><c:Integrity>false</c:Integrity></c:BIRInfo>
    <c:BDBInfo>
      <c:Index>11d5c6dc</c:Index><c:Format><c:Organization>Mosip</c:Organization><c:Type>7</c:Type></c:Format>
      <c:CreationDate>2021-08-11T10:32:48Z</c:CreationDate><c:Type>Finger</c:Type><c:Subtype>Right Thumb</c:Subtype>
      <c:Level>Raw</c:Level><c:Purpose>Enroll</c:Purpose><c:Quality><c:Score>80</c:Score></c:Quality>
    </c:BDBInfo>
    <c:BDB>RklS
           AA==</c:BDB><c:Others/>
  </c:BIR>
</c:BIR>)").value();
    REQUIRE(birs.size() == 1);
    CHECK(birs[0].finger == Finger::RightThumb);
    CHECK(birs[0].quality == 80);
    CHECK(birs[0].record == Bytes{'F', 'I', 'R', 0});
}

TEST_CASE("hostile envelopes are refused") {
    const auto good = encode_cbeff(some_birs());
    const auto with = [&](std::string_view from, std::string_view to) {
        auto xml = good;
        xml.replace(xml.find(from), from.size(), to);
        return decode_cbeff(xml);
    };
    CHECK_FALSE(with("<Score>100</Score>", "<Score>101</Score>"));
    CHECK_FALSE(with("<Score>100</Score>", "<Score>9x</Score>"));
    CHECK_FALSE(with("<BDB>", "<BDB>*"));
    CHECK_FALSE(with("</BDB>", "</BDX>"));
    CHECK_FALSE(with("Right IndexFinger", "Right Toe"));
    CHECK_FALSE(with("&amp;", "&bomb;"));
    CHECK_FALSE(with("<BIR xmlns", "<!DOCTYPE b [<!ENTITY bomb \"x\">]><BIR xmlns"));
    CHECK(with("Right IndexFinger", "Right Toe").error().fault == Fault::Unsupported);
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<BIR>";
    CHECK_FALSE(decode_cbeff(deep));
    CHECK_FALSE(decode_cbeff("<BIR></BIR><BIR></BIR>"));
    CHECK_FALSE(decode_cbeff("<A></A>"));
}
