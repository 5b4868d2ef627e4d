#include "experiments/probe/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/run/columns.h"
#include "experiments/run/standard_output.h"

namespace caldera {

namespace {

constexpr double largest_loss = 0.01;  ///< of a density's integral, 1, before it counts as reached

std::int64_t count(std::size_t number) { return static_cast<std::int64_t>(number); }

const Columns<Eigenpair> pair_columns = {
    {"eigenvalue", "nat", "eigenvalue, ascending", &Eigenpair::value},
    {"residual", "nat", "Euclidean norm of A y - value y for the unit vector y",
     &Eigenpair::residual},
    {"bound", "nat", "an eigenvalue lies within value +- bound", &Eigenpair::bound},
    {"estimated_error", "nat", "error estimated from the residual and the gap; no bound",
     &Eigenpair::estimated_error},
    {"converged", "1", "1 where the residual is within the tolerance, else 0",
     &Eigenpair::converged},
};

const Columns<EigenSummary> spectrum_columns = {
    {"norm", "nat", "largest Ritz value in magnitude", &EigenSummary::norm},
    {"products", "1", "products spent",
     [](auto& found) { return static_cast<double>(found.products); }},
};

const Columns<SpectralDensity> density_columns = {
    {"eigenvalue", "nat", "eigenvalue", &SpectralDensity::grid},
    {"density", "1/nat", "density of eigenvalues", &SpectralDensity::density},
    {"standard_error", "1/nat", "standard error of the density", &SpectralDensity::standard_error},
    {"width", "nat", "standard deviation of the smoothing", &SpectralDensity::width},
    {"integral", "1", "integral of the density over the grid; 1 if it holds the whole spectrum",
     &SpectralDensity::integral},
};

const Columns<ScalarCurvature> curvature_columns = {
    {"gradient_squared_norm", "nat^2", "squared norm of the gradient",
     &ScalarCurvature::gradient_squared_norm},
    {"curvature_along_gradient", "nat^3", "g^T H g", &ScalarCurvature::curvature_along_gradient},
    {"image_squared_norm", "nat^4", "squared norm of H g", &ScalarCurvature::image_squared_norm},
};

/// Adds a row alone.
template <class Row>
void add_part(ProbeReport& report, const std::string& group, const Columns<Row>& columns,
              const Row& row) {
  report.parts.push_back([=](RunWriter& file) { columns.write_alone(file, group, row); });
}

}  // namespace

void ProbeReport::add(const std::string& name, const std::string& units,
                      const std::string& long_name, const Estimate& e) {
  reached = reached && e.reached;
  lines.push_back(fmt::format("{:<28} {:>14.6g} +- {:<10.2g} {:>6} samples{}", name, e.value,
                              e.standard_error, e.samples,
                              e.reached ? "" : ", requested error not reached"));
  add_part(*this, "/" + name,
           Columns<Estimate>{{"value", units, long_name, &Estimate::value},
                             {"standard_error", units, "standard error of " + long_name,
                              &Estimate::standard_error},
                             {"samples", "1", "random directions",
                              [](auto& of) { return static_cast<double>(of.samples); }}},
           e);
}

void ProbeReport::add(const std::string& name, const std::string& long_name,
                      const DiagonalEstimate& e) {
  reached = reached && e.reached;
  const auto [least, most] = std::ranges::minmax(e.value);
  lines.push_back(fmt::format("{:<28} {:>14.6g} to {:<10.2g} {:>6} samples{}", name, least, most,
                              e.samples, e.reached ? "" : ", requested error not reached"));
  add_part(*this, "/" + name,
           Columns<DiagonalEstimate>{{"value", "nat", long_name, &DiagonalEstimate::value},
                                     {"standard_error", "nat", "standard error of " + long_name,
                                      &DiagonalEstimate::standard_error}},
           e);
}

ProbeReport report_of(const EigenSummary& found, bool with_vectors) {
  ProbeReport report;
  report.lines.push_back(fmt::format("{:>4} {:>20} {:>12} {:>12} {:>12}", "", "eigenvalue",
                                     "residual", "error below", "estimated"));
  std::size_t number = 0;
  for (const Eigenpair& pair : found.pairs)
    report.lines.push_back(fmt::format("{:>4} {:>20.12g} {:>12.2e} {:>12.2e} {:>12.2e}{}", ++number,
                                       pair.value, pair.residual, pair.bound, pair.estimated_error,
                                       pair.converged ? "" : "  not converged"));
  const auto converged = std::ranges::count_if(found.pairs, &Eigenpair::converged);
  report.reached = found.converged;
  report.lines.push_back(fmt::format(
      "{} of {} pairs converged{}; norm {:.6g}; {} products, {} restarts; {}", converged,
      found.pairs.size(), found.limit_reached ? " when the limit was reached" : "", found.norm,
      found.products, found.restarts,
      found.searched > 0
          ? fmt::format("search for missing pairs: {} products found none", found.searched)
          : "no search for missing pairs"));
  report.parts.push_back([=](RunWriter& file) {
    pair_columns.write(file, "/spectrum", found.pairs);
    spectrum_columns.write_alone(file, "/spectrum", found);
    if (with_vectors)
      file.matrix<double>("/spectrum/vectors",
                          {found.vectors.data(), found.pairs.size(), found.dim},
                          {"1", "unit eigenvectors, one a row"});
  });
  return report;
}

ProbeReport report_of(const SpectralDensity& found) {
  ProbeReport report;
  const double first = found.rules.front().nodes.front(), last = found.rules.front().nodes.back();
  const auto worst = std::ranges::max(found.standard_error);
  report.lines.push_back(
      fmt::format("spectrum from {:.6g} to {:.6g} (ends of one quadrature); "
                  "smoothed by {:.3g}",
                  first, last, found.width));
  report.lines.push_back(
      fmt::format("largest density {:.4g}, largest standard error {:.2g}; {} "
                  "start vectors, {} products",
                  std::ranges::max(found.density), worst, found.rules.size(), found.products));
  const bool whole = std::abs(found.integral - 1) <= largest_loss;
  report.reached = whole;  // no standard error is asked for
  report.lines.push_back(fmt::format("integral over the {} points of the grid {:.6f}{}",
                                     found.grid.size(), found.integral,
                                     whole ? "" : ", which is not 1"));
  add_part(report, "/density", density_columns, found);
  return report;
}

ProbeReport report_of(const ScalarCurvature& found) {
  ProbeReport report;
  report.add("scalar_curvature", "nat^2", "scalar curvature of the error surface", found.curvature);
  const auto unrequested = [](Estimate estimate) { return estimate.reached = true, estimate; };
  report.add("trace", "nat", "trace of the Hessian", unrequested(found.trace));
  report.add("squared_frobenius_norm", "nat^2", "trace of the squared Hessian",
             unrequested(found.squared_frobenius_norm));
  for (const auto& [name, value] : {std::pair("gradient_squared_norm", found.gradient_squared_norm),
                                    {"curvature_along_gradient", found.curvature_along_gradient},
                                    {"image_squared_norm", found.image_squared_norm}})
    report.lines.push_back(fmt::format("{:<28} {:>14.6g}", name, value));
  add_part(report, "", curvature_columns, found);
  return report;
}

void print(const ProbeReport& report) {
  for (const std::string& line : report.lines) print_out("{}\n", line);
}

void write(const ProbeReport& report, RunWriter& file) {
  for (const auto& write_part : report.parts) write_part(file);
  file.scalar(reached_dataset, std::int64_t{report.reached},
              {"1", "1 if the requested accuracy was reached, else 0"});
}

Configuration configuration_of(const EigenOptions& o) {
  return {{"basis", count(o.basis)},
          {"block", count(o.block)},
          {"bottom", count(o.bottom)},
          {"largest_magnitude", count(o.largest_magnitude)},
          {"max_products", count(o.max_products)},
          {"search_products", count(o.search_products)},
          {"tolerance", o.tolerance},
          {"top", count(o.top)}};
}

Configuration configuration_of(const DensityOptions& o) {
  Configuration result = configuration_of(o.sampling);
  result.merge(Configuration{
      {"points", count(o.grid_points)}, {"steps", count(o.steps)}, {"width", o.width}});
  return result;
}

Configuration configuration_of(const Sampling& s) {
  return {{"absolute_error", s.absolute_error},
          {"least_samples", count(s.least_samples)},
          {"most_samples", count(s.most_samples)},
          {"relative_error", s.relative_error},
          {"sampling_block", count(s.block)}};
}

}  // namespace caldera
