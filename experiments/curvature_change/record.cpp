#include "experiments/curvature_change/record.h"

#include <fmt/format.h>

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const std::string group = "/curvature";

const Columns<CurvatureRow> row_columns = {
    {"point", "1", "index of the point in the sweep", &CurvatureRow::point},
    {"scalar_curvature", "nat^2", "scalar curvature R of the graph of the error",
     [](auto& row) { return &row.at.curvature.value; }},
    {"scalar_curvature_error", "nat^2",
     "standard error: scalar curvature R of the graph of the error",
     [](auto& row) { return &row.at.curvature.standard_error; }},
    {"trace", "nat", "trace of the Hessian of the error",
     [](auto& row) { return &row.at.trace.value; }},
    {"trace_error", "nat", "standard error: trace of the Hessian of the error",
     [](auto& row) { return &row.at.trace.standard_error; }},
    {"trace_of_square", "nat^2", "trace of the square of the Hessian of the error",
     [](auto& row) { return &row.at.squared_frobenius_norm.value; }},
    {"trace_of_square_error", "nat^2",
     "standard error: trace of the square of the Hessian of the error",
     [](auto& row) { return &row.at.squared_frobenius_norm.standard_error; }},
    {"gradient_squared_norm", "nat^2", "squared norm of the gradient g of the error",
     [](auto& row) { return &row.at.gradient_squared_norm; }},
    {"curvature_along_gradient", "nat^3", "g . H g",
     [](auto& row) { return &row.at.curvature_along_gradient; }},
    {"image_squared_norm", "nat^4", "squared norm of H g",
     [](auto& row) { return &row.at.image_squared_norm; }},
};

const Columns<TransitionRows> transition_columns = {
    {"transition_before", "1", "row of the last point before each transition",
     &TransitionRows::before},
    {"transition_after", "1", "row of the first point after each transition",
     &TransitionRows::after},
};

}  // namespace

void write_curvature(RunWriter& file, const CurvatureTable& table) {
  std::vector<SweepRow> sweep;
  for (const CurvatureRow& row : table.rows) sweep.push_back(row.sweep);
  write_sweep(file, sweep);
  row_columns.write(file, group, table.rows);
  transition_columns.write(file, group, table.transitions);
}

CurvatureTable read_curvature(const RunFile& file) {
  const std::vector<SweepRow> sweep = read_sweep(file);
  CurvatureTable table;
  table.rows = row_columns.read(file, group, sweep.size());
  for (std::size_t i = 0; i < sweep.size(); ++i) table.rows[i].sweep = sweep[i];
  table.transitions = transition_columns.read(file, group);
  std::size_t first = 0;
  for (const TransitionRows& bracket : table.transitions) {
    const bool lies_within = first <= bracket.before && bracket.before < bracket.after &&
                             bracket.after < table.rows.size();
    if (!lies_within)
      file.refuse(group + "/transition_after", "rows of the table, one transition behind the other",
                  fmt::format("{} to {}", bracket.before, bracket.after));
    first = bracket.after;
  }
  return table;
}

}  // namespace caldera
