# The table of `make bench`, from lines "name value unit" (bench.sh): medians, their ratios, targets.
#
# Variables: format, "text" or "markdown"; images, of the products; eigen_images and
# eigen_pairs.

NF == 3 && $2 ~ /^[0-9.e+-]+$/ { values[$1] = values[$1] " " $2 }

# The median of a name's values; "" if there are none.
function median(name,    list, n, i, j, moved) {
  n = split(values[name], list, " ")
  for (i = 2; i <= n; ++i)
    for (j = i; j > 1 && list[j - 1] + 0 > list[j] + 0; --j) {
      moved = list[j]; list[j] = list[j - 1]; list[j - 1] = moved
    }
  return n == 0 ? "" : (list[int((n + 1) / 2)] + list[int(n / 2) + 1]) / 2
}

# Of two medians; "" if either is missing.
function ratio(a, b) {
  return median(a) == "" || median(b) == "" ? "" : median(a) / median(b)
}

# A median as text.
function text(name, form) {
  return median(name) == "" ? "?" : sprintf(form, median(name))
}

# A row: what is measured; the number, "" if it was not; how that is explained; and the target, "at
# least" or "at most" a number, or "" for none.
function row(what, number, explained, relation, target) {
  if (number == "") print_row(what, "not measured", "", relation, target, "")
  else print_row(what, sprintf(number < 10 ? "%.3f" : "%.1f", number), explained, relation, target,
                 verdict(number, relation, target))
}

function verdict(number, relation, target) {
  if (relation == "") return ""
  return (relation == "at least" ? number >= target + 0 : number <= target + 0) ? "met" : "missed"
}

function print_row(what, number, explained, relation, target, judged) {
  if (relation != "") relation = relation " " target
  if (format == "markdown") {
    if (explained != "") number = number " (" explained ")"
    if (judged == "missed") judged = "**missed**"
    print "| " what " | " number " | " relation (judged == "" ? "" : ": " judged) " |"
  } else {
    printf "%-78s %12s  %-14s %s\n", what, number, relation, judged
    if (explained != "") print "    " explained
  }
}

# ---- the rows ------------------------------------------------------------------------------------

# "79.9 of 95.1 GFLOP/s"
function rates(of_products, of_peak) {
  return text(of_products, "%.1f") " of " text(of_peak, "%.1f") " GFLOP/s"
}

# "caldera 0.461 s, PyTorch 0.931 s"
function seconds(ours, other, theirs) {
  return "caldera " text(ours, "%.3g") " s, " other " " text(theirs, "%.3g") " s"
}

# "0.4 s, 232 products, residuals to 1e-6"
function solved(prefix) {
  return text(prefix "_seconds", "%.1f") " s, " text(prefix "_products", "%d") \
    " products, residuals to " text(prefix "_residual", "%.1e")
}

function both_solved(ours, theirs) {
  return "caldera " solved(ours) "; ARPACK on PyTorch " solved(theirs) agreement(ours, theirs)
}

# Whether two solvers found the same pairs: their smallest magnitudes are within the residuals.
function agreement(ours, theirs,    difference) {
  if (median(ours "_smallest") == "" || median(theirs "_smallest") == "") return ""
  difference = median(ours "_smallest") - median(theirs "_smallest")
  if (difference < 0) difference = -difference
  if (difference <= median(ours "_residual") + median(theirs "_residual")) return ""
  return "; not the same pairs"
}

# How far the two programs' lengths of one product, H times a vector of ones, are apart.
function same_product(    r) {
  r = ratio("ones_product", "torch_ones_product_double")
  return r == "" ? "" : sprintf("; lengths of the products differ by %.0e", r < 1 ? 1 - r : r - 1)
}

END {
  if (format == "markdown") print "| | measured | target |\n| --- | --- | --- |"
  product = "Hessian product, " images " images, "
  pairs = eigen_pairs " eigenpairs, " eigen_images " images, "

  row("FMA peak of a core, double, GFLOP/s", median("fma_peak_double_1"),
      "two cores " text("fma_peak_double_2", "%.1f"))
  row("FMA peak of a core, float, GFLOP/s", median("fma_peak_float_1"))

  row(product "double: share of the FMA peak",
      ratio("product_rate_double_1", "fma_peak_double_1"),
      rates("product_rate_double_1", "fma_peak_double_1") ", counted as dense, after linearising",
      "at least", 1.1)
  row("the same on two threads: share of two cores' peak",
      ratio("product_rate_double_2", "fma_peak_double_2"),
      rates("product_rate_double_2", "fma_peak_double_2"))
  row("the same in float: share of the float peak",
      ratio("product_rate_float_1", "fma_peak_float_1"),
      rates("product_rate_float_1", "fma_peak_float_1"), "at least", "1.0")
  row("training step in float, its matrix products: share of the float peak",
      ratio("step_rate_exact", "fma_peak_float_1"), rates("step_rate_exact", "fma_peak_float_1"))

  row(product "double, against PyTorch: times as fast",
      ratio("torch_product_double_1", "product_double_1"),
      seconds("product_double_1", "PyTorch with a kept graph", "torch_product_double_1") same_product(),
      "at least", 2)
  row("the same, two threads each: times as fast",
      ratio("torch_product_double_2", "product_double_2"),
      seconds("product_double_2", "PyTorch", "torch_product_double_2"))
  row("the same in float on both sides: times as fast",
      ratio("torch_product_float_1", "product_float_1"),
      seconds("product_float_1", "PyTorch", "torch_product_float_1"), "at least", 2)
  row("the same in double, PyTorch differentiating twice for each: times as fast",
      ratio("torch_twice_double_1", "product_double_1"),
      seconds("product_double_1", "PyTorch", "torch_twice_double_1"), "at least", 3)

  row(pairs "tol 1e-3, double, against ARPACK: times as fast",
      ratio("arpack_1_seconds", "caldera_1_seconds"), both_solved("caldera_1", "arpack_1"),
      "at least", 2)
  row("the same, two threads each: times as fast", ratio("arpack_2_seconds", "caldera_2_seconds"),
      both_solved("caldera_2", "arpack_2"))
  row("in single with double certificates, to the residuals that ARPACK was asked for: times as fast",
      ratio("arpack_1_seconds", "caldera_single_seconds"), both_solved("caldera_single", "arpack_1"),
      "at least", 4)
  row("the same at tol 1e-6, double: products, against ARPACK's at the same residuals",
      ratio("caldera_tight_products", "arpack_tight_products"),
      both_solved("caldera_tight", "arpack_tight"), "at most", 1.25)
  row("caldera at tol 1e-3 of its own, a share of the norm: seconds",
      median("caldera_loose_seconds"), solved("caldera_loose"))

  row("Adam epoch, batch 64, float, against PyTorch", ratio("epoch_exact", "epoch_torch"),
      seconds("epoch_exact", "PyTorch", "epoch_torch"), "at most", 0.25)
  row("the same against the same with OpenBLAS's product", ratio("epoch_exact", "epoch_openblas"),
      "OpenBLAS " text("epoch_openblas", "%.3g") " s", "at most", 1.08)
  row("full-data gradient in double on two threads: times as fast",
      ratio("gradient_1", "gradient_2"),
      text("gradient_1", "%.3g") " s, " text("gradient_2", "%.3g") " s", "at least", 1.85)

  row("Hessian product in double, in units of a gradient", ratio("product_double_1", "gradient_1"),
      "", "at most", 1.3)
  row("the same in a block of eight, per direction", ratio("block_product_1", "gradient_1"))
  row("its matrix products: share of a 2048^3 product's rate",
      ratio("product_rate_double_1", "square_rate_double"),
      rates("product_rate_double_1", "square_rate_double"), "at least", 0.75)
  row("training with the monitor, every ten steps, against without", median("monitor_ratio"),
      "", "at most", "1.10")
  row("slice of 50 x 50 points, 10000 images, two threads: seconds", median("slice"), "",
      "at most", 60)
}
