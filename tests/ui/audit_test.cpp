#include "kiosk/ui/audit.h"

#include <catch2/catch.hpp>

using namespace loket::ui;

namespace {

const Rect kScreen{0, 0, 1000, 1000};

std::vector<std::string> rules(const Nodes& nodes) {
    std::vector<std::string> out;
    for (const Finding& finding : audit(nodes, Theme{}, kScreen)) out.push_back(finding.rule);
    return out;
}

Node button(std::string id, Rect rect) {
    return {.id = std::move(id), .role = Role::Button, .label = "x", .rect = rect};
}

}  // namespace

TEST_CASE("good nodes have no findings") {
    CHECK(rules({button("a", {0, 0, 100, 60}),
                 button("b", {111, 0, 100, 60}),
                 {.id = "t", .role = Role::Text, .label = "", .rect = {0, 0, 5, 5}}})
              .empty());
}

TEST_CASE("each fault is found") {
    using Rules = std::vector<std::string>;
    CHECK(rules({button("a", {0, 0, 100, 40})}) == Rules{"target"});
    CHECK(rules({{.id = "a", .role = Role::Tile, .label = "", .rect = {0, 0, 100, 100}}}) == Rules{"label"});
    CHECK(
        rules({{.id = "a", .role = Role::Text, .label = "long", .rect = {0, 0, 10, 10}, .overflow = true}}) ==
        Rules{"overflow"});
    CHECK(rules({button("a", {950, 0, 100, 60})}) == Rules{"outside"});
    CHECK(rules({button("a", {0, 0, 100, 60}), button("a", {200, 0, 100, 60})}) == Rules{"id"});
    CHECK(rules({button("a", {0, 0, 100, 60}), button("b", {90, 50, 100, 60})}) == Rules{"overlap"});
    CHECK(rules({button("a", {0, 0, 100, 60}), button("b", {108, 0, 100, 60})}) == Rules{"gap"});
    CHECK(rules({button("a", {0, 0, 100, 60}), button("b", {107, 67, 100, 60})}) == Rules{"gap"});
}

TEST_CASE("a dialog may cover the page") {
    Node above = button("b", {0, 0, 100, 60});
    above.layer = 1;
    CHECK(rules({button("a", {0, 0, 100, 60}), above}).empty());
}
