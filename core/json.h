// SPDX-License-Identifier: Apache-2.0
// JSON as a value: keys keep the order in which they were set, numbers print as the shortest text that reads back the
// same, so equal values give equal bytes. The only door to nlohmann-json.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tailcast {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;  // null
  Json(bool v) : value_(v) {}
  Json(int v) : value_(std::int64_t{v}) {}
  Json(unsigned v) : value_(std::int64_t{v}) {}
  Json(long v) : value_(std::int64_t{v}) {}
  Json(long long v) : value_(std::int64_t{v}) {}
  Json(unsigned long v);       // above int64: kept as text in decimal
  Json(unsigned long long v);
  Json(double v) : value_(v) {}  // non-finite prints as null
  Json(const char* v) : value_(std::string(v)) {}
  Json(std::string_view v) : value_(std::string(v)) {}
  Json(std::string v) : value_(std::move(v)) {}
  Json(Array v) : value_(std::move(v)) {}
  Json(Object v) : value_(std::move(v)) {}
  static Json array() { return Json(Array{}); }
  static Json object() { return Json(Object{}); }

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_number() const;

  // Object access: inserts null when absent (and turns null into an object).
  Json& operator[](std::string_view key);
  const Json* find(std::string_view key) const;  // nullptr when absent or not an object
  void push_back(Json v);                         // turns null into an array

  // Checked reads for untrusted files: the fallback when the type is another.
  double number_or(double fallback) const;
  std::int64_t integer_or(std::int64_t fallback) const;
  std::string string_or(std::string fallback) const;
  bool bool_or(bool fallback) const;
  const Array& items() const;      // empty when not an array
  const Object& entries() const;   // empty when not an object

  // indent < 0: one line.
  std::string dump(int indent = -1) const;
  // IoError naming `origin` when the text is no JSON (or nested deeper than 200).
  static Json parse(std::string_view text, const std::string& origin);

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace tailcast
