#include "experiments/probe/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/run/standard_output.h"

namespace caldera {

namespace {

constexpr double largest_loss = 0.01;  ///< of a density's integral, 1, before it counts as reached

std::int64_t count(std::size_t number) { return static_cast<std::int64_t>(number); }

void add_scalar(Report& report, const std::string& name, double value, const std::string& units,
                const std::string& long_name) {
  report.datasets.push_back({name, {}, {value}, {units, long_name}});
}

void add_vector(Report& report, const std::string& name, const std::vector<double>& values,
                const std::string& units, const std::string& long_name) {
  report.datasets.push_back({name, {values.size()}, values, {units, long_name}});
}

void add_pairs(Report& report, const std::vector<Eigenpair>& pairs) {
  const auto column = [&](const std::string& name, const std::string& units,
                          const std::string& long_name, auto member) {
    std::vector<double> values;
    for (const Eigenpair& pair : pairs) values.push_back(pair.*member);
    add_vector(report, "/spectrum/" + name, values, units, long_name);
  };
  column("eigenvalue", "nat", "eigenvalue, ascending", &Eigenpair::value);
  column("residual", "nat", "Euclidean norm of A y - value y for the unit vector y",
         &Eigenpair::residual);
  column("bound", "nat", "an eigenvalue lies within value +- bound", &Eigenpair::bound);
  column("estimated_error", "nat", "error estimated from the residual and the gap; no bound",
         &Eigenpair::estimated_error);
  column("converged", "1", "1 where the residual is within the tolerance, else 0",
         &Eigenpair::converged);
}

}  // namespace

void Report::add(const std::string& name, const std::string& units, const std::string& long_name,
                 const Estimate& e) {
  reached = reached && e.reached;
  lines.push_back(fmt::format("{:<28} {:>14.6g} +- {:<10.2g} {:>6} samples{}", name, e.value,
                              e.standard_error, e.samples,
                              e.reached ? "" : ", requested error not reached"));
  add_scalar(*this, "/" + name + "/value", e.value, units, long_name);
  add_scalar(*this, "/" + name + "/standard_error", e.standard_error, units,
             "standard error of " + long_name);
  add_scalar(*this, "/" + name + "/samples", static_cast<double>(e.samples), "1",
             "random directions");
}

void Report::add(const std::string& name, const std::string& long_name,
                 const DiagonalEstimate& e) {
  reached = reached && e.reached;
  const auto [least, most] = std::ranges::minmax(e.value);
  lines.push_back(fmt::format("{:<28} {:>14.6g} to {:<10.2g} {:>6} samples{}", name, least, most,
                              e.samples, e.reached ? "" : ", requested error not reached"));
  add_vector(*this, "/" + name + "/value", e.value, "nat", long_name);
  add_vector(*this, "/" + name + "/standard_error", e.standard_error, "nat",
             "standard error of " + long_name);
}

Report report_of(const EigenSummary& found, bool with_vectors) {
  Report report;
  report.lines.push_back(fmt::format("{:>4} {:>20} {:>12} {:>12} {:>12}", "", "eigenvalue",
                                     "residual", "error below", "estimated"));
  std::size_t number = 0;
  for (const Eigenpair& pair : found.pairs)
    report.lines.push_back(fmt::format("{:>4} {:>20.12g} {:>12.2e} {:>12.2e} {:>12.2e}{}",
                                       ++number, pair.value, pair.residual, pair.bound,
                                       pair.estimated_error,
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
  add_pairs(report, found.pairs);
  add_scalar(report, "/spectrum/norm", found.norm, "nat", "largest Ritz value in magnitude");
  add_scalar(report, "/spectrum/products", static_cast<double>(found.products), "1",
             "products spent");
  if (with_vectors)
    report.datasets.push_back({"/spectrum/vectors",
                               {found.pairs.size(), found.dim},
                               found.vectors,
                               {"1", "unit eigenvectors, one a row"}});
  return report;
}

Report report_of(const SpectralDensity& found) {
  Report report;
  const double first = found.rules.front().nodes.front(), last = found.rules.front().nodes.back();
  const auto worst = std::ranges::max(found.standard_error);
  report.lines.push_back(fmt::format("spectrum from {:.6g} to {:.6g} (ends of one quadrature); "
                                     "smoothed by {:.3g}",
                                     first, last, found.width));
  report.lines.push_back(fmt::format("largest density {:.4g}, largest standard error {:.2g}; {} "
                                     "start vectors, {} products",
                                     std::ranges::max(found.density), worst, found.rules.size(),
                                     found.products));
  const bool whole = std::abs(found.integral - 1) <= largest_loss;
  report.reached = whole;  // no standard error is asked for
  report.lines.push_back(fmt::format("integral over the {} points of the grid {:.6f}{}",
                                     found.grid.size(), found.integral,
                                     whole ? "" : ", which is not 1"));
  add_vector(report, "/density/eigenvalue", found.grid, "nat", "eigenvalue");
  add_vector(report, "/density/density", found.density, "1/nat", "density of eigenvalues");
  add_vector(report, "/density/standard_error", found.standard_error, "1/nat",
             "standard error of the density");
  add_scalar(report, "/density/width", found.width, "nat", "standard deviation of the smoothing");
  add_scalar(report, "/density/integral", found.integral, "1",
             "integral of the density over the grid; 1 if it holds the whole spectrum");
  return report;
}

Report report_of(const ScalarCurvature& found) {
  Report report;
  report.add("scalar_curvature", "nat^2", "scalar curvature of the error surface", found.curvature);
  const auto unrequested = [](Estimate estimate) { return estimate.reached = true, estimate; };
  report.add("trace", "nat", "trace of the Hessian", unrequested(found.trace));
  report.add("squared_frobenius_norm", "nat^2", "trace of the squared Hessian",
             unrequested(found.squared_frobenius_norm));
  const auto exact = [&](const std::string& name, const std::string& units,
                         const std::string& long_name, double value) {
    report.lines.push_back(fmt::format("{:<28} {:>14.6g}", name, value));
    add_scalar(report, "/" + name, value, units, long_name);
  };
  exact("gradient_squared_norm", "nat^2", "squared norm of the gradient",
        found.gradient_squared_norm);
  exact("curvature_along_gradient", "nat^3", "g^T H g", found.curvature_along_gradient);
  exact("image_squared_norm", "nat^4", "squared norm of H g", found.image_squared_norm);
  return report;
}

void print(const Report& report) {
  for (const std::string& line : report.lines) print_out("{}\n", line);
}

void write(const Report& report, RunWriter& file) {
  for (const Report::Numbers& numbers : report.datasets)
    file.array(numbers.name, make_values(std::span<const double>(numbers.values), numbers.shape),
               numbers.description);
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
  result.merge(Configuration{{"points", count(o.grid_points)},
                             {"steps", count(o.steps)},
                             {"width", o.width}});
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
