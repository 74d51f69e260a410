// SPDX-License-Identifier: Apache-2.0
#include "viewer/gallery.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "viewer/picture.h"

namespace tailcast {
namespace {

constexpr int kThumbnailWidth = 420;  // px

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>tailcast: the catalog</title>
<style>
body { margin: 0 2rem 4rem; background: #0d1220; color: #dfe5f2; font: 14px/1.45 system-ui, sans-serif; }
header { position: sticky; top: 0; padding: 1rem 0; background: #0d1220; z-index: 1; }
h1 { display: inline; font-size: 1.3rem; margin-right: 1.5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .8rem; border-bottom: 1px solid #2b3550; }
input { font: inherit; color: inherit; background: #1a2133; border: 1px solid #2b3550; }
input { border-radius: 6px; padding: .35rem .7rem; width: 18rem; }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 1rem; }
article { background: #141b2c; border: 1px solid #2b3550; border-radius: 8px; overflow: hidden; }
article img { display: block; width: 100%; }
article h3 { margin: .7rem .9rem 0; font-size: 1rem; }
article p { margin: .1rem .9rem .5rem; color: #9aa7c2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; margin: 0 .9rem .9rem; }
dt { color: #7c89a6; } dd { margin: 0; }
[hidden] { display: none; }
</style></head><body>
)";

// Hides what does not have every word of the search in its text.
constexpr std::string_view kSearch = R"(<script>
document.querySelector('input').addEventListener('input', event => {
  const words = event.target.value.toLowerCase().split(/\s+/);
  for (const card of document.querySelectorAll('article'))
    card.hidden = !words.every(word => card.textContent.toLowerCase().includes(word));
  for (const group of document.querySelectorAll('section'))
    group.hidden = group.previousElementSibling.hidden = !group.querySelector('article:not([hidden])');
});
</script></body></html>
)";

// RFC 4648.
std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t triple = 0;
    for (std::size_t k = 0; k < 3; ++k)
      triple = triple << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += i + k > bytes.size() ? '=' : kDigits[triple >> (18U - 6U * k) & 63U];
  }
  return text;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

std::string materials_text(const Asset& asset) {
  std::vector<std::string_view> names;
  for (const auto id : materials_of(asset)) names.push_back(material_info(id).name);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string anchors_text(const Asset& asset) {
  std::vector<std::string> texts;
  for (const auto& anchor : asset.anchors)
    texts.push_back(fmt::format("{} ({:.2f} × {:.2f} m)", anchor.name, anchor.size.x(), anchor.size.y()));
  return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ", "));
}

std::string joints_text(const Asset& asset) {
  const auto phrases = articulation_of(asset);
  return phrases.empty() ? "none" : fmt::format("{}", fmt::join(phrases, ", "));
}

std::string card_of(const AssetInfo& info, const Asset& asset) {
  const Vec3 size = asset.box.size();
  const std::array rows{
      std::pair{"class", std::string(class_info(info.class_id).name)},
      std::pair{"size", fmt::format("{:.2f} × {:.2f} × {:.2f} m", size.x(), size.y(), size.z())},
      std::pair{"mass", fmt::format("{:.3g} kg (family {:.3g} kg)", asset.mass, info.nominal_mass)},
      std::pair{"friction", fmt::format("{:.2f}", asset.friction)},
      std::pair{"restitution", fmt::format("{:.2f}", asset.restitution)},
      std::pair{"materials", materials_text(asset)},
      std::pair{"joints", joints_text(asset)},
      std::pair{"anchors", anchors_text(asset)},
      std::pair{"triangles", fmt::format("{}", triangles_of(asset))},
  };
  std::string card =
      fmt::format(R"(<article data-asset="{0}"><img loading="lazy" alt="{1}" src="data:image/png;base64,{2}">
<h3>{0}</h3><p>{1}</p><dl>)",
                  escaped(info.id), escaped(info.summary), base64(draw_thumbnail(asset, kThumbnailWidth)));
  for (const auto& [name, value] : rows) card += fmt::format("<dt>{}</dt><dd>{}</dd>", name, escaped(value));
  return card + "</dl></article>\n";
}

}  // namespace

std::string draw_gallery(std::span<const AssetInfo> families, std::uint64_t seed) {
  std::string page(kHead);
  page += fmt::format(
      "<header><h1>{} assets</h1><input type=\"search\" placeholder=\"name, class, material …\"></header>\n",
      families.size());
  std::string group;
  for (const auto& info : families) {
    const auto of = info.id.substr(0, info.id.find('/'));
    if (of != group) page += fmt::format("{}<h2>{}</h2><section>\n", group.empty() ? "" : "</section>", escaped(of));
    group = of;
    page += card_of(info, *make_asset(info.id, seed));
  }
  if (!group.empty()) page += "</section>";
  return page + std::string(kSearch);
}

}  // namespace tailcast
