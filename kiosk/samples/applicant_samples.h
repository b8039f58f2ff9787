#pragma once
// View models as the kiosk makes them, in both languages, for the tests of the applicant's pages.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/screens/applicant.h"
#include "kiosk/ui/headless.h"

namespace loket::samples {

const ui::Strings& words(const std::string& language);
viewmodels::Chrome chrome(const std::string& language);

/// A page in one state, drawn with whatever chrome a test wants.
struct Sample {
    std::string name;
    std::function<void(ui::Ui&, const ui::Strings&, const viewmodels::Chrome&, viewmodels::Intents&)> draw;
};
template <class View>
Sample sample(std::string name, View view) {
    return {std::move(name), [view = std::move(view)](ui::Ui& ui, const ui::Strings& say, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
                screens::draw(ui, say, chrome, view, intents);
            }};
}

/// Those of the errands beside the application itself: attract page, services, review, reading, complaint, appointment.
std::vector<Sample> more_pages(const std::string& language);
/// Of a new machine (kiosk/app/setup.h).
std::vector<Sample> setup_pages(const std::string& language);
/// Every page in every state worth looking at.
std::vector<Sample> pages(const std::string& language);
Sample page(const std::string& language, const std::string& name);

/// A page without a window that keeps the intents it answered with.
struct Stage {
    viewmodels::Intents intents;
    std::unique_ptr<ui::Headless> view;
    /// The intents of one tap on a node; empty also when there is no such node.
    viewmodels::Intents tap(const std::string& node);
    /// What came since the last call.
    viewmodels::Intents take();
};
std::unique_ptr<Stage> open(const Sample& sample, const viewmodels::Chrome& chrome,
                            const ui::HeadlessOptions& options = {});

}  // namespace loket::samples
