#include "plots/linear_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "nn/linear_mode.h"
#include "plots/style.h"

namespace caldera {
namespace {

using Rows = std::vector<std::vector<double>>;

/// What is drawn of the long tables: the rows of one depth and mode, and of one kind.
template <class Row>
std::vector<Row> rows_of(const std::vector<Row>& all, double depth, double mode,
                         double Row::*kind, double value) {
  std::vector<Row> rows;
  for (const Row& row : all)
    if (row.depth == depth && row.mode == mode && row.*kind == value) rows.push_back(row);
  return rows;
}

/// $closed<D>_<mode>: β, a^D along the curve β = b(a).
std::string closed_block(const LinearMode& mode, std::size_t index) {
  constexpr int points = 400;
  Rows rows;
  for (int i = 0; i <= points; ++i) {
    const double product = mode.singular_value * i / points;
    rows.push_back({mode_pull(mode, integer_root(product, mode.depth)), product});
  }
  return data_block(fmt::format("closed{}_{}", mode.depth, index), rows);
}

/// $<name>: β, products.
std::string path_block(const std::string& name, const LinearPath& path) {
  Rows rows;
  for (std::size_t i = 0; i < path.points.size(); ++i) {
    rows.push_back({path.points[i].beta});
    const auto products = path.products.view().row(i);
    rows.back().insert(rows.back().end(), products.begin(), products.end());
  }
  return data_block(name, rows);
}

/// $<name>_minima and $<name>_saddles: the part of a curve before it loses stability, and the rest with
/// the last point before it.
std::string curve_blocks(const std::string& name, const LinearPath& path) {
  const auto lost = std::ranges::find_if_not(path.points, &LinearPoint::is_minimum);
  const auto minima = static_cast<std::size_t>(lost - path.points.begin());
  LinearPath stable, rest;
  for (std::size_t i = 0; i < path.points.size(); ++i) {
    if (i < minima) stable.add(path.points[i], path.products.view().row(i));
    if (i + 1 >= minima) rest.add(path.points[i], path.products.view().row(i));
  }
  return path_block(name + "_minima", stable) + path_block(name + "_saddles", rest);
}

std::string depth_blocks(const LinearRun& run, const LinearDepth& depth) {
  const std::string name = fmt::format("depth{}", depth.depth);
  std::string blocks = path_block(name + "_up", depth.rising) +
                       path_block(name + "_down", depth.falling) +
                       curve_blocks(name + "_origin", depth.origin);
  for (std::size_t mode = 0; mode < depth.branches.size(); ++mode)
    blocks += closed_block({run.singular_values[mode], depth.depth}, mode) +
              curve_blocks(fmt::format("{}_branch{}", name, mode), depth.branches[mode]);
  return blocks;
}

/// $jumps<D>_<mode>_<rising>: step, jump. $scaling<D>_<mode>_<saddle>: distance, |λ|.
std::string table_blocks(const LinearRun& run) {
  std::string blocks;
  for (const LinearDepth& at : run.depths)
    for (std::size_t mode = 0; mode < run.singular_values.size(); ++mode)
      for (const int kind : {0, 1}) {
        const auto depth = static_cast<double>(at.depth), number = static_cast<double>(mode + 1);
        Rows jumps, scaling;
        for (const LinearJump& row :
             rows_of(run.jumps, depth, number, &LinearJump::rising, kind))
          jumps.push_back({row.step, row.jump});
        for (const LinearScaling& row :
             rows_of(run.scaling, depth, number, &LinearScaling::saddle, kind))
          scaling.push_back({row.distance, std::abs(row.eigenvalue)});
        blocks += data_block(fmt::format("jumps{}_{}_{}", depth, mode, kind), jumps) +
                  data_block(fmt::format("scaling{}_{}_{}", depth, mode, kind), scaling);
      }
  return blocks;
}

/// $laws: the fitted power laws over what they were fitted to, with a blank line between them.
std::string laws_block(const LinearRun& run) {
  Rows rows;
  for (const LinearExponent& law : run.exponents) {
    for (const double x : {1e-7, law.farthest})
      rows.push_back({x, law.prefactor * std::pow(x, law.exponent)});
    rows.push_back({});
  }
  return data_block("laws", rows);
}

}  // namespace

std::string linear_blocks(const LinearRun& run) {
  std::string blocks = table_blocks(run) + laws_block(run);
  for (const LinearDepth& depth : run.depths) blocks += depth_blocks(run, depth);
  return blocks;
}

}  // namespace caldera
