#include "experiments/curvature_change/record.h"

#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <string>

#include "experiments/run/table.h"

namespace caldera {

namespace {

const std::string group = "/curvature/";
const std::string before = group + "transition_before", after = group + "transition_after";

/// A column of the table: what it is, and where a row keeps it.
struct Column {
  std::string name, units, long_name;
  std::function<double&(CurvatureRow&)> in;
};

/// An estimate makes two columns.
struct EstimateQuantity {
  const char *name, *units, *long_name;
  Estimate ScalarCurvature::*member;
};
constexpr EstimateQuantity estimates[] = {
    {"scalar_curvature", "nat^2", "scalar curvature R of the graph of the error",
     &ScalarCurvature::curvature},
    {"trace", "nat", "trace of the Hessian of the error", &ScalarCurvature::trace},
    {"trace_of_square", "nat^2", "trace of the square of the Hessian of the error",
     &ScalarCurvature::squared_frobenius_norm},
};

/// A number that is exact for these images.
struct ExactQuantity {
  const char *name, *units, *long_name;
  double ScalarCurvature::*member;
};
constexpr ExactQuantity exact_quantities[] = {
    {"gradient_squared_norm", "nat^2", "squared norm of the gradient g of the error",
     &ScalarCurvature::gradient_squared_norm},
    {"curvature_along_gradient", "nat^3", "g . H g", &ScalarCurvature::curvature_along_gradient},
    {"image_squared_norm", "nat^4", "squared norm of H g", &ScalarCurvature::image_squared_norm},
};

std::vector<Column> all_columns() {
  std::vector<Column> columns = {{"point", "1", "index of the point in the sweep",
                                  [](CurvatureRow& row) -> double& { return row.point; }}};
  for (const EstimateQuantity& q : estimates) {
    columns.push_back({q.name, q.units, q.long_name,
                       [&q](CurvatureRow& row) -> double& { return (row.at.*q.member).value; }});
    columns.push_back(
        {fmt::format("{}_error", q.name), q.units, fmt::format("standard error: {}", q.long_name),
         [&q](CurvatureRow& row) -> double& { return (row.at.*q.member).standard_error; }});
  }
  for (const ExactQuantity& q : exact_quantities)
    columns.push_back({q.name, q.units, q.long_name,
                       [&q](CurvatureRow& row) -> double& { return row.at.*q.member; }});
  return columns;
}

}  // namespace

void write_curvature(RunWriter& file, const CurvatureTable& table) {
  std::vector<SweepRow> sweep;
  for (const CurvatureRow& row : table.rows) sweep.push_back(row.sweep);
  write_sweep(file, sweep);
  for (const Column& column : all_columns()) {
    std::vector<double> values;
    for (CurvatureRow row : table.rows) values.push_back(column.in(row));
    file.vector(group + column.name, values, {column.units, column.long_name});
  }
  std::vector<std::int64_t> lefts, rights;
  for (const TransitionRows& bracket : table.transitions) {
    lefts.push_back(static_cast<std::int64_t>(bracket.before));
    rights.push_back(static_cast<std::int64_t>(bracket.after));
  }
  file.vector(before, lefts, {"1", "row of the last point before each transition"});
  file.vector(after, rights, {"1", "row of the first point after each transition"});
}

CurvatureTable read_curvature(const RunFile& file) {
  CurvatureTable table;
  for (const SweepRow& row : read_sweep(file)) {
    table.rows.emplace_back();
    table.rows.back().sweep = row;
  }
  for (const Column& column : all_columns()) {
    const std::vector<double> values =
        read_column<double>(file, group + column.name, table.rows.size());
    for (std::size_t i = 0; i < values.size(); ++i) column.in(table.rows[i]) = values[i];
  }
  const auto lefts = file.vector<std::int64_t>(before);
  const auto rights = read_column<std::int64_t>(file, after, lefts.size());
  for (std::size_t i = 0; i < lefts.size(); ++i) {
    const std::int64_t first = i == 0 ? 0 : rights[i - 1];
    const bool lies_within = first <= lefts[i] && lefts[i] < rights[i] &&
                             rights[i] < static_cast<std::int64_t>(table.rows.size());
    if (!lies_within)
      file.refuse(after, "rows of the table, one transition behind the other",
                  fmt::format("{} to {}", lefts[i], rights[i]));
    table.transitions.push_back(
        {static_cast<std::size_t>(lefts[i]), static_cast<std::size_t>(rights[i])});
  }
  return table;
}

}  // namespace caldera
