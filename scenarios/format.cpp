// SPDX-License-Identifier: Apache-2.0
#include "scenarios/format.h"

#include <algorithm>
#include <vector>

#include "core/yaml.h"

namespace tailcast {
namespace {

// The same tree, whatever its places.
bool same(const YamlNode& a, const YamlNode& b) {
  if (a.kind != b.kind || a.scalar != b.scalar || a.quoted != b.quoted || a.items.size() != b.items.size() || a.entries.size() != b.entries.size())
    return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same(a.items[i], b.items[i])) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    if (a.entries[i].key != b.entries[i].key || !same(a.entries[i].value, b.entries[i].value)) return false;
  return true;
}

struct Line {
  std::size_t indent = 0;  // as written
  std::string body;        // without indentation, comment and trailing blanks
  std::string comment;     // from its `#`
  bool verbatim = false;   // of a block text, or within a quoted text or a flow collection that goes on: kept as it is
  bool blank() const { return body.empty() && comment.empty(); }
};

// Where in quotes and brackets a line ends.
struct Depth {
  char quote = 0;
  int brackets = 0;
};

// Splits a line at its comment, and follows quotes and brackets. A `#` begins a comment after a blank or at the start.
std::size_t comment_of(std::string_view text, Depth& depth) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (depth.quote != 0) {
      if (c == '\\' && depth.quote == '"') ++i;
      else if (c == depth.quote) depth.quote = 0;
      continue;
    }
    if (c == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t')) return i;
    const bool begins = i == 0 || text[i - 1] == ' ' || text[i - 1] == '[' || text[i - 1] == '{' || text[i - 1] == ',' || text[i - 1] == ':';
    if ((c == '"' || c == '\'') && begins) depth.quote = c;
    if (c == '{' || c == '[') ++depth.brackets;
    if (c == '}' || c == ']') --depth.brackets;
  }
  return std::string_view::npos;
}

bool opens_block_text(std::string_view body) {
  const auto at = body.find_last_of(" :-");
  const auto last = at == std::string_view::npos ? body : body.substr(at + 1);
  // `>-` ends in a dash itself.
  for (const std::string_view mark : {"|", ">", "|-", ">-", "|+", ">+"})
    if (body.ends_with(": " + std::string(mark)) || body.ends_with("- " + std::string(mark)) || last == mark) return true;
  return false;
}

void strip(std::string& text) {
  const auto last = text.find_last_not_of(" \t\r");
  text.erase(last == std::string::npos ? 0 : last + 1);
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  Depth depth;
  bool block = false;
  std::size_t block_indent = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string raw(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    Line line;
    line.indent = std::min(raw.find_first_not_of(' '), raw.size());
    const bool empty = raw.find_first_not_of(" \t\r") == std::string::npos;
    if (block && (empty || line.indent > block_indent)) {
      strip(raw);
      line.verbatim = true, line.body = std::move(raw);
      lines.push_back(std::move(line));
      continue;
    }
    block = false;
    const bool inside = depth.quote != 0 || depth.brackets > 0;
    line.body = raw.substr(line.indent);
    const auto comment = comment_of(line.body, depth);
    if (comment != std::string::npos) line.comment = line.body.substr(comment), line.body.erase(comment);
    strip(line.body), strip(line.comment);
    if (inside) {
      strip(raw);
      line.verbatim = true, line.body = std::move(raw), line.comment.clear();
    } else if (depth.quote == 0 && depth.brackets == 0 && opens_block_text(line.body)) {
      block = true, block_indent = line.indent;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

// One blank after `,` and `:`, none inside the brackets; quoted texts as they are.
std::string spaced(std::string_view text) {
  std::string out;
  char quote = 0;
  int brackets = 0;
  const auto drop_blanks = [&] {
    while (!out.empty() && out.back() == ' ') out.pop_back();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      out += c;
      if (c == '\\' && quote == '"' && i + 1 < text.size()) out += text[++i];
      else if (c == quote) quote = 0;
      continue;
    }
    const bool begins = out.empty() || out.back() == ' ' || out.back() == '[' || out.back() == '{';
    if ((c == '"' || c == '\'') && begins) {
      quote = c, out += c;
    } else if (c == '{' || c == '[') {
      ++brackets, out += c;
    } else if (c == '}' || c == ']') {
      --brackets, drop_blanks(), out += c;
    } else if (brackets > 0 && c == ',') {
      drop_blanks(), out += ", ";
    } else if (brackets > 0 && c == ' ') {
      if (!out.empty() && out.back() != ' ' && out.back() != '{' && out.back() != '[') out += ' ';
    } else {
      out += c;
    }
  }
  return out;
}

// Where the value begins in `key:   value`; npos where there is no value on the line.
std::size_t value_of(std::string_view body) {
  Depth depth;
  for (std::size_t i = 0; i + 1 < body.size(); ++i) {
    comment_of(body.substr(i, 1), depth);
    if (body[i] == ':' && body[i + 1] == ' ' && depth.quote == 0 && depth.brackets == 0) return body.find_first_not_of(' ', i + 1);
  }
  return std::string_view::npos;
}

std::string with_one_blank(const std::string& body) {
  const auto value = value_of(body);
  if (value == std::string::npos) return spaced(body);
  const auto colon = body.find_last_of(':', value);
  return body.substr(0, colon + 1) + " " + spaced(body.substr(value));
}
std::string with_its_column(const std::string& body) {
  const auto value = value_of(body);
  return body.substr(0, value) + spaced(body.substr(value));
}

// Runs of lines of one level whose values stand in one column keep it.
void lay_out_bodies(std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size();) {
    if (lines[i].verbatim || lines[i].body.empty()) {
      ++i;
      continue;
    }
    auto end = i;
    const auto column = value_of(lines[i].body);
    while (end < lines.size() && !lines[end].verbatim && !lines[end].body.empty() && lines[end].indent == lines[i].indent &&
           value_of(lines[end].body) == column)
      ++end;
    if (end == i) end = i + 1;
    const bool aligned = column != std::string::npos && end - i > 1;
    for (; i < end; ++i) lines[i].body = aligned ? with_its_column(lines[i].body) : with_one_blank(lines[i].body);
  }
}

bool is_item(std::string_view body, std::size_t at) { return at + 1 < body.size() && body[at] == '-' && body[at + 1] == ' '; }

std::string without_wide_dashes(const std::string& body) {
  std::string dashes;
  std::size_t at = 0;
  while (is_item(body, at)) dashes += "- ", at = body.find_first_not_of(' ', at + 1);
  return dashes + body.substr(at);
}

std::string joined(std::vector<Line> lines) {
  lay_out_bodies(lines);
  std::string out;
  std::vector<std::size_t> levels;  // the indentations that are open
  int blanks = 0;
  for (const auto& line : lines) {
    if (line.verbatim) {
      out += line.body + "\n";
      continue;
    }
    if (line.blank()) {
      ++blanks;
      continue;
    }
    if (blanks > 0 && !out.empty()) out += '\n';
    blanks = 0;
    while (!levels.empty() && levels.back() > line.indent) levels.pop_back();
    if (line.indent > 0 && (levels.empty() || levels.back() < line.indent)) levels.push_back(line.indent);
    out += std::string(2 * levels.size(), ' ') + without_wide_dashes(line.body);
    // What follows a dash stands on a level of its own.
    for (auto at = line.indent; is_item(line.body, at - line.indent);) levels.push_back(at = line.indent + line.body.find_first_not_of(' ', at - line.indent + 1));
    if (!line.comment.empty()) out += (line.body.empty() ? "" : "  ") + line.comment;
    out += '\n';
  }
  return out;
}

}  // namespace

std::string format_scenario(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  const auto before = diagnostics.errors.size();
  const auto tree = parse_yaml(text, file, diagnostics);
  if (!tree || diagnostics.errors.size() != before) return std::string(text);
  auto formatted = joined(lines_of(text));
  // Whatever was not foreseen: a layout that says something else is none.
  Diagnostics ignored;
  const auto again = parse_yaml(formatted, file, ignored);
  return again && same(*tree, *again) ? formatted : std::string(text);
}

}  // namespace tailcast
