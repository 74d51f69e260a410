// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "core/check.h"
#include "core/error.h"

namespace tailcast {
namespace {

constexpr int kMaxDepth = 200;

void write_string(std::string& out, std::string_view text) {
  // nlohmann escapes, and replaces what is not UTF-8 instead of throwing.
  out += nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void write_double(std::string& out, double v) {
  if (!std::isfinite(v)) {
    out += "null";
    return;
  }
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, v);
  TAILCAST_CHECK(error == std::errc{}, "number to text");
  out.append(buffer, end);
  if (std::string_view(buffer, static_cast<std::size_t>(end - buffer)).find_first_of(".e") == std::string_view::npos) out += ".0";
}

// Turns nlohmann's events into our value; depth is bounded here because nlohmann's own tree is not.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add(Json{}); }
  bool boolean(bool v) override { return add(Json{v}); }
  bool number_integer(number_integer_t v) override { return add(Json{v}); }
  bool number_unsigned(number_unsigned_t v) override { return add(Json{v}); }
  bool number_float(number_float_t v, const string_t&) override { return add(Json{v}); }
  bool string(string_t& v) override { return add(Json{v}); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(false); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool key(string_t& k) override {
    open_.back().key = k;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    error = "not JSON at byte " + std::to_string(position);
    return false;
  }

  Json root;
  std::string error = "not JSON";

 private:
  // An object's keys are looked up by their places: a hostile one has hundreds of thousands.
  struct Open {
    bool is_array = false;
    Json::Array items;
    Json::Object entries;
    std::map<std::string, std::size_t> places;
    std::string key;
  };
  bool open(bool is_array) {
    if (open_.size() >= kMaxDepth) {
      error = "nested too deeply";
      return false;
    }
    open_.emplace_back().is_array = is_array;
    return true;
  }
  bool close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    return add(done.is_array ? Json(std::move(done.items)) : Json(std::move(done.entries)));
  }
  bool add(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return true;
    }
    Open& top = open_.back();
    if (top.is_array) {
      top.items.push_back(std::move(value));
    } else if (const auto [place, is_new] = top.places.try_emplace(top.key, top.entries.size()); is_new) {
      top.entries.emplace_back(top.key, std::move(value));
    } else {
      top.entries[place->second].second = std::move(value);
    }
    return true;
  }
  std::vector<Open> open_;
};

}  // namespace

Json::Json(unsigned long v) : Json(static_cast<unsigned long long>(v)) {}
Json::Json(unsigned long long v) {
  if (v <= static_cast<unsigned long long>(std::numeric_limits<std::int64_t>::max()))
    value_ = static_cast<std::int64_t>(v);
  else
    value_ = std::to_string(v);
}

bool Json::is_number() const {
  return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<double>(value_);
}

Json& Json::operator[](std::string_view key) {
  if (is_null()) value_ = Object{};
  auto* object = std::get_if<Object>(&value_);
  TAILCAST_CHECK(object, "JSON value is no object");
  for (auto& [name, value] : *object)
    if (name == key) return value;
  return object->emplace_back(std::string(key), Json{}).second;
}

const Json* Json::find(std::string_view key) const {
  for (const auto& [name, value] : entries())
    if (name == key) return &value;
  return nullptr;
}

void Json::push_back(Json v) {
  if (is_null()) value_ = Array{};
  auto* array = std::get_if<Array>(&value_);
  TAILCAST_CHECK(array, "JSON value is no array");
  array->push_back(std::move(v));
}

double Json::number_or(double fallback) const {
  if (const auto* i = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*i);
  const auto* d = std::get_if<double>(&value_);
  return d ? *d : fallback;
}
std::int64_t Json::integer_or(std::int64_t fallback) const {
  const auto* i = std::get_if<std::int64_t>(&value_);
  return i ? *i : fallback;
}
std::string Json::string_or(std::string fallback) const {
  if (const auto* s = std::get_if<std::string>(&value_)) return *s;
  return fallback;
}
bool Json::bool_or(bool fallback) const {
  const auto* b = std::get_if<bool>(&value_);
  return b ? *b : fallback;
}
const Json::Array& Json::items() const {
  static const Array kEmpty;
  const auto* a = std::get_if<Array>(&value_);
  return a ? *a : kEmpty;
}
const Json::Object& Json::entries() const {
  static const Object kEmpty;
  const auto* o = std::get_if<Object>(&value_);
  return o ? *o : kEmpty;
}

namespace {

// Small arrays of plain values stay on one line: a pose or a box reads as one thing.
bool is_flat(const Json& v) {
  if (!v.is_array() || v.items().size() > 16) return false;
  for (const auto& item : v.items())
    if (item.is_array() || item.is_object()) return false;
  return true;
}

void write(std::string& out, const Json& v, int indent, int depth);

template <typename Items, typename Each>
void write_list(std::string& out, char open, char close, const Items& items, int indent, int depth, Each each) {
  out += open;
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += indent < 0 ? "," : indent == 0 ? ", " : ",";
    first = false;
    if (indent > 0) out += '\n' + std::string(static_cast<std::size_t>(indent * (depth + 1)), ' ');
    each(item);
  }
  if (indent > 0 && !first) out += '\n' + std::string(static_cast<std::size_t>(indent * depth), ' ');
  out += close;
}

void write(std::string& out, const Json& v, int indent, int depth) {
  if (v.is_null()) {
    out += "null";
  } else if (v.is_string()) {
    write_string(out, v.string_or({}));
  } else if (v.is_array()) {
    const int inner = is_flat(v) && indent > 0 ? 0 : indent;
    write_list(out, '[', ']', v.items(), inner, depth, [&](const Json& item) { write(out, item, inner, depth + 1); });
  } else if (v.is_object()) {
    write_list(out, '{', '}', v.entries(), indent, depth, [&](const auto& entry) {
      write_string(out, entry.first);
      out += indent < 0 ? ":" : ": ";
      write(out, entry.second, indent, depth + 1);
    });
  } else if (!v.is_number()) {
    out += v.bool_or(false) ? "true" : "false";
  } else if (const auto i = v.integer_or(std::numeric_limits<std::int64_t>::min());
             i != std::numeric_limits<std::int64_t>::min()) {
    out += std::to_string(i);
  } else {
    write_double(out, v.number_or(0));
  }
}

}  // namespace

std::string Json::dump(int indent) const {
  std::string out;
  write(out, *this, indent, 0);
  if (indent > 0) out += '\n';
  return out;
}

Json Json::parse(std::string_view text, const std::string& origin) {
  Builder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) throw IoError(origin, builder.error);
  return std::move(builder.root);
}

}  // namespace tailcast
