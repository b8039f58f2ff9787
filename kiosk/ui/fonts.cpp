#include "kiosk/ui/fonts.h"

#include <imgui.h>
#include <imgui_freetype.h>

#include <map>
#include <optional>
#include <tuple>

#include "devices/base/file.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/shadow.h"

namespace loket::ui {

namespace fs = std::filesystem;

namespace {

struct FontFile {
    const char* folder;  ///< below the font folder, where Debian has it
    const char* name;
    const char* package;
};
constexpr FontFile kRegular{"opentype/inter", "Inter-Regular.otf", "fonts-inter"};
constexpr FontFile kMedium{"opentype/inter", "Inter-Medium.otf", "fonts-inter"};
constexpr FontFile kSemiBold{"opentype/inter", "Inter-SemiBold.otf", "fonts-inter"};
constexpr FontFile kDisplay{"opentype/inter", "InterDisplay-SemiBold.otf", "fonts-inter"};
constexpr FontFile kIconFile{"truetype/material-design-icons-iconfont", "MaterialIcons-Regular.ttf",
                             "fonts-material-design-icons-iconfont"};

/// Latin for names and Indonesian text, then the dashes, quotes, bullets, arrows and the check mark of the
/// screens.
constexpr ImWchar kLatin[] = {0x20,   0x7E,   0xA0,   0x17F,  0x2013, 0x201E, 0x2022,
                              0x2022, 0x2026, 0x2026, 0x20AC, 0x20AC, 0x2190, 0x2193,
                              0x27E6, 0x27E7, 0x2713, 0x2713, 0xFFFD, 0xFFFD, 0};
/// What a queue number can hold.
constexpr ImWchar kQueueGlyphs[] = {0x20, 0x5A, 0};

struct TextFont {
    FontFile file;
    const ImWchar* ranges;
};
constexpr std::array<TextFont, kTextStyles> kTextFonts{{{kRegular, kLatin},
                                                        {kMedium, kLatin},
                                                        {kRegular, kLatin},
                                                        {kMedium, kLatin},
                                                        {kSemiBold, kLatin},
                                                        {kDisplay, kLatin},
                                                        {kDisplay, kLatin},
                                                        {kMedium, kLatin},
                                                        {kDisplay, kQueueGlyphs}}};

#define LOKET_UI_ICON_RANGE(name, code) code, code,
constexpr ImWchar kIconRanges[] = {LOKET_UI_ICONS(LOKET_UI_ICON_RANGE) 0};
#undef LOKET_UI_ICON_RANGE

/// ImGui measures a font by ascent less descent; for Inter that is 1.21 em, for the icons 1 em.
constexpr float kInterBox = 1.21f;

std::optional<fs::path> find_file(const FontFile& font, const std::vector<fs::path>& folders) {
    std::error_code ignored;
    for (const fs::path& folder : folders)
        if (fs::path usual = folder / font.folder / font.name; fs::is_regular_file(usual, ignored))
            return usual;
    for (const fs::path& folder : folders)
        for (fs::recursive_directory_iterator
                 it(folder, fs::directory_options::skip_permission_denied, ignored),
             end;
             it != end; it.increment(ignored))
            if (it->path().filename() == font.name) return it->path();
    return std::nullopt;
}

/// Any typeface that can be read, for a machine whose own ones are gone.
std::optional<fs::path> any_typeface(const std::vector<fs::path>& folders) {
    std::error_code ignored;
    for (const fs::path& folder : folders)
        for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, ignored), end; it != end; it.increment(ignored))
            if (const auto ending = it->path().extension(); (ending == ".ttf" || ending == ".otf") && it->path().filename().string().find("Icon") == std::string::npos)
                return it->path();
    return std::nullopt;
}

/// Reads each file once although several sizes are made of it.
class FontFiles {
  public:
    FontFiles(const std::vector<fs::path>& folders, bool substitute) : folders_(folders), substitute_(substitute) {}

    Result<Bytes*> get(const FontFile& font) {
        if (const auto known = files_.find(font.name); known != files_.end()) return &known->second;
        auto path = find_file(font, folders_);
        if (!path && substitute_) path = any_typeface(folders_);
        if (!path)
            return Error{Fault::Gone,
                         std::string(font.name) + " not found: install the package " + font.package,
                         "ui.font_missing"};
        LOKET_ASSIGN(bytes, read_file(*path));
        if (bytes.size() < 16) return corrupt(std::string("font file too short: ") + font.name);
        return &(files_[font.name] = std::move(bytes));
    }

  private:
    const std::vector<fs::path>& folders_;
    const bool substitute_;
    std::map<std::string, Bytes> files_;
};

ImFont* built_in(ImFontAtlas& atlas, float size) {
    ImFontConfig config;
    config.SizePixels = size;
    return atlas.AddFontDefault(&config);
}

Result<ImFont*> add_font(ImFontAtlas& atlas, FontFiles& files, const FontFile& file, float size,
                         const ImWchar* ranges, bool substitute) {
    auto read = files.get(file);
    if (!read && substitute) return built_in(atlas, size);
    if (!read) return read.error();
    const auto bytes = *read;
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    return atlas.AddFontFromMemoryTTF(bytes->data(), static_cast<int>(bytes->size()), size, &config, ranges);
}

std::uint64_t next_revision() {
    static std::uint64_t counter = 0;
    return ++counter;
}

}  // namespace

std::vector<fs::path> Fonts::usual_folders() { return {"/usr/share/fonts", "/usr/local/share/fonts"}; }

Fonts::Fonts() : atlas_(std::make_unique<ImFontAtlas>()), revision_(next_revision()) {}
Fonts::~Fonts() = default;

Result<std::shared_ptr<const Fonts>> Fonts::load(const ThemeOptions& options,
                                                 const std::vector<fs::path>& folders) {
    // Atlases cost a tenth of a second and some megabytes; windows of equal scale share one while any of them
    // lives.
    static std::map<std::tuple<float, float, std::vector<fs::path>>, std::weak_ptr<const Fonts>> live;
    auto& slot = live[{options.px_per_mm, options.text_scale, folders}];
    if (auto known = slot.lock()) return known;
    std::shared_ptr<Fonts> made(new Fonts);
    LOKET_TRY(made->build(Theme(options), folders));
    slot = made;
    return std::shared_ptr<const Fonts>(made);
}

Result<std::shared_ptr<const Fonts>> Fonts::load_substitute(const ThemeOptions& options, const std::vector<fs::path>& folders) {
    std::shared_ptr<Fonts> made(new Fonts);
    made->substitute_ = true;
    LOKET_TRY(made->build(Theme(options), folders));
    return std::shared_ptr<const Fonts>(made);
}

Status Fonts::build(const Theme& theme, const std::vector<fs::path>& folders) {
    atlas_->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas_->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas_->Flags = ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
    atlas_->TexDesiredWidth = theme.options.text_scale > 1.2f ? 4096 : 2048;
    FontFiles files(folders, substitute_);
    for (int i = 0; i < kTextStyles; ++i) {
        const TextFont& font = kTextFonts[static_cast<std::size_t>(i)];
        const float size = theme.em(static_cast<TextStyle>(i)) * kInterBox;
        LOKET_ASSIGN(made, add_font(*atlas_, files, font.file, size, font.ranges, substitute_));
        text_[static_cast<std::size_t>(i)] = made;
    }
    for (int i = 0; i < kIconSizes; ++i) {
        LOKET_ASSIGN(made,
                     add_font(*atlas_, files, kIconFile, theme.icon(static_cast<IconSize>(i)), kIconRanges, substitute_));
        icons_[static_cast<std::size_t>(i)] = made;
    }
    for (ShadowPatch& patch : shadows_) {
        patch = shadow_metrics(static_cast<Shadow>(&patch - shadows_.data()), theme);
        patch.x = atlas_->AddCustomRectRegular(patch.size, patch.size);
    }
    if (!atlas_->Build()) return corrupt("a font file cannot be read by FreeType");
    draw_shadows(theme);
    return {};
}

void Fonts::draw_shadows(const Theme& theme) {
    unsigned char* pixels = nullptr;
    int width = 0;
    atlas_->GetTexDataAsAlpha8(&pixels, &width, nullptr);
    for (int i = 0; i < kShadows; ++i) {
        ShadowPatch& patch = shadows_[static_cast<std::size_t>(i)];
        const ImFontAtlasCustomRect& place = *atlas_->GetCustomRectByIndex(patch.x);
        patch.x = place.X;
        patch.y = place.Y;
        draw_shadow(static_cast<Shadow>(i), theme, patch, pixels, width);
    }
}

}  // namespace loket::ui
