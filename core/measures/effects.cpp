#include "core/measures/effects.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/measures/forms.h"

namespace pooled {
namespace {

/// A study between reading and computing: its cells, or its effect as reported, or neither.
struct Read {
  bool usable = false;
  Inputs inputs{};
  Conversion conversion = Conversion::none;
  const std::vector<double>* cells() const { return usable ? std::get_if<std::vector<double>>(&inputs) : nullptr; }
};

/// One of the family's questions about counts; no where the family, or this study, has none.
bool ask(bool (*question)(std::span<const double>), const Read& read) {
  return question && read.cells() && question(*read.cells());
}

const Counts& counts_of(const Measure& measure) {
  static constexpr Counts none{};
  return measure.family && measure.family->counts ? *measure.family->counts : none;
}

Read read_row(const Study& study, int row, const Measure& measure, Medians medians, std::vector<Note>& notes) {
  const Format* format = find_format(study.format);
  if (!format || !fits(*format, measure)) {
    notes.push_back({.code = NoteCode::format_not_for_measure, .row = row});
    return {};
  }
  const Result<Reading> reading = read_study(study, row, *format, *measure.scale, notes, medians);
  if (reading) return {true, reading->inputs, reading->conversion};
  notes.push_back(reading.note());
  return {};
}

/// Studies that say nothing about a ratio are taken out before the policy for zeros looks at the rest.
void drop_uninformative(std::vector<Read>& reads, const Measure& measure, bool drop00, std::vector<Note>& notes) {
  if (measure.zeros != Zeros::added_dropped || !drop00) return;
  const Counts& counts = counts_of(measure);
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const bool no_events = ask(counts.no_events, reads[i]);
    if (!no_events && !ask(counts.all_events, reads[i])) continue;
    const auto code = no_events ? NoteCode::double_zero_left_out : NoteCode::all_events_left_out;
    notes.push_back({.code = code, .row = static_cast<int>(i)});
    reads[i].usable = false;
  }
}

Added by_group(double add, double ratio) { return {2 * add / (1 + ratio), 2 * add * (ratio / (1 + ratio))}; }

/// What to add to the counts of each study (metafor's `to`): only0 where it has a zero, if0all everywhere if any pooled
/// study has one, all everywhere, none nowhere. tacc, the treatment arm continuity correction, is only0 with amounts in
/// proportion to 1 / size of the other group, 2 add / (1 + R) and 2 add R / (1 + R) with R = n2 / n1, so that unequal
/// groups do not turn a double zero into an effect; `add` in both where the groups are equal, or have no size.
/// @source Sweeting, Sutton & Lambert 2004, Stat Med 23:1351
std::vector<Added> amounts(const Dataset& data, const std::vector<Read>& reads, const Options& options,
                           const Measure& measure) {
  std::vector<Added> add(reads.size());
  if (measure.zeros == Zeros::as_they_are) return add;
  const auto zero = [&](std::size_t i) { return ask(counts_of(measure).any_zero, reads[i]); };
  bool any = false;
  for (std::size_t i = 0; i < reads.size(); ++i) any = any || (data.studies[i].include && zero(i));
  for (std::size_t i = 0; i < reads.size(); ++i) {
    if (!reads[i].cells()) continue;
    const bool by_zero = options.add_to == "only0" || options.add_to == "tacc";
    const bool here = options.add_to == "all" || (by_zero && zero(i)) || (options.add_to == "if0all" && any);
    if (here) add[i] = {options.add, options.add};
    const auto size_ratio = counts_of(measure).size_ratio;
    if (here && options.add_to == "tacc" && size_ratio) add[i] = by_group(options.add, size_ratio(*reads[i].cells()));
  }
  return add;
}

Effect effect_of(const Read& read, const Measure& measure, const Form* form, const Added& add) {
  if (!read.usable) return {};
  if (const auto* reported = std::get_if<Effect>(&read.inputs)) return *reported;
  const auto& cells = std::get<std::vector<double>>(read.inputs);
  const Effect usual = measure.compute(cells, add);
  return form && !std::isnan(usual.yi) ? form->of(usual, cells, add) : usual;
}

/// The chosen form; nullptr = the usual one, with a Note where the measure has no such form.
const Form* chosen_form(const Options& options, std::vector<Note>& notes) {
  const Form* form = find_form(options.measure, options.form);
  if (!form && options.form != "usual") notes.push_back({.code = NoteCode::form_not_for_measure});
  return form;
}

/// The reason why an effect that was computed cannot be pooled, if there is one.
void check_effect(Effect& effect, const Read& read, bool has_zero_cell, int row, std::vector<Note>& notes) {
  if (!read.usable) return;
  const bool usable = std::isfinite(effect.yi) && std::isfinite(effect.vi) && effect.vi > 0;
  if (usable) return;
  NoteCode code = NoteCode::variance_out_of_range;
  if (has_zero_cell)
    code = NoteCode::zero_cells_not_estimable;
  else if (read.cells())
    code = std::isnan(effect.vi) ? NoteCode::not_estimable : NoteCode::variance_not_positive;
  if (std::isinf(effect.yi) || std::isinf(effect.vi)) code = NoteCode::variance_out_of_range;
  notes.push_back({.code = code, .row = row});
  effect = {};
}

NoteCode code_of_added(const Measure& measure, const Added& added) {
  const bool variance_only = measure.zeros == Zeros::variance_only;
  if (added.first == added.second)
    return variance_only ? NoteCode::zero_cells_variance_only : NoteCode::zero_cells_adjusted;
  return variance_only ? NoteCode::zero_cells_variance_by_group : NoteCode::zero_cells_by_group;
}

void remark_on(const Effect& effect, const Measure& measure, const Added& added, int row, std::vector<Note>& notes) {
  if (added.first > 0 && !std::isnan(effect.yi))
    notes.push_back({.code = code_of_added(measure, added), .row = row, .value = added.first, .other = added.second});
  constexpr double seldom_seen = 5;  // standard deviations between two group means
  if (measure.standardised && std::abs(effect.yi) > seldom_seen)
    notes.push_back({.code = NoteCode::smd_huge, .row = row, .value = effect.yi});
}

void fill_people(Effects& e, const Read& read, const Measure& measure) {
  const auto* cells = read.cells();
  const auto of = [&](double (*number)(std::span<const double>)) { return cells && number ? number(*cells) : NaN; };
  e.people.push_back(of(measure.family ? measure.family->people : nullptr));
  e.control_risk.push_back(of(measure.family ? measure.family->control_risk : nullptr));
  if (measure.sized) e.size.push_back(of(measure.sized->size));
}

/// Pooled studies typed twice: the same label, format and cells.
void note_duplicates(const Dataset& data, Effects& e) {
  std::map<std::string, std::vector<int>> seen;
  for (const int row : e.row) {
    const Study& study = data.studies[static_cast<std::size_t>(row)];
    if (study.label.empty()) continue;
    auto& rows = seen[study.label];
    for (const int earlier : rows) {
      const Study& other = data.studies[static_cast<std::size_t>(earlier)];
      const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
      if (other.format != study.format ||
          !std::equal(other.cells.begin(), other.cells.end(), study.cells.begin(), study.cells.end(), same))
        continue;
      e.notes.push_back({.code = NoteCode::duplicate_study, .row = row, .value = earlier + 1.0});
      break;
    }
    rows.push_back(row);
  }
}

void keep_pooled(const Dataset& data, Effects& e) {
  for (std::size_t i = 0; i < e.study.size(); ++i)
    if (data.studies[i].include && !std::isnan(e.study[i].yi)) e.row.push_back(static_cast<int>(i));
  e.yi.resize(static_cast<Index>(e.row.size()));
  e.vi.resize(e.yi.size());
  for (std::size_t j = 0; j < e.row.size(); ++j) {
    e.yi[static_cast<Index>(j)] = e.study[static_cast<std::size_t>(e.row[j])].yi;
    e.vi[static_cast<Index>(j)] = e.study[static_cast<std::size_t>(e.row[j])].vi;
  }
}

void keep_cells(const Dataset& data, const std::vector<Read>& reads, Effects& e) {
  for (std::size_t i = 0; i < reads.size(); ++i)
    if (data.studies[i].include && reads[i].cells()) e.cells_row.push_back(static_cast<int>(i));
  if (e.cells_row.empty()) return;
  const auto& first = *reads[static_cast<std::size_t>(e.cells_row[0])].cells();
  e.cells.resize(static_cast<Index>(e.cells_row.size()), static_cast<Index>(first.size()));
  for (Index i = 0; i < e.cells.rows(); ++i) {
    const auto& cells = *reads[static_cast<std::size_t>(e.cells_row[static_cast<std::size_t>(i)])].cells();
    for (Index j = 0; j < e.cells.cols(); ++j) e.cells(i, j) = cells[static_cast<std::size_t>(j)];
  }
}

/// Beyond this ratio of variances the smallest study decides alone; usually a unit was mistaken.
constexpr double far_apart = 1e10;

void note_spread(Effects& e) {
  if (e.k() < 2) return;
  const double ratio = e.vi.maxCoeff() / e.vi.minCoeff();
  if (ratio > far_apart) e.notes.push_back({.code = NoteCode::variances_far_apart, .value = ratio});
}

}  // namespace

Effects compute_effects(const Dataset& data, const Options& options) {
  Effects e;
  e.measure = find_measure(options.measure);
  e.data = &data;
  const Measure& measure = *e.measure;
  const Medians medians = options.medians == "QE" ? Medians::quantiles : Medians::normal;
  std::vector<Read> reads;
  for (std::size_t i = 0; i < data.studies.size(); ++i) {
    reads.push_back(read_row(data.studies[i], static_cast<int>(i), measure, medians, e.notes));
    fill_people(e, reads.back(), measure);
    e.conversion.push_back(reads.back().conversion);
  }
  keep_cells(data, reads, e);
  drop_uninformative(reads, measure, options.drop00, e.notes);
  const std::vector<Added> add = amounts(data, reads, options, measure);
  const Form* form = chosen_form(options, e.notes);
  for (std::size_t i = 0; i < reads.size(); ++i) {
    Effect effect = effect_of(reads[i], measure, form, add[i]);
    check_effect(effect, reads[i], ask(counts_of(measure).any_zero, reads[i]), static_cast<int>(i), e.notes);
    remark_on(effect, measure, add[i], static_cast<int>(i), e.notes);
    e.study.push_back(effect);
  }
  keep_pooled(data, e);
  note_duplicates(data, e);
  note_spread(e);
  return e;
}

double pooled_size(const Effects& e) {
  double inverse = 0, known = 0;
  if (!e.size.empty()) {
    for (const int row : e.row) {
      const double size = e.size[static_cast<std::size_t>(row)];
      if (!std::isnan(size)) inverse += 1 / size, known += 1;
    }
  }
  return known > 0 ? known / inverse : NaN;
}

namespace {

double display_at(const Effects& e, double x, double size) {
  return std::isnan(size) ? e.measure->scale->display(x) : e.measure->sized->display(x, size);
}

}  // namespace

double display_of(const Effects& e, double x) { return display_at(e, x, pooled_size(e)); }

double display_of(const Effects& e, int row, double x) {
  return display_at(e, x, e.size.empty() ? NaN : e.size[static_cast<std::size_t>(row)]);
}

double analysis_of(const Effects& e, double shown) {
  const double size = pooled_size(e);
  return std::isnan(size) ? e.measure->scale->analysis(shown) : e.measure->sized->analysis(shown, size);
}

Effects subset(const Effects& e, const std::vector<Index>& keep) {
  Effects part;
  part.measure = e.measure;
  part.data = e.data;
  part.people = e.people;
  part.size = e.size;
  part.conversion = e.conversion;
  part.yi.resize(static_cast<Index>(keep.size()));
  part.vi.resize(part.yi.size());
  for (std::size_t j = 0; j < keep.size(); ++j) {
    part.yi[static_cast<Index>(j)] = e.yi[keep[j]];
    part.vi[static_cast<Index>(j)] = e.vi[keep[j]];
    part.row.push_back(e.row[static_cast<std::size_t>(keep[j])]);
  }
  return part;
}

Effects part_of(const Effects& e, std::vector<int> rows) {
  std::sort(rows.begin(), rows.end());
  const auto places = [&](const std::vector<int>& all) {
    std::vector<Index> found;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (std::binary_search(rows.begin(), rows.end(), all[i])) found.push_back(static_cast<Index>(i));
    return found;
  };
  Effects part = subset(e, places(e.row));
  part.study = e.study;
  const std::vector<Index> from = places(e.cells_row);
  part.cells.resize(static_cast<Index>(from.size()), e.cells.cols());
  for (std::size_t i = 0; i < from.size(); ++i) {
    part.cells.row(static_cast<Index>(i)) = e.cells.row(from[i]);
    part.cells_row.push_back(e.cells_row[static_cast<std::size_t>(from[i])]);
  }
  return part;
}

}  // namespace pooled
