#include "wasm/tree.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace pooled {
namespace {

using Json = nlohmann::json;

/// Builds a Value from the events of nlohmann-json, whose parser keeps no call stack. Unlike its own tree this one
/// keeps the order of keys, knows where it is when something is wrong, and refuses what would be silently lost: deep
/// nesting, a number beyond a double, a key that is there twice.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Value result() { return std::move(root_); }

  bool null() override { return add({}); }
  bool boolean(bool x) override { return add({x}); }
  bool number_integer(std::int64_t x) override { return add({static_cast<double>(x)}); }
  bool number_unsigned(std::uint64_t x) override { return add({static_cast<double>(x)}); }
  bool number_float(double x, const std::string&) override { return add({x}); }
  bool string(std::string& text) override { return add({std::move(text)}); }
  bool binary(Json::binary_t&) override { return false; }

  bool start_object(std::size_t) override { return enter({Value::Members{}}); }
  bool start_array(std::size_t) override { return enter({Value::List{}}); }
  bool end_array() override { return leave(); }
  bool end_object() override {
    check_unique(std::get<Value::Members>(open_.back().value.held));
    return leave();
  }
  bool key(std::string& name) override {
    open_.back().key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) override {
    constexpr int out_of_range = 406;
    if (error.id == out_of_range) throw Refusal{"bad_request", path(), "This number is too large."};
    throw Refusal{"bad_json", path(), "Not JSON in UTF-8, from byte " + std::to_string(position) + " on."};
  }

 private:
  /// A list or object that is not closed yet, with the key that its next member will have.
  struct Open {
    Value value;
    std::string key;
  };

  bool add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* list = std::get_if<Value::List>(&open_.back().value.held)) {
      list->push_back(std::move(value));
    } else {
      auto& members = std::get<Value::Members>(open_.back().value.held);
      members.push_back({std::exchange(open_.back().key, {}), std::move(value)});
    }
    return true;
  }

  bool enter(Value value) {
    if (open_.size() >= max_depth)
      throw Refusal{"bad_json", path(), "Nested deeper than " + std::to_string(max_depth) + " levels."};
    open_.push_back({std::move(value), {}});
    return true;
  }

  bool leave() {
    Value done = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(done));
  }

  void check_unique(const Value::Members& members) const {
    std::vector<std::string_view> keys;
    for (const Member& member : members) keys.push_back(member.key);
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice == keys.end()) return;
    const std::string outer = path();
    throw Refusal{"bad_request", outer + (outer.empty() ? "" : ".") + excerpt(*twice), "This key is there twice."};
  }

  /// Where the next value would stand.
  std::string path() const {
    std::string out;
    for (const Open& each : open_) {
      if (const auto* list = std::get_if<Value::List>(&each.value.held)) {
        out += '[' + std::to_string(list->size()) + ']';
      } else if (!each.key.empty()) {
        if (!out.empty()) out += '.';
        out += excerpt(each.key);
      }
    }
    return out;
  }

  Value root_;
  std::vector<Open> open_;
};

}  // namespace

std::string Place::path() const {
  if (!outer) return {};
  std::string out = outer->path();
  if (index >= 0) return out + '[' + std::to_string(index) + ']';
  if (!out.empty()) out += '.';
  return out + excerpt(key);
}

Value parse_json(std::string_view bytes) {
  // The library takes a zero byte for the end of the text and would not look at what follows.
  const auto zero = bytes.find('\0');
  if (zero != bytes.npos)
    throw Refusal{"bad_json", "", "A zero byte at " + std::to_string(zero) + "; this is no text."};
  Builder builder;
  Json::sax_parse(bytes.begin(), bytes.end(), &builder);
  return builder.result();
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

std::string excerpt(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && !starts_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace pooled
