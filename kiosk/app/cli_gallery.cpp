// Every screen in every state, as pictures that a newcomer can leaf through.

#include <fmt/format.h>

#include <map>

#include "devices/base/file.h"
#include "kiosk/app/cli.h"
#include "kiosk/samples/gallery.h"
#include "kiosk/ui/png.h"

namespace loket::app {
namespace {

struct GalleryOptions {
    std::filesystem::path out = "out/gallery";
    std::string language = "id";
    bool portrait = false, contrast = false;
    float scale = 1;
};

constexpr auto kHead = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Loket: every screen</title>
<style>
body { font: 16px/1.5 Inter, sans-serif; margin: 0 auto; max-width: 1500px; padding: 24px; background: #eef2f8; color: #14213d }
nav a { margin-right: 14px; white-space: nowrap; color: #0b4f9e }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 20px }
h2 { margin: 36px 0 12px }
figure { margin: 0; background: #fff; border-radius: 12px; padding: 10px }
img { width: 100%; display: block; border-radius: 6px }
figcaption { padding: 8px 4px 0; color: #495a75 }
</style>
<h1>Loket: every screen</h1>
<p>Drawn by the program itself from sample data; all people are synthetic. Touch a picture to see it in full size.</p>
)";

std::string index_page(const std::map<std::string, std::vector<std::string>>& groups) {
    std::string page = kHead;
    page += "<nav>";
    for (const auto& [group, names] : groups) page += fmt::format(R"(<a href="#{0}">{0}</a>)", group);
    page += "</nav>\n";
    for (const auto& [group, names] : groups) {
        page += fmt::format("<h2 id=\"{0}\">{0}</h2>\n<section>\n", group);
        for (const auto& name : names) page += fmt::format("<figure><a href=\"{0}.png\"><img loading=\"lazy\" src=\"{0}.png\" alt=\"{0}\"></a><figcaption>{0}</figcaption></figure>\n", name);
        page += "</section>\n";
    }
    return page + "</html>\n";
}

Result<int> draw_all(const GalleryOptions& options) {
    LOKET_TRY(make_folder(options.out));
    const samples::Look look{options.portrait, options.contrast, options.scale, options.language};
    LOKET_ASSIGN(easel, samples::Easel::create(look));
    std::map<std::string, std::vector<std::string>> groups;
    int drawn = 0;
    for (const auto& page : samples::every_page(options.language)) {
        LOKET_ASSIGN(png, ui::encode_png(easel->draw(page)));
        LOKET_TRY(write_file(options.out / (page.name + ".png"), png));
        groups[page.group].push_back(page.name);
        ++drawn;
    }
    LOKET_TRY(write_text(options.out / "index.html", index_page(groups)));
    return drawn;
}

int run(const GalleryOptions& options) {
    const auto drawn = draw_all(options);
    if (!drawn) return fail(drawn.error());
    fmt::print("{} pictures; open {}\n", *drawn, (std::filesystem::absolute(options.out) / "index.html").string());
    return 0;
}

}  // namespace

void add_gallery(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("gallery", "Draws every screen in every state: one PNG each and an index.html to leaf through");
    auto options = std::make_shared<GalleryOptions>();
    command->add_option("--out", options->out, "Folder")->capture_default_str();
    command->add_option("--language", options->language, "id, en or ms")->capture_default_str()->check(CLI::IsMember({"id", "en", "ms"}));
    command->add_option("--scale", options->scale, "Size of the letters: 1, 1.25 or 1.5")->capture_default_str()->check(CLI::IsMember({1.F, 1.25F, 1.5F}));
    command->add_flag("--portrait", options->portrait, "1080 x 1920 instead of 1920 x 1080");
    command->add_flag("--contrast", options->contrast, "High contrast");
    command->callback([options, &exit] { exit.code = run(*options); });
}

}  // namespace loket::app
